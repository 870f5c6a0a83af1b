//! What a case expects, held against what the engine says.

use crate::amount::Amount;
use crate::given::{Outcome, amount};
use serde_json::Value;

/// Decimals up to which two prints of a double are the same number.
const DOUBLE: u32 = 9;

/// Compares by the step's `compare`; exactly when it says nothing.
pub fn compare(step: &Value, what: &str, given: Amount, wanted: &Value) -> Outcome {
    let wanted = amount(wanted, what)?;
    let difference = |given: Amount, wanted: Amount| Amount(given.minus(wanted).0.abs());
    let met = match step["compare"].as_str().unwrap_or("exact") {
        "exact" => given == wanted,
        "round1" => given.rounded(1) == wanted.rounded(1),
        "display2" => given.rounded(2) == wanted.rounded(2),
        "float64" => difference(given, wanted).rounded(DOUBLE) == Amount(0),
        "epsilon" => difference(given, wanted) <= amount(&step["epsilon"], "epsilon")?,
        other => return Err(format!("compare `{other}` is not known")),
    };
    if met { Ok(()) } else { Err(format!("{what} is {}, not {}", given.json(), wanted.json())) }
}

/// A number of things.
pub fn count(what: &str, given: usize, wanted: &Value) -> Outcome {
    let wanted = crate::given::count(wanted, what)?;
    if given as u64 == wanted { Ok(()) } else { Err(format!("{what} is {given}, not {wanted}")) }
}

/// Anything else.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, given: T, wanted: T) -> Outcome {
    if given == wanted { Ok(()) } else { Err(format!("{what} is {given:?}, not {wanted:?}")) }
}
