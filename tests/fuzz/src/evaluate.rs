//! Every call is answered, and what the answer says of money is sound.
//!
//! Nothing here knows a verb: a call is whatever names one, and the laws are those of `applied`, `combined` and `refunded`,
//! wherever they stand in the answer.

use crate::support::MemoryShop;
use remise::api::call;
use serde_json::Value;

/// So many codes may be drawn, and take their time.
const MANY: std::ops::RangeInclusive<u64> = 5_000..=1_000_000;

/// Runs one input: a call, or a list of calls to one shop, one after the other.
pub(crate) fn run(input: &[u8]) {
    let Ok(request) = serde_json::from_slice::<Value>(input) else { return };
    let mut shop = MemoryShop::new();
    match &request {
        Value::Array(calls) => calls.iter().for_each(|request| ask(request, &mut shop)),
        request => ask(request, &mut shop),
    }
}

fn ask(request: &Value, shop: &mut MemoryShop) {
    if request["count"].as_u64().is_some_and(|count| MANY.contains(&count)) {
        return;
    }
    let text = call(&request.to_string(), shop);
    let answer: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(answer["answer"].is_string(), "{text}");
    visit(&answer, request);
}

fn visit(answer: &Value, request: &Value) {
    let tag = answer["answer"].as_str();
    match tag {
        Some("applied") => discounted(answer, &request["cart"]),
        Some("combined") => combined(answer, &request["cart"]),
        Some("refunded") => refunded(answer),
        _ => {}
    }
    // Where a key's first answer is repeated, it was not for this cart.
    let request = if tag == Some("redeemed") { &Value::Null } else { request };
    match answer {
        Value::Object(fields) => fields.values().for_each(|field| visit(field, request)),
        Value::Array(items) => items.iter().for_each(|item| visit(item, request)),
        _ => {}
    }
}

/// The parts sum, and nothing costs less than nothing. A coupon's share in several has no sums of the cart.
fn discounted(answer: &Value, cart: &Value) {
    let [subtotal, total, shipping] =
        ["subtotalMinor", "totalMinor", "shippingDiscountMinor"].map(|name| answer[name].as_i64());
    let shipping = shipping.unwrap_or(0);
    let goods = minor(answer, "discountMinor") - shipping;
    assert!(goods >= 0 && shipping >= 0 && total.is_none_or(|total| total >= 0), "{answer}");
    assert!(subtotal.is_none_or(|subtotal| goods <= subtotal), "{answer}");
    let parts: Vec<i64> = list(answer, "lines").iter().map(|line| minor(line, "discountMinor")).collect();
    assert_eq!(parts.iter().sum::<i64>(), goods, "{answer}");
    assert!(parts.iter().all(|part| *part >= 0), "{answer}");
    let totals: Vec<i64> = cart["lines"].as_array().into_iter().flatten().filter_map(line_total).collect();
    if totals.len() == parts.len() && Some(totals.iter().sum()) == subtotal {
        assert!(parts.iter().zip(&totals).all(|(part, total)| part <= total), "{answer} of {cart}");
    }
}

/// What several coupons take off is the sum of their shares.
fn combined(answer: &Value, cart: &Value) {
    discounted(answer, cart);
    let applied = list(answer, "coupons").iter().filter(|share| share["answer"] == "applied");
    let shares: i64 = applied.map(|share| minor(share, "discountMinor")).sum();
    assert_eq!(shares, minor(answer, "discountMinor"), "{answer}");
}

fn line_total(line: &Value) -> Option<i64> {
    Some(line["quantity"].as_i64()? * line["unitPriceMinor"].as_i64()?)
}

/// Now and what remains: each part is sound, and they sum.
fn refunded(answer: &Value) {
    for parts in [answer, &answer["remaining"]] {
        let lines = list(parts, "lines").iter().chain(parts.get("shipping"));
        let sum = lines.map(amounts).fold([0; 3], |sum, part| [0, 1, 2].map(|at| sum[at] + part[at]));
        assert_eq!(sum, amounts(parts), "{answer}");
    }
}

fn amounts(part: &Value) -> [i64; 3] {
    let amounts = ["totalMinor", "discountMinor", "refundMinor"].map(|name| minor(part, name));
    let [total, discount, refund] = amounts;
    assert!(discount >= 0 && refund >= 0 && total == discount + refund, "{part}");
    amounts
}

fn minor(value: &Value, name: &str) -> i64 {
    value[name].as_i64().unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no {name} in {value}"))
}
