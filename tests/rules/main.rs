//! Laws of rules, discounts and stacking, for any coupons in any cart.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod amounts;
mod best;
mod limits;
mod make;
mod wire;

use remise::shop::{Hosted, Random};
use serde_json::{Value, json};

struct NoRandom;

impl Random for NoRandom {
    fn fill(&mut self, _: &mut [u8]) -> Hosted<()> {
        panic!("a rule asked for randomness")
    }
}

/// The answer of any call.
fn ask(call: &Value) -> Value {
    serde_json::from_str(&remise::api::pure(&call.to_string(), &mut NoRandom)).unwrap()
}

fn clock() -> Value {
    json!({"nowMs": 1_765_792_800_000i64, "utcOffsetMinutes": 60})
}

fn evaluate(coupon: &Value, cart: &Value) -> Value {
    ask(&json!({"verb": "evaluate", "coupon": coupon, "cart": cart, "clock": clock()}))
}

fn combine(offers: &[Value], cart: &Value, choose: &str, max_codes: Option<u32>) -> Value {
    let mut call = json!({"verb": "combine", "offers": offers, "cart": cart, "clock": clock(), "choose": choose});
    if let Some(most) = max_codes {
        call["maxCodes"] = most.into();
    }
    ask(&call)
}

fn number(answer: &Value, field: &str) -> i64 {
    answer[field].as_i64().unwrap_or(0)
}

/// Codes of the coupons that apply, in their order.
fn applied(combined: &Value) -> Vec<String> {
    let coupons = combined["coupons"].as_array().unwrap().iter();
    coupons
        .filter(|coupon| coupon["answer"] == "applied")
        .map(|coupon| coupon["code"].as_str().unwrap().to_owned())
        .collect()
}

fn line_parts(answer: &Value) -> Vec<i64> {
    answer["lines"].as_array().unwrap().iter().map(|line| number(line, "discountMinor")).collect()
}
