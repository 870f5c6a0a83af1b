//! WooCommerce's way (`includes/class-wc-discounts.php`): whole cents for each unit, the dearest lines first; cents that are
//! left go to one unit after another.

use super::{Split, greatest_first};
use crate::money::{FULL_BASIS_POINTS, RoundingMode, mul_div_floor};

/// A percentage of each line, rounded down; then cents until the whole has its own rounding, halves down. 15.5 % of 5.99
/// and 15.99 is 0.92 and 2.47, which is 3.39; of 21.98 it is 3.4069, 3.41: two cents are left, one for a unit of each.
pub(super) fn percent(points: i64, bases: &[i64], split: &Split<'_>) -> Vec<i64> {
    let of = |base: &i64| mul_div_floor(*base, points, FULL_BASIS_POINTS).0;
    let cents = |base: &i64| of(base) / split.scale * split.scale;
    let mut parts: Vec<i64> = bases.iter().zip(split.left).map(|(base, left)| cents(base).min(*left)).collect();
    let whole = RoundingMode::HalfDown.round(of(&bases.iter().sum()), split.scale);
    remainder(whole - parts.iter().sum::<i64>(), &mut parts, split);
    parts
}

/// The same amount for each unit, again and again while there is enough of it; then cents. 10.00 over 3 units is 3.33 each,
/// and a cent for the first.
pub(super) fn amount(amount: i64, split: &Split<'_>) -> Vec<i64> {
    let mut parts = vec![0; split.units.len()];
    let mut left = amount;
    loop {
        let units: i64 = open(&parts, split).map(|(_, units, _)| units).sum();
        if units == 0 {
            return parts;
        }
        let each = left / units / split.scale * split.scale;
        if each == 0 {
            remainder(left, &mut parts, split);
            return parts;
        }
        for (line, units, room) in open(&parts.clone(), split) {
            if let Some(part) = parts.get_mut(line) {
                let off = (each * units).min(room);
                *part += off;
                left -= off;
            }
        }
    }
}

/// Lines of which something is left, with their units and what that is.
fn open<'s>(parts: &'s [i64], split: &'s Split<'_>) -> impl Iterator<Item = (usize, i64, i64)> + 's {
    let lines = split.left.iter().zip(parts).zip(split.units).enumerate();
    let lines = lines.map(|(line, ((left, part), units))| (line, i64::from(*units), left - part));
    lines.filter(|(_, units, room)| *units > 0 && *room > 0)
}

/// One cent for one unit after another, those of the dearest line first, each unit of a line once.
fn remainder(amount: i64, parts: &mut [i64], split: &Split<'_>) {
    let mut left = amount;
    for line in greatest_first(split.prices) {
        let of = |values: &[u32]| values.get(line).map_or(0, |value| i64::from(*value));
        if let (Some(part), Some(most)) = (parts.get_mut(line), split.left.get(line))
            && of(split.units) > 0
        {
            let off = left.min(of(split.quantities) * split.scale).min(*most - *part).max(0);
            *part += off;
            left -= off;
        }
    }
}
