//! What the engine is asked, and what it answers.

use super::basket::{Basket, Ware, product_id};
use super::clock;
use super::coupon::{Asked, code, coupon, is_automatic};
use super::numbers::sum;
use super::price::{place, price};
use super::shipping;
use super::shop::Shop;
use crate::amount::Amount;
use crate::engine::ask;
use serde_json::{Map, Value, json};

/// Which rules are in the cart, and why others are not.
pub(super) struct Decided {
    pub(super) members: Vec<usize>,
    pub(super) refused: Vec<(usize, Vec<String>)>,
}

/// Whether the rules that are in the basket may stay, and `more` may join them. Gifts do not count as goods.
pub(super) fn decide(shop: &Shop, basket: &Basket, more: &[usize], expired: bool) -> Result<Decided, String> {
    let now = clock::now(shop, more, expired)?;
    let fee = shipping::fee(shop, basket, goods(shop, basket)?)?;
    let inside = basket.rules.iter().map(|rule| (*rule, Asked::Stays));
    let rules: Vec<(usize, Asked)> = inside.chain(more.iter().map(|rule| (*rule, Asked::New(now)))).collect();
    let answer = combined(shop, basket, &basket.paid, &rules, fee, false, now)?;
    let mut decided = Decided { members: Vec::new(), refused: Vec::new() };
    for outcome in answer["coupons"].as_array().unwrap() {
        let rule = rules.iter().map(|(rule, _)| *rule).find(|rule| outcome["code"] == code(*rule)).unwrap();
        let reasons: Vec<String> = outcome["reasons"].as_array().into_iter().flatten().map(reason).collect();
        match reasons.is_empty() {
            true => decided.members.push(rule),
            false => decided.refused.push((rule, reasons)),
        }
    }
    Ok(decided)
}

/// The amounts of the basket with the rules that are in it. `shown` values gifts as a cart's summary does.
pub(super) fn amounts(shop: &Shop, basket: &Basket, shown: bool) -> Result<Value, String> {
    let fee = shipping::fee(shop, basket, goods(shop, basket)?)?;
    worth(shop, basket, fee, shown)
}

fn worth(shop: &Shop, basket: &Basket, fee: Amount, shown: bool) -> Result<Value, String> {
    let rules: Vec<(usize, Asked)> = basket.rules.iter().map(|rule| (*rule, Asked::Worth)).collect();
    combined(shop, basket, &basket.merged(), &rules, fee, shown, clock::now(shop, &[], false)?)
}

/// What is paid for the goods alone, gift wrap included.
fn goods(shop: &Shop, basket: &Basket) -> Result<Amount, String> {
    let answer = worth(shop, basket, Amount(0), false)?;
    Ok(sum(&answer, "total", true)?.plus(wrapping(shop, basket)?))
}

/// What the shop asks for gift wrap.
pub(super) fn wrapping(shop: &Shop, basket: &Basket) -> Result<Amount, String> {
    let price = shop.config("PS_GIFT_WRAPPING_PRICE").filter(|_| shop.config("PS_GIFT_WRAPPING") == Some("1"));
    let wrapped = basket.wrapped && !basket.merged().is_empty();
    let price = price.filter(|_| wrapped).map_or(Amount(0), Amount::parse);
    Ok(shop.converted(price.rounded(2), shop.default_currency(), shop.cart_currency()?).rounded(2))
}

fn combined(
    shop: &Shop,
    basket: &Basket,
    lines: &[(Ware, u32)],
    rules: &[(usize, Asked)],
    fee: Amount,
    shown: bool,
    now: i64,
) -> Result<Value, String> {
    let rules = if shop.has_vouchers() { rules } else { &[] };
    let offers = rules
        .iter()
        .map(|(rule, asked)| Ok(json!({"coupon": coupon(shop, *rule, *asked)?, "usage": usage(shop, basket, *rule)})));
    let offers = offers.collect::<Result<Vec<Value>, String>>()?;
    let mut call = json!({
        "verb": "combine",
        "offers": offers,
        "cart": cart(shop, basket, lines, fee, shown)?,
        "clock": {"nowMs": now, "utcOffsetMinutes": 0},
    });
    if shop.takes_one_code() && rules.iter().any(|(_, asked)| *asked != Asked::Worth) {
        call["maxCodes"] = json!(1);
    }
    Ok(ask(&call))
}

fn usage(shop: &Shop, basket: &Basket, rule: usize) -> Value {
    let uses = || shop.orders.iter().filter(|order| order.rules.contains(&rule));
    let own = |order: &&super::orders::Order| basket.customer.is_some() && order.customer == basket.customer;
    let by_buyer = uses().filter(|order| !order.failed).filter(own).count();
    json!({"redeemed": uses().count(), "redeemedByBuyer": by_buyer})
}

fn cart(shop: &Shop, basket: &Basket, lines: &[(Ware, u32)], fee: Amount, shown: bool) -> Result<Value, String> {
    let currencies = shop.table("currencies").iter().filter_map(|row| row["iso"].as_str());
    let rates: Map<String, Value> = currencies.map(|iso| (iso.to_owned(), shop.rate(iso).json())).collect();
    let rounding = &shop.given["rounding"];
    let mut cart = json!({
        "currency": shop.cart_currency()?,
        "lines": lines.iter().map(|(ware, qty)| line(shop, basket, *ware, *qty)).collect::<Result<Vec<Value>, String>>()?,
        "shipping": fee.json(),
        "pricesIncludeTax": false,
        "rounding": {"profile": "prestashop", "mode": rounding["mode"], "by": rounding["type"], "roundGifts": shown},
        "rates": rates,
    });
    if let Some(customer) = &basket.customer {
        let groups = shop.row("customers", customer).map(|row| row["groups"].clone());
        cart["buyer"] = json!({"id": customer, "groups": groups.filter(Value::is_array).unwrap_or(json!([]))});
    }
    if let Some(carrier) = &basket.carrier {
        cart["carrier"] = json!(carrier);
    }
    if let (Some(country), _) = place(shop, basket) {
        cart["shippingCountry"] = shop.row("countries", &country).unwrap()["iso"].clone();
    }
    Ok(cart)
}

fn line(shop: &Shop, basket: &Basket, ware: Ware, qty: u32) -> Result<Value, String> {
    let product = &shop.table("products")[ware.product];
    let same_product = basket.merged().into_iter().filter(|(other, _)| other.product == ware.product);
    let priced = price(shop, basket, ware, same_product.map(|(_, qty)| qty).sum())?;
    let mut line = json!({
        "id": ware.id(),
        "product": ware.id(),
        "quantity": qty,
        "unitPrice": engine_price(priced.unit).json(),
        "taxPercent": priced.tax_percent.json(),
        "onPromotion": priced.reduced,
        "categories": product["categories"].as_array().cloned().unwrap_or_default(),
        "attributes": attributes(product, ware),
    });
    if product["manufacturer"].is_string() {
        line["brand"] = product["manufacturer"].clone();
    }
    Ok(line)
}

/// The engine reads twelve digits, of which eight behind the point count here.
fn engine_price(unit: Amount) -> Amount {
    let whole = (unit.0 / 10i128.pow(18)).to_string().len() as u32;
    unit.rounded(12u32.saturating_sub(whole).min(8))
}

/// What conditions ask of a line, beside its categories and its brand.
fn attributes(product: &Value, ware: Ware) -> Map<String, Value> {
    let mut attributes = Map::new();
    attributes.insert("sku".to_owned(), json!(product_id(ware.product)));
    let suppliers = product["suppliers"].as_array().into_iter().flatten().chain([&product["supplier"]]);
    for supplier in suppliers.filter_map(Value::as_str) {
        attributes.insert(format!("supplier:{supplier}"), json!("yes"));
    }
    for feature in product["features"].as_array().into_iter().flatten() {
        attributes.insert(format!("feature:{}", feature["feature_value"].as_str().unwrap()), json!("yes"));
    }
    if let Some(variant) = ware.variant.map(|variant| &product["variants"][variant]) {
        attributes.insert("variant".to_owned(), variant["ref"].clone());
        for attribute in variant["attributes"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            // `Size:S` goes by `S` too.
            for name in [Some(attribute), attribute.split_once(':').map(|(_, value)| value)].into_iter().flatten() {
                attributes.insert(format!("has:{name}"), json!("yes"));
            }
        }
    }
    attributes
}

/// The case's word for a reason of the engine.
fn reason(told: &Value) -> String {
    let fact = told["fact"].as_str().unwrap_or("");
    let word = match told["reason"].as_str().unwrap() {
        "below_minimum" if fact != "item_count" => "minimum_amount",
        "below_minimum" | "any_of" | "only_promoted_items" => "products_not_eligible",
        "condition_not_met" if fact.starts_with("attribute:") => "products_not_eligible",
        "condition_not_met" | "sign_in_required" => match fact {
            "carrier" => "carrier_not_eligible",
            "shipping_country" => "country_not_eligible",
            _ => "customer_not_eligible",
        },
        "customer_limit" => "per_user_limit",
        "exhausted" => "limit",
        "too_many_codes" => "one_code_per_cart",
        "duplicate_code" => "already_applied",
        "exclusive" | "not_combinable" => "not_combinable",
        other => other,
    };
    word.to_owned()
}

/// Rules that apply by themselves and are not in the basket.
pub(super) fn automatic(shop: &Shop, basket: &Basket) -> Vec<usize> {
    let free = |rule: &usize| {
        let row = &shop.rules()[*rule];
        is_automatic(row) && row["active"] != Value::Bool(false) && !basket.rules.contains(rule)
    };
    (0..shop.rules().len()).filter(free).collect()
}
