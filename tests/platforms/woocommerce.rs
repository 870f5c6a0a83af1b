//! WooCommerce's cases: carts whose coupons come in the order in which they are entered, and the order in which lines are
//! discounted.

mod rule;

use crate::engine::ask;
use crate::expected::{compare, same};
use crate::given::{DAY, Outcome, amount, count, instant, known, list, text, yes};
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
    /// Who buys: an account or an address; nobody that is known at first.
    buyer: Option<String>,
    /// By order: who bought, and the refs that it used.
    orders: Vec<(Option<String>, Vec<String>)>,
    now: i64,
}

fn cart(case: &Value) -> Outcome {
    let keys = [
        "lines",
        "rules",
        "prices_include_tax",
        "tax_rate_percent",
        "sequential_discounts",
        "shipping_methods",
        "customers",
        "config",
    ];
    let given = &case["given"];
    known(given, "given", &keys)?;
    let rules = list(&given["rules"]).to_vec();
    let entered = Vec::new();
    let mut shop = Shop { given: given.clone(), rules, entered, buyer: None, orders: Vec::new(), now: CLOCK };
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
            "add" => {
                let more = if step["qty"].is_null() { 1 } else { count(&step["qty"], "qty")? };
                let line = self.line_mut(&step["sku"])?;
                line["qty"] = json!(count(&line["qty"], "qty")? + more);
                Ok(())
            }
            "set_qty" => {
                let wanted = count(&step["qty"], "qty")?;
                self.line_mut(&step["sku"])?["qty"] = json!(wanted);
                Ok(())
            }
            "remove_line" => {
                let lines = self.given["lines"].as_array_mut().ok_or("there are no lines")?;
                lines.retain(|line| line["sku"] != step["sku"]);
                Ok(())
            }
            "define" if step["what"] == "rule" => {
                self.rules.push(step["object"].clone());
                Ok(())
            }
            "patch_rule" => {
                let name = if step["ref"].is_null() { &step["coupon"] } else { &step["ref"] };
                let name = self.named(name)?;
                let rule = self.rules.iter_mut().find(|rule| rule["ref"] == *name).ok_or("there is no such rule")?;
                for (key, value) in step["patch"].as_object().into_iter().flatten() {
                    rule[key] = value.clone();
                }
                Ok(())
            }
            "new_cart" => {
                self.entered.clear();
                Ok(())
            }
            "login" | "assign_customer" | "set_guest_email" => {
                let buyer = if step["op"] == "set_guest_email" { &step["email"] } else { &step["customer"] };
                self.buyer = Some(text(buyer, "buyer")?.to_owned());
                Ok(())
            }
            "place_order" => {
                let seen = self.seen()?;
                let used = self.entered.iter().filter(|name| seen.share(name).is_some()).cloned().collect();
                self.orders.push((self.buyer.clone(), used));
                Ok(())
            }
            // Its uses are given back (`wc_update_coupon_usage_counts`).
            "cancel_last_order" => self.orders.pop().map(|_| ()).ok_or_else(|| "there is no order".to_owned()),
            "select_shipping" | "estimate_shipping" => Ok(()),
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
        self.come_to(&name, step["reason"] == "expired")?;
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

    /// To a moment inside the coupon's window, or behind it.
    fn come_to(&mut self, name: &str, expired: bool) -> Outcome {
        let rule = self.rules.iter().find(|rule| rule["ref"] == *name).ok_or("a rule is missing")?;
        let date = |key: &str| rule[key].as_str().map(instant).transpose();
        if let Some(to) = date("valid_to")?
            && (expired || self.now >= to)
        {
            self.now = if expired { to + 2 * DAY } else { to - 1_000 };
        }
        if let Some(from) = date("valid_from")?.filter(|from| self.now < *from) {
            self.now = from + 1_000;
        }
        Ok(())
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
            let mut coupon = rule::coupon(rule, position, CLOCK)?;
            if rule["active"] == Value::Bool(false) {
                coupon["active"] = json!(false);
            }
            let uses = || self.orders.iter().filter(|(_, used)| used.contains(name));
            let own = uses().filter(|(buyer, _)| *buyer == self.buyer).count();
            let uses = uses().count();
            codes.push((name.clone(), text(&coupon["code"], "code")?.to_owned()));
            offers.push(json!({ "coupon": coupon, "usage": { "redeemed": uses, "redeemedByBuyer": own } }));
        }
        let (cart, lines) = engine_cart(&self.given)?;
        let clock = json!({ "nowMs": self.now, "utcOffsetMinutes": 0 });
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
