//! Coupons and carts of every shape, as JSON. Few products, categories and prices, so that rules meet lines.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// A number with so many decimals, as JSON writes it.
pub(crate) fn decimal(units: i64, decimals: u32) -> Value {
    let power = 10i64.pow(decimals);
    let text = format!("{}.{:0width$}", units / power, units % power, width = decimals as usize);
    serde_json::from_str(if decimals == 0 { text.trim_end_matches(".0") } else { &text }).unwrap()
}

fn money(most: i64) -> impl Strategy<Value = Value> {
    (0..=most).prop_map(|minor| decimal(minor, 2))
}

fn percent() -> impl Strategy<Value = Value> {
    prop_oneof![select(vec![0, 500, 1000, 1550, 3333, 5000, 10_000]), 0..=10_000i64]
        .prop_map(|points| decimal(points, 2))
}

/// An object of those fields that are there.
fn object(fields: Vec<(&'static str, Option<Value>)>) -> Value {
    let there = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect::<Map<String, Value>>())
}

fn maybe(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.3, value)
}

fn flag() -> impl Strategy<Value = Option<Value>> {
    maybe(any::<bool>().prop_map(Value::from))
}

fn any_of(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    select(words).prop_map(Value::from)
}

/// A comparison of the lines, without `where`.
fn of_lines() -> impl Strategy<Value = Value> {
    let number = (
        select(vec![
            "item_count",
            "line_count",
            "line_quantity",
            "cart_total",
            "unit_price",
            "weight",
            "order_total_net",
        ]),
        select(vec![">", ">=", "<", "<=", "=", "!="]),
        0..60i64,
    );
    let set = (
        select(vec!["product", "category", "brand", "attribute:size"]),
        select(vec!["contains", "=", "!="]),
        prop::collection::vec(any_of(&["p1", "p2", "c1", "c2", "b1", "L"]), 1..4),
    );
    prop_oneof![
        number.prop_map(|(id, operator, value)| json!({"id": id, "operator": operator, "value": value})),
        set.prop_map(|(id, operator, value)| json!({"id": id, "operator": operator, "value": value})),
        any::<bool>().prop_map(|value| json!({"id": "on_promotion", "operator": "=", "value": value})),
    ]
}

fn comparison() -> impl Strategy<Value = Value> {
    let narrowed = (of_lines(), prop::collection::vec(tree(of_lines().boxed()), 1..3)).prop_map(|(mut rule, only)| {
        rule["where"] = only.into();
        rule
    });
    let buyer = select(vec![
        json!({"id": "first_order", "operator": "=", "value": true}),
        json!({"id": "customer_group", "operator": "contains", "value": "vip"}),
        json!({"id": "order_number", "operator": "<=", "value": 3}),
        json!({"id": "customer", "operator": "!=", "value": "u1"}),
        json!({"id": "carrier", "operator": "=", "value": "post"}),
        json!({"id": "weekday", "operator": "=", "value": [1, 2, 3]}),
    ]);
    prop_oneof![4 => of_lines(), 2 => narrowed, 1 => buyer]
}

fn tree(leaf: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(3, 8, 3, |inner| {
        (select(vec!["all", "any", "none"]), prop::collection::vec(inner, 1..4))
            .prop_map(|(group, rules)| json!({group: rules}))
    })
}

fn rules() -> impl Strategy<Value = Value> {
    prop::collection::vec(tree(of_lines().boxed()), 1..3).prop_map(Value::from)
}

/// Values that grow, or fall, with what is chosen; of percentages or of money.
fn tiers(percents: bool) -> impl Strategy<Value = Value> {
    let step = (1..40u32, if percents { percent().boxed() } else { money(6_000).boxed() });
    (any::<bool>(), prop::collection::vec(step, 1..4)).prop_map(|(amount, steps)| {
        let mut from = 0;
        let steps = steps.into_iter().map(|(more, value)| {
            from += more;
            json!({"from": from, "value": value})
        });
        json!({"by": if amount { "amount" } else { "quantity" }, "steps": steps.collect::<Vec<_>>()})
    })
}

/// A discount on goods.
fn on_goods() -> impl Strategy<Value = Value> {
    let kind = select(vec!["percent", "percent", "amount", "price"]);
    kind.prop_flat_map(|kind| {
        let value = if kind == "percent" { percent().boxed() } else { money(6_000).boxed() };
        let pick = prop_oneof![
            2 => Just((None, None)),
            1 => (any_of(&["all", "cheapest", "dearest"]), Just(None::<Value>)).prop_map(|(pick, nth)| (Some(pick), nth)),
            1 => (1..4u32).prop_map(|nth| (Some("nth".into()), Some(nth.into()))),
        ];
        let buy = (1..4u32, maybe(rules()), maybe((0..3u32).prop_map(Value::from))).prop_map(|(units, only, limit)| {
            object(vec![("units", Some(units.into())), ("where", only), ("limit", limit)])
        });
        let units = maybe((1..5u32).prop_map(Value::from));
        let per = maybe(any_of(&["selection", "unit", "line"]));
        (value, pick, maybe(buy), units, per, maybe(rules()), maybe(money(3_000)), maybe(tiers(kind == "percent")), flag())
            .prop_map(move |(value, (pick, nth), buy, units, per, only, cap, tiers, taxed)| {
                let (pick, nth) = if buy.is_some() { (None, None) } else { (pick, nth) };
                object(vec![
                    ("kind", Some(kind.into())), ("value", Some(value)), ("taxIncluded", taxed), ("cap", cap),
                    ("where", only), ("pick", pick), ("units", units), ("nth", nth), ("per", per), ("tiers", tiers), ("buy", buy),
                ])
            })
    })
}

fn discount() -> impl Strategy<Value = Value> {
    let shipping = prop_oneof![
        percent().prop_map(|value| json!({"kind": "percent", "value": value, "on": "shipping"})),
        money(900).prop_map(|value| json!({"kind": "amount", "value": value, "on": "shipping"})),
        money(900).prop_map(|value| json!({"kind": "price", "value": value, "on": "shipping"})),
        money(900).prop_map(|cap| json!({"kind": "free_shipping", "cap": cap})),
        Just(json!({"kind": "free_shipping"})),
    ];
    let gift = (any_of(&["p1", "p2", "p9"]), 1..4u32)
        .prop_map(|(product, units)| json!({"kind": "gift", "product": product, "units": units}));
    prop_oneof![6 => on_goods(), 1 => shipping, 1 => gift]
}

fn stacking() -> impl Strategy<Value = Value> {
    let rare = || prop::option::weighted(0.1, Just(Value::from(true)));
    let class = || any_of(&["a", "b"]);
    let lane = maybe(select(vec![i32::MIN, -1, 0, 1, i32::MAX]).prop_map(Value::from));
    let priority = maybe(select(vec![i32::MIN, -5, 0, 3, i32::MAX]).prop_map(Value::from));
    let combines = prop::option::weighted(0.15, prop::collection::vec(class(), 0..3).prop_map(Value::from));
    (priority, lane, rare(), rare(), maybe(class()), combines).prop_map(
        |(priority, lane, exclusive, stops, class, combines)| {
            object(vec![
                ("priority", priority),
                ("lane", lane),
                ("exclusive", exclusive),
                ("stopsFurther", stops),
                ("class", class),
                ("combinesWith", combines),
            ])
        },
    )
}

/// A coupon that is often eligible.
pub(crate) fn coupon() -> impl Strategy<Value = Value> {
    let worth = prop_oneof![
        2 => percent().prop_map(|value| (Some(Value::from("PERCENTAGE")), Some(value), None)),
        2 => money(4_000).prop_map(|value| (Some(Value::from("VALUE")), Some(value), None)),
        5 => prop::collection::vec(discount(), 1..3).prop_map(|all| (None, None, Some(Value::from(all)))),
    ];
    let conditions =
        prop::option::weighted(0.25, prop::collection::vec(tree(comparison().boxed()), 1..3).prop_map(Value::from));
    (worth, conditions, prop::option::weighted(0.6, stacking()), flag(), flag(), maybe((0..3i64).prop_map(Value::from)))
        .prop_map(|((kind, value, discounts), conditions, stacking, automatic, accumulates, created)| {
            object(vec![
                ("code", Some("CODE".into())),
                ("type", kind),
                ("value", value),
                ("conditions", conditions),
                ("discounts", discounts),
                ("stacking", stacking),
                ("automatic", automatic),
                ("accumulateWithPromotion", accumulates),
                ("createdAt", created),
            ])
        })
}

/// Coupons with codes of their own, as offers.
pub(crate) fn offers(most: usize) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(coupon(), 1..=most).prop_map(|coupons| {
        let named = |(index, mut coupon): (usize, Value)| {
            coupon["code"] = format!("C{index}").into();
            json!({"coupon": coupon})
        };
        coupons.into_iter().enumerate().map(named).collect()
    })
}

fn tax() -> impl Strategy<Value = Option<Value>> {
    prop::option::of(
        select(vec!["0", "5.5", "10", "19.6", "20", "100"]).prop_map(|rate| serde_json::from_str(rate).unwrap()),
    )
}

/// `decimals`: of a unit price in major units, or else prices are in minor units.
fn line(taxed: bool, decimals: Option<u32>) -> impl Strategy<Value = Value> {
    let price = prop_oneof![select(vec![0, 1, 50, 999, 1000, 2000]), 0..20_000i64];
    let lists =
        (any_of(&["p1", "p2", "p3"]), maybe(any_of(&["b1", "b2"])), prop::collection::vec(any_of(&["c1", "c2"]), 0..3));
    (lists, 1..6u32, price, 0..10_000i64, tax(), flag()).prop_map(
        move |((product, brand, categories), quantity, minor, fine, tax, promoted)| {
            let major = decimals.map(|decimals| decimal((minor * 10_000 + fine) / 10i64.pow(6 - decimals), decimals));
            object(vec![
                ("product", Some(product)),
                ("quantity", Some(quantity.into())),
                ("unitPriceMinor", major.is_none().then(|| minor.into())),
                ("unitPrice", major),
                ("taxPercent", tax.filter(|_| taxed)),
                ("weight", Some(decimal(fine, 3))),
                ("brand", brand),
                ("categories", Some(categories.into())),
                ("attributes", Some(json!({"size": "L"}))),
                ("onPromotion", promoted),
            ])
        },
    )
}

/// A cart in one of the profiles.
pub(crate) fn cart(profiles: &'static [&'static str], taxed: BoxedStrategy<bool>) -> impl Strategy<Value = Value> {
    let rounding = (
        any_of(profiles),
        maybe(any_of(&["up", "down", "half_up", "half_down", "half_even", "half_odd"])),
        maybe(any_of(&["item", "line", "total"])),
        (flag(), flag()),
    );
    (rounding, taxed, any::<bool>()).prop_flat_map(|((profile, mode, by, (sequential, before)), taxed, fine)| {
        let decimals = match profile.as_str() {
            Some("plain") => fine.then_some(2),
            _ => fine.then_some(6),
        };
        let rounding = object(vec![
            ("profile", Some(profile)),
            ("mode", mode),
            ("by", by),
            ("sequential", sequential),
            ("taxBeforeDiscount", before),
        ]);
        (prop::collection::vec(line(taxed, decimals), 1..6), 0..900i64, tax(), flag(), any::<bool>()).prop_map(
            move |(lines, shipping, shipping_tax, priced_gross, signed_in)| {
                let named = |(index, mut line): (usize, Value)| {
                    line["id"] = index.to_string().into();
                    line
                };
                let buyer = signed_in.then(|| json!({"id": "u1", "groups": ["vip"], "orders": 2}));
                object(vec![
                    ("currency", Some("EUR".into())),
                    ("buyer", buyer),
                    ("shippingMinor", Some(shipping.into())),
                    ("shippingTaxPercent", shipping_tax.filter(|_| taxed)),
                    ("pricesIncludeTax", priced_gross),
                    ("rounding", Some(rounding.clone())),
                    ("carrier", Some("post".into())),
                    ("lines", Some(lines.into_iter().enumerate().map(named).collect())),
                ])
            },
        )
    })
}

pub(crate) const PROFILES: &[&str] = &["plain", "prestashop", "magento", "woocommerce"];
