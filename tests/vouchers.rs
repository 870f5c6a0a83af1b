//! Vouchers of product purchases: the stories of `tests/vectors/vouchers`, which the stores in PHP play as well.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::api::call;
use serde_json::{Value, json};
use support::MemoryShop;

/// A story being played.
struct Play {
    shop: MemoryShop,
    codes: Vec<String>,
}

impl Play {
    fn new(now_ms: i64) -> Play {
        let mut shop = MemoryShop::new();
        shop.now_ms = now_ms;
        Play { shop, codes: Vec::new() }
    }

    /// The text with what this shop calls the things in it.
    fn told(&self, text: &str) -> String {
        let mut told = text.to_owned();
        for (at, code) in self.codes.iter().enumerate() {
            told = told.replace(&format!("{{{at}}}"), code);
            told = told.replace(&format!("{{{at}:lower}}"), &code.to_lowercase().replace('-', " "));
        }
        told.replace("{key}", "private").replace("{token}", "seu token").replace("{organization}", "seu id")
    }

    fn step(&mut self, step: &Value) {
        if let Some(ms) = step["wait"].as_i64() {
            self.shop.now_ms += ms;
            return;
        }
        let request = self.told(&step["call"].to_string());
        let text = call(&request, &mut self.shop);
        let answer: Value = serde_json::from_str(&text).unwrap();
        let body: Value = answer["body"].as_str().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
        let told = |wanted: &Value| self.told(&wanted.to_string());
        if !step["answer"].is_null() {
            assert_eq!(text, told(&step["answer"]), "{request}");
        }
        if !step["body"].is_null() {
            assert_eq!(answer["body"].as_str().unwrap(), told(&step["body"]), "{request}");
        }
        for (field, found) in [("status", &answer["status"]), ("is", &answer["answer"])] {
            assert!(step[field].is_null() || step[field] == *found, "{request}\n{text}");
        }
        if let Some(fault) = step["fault"].as_str() {
            assert_eq!(answer["faults"][0]["fault"], fault, "{request}\n{text}");
        }
        if let Some(state) = step["state"].as_str() {
            assert_eq!(body["voucher"]["status"], state, "{request}\n{text}");
            let events: Vec<&Value> = body["events"].as_array().unwrap().iter().map(|event| &event["event"]).collect();
            assert_eq!(json!(events), step["events"], "{request}");
        }
        let listed = answer["vouchers"].as_array().map(Vec::as_slice).unwrap_or_default();
        for count in [&step["count"], &step["learn"]].into_iter().filter_map(Value::as_u64) {
            assert_eq!(listed.len() as u64, count, "{request}\n{text}");
        }
        if !step["learn"].is_null() {
            self.codes = listed.iter().map(|voucher| voucher["code"].as_str().unwrap().to_owned()).collect();
        }
    }
}

#[test]
fn every_story_ends_as_it_is_told() {
    let stories: Value = serde_json::from_str(include_str!("vectors/vouchers/stories.json")).unwrap();
    for story in stories["stories"].as_array().unwrap() {
        println!("{}", story["name"]);
        let mut play = Play::new(stories["nowMs"].as_i64().unwrap());
        story["steps"].as_array().unwrap().iter().for_each(|step| play.step(step));
    }
}

const NOW_MS: i64 = 1_763_996_400_000;

/// A shop whose template `ten` brings codes of ten per cent.
fn selling() -> Play {
    let mut play = Play::new(NOW_MS);
    let template = json!({"id": "ten", "name": "Ten off", "lifetimeDays": 30,
        "coupon": {"code": "V-####-#####-####", "type": "PERCENTAGE", "value": 10}});
    play.step(
        &json!({"call": {"verb": "http", "method": "POST", "path": "/api/admin/vouchers/templates", "admin": true,
        "headers": {"content-type": "application/json"}, "body": template.to_string()}, "status": 200}),
    );
    play
}

fn purchase(quantity: u32) -> Value {
    json!({"verb": "purchase", "order": "O1", "buyer": {"id": "7", "groups": ["partners"]},
        "lines": [{"id": "1", "quantity": quantity, "voucherCodes": 1, "voucherTemplate": "ten"}]})
}

#[test]
fn codes_that_exist_already_are_drawn_anew() {
    let mut play = selling();
    play.shop.vouchers.collisions = 3;
    play.step(&json!({"call": purchase(10), "answer":
        {"answer": "purchased", "order": "O1", "owner": "customer:7", "wanted": 10, "made": 7}}));
    play.step(&json!({"call": {"verb": "mint", "order": "O1"}, "answer":
        {"answer": "purchased", "order": "O1", "owner": "customer:7", "wanted": 10, "made": 10}}));
}

#[test]
fn a_line_has_a_million_codes_at_most() {
    let mut play = selling();
    play.step(&json!({"call": purchase(1_000_001), "fault": "out_of_range"}));
    let mut many = purchase(70_000);
    many["lines"][0]["voucherCodes"] = json!(70_000);
    play.step(&json!({"call": many, "fault": "out_of_range"}));
}

#[test]
fn a_shop_that_is_down_has_redeemed_nothing() {
    let mut play = selling();
    play.step(&json!({"call": purchase(1), "is": "purchased"}));
    let key = play.shop.vouchers.sold[0].key.clone();
    let ask = json!({"call": {"verb": "http", "method": "GET", "path": "/api/voucher16274",
        "query": {"code": key, "merchant_id": "m"}}, "status": 503});
    play.shop.broken = true;
    play.step(&ask);
    play.shop.broken = false;
    assert_eq!(play.shop.vouchers.sold[0].merchant_id, None);
}

#[test]
fn a_table_has_every_column_and_no_formula() {
    let mut play = selling();
    play.step(&json!({"call": purchase(2), "is": "purchased"}));
    play.shop.save_settings_for(&["partners"]);
    let code = play.shop.vouchers.sold[0].key.clone();
    play.step(&json!({"call": {"verb": "http", "method": "GET", "path": "/api/voucher16274",
        "query": {"code": code, "merchant_id": "=1+1"}}, "status": 200}));
    let ask =
        json!({"verb": "voucherTable", "buyer": {"id": "7", "groups": ["partners"]}, "descending": false, "limit": 1});
    let answer: Value = serde_json::from_str(&call(&ask.to_string(), &mut play.shop)).unwrap();
    let table = answer["table"].as_str().unwrap();
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}code,status,usedAt,merchantId,type,order,createdAt,endAt");
    assert!(
        lines[1].ends_with(",used,2025-11-24T15:00:00Z,'=1+1,Ten off,O1,2025-11-24T15:00:00Z,2025-12-25T03:00:00Z"),
        "{table}"
    );
    assert_eq!((lines.len(), answer["cursor"].as_str()), (3, Some("0")));
}

#[test]
fn a_picture_is_one_path_and_holds_no_markup_of_its_text() {
    let mut shop = MemoryShop::new();
    let answer: Value =
        serde_json::from_str(&call(r#"{"verb":"qr","texts":["<b>","V-7K2M-QW4ZT-8CD3"]}"#, &mut shop)).unwrap();
    let svgs: Vec<&str> = answer["svgs"].as_array().unwrap().iter().map(|svg| svg.as_str().unwrap()).collect();
    assert!(
        svgs[0].starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg""#) && !svgs[0].contains("<b>"),
        "{}",
        svgs[0]
    );
    // The finder in the corner: seven dark modules behind four light ones.
    assert!(svgs.iter().all(|svg| svg.contains("M4 4h7v1h-7z")), "{}", svgs[1]);
    let long = json!({"verb": "qr", "texts": ["x".repeat(3_000)]});
    assert!(call(&long.to_string(), &mut shop).contains("$.texts[0]"));
}
