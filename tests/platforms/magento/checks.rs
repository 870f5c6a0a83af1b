//! The checks that are Magento's own.

use super::call::{free_lines, seen as ask};
use super::cart::Shop;
use crate::amount::Amount;
use crate::expected::{compare, same};
use crate::given::{Outcome, amount, count, list, text};
use crate::seen::Seen;
use serde_json::{Value, json};

/// Holds a check.
pub fn check(shop: &Shop, step: &Value) -> Outcome {
    let seen = shop.seen()?;
    if let Some(outcome) = seen.check(step) {
        return outcome;
    }
    let taxed = seen.answer["tax"].is_object();
    let minor = |path: &str| seen.minor(path);
    let goods = |gross: bool| match (taxed, gross) {
        (false, _) => minor("/subtotalMinor"),
        (true, false) => minor("/tax/subtotalNetMinor"),
        (true, true) => minor("/tax/subtotalGrossMinor"),
    };
    let given = match (text(&step["expect"], "expect")?, step["tax"].as_str()) {
        ("total", None) | ("total_incl", _) | ("total", Some("incl")) => minor("/totalMinor")?,
        ("total_excl", _) | ("total", Some("excl")) => minor("/tax/totalNetMinor")?,
        ("products" | "subtotal", None) | ("products_excl", _) | ("products", Some("excl")) => goods(false)?,
        ("products_incl", _) | ("products", Some("incl")) => goods(true)?,
        ("tax_total", _) => minor("/tax/taxMinor")?,
        ("shipping", _) => minor("/shippingMinor")?,
        ("shipping_after", _) => minor("/shippingMinor")?.minus(minor("/shippingDiscountMinor")?),
        ("subtotal_after_discount", _) => goods(false)?.minus(minor("/discountMinor")?),
        ("chargeable_weight", _) => chargeable_weight(shop, &seen)?,
        ("totals", _) => return totals(step, &seen),
        ("lines", _) => return lines(step, &seen),
        ("orders", _) => return orders(shop, step, &seen),
        ("line_total_after", _) => return line_total_after(shop, step, &seen),
        (other, _) => return Err(format!("check `{other}` is not known")),
    };
    compare(step, &step["expect"].to_string(), given, &step["value"])
}

/// The weight of the lines that are not shipped for nothing.
fn chargeable_weight(shop: &Shop, seen: &Seen) -> Outcome<Amount> {
    let free = free_lines(seen);
    let mut sum = Amount(0);
    for (position, line) in list(&shop.given["lines"]).iter().enumerate() {
        if !free.contains(&position) && !line["weight"].is_null() {
            let weight = amount(&line["weight"], "weight")?;
            sum = (0..count(&line["qty"], "qty")?).fold(sum, |sum, _| sum.plus(weight));
        }
    }
    Ok(sum)
}

/// The sums of a quote's address.
fn totals(step: &Value, seen: &Seen) -> Outcome {
    for (key, wanted) in step["values"].as_object().into_iter().flatten() {
        let minor = |path: &str| seen.minor(path);
        let given = match key.as_str() {
            "subtotal" => minor("/tax/subtotalNetMinor")?,
            "subtotal_incl_tax" => minor("/tax/subtotalGrossMinor")?,
            "tax_amount" => minor("/tax/taxMinor")?,
            // What of shipping is taxed; no case ships at a price and tells it.
            "shipping_amount" | "shipping_taxable" => minor("/tax/shippingNetMinor")?,
            "shipping_incl_tax" => minor("/tax/shippingGrossMinor")?,
            "shipping_tax_amount" => minor("/tax/shippingTaxMinor")?,
            "discount_amount" => Amount(0).minus(minor("/discountMinor")?),
            "shipping_discount_amount" => minor("/shippingDiscountMinor")?,
            "discount_tax_compensation_amount" => minor("/tax/compensationMinor")?,
            "shipping_discount_tax_compensation_amount" => minor("/tax/shippingCompensationMinor")?,
            "subtotal_with_discount" => minor("/tax/subtotalNetMinor")?.minus(minor("/discountMinor")?),
            "grand_total" => minor("/totalMinor")?,
            other => return Err(format!("total `{other}` is not known")),
        };
        compare(step, key, given, wanted)?;
    }
    Ok(())
}

/// The sums of a quote's items.
fn lines(step: &Value, seen: &Seen) -> Outcome {
    for (sku, values) in step["values"].as_object().into_iter().flatten() {
        let line = seen.line(sku)?;
        for (key, wanted) in values.as_object().into_iter().flatten() {
            let minor = |field: &str| seen.minor(&format!("/tax/lines/{line}/{field}"));
            let given = match key.as_str() {
                "row_total" => minor("netMinor")?,
                "row_total_incl_tax" => minor("grossMinor")?,
                "price" => minor("unitNetMinor")?,
                "price_incl_tax" => minor("unitGrossMinor")?,
                "tax_amount" => minor("taxMinor")?,
                "discount_tax_compensation_amount" => minor("compensationMinor")?,
                "discount_amount" => seen.line_discount(line),
                "discount_percent" => optional(&seen.answer["lines"][line]["percent"]),
                "tax_percent" => optional(&seen.answer["tax"]["lines"][line]["taxPercent"]),
                other => return Err(format!("line value `{other}` is not known")),
            };
            compare(step, &format!("{key} of {sku}"), given, wanted)?;
        }
    }
    Ok(())
}

fn optional(value: &Value) -> Amount {
    if value.is_null() { Amount(0) } else { Amount::of(value) }
}

/// The orders that a cart for several addresses becomes: the discount is one of the whole cart.
fn orders(shop: &Shop, step: &Value, seen: &Seen) -> Outcome {
    let (groups, wanted) = (list(&shop.given["split_orders"]), list(&step["values"]));
    same("orders", groups.len(), wanted.len())?;
    for (position, (group, wanted)) in groups.iter().zip(wanted).enumerate() {
        let is_in = |sku: &Value| list(group).contains(sku);
        let mut part = shop.given.clone();
        let all = list(&shop.given["lines"]);
        part["lines"] = all.iter().filter(|line| is_in(&line["sku"])).cloned().collect();
        part["shipping_per_order"] = json!([shop.given["shipping_per_order"][position]]);
        let order = ask(&part, &[], shop.ships)?;
        let discounts = all.iter().enumerate().filter(|(_, line)| is_in(&line["sku"]));
        let discount = discounts.fold(Amount(0), |sum, (line, _)| sum.plus(seen.line_discount(line)));
        for (key, wanted) in wanted.as_object().into_iter().flatten() {
            let given = match key.as_str() {
                "subtotal" => order.minor("/subtotalMinor")?,
                "shipping" => order.minor("/shippingMinor")?,
                "discount" => discount,
                "total" => order.minor("/totalMinor")?.minus(discount),
                other => return Err(format!("value `{other}` of an order is not known")),
            };
            compare(step, &format!("{key} of order {position}"), given, wanted)?;
        }
    }
    Ok(())
}

fn line_total_after(shop: &Shop, step: &Value, seen: &Seen) -> Outcome {
    let sku = text(&step["sku"], "sku")?;
    let line = seen.line(sku)?;
    let mut alone = shop.given.clone();
    alone["lines"] = json!([shop.given["lines"][line]]);
    let total = ask(&alone, &[], false)?.minor("/subtotalMinor")?;
    compare(step, &format!("total of {sku}"), total.minus(seen.line_discount(line)), &step["value"])
}
