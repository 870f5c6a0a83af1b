//! Imports and exports over a shop in memory.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use remise::api::call;
use serde_json::{Value, json};
use support::MemoryShop;

fn http(shop: &mut MemoryShop, method: &str, path: &str, query: Value, body: &str) -> (u64, String, Value) {
    let kind = if body.starts_with('{') { "application/json" } else { "text/csv" };
    let request = json!({"verb": "http", "method": method, "path": format!("/api/admin/{path}"), "query": query,
        "body": body, "headers": {"content-type": kind}, "admin": true});
    let answer: Value = serde_json::from_str(&call(&request.to_string(), shop)).unwrap();
    (answer["status"].as_u64().unwrap(), answer["body"].as_str().unwrap().to_owned(), answer["headers"].clone())
}

fn start(shop: &mut MemoryShop, body: &str) -> String {
    let (status, body, _) = http(shop, "POST", "imports", json!({}), body);
    assert_eq!(status, 201, "{body}");
    serde_json::from_str::<Value>(&body).unwrap()["id"].as_str().unwrap().to_owned()
}

/// A whole file in one piece, and its faults as `row column message`.
fn upload(shop: &mut MemoryShop, file: &str) -> (String, Vec<String>) {
    let id = start(shop, "{}");
    let (status, body, _) = http(shop, "PUT", "imports", json!({"id": id, "offset": "0", "last": "true"}), file);
    assert_eq!(status, 200, "{body}");
    let (_, body, _) = http(shop, "GET", "imports/faults", json!({"id": id}), "");
    let page: Value = serde_json::from_str(&body).unwrap();
    let told = |fault: &Value| {
        let text = |name: &str| fault[name].as_str().unwrap().to_owned();
        format!("{} {} {}", fault["row"], text("column"), text("message"))
    };
    (id, page["faults"].as_array().unwrap().iter().map(told).collect())
}

fn import(shop: &mut MemoryShop, file: &str) {
    let (id, faults) = upload(shop, file);
    assert_eq!(faults, Vec::<String>::new());
    let (status, body, _) = http(shop, "POST", "imports/apply", json!({"id": id}), "");
    assert_eq!(status, 200, "{body}");
}

fn export(shop: &mut MemoryShop, separator: &str) -> String {
    let (mut file, mut cursor) = (String::new(), None);
    loop {
        let mut query = json!({"separator": separator});
        if let Some(cursor) = cursor {
            query["cursor"] = cursor;
        }
        let (status, body, headers) = http(shop, "GET", "export", query, "");
        assert_eq!(status, 200, "{body}");
        file.push_str(&body);
        match headers.get("x-cursor") {
            Some(next) => cursor = Some(next.clone()),
            None => return file,
        }
    }
}

fn stored(shop: &MemoryShop, key: &str) -> Value {
    serde_json::from_str(&shop.coupons[&("prod".to_owned(), key.to_owned())].json).unwrap()
}

#[test]
fn every_attribute_comes_in_and_goes_out_unchanged() {
    let mut shop = MemoryShop::new();
    let file = "\u{feff}code;id;name;type;value;currency;startAt;endAt;hasQuantity;quantity;modalityType;conditions;integrationMetadata\r\n\
        A-1;one;'=cmd|' /C calc'!A0;VALUE;12,50;EUR;2026-05-01;2026-05-31;WAHR;3;retail;\
        \"[{\"\"id\"\":\"\"cart_total\"\",\"\"operator\"\":\"\">=\"\",\"\"value\"\":20}]\";\"{\"\"a\"\":[1.10,\"\"x;y\"\"]}\"\r\n\
        ;;;\r\n\
        B;;\"two\r\nlines, \"\"quoted\"\"\";PERCENTAGE;5;;1767225600000;2026-05-31 18:30;faux;;;;\r\n";
    import(&mut shop, file);
    let one = stored(&shop, "A1");
    assert_eq!(
        (&one["name"], &one["hasQuantity"], &one["quantity"]),
        (&json!("=cmd|' /C calc'!A0"), &json!(true), &json!(3))
    );
    assert_eq!(one["value"].to_string(), "12.50");
    assert_eq!(one["integrationMetadata"]["a"][0].to_string(), "1.10");
    assert_eq!(one["startAt"], 1_777_604_400_000i64, "midnight in the shop's zone, three hours behind");
    assert_eq!(one["endAt"], 1_780_282_800_000i64, "the end of that day: midnight of the next");
    assert_eq!(stored(&shop, "B")["name"], "two\r\nlines, \"quoted\"");
    for separator in [",", ";", "\t"] {
        let out = export(&mut shop, separator);
        let mut other = MemoryShop::new();
        import(&mut other, &out);
        assert_eq!(export(&mut other, separator), out);
        assert_eq!(stored(&other, "A1"), one);
        assert!(out.contains("'=cmd"), "no spreadsheet runs it: {out}");
    }
}

#[test]
fn faults_name_row_and_column() {
    let mut shop = MemoryShop::new();
    let (_, faults) = upload(
        &mut shop,
        "code,value,type,startAt,endAt,conditions,hasQuantity\n\
         A,ten,VALUE,,,,\n\
         \n\
         ,1,VALUE,,,,\n\
         C,1,FREE,31/12/2026,2026-02-30,,maybe\n\
         D,1,VALUE,,,\"[{\"\"id\"\":\"\"cart_total\"\",\"\"operator\"\":\"\"~\"\",\"\"value\"\":1}]\",\n\
         E,1,VALUE,,,\"{\",\n\
         F,1,VALUE,2026-02-02,2026-02-01,,\n\
         G,1,VALUE,,,,,more\n\
         H,500,PERCENTAGE,,,,\n\
         I,1,VALUE,,,\"x\",\"{}\"\",\"\"code\"\":\"\"Z\"\n\
         J,1.005,VALUE,,,,\n",
    );
    let date = "must be a date as `2026-03-31`, a time as `2026-03-31T18:00`, or milliseconds";
    assert_eq!(
        faults,
        [
            "2 value must be a number as `10` or `12.5`; `12,5` in a table separated by `;`".to_owned(),
            "4 code `code` is required".to_owned(),
            format!("5 startAt {date}"),
            format!("5 endAt {date}"),
            "5 hasQuantity must be true or false".to_owned(),
            "5 type `FREE` is none of `PERCENTAGE`, `VALUE`".to_owned(),
            "6 conditions [0].operator: `~` is none of `>`, `<`, `=`, `>=`, `<=`, `!=`, `contains`".to_owned(),
            "7 conditions must be JSON, with its quotes written as \"\"".to_owned(),
            "8 endAt must be later than `startAt`".to_owned(),
            "9  has more cells than the header has columns; put a cell with a separator in it in quotes".to_owned(),
            "10 value must be between 0 and 100, with two decimals at most".to_owned(),
            "11 hasQuantity must be true or false".to_owned(),
            "11 conditions must be a list".to_owned(),
            "12 value must be zero or more, with no more decimals than the currency has".to_owned(),
        ]
    );
    assert!(shop.coupons.is_empty());
}

#[test]
fn the_ids_of_bought_vouchers_are_nobody_elses() {
    let mut shop = MemoryShop::new();
    let (_, faults) = upload(&mut shop, "id,code,value,type\nvoucher:3:100:1:0,A,1,VALUE\n");
    assert_eq!(faults, ["2 id ids that begin with `voucher:` are those of bought vouchers; use another id"]);
    assert!(shop.coupons.is_empty());
}

#[test]
fn a_header_that_is_not_understood_stops_at_once() {
    let mut shop = MemoryShop::new();
    let refused = |shop: &mut MemoryShop, file: &str, last: &str| {
        let id = start(shop, "{}");
        let (status, body, _) = http(shop, "PUT", "imports", json!({"id": id, "offset": "0", "last": last}), file);
        (status, body)
    };
    let (status, body) = refused(&mut shop, "code,colour\nA,red\n", "true");
    assert_eq!(status, 400);
    assert!(body.contains("there is no column `colour`; the columns are `id`, `code`, `name`"), "{body}");
    assert!(refused(&mut shop, "name,value\nA,1\n", "true").1.contains("a column `code` is required"));
    assert!(refused(&mut shop, "code,code\nA,B\n", "true").1.contains("twice"));
    assert!(refused(&mut shop, "", "true").1.contains("the file is empty"));
    let unclosed = format!("code\n\"{}", "x".repeat(65_000));
    let id = start(&mut shop, "{}");
    let put = |shop: &mut MemoryShop, offset: usize, body: &str| {
        http(shop, "PUT", "imports", json!({"id": id, "offset": offset.to_string()}), body)
    };
    assert_eq!(put(&mut shop, 0, &unclosed).0, 200);
    assert!(put(&mut shop, unclosed.len(), &"y".repeat(65_000)).1.contains("row 2 is longer than 64 KiB"));
    assert_eq!(put(&mut shop, unclosed.len(), &"y".repeat(66_000)).0, 413);
}

#[test]
fn numbers_are_those_of_the_table() {
    let mut shop = MemoryShop::new();
    import(&mut shop, "code;value\nA;12,5\nB;12.5\nC;-0\n");
    assert_eq!(stored(&shop, "A")["value"].to_string(), "12.5");
    assert_eq!(
        upload(&mut shop, "code;value\nA;1.000\n").1,
        ["2 value may be a thousand or a one; write `1000` or `1,0`"]
    );
    assert_eq!(upload(&mut shop, "code,value\nA,\"12,5\"\n").1.len(), 1);
    assert_eq!(upload(&mut shop, "code\tvalue\nA\t12.5\n").1.len(), 0);
}

#[test]
fn a_day_with_two_offsets_has_the_right_one() {
    let mut shop = MemoryShop::new();
    // On the 1st of June 2026 the clocks of this shop go back at one o'clock.
    import(
        &mut shop,
        "code,startAt\nA,2026-06-01T00:30\nB,2026-06-01T12:00\nC,2026-06-01T12:00:01.250+02:00\nD,2026-06-01T12:00Z\n",
    );
    let at = |code| stored(&shop, code)["startAt"].as_i64().unwrap();
    assert_eq!(at("A"), 1_780_284_600_000);
    assert_eq!(at("B"), 1_780_329_600_000);
    assert_eq!(at("C"), 1_780_308_001_250);
    assert_eq!(at("D"), 1_780_315_200_000);
}

#[test]
fn nobody_else_may() {
    let mut shop = MemoryShop::new();
    for (method, path) in [
        ("GET", "imports"),
        ("POST", "imports"),
        ("PUT", "imports"),
        ("DELETE", "imports"),
        ("GET", "imports/faults"),
        ("POST", "imports/apply"),
        ("GET", "export"),
    ] {
        let request = json!({"verb": "http", "method": method, "path": format!("/api/admin/{path}"), "body": "{}",
            "headers": {"content-type": "application/json"}});
        let answer: Value = serde_json::from_str(&call(&request.to_string(), &mut shop)).unwrap();
        assert_eq!(answer["status"], 401, "{method} {path}");
    }
}

#[test]
fn what_a_query_says_beside_is_refused() {
    let mut shop = MemoryShop::new();
    let id = start(&mut shop, "{}");
    for (method, path, query, told) in [
        ("POST", "imports", json!({"id": "1"}), "query.id: there are none here"),
        ("GET", "imports", json!({"id": id, "Id": ""}), "query.Id: there are none but `id` here"),
        (
            "PUT",
            "imports",
            json!({"id": id, "offset": "0", "lst": "true"}),
            "query.lst: there are none but `id`, `offset`, `last` here",
        ),
        (
            "PUT",
            "imports",
            json!({"id": id, "offset": "0", "last": "yes"}),
            "query.last: must be one of `true`, `false`",
        ),
        ("POST", "imports/apply", json!({"id": id, "dry": "true"}), "query.dry: there are none but `id` here"),
        (
            "GET",
            "imports/faults",
            json!({"id": id, "limit": "1"}),
            "query.limit: there are none but `id`, `cursor` here",
        ),
        ("DELETE", "imports", json!({"id": id, "force": ""}), "query.force: there are none but `id` here"),
        (
            "GET",
            "export",
            json!({"seperator": ";"}),
            "query.seperator: there are none but `campaign`, `cursor`, `env`, `separator` here",
        ),
        ("GET", "export", json!({"separator": "|"}), "query.separator: must be `,`, `;` or a tab"),
        ("GET", "export", json!({"cursor": "-1"}), "query.cursor: must be the `cursor` of the page before"),
        ("GET", "coupons", json!({"limit": "1"}), "query.limit: there are none but `cursor` here"),
        ("GET", "site", json!({"env": "dev"}), "query.env: there are none here"),
    ] {
        let (status, body, _) = http(&mut shop, method, path, query, if method == "POST" { "{}" } else { "code\nA\n" });
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, body["message"].as_str()), (400, Some(told)), "{method} {path}");
    }
    let (_, body, _) = http(&mut shop, "GET", "imports", json!({"id": id}), "");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["offset"], 0, "nothing was read");
}

#[test]
fn codes_that_can_be_guessed_are_imported_and_their_owner_is_told() {
    let mut shop = MemoryShop::new();
    let findings = |shop: &mut MemoryShop, id: &str, pieces: &[&str]| {
        let mut offset = 0;
        let mut found = Value::Null;
        for (position, piece) in pieces.iter().enumerate() {
            let last = if position + 1 == pieces.len() { "true" } else { "false" };
            let query = json!({"id": id, "offset": offset.to_string(), "last": last});
            let (status, body, _) = http(shop, "PUT", "imports", query, piece);
            assert_eq!(status, 200, "{body}");
            found = serde_json::from_str::<Value>(&body).unwrap()["findings"].clone();
            offset += piece.len();
        }
        found
    };
    let head = "id,code,value,hasQuantity,quantity,availableQuantity\n";
    let rows = ["CAMP,FREE4ALL,5,false,,\nA,K7Q,5,true,1,1\n", "B,ABCDEFGH,5,true,1,1\nC,K7Q2-M9XW-4TRV,5,true,1,1\n"];
    let id = start(&mut shop, "{}");
    let first = [head, rows[0]].concat();
    assert_eq!(findings(&mut shop, &id, &[&first, rows[1], "D,SUMMER24,5,true,9,9\n"]), 3);
    let (status, body, _) = http(&mut shop, "POST", "imports/apply", json!({"id": id}), "");
    assert_eq!(status, 200, "{body}");
    let id = start(&mut shop, r#"{"kind":"codes","campaign":"CAMP"}"#);
    assert_eq!(findings(&mut shop, &id, &["code\n11111111\nXMAS\nQ8ZK-3VWN-7RTY\n"]), 2);
}
