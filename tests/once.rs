//! `Idempotency-Key`: sent twice, done once.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::shop::{ClaimKey, Shop};
use serde_json::json;
use support::MemoryShop;
use support::web::{Answer, INTEGRATOR, KEY, SEED, body, redeem, save, send};

const CREATE: &str = "POST /api/dynamicCoupons";
const FIVE: &str = r#"{"type":"PERCENTAGE","value":5}"#;
const TWO_DAYS_MS: i64 = 172_800_000;

fn with<'h>(who: &[(&'h str, &'h str)], key: &'h str) -> Vec<(&'h str, &'h str)> {
    [who, &[("idempotency-key", key)]].concat()
}

fn replayed(first: &Answer, again: &Answer) {
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(again.headers["idempotency-replayed"], "true");
}

#[test]
fn a_request_sent_again_is_answered_again_and_done_once() {
    let mut shop = MemoryShop::new();
    let first = send(&mut shop, CREATE, FIVE, &with(KEY, "k 1"));
    assert_eq!(first.status, 201);
    shop.now_ms += 5_000;
    replayed(&first, &send(&mut shop, CREATE, FIVE, &with(KEY, "k 1")));
    assert_eq!(shop.coupons.len(), 1);
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "k 2")).status, 201);
    assert_eq!(send(&mut shop, CREATE, FIVE, KEY).status, 201);
    assert_eq!(shop.coupons.len(), 3);
}

#[test]
fn every_writing_route_takes_a_key() {
    let mut shop = MemoryShop::new();
    let saved = send(&mut shop, "POST /api/saveCoupon", SEED, &with(&[], "save"));
    assert_eq!(saved.status, 200);
    shop.now_ms += 9;
    replayed(&saved, &send(&mut shop, "POST /api/saveCoupon", SEED, &with(&[], "save")));
    for request in [
        "POST /api/coupons/SIMPLES10/deactivate?env=dev",
        "POST /api/coupons/SIMPLES10/activate?env=dev",
        "DELETE /api/coupons/SIMPLES10?env=dev",
    ] {
        let first = send(&mut shop, request, "", &with(KEY, request));
        assert_eq!(first.status, 200, "{request}");
        replayed(&first, &send(&mut shop, request, "", &with(KEY, request)));
    }
}

#[test]
fn a_key_stands_for_one_request() {
    let mut shop = MemoryShop::new();
    send(&mut shop, CREATE, FIVE, &with(KEY, "k"));
    save(&mut shop, json!({}));
    for (request, body) in [
        (CREATE, r#"{"type":"PERCENTAGE","value":6}"#),
        ("POST /api/coupons/SIMPLES10/deactivate", FIVE),
        ("DELETE /api/coupons/SIMPLES10", ""),
    ] {
        let refused = send(&mut shop, request, body, &with(KEY, "k"));
        assert_eq!(refused.error(), (422, "key_reused".to_owned()), "{request}");
    }
    send(&mut shop, "POST /api/coupons/SIMPLES10/deactivate?env=prod", "", &with(KEY, "query"));
    let other = send(&mut shop, "POST /api/coupons/SIMPLES10/deactivate?env=dev", "", &with(KEY, "query"));
    assert_eq!(other.status, 422, "the environment is part of the request");
}

#[test]
fn keys_are_their_callers_own() {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({}));
    let off = "POST /api/coupons/SIMPLES10/deactivate";
    assert_eq!(send(&mut shop, off, "", &with(KEY, "k")).status, 200);
    let theirs = send(&mut shop, off, "", &with(INTEGRATOR, "k"));
    assert!(!theirs.headers.contains_key("idempotency-replayed"));
    replayed(&theirs, &send(&mut shop, off, "", &with(INTEGRATOR, "k")));
    assert_eq!(send(&mut shop, off, "", &with(&[], "k")).status, 401, "a key is no credential");
}

#[test]
fn while_the_first_is_running_the_second_waits() {
    let mut shop = MemoryShop::new();
    send(&mut shop, CREATE, FIVE, &with(KEY, "k"));
    // Its worker has claimed the key and not answered yet.
    for claimed in shop.keys.values_mut() {
        claimed.answer = None;
    }
    let wait = send(&mut shop, CREATE, FIVE, &with(KEY, "k"));
    assert_eq!((wait.error(), wait.headers["retry-after"].as_str()), ((409, "key_running".to_owned()), "2"));
    shop.now_ms += 59_999;
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "k")).status, 409);
    // It has died.
    shop.now_ms += 1;
    let second = send(&mut shop, CREATE, FIVE, &with(KEY, "k"));
    assert_eq!(second.status, 201);
    replayed(&second, &send(&mut shop, CREATE, FIVE, &with(KEY, "k")));
}

#[test]
fn a_worker_that_was_thought_dead_settles_nothing() {
    let mut shop = MemoryShop::new();
    let claim = |at_ms| ClaimKey {
        scope: "s".into(),
        key: "k".into(),
        request: "r".into(),
        at_ms,
        stale_before_ms: at_ms - 60_000,
        forget_before_ms: 0,
    };
    let settle = |at_ms, body: &'static str| remise::shop::SettleKey {
        scope: "s".into(),
        key: "k".into(),
        at_ms,
        status: Some(200),
        body: Some(body.into()),
    };
    shop.claim_key(&claim(1_000)).unwrap();
    shop.claim_key(&claim(90_000)).unwrap();
    shop.settle_key(&settle(1_000, "late")).unwrap();
    shop.settle_key(&settle(90_000, "second")).unwrap();
    assert_eq!(shop.claim_key(&claim(90_001)).unwrap().body, "second");
}

#[test]
fn refusals_are_kept_when_they_settle_something() {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({}));
    redeem(&mut shop, "1", "SIMPLES10");
    let kept = send(&mut shop, "DELETE /api/coupons/SIMPLES10", "", &with(KEY, "in use"));
    assert_eq!(kept.status, 409);
    replayed(&kept, &send(&mut shop, "DELETE /api/coupons/SIMPLES10", "", &with(KEY, "in use")));
    let taken = body("prod", json!({"id": "other"}));
    let kept = send(&mut shop, "POST /api/saveCoupon", &taken, &with(&[], "taken"));
    assert_eq!(kept.status, 409);
    replayed(&kept, &send(&mut shop, "POST /api/saveCoupon", &taken, &with(&[], "taken")));
    let kept = send(&mut shop, CREATE, "{}", &with(KEY, "faults"));
    assert_eq!(kept.status, 400);
    replayed(&kept, &send(&mut shop, CREATE, "{}", &with(KEY, "faults")));
}

#[test]
fn what_may_turn_out_otherwise_is_not_kept() {
    let mut shop = MemoryShop::new();
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(&[("authorization", "Bearer x")], "k")).status, 401);
    assert!(shop.keys.is_empty(), "a stranger leaves nothing behind");
    // No code is free: the shop cannot answer now, and the key is given back.
    shop.collisions = 8;
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "k")).status, 503);
    assert!(shop.keys.is_empty());
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "k")).status, 201);
    // What the shop does not offer today it may offer tomorrow.
    shop.site.dynamic_coupons = Some(false);
    let refused = send(&mut shop, CREATE, FIVE, &with(KEY, "switched off"));
    assert_eq!(refused.error(), (403, "dynamic_coupons_off".to_owned()));
    shop.site.dynamic_coupons = Some(true);
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "switched off")).status, 201);
}

#[test]
fn an_answer_that_cannot_be_kept_is_not_given() {
    let mut shop = MemoryShop::new();
    shop.forgetful = true;
    // The host undoes what was done before it.
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, "k")).error(), (503, "unavailable".to_owned()));
}

#[test]
fn keys_are_forgotten_after_two_days() {
    let mut shop = MemoryShop::new();
    let first = send(&mut shop, CREATE, FIVE, &with(KEY, "k"));
    shop.now_ms += TWO_DAYS_MS;
    replayed(&first, &send(&mut shop, CREATE, FIVE, &with(KEY, "k")));
    shop.now_ms += 1;
    send(&mut shop, CREATE, FIVE, &with(KEY, "other"));
    assert_eq!(shop.keys.len(), 1, "the table does not grow for ever");
    assert_ne!(send(&mut shop, CREATE, FIVE, &with(KEY, "k")).body, first.body);
}

#[test]
fn a_key_is_printable_and_short() {
    let mut shop = MemoryShop::new();
    let long = "k".repeat(256);
    for key in ["", long.as_str(), "é", "a\tb", "a\u{7f}"] {
        let refused = send(&mut shop, CREATE, FIVE, &with(KEY, key));
        assert_eq!(refused.status, 400, "{key:?}");
        assert_eq!(refused.fault(), ("not_allowed".to_owned(), "header.idempotency-key".to_owned()));
    }
    assert!(shop.coupons.is_empty());
    assert_eq!(send(&mut shop, CREATE, FIVE, &with(KEY, &long[1..])).status, 201);
}
