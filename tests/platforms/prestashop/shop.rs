//! What a shop holds: its tables, its configuration, and what happened in it.

use super::basket::Basket;
use super::demo;
use super::orders::Order;
use crate::amount::Amount;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tables of a case, and the keys of their rows.
const TABLES: &[(&str, &[&str])] = &[
    (
        "products",
        &[
            "sku",
            "name",
            "ref",
            "price",
            "price_tax",
            "stock",
            "out_of_stock",
            "virtual",
            "categories",
            "variants",
            "tax_group",
            "ecotax",
            "promotion",
            "inherited",
            "from_shop_fixtures",
            "manufacturer",
            "supplier",
            "suppliers",
            "features",
            "active",
        ],
    ),
    (
        "rules",
        &[
            "ref",
            "code",
            "kind",
            "priority",
            "active",
            "exclude_promoted",
            "total_quantity",
            "quantity_per_user",
            "valid_from",
            "valid_to",
            "valid_from_relative",
            "valid_to_relative",
            "never_expires",
            "compatible_types",
            "partial_use",
            "benefit",
            "target",
            "conditions",
            "inherited",
        ],
    ),
    ("currencies", &["ref", "iso", "rate"]),
    ("carriers", &["ref", "zones", "ranges"]),
    ("countries", &["ref", "iso", "zone"]),
    ("states", &["ref", "country", "zone"]),
    ("addresses", &["ref", "customer", "country_iso", "country", "state"]),
    ("customers", &["ref", "from_shop_fixtures", "groups"]),
    ("taxes", &["ref", "rate_percent"]),
    ("tax_groups", &["ref", "country", "state", "tax"]),
    ("catalog_price_rules", &["ref", "type", "value", "from_qty", "set_price"]),
];

/// What else a case may set up.
const SETTINGS: &[&str] = &[
    "default_currency",
    "cart_currency",
    "shipping",
    "rounding",
    "config",
    "handling_fee",
    "ecotax_tax_group",
    "engine",
    "clock_rule",
];

pub(super) struct Shop {
    pub(super) given: Value,
    tables: BTreeMap<&'static str, Vec<Value>>,
    config: BTreeMap<String, String>,
    pub(super) handling_fee: Amount,
    pub(super) baskets: Vec<Basket>,
    pub(super) orders: Vec<Order>,
    /// What is left of vouchers, by customer.
    pub(super) left_over: Vec<(String, Amount)>,
}

impl Shop {
    pub(super) fn of(given: &Value) -> Result<Shop, String> {
        let handling_fee = given.get("handling_fee").map_or(Amount::parse(demo::HANDLING_FEE), Amount::of);
        let mut shop = Shop {
            given: given.clone(),
            tables: BTreeMap::new(),
            config: BTreeMap::new(),
            handling_fee,
            baskets: vec![Basket::default()],
            orders: Vec::new(),
            left_over: Vec::new(),
        };
        for (name, price) in demo::PRODUCTS {
            shop.define("products", &json!({"sku": name, "price": price, "price_tax": "excl"}))?;
        }
        for (key, value) in given.as_object().unwrap() {
            match value.as_array() {
                Some(rows) => rows.iter().try_for_each(|row| shop.define(key, row))?,
                None if SETTINGS.contains(&&**key) => {}
                None => return Err(format!("unknown setting `{key}`")),
            }
        }
        for (key, value) in given["config"].as_object().into_iter().flatten() {
            shop.set_config(key, value);
        }
        Ok(shop)
    }

    pub(super) fn define(&mut self, table: &str, row: &Value) -> Result<(), String> {
        let Some((table, keys)) = TABLES.iter().find(|(name, _)| *name == table) else {
            return Err(format!("unknown table `{table}`"));
        };
        known(row, keys)?;
        let mut row = row.clone();
        let of_demo = demo::PRODUCTS.iter().find(|(name, _)| row["sku"] == *name || row["name"] == *name);
        if let Some((_, price)) = of_demo.filter(|_| *table == "products" && row["price"].is_null()) {
            row["price"] = json!(price);
        }
        self.tables.entry(table).or_default().push(row);
        Ok(())
    }

    pub(super) fn patch(&mut self, table: &str, position: usize, patch: &Value) -> Result<(), String> {
        let keys = TABLES.iter().find(|(name, _)| *name == table).unwrap().1;
        known(patch, keys)?;
        let row = &mut self.tables.get_mut(table).unwrap()[position];
        for (key, value) in patch.as_object().unwrap() {
            row[key] = value.clone();
        }
        Ok(())
    }

    pub(super) fn table(&self, table: &str) -> &[Value] {
        self.tables.get(table).map_or(&[], |rows| rows)
    }

    pub(super) fn rules(&self) -> &[Value] {
        self.table("rules")
    }

    /// The row that goes by this name; of several the last, as a name is given anew.
    pub(super) fn find(&self, table: &str, names: &[&str], name: &str) -> Option<usize> {
        self.table(table).iter().rposition(|row| names.iter().any(|key| row[key] == name))
    }

    pub(super) fn row(&self, table: &str, name: &str) -> Option<&Value> {
        self.find(table, &["ref", "iso"], name).map(|position| &self.table(table)[position])
    }

    pub(super) fn product(&self, name: &str) -> Result<usize, String> {
        self.find("products", &["sku", "name", "ref"], name).ok_or_else(|| format!("no product `{name}`"))
    }

    pub(super) fn variant(&self, product: usize, name: &Value) -> Result<Option<usize>, String> {
        let variants = self.table("products")[product]["variants"].as_array();
        match name {
            // A product with variants that is named without one is bought in its first.
            Value::Null => Ok(variants.and_then(|variants| (!variants.is_empty()).then_some(0))),
            _ => {
                let found = variants.and_then(|variants| variants.iter().position(|variant| variant["ref"] == *name));
                found.map(Some).ok_or_else(|| format!("no variant {name}"))
            }
        }
    }

    /// A rule by its name or its code.
    pub(super) fn rule(&self, name: &str) -> Option<usize> {
        self.find("rules", &["ref"], name).or_else(|| self.find("rules", &["code"], name))
    }

    pub(super) fn set_config(&mut self, key: &str, value: &Value) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.config.insert(key.to_owned(), text);
    }

    pub(super) fn config(&self, key: &str) -> Option<&str> {
        self.config.get(key).map(|value| &**value)
    }

    /// Whether vouchers work at all; they do once one exists.
    pub(super) fn has_vouchers(&self) -> bool {
        self.config("PS_CART_RULE_FEATURE_ACTIVE") != Some("0")
    }

    pub(super) fn engine(&self) -> &str {
        self.given["engine"].as_str().unwrap_or("")
    }

    /// 9.1's discounts by type: which go together is told by each.
    pub(super) fn has_types(&self) -> bool {
        self.engine() == "discount_types"
    }

    /// The first snapshots of 9.1's discounts take no second one.
    pub(super) fn takes_one_rule(&self) -> bool {
        !self.has_types() && self.config("feature_flag_discount") == Some("1")
    }

    pub(super) fn takes_one_code(&self) -> bool {
        self.engine() == "single_code_default" && self.config("PS_CART_RULE_ALLOW_MULTIPLE_CODES") != Some("1")
    }

    /// ISO code of the currency that prices are kept in.
    pub(super) fn default_currency(&self) -> &str {
        let named = self.given["default_currency"].as_str().and_then(|name| self.row("currencies", name));
        let row = named.or_else(|| self.table("currencies").first());
        row.and_then(|row| row["iso"].as_str()).unwrap_or("USD")
    }

    /// The currency that a rule or a cart names; the default one when it names none.
    pub(super) fn currency(&self, name: &Value) -> Result<&str, String> {
        match name.as_str() {
            None => Ok(self.default_currency()),
            Some(name) => match self.row("currencies", name) {
                Some(row) => Ok(row["iso"].as_str().unwrap()),
                None if name.eq_ignore_ascii_case(self.default_currency()) => Ok(self.default_currency()),
                None => Err(format!("no currency `{name}`")),
            },
        }
    }

    pub(super) fn cart_currency(&self) -> Result<&str, String> {
        self.currency(&self.given["cart_currency"])
    }

    /// Units of a currency in one of the default currency, which counts as 1 whatever its figure.
    pub(super) fn rate(&self, iso: &str) -> Amount {
        let row = self.row("currencies", iso).filter(|_| iso != self.default_currency());
        row.map_or(Amount::parse("1"), |row| Amount::of(&row["rate"]))
    }

    pub(super) fn converted(&self, amount: Amount, from: &str, to: &str) -> Amount {
        amount.scaled(self.rate(to), self.rate(from))
    }
}

/// That an object has no other keys.
pub(super) fn known(object: &Value, keys: &[&str]) -> Result<(), String> {
    let Some(fields) = object.as_object() else { return Err(format!("{object} is no object")) };
    match fields.keys().find(|key| !keys.contains(&&***key) && *key != "note") {
        Some(key) => Err(format!("unknown key `{key}`")),
        None => Ok(()),
    }
}
