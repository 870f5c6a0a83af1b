//! The call of the engine that a case's cart is.

use super::rule;
use super::tax;
use crate::amount::Amount;
use crate::engine::ask;
use crate::given::{Outcome, amount, count, known, list, text, yes};
use crate::seen::{Seen, Told};
use serde_json::{Value, json};

/// A Thursday of November 2024.
const CLOCK: i64 = 1_732_190_400_000;
const LINE: [&str; 14] = [
    "sku",
    "price",
    "qty",
    "price_tax",
    "virtual",
    "weight",
    "categories",
    "bundle_of",
    "dynamic_price",
    "parent",
    "selections",
    "custom_price",
    "tax_class",
    "attributes",
];
const CONFIG: [&str; 8] = [
    "apply_after_discount",
    "price_includes_tax",
    "shipping_includes_tax",
    "discount_tax",
    "cross_border_trade",
    "cross_border_trade_enabled",
    "algorithm",
    "shipping_tax_class",
];

/// Rules that are offered, with the uses of each.
pub struct Offered<'c> {
    pub rule: &'c Value,
    pub used: usize,
    pub used_by_buyer: usize,
}

/// Asks the engine; where lines are shipped for nothing, again with what shipping the others costs.
pub fn seen(given: &Value, offered: &[Offered<'_>], ships: bool) -> Outcome<Seen> {
    let first = once(given, offered, ships, &[])?;
    let free = free_lines(&first);
    if free.is_empty() { Ok(first) } else { once(given, offered, ships, &free) }
}

/// Positions of the lines that are shipped for nothing.
pub fn free_lines(seen: &Seen) -> Vec<usize> {
    let ids = seen.applied().into_iter().flat_map(|share| list(&share["shipsFree"]));
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

fn once(given: &Value, offered: &[Offered<'_>], ships: bool, free: &[usize]) -> Outcome<Seen> {
    let mut offers = Vec::new();
    let mut codes = Vec::new();
    for Offered { rule, used, used_by_buyer } in offered {
        codes.push((text(&rule["ref"], "ref")?.to_owned(), rule::code(rule)?));
        let usage = json!({ "redeemed": used, "redeemedByBuyer": used_by_buyer });
        offers.push(json!({ "coupon": rule::coupon(rule)?, "usage": usage }));
    }
    let (cart, lines) = cart(given, ships, free)?;
    let clock = json!({ "nowMs": CLOCK, "utcOffsetMinutes": 0 });
    let answer = ask(&json!({ "verb": "combine", "offers": offers, "cart": cart, "clock": clock }));
    Ok(Seen { answer, lines, codes })
}

/// The cart as the engine is told it.
fn cart(given: &Value, ships: bool, free: &[usize]) -> Outcome<(Value, Vec<Told>)> {
    let config = &given["config"];
    known(config, "config", &CONFIG)?;
    let (mut lines, mut told) = (Vec::new(), Vec::new());
    for line in list(&given["lines"]) {
        let engine_line = engine_line(given, line, lines.len())?;
        let quantity = count(&engine_line["quantity"], "qty")?;
        let sku = text(&line["sku"], "sku")?.to_owned();
        told.push(Told { sku, quantity, is_part: line["parent"].is_string() });
        lines.push(engine_line);
    }
    let algorithm = if config["algorithm"].is_null() { &given["tax"]["algorithm"] } else { &config["algorithm"] };
    let by = match algorithm.as_str() {
        None | Some("total") => "total",
        Some("row") => "line",
        Some("unit") => "item",
        Some(other) => return Err(format!("algorithm `{other}` is not known")),
    };
    let after =
        config["apply_after_discount"].is_null() || yes(&config["apply_after_discount"], "apply_after_discount")?;
    let mut cart = json!({
        "currency": "USD",
        "lines": lines,
        "buyer": {},
        "pricesIncludeTax": includes_tax(list(&given["lines"]), &config["price_includes_tax"])?,
        "shippingIncludesTax": includes_tax(list(&given["shipping_methods"]), &config["shipping_includes_tax"])?,
        "rounding": {
            "profile": "magento",
            "by": by,
            "taxBeforeDiscount": !after,
            "discountsIncludeTax": yes(&config["discount_tax"], "discount_tax")?,
        },
    });
    if ships {
        cart["shipping"] = shipping(given, free)?.json();
    }
    tax::tell_shipping(given, &mut cart)?;
    Ok((cart, told))
}

/// Whether prices are with tax: as each of them says, or else as the setting.
fn includes_tax(priced: &[Value], setting: &Value) -> Outcome<bool> {
    let mut told = priced.iter().filter_map(|priced| priced["price_tax"].as_str());
    let Some(first) = told.next() else { return yes(setting, "price_includes_tax") };
    if told.any(|other| other != first) {
        return Err("prices with tax and without it in one cart are not known".to_owned());
    }
    match first {
        "incl" => Ok(true),
        "excl" => Ok(false),
        other => Err(format!("price_tax `{other}` is not known")),
    }
}

fn engine_line(given: &Value, line: &Value, position: usize) -> Outcome<Value> {
    known(line, "line", &LINE)?;
    let mut engine_line = json!({
        "id": position.to_string(),
        "product": text(&line["sku"], "sku")?,
        "quantity": count(&line["qty"], "qty")?,
        "unitPrice": price(line)?.json(),
        "categories": list(&line["categories"]),
    });
    if !line["weight"].is_null() {
        engine_line["weight"] = amount(&line["weight"], "weight")?.json();
    }
    if line["attributes"].is_object() {
        engine_line["attributes"] = line["attributes"].clone();
    }
    if let Some(parent) = line["parent"].as_str() {
        let whole = list(&given["lines"]).iter().position(|line| line["sku"] == parent && line["parent"].is_null());
        engine_line["parent"] = json!(whole.ok_or_else(|| format!("there is no line `{parent}`"))?.to_string());
    }
    tax::tell_line(given, line, &mut engine_line)?;
    Ok(engine_line)
}

/// The catalogue's price: that of a bundle is its own and those of its selections, which may be percentages of it.
fn price(line: &Value) -> Outcome<Amount> {
    let price = if line["custom_price"].is_null() { &line["price"] } else { &line["custom_price"] };
    let price = if price.is_null() { Amount(0) } else { amount(price, "price")? };
    let mut sum = price;
    for selection in list(&line["selections"]) {
        known(selection, "selection", &["sku", "price", "type", "qty"])?;
        let of = amount(&selection["price"], "price of a selection")?;
        sum = sum.plus(match text(&selection["type"], "type")? {
            "fixed" => of,
            "percent_of_bundle" => price.scaled(of, Amount::parse("100")),
            other => return Err(format!("selection `{other}` is not known")),
        });
    }
    Ok(sum)
}

/// What the carrier asks: for the order, or for each unit that is neither virtual nor shipped for nothing.
fn shipping(given: &Value, free: &[usize]) -> Outcome<Amount> {
    if !given["shipping_per_order"].is_null() {
        let prices = list(&given["shipping_per_order"]).iter();
        return prices.map(|price| amount(price, "shipping")).try_fold(Amount(0), |sum, price| Ok(sum.plus(price?)));
    }
    let Some(method) = list(&given["shipping_methods"]).first() else { return Ok(Amount(0)) };
    known(method, "shipping method", &["ref", "price", "per", "price_tax"])?;
    let price = amount(&method["price"], "price")?;
    if method["per"].as_str().unwrap_or("order") == "order" {
        return Ok(price);
    }
    same_carrier(method)?;
    let mut sum = Amount(0);
    for (position, line) in list(&given["lines"]).iter().enumerate() {
        let ships = !line["virtual"].as_bool().unwrap_or(false) && line["parent"].is_null();
        if ships && !free.contains(&position) {
            let quantity = count(&line["qty"], "qty")?;
            sum = (0..quantity).fold(sum, |sum, _| sum.plus(price));
        }
    }
    Ok(sum)
}

fn same_carrier(method: &Value) -> Outcome {
    match method["per"].as_str() {
        Some("item") => Ok(()),
        other => Err(format!("shipping per {other:?} is not known")),
    }
}
