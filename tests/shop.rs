//! The calls that need a shop, over one in memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::api::call;
use serde_json::{Value, json};
use support::web::SEED;
use support::{MemoryShop, NOW_MS};

fn ask(shop: &mut MemoryShop, request: &Value) -> Value {
    serde_json::from_str(&call(&request.to_string(), shop)).unwrap()
}

fn http(shop: &mut MemoryShop, method: &str, path: &str, body: &str, more: Value) -> (u64, Value) {
    let mut request = json!({"verb": "http", "method": method, "path": path, "body": body,
        "headers": {"content-type": "application/json"}});
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    let answer = ask(shop, &request);
    assert_eq!(answer["answer"], "http", "{answer}");
    let body = answer["body"].as_str().unwrap();
    (answer["status"].as_u64().unwrap(), serde_json::from_str(body).unwrap())
}

fn save(shop: &mut MemoryShop, body: &str) -> (u64, Value) {
    http(shop, "POST", "/api/saveCoupon", body, json!({}))
}

fn cart(buyer: &Value) -> Value {
    json!({"currency": "BRL", "buyer": buyer, "lines": [
        {"id": "1", "product": "mug", "quantity": 2, "unitPriceMinor": 4990},
        {"id": "2", "product": "tea", "quantity": 1, "unitPriceMinor": 500}]})
}

fn retail() -> Value {
    json!({"id": "7", "modality": "retail"})
}

fn price(shop: &mut MemoryShop, code: &str, buyer: &Value) -> Value {
    ask(shop, &json!({"verb": "price", "cart": cart(buyer), "code": code, "locale": "pt"}))
}

fn redeem(shop: &mut MemoryShop, key: &str, code: &str, buyer: &Value) -> Value {
    ask(shop, &json!({"verb": "redeem", "key": key, "cart": cart(buyer), "code": code}))
}

fn reason(answer: &Value) -> &str {
    answer["reasons"][0]["reason"].as_str().unwrap_or_else(|| panic!("no reason in {answer}"))
}

#[test]
fn the_seed_is_saved_as_it_stands() {
    let mut shop = MemoryShop::new();
    let (status, body) = save(&mut shop, SEED);
    assert_eq!(status, 200);
    assert_eq!(body, json!({"_writeTime": {"_seconds": 1_637_236_969, "_nanoseconds": 444_000_000}}));
    let stored = &shop.coupons[&("dev".to_owned(), "S1MP1ES10".to_owned())];
    let stored: Value = serde_json::from_str(&stored.json).unwrap();
    let sent: Value = serde_json::from_str(SEED).unwrap();
    for (name, value) in sent["coupon"].as_object().unwrap() {
        let defaulted = name == "conditions";
        assert_eq!(&stored[name], value, "{name} is returned as sent (defaulted: {defaulted})");
    }
    assert_eq!(stored["currency"], "BRL", "the organization's currency is filled in");
}

#[test]
fn simples10_takes_ten_reais_off_in_preview_and_order() {
    let mut shop = MemoryShop::new();
    save(&mut shop, &SEED.replace("\"dev\"", "\"prod\""));
    let priced = price(&mut shop, " simples-1o ", &retail());
    assert_eq!(priced["discountMinor"], 1000);
    assert_eq!(priced["totalText"], "R$\u{a0}94,80");
    let redeemed = redeem(&mut shop, "order-1", "SIMPLES10", &retail());
    assert_eq!(redeemed["answer"], "redeemed");
    assert_eq!(redeemed["applied"], priced["coupon"], "the order gets what the preview promised");
}

#[test]
fn the_browser_decides_as_the_shop_did() {
    let mut shop = MemoryShop::new();
    save(&mut shop, &SEED.replace("\"dev\"", "\"prod\""));
    let priced = price(&mut shop, "SIMPLES10", &retail());
    let mut evaluate = priced["offer"].clone();
    evaluate["verb"] = json!("evaluate");
    evaluate["cart"] = cart(&retail());
    assert_eq!(ask(&mut shop, &evaluate), priced["coupon"]);
    assert!(priced["offer"]["coupon"].get("integrationMetadata").is_none(), "an integrator's notes stay in the shop");
    assert!(priced["offer"]["coupon"].get("quantityPerUser").is_none());
}

#[test]
fn dev_and_prod_are_apart() {
    let mut shop = MemoryShop::new();
    save(&mut shop, SEED);
    assert_eq!(reason(&price(&mut shop, "SIMPLES10", &retail())["coupon"]), "not_valid");
    shop.site.env = remise::shop::Env::Dev;
    assert_eq!(price(&mut shop, "SIMPLES10", &retail())["discountMinor"], 1000);
}

#[test]
fn what_nobody_may_know_is_refused_alike() {
    let mut shop = MemoryShop::new();
    let body = |code: &str, more: &str| {
        SEED.replace("SIMPLES10", code)
            .replace("\"dev\"", "\"prod\"")
            .replace("\"value\": 10,", &format!("\"value\": 10, {more}"))
    };
    save(
        &mut shop,
        &body("ENDED", "\"endAt\": 1000,").replace("\"enabledExpiration\": false", "\"enabledExpiration\": true"),
    );
    save(&mut shop, &body("LATER", "\"startAt\": 4000000000000,"));
    save(
        &mut shop,
        &body("USED", "\"quantity\": 0, \"availableQuantity\": 0,")
            .replace("\"hasQuantity\": false", "\"hasQuantity\": true"),
    );
    let refusals: Vec<Value> = ["ENDED", "LATER", "USED", "UNKNOWN", "-"]
        .iter()
        .map(|code| {
            let mut priced = price(&mut shop, code, &retail());
            assert_eq!(priced["coupon"]["code"].take(), *code);
            priced
        })
        .collect();
    assert_eq!(reason(&refusals[0]["coupon"]), "not_valid");
    assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:?}");
}

#[test]
fn what_the_buyer_can_mend_is_told() {
    let mut shop = MemoryShop::new();
    save(&mut shop, &SEED.replace("\"dev\"", "\"prod\""));
    let priced = price(&mut shop, "SIMPLES10", &json!({"id": "8", "modality": "wholesale"}));
    assert_eq!(reason(&priced["coupon"]), "other_modality");
    assert_eq!(priced["discountMinor"], 0);
}

#[test]
fn faults_of_a_body_name_their_path() {
    let mut shop = MemoryShop::new();
    let (status, body) = save(&mut shop, &SEED.replace("\"VALUE\"", "\"FREE\"").replace("\"value\"", "\"valor\""));
    assert_eq!(status, 400);
    let paths: Vec<&str> =
        body["faults"].as_array().unwrap().iter().map(|fault| fault["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["$.coupon.type", "$.coupon.valor"]);
    let (status, body) = save(&mut shop, "{");
    assert_eq!((status, &body["faults"][0]["fault"]), (400, &json!("bad_json")));
    let (status, body) = save(&mut shop, &SEED.replace("\"value\": 10,", "\"value\": 10.005,"));
    assert_eq!((status, &body["faults"][0]["path"]), (400, &json!("$.coupon.value")));
}

#[test]
fn every_refusal_of_save_coupon_has_its_status() {
    let mut shop = MemoryShop::new();
    let statuses = |shop: &mut MemoryShop, method, path, body: &str, more| http(shop, method, path, body, more).0;
    assert_eq!(statuses(&mut shop, "GET", "/api/saveCoupon", "", json!({})), 405);
    assert_eq!(statuses(&mut shop, "POST", "/api/other", "", json!({})), 404);
    assert_eq!(
        statuses(&mut shop, "POST", "/api/saveCoupon", SEED, json!({"headers": {"content-type": "text/plain"}})),
        415
    );
    assert_eq!(statuses(&mut shop, "POST", "/api/saveCoupon", SEED, json!({"headers": {}})), 415);
    assert_eq!(statuses(&mut shop, "POST", "/api/saveCoupon", &" ".repeat((1 << 20) + 1), json!({})), 413);
    assert_eq!(save(&mut shop, &SEED.replace("seu token", "x")).0, 401);
    assert_eq!(save(&mut shop, &SEED.replace("seu id", "x")).0, 404);
    assert_eq!(save(&mut shop, SEED).0, 200);
    assert_eq!(save(&mut shop, &SEED.replace("\"id\": \"SIMPLES10\"", "\"id\": \"OTHER\"")).0, 409);
    shop.broken = true;
    let (status, body) = save(&mut shop, SEED);
    assert_eq!((status, &body["error"]), (503, &json!("unavailable")));
}

#[test]
fn saving_again_keeps_the_uses() {
    let mut shop = MemoryShop::new();
    let prod = SEED.replace("\"dev\"", "\"prod\"");
    save(&mut shop, &prod);
    redeem(&mut shop, "order-1", "SIMPLES10", &retail());
    save(&mut shop, &prod.replace("\"value\": 10,", "\"value\": 12,"));
    assert_eq!(price(&mut shop, "SIMPLES10", &retail())["discountMinor"], 1200);
    assert_eq!(shop.coupons[&("prod".to_owned(), "S1MP1ES10".to_owned())].redeemed, 1);
}

#[test]
fn a_key_takes_one_use_however_often_it_is_sent() {
    let mut shop = MemoryShop::new();
    let once = SEED
        .replace("\"dev\"", "\"prod\"")
        .replace("\"hasQuantity\": false", "\"hasQuantity\": true, \"quantity\": 1, \"availableQuantity\": 1");
    save(&mut shop, &once);
    let first = redeem(&mut shop, "order-1", "SIMPLES10", &retail());
    assert_eq!(redeem(&mut shop, "order-1", "SIMPLES10", &retail()), first);
    let second = redeem(&mut shop, "order-2", "SIMPLES10", &retail());
    assert_eq!((&second["answer"], reason(&second)), (&json!("rejected"), "exhausted"));
    assert_eq!(redeem(&mut shop, "order-1", "OTHER", &retail())["faults"][0]["fault"], "key_conflict");
    let release = json!({"verb": "release", "key": "order-1"});
    assert_eq!(ask(&mut shop, &release)["changed"], true);
    assert_eq!(ask(&mut shop, &release)["changed"], false);
    assert_eq!(redeem(&mut shop, "order-2", "SIMPLES10", &retail())["answer"], "redeemed");
}

#[test]
fn a_guest_is_counted_by_e_mail() {
    let mut shop = MemoryShop::new();
    save(&mut shop, &SEED.replace("\"dev\"", "\"prod\"").replace("\"quantityPerUser\": 10", "\"quantityPerUser\": 1"));
    let guest = |email: &str| json!({"email": email});
    assert_eq!(redeem(&mut shop, "1", "SIMPLES10", &guest("Ana@Example.org "))["answer"], "redeemed");
    assert_eq!(reason(&redeem(&mut shop, "2", "SIMPLES10", &guest("ana@example.org"))), "customer_limit");
    assert_eq!(redeem(&mut shop, "3", "SIMPLES10", &guest("bia@example.org"))["answer"], "redeemed");
}

#[test]
fn dynamic_coupons_are_created_published_and_used_once() {
    let mut shop = MemoryShop::new();
    shop.collisions = 2;
    let body = r#"{"type":"PERCENTAGE","value":5}"#;
    let key = json!({"headers": {"content-type": "application/json", "authorization": "Bearer private"}});
    let (status, coupon) = http(&mut shop, "POST", "/api/dynamicCoupons", body, key.clone());
    assert_eq!(status, 201, "{coupon}");
    assert_eq!((&coupon["value"], &coupon["valueMask"]), (&json!(5), &json!("5%")));
    assert_eq!((&coupon["startAt"], &coupon["quantity"]), (&json!(NOW_MS), &json!(1)));
    assert_eq!(shop.published.len(), 1);
    let code = coupon["code"].as_str().unwrap().to_owned();
    let checked = ask(&mut shop, &json!({"verb": "check", "code": code, "patterns": ["####-#####-####"]}));
    assert_eq!(checked["form"], "valid");
    assert_eq!(redeem(&mut shop, "1", &code, &retail())["applied"]["discountMinor"], 524);
    assert_eq!(reason(&redeem(&mut shop, "2", &code, &retail())), "exhausted");
}

#[test]
fn dynamic_coupons_are_refused_with_a_reason() {
    let mut shop = MemoryShop::new();
    let admin = json!({"admin": true});
    let create =
        |shop: &mut MemoryShop, body: &str, more: &Value| http(shop, "POST", "/api/dynamicCoupons", body, more.clone());
    let five = r#"{"type":"PERCENTAGE","value":5}"#;
    assert_eq!(create(&mut shop, five, &json!({})).0, 401);
    assert_eq!(create(&mut shop, five, &json!({"headers": {"authorization": "Bearer wrong"}})).0, 401);
    // Twelve would do for a few codes; requests come one by one, and thirteen do for a million.
    let guessable = r#"{"type":"PERCENTAGE","value":5,"pattern":"SUMMER-############"}"#;
    let (status, body) = create(&mut shop, guessable, &admin);
    assert_eq!((status, &body["faults"][0]["fault"]), (400, &json!("too_guessable")));
    assert_eq!(create(&mut shop, &guessable.replace("SUMMER-", "SUMMER-#"), &admin).0, 201);
    let (status, body) = create(&mut shop, r#"{"type":"VALUE","value":5}"#, &admin);
    assert_eq!((status, &body["faults"][0]["path"]), (400, &json!("$.currency")));
    assert_eq!(create(&mut shop, r#"{"type":"PERCENTAGE","value":500}"#, &admin).0, 400);
    shop.site.dynamic_coupons = Some(false);
    assert_eq!(create(&mut shop, five, &admin).0, 403);
    shop.site.dynamic_coupons = Some(true);
    shop.site.platform = remise::shop::Platform::Shopify;
    assert_eq!(create(&mut shop, five, &admin).0, 403);
}

#[test]
fn only_platforms_that_can_are_offered_dynamic_coupons() {
    let mut shop = MemoryShop::new();
    let admin = json!({"admin": true});
    assert_eq!(http(&mut shop, "GET", "/api/admin/site", "", json!({})).0, 401);
    for (platform, can) in
        [("prestashop", true), ("magento", true), ("woocommerce", false), ("shopify", false), ("other", false)]
    {
        let site = json!({"platform": platform, "dynamicCoupons": true, "env": "prod", "modalities": ["retail"]});
        let (status, answer) = http(&mut shop, "PUT", "/api/admin/site", &site.to_string(), admin.clone());
        assert_eq!(status, 200);
        assert_eq!(answer.get("dynamicCoupons").is_some(), can, "{platform}");
        assert_eq!(answer.get("guide").is_some(), can, "{platform}");
    }
    let none = json!({"platform": "other", "env": "prod", "modalities": []});
    assert_eq!(http(&mut shop, "PUT", "/api/admin/site", &none.to_string(), admin).0, 400);
}

#[test]
fn how_codes_go_together_is_saved_with_the_site() {
    let mut shop = MemoryShop::new();
    let admin = json!({"admin": true});
    let mut put = |more: Value| {
        let mut site = json!({"platform": "other", "env": "prod", "modalities": ["retail"]});
        site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        http(&mut shop, "PUT", "/api/admin/site", &site.to_string(), admin.clone())
    };
    let (status, answer) = put(json!({"maxCodes": 2, "choose": "best"}));
    assert_eq!((status, &answer["maxCodes"], &answer["choose"]), (200, &json!(2), &json!("best")));
    let (status, answer) = put(json!({"maxCodes": 0}));
    assert_eq!((status, &answer["faults"][0]["path"]), (400, &json!("$.maxCodes")));
    assert_eq!(put(json!({"choose": "luck"})).0, 400);
    let (_, answer) = put(json!({}));
    assert_eq!((answer.get("maxCodes"), answer.get("choose")), (None, None));
}

#[test]
fn the_list_shows_what_is_left() {
    let mut shop = MemoryShop::new();
    save(
        &mut shop,
        &SEED
            .replace("\"dev\"", "\"prod\"")
            .replace("\"hasQuantity\": false", "\"hasQuantity\": true, \"quantity\": 3, \"availableQuantity\": 3"),
    );
    redeem(&mut shop, "1", "SIMPLES10", &retail());
    let (status, page) = http(&mut shop, "GET", "/api/admin/coupons", "", json!({"admin": true}));
    assert_eq!(status, 200);
    let coupon = &page["coupons"][0];
    assert_eq!(
        (&coupon["availableQuantity"], &coupon["redeemed"], &coupon["env"]),
        (&json!(2), &json!(1), &json!("prod"))
    );
    assert_eq!(http(&mut shop, "GET", "/api/admin/coupons", "", json!({})).0, 401);
}

#[test]
fn a_shop_that_cannot_answer_is_an_error_and_not_a_refusal() {
    let mut shop = MemoryShop::new();
    shop.broken = true;
    let answer = price(&mut shop, "SIMPLES10", &retail());
    assert_eq!((&answer["answer"], &answer["faults"][0]["fault"]), (&json!("error"), &json!("host")));
}

/// A body of 1 MiB is read before anybody is known, so it must cost about its length, whatever is wrong with it.
#[test]
fn a_hundred_thousand_faults_are_told_as_thirty_two() {
    let mut shop = MemoryShop::new();
    let unknown: Vec<String> = (0..90_000).map(|number| format!("\"x{number}\":1")).collect();
    let (status, body) =
        save(&mut shop, &SEED.replace("\"value\": 10,", &format!("\"value\": 10, {},", unknown.join(","))));
    assert_eq!((status, body["faults"].as_array().unwrap().len()), (400, 32));
}

#[test]
fn saving_again_keeps_the_date_of_creation() {
    let mut shop = MemoryShop::new();
    let undated = SEED.replace("\"createdAt\": 1627404687685,", "");
    save(&mut shop, &undated);
    let created = |shop: &MemoryShop| {
        let stored = &shop.coupons[&("dev".to_owned(), "S1MP1ES10".to_owned())].json;
        serde_json::from_str::<Value>(stored).unwrap()["createdAt"].clone()
    };
    assert_eq!(created(&shop), NOW_MS);
    shop.now_ms += 1000;
    save(&mut shop, &undated);
    assert_eq!(created(&shop), NOW_MS);
}

/// A coupon is read whole for every cart that it is used in.
#[test]
fn a_coupon_too_large_to_be_used_is_not_stored() {
    let mut shop = MemoryShop::new();
    let large = format!("{{\"note\": \"{}\"}}", "x".repeat(33 << 10));
    let (status, body) = save(&mut shop, &SEED.replace("{\"vendorId\": 111111}", &large));
    assert_eq!((status, &body["faults"][0]["fault"]), (400, &json!("too_long")));
    assert!(shop.coupons.is_empty());
}
