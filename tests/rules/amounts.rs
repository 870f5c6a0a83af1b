//! What is taken off sums up, and never exceeds what there is.

use super::make::{PROFILES, cart, coupon, offers};
use super::{applied, combine, evaluate, line_parts, number};
use proptest::prelude::*;
use serde_json::Value;

/// Of each line, in minor units, rounded up.
fn line_totals(cart: &Value) -> Vec<i64> {
    let total = |line: &Value| {
        let quantity = line["quantity"].as_i64().unwrap();
        match &line["unitPrice"] {
            Value::Null => line["unitPriceMinor"].as_i64().unwrap() * quantity,
            major => {
                let text = major.to_string();
                let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
                let millionths: i64 = format!("{whole}{decimals:0<6}").parse().unwrap();
                // A platform may round the unit's price up before it multiplies.
                (millionths + 9_999) / 10_000 * quantity
            }
        }
    };
    cart["lines"].as_array().unwrap().iter().map(total).collect()
}

/// `Err` tells the sum that does not hold.
fn check_sums(answer: &Value, cart: &Value) -> Result<(), TestCaseError> {
    let (discount, on_shipping) = (number(answer, "discountMinor"), number(answer, "shippingDiscountMinor"));
    let parts = line_parts(answer);
    prop_assert_eq!(parts.iter().sum::<i64>(), discount - on_shipping, "parts of {}", answer);
    for (part, total) in parts.iter().zip(line_totals(cart)) {
        prop_assert!((0..=total).contains(part), "{} of {} in {}", part, total, answer);
    }
    let (goods, shipping) = (number(answer, "subtotalMinor"), number(cart, "shippingMinor"));
    prop_assert!((0..=shipping).contains(&on_shipping), "shipping in {}", answer);
    prop_assert!((0..=goods + shipping).contains(&discount), "discount in {}", answer);
    prop_assert!(number(answer, "totalMinor") >= 0, "total in {}", answer);
    if answer["tax"].is_null() {
        prop_assert_eq!(number(answer, "totalMinor"), goods + shipping - discount, "total in {}", answer);
    }
    Ok(())
}

/// The sums of a taxed cart in our own profile.
fn check_tax(answer: &Value, cart: &Value) -> Result<(), TestCaseError> {
    let tax = &answer["tax"];
    if tax.is_null() || cart["rounding"]["profile"] != "plain" {
        return Ok(());
    }
    let of = |field: &str| number(tax, field);
    prop_assert_eq!(of("totalNetMinor") + of("taxMinor"), of("totalGrossMinor"), "{}", tax);
    prop_assert_eq!(of("totalGrossMinor"), number(answer, "totalMinor"));
    prop_assert_eq!(
        of("subtotalGrossMinor") + of("shippingGrossMinor") - of("discountGrossMinor"),
        of("totalGrossMinor"),
        "{}",
        tax
    );
    prop_assert_eq!(
        of("subtotalNetMinor") + of("shippingNetMinor") - of("discountNetMinor"),
        of("totalNetMinor"),
        "{}",
        tax
    );
    let lines: i64 = tax["lines"].as_array().unwrap().iter().map(|line| number(line, "taxMinor")).sum();
    prop_assert_eq!(lines + of("shippingTaxMinor"), of("taxMinor"), "{}", tax);
    prop_assert!(of("totalNetMinor") >= 0 && of("taxMinor") >= 0, "{}", tax);
    let priced = if cart["pricesIncludeTax"] == false { "discountNetMinor" } else { "discountGrossMinor" };
    prop_assert_eq!(of(priced), number(answer, "discountMinor"), "{}", tax);
    Ok(())
}

fn takes_nothing(rejected: &Value) -> bool {
    let reasons = rejected["reasons"].as_array().unwrap();
    reasons.iter().any(|reason| reason["reason"] == "nothing_to_discount" || reason["reason"] == "only_promoted_items")
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn one_coupon_takes_no_more_than_there_is(coupon in coupon(), cart in cart(PROFILES, any::<bool>().boxed())) {
        let answer = evaluate(&coupon, &cart);
        if answer["answer"] == "applied" {
            check_sums(&answer, &cart)?;
            check_tax(&answer, &cart)?;
            let something = number(&answer, "discountMinor") > 0 || answer["gifts"].is_array();
            // Profiles that round late may take off less than a minor unit.
            prop_assert!(something || cart["rounding"]["profile"] != "plain", "{}", answer);
        } else {
            prop_assert_eq!(&answer["answer"], "rejected", "{}", answer);
            let reasons = answer["reasons"].as_array().unwrap().len();
            prop_assert!(reasons > 0 && (reasons == 1 || !takes_nothing(&answer)), "{}", answer);
        }
    }

    #[test]
    fn one_coupon_of_a_combination_is_that_coupon_alone(coupon in coupon(), cart in cart(PROFILES, any::<bool>().boxed())) {
        let alone = evaluate(&coupon, &cart);
        for choose in ["priority", "best"] {
            let combined = combine(&[serde_json::json!({"coupon": coupon})], &cart, choose, None);
            let share = &combined["coupons"][0];
            if alone["answer"] == "rejected" {
                prop_assert_eq!(share, &alone);
                continue;
            }
            for (field, value) in share.as_object().unwrap() {
                prop_assert_eq!(value, &alone[field], "{}", field);
            }
            for field in ["discountMinor", "totalMinor", "subtotalMinor", "tax"] {
                prop_assert_eq!(&combined[field], &alone[field], "{}", field);
            }
            // The lines of all coupons tell the percentages of profile `magento` too.
            let mut lines = combined["lines"].clone();
            for line in lines.as_array_mut().unwrap() {
                line.as_object_mut().unwrap().remove("percent");
            }
            prop_assert_eq!(&lines, &alone["lines"]);
        }
    }

    #[test]
    fn several_coupons_take_no_more_than_there_is(offers in offers(6), cart in cart(PROFILES, any::<bool>().boxed())) {
        let answer = combine(&offers, &cart, "priority", None);
        prop_assert_eq!(&answer["answer"], "combined", "{}", answer);
        check_sums(&answer, &cart)?;
        check_tax(&answer, &cart)?;
        let shares: Vec<&Value> = answer["coupons"].as_array().unwrap().iter().filter(|one| one["answer"] == "applied").collect();
        let sum = |field: &str| shares.iter().map(|share| number(share, field)).sum::<i64>();
        prop_assert_eq!(sum("discountMinor"), number(&answer, "discountMinor"));
        prop_assert_eq!(sum("shippingDiscountMinor"), number(&answer, "shippingDiscountMinor"));
        for share in &shares {
            let parts = line_parts(share);
            prop_assert!(parts.iter().all(|part| *part >= 0), "{}", share);
            prop_assert_eq!(parts.iter().sum::<i64>() + number(share, "shippingDiscountMinor"), number(share, "discountMinor"));
        }
    }

    #[test]
    fn the_order_of_the_offers_makes_no_difference(
        (offers, shuffled) in offers(6).prop_flat_map(|offers| (Just(offers.clone()), Just(offers).prop_shuffle())),
        cart in cart(PROFILES, any::<bool>().boxed()), twins in any::<bool>(), most in prop::option::of(0..4u32),
    ) {
        let twin = |offers: &[Value]| -> Vec<Value> {
            let mut offers = offers.to_vec();
            if twins {
                // Two that differ, of one code.
                offers.iter_mut().filter(|offer| offer["coupon"]["code"] == "C1").for_each(|offer| offer["coupon"]["code"] = "c-0".into());
            }
            offers
        };
        for choose in ["priority", "best"] {
            let [mut one, mut other] = [combine(&twin(&offers), &cart, choose, most), combine(&twin(&shuffled), &cart, choose, most)];
            prop_assert_eq!(applied(&one), applied(&other));
            for answer in [&mut one, &mut other] {
                answer["coupons"].as_array_mut().unwrap().sort_by_key(Value::to_string);
            }
            prop_assert_eq!(one, other);
        }
    }
}
