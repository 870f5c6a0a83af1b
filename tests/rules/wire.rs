//! Coupons and carts are printed as they were read, and reasons are those of the contract.

use super::evaluate;
use super::make::{PROFILES, cart, coupon};
use proptest::prelude::*;
use remise::cart::Cart;
use remise::coupon::Coupon;
use remise::wire::{Json, Read};
use serde_json::Value;

/// Codes of `Reason` in `pkg/types.d.ts`, and of what a host alone says.
fn known(reason: &str) -> bool {
    let contract = include_str!("../../pkg/types.d.ts");
    contract.contains(&format!("{{ reason: '{reason}'"))
}

fn check_reasons(reasons: &Value) -> Result<(), TestCaseError> {
    for reason in reasons.as_array().unwrap() {
        prop_assert!(known(reason["reason"].as_str().unwrap()), "{}", reason);
        let message = reason["message"].as_str().unwrap();
        prop_assert!(!message.is_empty() && !message.contains("{}"), "{}", reason);
        if reason["reason"] == "any_of" {
            prop_assert!(!reason["of"].as_array().unwrap().is_empty(), "{}", reason);
            check_reasons(&reason["of"])?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn coupons_are_printed_as_they_were_read(coupon in coupon()) {
        let text = coupon.to_string();
        let once = Json::of(&Coupon::from_json(&text).unwrap());
        prop_assert_eq!(&Json::of(&Coupon::from_json(&once).unwrap()), &once);
        // Nothing that was said is lost.
        let printed: Value = serde_json::from_str(&once).unwrap();
        for (field, value) in coupon.as_object().unwrap() {
            if field != "discounts" && field != "stacking" {
                prop_assert_eq!(&printed[field], value);
            }
        }
    }

    #[test]
    fn carts_are_printed_as_they_were_read(cart in cart(PROFILES, any::<bool>().boxed())) {
        let text = cart.to_string();
        let once = Json::of(&Cart::from_json(&text).unwrap());
        prop_assert_eq!(&Json::of(&Cart::from_json(&once).unwrap()), &once);
    }

    #[test]
    fn what_is_printed_decides_as_what_was_read(coupon in coupon(), cart in cart(PROFILES, any::<bool>().boxed())) {
        let printed: Value = serde_json::from_str(&Json::of(&Coupon::from_json(&coupon.to_string()).unwrap())).unwrap();
        prop_assert_eq!(evaluate(&printed, &cart), evaluate(&coupon, &cart));
    }

    #[test]
    fn every_reason_is_of_the_contract(coupon in coupon(), cart in cart(PROFILES, Just(false).boxed())) {
        let answer = evaluate(&coupon, &cart);
        if answer["answer"] == "rejected" {
            check_reasons(&answer["reasons"])?;
        }
    }
}
