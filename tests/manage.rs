//! Reading, switching off and deleting what was saved.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use serde_json::json;
use support::MemoryShop;
use support::web::{Answer, INTEGRATOR, KEY, body, redeem, save, send};

fn codes(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let page = answer.json();
    page["coupons"].as_array().unwrap().iter().map(|coupon| coupon["code"].as_str().unwrap().to_owned()).collect()
}

/// C1 to C`count` in production, and D1 in development.
fn filled(count: u32) -> MemoryShop {
    let mut shop = MemoryShop::new();
    for number in 1..=count {
        let code = format!("C{number}");
        save(&mut shop, json!({"id": code, "code": code}));
    }
    send(&mut shop, "POST /api/saveCoupon", &body("dev", json!({"id": "D1", "code": "D1"})), &[]);
    shop
}

#[test]
fn pages_go_from_the_newest_to_the_oldest() {
    let mut shop = filled(60);
    let mut seen = Vec::new();
    let mut address = "GET /api/coupons?limit=28".to_owned();
    loop {
        let answer = send(&mut shop, &address, "", KEY);
        seen.push(codes(&answer));
        match answer.json()["cursor"].as_str() {
            Some(cursor) => address = format!("GET /api/coupons?limit=28&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [28, 28, 4]);
    let all: Vec<String> = (1..=60).rev().map(|number| format!("C{number}")).collect();
    assert_eq!(seen.concat(), all);
    assert_eq!(codes(&send(&mut shop, "GET /api/coupons", "", KEY)).len(), 25);
}

/// A hundred coupons of 32 KiB would not fit a host's memory.
#[test]
fn a_page_of_large_coupons_is_shorter() {
    let mut shop = MemoryShop::new();
    for number in 0..60 {
        let large = json!({"id": number.to_string(), "code": format!("C{number}"), "name": "x".repeat(20_000)});
        assert_eq!(save(&mut shop, large).status, 200);
    }
    let first = send(&mut shop, "GET /api/coupons?limit=100", "", KEY);
    assert_eq!(codes(&first).len(), 25);
    let cursor = first.json()["cursor"].as_str().unwrap().to_owned();
    assert_eq!(codes(&send(&mut shop, &format!("GET /api/coupons?cursor={cursor}"), "", KEY))[0], "C34");
}

#[test]
fn a_list_can_be_narrowed() {
    let mut shop = filled(12);
    assert_eq!(send(&mut shop, "POST /api/coupons/c-2/deactivate", "", KEY).status, 200);
    let mut list = |query: &str| codes(&send(&mut shop, &format!("GET /api/coupons?{query}"), "", KEY));
    assert_eq!(list("active=false"), ["C2"]);
    assert_eq!(list("active=true").len(), 11);
    assert_eq!(list("prefix=c1"), ["C12", "C11", "C10", "C1"]);
    assert_eq!(list("env=dev"), ["D1"]);
    assert_eq!(list("env=prod&prefix=d").len(), 0);
}

#[test]
fn every_fault_of_a_query_is_told() {
    let mut shop = filled(1);
    let query = "active=yes&cursor=x&env=test&limit=101&prefix=-&colour=1";
    let answer = send(&mut shop, &format!("GET /api/coupons?{query}"), "", KEY);
    assert_eq!(answer.status, 400);
    let faults = answer.json()["faults"].clone();
    let mut paths: Vec<&str> = faults.as_array().unwrap().iter().map(|fault| fault["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["query.active", "query.colour", "query.cursor", "query.env", "query.limit", "query.prefix"]);
    for query in
        ["limit=0", "limit=", "limit=1e1", "limit=99999999999", "cursor=", "cursor=-1", "cursor=1234567890123456789"]
    {
        assert_eq!(send(&mut shop, &format!("GET /api/coupons?{query}"), "", KEY).status, 400, "{query}");
    }
    assert_eq!(send(&mut shop, "GET /api/coupons/C1?limit=1", "", KEY).status, 400);
    assert_eq!(send(&mut shop, "GET /api/coupons?limit=100", "", KEY).status, 200);
}

#[test]
fn a_coupon_is_read_as_it_stands_now() {
    let mut shop = MemoryShop::new();
    let fields = json!({"hasQuantity": true, "quantity": 3, "availableQuantity": 3});
    save(&mut shop, fields);
    redeem(&mut shop, "1", "SIMPLES10");
    let coupon = send(&mut shop, "GET /api/coupons/simples-1o", "", KEY).json();
    assert_eq!(coupon["code"], "SIMPLES10");
    assert_eq!(
        (&coupon["availableQuantity"], &coupon["redeemed"], &coupon["env"]),
        (&json!(2), &json!(1), &json!("prod"))
    );
    let list = send(&mut shop, "GET /api/coupons", "", KEY).json();
    assert_eq!(list["coupons"][0], coupon, "a list shows the same");
    assert_eq!(
        send(&mut shop, "GET /api/coupons/SIMPLES10?env=dev", "", KEY).error(),
        (404, "unknown_coupon".to_owned())
    );
    assert_eq!(send(&mut shop, "GET /api/coupons/NONE", "", KEY).error(), (404, "unknown_coupon".to_owned()));
    assert_eq!(send(&mut shop, "GET /api/coupons/---", "", KEY).error(), (404, "unknown_coupon".to_owned()));
}

#[test]
fn a_code_may_hold_a_slash() {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({"code": "A/B"}));
    assert_eq!(send(&mut shop, "GET /api/coupons/a/b", "", KEY).json()["code"], "A/B");
    assert_eq!(send(&mut shop, "POST /api/coupons/a/b/deactivate", "", KEY).json()["active"], false);
    assert_eq!(send(&mut shop, "GET /api/coupons/", "", KEY).error(), (404, "not_found".to_owned()));
}

#[test]
fn a_coupon_that_is_switched_off_is_used_by_nobody() {
    let mut shop = filled(1);
    let off = send(&mut shop, "POST /api/coupons/C1/deactivate", "", KEY);
    assert_eq!((off.status, &off.json()["active"]), (200, &json!(false)));
    let refused = redeem(&mut shop, "1", "C1");
    assert_eq!(refused["reasons"][0]["reason"], "inactive");
    let cart =
        json!({"currency": "BRL", "lines": [{"id": "1", "product": "p", "quantity": 1, "unitPriceMinor": 9990}]});
    let priced = support::web::ask(&mut shop, &json!({"verb": "price", "cart": cart, "code": "C1"}));
    assert_eq!(priced["coupon"]["reasons"][0]["reason"], "not_valid", "a stranger is told nothing");
    assert_eq!(send(&mut shop, "POST /api/coupons/C1/deactivate", "", KEY).status, 200, "twice is as once");
    let on = send(&mut shop, "POST /api/coupons/C1/activate", "", KEY).json();
    assert!(on.get("active").is_none());
    assert_eq!(redeem(&mut shop, "1", "C1")["answer"], "redeemed");
}

#[test]
fn only_what_nobody_has_used_is_deleted() {
    let mut shop = filled(2);
    redeem(&mut shop, "1", "C1");
    assert_eq!(send(&mut shop, "DELETE /api/coupons/C1", "", KEY).error(), (409, "in_use".to_owned()));
    let gone = send(&mut shop, "DELETE /api/coupons/C2", "", KEY);
    assert_eq!((gone.status, &gone.json()["code"]), (200, &json!("C2")));
    assert_eq!(send(&mut shop, "DELETE /api/coupons/C2", "", KEY).status, 404);
    assert_eq!(codes(&send(&mut shop, "GET /api/coupons", "", KEY)), ["C1"]);
    assert_eq!(send(&mut shop, "DELETE /api/coupons/D1", "", KEY).status, 404, "it is of the other environment");
    assert_eq!(send(&mut shop, "DELETE /api/coupons/D1?env=dev", "", KEY).status, 200);
}

#[test]
fn strangers_learn_nothing() {
    let mut shop = filled(1);
    let requests = [
        "GET /api/coupons",
        "GET /api/coupons/C1",
        "GET /api/coupons/NONE",
        "POST /api/coupons/C1/activate",
        "POST /api/coupons/C1/deactivate",
        "DELETE /api/coupons/C1",
    ];
    for request in requests {
        for wrong in [&[][..], &[("authorization", "Bearer wrong")], &[("authorization", "Basic private")]] {
            let refused = send(&mut shop, request, "", wrong);
            assert_eq!(refused.error(), (401, "unauthorized".to_owned()), "{request} {wrong:?}");
            assert_eq!(refused.headers["www-authenticate"], "Bearer");
        }
        let wrong = [("integration-token", "x"), ("organization-external-id", "seu id")];
        assert_eq!(send(&mut shop, request, "", &wrong).status, 401);
        let wrong = [("integration-token", "seu token"), ("organization-external-id", "x")];
        assert_eq!(send(&mut shop, request, "", &wrong).error(), (404, "unknown_organization".to_owned()));
        assert_ne!(send(&mut shop, request, "", INTEGRATOR).status, 401, "who saved it may see and manage it");
    }
    assert!(shop.coupons.keys().all(|(env, _)| env == "dev"), "the integrator has deleted C1");
}

#[test]
fn another_method_is_told_what_to_use() {
    let mut shop = filled(1);
    for (request, allow) in [
        ("PATCH /api/saveCoupon", "POST"),
        ("GET /api/dynamicCoupons", "POST"),
        ("POST /api/coupons", "GET, HEAD"),
        ("PUT /api/coupons/C1", "GET, DELETE, HEAD"),
        ("GET /api/coupons/C1/activate", "POST"),
        ("HEAD /api/coupons/C1/deactivate", "POST"),
        ("DELETE /api/admin/site", "GET, PUT, HEAD"),
        ("POST /api/admin/coupons", "GET, HEAD"),
    ] {
        let refused = send(&mut shop, request, "", KEY);
        assert_eq!((refused.status, refused.headers["allow"].as_str()), (405, allow), "{request}");
    }
}

#[test]
fn head_is_get_without_the_body() {
    let mut shop = filled(1);
    for path in ["/api/coupons", "/api/coupons/C1", "/api/coupons/NONE", "/api/admin/site", "/api/nothing"] {
        let get = send(&mut shop, &format!("GET {path}"), "", KEY);
        let head = send(&mut shop, &format!("HEAD {path}"), "", KEY);
        assert_eq!((head.status, &head.headers, head.body.as_str()), (get.status, &get.headers, ""), "{path}");
    }
}
