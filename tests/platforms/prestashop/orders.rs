//! Orders, and what they leave of vouchers.

use super::ask::{amounts, wrapping};
use super::coupon::code;
use super::numbers::{meets, minor, products, same, sum, with_tax};
use super::shop::Shop;
use crate::amount::Amount;
use serde_json::Value;

pub(super) struct Order {
    pub(super) name: String,
    pub(super) customer: Option<String>,
    /// Rules of which it is a use.
    pub(super) rules: Vec<usize>,
    /// Whether its payment went wrong, so that it is no use of the customer's.
    pub(super) failed: bool,
    /// The engine's sums.
    pub(super) sums: Value,
    pub(super) wrapping: Amount,
}

pub(super) fn place(shop: &mut Shop, cart: usize, step: &Value) -> Result<(), String> {
    let basket = shop.baskets[cart].clone();
    let sums = amounts(shop, &basket, false)?;
    for outcome in sums["coupons"].as_array().unwrap() {
        let rest = rest(shop, &basket.rules, outcome, &sums)?;
        if let (Some(customer), Some(rest)) = (&basket.customer, rest) {
            shop.left_over.push((customer.clone(), rest));
        }
    }
    let status = step["status"].as_str().unwrap_or_default().to_lowercase();
    let order = Order {
        name: step["order"].as_str().unwrap_or_default().to_owned(),
        customer: basket.customer.clone(),
        rules: basket.rules.clone(),
        failed: status.contains("error"),
        wrapping: wrapping(shop, &basket)?,
        sums,
    };
    shop.orders.push(order);
    Ok(())
}

/// What the order leaves of a voucher, to the last digit. Free shipping is used up with it, and counts where the rest covers it.
fn rest(shop: &Shop, rules: &[usize], outcome: &Value, sums: &Value) -> Result<Option<Amount>, String> {
    if outcome["remainingMinor"].is_null() {
        return Ok(None);
    }
    let rule = rules.iter().find(|rule| outcome["code"] == code(**rule)).unwrap();
    let benefit = &shop.rules()[*rule]["benefit"];
    let amount = &benefit["amount"];
    let gross = amount["tax_included"] == Value::Bool(true);
    let value =
        shop.converted(Amount::of(&amount["value"]), shop.currency(&amount["currency"])?, shop.cart_currency()?);
    let free = benefit["free_shipping"] == Value::Bool(true);
    let shipping = if free && !outcome["shippingDiscountMinor"].is_null() {
        minor(&outcome["shippingDiscountMinor"])?
    } else {
        Amount(0)
    };
    let taken = Amount::of(&outcome[if gross { "discount" } else { "discountNet" }]).minus(shipping);
    let left = value.minus(taken);
    let fee = sum(sums, "shipping", gross)?;
    let left = if free && left >= fee { left.minus(fee) } else { left };
    Ok((left > Amount(0)).then_some(left))
}

/// What orders and customers were left with.
pub(super) fn history(shop: &Shop, step: &Value, what: &str) -> Result<(), String> {
    let position = step["position"].as_u64().unwrap_or(1) as usize - 1;
    if what.starts_with("customer_rule_") {
        let own: Vec<&Amount> = shop
            .left_over
            .iter()
            .filter(|(customer, _)| step["customer"] == **customer)
            .map(|(_, left)| left)
            .collect();
        return match what {
            "customer_rule_count" => same(own.len(), step),
            "customer_rule_amount" => meets(**own.get(position).ok_or("no such voucher")?, step, &step["value"]),
            other => Err(format!("unknown check `{other}`")),
        };
    }
    let named = |order: &&Order| step["order"].is_null() || step["order"] == *order.name;
    let order = shop.orders.iter().rev().find(named).ok_or("no such order")?;
    let gross = with_tax(step)?;
    let rows = || order.sums["coupons"].as_array().unwrap();
    let found = match what {
        "order_products" => products(shop, &order.sums, gross)?,
        "order_discount" => sum(&order.sums, "discount", gross)?,
        "order_shipping" => sum(&order.sums, "shipping", gross)?,
        "order_total" => sum(&order.sums, "total", gross)?.plus(order.wrapping),
        "order_wrapping" => order.wrapping,
        "order_coupon_count" => return same(rows().len(), step),
        "order_coupon_row" => {
            let row = rows().get(position).ok_or("no such row")?;
            meets(Amount::of(&row["discount"]), step, &step["value_incl"])?;
            return meets(Amount::of(&row["discountNet"]), step, &step["value_excl"]);
        }
        other => return Err(format!("unknown check `{other}`")),
    };
    meets(found, step, &step["value"])
}
