//! Strict reading of cases: what an adapter does not know is told, never passed over.

use crate::amount::Amount;
use serde_json::Value;

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
