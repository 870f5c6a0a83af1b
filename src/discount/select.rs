//! Which units a discount is for.

use super::{Buy, Discount, Pick};
use crate::allocate::order_by;
use crate::cart::Line;
use crate::condition::{Facts, Rule};

/// Units of each line that the discount is for; `units[line] ≤ quantity`.
///
/// `prices` are the units' prices, by which the cheapest and the dearest are found.
pub(super) fn select(discount: &Discount<'_>, accumulates: bool, facts: &Facts<'_, '_>, prices: &[i64]) -> Vec<u32> {
    let only = discount.only.as_deref().unwrap_or_default();
    let mut units = chosen(only, accumulates, facts);
    if let Some(buy) = &discount.buy {
        let bought = chosen(buy.only.as_deref().unwrap_or_default(), true, facts);
        let most = free_units(buy, discount.units.unwrap_or(1), &units, &bought, prices);
        limit(&mut units, most, order(prices, Pick::Cheapest));
        return units;
    }
    match (discount.pick.unwrap_or(Pick::All), discount.units) {
        (Pick::All, None) => {}
        (pick @ (Pick::Cheapest | Pick::Dearest), None) => limit(&mut units, 1, order(prices, pick)),
        (Pick::Nth, most) => {
            every(&mut units, discount.nth.unwrap_or(1), order(prices, Pick::Dearest));
            if let Some(most) = most {
                limit(&mut units, u64::from(most), order(prices, Pick::Cheapest));
            }
        }
        (pick, Some(most)) => limit(&mut units, u64::from(most), order(prices, pick)),
    }
    units
}

/// Every unit of the lines for which the rules hold; none of a line on promotion, unless the coupon accumulates.
fn chosen(only: &[Rule<'_>], accumulates: bool, facts: &Facts<'_, '_>) -> Vec<u32> {
    let units = |line: &Line<'_>, holds: bool| {
        let left_out = line.on_promotion && !accumulates;
        if holds && !left_out { line.quantity } else { 0 }
    };
    let lines = facts.cart.lines.iter();
    lines.map(|line| units(line, only.iter().all(|rule| rule.holds(&facts.of_line(line))))).collect()
}

/// Lines in the order in which their units are taken; at equal prices the earlier line first.
fn order(prices: &[i64], pick: Pick) -> Vec<usize> {
    match pick {
        Pick::Cheapest => order_by(prices),
        Pick::Dearest | Pick::Nth => order_by(&prices.iter().map(|price| -price).collect::<Vec<_>>()),
        Pick::All => (0..prices.len()).collect(),
    }
}

/// Leaves `most` units, the first in this order.
fn limit(units: &mut [u32], most: u64, order: Vec<usize>) {
    let mut left = most;
    for line in order {
        if let Some(units) = units.get_mut(line) {
            *units = u64::from(*units).min(left) as u32;
            left -= u64::from(*units);
        }
    }
}

/// Leaves every `nth` unit, counted in this order.
fn every(units: &mut [u32], nth: u32, order: Vec<usize>) {
    let nth = u64::from(nth.max(1));
    let mut before = 0;
    for line in order {
        if let Some(units) = units.get_mut(line) {
            let behind = before + u64::from(*units);
            *units = (behind / nth - before / nth) as u32;
            before = behind;
        }
    }
}

/// How many of the cheapest chosen units are discounted: the most for which the units that count and are not among them
/// make a set for every `get` of them. Of 3 equal units with 2 to buy and 1 to get it is 1; of 5 still 1; of 6 it is 2.
fn free_units(buy: &Buy<'_>, get: u32, chosen: &[u32], bought: &[u32], prices: &[i64]) -> u64 {
    let order = order(prices, Pick::Cheapest);
    let sum = |units: &[u32]| units.iter().map(|units| u64::from(*units)).sum::<u64>();
    let get = u64::from(get.max(1));
    let fits = |free: u64| {
        let mut left = free;
        let mut counted = sum(bought);
        for line in &order {
            let (chosen, bought) = (chosen.get(*line).copied(), bought.get(*line).copied());
            let taken = u64::from(chosen.unwrap_or(0)).min(left);
            left -= taken;
            counted -= taken.min(u64::from(bought.unwrap_or(0)));
        }
        counted >= free.div_ceil(get) * u64::from(buy.units)
    };
    let limit = buy.limit.map_or(u64::MAX, |sets| u64::from(sets) * get);
    let (mut low, mut high) = (0, sum(chosen).min(limit));
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    low
}
