//! Hold, commit, release: the life of a use, against a shop in memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::api::call;
use serde_json::{Value, json};
use support::{MemoryShop, NOW_MS};

const MINUTE_MS: i64 = 60_000;

fn ask(shop: &mut MemoryShop, request: Value) -> Value {
    serde_json::from_str(&call(&request.to_string(), shop)).unwrap()
}

/// A coupon of 5.00, `X`, with more to it.
fn shop(more: Value) -> MemoryShop {
    let mut shop = MemoryShop::new();
    save(&mut shop, "X", more);
    shop
}

fn save(shop: &mut MemoryShop, code: &str, more: Value) {
    let mut coupon = json!({"id": code, "code": code, "type": "VALUE", "value": 5});
    coupon.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let body =
        json!({"env": "prod", "integrationToken": "seu token", "organizationExternalId": "seu id", "coupon": coupon});
    let answer = ask(
        shop,
        json!({"verb": "http", "method": "POST", "path": "/api/saveCoupon",
               "headers": {"content-type": "application/json"}, "body": body.to_string()}),
    );
    assert_eq!(answer["status"], 200, "{answer}");
}

fn cart() -> Value {
    json!({"currency": "BRL", "lines": [{"id": "1", "product": "p", "quantity": 2, "unitPriceMinor": 5000}]})
}

fn of(buyer: Value) -> Value {
    let mut cart = cart();
    cart["buyer"] = buyer;
    cart
}

fn take(shop: &mut MemoryShop, verb: &str, key: &str, cart: Value) -> Value {
    ask(shop, json!({"verb": verb, "key": key, "code": "X", "cart": cart}))
}

fn hold(shop: &mut MemoryShop, key: &str) -> Value {
    take(shop, "hold", key, cart())
}

fn commit(shop: &mut MemoryShop, key: &str) -> Value {
    ask(shop, json!({"verb": "commit", "key": key}))
}

#[track_caller]
fn refused(answer: &Value, reason: Value) {
    assert_eq!(answer["answer"], "rejected", "{answer}");
    let mut told = answer["reasons"][0].clone();
    told.as_object_mut().unwrap().remove("message");
    assert_eq!(told, reason);
}

fn one_use() -> Value {
    json!({"hasQuantity": true, "quantity": 1, "availableQuantity": 1})
}

#[test]
fn a_hold_becomes_a_use_or_is_given_back() {
    let mut shop = shop(one_use());
    let held = hold(&mut shop, "cart-1");
    assert_eq!((&held["answer"], &held["endAt"]), (&json!("held"), &json!(NOW_MS + 30 * MINUTE_MS)));
    refused(&hold(&mut shop, "cart-2"), json!({"reason": "exhausted", "quantity": 1}));
    let redeemed = commit(&mut shop, "cart-1");
    assert_eq!((&redeemed["answer"], &redeemed["applied"]), (&json!("redeemed"), &held["applied"]));
    assert_eq!(commit(&mut shop, "cart-1"), redeemed);
    let release = json!({"verb": "release", "key": "cart-1"});
    assert_eq!(ask(&mut shop, release.clone())["changed"], true);
    assert_eq!(ask(&mut shop, release)["changed"], false);
    assert_eq!(hold(&mut shop, "cart-2")["answer"], "held");
}

#[test]
fn every_step_repeated_gives_its_first_answer() {
    let mut shop = shop(one_use());
    let held = hold(&mut shop, "k");
    shop.now_ms += MINUTE_MS;
    assert_eq!(hold(&mut shop, "k"), held);
    let redeemed = take(&mut shop, "redeem", "k", cart());
    assert_eq!((&redeemed["answer"], &redeemed["applied"]), (&json!("redeemed"), &held["applied"]));
    // Also when what happened first is told again at the end.
    assert_eq!(hold(&mut shop, "k"), held);
    assert_eq!(take(&mut shop, "redeem", "k", cart()), redeemed);
}

#[test]
fn a_key_stands_for_one_set_of_facts() {
    let mut shop = shop(json!({}));
    save(&mut shop, "Y", json!({}));
    hold(&mut shop, "k");
    let mut dearer = cart();
    dearer["lines"][0]["unitPriceMinor"] = json!(5001);
    let other = json!({"verb": "redeem", "key": "k", "codes": ["X", "Y"], "cart": cart()});
    for answer in [take(&mut shop, "redeem", "k", dearer), ask(&mut shop, other)] {
        assert_eq!(
            (&answer["faults"][0]["fault"], &answer["faults"][0]["path"]),
            (&json!("key_conflict"), &json!("$.key"))
        );
    }
    // Who buys may be known better later on, and the shop may have counted the order by then.
    let known = of(json!({"id": "7", "email": "ana@example.org", "orders": 1}));
    assert_eq!(take(&mut shop, "redeem", "k", known)["answer"], "redeemed");
    // What was given back can be taken for something else.
    ask(&mut shop, json!({"verb": "release", "key": "k"}));
    assert_eq!(
        ask(&mut shop, json!({"verb": "redeem", "key": "k", "code": "Y", "cart": cart()}))["answer"],
        "redeemed"
    );
}

#[test]
fn a_hold_lapses_by_itself() {
    let mut shop = shop(one_use());
    let short = json!({"verb": "hold", "key": "1", "code": "X", "cart": cart(), "lifetimeSeconds": 60});
    assert_eq!(ask(&mut shop, short)["endAt"], NOW_MS + MINUTE_MS);
    shop.now_ms += MINUTE_MS - 1;
    refused(&hold(&mut shop, "2"), json!({"reason": "exhausted", "quantity": 1}));
    shop.now_ms += 1;
    assert_eq!(hold(&mut shop, "2")["answer"], "held");
}

#[test]
fn a_late_commit_takes_the_use_again_if_there_still_is_one() {
    let mut shop = shop(one_use());
    let held = hold(&mut shop, "1");
    shop.now_ms += 31 * MINUTE_MS;
    assert_eq!(commit(&mut shop, "1")["applied"], held["applied"]);
    ask(&mut shop, json!({"verb": "release", "key": "1"}));
    hold(&mut shop, "2");
    refused(&commit(&mut shop, "1"), json!({"reason": "exhausted", "quantity": 1}));
    shop.now_ms += 31 * MINUTE_MS;
    assert_eq!(commit(&mut shop, "1")["answer"], "redeemed");
}

#[test]
fn what_was_never_held_cannot_be_committed() {
    let mut shop = shop(one_use());
    assert_eq!(commit(&mut shop, "k")["faults"][0]["fault"], "unknown_key");
    take(&mut shop, "redeem", "1", cart());
    hold(&mut shop, "k");
    assert_eq!(commit(&mut shop, "k")["faults"][0]["fault"], "unknown_key");
}

#[test]
fn nobody_begins_anew_by_signing_out_or_in() {
    let limit = json!({"hasQuantityPerUser": true, "quantityPerUser": 1});
    let account = json!({"id": "7"});
    let both = json!({"id": "7", "email": "Ana@Example.org "});
    let guest = json!({"email": "ana@example.org"});
    let reason = json!({"reason": "customer_limit", "limit": 1, "used": 1});
    for (first, second) in [(&both, &guest), (&both, &account), (&guest, &both), (&account, &both)] {
        let mut shop = shop(limit.clone());
        assert_eq!(take(&mut shop, "redeem", "1", of(first.clone()))["answer"], "redeemed");
        refused(&take(&mut shop, "redeem", "2", of(second.clone())), reason.clone());
        assert_eq!(take(&mut shop, "redeem", "3", of(json!({"email": "bia@example.org"})))["answer"], "redeemed");
    }
}

#[test]
fn the_codes_of_a_campaign_have_limits_together() {
    let mut shop = shop(json!({"campaign": {"quantity": 1}}));
    assert_eq!(take(&mut shop, "redeem", "1", cart())["answer"], "redeemed");
    refused(&take(&mut shop, "redeem", "2", cart()), json!({"reason": "campaign_exhausted", "quantity": 1}));
    save(&mut shop, "X", json!({"campaign": {"discountMinor": 1200}}));
    assert_eq!(take(&mut shop, "redeem", "3", cart())["answer"], "redeemed");
    // 10.00 of 12.00 are spent, and it takes 5.00: what is left does not suffice.
    refused(&take(&mut shop, "redeem", "4", cart()), json!({"reason": "budget_spent", "allowed": 1200}));
    save(&mut shop, "X", json!({"value": 2, "campaign": {"discountMinor": 1200}}));
    assert_eq!(take(&mut shop, "redeem", "5", cart())["answer"], "redeemed");
    let priced = ask(&mut shop, json!({"verb": "price", "code": "X", "cart": cart()}));
    assert_eq!(priced["coupon"]["reasons"][0]["reason"], "not_valid", "a stranger is told nothing");
}

#[test]
fn the_rest_of_a_balance_is_kept_by_the_ledger() {
    let mut shop = shop(json!({"value": 150, "partialUse": true}));
    let first = take(&mut shop, "redeem", "1", cart());
    assert_eq!(
        (&first["applied"]["discountMinor"], &first["applied"]["remainingMinor"]),
        (&json!(10_000), &json!(5_000))
    );
    let priced = ask(&mut shop, json!({"verb": "price", "code": "X", "cart": cart()}));
    assert_eq!((&priced["discountMinor"], &priced["offer"]["usage"]["spentMinor"]), (&json!(5_000), &json!(10_000)));
    let second = take(&mut shop, "redeem", "2", cart());
    assert_eq!((&second["applied"]["discountMinor"], &second["applied"]["remainingMinor"]), (&json!(5_000), &json!(0)));
    refused(&take(&mut shop, "redeem", "3", cart()), json!({"reason": "nothing_to_discount"}));
    ask(&mut shop, json!({"verb": "release", "key": "1"}));
    assert_eq!(take(&mut shop, "redeem", "3", cart())["applied"]["discountMinor"], 10_000);
}

#[test]
fn a_balance_is_counted_in_the_currency_of_its_coupon() {
    let mut shop = shop(json!({"value": 30, "partialUse": true}));
    let euros = json!({"currency": "EUR", "rates": {"EUR": 1, "BRL": 5},
                       "lines": [{"id": "1", "product": "p", "quantity": 1, "unitPriceMinor": 400}]});
    assert_eq!(take(&mut shop, "redeem", "1", euros.clone())["applied"]["discountMinor"], 400);
    assert_eq!(shop.coupons[&("prod".to_owned(), "X".to_owned())].spent_minor, 2_000);
    assert_eq!(take(&mut shop, "redeem", "2", euros)["applied"]["discountMinor"], 200);
    assert_eq!(shop.coupons[&("prod".to_owned(), "X".to_owned())].spent_minor, 3_000);
}

#[test]
fn faults_of_the_calls() {
    let mut shop = shop(json!({}));
    let mut fault = |request: Value| ask(&mut shop, request)["faults"][0]["path"].clone();
    let call = |verb: &str, more: Value| {
        let mut call = json!({"verb": verb, "key": "k", "code": "X", "cart": cart()});
        call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        call
    };
    assert_eq!(fault(call("redeem", json!({"lifetimeSeconds": 60}))), "$.lifetimeSeconds");
    assert_eq!(fault(call("hold", json!({"lifetimeSeconds": 0}))), "$.lifetimeSeconds");
    assert_eq!(fault(call("hold", json!({"lifetimeSeconds": 2_592_001}))), "$.lifetimeSeconds");
    assert_eq!(fault(call("hold", json!({"key": ""}))), "$.key");
    assert_eq!(fault(json!({"verb": "commit", "key": "k".repeat(129)})), "$.key");
}
