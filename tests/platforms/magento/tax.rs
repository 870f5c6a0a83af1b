//! Which rates of tax apply: the shop's side of Magento's taxes.

use crate::amount::Amount;
use crate::given::{Outcome, amount, count, known, list, text, yes};
use serde_json::{Value, json};

/// The tax class of a product that names none.
const PRODUCT: &str = "product_tax_class_1";
/// Where the shop is: California.
const STORE: Place = Place { region: "12", postcode: None };

/// A place for which rates are looked up.
#[derive(Clone, Copy)]
struct Place<'v> {
    region: &'v str,
    postcode: Option<&'v str>,
}

/// The rates of one class, as they are due at a place: one for each priority.
struct Due {
    percent: Amount,
    compound: bool,
}

/// The fields that tell the engine how something is taxed.
pub struct Fields {
    pub percent: &'static str,
    pub several: &'static str,
    pub included: &'static str,
}

pub const OF_LINE: Fields = Fields { percent: "taxPercent", several: "taxes", included: "includedTaxPercent" };
pub const OF_SHIPPING: Fields =
    Fields { percent: "shippingTaxPercent", several: "shippingTaxes", included: "shippingIncludedTaxPercent" };

/// Whether the case says anything of taxes.
pub fn is_taxed(given: &Value) -> bool {
    given["tax"].is_object()
}

/// Tells the engine how goods are taxed.
pub fn tell_line(given: &Value, line: &Value, engine_line: &mut Value) -> Outcome {
    if !is_taxed(given) {
        return Ok(());
    }
    let class = if line["tax_class"].is_null() { PRODUCT } else { text(&line["tax_class"], "tax_class")? };
    tell(given, class, &OF_LINE, engine_line)
}

/// Tells the engine how shipping is taxed.
pub fn tell_shipping(given: &Value, cart: &mut Value) -> Outcome {
    let tax = &given["tax"];
    if !is_taxed(given) {
        return Ok(());
    }
    if yes(&tax["product_and_shipping_same_class"], "same class")? {
        return tell(given, PRODUCT, &OF_SHIPPING, cart);
    }
    let class = given["config"]["shipping_tax_class"].as_str().unwrap_or("none");
    tell(given, class, &OF_SHIPPING, cart)
}

fn tell(given: &Value, class: &str, fields: &Fields, engine: &mut Value) -> Outcome {
    let destination = &given["destination"];
    known(destination, "destination", &["region", "postcode", "country"])?;
    let place =
        Place { region: destination["region"].as_str().unwrap_or(""), postcode: destination["postcode"].as_str() };
    let due = due(given, class, place)?;
    match due.as_slice() {
        [] => engine[fields.percent] = json!(0),
        [one] => engine[fields.percent] = one.percent.json(),
        several => {
            let rate = |due: &Due| json!({ "percent": due.percent.json(), "compound": due.compound });
            engine[fields.several] = several.iter().map(rate).collect();
        }
    }
    if crosses_borders(given)? {
        return Ok(());
    }
    // Prices include the tax of the shop's own place, unless it trades across borders at the same price.
    let included = match self::due(given, class, STORE)?.as_slice() {
        [] => Amount(0),
        [one] => one.percent,
        _ => return Err("several rates of the shop's own place are not known".to_owned()),
    };
    if !matches!(due.as_slice(), [one] if one.percent == included) {
        engine[fields.included] = included.json();
    }
    Ok(())
}

fn crosses_borders(given: &Value) -> Outcome<bool> {
    let config = &given["config"];
    Ok(yes(&config["cross_border_trade"], "cross_border_trade")?
        || yes(&config["cross_border_trade_enabled"], "cross_border_trade_enabled")?)
}

/// The rates of a class at a place, by priority.
fn due(given: &Value, class: &str, place: Place<'_>) -> Outcome<Vec<Due>> {
    let tax = &given["tax"];
    let keys = ["rates_percent", "rules", "algorithm", "rate_percent", "product_and_shipping_same_class"];
    known(tax, "tax", &keys)?;
    if !tax["rate_percent"].is_null() {
        // One rate, of the place where the goods go; the case names none of the shop's own place.
        let one = Due { percent: amount(&tax["rate_percent"], "rate_percent")?, compound: false };
        return Ok(if place.region == STORE.region { Vec::new() } else { vec![one] });
    }
    let mut rules = Vec::new();
    for rule in list(&tax["rules"]) {
        known(rule, "tax rule", &["code", "product_tax_class_ids", "tax_rate_ids", "priority", "calculate_subtotal"])?;
        let priority = if rule["priority"].is_null() { 0 } else { count(&rule["priority"], "priority")? };
        if list(&rule["product_tax_class_ids"]).iter().any(|id| id == class) {
            rules.push((priority, rule.clone()));
        }
    }
    if list(&tax["rules"]).is_empty() && class == PRODUCT {
        rules.push((0, json!({})));
    }
    rules.sort_by_key(|(priority, _)| *priority);
    let mut due: Vec<(u64, Due)> = Vec::new();
    for (priority, rule) in rules {
        let Some(percent) = rate(&tax["rates_percent"], &rule, place)? else { continue };
        // The rate behind takes the ones before it into its base, unless it is told to look at the subtotal alone.
        let compound = !yes(&rule["calculate_subtotal"], "calculate_subtotal")?;
        match due.last_mut() {
            Some((last, rates)) if *last == priority => rates.percent = rates.percent.plus(percent),
            _ => due.push((priority, Due { percent, compound })),
        }
    }
    Ok(due.into_iter().map(|(_, due)| due).collect())
}

/// The rate of a rule at a place: the one that names it most closely.
fn rate(rates: &Value, rule: &Value, place: Place<'_>) -> Outcome<Option<Amount>> {
    let usual = json!(["tax_rate_tx", "tax_store_rate"]);
    let ids = if rule["tax_rate_ids"].is_null() { list(&usual) } else { list(&rule["tax_rate_ids"]) };
    let is_at = |id: &str| match id {
        "tax_rate_austin" => place.region == "57" && place.postcode == Some("79729"),
        "tax_rate_tx" => place.region == "57",
        "tax_store_rate" => place.region == STORE.region,
        _ => true,
    };
    let by_closeness = ["tax_rate_austin", "tax_rate_tx", "tax_store_rate", "tax_rate_shipping"];
    if let Some(id) = ids.iter().find(|id| !by_closeness.iter().any(|known| id == known)) {
        return Err(format!("tax rate {id} is not known"));
    }
    let found = by_closeness.iter().find(|id| ids.iter().any(|given| given == *id) && is_at(id));
    found.map(|id| amount(&rates[*id], id)).transpose()
}
