//! Arithmetic on i32: unsigned 0 to 2³²−1 in PHP's 64-bit integer, masked as late as possible.

use crate::value::{Prec, U32_MAX, Value, fits};
use wasmparser::ValType::I32;

/// 2³¹: what sets the signed range apart.
pub(crate) const TOP: i128 = 0x8000_0000;

/// Sum; left loose, for an address or a store will mask it.
pub(crate) fn add(a: Value, b: Value) -> Value {
    if a.constant().is_some() && b.constant().is_none() {
        return add(b, a);
    }
    match (a.constant(), b.signed_constant()) {
        (Some(x), Some(y)) => Value::int((x + y) & U32_MAX, I32),
        (None, Some(0)) => a,
        (None, Some(y)) if y < 0 => difference(a, Value::int(-y, I32)),
        (None, Some(y)) => sum(a, Value::int(y, I32)),
        _ => sum(a, b),
    }
}

fn sum(a: Value, b: Value) -> Value {
    let range = (a.low + b.low, a.high + b.high);
    if !fits(range) {
        return sum(a.tight(), b.tight());
    }
    Value::binary("+", Prec::Add, I32, &a, &b, range)
}

/// Difference, left loose.
pub(crate) fn sub(a: Value, b: Value) -> Value {
    match b.signed_constant() {
        Some(y) => add(a, Value::int(-y & U32_MAX, I32)),
        None => difference(a, b),
    }
}

fn difference(a: Value, b: Value) -> Value {
    let range = (a.low - b.high, a.high - b.low);
    if !fits(range) {
        return difference(a.tight(), b.tight());
    }
    Value::binary("-", Prec::Add, I32, &a, &b, range)
}

/// Product; the factors must be simple when their product may pass 64 bits: see [`product_fits`].
pub(crate) fn mul(a: Value, b: Value) -> Value {
    if a.constant().is_some() && b.constant().is_none() {
        return mul(b, a);
    }
    if let (Some(x), Some(y)) = (a.constant(), b.constant()) {
        return Value::int((x * y) & U32_MAX, I32);
    }
    let b = match b.signed_constant() {
        Some(y) => Value::int(y, I32),
        None => b,
    };
    if let Some(range) = product(&a, &b) {
        return Value::binary("*", Prec::Mul, I32, &a, &b, range);
    }
    let (a, b) = (a.tight(), b.tight());
    if let Some(range) = product(&a, &b) {
        return Value::binary("*", Prec::Mul, I32, &a, &b, range);
    }
    let (x, y) = (a.at(Prec::Mul), b.at(Prec::Unary));
    let text = format!("(({} >> 16) * {y} & 65535) << 16) + ({x} & 65535) * {y}", format_args!("({x}"));
    Value::new(text, Prec::Add, I32, a.reads_with(&b)).within(0, (1 << 49) - 1)
}

/// Whether the product of the exact forms fits 64 bits.
pub(crate) fn product_fits(a: &Value, b: &Value) -> bool {
    let signed = |value: &Value| value.signed_constant().map(|c| Value::int(c, I32)).unwrap_or_else(|| value.clone());
    let (a, b) = (signed(a), signed(b));
    let exact = |value: &Value| if value.constant().is_some() { value.clone() } else { value.clone().tight() };
    product(&a, &b).is_some() || product(&exact(&a), &exact(&b)).is_some()
}

fn product(a: &Value, b: &Value) -> Option<(i128, i128)> {
    let corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
    let range = (corners.into_iter().min()?, corners.into_iter().max()?);
    fits(range).then_some(range)
}

/// Bitwise and: a tight operand makes the result tight.
pub(crate) fn and(a: Value, b: Value) -> Value {
    if let (Some(x), Some(y)) = (a.constant(), b.constant()) {
        return Value::int(x & y & U32_MAX, I32);
    }
    if a.constant().is_some() {
        return and(b, a);
    }
    if b.constant() == Some(U32_MAX) {
        return a.tight();
    }
    if let Some(value) = logical(&a, &b, " && ", " || ", Prec::And, Prec::Or) {
        return value;
    }
    if let Some(c) = b.constant()
        && a.low >= 0
        && a.high <= c
        && (c + 1).count_ones() == 1
    {
        return a;
    }
    let a = if a.is_tight() || b.is_tight() { a } else { a.tight() };
    let high = [&a, &b].iter().filter(|value| value.is_tight()).map(|value| value.high).min().unwrap_or(U32_MAX);
    Value::binary("&", Prec::BitAnd, I32, &a, &b, (0, high))
}

/// Bitwise or and exclusive or: loose operands give a loose result.
pub(crate) fn or_xor(op: &str, a: Value, b: Value) -> Value {
    if let (Some(x), Some(y)) = (a.constant(), b.constant()) {
        return Value::int(if op == "|" { x | y } else { x ^ y }, I32);
    }
    if op == "|"
        && let Some(value) = logical(&a, &b, " || ", " && ", Prec::Or, Prec::And)
    {
        return value;
    }
    let range = bits_range(&a, &b);
    let prec = if op == "|" { Prec::BitOr } else { Prec::BitXor };
    Value::binary(op, prec, I32, &a, &b, range)
}

/// The range of `a | b` and `a ^ b`: as many bits as the wider of the two.
pub(crate) fn bits_range(a: &Value, b: &Value) -> (i128, i128) {
    let widest = [a.low, a.high, b.low, b.high].into_iter().map(|x| if x < 0 { !x } else { x }).max().unwrap_or(0);
    let high = (1_i128 << (128 - widest.leading_zeros())) - 1;
    (if a.low < 0 || b.low < 0 { -high - 1 } else { 0 }, high)
}

/// Two conditions joined without making numbers of them; the second may then be skipped, so it must not trap.
fn logical(a: &Value, b: &Value, yes: &str, no: &str, yes_prec: Prec, no_prec: Prec) -> Option<Value> {
    let (Some(x), Some(y)) = (&a.truth, &b.truth) else { return None };
    if b.reads.traps {
        return None;
    }
    let join = |op: &str, x: &(String, Prec), y: &(String, Prec), prec: Prec| {
        let side = |t: &(String, Prec)| crate::value::wrap(&t.0, t.1, crate::value::next(prec));
        (format!("{}{op}{}", side(x), side(y)), prec)
    };
    let yes = join(yes, &x.yes, &y.yes, yes_prec);
    let no = join(no, &x.no, &y.no, no_prec);
    Some(Value::condition(yes, no, a.reads_with(b)))
}

/// The shift count, modulo 32.
fn count(b: Value) -> Value {
    match b.constant() {
        Some(n) => Value::int(n & 31, I32),
        None => and(b, Value::int(31, I32)),
    }
}

/// Shift to the left, left loose: PHP drops what passes bit 63.
pub(crate) fn shl(a: Value, b: Value) -> Value {
    let b = count(b);
    match (a.constant(), b.constant()) {
        (Some(x), Some(n)) => return Value::int((x << n) & U32_MAX, I32),
        (None, Some(0)) => return a,
        _ => {}
    }
    let range = (a.low.min(0) << b.high, a.high << b.high);
    let range = if fits(range) { range } else { (i128::from(i64::MIN), i128::from(i64::MAX)) };
    Value::binary("<<", Prec::Shift, I32, &a, &b, range)
}

/// Unsigned shift to the right.
pub(crate) fn shr_u(a: Value, b: Value) -> Value {
    let (a, b) = (a.tight(), count(b));
    match (a.constant(), b.constant()) {
        (Some(x), Some(n)) => Value::int(x >> n, I32),
        (None, Some(0)) => a,
        _ => {
            let range = (a.low >> b.high, a.high >> b.low);
            Value::binary(">>", Prec::Shift, I32, &a, &b, range)
        }
    }
}

/// Signed shift to the right.
pub(crate) fn shr_s(a: Value, b: Value) -> Value {
    let (a, b) = (signed(a), count(b));
    let range = (a.low >> b.low, a.high >> b.low);
    let range = (range.0.min(-1), range.1.max(0));
    Value::binary(">>", Prec::Shift, I32, &a, &b, range)
}

/// The PHP integer with the sign of the i32: from −2³¹ to 2³¹−1, which as an i32 is loose.
pub(crate) fn signed(a: Value) -> Value {
    if let Some(c) = a.signed_constant() {
        return Value::int(c, I32);
    }
    if a.low >= -TOP && a.high < TOP {
        return a;
    }
    let text = format!("{} << 32 >> 32", a.at(Prec::Shift));
    Value { text, prec: Prec::Shift, low: -TOP, high: TOP - 1, truth: None, choice: None, halves: None, ..a }
}

/// The low `bits` as a signed number.
pub(crate) fn extend(a: Value, bits: u32) -> Value {
    let text = format!("{} << {shift} >> {shift}", a.at(Prec::Shift), shift = 64 - bits);
    let half = 1_i128 << (bits - 1);
    Value { text, prec: Prec::Shift, low: -half, high: half - 1, truth: None, choice: None, halves: None, ..a }
}

/// How many zeros end the number: a power of two is known by its remainder by 37.
pub(crate) fn trailing_zeros(a: Value) -> Value {
    let mut places = [32_u32; 37];
    for (power, place) in (0..32_u32).map(|power| ((1_u64 << power) % 37, power)) {
        if let Some(entry) = places.get_mut(power as usize) {
            *entry = place;
        }
    }
    let places: Vec<String> = places.iter().map(u32::to_string).collect();
    let x = a.at(Prec::Mul);
    let text = format!("[{}][({x} & 0 - {x}) % 37]", places.join(","));
    Value::new(text, Prec::Atom, I32, a.reads.clone()).within(0, 32)
}

/// Rotation to the left.
pub(crate) fn rotl(a: Value, b: Value) -> Value {
    let b = count(b);
    let a = a.tight();
    match b.constant() {
        Some(0) => a,
        Some(n) if a.is_simple() => {
            let x = &a.text;
            let text = format!("{x} << {n} | {x} >> {}", 32 - n);
            Value::new(text, Prec::BitOr, I32, a.reads.clone()).within(0, i128::from(i64::MAX))
        }
        _ => Value::call("$this->_rotl32", I32, &[&a, &b]),
    }
}
