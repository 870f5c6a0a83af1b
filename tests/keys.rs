//! Private keys and integrators' tokens: shown once, replaced with a time of grace, revoked; each opens its own shop only.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use support::MemoryShop;
use support::web::{INTEGRATOR, KEY, ask, save, send};

fn admin(shop: &mut MemoryShop, request: &str, body: Value) -> (u64, Value) {
    let (method, address) = request.split_once(' ').unwrap();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let query: serde_json::Map<String, Value> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    let call = json!({"verb": "http", "method": method, "path": path, "query": query, "admin": true,
        "headers": {"content-type": "application/json"}, "body": body.to_string()});
    let answer = ask(shop, &call);
    (answer["status"].as_u64().unwrap(), serde_json::from_str(answer["body"].as_str().unwrap()).unwrap())
}

fn made(shop: &mut MemoryShop, body: Value) -> (String, String) {
    let (status, made) = admin(shop, "POST /api/admin/keys", body);
    assert_eq!(status, 201, "{made}");
    (made["id"].as_str().unwrap().to_owned(), made["key"].as_str().unwrap().to_owned())
}

fn opens(shop: &mut MemoryShop, key: &str) -> bool {
    let bearer = format!("Bearer {key}");
    match send(shop, "GET /api/coupons", "", &[("authorization", &bearer)]).status {
        200 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

#[test]
fn a_key_is_shown_once_and_is_nobodys_to_guess() {
    let mut shop = MemoryShop::new();
    let (_, key) = made(&mut shop, json!({"kind": "private", "name": " newsletter "}));
    assert!(key.starts_with("remise_private_") && key.len() == 15 + 64, "{key}");
    let (_, other) = made(&mut shop, json!({"kind": "private", "name": "newsletter"}));
    assert_ne!(key, other);
    assert!(opens(&mut shop, &key) && !opens(&mut shop, &key[..key.len() - 1]));
    let (status, list) = admin(&mut shop, "GET /api/admin/keys", Value::Null);
    assert_eq!((status, &list["rows"][0]["name"]), (200, &json!("newsletter")));
    assert!(!list.to_string().contains(&key[20..]), "{list}");
}

#[test]
fn the_secret_before_counts_for_a_time_of_grace() {
    let mut shop = MemoryShop::new();
    let (id, first) = made(&mut shop, json!({"kind": "private", "name": "till"}));
    let rotate = format!("POST /api/admin/keys/rotate?kind=private&id={id}");
    let (status, second) = admin(&mut shop, &rotate, json!({"lifetimeSeconds": 60}));
    let second = second["key"].as_str().unwrap();
    assert_eq!(status, 200);
    assert!(opens(&mut shop, &first) && opens(&mut shop, second));
    shop.now_ms += 60_000;
    assert!(!opens(&mut shop, &first) && opens(&mut shop, second));
    admin(&mut shop, &rotate, json!({"lifetimeSeconds": 0}));
    assert!(!opens(&mut shop, second), "without grace it ends at once");
    let (status, body) = admin(&mut shop, &rotate, json!({}));
    assert_eq!((status, shop.api_keys[0].key.end_at), (200, Some(shop.now_ms + 86_400_000)), "{body}");
}

#[test]
fn a_revoked_key_opens_nothing_and_stays_revoked() {
    let mut shop = MemoryShop::new();
    let (id, key) = made(&mut shop, json!({"kind": "private", "name": "till"}));
    let rotate = format!("POST /api/admin/keys/rotate?kind=private&id={id}");
    let (_, second) = admin(&mut shop, &rotate, json!({}));
    let revoke = format!("DELETE /api/admin/keys?kind=private&id={id}");
    let (status, list) = admin(&mut shop, &revoke, Value::Null);
    assert_eq!((status, &list["rows"][0]["active"]), (200, &json!(false)));
    assert!(!opens(&mut shop, &key) && !opens(&mut shop, second["key"].as_str().unwrap()));
    for again in [revoke, rotate] {
        assert_eq!(admin(&mut shop, &again, json!({})).1["error"], "unknown_key");
    }
}

#[test]
fn an_integrator_serves_this_shop_under_an_id_of_its_own() {
    let mut shop = MemoryShop::new();
    let body = json!({"kind": "integrator", "name": "mailer", "externalId": "shop 12"});
    let (_, token) = made(&mut shop, body);
    let read = |shop: &mut MemoryShop, token: &str, id: &str| {
        send(shop, "GET /api/coupons", "", &[("integration-token", token), ("organization-external-id", id)]).status
    };
    assert_eq!([read(&mut shop, &token, "shop 12"), read(&mut shop, &token, "seu id")], [200, 404]);
    assert_eq!(read(&mut shop, "another", "shop 12"), 401);
    assert!(!opens(&mut shop, &token), "a token is no private key");
}

#[test]
fn faults_of_a_key_are_told() {
    let mut shop = MemoryShop::new();
    for (body, path) in [
        (json!({"kind": "private", "name": " "}), "$.name"),
        (json!({"kind": "private", "name": "n".repeat(101)}), "$.name"),
        (json!({"kind": "private", "name": "a", "externalId": "b"}), "$.externalId"),
        (json!({"kind": "integrator", "name": "a"}), "$.externalId"),
        (json!({"kind": "integrator", "name": "a", "externalId": ""}), "$.externalId"),
        (json!({"kind": "root", "name": "a"}), "$.kind"),
    ] {
        let (status, told) = admin(&mut shop, "POST /api/admin/keys", body);
        assert_eq!((status, &told["faults"][0]["path"]), (400, &json!(path)), "{told}");
    }
    let rotate = "POST /api/admin/keys/rotate?kind=private&id=1";
    assert_eq!(admin(&mut shop, rotate, json!({"lifetimeSeconds": 2_592_001})).0, 400);
    for query in ["", "?id=1", "?kind=private", "?kind=root&id=1", "?kind=private&id=1&all=1"] {
        assert_eq!(admin(&mut shop, &format!("DELETE /api/admin/keys{query}"), Value::Null).0, 400, "{query}");
    }
    assert!(shop.api_keys.is_empty());
}

#[test]
fn keys_are_made_by_the_back_office_alone() {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({}));
    for headers in [KEY, INTEGRATOR, &[]] {
        let body = r#"{"kind":"private","name":"x"}"#;
        for request in [
            "GET /api/admin/keys",
            "POST /api/admin/keys",
            "DELETE /api/admin/keys?kind=private&id=1",
            "POST /api/admin/keys/rotate?kind=private&id=1",
        ] {
            assert_eq!(send(&mut shop, request, body, headers).status, 401, "{request}");
        }
    }
    assert!(shop.api_keys.is_empty());
}
