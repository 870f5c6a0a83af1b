//! What the lint is sure of holds for any cart: coupons of a small grammar, and carts around the numbers they name.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use proptest::prelude::*;
use proptest::sample::select;
use remise::api::pure;
use serde_json::{Value, json};
use support::MemoryShop;

fn answer(request: &Value) -> Value {
    serde_json::from_str(&pure(&request.to_string(), &mut MemoryShop::new())).unwrap()
}

/// Thursday, 2025-12-11, 11:00 in the shop's zone.
fn clock() -> Value {
    json!({"nowMs": 1_765_447_200_000i64, "utcOffsetMinutes": 60})
}

fn lint(coupons: &[&Value]) -> Vec<Value> {
    let answered = answer(&json!({"verb": "lint", "coupons": coupons, "clock": clock()}));
    assert_eq!(answered["answer"], "linted", "{answered}");
    answered["findings"].as_array().unwrap().clone()
}

fn evaluated(coupon: &Value, cart: &Cart) -> Value {
    answer(&json!({"verb": "evaluate", "coupon": coupon, "cart": cart.0, "clock": cart.1}))
}

const NUMBERS: [&str; 14] = [
    "cart_total",
    "cart_total_net",
    "order_total",
    "unit_price",
    "item_count",
    "line_count",
    "line_quantity",
    "weight",
    "order_number",
    "weekday",
    "hour",
    "cart_total_gross",
    "item_count",
    "cart_total",
];
const SETS: [&str; 5] = ["product", "category", "brand", "customer_group", "attribute:colour"];
const TEXTS: [&str; 5] = ["customer", "shipping_country", "carrier", "payment_method", "payment_currency"];

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (0..5i64).prop_map(Value::from),
        1 => select(vec![7i64, 8, 24, -1, 30, 50, 2_000_000_001]).prop_map(Value::from),
        1 => select(vec!["0.5", "2.50", "1.005", "19.99"]).prop_map(|text| serde_json::from_str(text).unwrap()),
    ]
}

fn word() -> impl Strategy<Value = Value> {
    select(vec!["a", "b", "ab", "EUR", ""]).prop_map(Value::from)
}

fn one_or_many(value: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    prop_oneof![3 => value.clone(), 1 => prop::collection::vec(value, 1..4).prop_map(Value::from)]
}

fn comparison() -> impl Strategy<Value = Value> {
    let compare = |(id, operator, value): (&str, &str, Value)| json!({"id": id, "operator": operator, "value": value});
    let ordered = (select(&NUMBERS[..]), select(&[">", "<", ">=", "<="][..]), number());
    let equal = (select(&NUMBERS[..]), select(&["=", "!=", "contains"][..]), one_or_many(number().boxed()));
    let named = select([SETS, TEXTS].concat());
    let named = (named, select(&["=", "!=", "contains"][..]), one_or_many(word().boxed()));
    let yes_no = (select(&["first_order", "on_promotion"][..]), select(&["=", "!="][..]));
    let yes_no = (yes_no, one_or_many(any::<bool>().prop_map(Value::from).boxed()));
    let plain = prop_oneof![
        4 => ordered.prop_map(compare),
        2 => equal.prop_map(compare),
        3 => named.prop_map(compare),
        1 => yes_no.prop_map(move |((id, operator), value)| compare((id, operator, value))),
    ];
    let narrowed = |(mut condition, only): (Value, Option<Value>)| {
        let of_lines = |id: &str| {
            !TEXTS.contains(&id) && !["order_number", "weekday", "hour", "first_order", "customer_group"].contains(&id)
        };
        if let Some(only) = only.filter(|_| of_lines(condition["id"].as_str().unwrap())) {
            condition["where"] = json!([only]);
        }
        condition
    };
    let plain = plain.boxed();
    (plain.clone(), prop::option::weighted(0.2, plain)).prop_map(narrowed)
}

fn rule() -> impl Strategy<Value = Value> {
    let group = |(quantifier, rules): (&str, Vec<Value>)| json!({ quantifier: rules });
    comparison().prop_recursive(2, 8, 3, move |inner| {
        (select(&["all", "any", "none"][..]), prop::collection::vec(inner, 1..4)).prop_map(group)
    })
}

fn discount() -> impl Strategy<Value = Value> {
    let step = |(from, value): (i64, i64)| json!({"from": from, "value": value});
    let steps = prop::collection::btree_map(0..8i64, 0..40i64, 1..3);
    let tiers = (select(&["quantity", "amount"][..]), steps)
        .prop_map(move |(by, steps)| json!({"by": by, "steps": steps.into_iter().map(step).collect::<Vec<_>>()}));
    let kind = select(&["percent", "percent", "amount", "amount", "price", "free_shipping", "gift"][..]);
    let chosen = (prop::option::of(rule()), prop::option::of(select(&["all", "cheapest", "dearest"][..])));
    let more = (prop::option::of(0..6i64), prop::option::of(tiers), prop::option::of(1..4i64), any::<bool>());
    (kind, select(vec![0i64, 1, 5, 60, 100]), chosen, more).prop_map(
        |(kind, value, (only, pick), (cap, tiers, units, shipping))| {
            let mut discount = json!({"kind": kind, "value": value});
            let mut put = |name: &str, value: Option<Value>| {
                if let Some(value) = value {
                    discount[name] = value;
                }
            };
            match kind {
                "gift" => put("product", Some("a".into())),
                "free_shipping" => {}
                _ if shipping && only.is_none() && pick.is_none() => put("on", Some("shipping".into())),
                _ => {
                    put("where", only.map(|only| json!([only])));
                    put("pick", pick.map(Value::from));
                    put("cap", cap.map(Value::from));
                    put("tiers", tiers);
                    put("units", units.map(Value::from));
                }
            }
            discount
        },
    )
}

fn stacking() -> impl Strategy<Value = Value> {
    let classes = || select(&["x", "y"][..]);
    let others = prop::option::of(prop::collection::vec(classes(), 0..2));
    let how = (0..3i32, 0..2i32, any::<bool>(), any::<bool>(), prop::option::of(classes()), others);
    how.prop_map(|(priority, lane, exclusive, stops, class, others)| {
        let mut stacking = json!({"priority": priority, "lane": lane, "exclusive": exclusive, "stopsFurther": stops});
        if let Some(class) = class {
            stacking["class"] = class.into();
        }
        if let Some(others) = others {
            stacking["combinesWith"] = json!(others);
        }
        stacking
    })
}

fn coupon(code: &'static str) -> impl Strategy<Value = Value> {
    let limits = (prop::option::weighted(0.1, 0..3u32), prop::option::weighted(0.1, 0..3u32));
    let dates = (prop::option::weighted(0.2, -9..3i64), prop::option::weighted(0.3, 3..9i64));
    let flags = (any::<bool>(), any::<bool>(), prop::option::of(select(&["EUR", "USD"][..])));
    let worth =
        (any::<bool>(), select(vec![0i64, 5, 5, 60, 100]), prop::option::of(prop::collection::vec(discount(), 1..3)));
    let rules = prop::collection::vec(rule(), 0..4);
    (rules, worth, limits, dates, flags, prop::option::of(stacking())).prop_map(
        move |(rules, (percent, value, discounts), limits, dates, (accumulate, automatic, currency), stacking)| {
            let kind = if percent { "PERCENTAGE" } else { "VALUE" };
            let mut coupon = json!({"code": code, "type": kind, "value": value, "conditions": rules});
            coupon["accumulateWithPromotion"] = accumulate.into();
            coupon["automatic"] = automatic.into();
            for (name, field) in [
                ("discounts", discounts.map(Value::from)),
                ("stacking", stacking),
                ("currency", currency.map(Value::from)),
            ] {
                if let Some(field) = field {
                    coupon[name] = field;
                }
            }
            for (has, name, limit) in
                [("hasQuantity", "quantity", limits.0), ("hasQuantityPerUser", "quantityPerUser", limits.1)]
            {
                if let Some(limit) = limit {
                    coupon[has] = true.into();
                    coupon[name] = limit.into();
                }
            }
            let day = |days: i64| json!(clock()["nowMs"].as_i64().unwrap() + (days - 4) * 86_400_000);
            for (name, date) in [("startAt", dates.0), ("endAt", dates.1)] {
                if let Some(date) = date {
                    coupon[name] = day(date);
                }
            }
            coupon
        },
    )
}

/// A cart, and a moment that is not before the lint's.
#[derive(Clone, Debug)]
struct Cart(Value, Value);

/// A line as it is drawn: product, quantity, price, categories, brand and colour, whether on promotion.
type Drawn = (&'static str, u32, i64, Vec<&'static str>, (Option<&'static str>, Option<&'static str>), bool);

fn cart() -> impl Strategy<Value = Cart> {
    let word = || select(&["a", "b", "ab", "c"][..]);
    let words = move || prop::collection::vec(word(), 0..3);
    let price = select(vec![0i64, 1, 50, 100, 101, 200, 250, 300, 1999, 3000, 5000, 6000]);
    let line = (word(), 1..5u32, price, words(), (prop::option::of(word()), prop::option::of(word())), any::<bool>());
    let buyer = (prop::option::of(word()), prop::option::of(0..4u32), words());
    let rest = (
        prop::option::of(word()),
        select(&["EUR", "USD"][..]),
        any::<bool>(),
        select(&["plain", "prestashop", "magento", "woocommerce"][..]),
        select(vec![0i64, 100, 490]),
        any::<bool>(),
        0..200i64,
    );
    (prop::collection::vec(line, 1..4), prop::option::of(buyer), rest).prop_map(
        |(lines, buyer, (place, currency, rates, profile, shipping, taxed, hours))| {
            let line = |(at, (product, quantity, price, categories, (brand, colour), promoted)): (usize, Drawn)| {
                let mut line = json!({"id": at.to_string(), "product": product, "quantity": quantity,
                    "unitPriceMinor": price, "categories": categories, "onPromotion": promoted, "weight": 0.5});
                if let Some(brand) = brand {
                    line["brand"] = brand.into();
                }
                if let Some(colour) = colour {
                    line["attributes"] = json!({"colour": colour});
                }
                if taxed {
                    line["taxPercent"] = 20.into();
                }
                line
            };
            let lines: Vec<Value> = lines.into_iter().enumerate().map(line).collect();
            let mut cart = json!({"currency": currency, "lines": lines, "shippingMinor": shipping, "rounding": {"profile": profile}});
            for field in ["shippingCountry", "carrier", "paymentMethod"] {
                if let Some(place) = place {
                    cart[field] = place.into();
                }
            }
            if rates {
                cart["rates"] = json!({"EUR": 1, "USD": 1.07});
            }
            if let Some((id, orders, groups)) = buyer {
                cart["buyer"] = json!({"groups": groups});
                if let Some(id) = id {
                    cart["buyer"]["id"] = id.into();
                }
                if let Some(orders) = orders {
                    cart["buyer"]["orders"] = orders.into();
                }
            }
            let now = clock()["nowMs"].as_i64().unwrap() + hours * 3_600_000;
            Cart(cart, json!({"nowMs": now, "utcOffsetMinutes": 60}))
        },
    )
}

fn carts() -> impl Strategy<Value = Vec<Cart>> {
    prop::collection::vec(cart(), 12)
}

fn is_sure(finding: &Value) -> bool {
    finding["severity"] != "note"
}

/// The number behind `list[` in a path.
fn position(path: &str, list: &str) -> Option<usize> {
    path.split_once(&format!("{list}["))?.1.split(']').next()?.parse().ok()
}

fn without(coupon: &Value, list: &str, position: usize) -> Value {
    let mut coupon = coupon.clone();
    coupon[list].as_array_mut().unwrap().remove(position);
    coupon
}

/// Two coupons that have much in common: random ones are hardly ever alike enough for one to win always.
fn pair() -> impl Strategy<Value = (Value, Value)> {
    (coupon("ONE"), coupon("OTHER"), any::<[bool; 4]>()).prop_map(|(mut one, other, alike)| {
        let fields = ["conditions", "discounts", "value", "type"].into_iter().zip(alike);
        for field in fields.filter(|(_, alike)| *alike).map(|(field, _)| field).chain(["currency"]) {
            one[field] = other[field].clone();
        }
        one.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        (one, other)
    })
}

/// What a finding says of its coupon, held against one cart.
fn check(coupon: &Value, finding: &Value, cart: &Cart) -> Result<(), TestCaseError> {
    let decided = evaluated(coupon, cart);
    let path = finding["path"].as_str().unwrap();
    let same = |changed: &Value| {
        let changed = evaluated(changed, cart);
        prop_assert_eq!(&decided["answer"], &changed["answer"], "{} {}\n{}", finding, coupon, cart.0);
        prop_assert_eq!(&decided["discountMinor"], &changed["discountMinor"], "{} {}\n{}", finding, coupon, cart.0);
        Ok(())
    };
    // Without a rate, a discount that takes nothing may still be the one that keeps a cart of another currency out.
    let comparable =
        coupon["currency"].is_null() || coupon["currency"] == cart.0["currency"] || !cart.0["rates"].is_null();
    match finding["finding"].as_str().unwrap() {
        "takes_nothing" | "cap_never_reached" if !comparable => {}
        "never_applies" => prop_assert_eq!(&decided["answer"], "rejected", "{} {}\n{}", finding, coupon, cart.0),
        "always_applies" | "redundant_condition" => {
            let at = position(path, "conditions").unwrap();
            same(&without(coupon, "conditions", at))?;
            if finding["finding"] == "always_applies" {
                let condition = &coupon["conditions"][at];
                let alone = json!({"code": "A", "type": "PERCENTAGE", "value": 1, "conditions": [condition],
                    "discounts": [{"kind": "gift", "product": "a"}]});
                let alone = evaluated(&alone, cart);
                prop_assert_eq!(&alone["answer"], "applied", "{} {}", condition, cart.0);
            }
        }
        "takes_nothing" => same(&without(coupon, "discounts", position(path, "discounts").unwrap()))?,
        "tier_unreachable" => {
            let mut changed = coupon.clone();
            let (at, step) = (position(path, "discounts").unwrap(), position(path, "steps").unwrap());
            changed["discounts"][at]["tiers"]["steps"][step]["value"] = 77.into();
            same(&changed)?;
        }
        "cap_never_reached" => {
            let mut changed = coupon.clone();
            changed["discounts"][position(path, "discounts").unwrap()].as_object_mut().unwrap().remove("cap");
            same(&changed)?;
        }
        "unlimited" => {
            let alone = evaluated(
                &json!({"code": "A", "value": 1, "conditions": coupon["conditions"], "type": "PERCENTAGE",
                "discounts": [{"kind": "gift", "product": "a"}]}),
                cart,
            );
            prop_assert_eq!(&alone["answer"], "applied", "{} {}", coupon, cart.0);
        }
        _ => {}
    }
    Ok(())
}

/// A case holds a coupon against several carts; `PROPTEST_CASES` asks for more.
fn some() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(some())]

    #[test]
    fn what_is_sure_of_a_coupon_is_true_for_every_cart(coupon in coupon("A"), carts in carts()) {
        for finding in lint(&[&coupon]).iter().filter(|finding| is_sure(finding)) {
            for cart in &carts {
                check(&coupon, finding, cart)?;
            }
        }
    }

    #[test]
    fn what_is_sure_of_conditions_is_true_for_every_cart(rules in prop::collection::vec(comparison(), 1..5), carts in carts()) {
        let coupon = json!({"code": "A", "type": "PERCENTAGE", "value": 100, "conditions": rules, "accumulateWithPromotion": true});
        for finding in lint(&[&coupon]).iter().filter(|finding| is_sure(finding)) {
            for cart in &carts {
                check(&coupon, finding, cart)?;
            }
        }
    }

    #[test]
    fn what_is_shadowed_never_applies_beside_its_shadow(
        (one, other) in pair(), carts in carts(),
    ) {
        let findings = lint(&[&one, &other]);
        for shadowed in findings.iter().filter(|finding| finding["finding"] == "shadowed") {
            for (cart, choose) in carts.iter().flat_map(|cart| [(cart, "priority"), (cart, "best")]) {
                let offers = json!([{"coupon": one}, {"coupon": other}]);
                let combined = answer(&json!({"verb": "combine", "offers": offers, "cart": cart.0, "clock": cart.1, "choose": choose}));
                let of_shadowed = |share: &&Value| share["code"] == shadowed["code"];
                let share = combined["coupons"].as_array().unwrap().iter().find(of_shadowed).unwrap();
                prop_assert_eq!(&share["answer"], "rejected", "{} {}\n{}\n{}", shadowed, one, other, cart.0);
            }
        }
    }
}

/// The laws above prove nothing unless such findings come up.
#[test]
fn the_grammar_makes_every_kind_of_sure_finding() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..1_000 {
        let coupon = coupon("A").new_tree(&mut runner).unwrap().current();
        let (one, other) = pair().new_tree(&mut runner).unwrap().current();
        for finding in lint(&[&coupon]).into_iter().chain(lint(&[&one, &other])) {
            *counts.entry(format!("{} {}", finding["finding"], finding["severity"])).or_insert(0) += 1;
        }
    }
    for sure in [
        "never_applies",
        "always_applies",
        "redundant_condition",
        "takes_nothing",
        "tier_unreachable",
        "cap_never_reached",
        "unlimited",
        "shadowed",
    ] {
        let found: i32 = counts.iter().filter(|(name, _)| name.contains(sure)).map(|(_, count)| count).sum();
        assert!(found >= 5, "{sure}: {found}");
    }
}
