//! Against guessing: wrong codes cost tokens, right ones do not, and a stranger cannot tell one refusal from another.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::shop::{AttemptLimit, AttemptOutcome};
use serde_json::{Value, json};
use support::web::{ask, redeem, save, send};
use support::{MemoryShop, NOW_MS};

const MINUTE_MS: i64 = 60_000;

fn shop() -> MemoryShop {
    let mut shop = MemoryShop::new();
    let limits = json!({"hasQuantityPerUser": false, "quantityPerUser": null});
    let saved = |shop: &mut MemoryShop, code: &str, more: Value| {
        let mut fields = limits.clone();
        fields["id"] = json!(code);
        fields["code"] = json!(code);
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(save(shop, fields).status, 200, "{code}");
    };
    saved(&mut shop, "GOOD", json!({}));
    saved(&mut shop, "LACKING", json!({"conditions": [{"id": "cart_total", "operator": ">=", "value": 900}]}));
    saved(&mut shop, "ENDED", json!({"enabledExpiration": true, "endAt": NOW_MS - 1}));
    saved(&mut shop, "LATER", json!({"startAt": NOW_MS + 1}));
    saved(&mut shop, "OFF", json!({"active": false}));
    saved(&mut shop, "USED-UP", json!({"hasQuantity": true, "quantity": 1, "availableQuantity": 1}));
    assert_eq!(redeem(&mut shop, "before", "USED-UP")["answer"], "redeemed");
    shop.asked.clear();
    shop.looked_up.clear();
    shop
}

fn cart() -> Value {
    json!({"currency": "BRL", "lines": [{"id": "1", "product": "mug", "quantity": 1, "unitPriceMinor": 4990}]})
}

fn visitor(address: &str) -> Value {
    json!({"remoteAddress": address, "session": address})
}

/// Enters a code alone.
fn enter(shop: &mut MemoryShop, code: &str, from: &Value) -> Value {
    ask(shop, &json!({"verb": "price", "cart": cart(), "code": code, "from": from}))
}

/// Enters a code beside others.
fn add(shop: &mut MemoryShop, codes: &[&str], new: &str, from: &Value) -> Value {
    let mut from = from.clone();
    from["code"] = json!(new);
    ask(shop, &json!({"verb": "price", "cart": cart(), "codes": codes, "from": from}))
}

fn fail(shop: &mut MemoryShop, times: u32, from: &Value) {
    for time in 0..times {
        let refused = enter(shop, &format!("WRONG-{time}"), from);
        assert_eq!(refused["coupon"]["reasons"][0]["reason"], "not_valid");
        assert_eq!(refused["waitMs"], Value::Null, "try {time}");
    }
}

#[track_caller]
fn throttled(answer: &Value) {
    assert_eq!(answer["coupon"]["reasons"][0]["reason"], "not_valid", "{answer}");
    assert_eq!(answer["waitMs"], 60_000, "{answer}");
    assert_eq!(answer.get("offer"), None, "{answer}");
}

#[test]
fn five_wrong_codes_are_free_and_then_every_code_is_refused() {
    let mut shop = shop();
    let me = visitor("192.0.2.1");
    fail(&mut shop, 5, &me);
    throttled(&enter(&mut shop, "GOOD", &me));
    throttled(&enter(&mut shop, "WRONG", &me));
    shop.now_ms += MINUTE_MS - 1;
    throttled(&enter(&mut shop, "GOOD", &me));
    shop.now_ms += 1;
    assert_eq!(enter(&mut shop, "GOOD", &me)["coupon"]["answer"], "applied");
    fail(&mut shop, 1, &me);
    throttled(&enter(&mut shop, "GOOD", &me));
    shop.now_ms += 5 * MINUTE_MS;
    fail(&mut shop, 5, &me);
    throttled(&enter(&mut shop, "GOOD", &me));
}

#[test]
fn what_is_no_failure_costs_nothing() {
    let mut shop = shop();
    let me = visitor("192.0.2.1");
    for _ in 0..50 {
        assert_eq!(enter(&mut shop, "GOOD", &me)["coupon"]["answer"], "applied");
        assert_eq!(enter(&mut shop, "LACKING", &me)["coupon"]["reasons"][0]["reason"], "below_minimum");
    }
    fail(&mut shop, 4, &me);
    assert_eq!(enter(&mut shop, "GOOD", &me)["coupon"]["answer"], "applied", "the fifth token comes back");
    fail(&mut shop, 1, &me);
    assert_eq!(shop.attempts.len(), 5);
}

#[test]
fn address_session_and_account_each_count() {
    let mut shop = shop();
    let from = |address: &str, session: &str| json!({"remoteAddress": address, "session": session});
    fail(&mut shop, 5, &from("192.0.2.1", "a"));
    throttled(&enter(&mut shop, "GOOD", &from("192.0.2.1", "b")));
    throttled(&enter(&mut shop, "GOOD", &from("192.0.2.2", "a")));
    assert_eq!(enter(&mut shop, "GOOD", &from("192.0.2.2", "b"))["coupon"]["answer"], "applied");

    let buyer = |buyer: Value, from: Value| {
        let mut cart = cart();
        cart["buyer"] = buyer;
        json!({"verb": "price", "cart": cart, "code": "WRONG", "from": from})
    };
    for time in 0..5 {
        let tried = ask(&mut shop, &buyer(json!({"id": "7"}), visitor(&format!("198.51.100.{time}"))));
        assert_eq!(tried["waitMs"], Value::Null);
    }
    let tried = ask(&mut shop, &buyer(json!({"id": "7"}), visitor("198.51.100.9")));
    assert_eq!(tried["waitMs"], 60_000, "an account has tokens of its own");
    for time in 0..9 {
        let guest = json!({"email": "ann@example.org"});
        let tried = ask(&mut shop, &buyer(guest, visitor(&format!("203.0.113.{time}"))));
        assert_eq!(tried["waitMs"], Value::Null, "an address that anybody may type locks nobody out");
    }
}

#[test]
fn a_network_of_ipv6_is_one_address() {
    let mut shop = shop();
    let from = |address: &str| json!({"remoteAddress": address});
    for host in 1..=5 {
        enter(&mut shop, "WRONG", &from(&format!("2001:db8:0:7::{host}")));
    }
    throttled(&enter(&mut shop, "GOOD", &from("2001:DB8:0:7:ffff::1")));
    assert_eq!(enter(&mut shop, "GOOD", &from("2001:db8:0:8::1"))["coupon"]["answer"], "applied");
    for (one, other) in
        [("::1", "0:0:0:0:0:0:0:2"), ("fe80::1", "fe80:0000::2:1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:02::")]
    {
        for _ in 0..5 {
            enter(&mut shop, "WRONG", &from(one));
        }
        throttled(&enter(&mut shop, "GOOD", &from(other)));
    }
    for _ in 0..5 {
        enter(&mut shop, "WRONG", &from("::ffff:192.0.2.9"));
    }
    throttled(&enter(&mut shop, "GOOD", &from("192.0.2.9")));
}

#[test]
fn every_refusal_of_a_stranger_is_the_same_and_as_much_work() {
    let alone = |shop: &mut MemoryShop, code: &str, from: &Value| enter(shop, code, from);
    let beside = |shop: &mut MemoryShop, code: &str, from: &Value| add(shop, &["GOOD", code], code, from);
    for try_code in [&alone as &dyn Fn(&mut MemoryShop, &str, &Value) -> Value, &beside] {
        let refused = |code: &str| {
            let mut shop = shop();
            let answer = try_code(&mut shop, code, &visitor("192.0.2.1"));
            (answer.to_string().replace(code, "CODE"), shop.asked)
        };
        let unknown = refused("NOBODY");
        assert!(unknown.0.contains("not_valid"));
        for code in ["ENDED", "LATER", "OFF", "USED-UP"] {
            assert_eq!(refused(code), unknown, "{code}");
        }
        let barred = |code: &str| {
            let mut shop = shop();
            fail(&mut shop, 5, &visitor("192.0.2.1"));
            shop.asked.clear();
            shop.looked_up.clear();
            let answer = try_code(&mut shop, code, &visitor("192.0.2.1"));
            assert!(shop.looked_up.iter().all(|key| key == "-" || key == "G00D"), "{:?}", shop.looked_up);
            (answer.to_string().replace(code, "CODE").replace(",\"waitMs\":60000", ""), shop.asked)
        };
        for code in ["NOBODY", "LACKING", "ENDED", "USED-UP"] {
            assert_eq!(barred(code), unknown, "{code}, without a token");
        }
    }
}

#[test]
fn without_a_visitor_too_every_code_is_looked_up_alike() {
    let work = |code: &str| {
        let mut shop = shop();
        ask(&mut shop, &json!({"verb": "price", "cart": cart(), "code": code}));
        shop.asked
    };
    for code in ["ENDED", "OFF", "USED-UP", "GOOD", "LACKING"] {
        assert_eq!(work(code), work("NOBODY"), "{code}");
    }
}

#[test]
fn codes_that_are_in_the_cart_stay_there() {
    let mut shop = shop();
    let me = visitor("192.0.2.1");
    fail(&mut shop, 5, &me);
    let priced = add(&mut shop, &["GOOD", "NEXT"], "next", &me);
    assert_eq!((&priced["waitMs"], &priced["coupons"][0]["answer"]), (&json!(60_000), &json!("applied")));
    assert_eq!(priced["coupons"][1]["reasons"][0]["reason"], "not_valid");
    let again = ask(&mut shop, &json!({"verb": "price", "cart": cart(), "codes": ["GOOD"]}));
    assert_eq!(again["coupons"][0]["answer"], "applied", "what is only shown again needs no token");
    let other = ask(&mut shop, &json!({"verb": "price", "cart": cart(), "codes": ["GOOD"], "from": {"code": "ELSE"}}));
    assert_eq!(other["faults"][0]["path"], "$.from.code");
}

#[test]
fn too_many_codes_at_once_are_a_fault_and_not_looked_up() {
    let mut shop = shop();
    let codes: Vec<String> = (0..51).map(|number| format!("WRONG-{number}")).collect();
    for call in [json!({"verb": "price"}), json!({"verb": "redeem", "key": "1"})] {
        let mut call = call;
        call["cart"] = cart();
        call["codes"] = json!(codes);
        call["from"] = visitor("192.0.2.1");
        assert_eq!(ask(&mut shop, &call)["faults"][0]["fault"], "too_long");
    }
    assert!(shop.looked_up.is_empty() && shop.buckets.is_empty());
}

#[test]
fn an_order_with_codes_of_its_own_is_guarded_too() {
    for (name, listed) in [("code", false), ("codes", true)] {
        let mut shop = shop();
        let order = |shop: &mut MemoryShop, key: &str, code: &str| {
            let code = if listed { json!([code]) } else { json!(code) };
            let from = visitor("192.0.2.1");
            ask(shop, &json!({"verb": "redeem", "key": key, name: code, "cart": cart(), "from": from}))
        };
        let first = order(&mut shop, "1", "GOOD");
        assert_eq!(first["answer"], "redeemed");
        save(
            &mut shop,
            json!({"id": "ONCE", "code": "ONCE", "hasQuantity": true, "quantity": 1, "availableQuantity": 1}),
        );
        for _ in 0..9 {
            assert_eq!(order(&mut shop, "once", "ONCE")["answer"], "redeemed", "its own use is no failure");
            assert_eq!(order(&mut shop, "2", "LACKING")["waitMs"], Value::Null);
        }
        for _ in 0..5 {
            assert_eq!(order(&mut shop, "2", "WRONG")["waitMs"], Value::Null);
        }
        let barred = order(&mut shop, "3", "GOOD");
        assert_eq!((&barred["answer"], &barred["waitMs"]), (&json!("rejected"), &json!(60_000)), "{barred}");
        assert_eq!(barred["reasons"][0]["reason"], "not_valid");
        assert_eq!(shop.ledger.len(), 3, "no use was taken");
        shop.now_ms += MINUTE_MS;
        assert_eq!(order(&mut shop, "3", "GOOD")["answer"], "redeemed");
    }
}

#[test]
fn attempts_are_noted_with_masked_codes() {
    let mut shop = shop();
    let me = visitor("192.0.2.1");
    let long = "ABCDEFGH".repeat(20);
    for code in ["SUMMER-2026", "abc", "Ã\u{7}\u{7}\u{7}", long.as_str(), ""] {
        enter(&mut shop, code, &me);
    }
    enter(&mut shop, "GOOD", &me);
    let noted: Vec<&str> = shop.attempts.iter().rev().map(|attempt| attempt.code.as_deref().unwrap()).collect();
    let masked = format!("AB{}", "•".repeat(30));
    assert_eq!(noted, ["SU•••••••••", "•••", "Ã•••", &masked, "", "G•••"]);
    assert_eq!(shop.attempts[0].outcome, AttemptOutcome::Throttled);
    assert_eq!(shop.attempts[1].outcome, AttemptOutcome::Refused);
    assert!(shop.attempts.iter().all(|attempt| attempt.holder.is_none()));
}

#[test]
fn the_shop_says_how_many_failures_it_stands() {
    let mut shop = shop();
    shop.site.attempts = Some(AttemptLimit { limit: 2, lifetime_seconds: 10 });
    let me = visitor("192.0.2.1");
    fail(&mut shop, 2, &me);
    assert_eq!(enter(&mut shop, "GOOD", &me)["waitMs"], 5_000);
    let put = |shop: &mut MemoryShop, attempts: Value| {
        let mut body = json!({"platform": "magento", "env": "prod", "modalities": ["retail"], "attempts": attempts});
        body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let put = json!({"verb": "http", "method": "PUT", "path": "/api/admin/site", "admin": true,
            "headers": {"content-type": "application/json"}, "body": body.to_string()});
        let answer = ask(shop, &put);
        (answer["status"].as_u64().unwrap(), serde_json::from_str::<Value>(answer["body"].as_str().unwrap()).unwrap())
    };
    let (status, body) = put(&mut shop, json!({"limit": 0, "lifetimeSeconds": 86_401}));
    let paths: Vec<&Value> = body["faults"].as_array().unwrap().iter().map(|fault| &fault["path"]).collect();
    assert_eq!((status, paths), (400, vec![&json!("$.attempts.limit"), &json!("$.attempts.lifetimeSeconds")]));
    assert_eq!(put(&mut shop, json!({"limit": 9, "lifetimeSeconds": 90})).0, 200);
    assert_eq!(shop.site.attempts, Some(AttemptLimit { limit: 9, lifetime_seconds: 90 }));
    assert_eq!(put(&mut shop, Value::Null).1["attempts"], json!({"limit": 5, "lifetimeSeconds": 300}));
}

#[test]
fn a_host_throttles_what_it_lets_people_try_itself() {
    let mut shop = shop();
    let admit = |shop: &mut MemoryShop, known: Value| {
        let mut call = json!({"verb": "admit", "scope": "sign-in", "from": {"remoteAddress": "192.0.2.1"}});
        if !known.is_null() {
            call["known"] = known;
        }
        ask(shop, &call)
    };
    for _ in 0..20 {
        assert_eq!(admit(&mut shop, Value::Null)["answer"], "admitted");
        assert_eq!(admit(&mut shop, json!(true))["answer"], "admitted");
    }
    for _ in 0..5 {
        assert_eq!(admit(&mut shop, Value::Null)["answer"], "admitted");
        admit(&mut shop, json!(false));
    }
    assert_eq!(admit(&mut shop, Value::Null), json!({"answer": "throttled", "waitMs": 60_000}));
    assert_eq!(shop.attempts.len(), 6);
    assert_eq!(
        enter(&mut shop, "GOOD", &visitor("192.0.2.1"))["waitMs"],
        Value::Null,
        "codes have buckets of their own"
    );
}

#[test]
fn attempts_are_for_the_back_office_alone() {
    let mut shop = shop();
    enter(&mut shop, "WRONG", &visitor("192.0.2.1"));
    for headers in [support::web::KEY, support::web::INTEGRATOR, &[]] {
        assert_eq!(send(&mut shop, "GET /api/admin/attempts", "", headers).status, 401);
    }
    let answer =
        ask(&mut shop, &json!({"verb": "http", "method": "GET", "path": "/api/admin/attempts", "admin": true}));
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["attempts"][0]["code"], "W••••");
    assert_eq!(body["attempts"][0]["outcome"], "refused");
}
