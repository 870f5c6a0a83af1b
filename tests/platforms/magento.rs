//! Magento's cases: carts with rules and taxes, and what its units compute by themselves.

mod call;
mod cart;
mod checks;
mod rule;
mod tax;
mod units;

use crate::given::{Outcome, text};
use crate::report::{Source, hold};
use serde_json::Value;

const SOURCE: Source = Source { files: &["magento.json"], committed: 36, percent: 95, known: &[] };

#[test]
fn cases_of_magento_are_met() {
    hold(&SOURCE, run);
}

fn run(case: &Value) -> Outcome {
    match text(&case["kind"], "kind")? {
        "cart" | "usage" => cart::run(case),
        "calculator" => units::calculator(case),
        "quantity_step" => units::quantity_step(case),
        "rounding" => units::rounding(case),
        "cap" => units::cap(case),
        other => Err(format!("kind `{other}` is not known")),
    }
}
