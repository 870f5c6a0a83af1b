//! WooCommerce's cases: carts whose coupons come in the order in which they are entered, and the order in which lines are
//! discounted.

mod rule;

use crate::engine::ask;
use crate::expected::{compare, same};
use crate::given::{Outcome, amount, count, known, list, text, yes};
use crate::report::{Source, hold};
use crate::rules::reason;
use crate::seen::{Seen, Told};
use serde_json::{Value, json};

const SOURCE: Source = Source { files: &["woocommerce.json"], committed: 24, percent: 95, known: &[] };

/// A Thursday of November 2024.
const CLOCK: i64 = 1_732_190_400_000;

#[test]
fn cases_of_woocommerce_are_met() {
    hold(&SOURCE, run);
}

fn run(case: &Value) -> Outcome {
    match text(&case["kind"], "kind")? {
        "cart" => cart(case),
        "line_order" => line_order(case),
        other => Err(format!("kind `{other}` is not known")),
    }
}

/// A cart while a case goes on.
struct Shop {
    given: Value,
    rules: Vec<Value>,
    /// Refs in the order in which they were entered.
    entered: Vec<String>,
    /// By ref: orders that used it.
    used: Vec<(String, u64)>,
}

fn cart(case: &Value) -> Outcome {
    let keys = ["lines", "rules", "prices_include_tax", "tax_rate_percent", "sequential_discounts", "shipping_methods"];
    let given = &case["given"];
    known(given, "given", &keys)?;
    let rules = list(&given["rules"]).to_vec();
    let mut shop = Shop { given: given.clone(), rules, entered: Vec::new(), used: Vec::new() };
    list(&case["steps"]).iter().try_for_each(|step| shop.step(step))
}

impl Shop {
    fn step(&mut self, step: &Value) -> Outcome {
        if step["expect"].is_string() {
            return self.check(step);
        }
        match text(&step["op"], "op")? {
            "apply" => self.apply(step),
            "remove_coupon" => {
                let name = self.named(&step["coupon"])?;
                self.entered.retain(|entered| *entered != name);
                Ok(())
            }
            "set_qty" => {
                let wanted = count(&step["qty"], "qty")?;
                self.line_mut(&step["sku"])?["qty"] = json!(wanted);
                Ok(())
            }
            "place_order" => {
                let seen = self.seen()?;
                for name in self.entered.iter().filter(|name| seen.share(name).is_some()) {
                    match self.used.iter_mut().find(|(known, _)| known == name) {
                        Some((_, uses)) => *uses += 1,
                        None => self.used.push((name.clone(), 1)),
                    }
                }
                Ok(())
            }
            "recalculate" => Ok(()),
            other => Err(format!("op `{other}` is not known")),
        }
    }

    fn line_mut(&mut self, sku: &Value) -> Outcome<&mut Value> {
        let lines = self.given["lines"].as_array_mut().into_iter().flatten();
        lines.into_iter().find(|line| line["sku"] == *sku).ok_or_else(|| format!("there is no line {sku}"))
    }

    fn named(&self, name: &Value) -> Outcome<String> {
        let rule = self.rules.iter().find(|rule| rule["ref"] == *name || rule["code"] == *name);
        Ok(text(&rule.ok_or_else(|| format!("there is no coupon {name}"))?["ref"], "ref")?.to_owned())
    }

    fn apply(&mut self, step: &Value) -> Outcome {
        known(step, "apply", &["op", "coupon", "line", "outcome", "reason", "note"])?;
        let outcome = step["outcome"].as_str().unwrap_or("unstated");
        let name = match self.named(&step["coupon"]) {
            Ok(name) => name,
            Err(_) if outcome == "refused" => return Ok(()),
            Err(why) => return Err(why),
        };
        if self.entered.contains(&name) {
            return same("outcome", "refused", if outcome == "unstated" { "refused" } else { outcome });
        }
        self.entered.push(name.clone());
        let seen = self.seen()?;
        let accepted = seen.share(&name).is_some();
        if !accepted {
            self.entered.retain(|entered| *entered != name);
        }
        let refused = seen.refusals(&name);
        match outcome {
            "accepted" if !accepted => Err(format!("`{name}` is refused: {refused:?}")),
            "refused" if accepted => Err(format!("`{name}` is accepted")),
            "accepted" | "unstated" => Ok(()),
            "refused" => reason(&step["reason"], &refused),
            other => Err(format!("outcome `{other}` is not known")),
        }
    }

    fn check(&self, step: &Value) -> Outcome {
        let seen = self.seen()?;
        if let Some(outcome) = seen.check(step) {
            return outcome;
        }
        let path = match (text(&step["expect"], "expect")?, step["tax"].as_str()) {
            ("total", None) | ("total_incl", _) | ("total", Some("incl")) => "/totalMinor",
            ("total_excl", _) | ("total", Some("excl")) => "/tax/totalNetMinor",
            ("products" | "subtotal", None) => "/subtotalMinor",
            ("tax_total", _) => "/tax/taxMinor",
            ("shipping", _) => "/shippingMinor",
            (other, _) => return Err(format!("check `{other}` is not known")),
        };
        compare(step, path, seen.minor(path)?, &step["value"])
    }

    fn seen(&self) -> Outcome<Seen> {
        let mut offers = Vec::new();
        let mut codes = Vec::new();
        for (position, name) in self.entered.iter().enumerate() {
            let rule = self.rules.iter().find(|rule| rule["ref"] == **name).ok_or("a rule is missing")?;
            let coupon = rule::coupon(rule, position)?;
            let uses = self.used.iter().find(|(known, _)| known == name).map_or(0, |(_, uses)| *uses);
            codes.push((name.clone(), text(&coupon["code"], "code")?.to_owned()));
            offers.push(json!({ "coupon": coupon, "usage": { "redeemed": uses, "redeemedByBuyer": uses } }));
        }
        let (cart, lines) = engine_cart(&self.given)?;
        let clock = json!({ "nowMs": CLOCK, "utcOffsetMinutes": 0 });
        let answer = ask(&json!({ "verb": "combine", "offers": offers, "cart": cart, "clock": clock }));
        Ok(Seen { answer, lines, codes })
    }
}

/// The cart as the engine is told it.
fn engine_cart(given: &Value) -> Outcome<(Value, Vec<Told>)> {
    let mut lines = Vec::new();
    let mut told = Vec::new();
    for (position, line) in list(&given["lines"]).iter().enumerate() {
        let keys = ["sku", "price", "qty", "taxable", "on_sale", "regular_price", "categories", "virtual", "tax_class"];
        known(line, "line", &keys)?;
        let (sku, quantity) = (text(&line["sku"], "sku")?, count(&line["qty"], "qty")?);
        let mut engine_line = json!({
            "id": position.to_string(),
            "product": sku,
            "quantity": quantity,
            "unitPrice": amount(&line["price"], "price")?.json(),
            "categories": list(&line["categories"]),
            "onPromotion": yes(&line["on_sale"], "on_sale")?,
        });
        if !given["tax_rate_percent"].is_null() && line["taxable"].as_bool().unwrap_or(true) {
            engine_line["taxPercent"] = amount(&given["tax_rate_percent"], "tax rate")?.json();
        }
        lines.push(engine_line);
        told.push(Told { sku: sku.to_owned(), quantity, is_part: false });
    }
    let sequential = yes(&given["sequential_discounts"], "sequential_discounts")?;
    let mut cart = json!({
        "currency": "EUR",
        "lines": lines,
        "pricesIncludeTax": yes(&given["prices_include_tax"], "prices_include_tax")?,
        "rounding": { "profile": "woocommerce", "sequential": sequential },
    });
    if let Some(method) = list(&given["shipping_methods"]).first() {
        known(method, "shipping method", &["ref", "price"])?;
        cart["shipping"] = amount(&method["price"], "price")?.json();
    }
    Ok((cart, told))
}

/// Which line gets a discount of one cent; and without it, which of the others.
fn line_order(case: &Value) -> Outcome {
    let given = &case["given"];
    known(given, "given", &["lines"])?;
    for step in list(&case["steps"]) {
        same("check", step["expect"].as_str(), Some("line_order"))?;
        let mut left = list(&given["lines"]).to_vec();
        let mut order = Vec::new();
        while !left.is_empty() {
            let (cart, _) = engine_cart(&json!({ "lines": left }))?;
            let coupon = json!({ "code": "CENT", "value": 0.01, "accumulateWithPromotion": true });
            let clock = json!({ "nowMs": CLOCK, "utcOffsetMinutes": 0 });
            let answer = ask(&json!({ "verb": "evaluate", "coupon": coupon, "cart": cart, "clock": clock }));
            let discounts = list(&answer["lines"]);
            let first = discounts.iter().position(|line| line["discountMinor"] == 1).ok_or("no line gets the cent")?;
            order.push(left.remove(first)["sku"].clone());
        }
        same("order", order.as_slice(), list(&step["values"]))?;
    }
    Ok(())
}
