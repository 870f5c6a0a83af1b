//! A cart while a case goes on.

use super::call::{self, Offered};
use super::{checks, rule};
use crate::given::{Outcome, count, known, list, text};
use crate::rules::reason;
use crate::seen::Seen;
use serde_json::{Value, json};

const GIVEN: [&str; 9] = [
    "lines",
    "rules",
    "config",
    "tax",
    "destination",
    "shipping_methods",
    "split_orders",
    "shipping_per_order",
    "notes",
];

/// A cart, its rules, and the code that is entered.
pub struct Shop {
    pub given: Value,
    entered: Option<String>,
    /// Who buys; nobody that is known at first.
    customer: Option<String>,
    /// Each use of a rule: its ref, and by whom.
    used: Vec<(String, Option<String>)>,
    /// Whether a carrier is chosen; from the start in a case that never chooses one.
    pub ships: bool,
}

pub fn run(case: &Value) -> Outcome {
    known(&case["given"], "given", &GIVEN)?;
    let steps = list(&case["steps"]);
    let chooses = steps.iter().any(|step| step["op"] == "select_shipping");
    let mut shop =
        Shop { given: case["given"].clone(), entered: None, customer: None, used: Vec::new(), ships: !chooses };
    steps.iter().try_for_each(|step| shop.step(step))
}

impl Shop {
    fn step(&mut self, step: &Value) -> Outcome {
        if step["expect"].is_string() {
            return checks::check(self, step);
        }
        match text(&step["op"], "op")? {
            "apply" => self.apply(step),
            "remove_coupon" => {
                self.entered = None;
                Ok(())
            }
            "add" => self.add(step),
            "set_qty" => {
                let wanted = count(&step["qty"], "qty")?;
                self.line_mut(&step["sku"])?["qty"] = json!(wanted);
                Ok(())
            }
            "remove_line" => {
                let lines = self.given["lines"].as_array_mut().ok_or("there are no lines")?;
                lines.retain(|line| line["sku"] != step["sku"] && line["parent"] != step["sku"]);
                Ok(())
            }
            "define" => {
                let (what, object) = (text(&step["what"], "what")?, step["object"].clone());
                let into = match what {
                    "rule" => "rules",
                    "line" => "lines",
                    other => return Err(format!("`{other}` cannot be defined")),
                };
                self.given[into].as_array_mut().ok_or("there is no list")?.push(object);
                Ok(())
            }
            "patch_rule" => self.patch_rule(step),
            "set_config" => {
                self.given["config"][text(&step["key"], "key")?] = step["value"].clone();
                Ok(())
            }
            "select_shipping" | "estimate_shipping" => {
                self.ships = true;
                Ok(())
            }
            "select_address" if step["address"].is_object() => {
                self.given["destination"] = step["address"].clone();
                Ok(())
            }
            "place_order" => self.place_order(),
            "login" | "assign_customer" => {
                self.customer = Some(text(&step["customer"], "customer")?.to_owned());
                Ok(())
            }
            "set_guest_email" => {
                self.customer = None;
                Ok(())
            }
            "new_cart" => {
                self.entered = None;
                Ok(())
            }
            "recalculate" | "run_usage_queue" => Ok(()),
            other => Err(format!("op `{other}` is not known")),
        }
    }

    fn line_mut(&mut self, sku: &Value) -> Outcome<&mut Value> {
        let lines = self.given["lines"].as_array_mut().ok_or("there are no lines")?;
        lines.iter_mut().find(|line| line["sku"] == *sku).ok_or_else(|| format!("there is no line {sku}"))
    }

    fn add(&mut self, step: &Value) -> Outcome {
        known(step, "add", &["op", "sku", "qty", "line", "note"])?;
        let more = if step["qty"].is_null() { 1 } else { count(&step["qty"], "qty")? };
        let line = self.line_mut(&step["sku"])?;
        line["qty"] = json!(count(&line["qty"], "qty")? + more);
        Ok(())
    }

    fn patch_rule(&mut self, step: &Value) -> Outcome {
        let rules = self.given["rules"].as_array_mut().ok_or("there are no rules")?;
        let rule = rules.iter_mut().find(|rule| rule["ref"] == step["ref"]).ok_or("there is no such rule")?;
        let patch = step["patch"].as_object().ok_or("there is no patch")?;
        patch.iter().for_each(|(key, value)| rule[key] = value.clone());
        Ok(())
    }

    /// A cart has one code: another takes its place.
    fn apply(&mut self, step: &Value) -> Outcome {
        known(step, "apply", &["op", "coupon", "line", "outcome", "reason", "note"])?;
        let outcome = step["outcome"].as_str().unwrap_or("unstated");
        let rules = list(&self.given["rules"]);
        let found = rules.iter().find(|rule| rule["ref"] == step["coupon"] || rule["code"] == step["coupon"]);
        let Some(found) = found else {
            return if outcome == "refused" { Ok(()) } else { Err(format!("there is no rule {}", step["coupon"])) };
        };
        let name = text(&found["ref"], "ref")?.to_owned();
        let before = self.entered.replace(name.clone());
        let seen = self.seen()?;
        let accepted = seen.share(&name).is_some();
        match outcome {
            "unstated" => Ok(()),
            "accepted" if accepted => Ok(()),
            "accepted" => Err(format!("`{name}` is refused: {:?}", seen.refusals(&name))),
            "refused" if accepted => Err(format!("`{name}` is accepted")),
            "refused" => {
                self.entered = before;
                reason(&step["reason"], &seen.refusals(&name))
            }
            other => Err(format!("outcome `{other}` is not known")),
        }
    }

    fn place_order(&mut self) -> Outcome {
        let seen = self.seen()?;
        let rules = list(&self.given["rules"]).iter().filter_map(|rule| rule["ref"].as_str());
        let applied: Vec<String> = rules.filter(|name| seen.share(name).is_some()).map(str::to_owned).collect();
        self.used.extend(applied.into_iter().map(|name| (name, self.customer.clone())));
        Ok(())
    }

    /// What the engine says of the cart as it is.
    pub fn seen(&self) -> Outcome<Seen> {
        call::seen(&self.given, &self.offered(), self.ships)
    }

    /// The rules that are looked at: the automatic ones, and that of the code.
    fn offered(&self) -> Vec<Offered<'_>> {
        let of = |rule: &Value| {
            let name = rule["ref"].as_str().unwrap_or_default().to_owned();
            self.used.iter().filter(move |(used, _)| *used == name)
        };
        // A guest has no uses of their own.
        let by = |rule: &Value| of(rule).filter(|(_, by)| by.is_some() && *by == self.customer).count();
        let is_active = |rule: &&Value| rule["active"].as_bool().unwrap_or(true);
        let is_offered = |rule: &&Value| rule::is_automatic(rule) || self.entered.as_deref() == rule["ref"].as_str();
        let rules = list(&self.given["rules"]).iter().filter(is_active).filter(is_offered);
        rules.map(|rule| Offered { rule, used: of(rule).count(), used_by_buyer: by(rule) }).collect()
    }
}
