//! What shipping costs.

use super::basket::{Address, Basket};
use super::demo;
use super::price::place;
use super::shop::Shop;
use crate::amount::Amount;
use serde_json::Value;

/// The fee in the cart's currency. `goods` is what is paid for the goods, by which carriers are priced, in that currency.
pub(super) fn fee(shop: &Shop, basket: &Basket, goods: Amount) -> Result<Amount, String> {
    let lines = basket.merged();
    if lines.iter().all(|(ware, _)| shop.table("products")[ware.product]["virtual"] == Value::Bool(true)) {
        return Ok(Amount(0));
    }
    let (own, cart) = (shop.default_currency(), shop.cart_currency()?);
    let goods = shop.converted(goods, cart, own);
    let free_from = shop.config("PS_SHIPPING_FREE_PRICE").map_or(Amount(0), Amount::parse);
    if free_from > Amount(0) && goods >= free_from {
        return Ok(Amount(0));
    }
    let fee = match (zone(shop, basket), &basket.address) {
        (Some(zone), _) => carrier_fee(shop, basket, &zone, goods)?,
        (None, Some(Address::Own(_))) => Amount(0),
        (None, None) if is_of_demo(shop, basket) => Amount(0),
        // The demo shop's carrier, in its own country.
        (None, _) => {
            let default = Amount::of(&shop.given["shipping"]["default_fee"]);
            default.minus(Amount::parse(demo::HANDLING_FEE)).plus(shop.handling_fee)
        }
    };
    Ok(shop.converted(fee, own, cart).rounded(2))
}

/// A customer of the demo shop has an address, where no carrier of it asks for money.
fn is_of_demo(shop: &Shop, basket: &Basket) -> bool {
    let customer = basket.customer.as_deref().and_then(|customer| shop.row("customers", customer));
    customer.is_some_and(|customer| customer["from_shop_fixtures"] == Value::Bool(true))
}

fn zone(shop: &Shop, basket: &Basket) -> Option<String> {
    let (country, state) = place(shop, basket);
    let of = |table: &str, name: Option<String>| {
        name.and_then(|name| shop.row(table, &name).and_then(|row| row["zone"].as_str().map(str::to_owned)))
    };
    of("states", state).or_else(|| of("countries", country))
}

/// The carriers that serve a zone at a price.
fn serving<'s>(shop: &'s Shop, zone: &'s str) -> impl Iterator<Item = &'s Value> {
    let list = |value: &'s Value| value.as_array().map_or(&[][..], |list| list);
    shop.table("carriers").iter().filter(move |carrier| {
        list(&carrier["zones"]).iter().any(|served| served == zone)
            && list(&carrier["ranges"]).iter().any(|range| range["zone"] == zone)
    })
}

/// Whether some carrier brings the goods to where they are to go.
pub(super) fn is_available(shop: &Shop, basket: &Basket) -> bool {
    zone(shop, basket).is_some_and(|zone| serving(shop, &zone).next().is_some())
}

fn carrier_fee(shop: &Shop, basket: &Basket, zone: &str, goods: Amount) -> Result<Amount, String> {
    let prices = serving(shop, zone)
        .map(|carrier| Ok((carrier, range_price(carrier, zone, goods)?)))
        .collect::<Result<Vec<(&Value, Amount)>, String>>()?;
    let chosen = prices.iter().find(|(carrier, _)| carrier["ref"].as_str() == basket.carrier.as_deref());
    // Without a choice, or with a carrier that does not come here, it is the one that asks for least.
    let price = chosen.or_else(|| prices.iter().min_by_key(|(_, price)| *price)).map(|(_, price)| *price);
    Ok(price.map_or(Amount(0), |price| price.plus(shop.handling_fee)))
}

/// The price of the range that the goods fall into; beyond all of them that of the highest.
fn range_price(carrier: &Value, zone: &str, goods: Amount) -> Result<Amount, String> {
    let ranges: Vec<&Value> =
        carrier["ranges"].as_array().into_iter().flatten().filter(|range| range["zone"] == zone).collect();
    let inside = |range: &&&Value| Amount::of(&range["from"]) <= goods && goods < Amount::of(&range["to"]);
    let range = ranges.iter().find(inside).or_else(|| ranges.iter().max_by_key(|range| Amount::of(&range["to"])));
    range.map(|range| Amount::of(&range["price"])).ok_or_else(|| format!("{carrier} has no price"))
}
