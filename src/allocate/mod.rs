//! Splits an amount over lines, so that the parts sum to it exactly; in each rounding profile as its platform does.

mod magento;
mod woocommerce;

use crate::money::{FULL_BASIS_POINTS, mul_div_floor, mul_div_half_up};
use crate::rounding::{Profile, Rounding};
use std::collections::BinaryHeap;

/// Lines of which the one with the largest remainder is searched each time; more are sorted.
const MAX_SEARCHED: usize = 48;

/// Splits `amount` in proportion to `weights` by largest remainder; at a tie the earlier line goes first.
///
/// 10.00 over 20.00, 20.00 and 20.00 is 3.34, 3.33 and 3.33. No part exceeds its weight while `amount` does not exceed
/// their sum; lines of weight 0 get nothing. For `amount ≥ 0` and weights `≥ 0`; nothing is split over nothing.
pub fn largest_remainder(amount: i64, weights: &[i64]) -> Vec<i64> {
    let total: i64 = weights.iter().sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for weight in weights {
        let (part, remainder) = mul_div_floor(amount, *weight, total);
        parts.push(part);
        remainders.push(-remainder);
    }
    let rest = usize::try_from(amount - parts.iter().sum::<i64>()).unwrap_or(0);
    let mut add = |line: usize| {
        if let Some(part) = parts.get_mut(line) {
            *part += 1;
        }
    };
    if weights.len() > MAX_SEARCHED {
        order_by(&remainders).into_iter().take(rest).for_each(add);
        return parts;
    }
    for _ in 0..rest {
        let smallest = smallest(&remainders);
        if let Some(remainder) = remainders.get_mut(smallest) {
            *remainder = 0;
        }
        add(smallest);
    }
    parts
}

/// Where the smallest key stands, the first of equal ones.
fn smallest(keys: &[i64]) -> usize {
    let (mut at, mut least) = (0, i64::MAX);
    for (position, key) in keys.iter().enumerate() {
        if *key < least {
            (at, least) = (position, *key);
        }
    }
    at
}

/// The positions of the keys from the smallest to the largest; of equal ones the first comes first.
///
/// By a heap, the same one everywhere: each other sort of the standard library would be seven kilobytes of the module.
pub fn order_by(keys: &[i64]) -> Vec<usize> {
    let heap: BinaryHeap<(i64, usize)> = keys.iter().enumerate().map(|(position, key)| (*key, position)).collect();
    heap.into_sorted_vec().into_iter().map(|(_, position)| position).collect()
}

/// How a profile splits.
pub struct Split<'s> {
    /// The profile.
    pub rounding: Rounding,
    /// Working units of a minor unit.
    pub scale: i64,
    /// Units of each line that are discounted.
    pub units: &'s [u32],
}

impl Split<'_> {
    /// A percentage of each base, in basis points. 15.5 % of 5.99 and 15.99, which is 0.92845 and 2.47845:
    /// `plain` 0.93 and 2.48, `prestashop` as it is, `magento` 0.93 and 2.48, `woocommerce` 0.93 and 2.48.
    pub fn percent(&self, points: i64, bases: &[i64]) -> Vec<i64> {
        match self.rounding.profile {
            Profile::Plain => largest_remainder(mul_div_half_up(bases.iter().sum(), points, FULL_BASIS_POINTS), bases),
            Profile::PrestaShop => bases.iter().map(|base| mul_div_half_up(*base, points, FULL_BASIS_POINTS)).collect(),
            Profile::Magento => magento::percent(points, bases, self.scale),
            Profile::WooCommerce => woocommerce::percent(points, bases, self),
        }
    }

    /// An amount over the bases, whose sum it does not exceed.
    pub fn amount(&self, amount: i64, bases: &[i64]) -> Vec<i64> {
        match self.rounding.profile {
            Profile::Plain | Profile::PrestaShop => largest_remainder(amount, bases),
            Profile::Magento => magento::amount(amount, bases, self.scale),
            Profile::WooCommerce => woocommerce::amount(amount, bases, self),
        }
    }
}
