//! What Magento's units compute by themselves: a calculator of one line, the quantity of a step, a series of roundings.

use crate::amount::Amount;
use crate::engine::ask;
use crate::expected::{compare, same};
use crate::given::{Outcome, amount, count, known, list, text, yes};
use remise::allocate::magento::joined;
use remise::discount::whole_steps;
use remise::rounding::{Carry, Profile, Rounding, START};
use serde_json::{Value, json};

/// A line with what it lost before, and the calculator's coupon; each figure is one of Magento's prices.
pub fn calculator(case: &Value) -> Outcome {
    let given = &case["given"];
    known(given, "given", &["calculator", "qty", "item"])?;
    let item = &given["item"];
    let keys = [
        "already_discounted",
        "base_already_discounted",
        "discount_percent",
        "price",
        "base_price",
        "original_price",
        "base_original_price",
    ];
    known(item, "item", &keys)?;
    list(&case["steps"]).iter().try_for_each(|step| match text(&step["expect"], "expect")? {
        "discount" => step["values"].as_object().into_iter().flatten().try_for_each(|(figure, wanted)| {
            let (price, before) = match figure.as_str() {
                "amount" => (&item["price"], &item["already_discounted"]),
                "base_amount" => (&item["base_price"], &item["base_already_discounted"]),
                "original_amount" => (&item["original_price"], &item["already_discounted"]),
                "base_original_amount" => (&item["base_original_price"], &item["base_already_discounted"]),
                other => return Err(format!("figure `{other}` is not known")),
            };
            // Magento's fixed amounts have no such figures.
            let has_figure = given["calculator"]["type"] != "by_fixed" || !figure.contains("original");
            let discount = if has_figure { taken(given, price, before)? } else { Amount(0) };
            compare(step, figure, discount, wanted)
        }),
        "item_discount_percent" => {
            let before = json!({ "kind": "percent", "value": amount(&item["discount_percent"], "percent")?.json() });
            let answer = combined(given, &item["price"], &before)?;
            compare(step, "percent", Amount::of(&answer["lines"][0]["percent"]), &step["value"])
        }
        other => Err(format!("check `{other}` is not known")),
    })
}

/// What the calculator's coupon takes off a line of this price that has lost something before.
fn taken(given: &Value, price: &Value, before: &Value) -> Outcome<Amount> {
    let before = amount(before, "already discounted")?;
    let answer = combined(given, price, &json!({ "kind": "amount", "value": before.json() }))?;
    let share = list(&answer["coupons"]).iter().find(|coupon| coupon["code"] == "RULE");
    let share = share.ok_or("the rule is missing")?;
    Ok(Amount::from_minor(share["discountMinor"].as_i64().unwrap_or(0)))
}

fn combined(given: &Value, price: &Value, before: &Value) -> Outcome<Value> {
    let calculator = &given["calculator"];
    known(calculator, "calculator", &["type", "amount", "discount_qty", "discount_step"])?;
    let value = amount(&calculator["amount"], "amount")?;
    let mut discount = match text(&calculator["type"], "type")? {
        "by_percent" => json!({ "kind": "percent", "value": value.json() }),
        "to_percent" => json!({ "kind": "percent", "value": Amount::parse("100").minus(value).json() }),
        "by_fixed" => json!({ "kind": "amount", "value": value.json(), "per": "unit" }),
        "to_fixed" => json!({ "kind": "price", "value": value.json(), "per": "unit" }),
        "cart_fixed" => json!({ "kind": "amount", "value": value.json() }),
        "buy_x_get_y" => {
            let buy = json!({ "units": count(&calculator["discount_step"], "discount_step")? });
            json!({ "kind": "percent", "value": 100, "buy": buy, "units": count(&calculator["amount"], "amount")? })
        }
        other => return Err(format!("calculator `{other}` is not known")),
    };
    discount["byLine"] = json!(true);
    let offer = |code: &str, priority: u32, discount: &Value| {
        let stacking = json!({ "priority": priority });
        json!({ "coupon": { "code": code, "discounts": [discount], "stacking": stacking } })
    };
    let line = json!({
        "id": "0",
        "product": "item",
        "quantity": count(&given["qty"], "qty")?,
        "unitPrice": amount(price, "price")?.json(),
    });
    Ok(ask(&json!({
        "verb": "combine",
        "offers": [offer("BEFORE", 1, before), offer("RULE", 2, &discount)],
        "cart": { "currency": "USD", "lines": [line], "rounding": { "profile": "magento" } },
        "clock": { "nowMs": 1_732_190_400_000i64, "utcOffsetMinutes": 0 },
    })))
}

/// How many units a rule with a step discounts; the engine knows whole units only.
pub fn quantity_step(case: &Value) -> Outcome {
    let given = &case["given"];
    known(given, "given", &["discount_step", "qty"])?;
    let whole = given["qty"].to_string().trim_matches('"').split('.').next().unwrap_or_default().to_owned();
    let units = whole.parse::<u32>().map_err(|_| format!("qty {whole} is no number"))?;
    let step = count(&given["discount_step"], "discount_step")? as u32;
    let fixed = whole_steps(units, (step > 0).then_some(step));
    list(&case["steps"]).iter().try_for_each(|check| {
        same("check", check["expect"].as_str(), Some("qty"))?;
        compare(check, "qty", Amount::parse(&fixed.to_string()), &check["value"])
    })
}

/// 10⁻¹⁸ in a working unit of a currency with two decimals.
fn unit() -> i128 {
    10i128.pow(18) / 100 / i128::from(scale())
}

fn scale() -> i64 {
    Rounding { profile: Profile::Magento, ..Rounding::default() }.scale()
}

fn working(value: &Value) -> Outcome<i64> {
    i64::try_from(amount(value, "amount")?.0 / unit()).map_err(|_| format!("{value} is too large"))
}

/// A series of amounts, each rounded with what those of its key before it were rounded by.
pub fn rounding(case: &Value) -> Outcome {
    let given = &case["given"];
    known(given, "given", &["series", "reset", "reset_between", "keys", "reset_all_then_repeat"])?;
    let resets = yes(&given["reset_between"], "reset_between")? || yes(&given["reset"], "reset")?;
    let rounds = if yes(&given["reset_all_then_repeat"], "reset_all_then_repeat")? { 2 } else { 1 };
    for step in list(&case["steps"]) {
        same("check", step["expect"].as_str(), Some("rounded_series"))?;
        for _ in 0..rounds {
            let mut carries: Vec<(Value, Carry)> = Vec::new();
            let wanted = list(&step["values"]);
            same("roundings", list(&given["series"]).len(), wanted.len())?;
            for (position, (exact, wanted)) in list(&given["series"]).iter().zip(wanted).enumerate() {
                let key = &given["keys"][position];
                if resets {
                    carries.clear();
                }
                if !carries.iter().any(|(known, _)| known == key) {
                    carries.push((key.clone(), Carry::starting(START)));
                }
                let carry = carries.iter_mut().find(|(known, _)| known == key).ok_or("no series")?;
                let rounded = carry.1.round(working(exact)?, scale());
                compare(step, "rounding", Amount(i128::from(rounded) * unit()), wanted)?;
            }
        }
    }
    Ok(())
}

/// What a line has lost when a discount joins what it lost before.
pub fn cap(case: &Value) -> Outcome {
    let given = &case["given"];
    known(given, "given", &["qty", "item", "candidate"])?;
    let (item, candidate) = (&given["item"], &given["candidate"]);
    known(item, "item", &["already_discounted", "base_already_discounted", "price", "base_price"])?;
    let quantity = count(&given["qty"], "qty")? as i64;
    for step in list(&case["steps"]) {
        same("check", step["expect"].as_str(), Some("item_discount_after"))?;
        for (figure, wanted) in step["values"].as_object().into_iter().flatten() {
            let prefix = match figure.as_str() {
                "amount" => "",
                "base_amount" => "base_",
                other => return Err(format!("figure `{other}` is not known")),
            };
            let cost = working(&item[format!("{prefix}price")])? * quantity;
            let before = working(&item[format!("{prefix}already_discounted")])?;
            let after = joined(before, working(&candidate[figure])?, cost);
            compare(step, figure, Amount(i128::from(after) * unit()), wanted)?;
        }
    }
    Ok(())
}
