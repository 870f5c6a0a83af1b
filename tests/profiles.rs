//! The rounding profiles on whole calls: the numbers that the engine's documentation tells.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

use proptest::prelude::*;
use remise::shop::{Hosted, Random};
use serde_json::{Value, json};

struct NoRandom;

impl Random for NoRandom {
    fn fill(&mut self, _: &mut [u8]) -> Hosted<()> {
        panic!("no randomness is asked for")
    }
}

/// The answer of a cart with coupons, in the order in which they apply.
fn combined(cart: &Value, coupons: &[Value]) -> Value {
    let offer = |(position, coupon): (usize, &Value)| {
        let mut coupon = coupon.clone();
        coupon["code"] = json!(format!("CODE{position}"));
        coupon["stacking"]["priority"] = json!(position);
        json!({ "coupon": coupon })
    };
    let offers: Vec<Value> = coupons.iter().enumerate().map(offer).collect();
    let clock = json!({ "nowMs": 1_765_792_800_000i64, "utcOffsetMinutes": 0 });
    let call = json!({ "verb": "combine", "offers": offers, "cart": cart, "clock": clock });
    let answer: Value = serde_json::from_str(&remise::api::pure(&call.to_string(), &mut NoRandom)).unwrap();
    assert_eq!(answer["answer"], "combined", "{answer}");
    answer
}

/// A cart of lines with these prices and quantities.
fn cart(profile: &str, lines: &[(i64, u32)]) -> Value {
    let line = |(position, (price, quantity)): (usize, &(i64, u32))| {
        let id = position.to_string();
        json!({ "id": id, "product": format!("p{position}"), "quantity": quantity, "unitPriceMinor": price })
    };
    let lines: Vec<Value> = lines.iter().enumerate().map(line).collect();
    json!({ "currency": "EUR", "lines": lines, "rounding": { "profile": profile } })
}

fn one(discount: Value) -> Value {
    json!({ "discounts": [discount] })
}

fn line_discounts(answer: &Value) -> Vec<i64> {
    answer["lines"].as_array().unwrap().iter().map(|line| line["discountMinor"].as_i64().unwrap()).collect()
}

#[test]
fn a_percentage_and_an_amount_carry_on_what_they_are_rounded_by() {
    let coupons = [one(json!({ "kind": "percent", "value": 15.5 })), one(json!({ "kind": "amount", "value": 10 }))];
    let answer = combined(&cart("magento", &[(599, 1), (1_599, 1)]), &coupons);
    assert_eq!(line_discounts(&answer), [365, 976]);
    assert_eq!(answer["lines"][0]["percent"], json!(15.5));
}

#[test]
fn a_coupon_that_stops_others_does_so_for_its_lines() {
    let on_first = json!([{ "id": "product", "operator": "contains", "value": "p0" }]);
    let stops = json!({
        "discounts": [{ "kind": "percent", "value": 50, "where": on_first }],
        "stacking": { "stopsFurther": true },
    });
    let coupons = [stops.clone(), one(json!({ "kind": "percent", "value": 10 }))];
    let lines = [(1_000, 1), (1_000, 1)];
    assert_eq!(line_discounts(&combined(&cart("magento", &lines), &coupons)), [500, 100]);
    let answer = combined(&cart("plain", &lines), &coupons);
    assert_eq!(line_discounts(&answer), [500, 0]);
    assert_eq!(answer["coupons"][1]["reasons"][0]["reason"], "stopped");
    // Behind one that comes to every line, nothing is left to be discounted.
    let all = json!({ "discounts": [{ "kind": "percent", "value": 50 }], "stacking": { "stopsFurther": true } });
    let answer = combined(&cart("magento", &lines), &[all, one(json!({ "kind": "amount", "value": 1 }))]);
    assert_eq!(answer["coupons"][1]["reasons"][0]["reason"], "stopped");
}

#[test]
fn an_earlier_coupons_lines_come_first() {
    let on_last = json!([{ "id": "product", "operator": "contains", "value": "p2" }]);
    let coupons = [
        one(json!({ "kind": "amount", "value": 1, "per": "unit", "where": on_last })),
        one(json!({ "kind": "amount", "value": 10 })),
    ];
    // 1.00 off the last line; of what is left, 10.00 is 3.3898…, 3.3898… and 3.2203…, the last line first.
    let answer = combined(&cart("magento", &[(2_000, 1), (2_000, 1), (2_000, 1)]), &coupons);
    assert_eq!(line_discounts(&answer), [339, 339, 422]);
}

#[test]
fn an_amount_off_the_order_is_shared_with_shipping() {
    let mut cart = cart("magento", &[(1_500, 2), (1_000, 2)]);
    cart["shippingMinor"] = json!(2_000);
    let amount = one(json!({ "kind": "amount", "value": 40, "on": "order" }));
    let answer = combined(&cart, std::slice::from_ref(&amount));
    assert_eq!((line_discounts(&answer), answer["shippingDiscountMinor"].as_i64()), (vec![1_714, 1_143], Some(1_143)));
    // Behind a percentage of both it is split as if nothing had been taken off, and takes what is left.
    let answer = combined(&cart, &[one(json!({ "kind": "percent", "value": 50, "on": "order" })), amount.clone()]);
    assert_eq!((answer["discountMinor"].as_i64(), answer["totalMinor"].as_i64()), (Some(7_000), Some(0)));
    // Elsewhere the goods come first, and shipping loses what they leave.
    cart["rounding"] = json!({ "profile": "plain" });
    let answer = combined(&cart, &[amount]);
    assert_eq!((line_discounts(&answer), answer["shippingDiscountMinor"].as_i64()), (vec![2_400, 1_600], Some(0)));
    let more = combined(&cart, &[one(json!({ "kind": "amount", "value": 60, "on": "order" }))]);
    assert_eq!((line_discounts(&more), more["shippingDiscountMinor"].as_i64()), (vec![3_000, 2_000], Some(1_000)));
}

#[test]
fn units_steps_and_sets_count_each_line_by_itself() {
    let lines = [(1_000, 5), (500, 6)];
    for (discount, expected) in [
        (json!({ "kind": "percent", "value": 10, "byLine": true, "units": 2 }), [200, 100]),
        (json!({ "kind": "amount", "value": 1, "per": "unit", "byLine": true, "step": 4 }), [400, 400]),
        (json!({ "kind": "percent", "value": 100, "byLine": true, "units": 1, "buy": { "units": 2 } }), [1_000, 1_000]),
        // More to get than to buy is nothing.
        (json!({ "kind": "percent", "value": 100, "byLine": true, "units": 2, "buy": { "units": 1 } }), [0, 0]),
    ] {
        let answer = combined(&cart("magento", &lines), &[one(discount.clone())]);
        assert_eq!(line_discounts(&answer), expected, "{discount}");
    }
    let answer = combined(&cart("plain", &lines), &[one(json!({ "kind": "percent", "value": 100, "step": 4 }))]);
    assert_eq!(line_discounts(&answer), [5_000, 1_500]);
}

#[test]
fn a_whole_and_its_parts_lose_no_more_than_the_whole_costs() {
    let mut cart = cart("magento", &[(2_198, 1), (599, 1), (1_599, 1)]);
    cart["lines"][1]["parent"] = json!("0");
    cart["lines"][2]["parent"] = json!("0");
    let on = |product: &str| json!([{ "id": "product", "operator": "contains", "value": product }]);
    let half = |product: &str| one(json!({ "kind": "percent", "value": 50, "where": on(product) }));
    assert_eq!(combined(&cart, &[])["subtotalMinor"], 2_198);
    assert_eq!(line_discounts(&combined(&cart, &[half("p0")])), [1_099, 0, 0]);
    assert_eq!(line_discounts(&combined(&cart, &[half("p1")])), [0, 300, 0]);
    let everywhere = combined(&cart, &[one(json!({ "kind": "percent", "value": 100 })), half("p0")]);
    assert_eq!((line_discounts(&everywhere), everywhere["totalMinor"].as_i64()), (vec![0, 599, 1_599], Some(0)));
}

#[test]
fn a_price_with_the_shops_own_tax_becomes_one_with_the_tax_that_is_due() {
    let mut cart = cart("magento", &[(999, 2)]);
    cart["lines"][0]["taxPercent"] = json!(20);
    cart["lines"][0]["includedTaxPercent"] = json!(10);
    cart["rounding"]["by"] = json!("item");
    let tax = combined(&cart, &[])["tax"].clone();
    assert_eq!((tax["subtotalNetMinor"].as_i64(), tax["taxMinor"].as_i64()), (Some(1_816), Some(364)));
    cart["rounding"] = json!({ "profile": "plain" });
    assert_eq!(combined(&cart, &[])["totalMinor"], 2_180);
}

#[test]
fn several_rates_are_due_beside_each_other_or_on_top_of_each_other() {
    let mut cart = cart("magento", &[(100, 10)]);
    cart["pricesIncludeTax"] = json!(false);
    cart["rounding"]["by"] = json!("total");
    for (compound, percent, total) in [(true, json!(13.4125), 1_134), (false, json!(13), 1_130)] {
        cart["lines"][0]["taxes"] = json!([{ "percent": 7.5 }, { "percent": 5.5, "compound": compound }]);
        let answer = combined(&cart, &[]);
        assert_eq!((&answer["tax"]["lines"][0]["taxPercent"], &answer["totalMinor"]), (&percent, &json!(total)));
    }
}

#[test]
fn lines_that_are_shipped_for_nothing_are_told() {
    let mut cart = cart("plain", &[(1_000, 1), (1_000, 1)]);
    cart["shippingMinor"] = json!(500);
    let on = |product: &str| json!([{ "id": "product", "operator": "contains", "value": product }]);
    let answer = combined(&cart, &[one(json!({ "kind": "free_shipping", "where": on("p1") }))]);
    assert_eq!((&answer["coupons"][0]["shipsFree"], &answer["shippingDiscountMinor"]), (&json!(["1"]), &json!(0)));
    cart["lines"][0]["product"] = json!("p1");
    let answer = combined(&cart, &[one(json!({ "kind": "free_shipping", "where": on("p1") }))]);
    assert_eq!(answer["shippingDiscountMinor"], 500);
}

#[test]
fn what_a_coupon_cannot_take_off_a_line_falls_to_the_others_as_cents() {
    let on_first = json!([{ "id": "product", "operator": "contains", "value": "p0" }]);
    let coupons = [
        one(json!({ "kind": "percent", "value": 80, "where": on_first })),
        one(json!({ "kind": "percent", "value": 50 })),
    ];
    // 2.00 of the first line are left, where 5.00 were to be taken off; of the 3.00 a cent goes to each unit.
    let answer = combined(&cart("woocommerce", &[(1_000, 1), (1_000, 1)]), &coupons);
    assert_eq!(line_discounts(&answer), [1_000, 501]);
    // A fixed amount looks at what is left, also where percentages do not.
    let coupons = [one(json!({ "kind": "percent", "value": 80 })), one(json!({ "kind": "amount", "value": 3 }))];
    assert_eq!(line_discounts(&combined(&cart("woocommerce", &[(1_000, 1), (500, 1)]), &coupons)), [1_000, 500]);
}

#[test]
fn units_for_nothing_of_a_dear_line_are_what_they_cost() {
    let discount = json!({ "kind": "percent", "value": 100, "byLine": true, "units": 1, "buy": { "units": 2 } });
    let answer = combined(&cart("magento", &[(50_000_000, 6)]), &[one(discount)]);
    assert_eq!(line_discounts(&answer), [100_000_000]);
}

/// Any discount, small and large.
fn any_discount() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![
        (0i64..=10_000).prop_map(|points| json!({ "kind": "percent", "value": points as f64 / 100.0 })),
        (0i64..=999_999_999_999).prop_map(|value| json!({ "kind": "amount", "value": value })),
        (0i64..=100).prop_map(|value| json!({ "kind": "amount", "value": value })),
        (0i64..=1_000).prop_map(|value| json!({ "kind": "price", "value": value })),
    ];
    let per = prop_oneof![Just("selection"), Just("unit"), Just("line")];
    let on = prop_oneof![Just("goods"), Just("shipping"), Just("order")];
    (kind, per, on, any::<bool>(), prop::option::of(1u32..9), prop::option::of(1u32..4), any::<bool>()).prop_map(
        |(mut discount, per, on, by_line, units, buy, stops)| {
            let shares = on != "order" || discount["kind"] == "percent" || discount["kind"] == "amount";
            discount["on"] = json!(if shares { on } else { "goods" });
            discount["per"] = json!(if on == "goods" { per } else { "selection" });
            discount["byLine"] = json!(by_line);
            if let Some(units) = units {
                discount["units"] = json!(units);
            }
            if let Some(units) = buy.filter(|_| on == "goods") {
                discount["buy"] = json!({ "units": units });
            }
            json!({ "discounts": [discount], "stacking": { "stopsFurther": stops } })
        },
    )
}

/// Any cart of a profile, up to what a cart may cost, with one tax, several, or one that is not due.
fn any_cart() -> impl Strategy<Value = Value> {
    let profile = prop_oneof![Just("magento"), Just("woocommerce"), Just("plain")];
    let price = prop_oneof![0i64..5_000, 0i64..100_000_000];
    let lines = prop::collection::vec((price, prop_oneof![1u32..5, 1u32..2_000]), 1..5);
    let by = prop_oneof![Just("item"), Just("line"), Just("total")];
    (profile, lines, by, 0u8..4, any::<[bool; 4]>(), 0i64..3_000).prop_map(
        |(profile, lines, by, tax, yes, shipping)| {
            let mut cart = cart(profile, &lines);
            let [gross, discounts_gross, before, sequential] = yes;
            cart["pricesIncludeTax"] = json!(gross);
            cart["shippingMinor"] = json!(shipping);
            cart["rounding"] = json!({
                "profile": profile, "by": by, "taxBeforeDiscount": before, "sequential": sequential,
                "discountsIncludeTax": discounts_gross,
            });
            for line in cart["lines"].as_array_mut().unwrap() {
                match tax {
                    1 => line["taxPercent"] = json!(19.6),
                    2 => line["taxes"] = json!([{ "percent": 8.25 }, { "percent": 5.5, "compound": true }]),
                    3 => (line["taxPercent"], line["includedTaxPercent"]) = (json!(20), json!(7.7)),
                    _ => {}
                }
            }
            cart
        },
    )
}

proptest! {
    #[test]
    fn no_discount_exceeds_what_it_is_taken_off(
        cart in any_cart(),
        coupons in prop::collection::vec(any_discount(), 1..4),
    ) {
        let answer = combined(&cart, &coupons);
        let amount = |path: &str| answer.pointer(path).and_then(Value::as_i64);
        prop_assert!(amount("/totalMinor") >= Some(0), "{answer}");
        prop_assert_eq!(line_discounts(&answer).iter().sum::<i64>() + amount("/shippingDiscountMinor").unwrap(), amount("/discountMinor").unwrap());
        for (line, discount) in line_discounts(&answer).into_iter().enumerate() {
            let price = amount(&format!("/tax/lines/{line}/grossMinor")).unwrap_or_else(|| {
                let line = &cart["lines"][line];
                line["unitPriceMinor"].as_i64().unwrap() * line["quantity"].as_i64().unwrap()
            });
            prop_assert!((0..=price).contains(&discount), "{discount} of {price} in {answer}");
        }
        for share in answer["coupons"].as_array().unwrap().iter().filter(|share| share["answer"] == "applied") {
            let parts: i64 = line_discounts(share).iter().sum();
            let shipping = share["shippingDiscountMinor"].as_i64().unwrap_or(0);
            prop_assert_eq!(parts + shipping, share["discountMinor"].as_i64().unwrap());
        }
    }
}
