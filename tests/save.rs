//! What `saveCoupon` demands of quantities, and what it fills in.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use support::MemoryShop;
use support::web::{KEY, SEED, body, redeem, save, send};

fn read(shop: &mut MemoryShop, code: &str) -> Value {
    let answer = send(shop, &format!("GET /api/coupons/{code}"), "", KEY);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

fn limited(quantity: u32, available: u32) -> Value {
    json!({"hasQuantity": true, "quantity": quantity, "availableQuantity": available})
}

#[test]
fn both_quantities_are_required_beside_every_other_fault() {
    let mut shop = MemoryShop::new();
    let faults = |answer: support::web::Answer| -> Vec<String> {
        assert_eq!(answer.status, 400);
        let faults = answer.json()["faults"].clone();
        let told = |fault: &Value| format!("{} {}", fault["fault"].as_str().unwrap(), fault["path"].as_str().unwrap());
        faults.as_array().unwrap().iter().map(told).collect()
    };
    assert_eq!(
        faults(save(&mut shop, json!({"hasQuantity": true, "quantity": 3}))),
        ["missing_field $.coupon.availableQuantity"]
    );
    assert_eq!(
        faults(save(&mut shop, json!({"hasQuantity": true, "type": "FREE", "colour": 1}))),
        [
            "not_allowed $.coupon.type",
            "unknown_field $.coupon.colour",
            "missing_field $.coupon.quantity",
            "missing_field $.coupon.availableQuantity"
        ]
    );
    let wrong = json!({"hasQuantity": true, "quantity": 3, "availableQuantity": "3"});
    assert_eq!(faults(save(&mut shop, wrong)), ["wrong_type $.coupon.availableQuantity"]);
    assert_eq!(save(&mut shop, json!({"hasQuantity": false})).status, 200);
}

#[test]
fn they_start_equal() {
    let mut shop = MemoryShop::new();
    for available in [2, 0] {
        let refused = save(&mut shop, limited(3, available));
        assert_eq!(refused.status, 400);
        assert_eq!(refused.fault(), ("not_allowed".to_owned(), "$.coupon.availableQuantity".to_owned()));
        assert!(shop.coupons.is_empty(), "nothing was saved");
    }
    assert_eq!(save(&mut shop, limited(3, 3)).status, 200);
    assert_eq!(read(&mut shop, "SIMPLES10")["availableQuantity"], 3);
}

#[test]
fn what_is_sent_later_never_resets_what_was_used() {
    let mut shop = MemoryShop::new();
    save(&mut shop, limited(3, 3));
    redeem(&mut shop, "1", "SIMPLES10");
    redeem(&mut shop, "2", "SIMPLES10");
    let seen = read(&mut shop, "SIMPLES10");
    assert_eq!((&seen["quantity"], &seen["availableQuantity"], &seen["redeemed"]), (&json!(3), &json!(1), &json!(2)));
    for sent in [1, 3, 0] {
        assert_eq!(save(&mut shop, limited(3, sent)).status, 200);
        assert_eq!(read(&mut shop, "SIMPLES10")["availableQuantity"], 1, "{sent} was sent");
    }
    assert_eq!(save(&mut shop, limited(10, 1)).status, 200);
    assert_eq!(read(&mut shop, "SIMPLES10")["availableQuantity"], 8, "ten, of which two are used");
    assert_eq!(save(&mut shop, limited(1, 1)).status, 200);
    assert_eq!(read(&mut shop, "SIMPLES10")["availableQuantity"], 0, "fewer than were used already");
}

#[test]
fn an_id_under_another_code_is_saved_again_and_not_for_the_first_time() {
    let mut shop = MemoryShop::new();
    save(&mut shop, limited(3, 3));
    redeem(&mut shop, "1", "SIMPLES10");
    let mut renamed = limited(3, 2);
    renamed["code"] = json!("OUTRO");
    assert_eq!(save(&mut shop, renamed).status, 200);
    assert_eq!(read(&mut shop, "OUTRO")["availableQuantity"], 2);
}

#[test]
fn a_mask_is_made_in_the_coupons_currency_and_the_organizations_language() {
    let mut shop = MemoryShop::new();
    for (fields, mask) in [
        (json!({}), "R$\u{a0}10,00"),
        (json!({"value": 1234.5}), "R$\u{a0}1.234,50"),
        (json!({"currency": "EUR"}), "€\u{a0}10,00"),
        (json!({"currency": "JPY", "value": 500}), "¥\u{a0}500"),
        (json!({"type": "PERCENTAGE", "value": 12.5}), "12,5%"),
        (json!({"valueMask": "R$ 10,00"}), "R$ 10,00"),
    ] {
        let mut unmasked = fields.clone();
        if fields.get("valueMask").is_none() {
            unmasked["valueMask"] = Value::Null;
        }
        assert_eq!(save(&mut shop, unmasked).status, 200);
        assert_eq!(read(&mut shop, "SIMPLES10")["valueMask"], mask, "{fields}");
    }
}

#[test]
fn the_integrators_notes_come_back_to_the_byte() {
    let mut shop = MemoryShop::new();
    let notes = r#"{ "vendorId" : 1e2, "n":12345678901234567890.10, "é":"\u00e9\/", "l":[ ], "o":{"a" :null} }"#;
    let sent = SEED.replace(r#"{"vendorId": 111111}"#, notes).replace("\"dev\"", "\"prod\"");
    assert_eq!(send(&mut shop, "POST /api/saveCoupon", &sent, &[]).status, 200);
    let shown = send(&mut shop, "GET /api/coupons/SIMPLES10", "", KEY).body;
    assert!(shown.contains(&format!("\"integrationMetadata\":{notes}")), "{shown}");
}

#[test]
fn a_coupon_that_is_switched_off_stays_off_until_somebody_says_otherwise() {
    let mut shop = MemoryShop::new();
    save(&mut shop, json!({"active": false}));
    assert_eq!(read(&mut shop, "SIMPLES10")["active"], false);
    save(&mut shop, json!({"value": 12}));
    assert_eq!(read(&mut shop, "SIMPLES10")["active"], false, "nothing was said about it");
    save(&mut shop, json!({"active": true}));
    assert!(read(&mut shop, "SIMPLES10").get("active").is_none(), "written only while it is off");
    assert_eq!(send(&mut shop, "POST /api/saveCoupon", &body("dev", json!({"active": 1})), &[]).status, 400);
}

/// Whoever had such an id before the order is paid would give the bought codes rules of their own.
#[test]
fn the_ids_of_bought_vouchers_are_nobody_elses() {
    let mut shop = MemoryShop::new();
    let refused = save(&mut shop, json!({"id": "voucher:3:100:1:0"}));
    assert_eq!(refused.status, 400);
    assert_eq!(refused.fault(), ("not_allowed".to_owned(), "$.coupon.id".to_owned()));
    assert!(shop.coupons.is_empty(), "nothing was saved");
}
