//! What a ware costs before vouchers: the catalogue's price, its reductions, its tax.

use super::basket::{Address, Basket, Ware};
use super::shop::{Shop, known};
use crate::amount::Amount;
use serde_json::Value;

pub(super) struct Priced {
    /// Without tax, in the cart's currency.
    pub(super) unit: Amount,
    pub(super) tax_percent: Amount,
    pub(super) reduced: bool,
}

/// `qty` units of the product, in all its variants, are in the basket.
pub(super) fn price(shop: &Shop, basket: &Basket, ware: Ware, qty: u32) -> Result<Priced, String> {
    let product = &shop.table("products")[ware.product];
    let tax = rate(shop, basket, &product["tax_group"])?;
    let (reduction, set_price) = reduction(shop, product, qty)?;
    let mut price = set_price.unwrap_or_else(|| catalogue_price(product, ware, tax));
    let mut gross = with(price, tax);
    if shop.config("PS_USE_ECOTAX") == Some("1") && product["ecotax"].is_string() {
        let ecotax = Amount::of(&product["ecotax"]);
        price = price.plus(ecotax);
        gross = gross.plus(with(ecotax, rate(shop, basket, &shop.given["ecotax_tax_group"])?));
    }
    let unit = less(price, reduction, tax)?;
    let unit = shop.converted(unit.max(zero()), shop.default_currency(), shop.cart_currency()?);
    let (price, gross) = (price.rounded(6), gross.rounded(6));
    let tax_percent = if price > zero() { gross.minus(price).scaled(Amount::parse("100"), price) } else { zero() };
    Ok(Priced { unit, tax_percent: tax_percent.rounded(4), reduced: is_reduction(reduction) })
}

fn zero() -> Amount {
    Amount(0)
}

fn with(amount: Amount, percent: Amount) -> Amount {
    amount.scaled(percent.plus(Amount::parse("100")), Amount::parse("100"))
}

fn without(amount: Amount, percent: Amount) -> Amount {
    amount.scaled(Amount::parse("100"), percent.plus(Amount::parse("100")))
}

/// The product's own price, and what its variant adds.
fn catalogue_price(product: &Value, ware: Ware, tax: Amount) -> Amount {
    let of = |value: &Value| if value.is_null() { zero() } else { Amount::of(value) };
    let price = of(&product["price"]);
    let price = if product["price_tax"] == "incl" { without(price, tax) } else { price };
    ware.variant.map_or(price, |variant| price.plus(of(&product["variants"][variant]["price_impact"])))
}

/// The reduction that counts, and the price that stands in for the product's. The product's own comes first; of the
/// catalogue's rules the one for most units, then the oldest.
fn reduction<'s>(shop: &'s Shop, product: &'s Value, qty: u32) -> Result<(Option<&'s Value>, Option<Amount>), String> {
    if !product["promotion"].is_null() {
        known(&product["promotion"], &["type", "value", "tax_included"])?;
        return Ok((Some(&product["promotion"]), None));
    }
    let from = |rule: &Value| rule["from_qty"].as_u64().unwrap_or(1);
    let rules = shop.table("catalog_price_rules").iter().filter(|rule| from(rule) <= u64::from(qty));
    let best = rules.rev().max_by_key(|rule| from(rule));
    Ok((best, best.filter(|rule| !rule["set_price"].is_null()).map(|rule| Amount::of(&rule["set_price"]))))
}

fn is_reduction(reduction: Option<&Value>) -> bool {
    reduction.is_some_and(|reduction| Amount::of(&reduction["value"]) > zero())
}

fn less(price: Amount, reduction: Option<&Value>, tax: Amount) -> Result<Amount, String> {
    let Some(reduction) = reduction else { return Ok(price) };
    let value = Amount::of(&reduction["value"]);
    match reduction["type"].as_str() {
        Some("percent") => Ok(price.scaled(Amount::parse("100").minus(value), Amount::parse("100"))),
        Some("amount") if reduction["tax_included"] == Value::Bool(true) => Ok(price.minus(without(value, tax))),
        Some("amount") => Ok(price.minus(value)),
        other => Err(format!("unknown reduction {other:?}")),
    }
}

/// The country and the state where the goods go.
pub(super) fn place(shop: &Shop, basket: &Basket) -> (Option<String>, Option<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let by_iso = |iso: &str| shop.row("countries", iso).and_then(|country| text(&country["ref"]));
    match &basket.address {
        None => (None, None),
        Some(Address::Demo(iso)) => (by_iso(iso), None),
        Some(Address::Own(name)) => {
            let Some(address) = shop.row("addresses", name) else { return (None, None) };
            let state = address["state"].as_str().and_then(|state| shop.row("states", state));
            let country = state.and_then(|state| text(&state["country"])).or_else(|| text(&address["country"]));
            let country = country.or_else(|| address["country_iso"].as_str().and_then(by_iso));
            (country, text(&address["state"]))
        }
    }
}

/// Percent of tax that a group of products bears where the goods go; none before an address is chosen.
fn rate(shop: &Shop, basket: &Basket, group: &Value) -> Result<Amount, String> {
    let (country, state) = place(shop, basket);
    if group.is_null() || country.is_none() || shop.config("PS_TAX") == Some("0") {
        return Ok(zero());
    }
    let here = |row: &&Value| {
        row["ref"] == *group
            && row["country"].as_str() == country.as_deref()
            && (row["state"].is_null() || row["state"].as_str() == state.as_deref())
    };
    let Some(row) = shop.table("tax_groups").iter().find(here) else { return Ok(zero()) };
    let tax = row["tax"].as_str().and_then(|tax| shop.row("taxes", tax)).ok_or_else(|| format!("no tax of {row}"))?;
    Ok(Amount::of(&tax["rate_percent"]))
}
