//! Which units a discount is for.

use super::basis::Basis;
use super::{Buy, Discount, Pick};
use crate::allocate::greatest_first;
use crate::cart::Line;
use crate::condition::{Facts, Rule};
use crate::rounding::Profile;

/// Every unit of the lines for which the rules hold; none of a line on promotion, unless the coupon accumulates, of one
/// that no further coupon is for, or of one that is discounted by its parts. WooCommerce passes over lines of which nothing
/// is left, so that they use up no units.
pub(super) fn chosen(only: &[Rule<'_>], accumulates: bool, facts: &Facts<'_, '_>, basis: &Basis) -> Vec<u32> {
    let holds = |line: &Line<'_>| only.iter().all(|rule| rule.holds(&facts.of_line(line)));
    let skips_spent = facts.cart.rounding().profile == Profile::WooCommerce;
    let units = |(position, line): (usize, &Line<'_>)| {
        let is_over = basis.is_closed(position) || (skips_spent && basis.is_spent(position));
        let left_out = is_over || (line.on_promotion && !accumulates);
        if !left_out && holds(line) { line.quantity } else { 0 }
    };
    let mut chosen: Vec<u32> = facts.cart.lines.iter().enumerate().map(units).collect();
    for (part, whole) in basis.wholes.iter().enumerate() {
        let is_chosen = chosen.get(part).is_some_and(|units| *units > 0);
        if let Some(units) = whole.filter(|_| is_chosen).and_then(|whole| chosen.get_mut(whole)) {
            *units = 0;
        }
    }
    chosen
}

/// Of the chosen units those that the discount is for; `units[line] ≤ quantity`.
pub(super) fn select(discount: &Discount<'_>, chosen: &[u32], facts: &Facts<'_, '_>, basis: &Basis) -> Vec<u32> {
    let prices = basis.sides.first().map_or(&[][..], |side| &side.unit);
    let mut units = chosen.to_vec();
    if discount.by_line {
        let profile = facts.cart.rounding().profile;
        units.iter_mut().for_each(|units| *units = of_line(discount, *units, profile));
        return units;
    }
    let pick = discount.pick.unwrap_or(Pick::All);
    if let Some(buy) = &discount.buy {
        let bought = self::chosen(buy.only.as_deref().unwrap_or_default(), true, facts, basis);
        let most = free_units(buy, discount.units.unwrap_or(1), &units, &bought, prices);
        limit(&mut units, most, order(prices, Pick::Cheapest));
        return units;
    }
    match (pick, discount.units) {
        (Pick::All, None) => {}
        (Pick::Cheapest | Pick::Dearest, None) => limit(&mut units, 1, order(prices, pick)),
        (Pick::Nth, most) => {
            every(&mut units, discount.nth.unwrap_or(1), order(prices, Pick::Dearest));
            if let Some(most) = most {
                limit(&mut units, u64::from(most), order(prices, Pick::Cheapest));
            }
        }
        (pick, Some(most)) => limit(&mut units, u64::from(most), order(prices, pick)),
    }
    if let Some(step) = discount.step {
        let sum: u64 = units.iter().map(|units| u64::from(*units)).sum();
        limit(&mut units, sum / u64::from(step.max(1)) * u64::from(step), order(prices, pick));
    }
    units
}

/// Units of one line that are discounted: of 5 with 2 to buy and 1 to get it is 1, of 6 it is 2. Magento
/// (`Rule/Action/Discount/BuyXGetY.php`) gives nothing where more is to get than to buy.
fn of_line(discount: &Discount<'_>, quantity: u32, profile: Profile) -> u32 {
    let Some(buy) = &discount.buy else {
        return whole_steps(quantity.min(discount.units.unwrap_or(u32::MAX)), discount.step);
    };
    let get = discount.units.unwrap_or(1);
    if profile == Profile::Magento && get > buy.units {
        return 0;
    }
    let set = buy.units.saturating_add(get).max(1);
    let (sets, rest) = (quantity / set, (quantity % set).saturating_sub(buy.units));
    (sets * get + rest).min(buy.limit.map_or(u32::MAX, |sets| sets.saturating_mul(get)))
}

/// As many units as make whole steps: of 33 with steps of 20 it is 20
/// (`Magento\SalesRule\Model\Rule\Action\Discount\ByPercent::fixQuantity`).
pub fn whole_steps(units: u32, step: Option<u32>) -> u32 {
    step.map_or(units, |step| units / step.max(1) * step)
}

/// Lines in the order in which their units are taken; at equal prices the earlier line first.
fn order(prices: &[i64], pick: Pick) -> Vec<usize> {
    match pick {
        Pick::All => (0..prices.len()).collect(),
        Pick::Dearest | Pick::Nth => greatest_first(prices),
        Pick::Cheapest => greatest_first(&prices.iter().map(|price| -price).collect::<Vec<i64>>()),
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
