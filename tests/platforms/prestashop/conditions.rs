//! A rule's conditions, in the engine's words.

use super::basket::product_id;
use super::shop::{Shop, known};
use crate::amount::Amount;
use serde_json::{Value, json};

/// Every condition of a rule. Money is in `currency`.
pub(super) fn conditions(shop: &Shop, rule: &Value, currency: &str) -> Result<Vec<Value>, String> {
    let mut conditions = Vec::new();
    for (key, wanted) in rule["conditions"].as_object().into_iter().flatten() {
        match &**key {
            "minimum_amount" => conditions.extend(minimum_amount(shop, wanted, currency)?),
            "minimum_product_quantity" => {
                conditions.push(json!({"id": "item_count", "operator": ">=", "value": wanted}));
            }
            "product_groups" => {
                for group in wanted.as_array().unwrap() {
                    conditions.push(product_group(shop, group)?);
                }
            }
            "carriers" => conditions.push(json!({"id": "carrier", "operator": "=", "value": wanted})),
            "countries" => {
                let iso = |name: &Value| shop.row("countries", name.as_str()?).map(|country| country["iso"].clone());
                let isos = wanted.as_array().unwrap().iter().map(iso).collect::<Option<Vec<Value>>>();
                let isos = isos.ok_or_else(|| format!("unknown countries {wanted}"))?;
                conditions.push(json!({"id": "shipping_country", "operator": "=", "value": isos}));
            }
            "customers" => conditions.push(json!({"id": "customer", "operator": "=", "value": wanted})),
            "customer_groups" => {
                conditions.push(json!({"id": "customer_group", "operator": "contains", "value": wanted}));
            }
            other => return Err(format!("unknown condition `{other}`")),
        }
    }
    Ok(conditions)
}

fn minimum_amount(shop: &Shop, wanted: &Value, currency: &str) -> Result<Option<Value>, String> {
    known(wanted, &["value", "currency", "tax_included", "shipping_included"])?;
    let yes = |key: &str| wanted[key] == Value::Bool(true);
    let sum = if yes("shipping_included") { "order_total" } else { "cart_total" };
    let fact = [sum, if yes("tax_included") { "_gross" } else { "_net" }].concat();
    let value = shop.converted(Amount::of(&wanted["value"]), shop.currency(&wanted["currency"])?, currency).rounded(6);
    Ok((value > Amount(0)).then(|| json!({"id": fact, "operator": ">=", "value": value.json()})))
}

/// So many units of lines for which one rule of the group holds, or, since 9.1, all of them.
fn product_group(shop: &Shop, group: &Value) -> Result<Value, String> {
    known(group, &["at_least", "match", "rules"])?;
    let count = |lines: Vec<Value>| json!({"id": "item_count", "operator": ">=", "value": group["at_least"].as_u64().unwrap_or(1), "where": lines});
    let lines = lines_of(shop, group)?;
    Ok(match is_of_all(group)? {
        true => count(lines),
        false => json!({"any": lines.into_iter().map(|line| count(vec![line])).collect::<Vec<Value>>()}),
    })
}

fn is_of_all(group: &Value) -> Result<bool, String> {
    match group["match"].as_str() {
        Some("all") => Ok(true),
        Some("any") | None => Ok(false),
        Some(other) => Err(format!("unknown match `{other}`")),
    }
}

fn lines_of(shop: &Shop, group: &Value) -> Result<Vec<Value>, String> {
    group["rules"].as_array().unwrap().iter().map(|rule| line_rule(shop, rule)).collect()
}

/// The lines that a rule's product groups name, for a discount on the selection; of several groups those of any.
pub(super) fn selection(shop: &Shop, rule: &Value) -> Result<Option<Value>, String> {
    let groups = rule["conditions"]["product_groups"].as_array().into_iter().flatten();
    let lines = groups.map(|group| {
        let lines = lines_of(shop, group)?;
        Ok(if is_of_all(group)? { json!({"all": lines}) } else { json!({"any": lines}) })
    });
    let lines = lines.collect::<Result<Vec<Value>, String>>()?;
    Ok((!lines.is_empty()).then(|| json!({"any": lines})))
}

/// What a line must be; of several items one is enough.
fn line_rule(shop: &Shop, rule: &Value) -> Result<Value, String> {
    known(rule, &["type", "items"])?;
    let items: Vec<&str> = rule["items"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let is = |fact: &str, items: Value| json!({"id": fact, "operator": "contains", "value": items});
    let flags = |kind: &str| {
        let flag = |item: &&str| is(&["attribute:", kind, ":", item].concat(), json!("yes"));
        json!({"any": items.iter().map(flag).collect::<Vec<Value>>()})
    };
    Ok(match rule["type"].as_str() {
        Some("products") => {
            let ids =
                items.iter().map(|sku| shop.product(sku).map(product_id)).collect::<Result<Vec<String>, String>>()?;
            is("attribute:sku", json!(ids))
        }
        Some("combinations") => is("attribute:variant", json!(items)),
        Some("categories") => is("category", json!(items)),
        Some("manufacturers") => is("brand", json!(items)),
        Some("suppliers") => flags("supplier"),
        Some("attributes") => flags("has"),
        Some("features") => flags("feature"),
        other => return Err(format!("unknown product rule {other:?}")),
    })
}
