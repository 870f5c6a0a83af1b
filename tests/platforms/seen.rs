//! What the engine says of a cart with its coupons, and the checks that are the same for every platform.

use crate::amount::Amount;
use crate::expected::{compare, count, same};
use crate::given::{Outcome, list, text};
use serde_json::Value;

/// A line as the engine was told it.
pub struct Told {
    pub sku: String,
    pub quantity: u64,
    pub is_part: bool,
}

/// The answer to a `combine`.
pub struct Seen {
    pub answer: Value,
    pub lines: Vec<Told>,
    /// Each rule's ref and the code that it has in the call.
    pub codes: Vec<(String, String)>,
}

impl Seen {
    /// An amount of the answer: `/tax/taxMinor`.
    pub fn minor(&self, path: &str) -> Outcome<Amount> {
        let value = self.answer.pointer(path).and_then(Value::as_i64);
        value.map(Amount::from_minor).ok_or_else(|| format!("the answer has no {path}"))
    }

    /// The coupons that apply, in order.
    pub fn applied(&self) -> Vec<&Value> {
        list(&self.answer["coupons"]).iter().filter(|coupon| coupon["answer"] == "applied").collect()
    }

    /// The share of a coupon, by ref or by code.
    pub fn share(&self, name: &str) -> Option<&Value> {
        let code = self.codes.iter().find(|(known, code)| known == name || code == name).map(|(_, code)| code)?;
        self.applied().into_iter().find(|share| share["code"].as_str() == Some(code))
    }

    /// Why a coupon does not apply: the reasons' names.
    pub fn refusals(&self, name: &str) -> Vec<String> {
        let code = self.codes.iter().find(|(known, code)| known == name || code == name).map(|(_, code)| code);
        let coupons = list(&self.answer["coupons"]).iter();
        let rejected = coupons
            .filter(|coupon| coupon["answer"] == "rejected" && coupon["code"].as_str() == code.map(String::as_str));
        let reasons = rejected.flat_map(|coupon| list(&coupon["reasons"]));
        reasons.filter_map(|reason| reason["reason"].as_str().map(str::to_owned)).collect()
    }

    /// The ref of a coupon of the answer.
    fn reference(&self, code: &Value) -> &str {
        self.codes.iter().find(|(_, known)| code.as_str() == Some(known)).map_or("", |(name, _)| name)
    }

    /// What a line loses.
    pub fn line_discount(&self, line: usize) -> Amount {
        Amount::from_minor(self.answer["lines"][line]["discountMinor"].as_i64().unwrap_or(0))
    }

    /// Where a product stands.
    pub fn line(&self, sku: &str) -> Outcome<usize> {
        self.lines.iter().position(|line| line.sku == sku).ok_or_else(|| format!("there is no line `{sku}`"))
    }

    /// Holds a check that means the same everywhere; `None` of another.
    pub fn check(&self, step: &Value) -> Option<Outcome> {
        Some(match step["expect"].as_str()? {
            "discount_total" => self.amount(step, "/discountMinor"),
            "shipping_discount" => self.amount(step, "/shippingDiscountMinor"),
            "line_discounts" => self.line_discounts(step),
            "line_discount" => self.one_line_discount(step),
            "coupon_value" => self.coupon_value(step),
            "coupon_values" | "coupon_values_ordered" => self.coupon_values(step),
            "coupon_in_cart" => self.coupon_in_cart(step),
            "coupon_codes" | "applied_rules" => self.coupon_codes(step),
            "coupon_count" | "applied_rule_count" => count("coupons", self.applied().len(), &step["value"]),
            "applied_rules_per_line" => self.rules_per_line(step),
            "line_count" => count("lines", self.whole_lines().count(), &step["value"]),
            "unit_count" => {
                let units: u64 = self.whole_lines().map(|line| line.quantity).sum();
                count("units", units as usize, &step["value"])
            }
            "contains" => {
                let wanted = step["value"].as_bool().unwrap_or(true);
                let sku = step["sku"].as_str().unwrap_or_default();
                same("contains", self.lines.iter().any(|line| line.sku == sku), wanted)
            }
            _ => return None,
        })
    }

    fn whole_lines(&self) -> impl Iterator<Item = &Told> {
        self.lines.iter().filter(|line| !line.is_part)
    }

    fn amount(&self, step: &Value, path: &str) -> Outcome {
        compare(step, path, self.minor(path)?, &step["value"])
    }

    fn line_discounts(&self, step: &Value) -> Outcome {
        if let Some(by_sku) = step["values"].as_object() {
            return by_sku.iter().try_for_each(|(sku, wanted)| {
                compare(step, &format!("discount of {sku}"), self.line_discount(self.line(sku)?), wanted)
            });
        }
        let wanted = list(&step["values"]);
        same("lines with discounts", self.lines.len(), wanted.len())?;
        let mut lines = wanted.iter().enumerate();
        lines.try_for_each(|(line, wanted)| {
            compare(step, &format!("discount of line {line}"), self.line_discount(line), wanted)
        })
    }

    fn one_line_discount(&self, step: &Value) -> Outcome {
        let sku = text(&step["sku"], "sku")?;
        compare(step, &format!("discount of {sku}"), self.line_discount(self.line(sku)?), &step["value"])
    }

    fn coupon_value(&self, step: &Value) -> Outcome {
        let name = text(&step["coupon"], "coupon")?;
        let share = self.share(name).ok_or_else(|| format!("`{name}` does not apply"))?;
        let given = Amount::from_minor(share["discountMinor"].as_i64().unwrap_or(0));
        compare(step, &format!("value of `{name}`"), given, &step["value"])
    }

    fn coupon_values(&self, step: &Value) -> Outcome {
        let value = |share: &Value| Amount::from_minor(share["discountMinor"].as_i64().unwrap_or(0));
        if let Some(by_name) = step["values"].as_object() {
            return by_name.iter().try_for_each(|(name, wanted)| {
                let given = self.share(name).map_or(Amount(0), value);
                compare(step, &format!("value of `{name}`"), given, wanted)
            });
        }
        let wanted = list(&step["values"]);
        let applied = self.applied();
        same("coupons with values", applied.len(), wanted.len())?;
        applied
            .iter()
            .zip(wanted)
            .try_for_each(|(share, wanted)| compare(step, &format!("value of {}", share["code"]), value(share), wanted))
    }

    fn coupon_in_cart(&self, step: &Value) -> Outcome {
        let name = text(&step["coupon"], "coupon")?;
        same(name, self.share(name).is_some(), step["value"].as_bool().unwrap_or(true))
    }

    fn coupon_codes(&self, step: &Value) -> Outcome {
        let wanted = if step["values"].is_null() { &step["value"] } else { &step["values"] };
        let wanted: Vec<&Value> = list(wanted).iter().collect();
        let is = |share: &Value, wanted: &Value| share["code"] == *wanted || *wanted == self.reference(&share["code"]);
        let applied = self.applied();
        let met =
            applied.len() == wanted.len() && applied.iter().all(|share| wanted.iter().any(|name| is(share, name)));
        if met { Ok(()) } else { Err(format!("coupons {applied:?}, not {wanted:?}")) }
    }

    /// Refs or codes of the coupons that take something off each line, or how many they are.
    fn rules_per_line(&self, step: &Value) -> Outcome {
        let at = |line: usize| -> Vec<&str> {
            let takes = |share: &&&Value| share["lines"][line]["discountMinor"].as_i64().unwrap_or(0) > 0;
            self.applied().iter().filter(takes).map(|share| self.reference(&share["code"])).collect()
        };
        let one = |line: usize, wanted: &Value| match wanted {
            Value::Array(names) => {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                same(&format!("rules of line {line}"), at(line), names)
            }
            other => count(&format!("rules of line {line}"), at(line).len(), other),
        };
        match &step["values"] {
            Value::Object(by_sku) => by_sku.iter().try_for_each(|(sku, wanted)| one(self.line(sku)?, wanted)),
            Value::Array(lines) => lines.iter().enumerate().try_for_each(|(line, wanted)| one(line, wanted)),
            other => Err(format!("rules per line are not known as {other}")),
        }
    }
}
