//! Comparisons of integers, in both senses so that a negation costs nothing.

use crate::int32::{TOP, signed};
use crate::value::{Prec, Value};
use wasmparser::ValType::I32;

/// Equality and its opposite.
pub(crate) fn equal(a: Value, b: Value, negate: bool) -> Value {
    let (a, b) = (a.tight(), b.tight());
    if b.constant() == Some(0) {
        let zero = a.into_is_zero();
        return if negate { zero.into_is_zero() } else { zero };
    }
    compare(if negate { "!=" } else { "==" }, &a, &b)
}

/// Unsigned order.
pub(crate) fn order_u(op: &str, a: Value, b: Value) -> Value {
    compare(op, &a.tight(), &b.tight())
}

/// Signed order: both moved to the top half, where PHP's sign is theirs.
pub(crate) fn order_s(op: &str, a: Value, b: Value) -> Value {
    let small = |value: &Value| value.signed_constant().is_some() || (value.low >= -TOP && value.high < TOP);
    if small(&a) && small(&b) {
        return compare(op, &signed(a), &signed(b));
    }
    match (op, b.signed_constant()) {
        ("<", Some(0)) | ("<=", Some(-1)) => return compare(">", &a.tight(), &Value::int(TOP - 1, I32)),
        (">=", Some(0)) | (">", Some(-1)) => return compare("<", &a.tight(), &Value::int(TOP, I32)),
        _ => {}
    }
    let raise = |value: Value| match value.signed_constant() {
        Some(c) => Value::int(c << 32, I32),
        None => Value {
            text: format!("{} << 32", value.at(Prec::Shift)),
            prec: Prec::Shift,
            truth: None,
            choice: None,
            halves: None,
            ..value
        },
    };
    compare(op, &raise(a), &raise(b))
}

/// A comparison of PHP integers.
pub(crate) fn compare(op: &str, a: &Value, b: &Value) -> Value {
    let (opposite, prec) = match op {
        "==" => ("!=", Prec::Equal),
        "!=" => ("==", Prec::Equal),
        "<" => (">=", Prec::Compare),
        "<=" => (">", Prec::Compare),
        ">" => ("<=", Prec::Compare),
        _ => ("<", Prec::Compare),
    };
    let (x, y) = (a.at(crate::value::next(prec)), b.at(crate::value::next(prec)));
    Value::condition((format!("{x} {op} {y}"), prec), (format!("{x} {opposite} {y}"), prec), a.reads_with(b))
}
