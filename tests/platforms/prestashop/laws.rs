//! Numbers of the profile that no case fixes, worked by hand after PrestaShop's own steps.

use crate::engine::ask;
use serde_json::{Value, json};

/// Lines of price without tax, percent of tax and quantity; discounts, one coupon each, in this order.
fn combined(lines: &[(&str, u32, u32)], discounts: &[Value], shipping: &str) -> Value {
    let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let line = |(position, (price, tax, quantity)): (usize, &(&str, u32, u32))| {
        let product = format!("p{position}");
        json!({"id": product, "product": product, "unitPrice": number(price), "taxPercent": tax, "quantity": quantity})
    };
    let offer = |(priority, discount): (usize, &Value)| {
        let partial = discount["kind"] == "amount" && discount["on"].is_null();
        json!({"coupon": {"code": format!("C{priority}"), "discounts": [discount], "stacking": {"priority": priority},
            "partialUse": partial}})
    };
    ask(&json!({"verb": "combine", "clock": {"nowMs": 0, "utcOffsetMinutes": 0},
        "offers": discounts.iter().enumerate().map(offer).collect::<Vec<Value>>(),
        "cart": {"currency": "EUR", "pricesIncludeTax": false, "rounding": {"profile": "prestashop"},
            "shipping": number(shipping), "lines": lines.iter().enumerate().map(line).collect::<Vec<Value>>()}}))
}

/// 10.00 with 20 % is 12.00: of 50.00 meant with tax 38.00 stay, of 50.00 meant without it 40.00.
#[test]
fn what_is_left_is_on_the_side_that_is_meant() {
    for (taxed, left) in [(true, 3_800), (false, 4_000)] {
        let all = combined(&[("10", 20, 1)], &[json!({"kind": "amount", "value": 50, "taxIncluded": taxed})], "0");
        assert_eq!(all["coupons"][0]["remainingMinor"], left);
        assert_eq!(all["tax"]["totalGrossMinor"], 0);
    }
}

/// 45.00 off 39.81 and shipping of 7.00: all of the goods, and 5.19 of the shipping.
#[test]
fn an_amount_on_the_order_goes_on_with_shipping() {
    let order = json!({"kind": "amount", "value": 45, "on": "order"});
    let all = combined(&[("19.812", 0, 1), ("20", 0, 1)], &[order], "7");
    assert_eq!((&all["discountMinor"], &all["shippingDiscountMinor"]), (&json!(4_500), &json!(519)));
    assert_eq!(all["totalMinor"], 181);
}

/// 20.00 with tax off 12.00 and 10.50: 10.67 and 9.33, without tax 8.89 and 8.89.
#[test]
fn an_amount_with_tax_loses_each_lines_own_tax() {
    let amount = json!({"kind": "amount", "value": 20, "taxIncluded": true});
    let all = combined(&[("10", 20, 1), ("10", 5, 1)], &[amount], "0");
    assert_eq!(all["coupons"][0]["discount"], 20);
    assert_eq!((&all["tax"]["discountGrossMinor"], &all["tax"]["discountNetMinor"]), (&json!(2_000), &json!(1_778)));
}

/// Of 11.00 without tax and 10.80 with 20 % of it, which is 12.96, the first is the cheaper one to whoever pays.
#[test]
fn the_cheapest_unit_is_so_with_tax() {
    let half = json!({"kind": "percent", "value": 50, "pick": "cheapest"});
    let all = combined(&[("10.80", 20, 1), ("11", 0, 1)], &[half], "0");
    assert_eq!(all["lines"], json!([{"id": "p0", "discountMinor": 0}, {"id": "p1", "discountMinor": 550}]));
}

/// Half of 10.00 and 30.00, then twice half of the cheapest unit as it was: 20.00, 5.00 and 5.00.
#[test]
fn the_cheapest_unit_counts_at_the_price_it_began_with() {
    let half = json!({"kind": "percent", "value": 50});
    let cheapest = json!({"kind": "percent", "value": 50, "pick": "cheapest"});
    let all = combined(&[("10", 0, 1), ("30", 0, 1)], &[half, cheapest.clone(), cheapest], "0");
    let taken = |coupon: usize| all["coupons"][coupon]["discountMinor"].as_i64().unwrap();
    assert_eq!([taken(0), taken(1), taken(2)], [2_000, 500, 500]);
    assert_eq!(all["totalMinor"], 1_000);
}

/// 1000.00 off two of 13.3272 and one of 49.3236 leaves nothing, though the rows round to 75.97 of 75.978.
#[test]
fn what_covers_the_rows_leaves_no_cent() {
    let all = combined(&[("11.106", 20, 2), ("41.103", 20, 1)], &[json!({"kind": "amount", "value": 1_000})], "0");
    assert_eq!((&all["tax"]["totalGrossMinor"], &all["tax"]["totalNetMinor"]), (&json!(0), &json!(0)));
}
