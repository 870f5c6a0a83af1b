//! Floats: PHP's are doubles; an f32 is a double rounded after each operation.

use crate::error::Error;
use crate::func::Emitter;
use crate::value::{Prec, Reads, Truth, Value};
use wasmparser::{Operator, ValType};

impl Emitter<'_, '_> {
    /// Translates one instruction on floats.
    pub(crate) fn float(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        use Operator as O;
        match operator {
            O::F32Const { value } => self.push(single(value.bits())),
            O::F64Const { value } => self.push(double(value.bits())),
            _ => {
                let debug = format!("{operator:?}");
                let Some((ty, name)) = split(&debug) else { return Ok(false) };
                return Ok(self.comparison(ty, name)? || self.arithmetic(ty, name)? || self.conversion(&debug)?);
            }
        }
        Ok(true)
    }

    fn comparison(&mut self, ty: ValType, name: &str) -> Result<bool, Error> {
        let (op, prec) = match name {
            "Eq" => ("==", Prec::Equal),
            "Ne" => ("!=", Prec::Equal),
            "Lt" => ("<", Prec::Compare),
            "Gt" => (">", Prec::Compare),
            "Le" => ("<=", Prec::Compare),
            "Ge" => (">=", Prec::Compare),
            _ => return Ok(false),
        };
        let (b, a) = (self.pop()?, self.pop()?);
        let pair = Value::binary(op, prec, ty, &a, &b, (0, 1));
        // A NaN makes every order false, so the opposite operator is not the negation; and OPcache would make it so of
        // a plain `!`.
        let no = (format!("(int)({}) == 0", pair.text), Prec::Equal);
        self.push(Value::condition((pair.text, prec), no, pair.reads));
        Ok(true)
    }

    fn arithmetic(&mut self, ty: ValType, name: &str) -> Result<bool, Error> {
        let infix = match name {
            "Add" => Some("+"),
            "Sub" => Some("-"),
            "Mul" => Some("*"),
            _ => None,
        };
        let method = match name {
            "Div" => "\\fdiv",
            "Sqrt" => "\\sqrt",
            "Abs" => "\\abs",
            "Min" => "$this->_min",
            "Max" => "$this->_max",
            "Copysign" => "$this->_copysign",
            "Neg" => "$this->_neg",
            "Ceil" => "$this->_ceil",
            "Floor" => "$this->_floor",
            "Trunc" => "$this->_truncate",
            "Nearest" => "$this->_nearest",
            _ if infix.is_some() => "",
            _ => return Ok(false),
        };
        let two = infix.is_some() || matches!(name, "Div" | "Min" | "Max" | "Copysign");
        let b = if two { Some(self.pop()?) } else { None };
        let a = unfolded(self.pop()?);
        let b = b.map(unfolded);
        let value = match (infix, &b) {
            (Some(op), Some(b)) => {
                let prec = if op == "*" { Prec::Mul } else { Prec::Add };
                Value::binary(op, prec, ty, &a, b, (0, 1))
            }
            (_, Some(b)) => Value::call(method, ty, &[&a, b]),
            (_, None) => Value::call(method, ty, &[&a]),
        };
        let rounds = ty == ValType::F32 && (infix.is_some() || matches!(name, "Div" | "Sqrt"));
        self.push(if rounds { Value::call("$this->_round", ty, &[&value]) } else { value });
        Ok(true)
    }

    fn conversion(&mut self, debug: &str) -> Result<bool, Error> {
        use ValType::{F32, F64, I32, I64};
        let (method, ty, traps) = match debug {
            "I32TruncF32S" | "I32TruncF64S" => ("_trunc32s", I32, true),
            "I32TruncF32U" | "I32TruncF64U" => ("_trunc32u", I32, true),
            "I64TruncF32S" | "I64TruncF64S" => ("_trunc64s", I64, true),
            "I64TruncF32U" | "I64TruncF64U" => ("_trunc64u", I64, true),
            "I32TruncSatF32S" | "I32TruncSatF64S" => ("_sat32s", I32, false),
            "I32TruncSatF32U" | "I32TruncSatF64U" => ("_sat32u", I32, false),
            "I64TruncSatF32S" | "I64TruncSatF64S" => ("_sat64s", I64, false),
            "I64TruncSatF32U" | "I64TruncSatF64U" => ("_sat64u", I64, false),
            "F32ConvertI32S" => ("_convert32s32", F32, false),
            "F64ConvertI32S" => ("_convert32s", F64, false),
            "F32ConvertI32U" | "F32ConvertI64S" => ("_convert64s32", F32, false),
            "F64ConvertI32U" | "F64ConvertI64S" => ("_convert64s", F64, false),
            "F32ConvertI64U" => ("_convert64u32", F32, false),
            "F64ConvertI64U" => ("_convert64u", F64, false),
            "F32DemoteF64" => ("_round", F32, false),
            "F64PromoteF32" => ("_quiet", F64, false),
            "I32ReinterpretF32" => ("_bits32", I32, false),
            "F32ReinterpretI32" => ("_float32", F32, false),
            "I64ReinterpretF64" => ("_bits64", I64, false),
            "F64ReinterpretI64" => ("_float64", F64, false),
            _ => return Ok(false),
        };
        let a = self.pop_tight()?;
        let mut value = Value::call(&format!("$this->{method}"), ty, &[&a]);
        value.reads.traps |= traps;
        self.push(value);
        Ok(true)
    }
}

/// A zero that OPcache does not see: it would take `$x + 0.0` for `$x`, which −0.0 and NaN are not.
fn unfolded(value: Value) -> Value {
    let bits = match value.text.as_str() {
        "0.0" => "0",
        "-0.0" => "\\PHP_INT_MIN",
        _ => return value,
    };
    Value::new(format!("$this->_float64({bits})"), Prec::Atom, value.ty, value.reads)
}

/// The type and the rest of an instruction's name.
fn split(debug: &str) -> Option<(ValType, &str)> {
    let (ty, name) = debug.split_at_checked(3)?;
    match ty {
        "F32" => Some((ValType::F32, name)),
        "F64" => Some((ValType::F64, name)),
        "I32" => Some((ValType::I32, name)),
        "I64" => Some((ValType::I64, name)),
        _ => None,
    }
}

/// The text of a double that reads back as the same bits, where PHP has a literal for it.
pub(crate) fn literal(value: f64) -> Option<String> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { "\\INF" } else { "-\\INF" }.to_owned());
    }
    if value == 0.0 {
        // PHP negates by multiplying, which for a literal zero gives the right sign.
        return Some(if value.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned());
    }
    Some(format!("{value:e}"))
}

fn constant(text: Option<String>, otherwise: String, ty: ValType) -> Value {
    let text = text.unwrap_or(otherwise);
    let prec = if text.starts_with('-') { Prec::Unary } else { Prec::Atom };
    Value { truth: None::<Truth>, ..Value::new(text, prec, ty, Reads::default()) }
}

fn single(bits: u32) -> Value {
    constant(literal(f64::from(f32::from_bits(bits))), format!("$this->_float32({bits})"), ValType::F32)
}

fn double(bits: u64) -> Value {
    let text = crate::value::int_text(i128::from(bits as i64)).0;
    constant(literal(f64::from_bits(bits)), format!("$this->_float64({text})"), ValType::F64)
}
