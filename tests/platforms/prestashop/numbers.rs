//! How a case's numbers are compared with the engine's.

use super::shop::Shop;
use crate::amount::Amount;
use serde_json::Value;

/// A sum of the engine: minor units.
pub(super) fn minor(value: &Value) -> Result<Amount, String> {
    value.as_i64().map(Amount::from_minor).ok_or_else(|| format!("`{value}` is no sum"))
}

/// One of the engine's sums, on one side of the tax; an empty cart has none.
pub(super) fn sum(answer: &Value, name: &str, gross: bool) -> Result<Amount, String> {
    let taxed = &answer["tax"][[name, if gross { "GrossMinor" } else { "NetMinor" }].concat()];
    minor(if taxed.is_null() { &answer[[name, "Minor"].concat()] } else { taxed })
}

/// The sum of the lines as they are shown, gifts included; where lines are not rounded, of the goods.
pub(super) fn products(shop: &Shop, sums: &Value, gross: bool) -> Result<Amount, String> {
    let tax = &sums["tax"];
    if shop.given["rounding"]["type"] == "total" {
        return sum(sums, "subtotal", gross);
    }
    let mut goods = Amount(0);
    for line in tax["lines"].as_array().into_iter().flatten() {
        goods = goods.plus(minor(&line[if gross { "grossMinor" } else { "netMinor" }])?);
    }
    Ok(goods)
}

/// Whether two amounts are the same, by the step's own way of comparing.
pub(super) fn meets(found: Amount, step: &Value, wanted: &Value) -> Result<(), String> {
    let expected = Amount::of(wanted);
    let near = |most: Amount| (found.0 - expected.0).abs() <= most.0;
    let met = match step["compare"].as_str().unwrap_or("exact") {
        // No release keeps more than six decimals of an amount.
        "exact" => found.rounded(6) == expected.rounded(6),
        "round1" => found.rounded(1) == expected.rounded(1),
        "display2" => found.rounded(2) == expected.rounded(2),
        "epsilon" => near(Amount::of(&step["epsilon"])),
        "float64" => near(Amount::parse("0.000000001")),
        other => return Err(format!("unknown comparison `{other}`")),
    };
    if met { Ok(()) } else { Err(format!("{} instead of {wanted}", found.json())) }
}

/// Whether a number or a truth is the one that the step wants.
pub(super) fn same(found: impl Into<Value>, step: &Value) -> Result<(), String> {
    let found = found.into();
    if found == step["value"] { Ok(()) } else { Err(format!("{found} instead of {}", step["value"])) }
}

/// Whether the step looks at amounts with tax.
pub(super) fn with_tax(step: &Value) -> Result<bool, String> {
    match step["tax"].as_str() {
        None | Some("incl") => Ok(true),
        Some("excl") => Ok(false),
        Some(other) => Err(format!("unknown tax `{other}`")),
    }
}
