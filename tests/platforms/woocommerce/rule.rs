//! A coupon of WooCommerce, as the engine is told it.

use crate::given::{Outcome, amount, bound, count, known, text, yes};
use crate::rules::{Totals, chosen, compare, conditions, limits};
use serde_json::{Value, json};

const RULE: [&str; 18] = [
    "ref",
    "code",
    "benefit",
    "target",
    "conditions",
    "exclude_promoted",
    "exclusive",
    "total_quantity",
    "quantity_per_user",
    "valid_from",
    "valid_to",
    "valid_from_relative",
    "valid_to_relative",
    "never_expires",
    "active",
    "priority",
    "kind",
    "automatic",
];
const TARGET: [&str; 8] =
    ["scope", "max_qty", "skus", "categories", "exclude_skus", "exclude_categories", "price_min", "price_max"];

/// The coupon that was entered at this position. What it says of its window may be told from `now`.
pub fn coupon(rule: &Value, position: usize, now: i64) -> Outcome<Value> {
    known(rule, "rule", &RULE)?;
    let target = &rule["target"];
    known(target, "target", &TARGET)?;
    let name = if rule["code"].is_string() { &rule["code"] } else { &rule["ref"] };
    let excludes = yes(&rule["exclude_promoted"], "exclude_promoted")?;
    let mut all = conditions(&rule["conditions"], &Totals { goods: "cart_total", order: "order_total" })?;
    let discount = discount(rule, target)?;
    // A coupon for the whole cart takes from every line, once there is one that it is for and none that it is not
    // (`validate_coupon_product_ids`, `validate_coupon_eligible_items`).
    if target["scope"] == "order" && discount["kind"] == "amount" {
        if excludes {
            all.push(compare("on_promotion", "=", json!(false)));
        }
        all.extend(chosen(target)?);
    }
    let mut coupon = json!({
        "code": text(name, "code")?,
        "conditions": all,
        "discounts": [discount],
        "stacking": { "priority": position, "exclusive": yes(&rule["exclusive"], "exclusive")? },
        "accumulateWithPromotion": !excludes,
    });
    limits(rule, &mut coupon)?;
    let never_ends = yes(&rule["never_expires"], "never_expires")?;
    for (key, field) in [("valid_from", "startAt"), ("valid_to", "endAt")] {
        if let Some(at) = bound(rule, key, now)?.filter(|_| key == "valid_from" || !never_ends) {
            coupon[field] = json!(at);
        }
    }
    Ok(coupon)
}

fn discount(rule: &Value, target: &Value) -> Outcome<Value> {
    let benefit = &rule["benefit"];
    known(benefit, "benefit", &["percent", "amount", "free_shipping"])?;
    let scope = text(&target["scope"], "scope")?;
    if yes(&benefit["free_shipping"], "free_shipping")? {
        return Ok(json!({ "kind": "free_shipping" }));
    }
    let mut discount = if !benefit["percent"].is_null() {
        if !matches!(scope, "items" | "order") {
            return Err(format!("a percentage of scope `{scope}` is not known"));
        }
        json!({ "kind": "percent", "value": amount(&benefit["percent"], "percent")?.json() })
    } else {
        known(&benefit["amount"], "amount", &["value"])?;
        let per = match scope {
            "order" => "selection",
            "each_unit" | "items" => "unit",
            other => return Err(format!("an amount of scope `{other}` is not known")),
        };
        json!({ "kind": "amount", "value": amount(&benefit["amount"]["value"], "amount")?.json(), "per": per })
    };
    let only = chosen(target)?;
    if !only.is_empty() && discount["per"] != "selection" {
        discount["where"] = json!(only);
    }
    if !target["max_qty"].is_null() {
        discount["units"] = json!(count(&target["max_qty"], "max_qty")?);
        discount["pick"] = json!("dearest");
    }
    Ok(discount)
}
