//! Strict reading of cases: what an adapter does not know is told, never passed over.

use crate::amount::Amount;
use serde_json::Value;

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// The first thing that is not met or not known.
pub type Outcome<T = ()> = Result<T, String>;

/// Refuses keys of an object that are not among these.
pub fn known(object: &Value, what: &str, keys: &[&str]) -> Outcome {
    let Some(fields) = object.as_object() else {
        return if object.is_null() { Ok(()) } else { Err(format!("{what} is no object: {object}")) };
    };
    match fields.iter().find(|(key, value)| !keys.contains(&key.as_str()) && !is_unset(value)) {
        Some((key, value)) => Err(format!("{what}: `{key}` is not known ({value})")),
        None => Ok(()),
    }
}

/// What says nothing.
fn is_unset(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The elements of a list; none of one that is absent.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text that has to be there.
pub fn text<'v>(value: &'v Value, what: &str) -> Outcome<&'v str> {
    value.as_str().ok_or_else(|| format!("{what} is no text: {value}"))
}

/// A whole number that has to be there.
pub fn count(value: &Value, what: &str) -> Outcome<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok()).ok_or_else(|| format!("{what} is no number: {value}"))
}

/// An amount that has to be there.
pub fn amount(value: &Value, what: &str) -> Outcome<Amount> {
    match value {
        Value::String(_) | Value::Number(_) => Ok(Amount::of(value)),
        _ => Err(format!("{what} is no amount: {value}")),
    }
}

/// Yes and no, also as 1 and 0; no when absent.
pub fn yes(value: &Value, what: &str) -> Outcome<bool> {
    match value {
        Value::Null => Ok(false),
        Value::Bool(yes) => Ok(*yes),
        other => match other.to_string().trim_matches('"') {
            "1" => Ok(true),
            "0" => Ok(false),
            other => Err(format!("{what} is neither yes nor no: {other}")),
        },
    }
}

/// Milliseconds of `2025-01-31 10:00:00`.
pub fn instant(text: &str) -> Outcome<i64> {
    let numbers: Vec<i64> = text.split(['-', ' ', ':', 'T']).filter_map(|part| part.parse().ok()).collect();
    let [year, month, day, rest @ ..] = &numbers[..] else { return Err(format!("`{text}` is no date")) };
    // Days of the civil calendar, counted from March.
    let (year, month) = if *month > 2 { (*year, month - 3) } else { (year - 1, month + 9) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day;
    let seconds = rest.iter().zip([3_600, 60, 1]).map(|(part, unit)| part * unit).sum::<i64>();
    Ok((days - 719_469) * DAY + seconds * 1_000)
}

/// A bound of a rule's window: an instant, or days from now.
pub fn bound(rule: &Value, key: &str, now: i64) -> Outcome<Option<i64>> {
    if let Some(text) = rule[key].as_str() {
        return instant(text).map(Some);
    }
    let relative = rule[[key, "_relative"].concat()].as_str();
    let days = |text: &str| text.trim_end_matches('d').parse::<i64>().map_err(|_| format!("`{text}` is no span"));
    relative.map(|text| Ok(now + days(text)? * DAY)).transpose()
}
