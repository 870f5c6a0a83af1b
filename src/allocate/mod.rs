//! Splits an amount over lines, so that the parts sum to it exactly; in each rounding profile as its platform does.

pub mod magento;
mod woocommerce;

use crate::money::{FULL_BASIS_POINTS, mul_div_floor, mul_div_half_up};
use crate::rounding::{Carry, Profile, Rounding};
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
    /// Units of each line.
    pub quantities: &'s [u32],
    /// Price of one unit of each line.
    pub prices: &'s [i64],
    /// What is left of each line.
    pub left: &'s [i64],
}

impl Split<'_> {
    /// A percentage of each base, in basis points. 15.5 % of 5.99 and 15.99, which is 0.92845 and 2.47845:
    /// `plain` 0.93 and 2.48, `prestashop` as it is, `magento` 0.93 and 2.48, `woocommerce` 0.93 and 2.48.
    pub fn percent(&self, points: i64, bases: &[i64]) -> Vec<i64> {
        match self.rounding.profile {
            Profile::Plain => {
                let whole = self.rounding.mode.mul_div(bases.iter().sum(), points, FULL_BASIS_POINTS);
                largest_remainder(whole, bases)
            }
            Profile::PrestaShop => bases.iter().map(|base| mul_div_half_up(*base, points, FULL_BASIS_POINTS)).collect(),
            Profile::Magento => {
                let mut carry = Carry::default();
                bases.iter().map(|base| carry.round(magento::percent(points, *base), self.scale)).collect()
            }
            Profile::WooCommerce => woocommerce::percent(points, bases, self),
        }
    }

    /// An amount over the bases, whose sum it does not exceed.
    pub fn amount(&self, amount: i64, bases: &[i64]) -> Vec<i64> {
        match self.rounding.profile {
            Profile::Plain => self.moved(largest_remainder(amount, bases), bases),
            Profile::PrestaShop => largest_remainder(amount, bases),
            Profile::Magento => {
                let whole = magento::Whole { lines: bases.to_vec(), shipping: 0 };
                magento::proportional(amount, &whole, self.scale)
            }
            Profile::WooCommerce => woocommerce::amount(amount, self),
        }
    }

    /// What other coupons of the lane have left too little for comes off the other lines. 10.00 off two lines of 20.00, of which
    /// the first costs nothing any more, is 10.00 off the second.
    fn moved(&self, mut parts: Vec<i64>, bases: &[i64]) -> Vec<i64> {
        let mut surplus = 0;
        for (part, left) in parts.iter_mut().zip(self.left) {
            let over = (*part - left).max(0);
            *part -= over;
            surplus += over;
        }
        if surplus > 0 {
            let lines = parts.iter().zip(bases.iter().zip(self.left));
            let room: Vec<i64> = lines.map(|(part, (base, left))| (*base).min(*left) - part).collect();
            let more = largest_remainder(surplus.min(room.iter().sum()), &room);
            parts.iter_mut().zip(more).for_each(|(part, more)| *part += more);
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, Rounding, Split};

    /// What each line loses, in cents.
    fn split(profile: Profile, prices: [i64; 3], part: impl Fn(&Split<'_>, &[i64]) -> Vec<i64>) -> Vec<i64> {
        let rounding = Rounding { profile, ..Rounding::default() };
        let scale = rounding.scale();
        let bases = prices.map(|price| price * scale);
        let units = [1; 3];
        let split = Split { rounding, scale, units: &units, quantities: &units, prices: &bases, left: &bases };
        let parts = part(&split, &bases);
        let goods = (parts.iter().sum::<i64>() + scale / 2) / scale;
        super::largest_remainder(goods, &parts)
    }

    /// The table of [`crate::rounding`].
    #[test]
    fn the_documented_splits_hold() {
        for (profile, thirds, weighted, percent) in [
            (Profile::Plain, [334, 333, 333], [333, 500, 167], [1, 1, 0]),
            (Profile::PrestaShop, [334, 333, 333], [333, 500, 167], [1, 1, 0]),
            (Profile::Magento, [333, 334, 333], [333, 500, 167], [1, 0, 1]),
            (Profile::WooCommerce, [334, 333, 333], [333, 334, 333], [1, 0, 0]),
        ] {
            let amount = |prices: [i64; 3]| {
                let scale = Rounding { profile, ..Rounding::default() }.scale();
                split(profile, prices, |split, bases| split.amount(1_000 * scale, bases))
            };
            assert_eq!(amount([2_000; 3]), thirds, "{profile:?}");
            assert_eq!(amount([1_999, 2_999, 999]), weighted, "{profile:?}");
            let percents = split(profile, [5; 3], |split, bases| split.percent(1_000, bases));
            assert_eq!(percents, percent, "{profile:?}");
        }
    }
}
