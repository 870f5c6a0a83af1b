//! Several codes in one cart: priced, redeemed, released, against a shop in memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::api::call;
use remise::combine::Choose;
use serde_json::{Value, json};
use support::MemoryShop;

fn ask(shop: &mut MemoryShop, request: Value) -> Value {
    serde_json::from_str(&call(&request.to_string(), shop)).unwrap()
}

fn save(shop: &mut MemoryShop, coupon: Value) {
    let body =
        json!({"env": "prod", "integrationToken": "seu token", "organizationExternalId": "seu id", "coupon": coupon});
    let answer = ask(
        shop,
        json!({"verb": "http", "method": "POST", "path": "/api/saveCoupon",
               "headers": {"content-type": "application/json"}, "body": body.to_string()}),
    );
    assert_eq!(answer["status"], 200, "{answer}");
}

/// TEN takes 10 %, FIVE 5.00, ONCE 1.00 and only once, ALONE 50 % and goes with no other.
fn shop() -> MemoryShop {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({"code": "TEN", "type": "PERCENTAGE", "value": 10}));
    save(&mut shop, json!({"code": "FIVE", "type": "VALUE", "value": 5}));
    save(
        &mut shop,
        json!({"code": "ONCE", "type": "VALUE", "value": 1, "hasQuantity": true, "quantity": 1, "availableQuantity": 1}),
    );
    let exclusive = json!({"exclusive": true, "priority": -1});
    save(&mut shop, json!({"code": "ALONE", "type": "PERCENTAGE", "value": 50, "stacking": exclusive}));
    shop
}

fn cart() -> Value {
    json!({"currency": "BRL", "lines": [{"id": "1", "product": "p", "quantity": 2, "unitPriceMinor": 5000}], "shippingMinor": 700})
}

fn price(shop: &mut MemoryShop, codes: &[&str]) -> Value {
    ask(shop, json!({"verb": "price", "cart": cart(), "codes": codes}))
}

fn redeem(shop: &mut MemoryShop, key: &str, codes: &[&str]) -> Value {
    ask(shop, json!({"verb": "redeem", "key": key, "cart": cart(), "codes": codes}))
}

fn used(shop: &MemoryShop, key: &str) -> u32 {
    shop.coupons[&("prod".to_owned(), key.to_owned())].redeemed
}

#[track_caller]
fn outcomes(answer: &Value, expected: &[(&str, &str)]) {
    let coupons = answer["coupons"].as_array().unwrap();
    let told: Vec<(&str, &str)> = coupons
        .iter()
        .map(|coupon| {
            let reason = coupon["reasons"][0]["reason"].as_str();
            (coupon["code"].as_str().unwrap(), reason.unwrap_or_else(|| coupon["answer"].as_str().unwrap()))
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn codes_are_priced_together_whatever_their_order() {
    let mut shop = shop();
    for codes in [["TEN", "FIVE"], ["FIVE", "TEN"]] {
        let priced = price(&mut shop, &codes);
        assert_eq!((&priced["discountMinor"], &priced["totalMinor"]), (&json!(1500), &json!(9200)), "{priced}");
        assert_eq!(priced["lines"][0]["discountMinor"], 1500);
        assert_eq!(priced["offers"].as_array().unwrap().len(), 2);
        assert_eq!(priced["coupons"][0]["discountText"], "R$5.00");
        outcomes(&priced, &[("FIVE", "applied"), ("TEN", "applied")]);
    }
}

#[test]
fn a_stranger_learns_nothing_of_codes_among_others() {
    let mut shop = shop();
    redeem(&mut shop, "order-1", &["ONCE"]);
    let priced = price(&mut shop, &["nosuch", "TEN", "once", "Once", "NoSuch"]);
    let refused = |code| (code, "not_valid");
    // Neither its spelling nor its place nor that it was entered twice tells which of them exists.
    let [nosuch, once, again, nosuch_again] = ["nosuch", "once", "Once", "NoSuch"].map(refused);
    outcomes(&priced, &[("TEN", "applied"), nosuch, once, again, nosuch_again]);
    let reasons: Vec<&Value> =
        priced["coupons"].as_array().unwrap()[1..].iter().map(|coupon| &coupon["reasons"]).collect();
    assert!(reasons.iter().all(|told| *told == reasons[0]), "{priced}");
    assert_eq!(priced["offers"].as_array().unwrap().len(), 1);
}

#[test]
fn the_shop_says_how_many_codes_go_and_which_win() {
    let mut shop = shop();
    outcomes(&price(&mut shop, &["TEN", "ALONE"]), &[("ALONE", "applied"), ("TEN", "exclusive")]);
    shop.site.max_codes = Some(1);
    outcomes(&price(&mut shop, &["TEN", "FIVE"]), &[("FIVE", "applied"), ("TEN", "too_many_codes")]);
    shop.site.choose = Some(Choose::Best);
    outcomes(&price(&mut shop, &["TEN", "FIVE"]), &[("TEN", "applied"), ("FIVE", "too_many_codes")]);
}

#[test]
fn an_order_takes_a_use_of_every_code_that_applies_and_only_once() {
    let mut shop = shop();
    let first = redeem(&mut shop, "order-1", &["TEN", "ONCE"]);
    assert_eq!(first["answer"], "redeemed", "{first}");
    assert_eq!(first["applied"]["discountMinor"], 1100);
    assert_eq!((used(&shop, "TEN"), used(&shop, "0NCE")), (1, 1));
    // Whatever has changed meanwhile, the same key gives the same answer.
    shop.now_ms += 1_000_000;
    assert_eq!(redeem(&mut shop, "order-1", &["TEN", "ONCE"]), first);
    assert_eq!((used(&shop, "TEN"), used(&shop, "0NCE")), (1, 1));
}

#[test]
fn nothing_is_taken_when_one_code_cannot_be_used() {
    let mut shop = shop();
    redeem(&mut shop, "order-1", &["ONCE"]);
    let refused = redeem(&mut shop, "order-2", &["TEN", "ONCE"]);
    assert_eq!((&refused["answer"], &refused["code"]), (&json!("rejected"), &json!("ONCE")));
    assert_eq!((used(&shop, "TEN"), used(&shop, "0NCE")), (0, 1));
    assert_eq!(redeem(&mut shop, "order-2", &["TEN", "NOSUCH"])["reasons"][0]["reason"], "not_valid");
    // A code that only lost to another one takes no use and does not stand in the way.
    let redeemed = redeem(&mut shop, "order-3", &["TEN", "ALONE"]);
    assert_eq!(redeemed["applied"]["discountMinor"], 5000);
    assert_eq!((used(&shop, "TEN"), used(&shop, "A10NE")), (0, 1));
}

#[test]
fn the_uses_of_an_order_are_given_back_together() {
    let mut shop = shop();
    redeem(&mut shop, "order-1", &["TEN", "ONCE"]);
    let release = json!({"verb": "release", "key": "order-1"});
    assert_eq!(ask(&mut shop, release.clone())["changed"], true);
    assert_eq!((used(&shop, "TEN"), used(&shop, "0NCE")), (0, 0));
    assert_eq!(ask(&mut shop, release)["changed"], false);
}

#[test]
fn a_call_names_one_code_or_several() {
    let mut shop = shop();
    let both = json!({"verb": "price", "cart": cart(), "code": "TEN", "codes": ["FIVE"]});
    assert_eq!(ask(&mut shop, both)["faults"][0]["path"], "$.codes");
    let none = json!({"verb": "redeem", "key": "k", "cart": cart()});
    assert_eq!(ask(&mut shop, none)["faults"][0]["path"], "$.code");
    let many: Vec<String> = (0..51).map(|number| format!("C{number}")).collect();
    let many = json!({"verb": "price", "cart": cart(), "codes": many});
    assert_eq!(ask(&mut shop, many)["faults"][0]["fault"], "too_long");
}
