//! A cart price rule of Magento, as the engine is told it.

use crate::amount::Amount;
use crate::given::{Outcome, amount, count, known, text, yes};
use crate::rules::{Totals, chosen, conditions, limits};
use serde_json::{Value, json};

const RULE: [&str; 15] = [
    "ref",
    "code",
    "automatic",
    "kind",
    "benefit",
    "target",
    "conditions",
    "stop_further",
    "order",
    "priority",
    "discount_step",
    "total_quantity",
    "quantity_per_user",
    "exclude_promoted",
    "active",
];
const TARGET: [&str; 10] = [
    "scope",
    "allocation",
    "max_qty",
    "skus",
    "categories",
    "price_min",
    "price_max",
    "rules",
    "apply_to_shipping",
    "per_unit",
];

/// Whether it applies without being entered.
pub fn is_automatic(rule: &Value) -> bool {
    rule["automatic"].as_bool().unwrap_or(rule["code"].is_null())
}

/// The code under which the engine knows it.
pub fn code(rule: &Value) -> Outcome<String> {
    Ok(text(if rule["code"].is_string() { &rule["code"] } else { &rule["ref"] }, "code")?.to_owned())
}

/// The rule as a coupon.
pub fn coupon(rule: &Value) -> Outcome<Value> {
    known(rule, "rule", &RULE)?;
    let order = if rule["order"].is_null() { &rule["priority"] } else { &rule["order"] };
    let priority = if order.is_null() { 0 } else { count(order, "order")? };
    let totals = Totals { goods: "cart_total_net", order: "order_total_net" };
    let mut coupon = json!({
        "code": code(rule)?,
        "conditions": conditions(&rule["conditions"], &totals)?,
        "discounts": discounts(rule)?,
        "stacking": { "priority": priority, "stopsFurther": yes(&rule["stop_further"], "stop_further")? },
        "automatic": is_automatic(rule),
        "accumulateWithPromotion": !yes(&rule["exclude_promoted"], "exclude_promoted")?,
    });
    limits(rule, &mut coupon)?;
    Ok(coupon)
}

fn discounts(rule: &Value) -> Outcome<Vec<Value>> {
    let (benefit, target) = (&rule["benefit"], &rule["target"]);
    known(
        benefit,
        "benefit",
        &["percent", "to_percent", "amount", "to_fixed", "to_amount", "buy_x_get_y", "free_shipping"],
    )?;
    known(target, "target", &TARGET)?;
    let mut discounts = action(rule, benefit, target)?;
    let only = chosen(target)?;
    if yes(&benefit["free_shipping"], "free_shipping")? {
        discounts.push(json!({ "kind": "free_shipping" }));
    }
    for discount in discounts.iter_mut().filter(|discount| discount["on"] != "shipping" && !only.is_empty()) {
        discount["where"] = json!(only);
    }
    Ok(discounts)
}

/// What the rule's action does to the lines, and to shipping where it is applied to it.
fn action(rule: &Value, benefit: &Value, target: &Value) -> Outcome<Vec<Value>> {
    let to_shipping = yes(&target["apply_to_shipping"], "apply_to_shipping")?;
    let by_unit = target["scope"] != "order";
    if !matches!(text(&target["scope"], "scope")?, "order" | "items" | "each_unit" | "each_line" | "product" | "line") {
        return Err(format!("scope {} is not known", target["scope"]));
    }
    if !benefit["percent"].is_null() || !benefit["to_percent"].is_null() {
        let percent = match benefit["percent"].is_null() {
            true => Amount::parse("100").minus(amount(&benefit["to_percent"], "to_percent")?),
            false => amount(&benefit["percent"], "percent")?,
        };
        let mut discount = by_line(rule, json!({ "kind": "percent", "value": percent.json() }), true)?;
        discount["on"] = json!(if to_shipping { "order" } else { "goods" });
        return Ok(vec![discount]);
    }
    if !benefit["amount"].is_null() {
        known(&benefit["amount"], "amount", &["value", "currency"])?;
        let amount = amount(&benefit["amount"]["value"], "amount")?.json();
        let discount = json!({ "kind": "amount", "value": amount });
        if !by_unit {
            let mut discount = by_line(rule, discount, false)?;
            discount["on"] = json!(if to_shipping { "order" } else { "goods" });
            return Ok(vec![discount]);
        }
        return with_shipping(by_line(rule, each_unit(discount), true)?, to_shipping);
    }
    for key in ["to_fixed", "to_amount"] {
        if !benefit[key].is_null() {
            let value = if benefit[key].is_object() { &benefit[key]["value"] } else { &benefit[key] };
            let discount = json!({ "kind": "price", "value": amount(value, key)?.json() });
            return with_shipping(by_line(rule, each_unit(discount), false)?, to_shipping);
        }
    }
    if !benefit["buy_x_get_y"].is_null() {
        return if to_shipping { Err("buy x get y is not known with shipping".to_owned()) } else { buy(rule) };
    }
    Ok(Vec::new())
}

fn each_unit(mut discount: Value) -> Value {
    discount["per"] = json!("unit");
    discount
}

/// A second discount of the same value on shipping.
fn with_shipping(discount: Value, to_shipping: bool) -> Outcome<Vec<Value>> {
    let shipping = json!({ "kind": discount["kind"], "value": discount["value"], "on": "shipping" });
    Ok(if to_shipping { vec![discount, shipping] } else { vec![discount] })
}

/// Magento's maximum quantity is one of each line; a step counts only where the action has one.
fn by_line(rule: &Value, mut discount: Value, has_step: bool) -> Outcome<Value> {
    discount["byLine"] = json!(true);
    if !rule["target"]["max_qty"].is_null() {
        discount["units"] = json!(count(&rule["target"]["max_qty"], "max_qty")?);
    }
    let step = if rule["discount_step"].is_null() { 0 } else { count(&rule["discount_step"], "discount_step")? };
    if has_step && step > 0 {
        discount["step"] = json!(step);
    }
    Ok(discount)
}

/// For each X units of a line, Y others of it for nothing.
fn buy(rule: &Value) -> Outcome<Vec<Value>> {
    let terms = &rule["benefit"]["buy_x_get_y"];
    let (buy, get) = if terms.is_object() {
        known(terms, "buy_x_get_y", &["buy", "get", "x", "y", "step", "amount"])?;
        let first = |keys: [&str; 3]| keys.iter().map(|key| &terms[*key]).find(|value| !value.is_null());
        (
            first(["buy", "x", "step"]).unwrap_or(&rule["discount_step"]),
            first(["get", "y", "amount"]).unwrap_or(&Value::Null),
        )
    } else {
        (&rule["discount_step"], terms)
    };
    let units = count(get, "units to get")?;
    let buy = json!({ "units": count(buy, "units to buy")? });
    Ok(vec![json!({ "kind": "percent", "value": 100, "byLine": true, "units": units, "buy": buy })])
}
