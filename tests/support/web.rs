//! Requests to the API of a shop in memory.

use super::MemoryShop;
use remise::api::call;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The body of S, as it stands.
pub const SEED: &str = r#"{
"env": "dev",
"integrationToken": "seu token",
"organizationExternalId": "seu id",
"coupon": {
"accumulateWithPromotion": false,
"code": "SIMPLES10",
"conditions": [],
"createdAt": 1627404687685,
"enabledExpiration": false,
"hasQuantity": false,
"hasQuantityPerUser": true,
"id": "SIMPLES10",
"integrationMetadata": {"vendorId": 111111},
"quantityPerUser": 10,
"type": "VALUE",
"value": 10,
"valueMask": "R$ 10,00",
"modalityType": "retail"
}
}"#;

/// Headers that say who is calling.
pub const KEY: &[(&str, &str)] = &[("authorization", "Bearer private")];
pub const INTEGRATOR: &[(&str, &str)] = &[("integration-token", "seu token"), ("organization-external-id", "seu id")];

/// An answer as it goes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub status: u64,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn error(&self) -> (u64, String) {
        (self.status, self.json()["error"].as_str().unwrap().to_owned())
    }

    /// Code and path of the first fault.
    pub fn fault(&self) -> (String, String) {
        let fault = &self.json()["faults"][0];
        let text = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
        (text("fault"), text("path"))
    }
}

/// Sends `POST /api/coupons?env=dev`, JSON announced.
pub fn send(shop: &mut MemoryShop, request: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
    let (method, address) = request.split_once(' ').unwrap();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query: BTreeMap<&str, &str> = pairs.collect();
    let mut sent: BTreeMap<&str, &str> = headers.iter().copied().collect();
    sent.entry("content-type").or_insert("application/json");
    let request =
        json!({"verb": "http", "method": method, "path": path, "query": query, "headers": sent, "body": body});
    let answer: Value = serde_json::from_str(&call(&request.to_string(), shop)).unwrap();
    assert_eq!(answer["answer"], "http", "{answer}");
    Answer {
        status: answer["status"].as_u64().unwrap(),
        headers: serde_json::from_value(answer["headers"].clone()).unwrap(),
        body: answer["body"].as_str().unwrap().to_owned(),
    }
}

/// Saves the seed's coupon with other fields in production.
pub fn save(shop: &mut MemoryShop, fields: Value) -> Answer {
    send(shop, "POST /api/saveCoupon", &body("prod", fields), &[])
}

/// The seed's body for an environment, with other fields in its coupon; `null` takes one out.
pub fn body(env: &str, fields: Value) -> String {
    let mut body: Value = serde_json::from_str(SEED).unwrap();
    body["env"] = json!(env);
    let coupon = body["coupon"].as_object_mut().unwrap();
    for (name, value) in fields.as_object().unwrap() {
        coupon.insert(name.clone(), value.clone());
    }
    coupon.retain(|_, value| !value.is_null());
    body.to_string()
}

/// A call of any other verb.
pub fn ask(shop: &mut MemoryShop, request: &Value) -> Value {
    serde_json::from_str(&call(&request.to_string(), shop)).unwrap()
}

/// Takes a use for an order of one mug.
pub fn redeem(shop: &mut MemoryShop, key: &str, code: &str) -> Value {
    let line = json!({"id": "1", "product": "mug", "quantity": 1, "unitPriceMinor": 4990});
    ask(shop, &json!({"verb": "redeem", "key": key, "code": code, "cart": {"currency": "BRL", "lines": [line]}}))
}
