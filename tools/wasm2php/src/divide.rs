//! Quotients and remainders of i32, which trap where the standard says.

use crate::int32::{TOP, signed};
use crate::value::{Prec, Value};
use wasmparser::ValType::I32;

/// Unsigned quotient; 32 bits divide exactly enough in a float.
pub(crate) fn div_u(a: Value, b: Value) -> Value {
    let (a, b) = (a.tight(), divisor(b.tight()));
    let high = a.high / b.low.max(1);
    let mut value = Value::binary("/", Prec::Mul, I32, &a, &b, (0, high));
    value.text = format!("(int)({})", value.text);
    value.prec = Prec::Unary;
    value
}

/// Unsigned remainder.
pub(crate) fn rem_u(a: Value, b: Value) -> Value {
    let (a, b) = (a.tight(), divisor(b.tight()));
    let high = a.high.min(b.high - 1).max(0);
    Value::binary("%", Prec::Mul, I32, &a, &b, (0, high))
}

/// Signed quotient: −2³¹ / −1 traps.
pub(crate) fn div_s(a: Value, b: Value) -> Value {
    match b.signed_constant() {
        Some(c) if c != 0 && c != -1 => {
            let a = signed(a);
            let text = format!("(int)({} / {c})", a.at(Prec::Mul));
            Value { text, prec: Prec::Unary, low: -TOP, high: TOP, truth: None, choice: None, halves: None, ..a }
        }
        _ => {
            let (a, b) = (signed(a), signed(b));
            let mut value = Value::call("$this->_div32", I32, &[&a, &b]).within(-TOP, TOP);
            value.reads.traps = true;
            value
        }
    }
}

/// Signed remainder, with the dividend's sign.
pub(crate) fn rem_s(a: Value, b: Value) -> Value {
    let (a, b) = (signed(a), divisor(signed(b)));
    Value::binary("%", Prec::Mul, I32, &a, &b, (-TOP, TOP - 1))
}

/// A divisor that traps when it is zero.
pub(crate) fn divisor(b: Value) -> Value {
    if b.constant().is_some_and(|c| c != 0) || b.low > 0 {
        return b;
    }
    let text = format!("({} ?: $this->_zero())", b.at(Prec::Or));
    let mut reads = b.reads.clone();
    reads.traps = true;
    Value { text, prec: Prec::Atom, reads, truth: None, choice: None, halves: None, ..b }
}
