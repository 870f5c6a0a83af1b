//! A rule as the engine's coupon.

use super::basket::{gift, product_id};
use super::conditions::{conditions, selection};
use super::shop::{Shop, known};
use crate::amount::Amount;
use crate::given::bound;
use serde_json::{Value, json};

/// What the engine is asked about a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Whether it may be put into the cart, at that moment.
    New(i64),
    /// Whether it may stay: dates and the number of uses no longer count.
    Stays,
    /// What it takes off; that it is in the cart is settled.
    Worth,
}

pub(super) fn code(rule: usize) -> String {
    format!("R{rule}")
}

pub(super) fn coupon(shop: &Shop, rule: usize, asked: Asked) -> Result<Value, String> {
    let row = &shop.rules()[rule];
    let currency = currency(shop, row)?.to_owned();
    let mut coupon = json!({
        "code": code(rule),
        "currency": currency,
        "automatic": is_automatic(row),
        "accumulateWithPromotion": !leaves_promoted_out(row),
        "createdAt": age(shop, rule)?,
        "discounts": discounts(shop, row)?,
        "stacking": stacking(shop, row, asked),
    });
    if asked == Asked::Worth {
        coupon["partialUse"] = json!(has_rest(row));
    } else {
        // A voucher that is worth nothing is in the cart nevertheless, and keeps others out: each brings something along.
        coupon["discounts"].as_array_mut().unwrap().push(json!({"kind": "gift", "product": "its own leaflet"}));
        let mut wanted = conditions(shop, row, &currency)?;
        if excludes_promoted(row) {
            let regular = json!([{"id": "on_promotion", "operator": "=", "value": false}]);
            wanted.push(json!({"id": "item_count", "operator": ">=", "value": 1, "where": regular}));
        }
        coupon["conditions"] = json!(wanted);
        coupon["hasQuantityPerUser"] = json!(true);
        coupon["quantityPerUser"] =
            json!(row["quantity_per_user"].as_u64().unwrap_or(unlimited(row, "quantity_per_user")));
    }
    if let Asked::New(now) = asked {
        admit(shop, row, now, &mut coupon)?;
    }
    Ok(coupon)
}

/// Each limit is 1 when it is not given, and none when it is null.
fn unlimited(row: &Value, key: &str) -> u64 {
    if row.get(key).is_some() { 1_000_000 } else { 1 }
}

/// What counts only when a rule is put into the cart.
fn admit(shop: &Shop, row: &Value, now: i64, coupon: &mut Value) -> Result<(), String> {
    coupon["hasQuantity"] = json!(true);
    coupon["quantity"] = json!(row["total_quantity"].as_u64().unwrap_or(unlimited(row, "total_quantity")));
    if let Some(from) = bound(row, "valid_from", now)? {
        coupon["startAt"] = json!(from);
    }
    if let Some(to) = bound(row, "valid_to", now)?
        && row["never_expires"] != Value::Bool(true)
    {
        coupon["endAt"] = json!(to);
    }
    // An automatic rule for one product waits for that product.
    if is_automatic(row)
        && let Some(sku) = row["target"]["sku"].as_str()
    {
        let waits = json!({"id": "attribute:sku", "operator": "contains", "value": product_id(shop.product(sku)?)});
        coupon["conditions"].as_array_mut().unwrap().push(waits);
    }
    Ok(())
}

pub(super) fn is_automatic(row: &Value) -> bool {
    row["code"].as_str().is_none_or(str::is_empty)
}

/// The currency of its amount, or else of its minimum.
fn currency<'s>(shop: &'s Shop, row: &Value) -> Result<&'s str, String> {
    let amount = &row["benefit"]["amount"];
    let named = if amount.is_null() { &row["conditions"]["minimum_amount"] } else { amount };
    shop.currency(&named["currency"])
}

/// Rules of the older releases leave promoted goods out when they take a percentage.
fn excludes_promoted(row: &Value) -> bool {
    let default = row["kind"].is_null() && !row["benefit"]["percent"].is_null();
    row["exclude_promoted"].as_bool().unwrap_or(default)
}

/// A percentage of one product is taken whether that is promoted or not, and so is an amount.
fn leaves_promoted_out(row: &Value) -> bool {
    excludes_promoted(row) && !row["benefit"]["percent"].is_null() && row["target"]["scope"] != "product"
}

/// What an order leaves of one amount can be used again.
fn has_rest(row: &Value) -> bool {
    let benefit = row["benefit"].as_object().unwrap();
    let plain = benefit.keys().all(|key| key == "amount" || key == "free_shipping");
    let once = row["target"]["per_unit"] != Value::Bool(true);
    plain && once && benefit.contains_key("amount") && row["partial_use"] != Value::Bool(false)
}

/// Rules of one priority follow their age; of those that give something, the one whose gift is the newest product goes first.
fn age(shop: &Shop, rule: usize) -> Result<u64, String> {
    let age = rule as u64;
    Ok(match gift(shop, rule)? {
        Some((ware, _)) => (1_000 - ware.product as u64) * 1_000 + age,
        None => 1_000_000 + age,
    })
}

/// The types of 9.1's discounts, in the order in which they apply; a later one calls products a catalogue.
const TYPES: &[&[&str]] = &[
    &["product_level", "catalog_level"],
    &["cart_level"],
    &["free_shipping"],
    &["free_gift", "gift"],
    &["order_level"],
];

fn rank(kind: &Value) -> Option<usize> {
    TYPES.iter().position(|names| names.iter().any(|name| kind == name))
}

fn stacking(shop: &Shop, row: &Value, asked: Asked) -> Value {
    let mut stacking = json!({"priority": row["priority"].as_i64().unwrap_or(1)});
    let class = |kind: &Value| rank(kind).map(|rank| TYPES[rank][0]);
    if shop.has_types() {
        stacking["lane"] = json!(rank(&row["kind"]).unwrap_or(1));
        if asked != Asked::Worth {
            let others = row["compatible_types"].as_array().into_iter().flatten();
            stacking["class"] = json!(class(&row["kind"]).unwrap_or("cart_level"));
            stacking["combinesWith"] = json!(others.filter_map(class).collect::<Vec<&str>>());
        }
    } else if asked != Asked::Worth {
        // Where there is room for one, the one that is in the cart keeps it.
        let waits = shop.takes_one_rule() || shop.takes_one_code();
        stacking["lane"] = json!(u8::from(waits && asked != Asked::Stays));
        stacking["exclusive"] = json!(shop.takes_one_rule());
    }
    stacking
}

fn discounts(shop: &Shop, row: &Value) -> Result<Vec<Value>, String> {
    known(&row["benefit"], &["percent", "amount", "free_shipping", "gift"])?;
    let benefit = &row["benefit"];
    let mut discounts = Vec::new();
    if benefit["free_shipping"] == Value::Bool(true) {
        discounts.push(json!({"kind": "free_shipping"}));
    }
    if !benefit["gift"].is_null() {
        known(&benefit["gift"], &["sku", "variant", "qty"])?;
        let sku = benefit["gift"]["sku"].as_str().unwrap();
        let product = shop.product(sku)?;
        let ware = super::basket::Ware { product, variant: shop.variant(product, &benefit["gift"]["variant"])? };
        discounts
            .push(json!({"kind": "gift", "product": ware.id(), "units": benefit["gift"]["qty"].as_u64().unwrap_or(1)}));
    }
    if !benefit["percent"].is_null() {
        let percent = json!({"kind": "percent", "value": Amount::of(&benefit["percent"]).json()});
        discounts.extend(targeted(shop, row, percent)?);
    }
    if !benefit["amount"].is_null() {
        known(&benefit["amount"], &["value", "currency", "tax_included"])?;
        let amount = &benefit["amount"];
        let taxed = amount["tax_included"].as_bool().unwrap_or(false);
        let amount = json!({"kind": "amount", "value": Amount::of(&amount["value"]).json(), "taxIncluded": taxed});
        discounts.extend(targeted(shop, row, amount)?);
    }
    Ok(discounts)
}

/// The discount, on what the rule is for; none on a selection of nothing.
fn targeted(shop: &Shop, row: &Value, mut discount: Value) -> Result<Option<Value>, String> {
    let target = &row["target"];
    known(target, &["scope", "sku", "per_unit"])?;
    match target["scope"].as_str() {
        Some("order") if row["kind"] == "order_level" => discount["on"] = json!("order"),
        Some("order") | None => {}
        Some("product") => {
            let product = product_id(shop.product(target["sku"].as_str().unwrap_or_default())?);
            discount["where"] = json!([{"id": "attribute:sku", "operator": "contains", "value": product}]);
        }
        Some("cheapest_unit") => discount["pick"] = json!("cheapest"),
        Some("selection") => match selection(shop, row)? {
            Some(lines) => discount["where"] = json!([lines]),
            None => return Ok(None),
        },
        Some(other) => return Err(format!("unknown target `{other}`")),
    }
    if target["per_unit"] == Value::Bool(true) {
        discount["per"] = json!("unit");
    }
    Ok(Some(discount))
}
