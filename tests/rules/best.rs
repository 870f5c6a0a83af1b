//! The best deal is the best of all that are allowed.

use super::make::{PROFILES, cart, offers};
use super::{applied, combine, number};
use proptest::prelude::*;
use serde_json::Value;
use std::cmp::Reverse;

/// Where a coupon stands, as `Coupon::rank` says.
fn rank(offer: &Value) -> (i64, i64, bool, i64, String) {
    let coupon = &offer["coupon"];
    let of = |field: &str| coupon["stacking"][field].as_i64().unwrap_or(0);
    let gift =
        coupon["discounts"].as_array().is_some_and(|all| all.iter().any(|discount| discount["product"].is_string()));
    (
        of("lane"),
        of("priority"),
        !gift,
        coupon["createdAt"].as_i64().unwrap_or(0),
        coupon["code"].as_str().unwrap().to_owned(),
    )
}

/// Units that come for nothing.
fn gifts(combined: &Value) -> i64 {
    let gifts =
        combined["coupons"].as_array().unwrap().iter().filter_map(|coupon| coupon["gifts"].as_array()).flatten();
    gifts.map(|gift| number(gift, "units")).sum()
}

/// Every allowed combination with what it takes off and brings: one that keeps all its coupons when they are taken by
/// priority.
fn allowed(offers: &[Value], cart: &Value, max_codes: Option<u32>) -> Vec<(i64, i64, Vec<String>)> {
    let subset = |bits: u32| -> Vec<Value> {
        offers.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1).map(|(_, offer)| offer.clone()).collect()
    };
    let combined = (0..1u32 << offers.len()).map(|bits| (bits, combine(&subset(bits), cart, "priority", max_codes)));
    let whole = combined.map(|(bits, answer)| (bits, applied(&answer), answer));
    whole
        .filter(|(bits, kept, _)| kept.len() == bits.count_ones() as usize)
        .map(|(_, kept, answer)| (number(&answer, "discountMinor"), gifts(&answer), kept))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn the_best_deal_is_that_of_brute_force(
        offers in offers(6), cart in cart(&["plain"], any::<bool>().boxed()), most in prop::option::weighted(0.3, 0..4u32),
    ) {
        let best = combine(&offers, &cart, "best", most);
        let mut ranked = offers.clone();
        ranked.sort_by_key(rank);
        let place = |code: &String| ranked.iter().position(|offer| offer["coupon"]["code"] == code.as_str());
        // Most off, then the most gifts, then the fewest coupons, then the first by lane and priority.
        let key = |(value, gifts, kept): &(i64, i64, Vec<String>)| {
            (*value, *gifts, Reverse(kept.len()), Reverse(kept.iter().map(place).collect::<Vec<_>>()))
        };
        let (value, _, kept) = allowed(&offers, &cart, most).into_iter().max_by_key(key).unwrap();
        prop_assert_eq!(number(&best, "discountMinor"), value);
        prop_assert_eq!(applied(&best), kept);
    }

    #[test]
    fn the_best_deal_takes_no_less_than_any_other(
        offers in offers(5), cart in cart(PROFILES, Just(false).boxed()), most in prop::option::weighted(0.3, 0..4u32),
    ) {
        let best = combine(&offers, &cart, "best", most);
        let by_priority = combine(&offers, &cart, "priority", most);
        let value = allowed(&offers, &cart, most).into_iter().map(|(value, ..)| value).max().unwrap();
        // Late rounding, of goods and of shipping: the exact sums are compared, and not the rounded ones.
        let slack = if cart["rounding"]["profile"] == "plain" { 0 } else { 1 };
        prop_assert!(number(&best, "discountMinor") + slack >= value, "{} of {}", best, value);
        prop_assert!(number(&best, "discountMinor") + slack >= number(&by_priority, "discountMinor"));
    }

    #[test]
    fn who_lost_is_told_to_what(offers in offers(5), cart in cart(&["plain"], Just(false).boxed()), best in any::<bool>()) {
        let answer = combine(&offers, &cart, if best { "best" } else { "priority" }, Some(2));
        let kept = applied(&answer);
        for coupon in answer["coupons"].as_array().unwrap().iter().filter(|coupon| coupon["answer"] == "rejected") {
            for reason in coupon["reasons"].as_array().unwrap() {
                if let Some(with) = reason["with"].as_str() {
                    prop_assert!(kept.iter().any(|code| code == with), "{}", answer);
                }
                if reason["reason"] == "outweighed" {
                    let codes: Vec<&str> = reason["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
                    prop_assert!(best && codes == kept, "{}", answer);
                }
            }
        }
    }
}
