//! What a case says of the shop.

use super::ask::{amounts, wrapping};
use super::basket::Basket;
use super::coupon::{code, is_automatic};
use super::numbers::{meets, minor, products, same, sum, with_tax};
use super::orders::history;
use super::shipping;
use super::shop::{Shop, known};
use super::steps::{basket, refusal, ware};
use crate::amount::Amount;
use serde_json::Value;

const KEYS: &[&str] = &[
    "expect",
    "line",
    "cart",
    "value",
    "values",
    "tax",
    "compare",
    "epsilon",
    "method",
    "previous_method_same",
    "before_discounts",
    "coupon",
    "reason",
    "complete",
    "sku",
    "variant",
    "counts",
    "includes_gifts",
    "customer",
    "position",
    "value_incl",
    "value_excl",
    "order",
    "auto_discounts_hidden",
];

pub(super) fn check(shop: &mut Shop, step: &Value) -> Result<(), String> {
    known(step, KEYS)?;
    let what = step["expect"].as_str().ok_or("neither a step nor a check")?;
    if what.starts_with("order_") || what.starts_with("customer_rule_") {
        return history(shop, step, what);
    }
    let cart = basket(shop, step)?;
    let basket = &shop.baskets[cart];
    match what {
        "coupon_in_cart" => {
            let name = step["coupon"].as_str().unwrap_or_default();
            let inside = |rule: &usize| shop.rules()[*rule]["ref"] == name || shop.rules()[*rule]["code"] == name;
            same(basket.rules.iter().any(inside), step)
        }
        "coupon_count" => same(basket.rules.len(), step),
        "coupon_codes" => coupon_codes(shop, basket, step),
        "coupon_applicable" => {
            let rule = rule_of(shop, step)?;
            same(refusal(shop, cart, rule, false)?.is_empty(), step)
        }
        "coupon_now_invalid" => now_invalid(shop, basket, step),
        "delivery_available" => same(shipping::is_available(shop, basket), step),
        "line_count" | "unit_count" | "paid_qty" | "gift_qty" | "contains" | "contains_paid" => {
            count(shop, basket, step)
        }
        "coupon_value" | "coupon_values" | "coupon_values_ordered" => coupon_values(shop, basket, step),
        "summary" => summary(shop, basket, step),
        _ => amount(shop, basket, step, what),
    }
}

fn rule_of(shop: &Shop, step: &Value) -> Result<usize, String> {
    let name = step["coupon"].as_str().unwrap_or_default();
    shop.rule(name).ok_or_else(|| format!("no rule `{name}`"))
}

fn coupon_codes(shop: &Shop, basket: &Basket, step: &Value) -> Result<(), String> {
    let mut found: Vec<String> =
        basket.rules.iter().filter_map(|rule| shop.rules()[*rule]["code"].as_str()).map(str::to_owned).collect();
    let wanted = step["values"].as_array().or(step["value"].as_array()).ok_or("no list of codes")?;
    let mut wanted: Vec<String> = wanted.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    found.sort();
    wanted.sort();
    if found == wanted { Ok(()) } else { Err(format!("{found:?} instead of {wanted:?}")) }
}

fn now_invalid(shop: &Shop, basket: &Basket, step: &Value) -> Result<(), String> {
    let rule = rule_of(shop, step)?;
    let Some((_, reasons)) = basket.removed.iter().find(|(removed, _)| *removed == rule) else {
        return Err("still valid".to_owned());
    };
    match step["reason"].as_str() {
        Some(wanted) if !reasons.iter().any(|reason| reason == wanted) => Err(format!("{reasons:?}")),
        _ => Ok(()),
    }
}

fn count(shop: &Shop, basket: &Basket, step: &Value) -> Result<(), String> {
    let with_gifts = step["includes_gifts"].as_bool().unwrap_or(true);
    match step["expect"].as_str().unwrap() {
        "line_count" => match step["counts"].as_str() {
            Some("distinct_products") => same(basket.merged().len(), step),
            Some(other) => Err(format!("unknown count `{other}`")),
            // Each gift is a line of its own.
            None => same(basket.paid.len() + if with_gifts { basket.gifts.len() } else { 0 }, step),
        },
        "unit_count" => {
            let paid: u32 = basket.paid.iter().map(|(_, qty)| qty).sum();
            let gifts: u32 = basket.gifts.iter().map(|(_, _, qty)| qty).sum();
            same(paid + if with_gifts { gifts } else { 0 }, step)
        }
        named => {
            let ware = ware(shop, step)?;
            let any = step["variant"].is_null();
            let is = |other: &super::basket::Ware| if any { other.product == ware.product } else { *other == ware };
            let paid: u32 = basket.paid.iter().filter(|(other, _)| is(other)).map(|(_, qty)| qty).sum();
            let gifts: u32 = basket.gifts.iter().filter(|(_, other, _)| is(other)).map(|(_, _, qty)| qty).sum();
            match named {
                "paid_qty" => same(paid, step),
                "gift_qty" => same(gifts, step),
                "contains_paid" => same(paid > 0, step),
                _ => same(paid + gifts > 0, step),
            }
        }
    }
}

/// What vouchers are worth, each before it is rounded.
fn coupon_values(shop: &Shop, basket: &Basket, step: &Value) -> Result<(), String> {
    let answer = amounts(shop, basket, true)?;
    let key = if with_tax(step)? { "discount" } else { "discountNet" };
    let outcomes = answer["coupons"].as_array().unwrap();
    let name = |outcome: &Value| {
        let rule = basket.rules.iter().find(|rule| outcome["code"] == code(**rule)).unwrap();
        &shop.rules()[*rule]
    };
    let goes_by = |outcome: &Value, wanted: &Value| name(outcome)["ref"] == *wanted || name(outcome)["code"] == *wanted;
    let worth = |outcome: &Value| if outcome[key].is_null() { Amount(0) } else { Amount::of(&outcome[key]) };
    if step["expect"] == "coupon_value" {
        let found = outcomes.iter().find(|outcome| goes_by(outcome, &step["coupon"]));
        return meets(worth(found.ok_or("not in the cart")?), step, &step["value"]);
    }
    let wanted = step["values"].as_array().unwrap();
    if step["complete"] == Value::Bool(true) && wanted.len() != outcomes.len() {
        return Err(format!("{} vouchers instead of {}", outcomes.len(), wanted.len()));
    }
    for (position, wanted) in wanted.iter().enumerate() {
        let found = outcomes.iter().position(|outcome| goes_by(outcome, &wanted["coupon"])).ok_or("not in the cart")?;
        if step["expect"] == "coupon_values_ordered" && found != position {
            return Err(format!("{} is at {found}", wanted["coupon"]));
        }
        meets(worth(&outcomes[found]), step, &wanted["value"])?;
    }
    Ok(())
}

fn amount(shop: &Shop, basket: &Basket, step: &Value, what: &str) -> Result<(), String> {
    let sums = amounts(shop, basket, false)?;
    let (what, gross) = match (what.strip_suffix("_incl"), what.strip_suffix("_excl")) {
        (Some(what), _) => (what, true),
        (_, Some(what)) => (what, false),
        _ => (what, with_tax(step)?),
    };
    let shipping_discount = || minor(&sums["shippingDiscountMinor"]);
    let found = match what {
        "total" if step["method"] == "previous" => {
            let rows = products(shop, &sums, gross)?.plus(sum(&sums, "shipping", gross)?);
            rows.minus(sum(&sums, "discount", gross)?).plus(wrapping(shop, basket)?)
        }
        "total" => sum(&sums, "total", gross)?.plus(wrapping(shop, basket)?),
        "products" => products(shop, &sums, gross)?,
        "discount_total" => sum(&sums, "discount", gross)?,
        "subtotal_after_discount" => {
            let discount = sum(&sums, "discount", gross)?.minus(shipping_discount()?);
            products(shop, &sums, gross)?.minus(discount)
        }
        "tax_total" => sum(&sums, "total", true)?.minus(sum(&sums, "total", false)?),
        "shipping" if step["before_discounts"] != Value::Bool(false) => sum(&sums, "shipping", gross)?,
        "shipping" | "shipping_after" => sum(&sums, "shipping", gross)?.minus(shipping_discount()?),
        "free_shipping" => return same(sum(&sums, "shipping", true)? == shipping_discount()?, step),
        other => return Err(format!("unknown check `{other}`")),
    };
    meets(found, step, &step["value"])
}

/// The back office's summary. Gifts are neither goods nor discount there; automatic free shipping is no discount, but no fee.
fn summary(shop: &Shop, basket: &Basket, step: &Value) -> Result<(), String> {
    let sums = amounts(shop, basket, false)?;
    let (mut goods, mut fee) = (products(shop, &sums, true)?, sum(&sums, "shipping", true)?);
    let mut discount = sum(&sums, "discount", true)?;
    if step["auto_discounts_hidden"] != Value::Bool(false) {
        for (_, ware, units) in &basket.gifts {
            let line = sums["tax"]["lines"].as_array().unwrap().iter().find(|line| line["id"] == ware.id()).unwrap();
            let unit = minor(&line["unitGrossMinor"])?;
            let price = Amount(unit.0 * i128::from(*units));
            (goods, discount) = (goods.minus(price), discount.minus(price));
        }
        let rows = basket.rules.iter().map(|rule| &shop.rules()[*rule]);
        if rows.into_iter().any(|row| is_automatic(row) && row["benefit"]["free_shipping"] == Value::Bool(true)) {
            discount = discount.minus(minor(&sums["shippingDiscountMinor"])?);
            fee = Amount(0);
        }
    }
    for (key, wanted) in step["values"].as_object().unwrap() {
        let found = match &**key {
            "total_products" => goods,
            "shipping" => fee,
            "total_discount" => Amount(0).minus(discount),
            "total" => sum(&sums, "total", true)?.plus(wrapping(shop, basket)?),
            other => return Err(format!("unknown sum `{other}`")),
        };
        meets(found, step, wanted).map_err(|why| format!("{key}: {why}"))?;
    }
    Ok(())
}
