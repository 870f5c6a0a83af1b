//! Arithmetic on i64, which is PHP's own integer; a sum or product that PHP turns into a float takes a slow path.

use crate::compare::compare;
use crate::divide::divisor;
use crate::int32::bits_range;
use crate::value::{Prec, Value, fits};
use wasmparser::ValType::I64;

/// Sum, difference or product: `op` is the PHP operator, `slow` the method for a result past 64 bits. Operands must be
/// simple when the result may not fit: see [`fits_op`].
pub(crate) fn arithmetic(op: &str, a: Value, b: Value) -> Value {
    let (prec, slow) = match op {
        "+" => (Prec::Add, "_add64"),
        "-" => (Prec::Add, "_sub64"),
        _ => (Prec::Mul, "_mul64"),
    };
    let range = range(op, &a, &b);
    if let (Some(_), Some(_)) = (a.constant(), b.constant()) {
        return Value::int(i128::from(range.0 as i64), I64);
    }
    if b.constant() == Some(0) && op != "*" {
        return a;
    }
    if fits(range) {
        return Value::binary(op, prec, I64, &a, &b, range);
    }
    let (x, y) = (a.at(prec), b.at(crate::value::next(prec)));
    let text = format!("(\\is_int($q = {x} {op} {y}) ? $q : $this->{slow}({}, {}))", a.text, b.text);
    Value::new(text, Prec::Atom, I64, a.reads_with(&b))
}

fn range(op: &str, a: &Value, b: &Value) -> (i128, i128) {
    match op {
        "+" => (a.low + b.low, a.high + b.high),
        "-" => (a.low - b.high, a.high - b.low),
        _ => {
            let corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
            (corners.into_iter().min().unwrap_or(i128::MIN), corners.into_iter().max().unwrap_or(i128::MAX))
        }
    }
}

/// Whether the exact result always fits 64 bits.
pub(crate) fn fits_op(op: &str, a: &Value, b: &Value) -> bool {
    fits(range(op, a, b))
}

/// Bitwise and: an operand that is not negative bounds the result.
pub(crate) fn and(a: Value, b: Value) -> Value {
    let high = [&a, &b].iter().filter(|value| value.low >= 0).map(|value| value.high).min();
    if let Some(c) = b.constant()
        && c >= 0
        && a.low >= 0
        && a.high <= c
        && (c + 1).count_ones() == 1
    {
        return a;
    }
    let range = match high {
        Some(high) => (0, high),
        None => bits_range(&a, &b),
    };
    Value::binary("&", Prec::BitAnd, I64, &a, &b, range)
}

/// Bitwise or and exclusive or.
pub(crate) fn or_xor(op: &str, a: Value, b: Value) -> Value {
    let prec = if op == "|" { Prec::BitOr } else { Prec::BitXor };
    let range = bits_range(&a, &b);
    Value::binary(op, prec, I64, &a, &b, range)
}

fn count(b: Value) -> Value {
    match b.constant() {
        Some(n) => Value::int(n & 63, I64),
        None => and(b, Value::int(63, I64)),
    }
}

/// Shift to the left.
pub(crate) fn shl(a: Value, b: Value) -> Value {
    let b = count(b);
    if b.constant() == Some(0) {
        return a;
    }
    let range = if b.high < 60 && a.low >= 0 { (0, a.high << b.high) } else { (0, i128::MAX) };
    let value = Value::binary("<<", Prec::Shift, I64, &a, &b, (0, 0));
    if fits(range) { value.within(range.0, range.1) } else { value.within(i64::MIN.into(), i64::MAX.into()) }
}

/// Signed shift to the right.
pub(crate) fn shr_s(a: Value, b: Value) -> Value {
    let b = count(b);
    let range = ((a.low >> b.low).min(-1), (a.high >> b.low).max(0));
    let range = if a.low >= 0 { (0, range.1) } else { range };
    Value::binary(">>", Prec::Shift, I64, &a, &b, range)
}

/// Unsigned shift to the right.
pub(crate) fn shr_u(a: Value, b: Value) -> Value {
    let b = count(b);
    match b.constant() {
        Some(0) => a,
        _ if a.low >= 0 => shr_s(a, b),
        Some(n) => {
            let high = (1_i128 << (64 - n)) - 1;
            let text = format!("{} >> {n} & {high}", a.at(Prec::Shift));
            Value::new(text, Prec::BitAnd, I64, a.reads.clone()).within(0, high)
        }
        None => Value::call("$this->_shr64", I64, &[&a, &b]),
    }
}

/// Rotation to the left.
pub(crate) fn rotl(a: Value, b: Value) -> Value {
    let b = count(b);
    match b.constant() {
        Some(0) => a,
        Some(n) if a.is_simple() => {
            let x = &a.text;
            let low = (1_i128 << n) - 1;
            let text = format!("{x} << {n} | {x} >> {} & {low}", 64 - n);
            Value::new(text, Prec::BitOr, I64, a.reads.clone())
        }
        _ => Value::call("$this->_rotl64", I64, &[&a, &b]),
    }
}

/// Equality and its opposite.
pub(crate) fn equal(a: Value, b: Value, negate: bool) -> Value {
    if b.constant() == Some(0) {
        let zero = a.into_is_zero();
        return if negate { zero.into_is_zero() } else { zero };
    }
    compare(if negate { "!=" } else { "==" }, &a, &b)
}

/// Unsigned order: the top bit flipped, unless both are known not to be negative.
pub(crate) fn order_u(op: &str, a: Value, b: Value) -> Value {
    if a.low >= 0 && b.low >= 0 {
        return compare(op, &a, &b);
    }
    let flip = |value: Value| match value.constant() {
        Some(c) => Value::int(i128::from((c as i64) ^ i64::MIN), I64),
        None => {
            let text = format!("{} ^ \\PHP_INT_MIN", value.at(Prec::BitXor));
            Value { text, prec: Prec::BitXor, truth: None, choice: None, halves: None, ..value }
        }
    };
    compare(op, &flip(a), &flip(b))
}

/// Unsigned quotient or remainder by the method `slow`, when the short forms do not apply.
pub(crate) fn div_u(a: Value, b: Value) -> Value {
    match b.constant() {
        Some(c) if c > 0 && a.low >= 0 && a.high < 1 << 53 => {
            let text = format!("(int)({} / {c})", a.at(Prec::Mul));
            Value::new(text, Prec::Unary, I64, a.reads.clone()).within(0, a.high / c)
        }
        _ => trapping("$this->_div64u", a, b),
    }
}

/// Unsigned remainder.
pub(crate) fn rem_u(a: Value, b: Value) -> Value {
    if a.low >= 0 && b.low >= 0 {
        let b = divisor(b);
        let high = a.high.min(b.high - 1).max(0);
        return Value::binary("%", Prec::Mul, I64, &a, &b, (0, high));
    }
    trapping("$this->_rem64u", a, b)
}

/// Signed quotient.
pub(crate) fn div_s(a: Value, b: Value) -> Value {
    if b.low > 0 && a.low >= 0 {
        return div_u(a, b);
    }
    trapping("$this->_div64", a, b)
}

/// Signed remainder, with the dividend's sign; PHP knows that the least integer % −1 is 0.
pub(crate) fn rem_s(a: Value, b: Value) -> Value {
    let b = divisor(b);
    Value::binary("%", Prec::Mul, I64, &a, &b, (i64::MIN.into(), i64::MAX.into()))
}

fn trapping(name: &str, a: Value, b: Value) -> Value {
    let mut value = Value::call(name, I64, &[&a, &b]);
    value.reads.traps = true;
    value
}
