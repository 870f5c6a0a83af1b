//! What is done in the shop, one step after another.

use super::ask::{automatic, decide};
use super::basket::{Address, Basket, Ware, available, gives_nothing_sold};
use super::orders;
use super::shop::{Shop, known};
use crate::amount::Amount;
use serde_json::Value;

/// The basket that a step is about: the one it names, or the newest.
pub(super) fn basket(shop: &Shop, step: &Value) -> Result<usize, String> {
    match step["cart"].as_str() {
        None => Ok(shop.baskets.len() - 1),
        Some(name) => {
            shop.baskets.iter().rposition(|basket| basket.name == name).ok_or_else(|| format!("no cart `{name}`"))
        }
    }
}

pub(super) fn ware(shop: &Shop, step: &Value) -> Result<Ware, String> {
    let product = shop.product(step["sku"].as_str().unwrap_or_default())?;
    Ok(Ware { product, variant: shop.variant(product, &step["variant"])? })
}

const KEYS: &[&str] = &[
    "op",
    "line",
    "cart",
    "sku",
    "variant",
    "qty",
    "outcome",
    "reason",
    "coupon",
    "validated",
    "customer",
    "address",
    "address_country_iso",
    "carrier",
    "on",
    "key",
    "value",
    "what",
    "object",
    "patch",
    "ref",
    "order",
    "status",
    "email",
];

pub(super) fn act(shop: &mut Shop, step: &Value) -> Result<(), String> {
    known(step, KEYS)?;
    let text = |key: &str| step[key].as_str().map(str::to_owned);
    let cart = if step["op"] == "new_cart" { 0 } else { basket(shop, step)? };
    match step["op"].as_str().unwrap() {
        "new_cart" => {
            let name = text("cart").unwrap_or_default();
            shop.baskets.push(Basket { name, customer: text("customer"), ..Basket::default() });
            return Ok(());
        }
        "add" => return add(shop, cart, step),
        "apply" => return apply(shop, cart, step),
        "set_qty" => {
            let ware = ware(shop, step)?;
            let wanted = qty(step)?.saturating_sub(shop.baskets[cart].gift_qty(ware));
            shop.baskets[cart].set_qty(ware, wanted);
        }
        "remove_line" => {
            let ware = ware(shop, step)?;
            shop.baskets[cart].set_qty(ware, 0);
            // A back office leaves the voucher whose gift is all that stays.
            if shop.baskets[cart].paid.is_empty() && !shop.baskets[cart].gifts.is_empty() {
                return Ok(());
            }
        }
        "remove_coupon" => {
            let rule = text("coupon").and_then(|name| shop.rule(&name)).ok_or("no such rule")?;
            shop.baskets[cart].take_out(rule);
        }
        "login" | "assign_customer" => shop.baskets[cart].customer = text("customer"),
        "select_address" => shop.baskets[cart].address = address(shop, step)?,
        "select_carrier" => {
            let name = text("carrier").unwrap_or_default();
            shop.row("carriers", &name).ok_or_else(|| format!("no carrier `{name}`"))?;
            shop.baskets[cart].carrier = Some(name);
        }
        "set_guest_email" => shop.baskets[cart].customer = None,
        // Neither tells anything new, and of an order that is cancelled the uses stay used.
        "recalculate" | "estimate_shipping" | "cancel_order" | "cancel_last_order" => {}
        "gift_wrapping" => shop.baskets[cart].wrapped = step["on"] == Value::Bool(true),
        "place_order" => return orders::place(shop, cart, step),
        _ => return set_up(shop, step),
    }
    look_again(shop, cart)
}

/// What changes the shop and no basket.
fn set_up(shop: &mut Shop, step: &Value) -> Result<(), String> {
    match step["op"].as_str().unwrap() {
        "set_config" => shop.set_config(step["key"].as_str().unwrap(), &step["value"]),
        "set_handling_fee" => shop.handling_fee = Amount::of(&step["value"]),
        "define" => shop.define(step["what"].as_str().unwrap(), &step["object"])?,
        "patch_rule" => {
            let name = step["ref"].as_str().or(step["coupon"].as_str()).unwrap_or_default();
            let rule = shop.rule(name).ok_or_else(|| format!("no rule `{name}`"))?;
            shop.patch("rules", rule, &step["patch"])?;
        }
        "patch_product" => {
            let product = shop.product(step["sku"].as_str().unwrap_or_default())?;
            shop.patch("products", product, &step["patch"])?;
        }
        other => return Err(format!("unknown step `{other}`")),
    }
    Ok(())
}

fn qty(step: &Value) -> Result<u32, String> {
    step["qty"].as_u64().map(|qty| qty as u32).ok_or_else(|| "no quantity".to_owned())
}

fn address(shop: &Shop, step: &Value) -> Result<Option<Address>, String> {
    if let Some(iso) = step["address_country_iso"].as_str() {
        return Ok(Some(Address::Demo(iso.to_owned())));
    }
    let name = step["address"].as_str().unwrap_or_default();
    shop.row("addresses", name).ok_or_else(|| format!("no address `{name}`"))?;
    Ok(Some(Address::Own(name.to_owned())))
}

fn add(shop: &mut Shop, cart: usize, step: &Value) -> Result<(), String> {
    let (ware, more) = (ware(shop, step)?, qty(step)?);
    let old = shop.baskets[cart].qty(ware);
    let taken = u64::from(old) + u64::from(shop.baskets[cart].gift_qty(ware)) + u64::from(more);
    if taken > available(shop, ware) {
        return outcome(step, &["out_of_stock".to_owned()]);
    }
    shop.baskets[cart].set_qty(ware, old + more);
    look_again(shop, cart)?;
    outcome(step, &[])
}

/// Whether what became of a step is what the case says; what it does not say is free, but that goods cannot be had.
fn outcome(step: &Value, reasons: &[String]) -> Result<(), String> {
    let refused = !reasons.is_empty();
    match step["outcome"].as_str() {
        Some("refused") if !refused => Err("accepted instead of refused".to_owned()),
        Some("accepted") if refused => Err(format!("refused: {reasons:?}")),
        None if refused && step["op"] == "add" => Err(format!("refused: {reasons:?}")),
        Some("refused" | "accepted" | "unstated") | None => match step["reason"].as_str() {
            Some(wanted) if refused && !reasons.iter().any(|reason| reason == wanted) => {
                Err(format!("refused with {reasons:?} instead of {wanted}"))
            }
            _ => Ok(()),
        },
        Some(other) => Err(format!("unknown outcome `{other}`")),
    }
}

fn apply(shop: &mut Shop, cart: usize, step: &Value) -> Result<(), String> {
    let name = step["coupon"].as_str().unwrap_or_default();
    let Some(rule) = shop.rule(name) else { return outcome(step, &["unknown_code".to_owned()]) };
    let forced = step["validated"] == Value::Bool(false);
    if forced && shop.baskets[cart].rules.contains(&rule) {
        return Ok(());
    }
    let reasons = refusal(shop, cart, rule, step["reason"] == "expired")?;
    // Put in by hand, a rule passes every check but the number of codes.
    let refused = if forced { reasons.iter().any(|reason| reason == "one_code_per_cart") } else { !reasons.is_empty() };
    if refused {
        return outcome(step, &reasons);
    }
    take_in(shop, cart, rule)?;
    if !forced {
        look_again(shop, cart)?;
    }
    outcome(step, &[])
}

/// Why a rule cannot be put into a basket.
pub(super) fn refusal(shop: &Shop, cart: usize, rule: usize, expired: bool) -> Result<Vec<String>, String> {
    if !shop.has_vouchers() {
        return Ok(vec!["no_vouchers".to_owned()]);
    }
    if shop.rules()[rule]["active"] == Value::Bool(false) {
        return Ok(vec!["disabled".to_owned()]);
    }
    if gives_nothing_sold(shop, rule)? {
        return Ok(vec!["gift_not_sold".to_owned()]);
    }
    let decided = decide(shop, &shop.baskets[cart], &[rule], expired)?;
    let refused = decided.refused.into_iter().rev().find(|(refused, _)| *refused == rule);
    Ok(refused.map_or_else(Vec::new, |(_, reasons)| reasons))
}

fn take_in(shop: &mut Shop, cart: usize, rule: usize) -> Result<(), String> {
    let mut basket = std::mem::take(&mut shop.baskets[cart]);
    let taken = basket.take_in(shop, rule);
    shop.baskets[cart] = basket;
    taken
}

/// After every change: rules that no longer hold go, and automatic ones that do come.
pub(super) fn look_again(shop: &mut Shop, cart: usize) -> Result<(), String> {
    if !shop.has_vouchers() {
        return Ok(());
    }
    let more = automatic(shop, &shop.baskets[cart]);
    let decided = decide(shop, &shop.baskets[cart], &more, false)?;
    let basket = &mut shop.baskets[cart];
    basket.removed = decided.refused.into_iter().filter(|(rule, _)| basket.rules.contains(rule)).collect();
    for (rule, _) in basket.removed.clone() {
        basket.take_out(rule);
    }
    for rule in decided.members {
        if !shop.baskets[cart].rules.contains(&rule) && !gives_nothing_sold(shop, rule)? {
            take_in(shop, cart, rule)?;
        }
    }
    Ok(())
}
