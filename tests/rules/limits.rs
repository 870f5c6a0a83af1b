//! At the limits of every number the engine answers, and traps nowhere.

use super::make::PROFILES;
use super::{ask, clock};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Decimals at the limits of what is read; negative ones are refused where they make no sense.
fn extreme() -> impl Strategy<Value = Value> {
    let texts = select(vec![
        "0",
        "0.0",
        "-1",
        "1",
        "100",
        "99.99",
        "0.01",
        "0.000000000001",
        "1000000000000",
        "-1000000000000",
        "999999999999",
        "99999999999.9",
        "10000000000",
        "1e12",
        "1e-12",
        "1E3",
        "4294967295",
        "90071992547.4",
    ]);
    texts.prop_map(|text| serde_json::from_str(text).unwrap())
}

fn count() -> impl Strategy<Value = Value> {
    select(vec![0u32, 1, 2, 1_000_000, 2_147_483_648, u32::MAX]).prop_map(Value::from)
}

fn condition() -> impl Strategy<Value = Value> {
    let facts = select(vec![
        "cart_total",
        "cart_total_net",
        "cart_total_gross",
        "order_total",
        "order_total_gross",
        "unit_price",
        "item_count",
        "line_count",
        "line_quantity",
        "weight",
        "order_number",
        "weekday",
        "hour",
    ]);
    (facts, select(vec![">", ">=", "<", "<=", "=", "!="]), extreme())
        .prop_map(|(id, operator, value)| json!({"id": id, "operator": operator, "value": value}))
}

fn discount() -> impl Strategy<Value = Value> {
    let kind = select(vec!["percent", "amount", "price", "free_shipping", "gift"]);
    let fields =
        (extreme(), extreme(), count(), count(), count(), count(), select(vec!["selection", "unit", "line"]), 0..64u32);
    (kind, fields, extreme()).prop_map(|(kind, (value, cap, units, nth, bought, limit, per, which), from)| {
        let mut discount = json!({"kind": kind, "value": value, "per": per});
        let mut set = |bit: u32, field: &str, value: Value| {
            if which >> bit & 1 == 1 {
                discount[field] = value;
            }
        };
        set(0, "cap", cap);
        set(1, "units", units);
        set(2, "buy", json!({"units": bought, "limit": limit}));
        set(3, "tiers", json!({"by": if which & 1 == 1 { "amount" } else { "quantity" }, "steps": [{"from": from, "value": value}]}));
        set(4, "amounts", json!({"EUR": value, "JPY": value}));
        if which >> 5 & 1 == 1 && which >> 2 & 1 == 0 {
            discount["pick"] = "nth".into();
            discount["nth"] = nth;
        }
        if kind == "gift" {
            discount["product"] = "p".into();
        }
        discount
    })
}

fn line() -> impl Strategy<Value = Value> {
    let price = select(vec![0i64, 1, 999, 1_000_000, 1_000_000_000_000]);
    (
        select(vec![1u32, 2, 1_000, 1_000_000]),
        price,
        prop::option::of(extreme()),
        prop::option::of(extreme()),
        any::<bool>(),
    )
        .prop_map(|(quantity, minor, tax, major, by_major)| {
            let mut line = json!({"id": "1", "product": "p", "quantity": quantity});
            match major.filter(|_| by_major) {
                Some(major) => line["unitPrice"] = major,
                None => line["unitPriceMinor"] = minor.into(),
            }
            if let Some(tax) = tax {
                line["taxPercent"] = tax.clone();
                line["weight"] = tax;
            }
            line
        })
}

fn cart() -> impl Strategy<Value = Value> {
    let lines = prop::collection::vec(line(), 0..4);
    let rates = prop::option::of((extreme(), extreme()));
    let rounding = (select(PROFILES), select(vec!["up", "down", "half_even"]), select(vec!["item", "line", "total"]));
    let currency = select(vec!["EUR", "JPY", "KWD"]);
    (lines, rates, rounding, currency, select(vec![0i64, 1, 1_000_000_000_000]), extreme(), any::<[bool; 3]>()).prop_map(
        |(lines, rates, (profile, mode, by), currency, shipping, tax, [gross, before, taxed])| {
            let mut cart = json!({"currency": currency, "lines": lines, "shippingMinor": shipping, "pricesIncludeTax": gross,
                "rounding": {"profile": profile, "mode": mode, "by": by, "taxBeforeDiscount": before}});
            if taxed {
                cart["shippingTaxPercent"] = tax;
            }
            if let Some((from, to)) = rates {
                cart["rates"] = json!({"USD": from, currency: to});
            }
            cart
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn any_numbers_are_answered(
        discounts in prop::collection::vec(discount(), 1..3), conditions in prop::collection::vec(condition(), 0..3), cart in cart(),
        spent in select(vec![-1i64, 0, 1, 1_000_000_000_000_000]), partial in any::<bool>(), currency in select(vec!["EUR", "USD"]),
        lane in select(vec![i32::MIN, 0, i32::MAX]), offset in select(vec![-1439, 0, 1439]),
    ) {
        let coupon = json!({"code": "A", "currency": currency, "conditions": conditions, "discounts": discounts,
            "partialUse": partial && discounts.len() == 1, "stacking": {"lane": lane, "priority": lane}});
        let usage = json!({"redeemed": 0, "redeemedByBuyer": 0, "spentMinor": spent});
        let clock = json!({"nowMs": 253_370_764_800_000i64, "utcOffsetMinutes": offset});
        let call = json!({"verb": "evaluate", "coupon": coupon, "usage": usage, "cart": cart, "clock": clock});
        let answer = ask(&call);
        prop_assert!(["applied", "rejected", "error"].contains(&answer["answer"].as_str().unwrap()));
        if answer["answer"] == "applied" {
            prop_assert!(answer["totalMinor"].as_i64().unwrap() >= 0, "{}\nof {}", answer, call);
        }
        let offers = json!([{"coupon": coupon, "usage": usage}, {"coupon": {"code": "B", "type": "PERCENTAGE", "value": 50}}]);
        for choose in ["priority", "best"] {
            let answer = ask(&json!({"verb": "combine", "offers": offers, "cart": cart, "clock": clock, "choose": choose}));
            prop_assert!(["combined", "error"].contains(&answer["answer"].as_str().unwrap()));
        }
    }
}

#[test]
fn two_thousand_lines_and_a_thousand_offers_are_answered() {
    let line = |index: i64| json!({"id": index.to_string(), "product": "p", "quantity": 500, "unitPriceMinor": 1_000_000_000 - index});
    let cart = json!({"currency": "EUR", "lines": (0..2_000).map(line).collect::<Vec<_>>()});
    let coupon = |index: i64| {
        json!({"coupon": {"code": format!("C{index}"), "type": "VALUE", "value": 0.01,
        "stacking": {"lane": index % 3, "class": "a", "combinesWith": if index % 2 == 0 { ["a"] } else { ["b"] }}}})
    };
    let offers: Vec<Value> = (0..1_000).map(coupon).collect();
    let answer = ask(&json!({"verb": "combine", "offers": offers, "cart": cart, "clock": clock()}));
    assert_eq!(answer["discountMinor"], 500);
    let more = vec![coupon(0); 1_001];
    let refused = ask(&json!({"verb": "combine", "offers": more, "cart": cart, "clock": clock()}));
    assert_eq!(refused["faults"][0]["message"], "must be 1000 coupons at most");
}
