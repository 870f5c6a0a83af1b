//! PrestaShop's cases. The shop is here: its catalogue and prices, addresses, carriers, stock, baskets and orders. Which vouchers
//! apply, in which order, what they take off and what is to be paid is asked of the engine, with profile `prestashop`.

mod ask;
mod basket;
mod checks;
mod clock;
mod conditions;
mod coupon;
mod demo;
mod laws;
mod numbers;
mod orders;
mod price;
mod shipping;
mod shop;
mod steps;

use crate::report::{Source, hold};
use serde_json::Value;

fn run(case: &Value) -> Result<(), String> {
    let mut shop = shop::Shop::of(&case["given"])?;
    for step in case["steps"].as_array().unwrap() {
        let done = match step.get("op") {
            Some(_) => steps::act(&mut shop, step),
            None => checks::check(&mut shop, step),
        };
        done.map_err(|why| format!("{why}, at {step}"))?;
    }
    Ok(())
}

#[test]
fn release_9_is_met() {
    hold(&Source { files: &["prestashop.json"], committed: 147, percent: 98, known: &[] }, run);
}

#[test]
fn release_8_is_met() {
    hold(&Source { files: &["prestashop8.json"], committed: 33, percent: 98, known: &[] }, run);
}
