//! Magento's amounts (`module-sales-rule/Model/Rule/Action/Discount/*.php`, `Helper/CartFixedDiscount.php`).

use crate::money::{FULL_BASIS_POINTS, mul_div_half_up};
use crate::rounding::{Carry, START};

/// What a fixed amount is split over.
#[derive(Default, Debug)]
pub struct Whole {
    /// Of each line.
    pub lines: Vec<i64>,
    /// Of shipping, where it has a part.
    pub shipping: i64,
}

impl Whole {
    /// All of it.
    pub fn sum(&self) -> i64 {
        self.lines.iter().sum::<i64>() + self.shipping
    }

    /// The part of an amount that falls to shipping, before it is rounded.
    pub fn of_shipping(&self, amount: i64) -> i64 {
        share(amount, self.shipping, self.sum())
    }
}

/// A percentage of what is left of a line, in basis points; not rounded. 30 % of three units of 50.00, less 10.00, is 42.00.
pub fn percent(points: i64, left: i64) -> i64 {
    mul_div_half_up(left, points, FULL_BASIS_POINTS)
}

/// A fixed amount in proportion to the lines, each rounded with what the lines before it were rounded by. 30.00 over 10.00,
/// 20.00 and 5.00 is 8.5714…, 17.1428… and 4.2857…: 8.57, 17.14 and, with the 0.0042… that are carried on, 4.29.
///
/// Magento 2.4.7 weighs against the lines' prices less *all* discounts of the cart so far, those of other lines too and
/// those of a third coupon twice, so that a coupon of 10.00 can take 12.31. That is not copied: no coupon takes more than
/// its amount, and with one coupon before it, on the same lines, the amounts are the same.
pub fn proportional(amount: i64, whole: &Whole, scale: i64) -> Vec<i64> {
    let sum = whole.sum();
    let mut carry = Carry::starting(START);
    let mut left = amount;
    let part = |line: &i64| {
        if left <= 0 {
            return 0;
        }
        let part = carry.round(share(amount, *line, sum), scale).min(*line);
        left -= part;
        part
    };
    whole.lines.iter().map(part).collect()
}

fn share(amount: i64, of: i64, sum: i64) -> i64 {
    if sum == 0 { 0 } else { mul_div_half_up(amount, of, sum) }
}

/// What a line has lost when a discount joins what it lost before: no more than it costs
/// (`Utility::minFix`). 10.00 and 10.00 of 13 units of 4.00 are 20.00.
pub fn joined(before: i64, part: i64, cost: i64) -> i64 {
    (before + part).min(cost)
}
