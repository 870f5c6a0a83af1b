//! WooCommerce's way (`WC_Discounts`): whole cents for each unit, the dearest lines first; cents that are left go to one unit
//! after another.

use super::{Split, order_by};
use crate::money::{FULL_BASIS_POINTS, RoundingMode, mul_div_floor};

/// A percentage of each line, rounded down; then cents until the whole has its own rounding, halves down.
pub(super) fn percent(points: i64, bases: &[i64], split: &Split<'_>) -> Vec<i64> {
    let cents = |base: &i64| mul_div_floor(*base, points, FULL_BASIS_POINTS).0 / split.scale * split.scale;
    let mut parts: Vec<i64> = bases.iter().map(cents).collect();
    let whole = mul_div_floor(bases.iter().sum(), points, FULL_BASIS_POINTS).0;
    let whole = RoundingMode::HalfDown.round(whole, split.scale);
    remainder(whole - parts.iter().sum::<i64>(), bases, &mut parts, split);
    parts
}

/// The same amount for each unit, again and again while there is enough of it; then cents.
pub(super) fn amount(amount: i64, bases: &[i64], split: &Split<'_>) -> Vec<i64> {
    let mut parts = vec![0; bases.len()];
    let mut left = amount;
    loop {
        let units: i64 = open(bases, &parts, split).map(|(_, units)| units).sum();
        if units == 0 {
            return parts;
        }
        let each = left / units / split.scale * split.scale;
        if each == 0 {
            remainder(left, bases, &mut parts, split);
            return parts;
        }
        for (line, units) in open(bases, &parts.clone(), split).collect::<Vec<_>>() {
            if let (Some(part), Some(base)) = (parts.get_mut(line), bases.get(line)) {
                let off = (each * units).min(*base - *part);
                *part += off;
                left -= off;
            }
        }
    }
}

/// Lines of which something is left, with their units.
fn open<'s>(bases: &'s [i64], parts: &'s [i64], split: &'s Split<'_>) -> impl Iterator<Item = (usize, i64)> + 's {
    let lines = bases.iter().zip(parts).zip(split.units).enumerate();
    lines.filter(|(_, ((base, part), _))| part < base).map(|(line, (_, units))| (line, i64::from(*units)))
}

/// One cent for one unit after another.
fn remainder(amount: i64, bases: &[i64], parts: &mut [i64], split: &Split<'_>) {
    let mut left = amount;
    for line in by_price(bases, split) {
        if let (Some(part), Some(base), Some(units)) = (parts.get_mut(line), bases.get(line), split.units.get(line)) {
            let off = left.min(i64::from(*units) * split.scale).min(*base - *part).max(0);
            *part += off;
            left -= off;
        }
    }
}

/// The dearest lines first.
fn by_price(bases: &[i64], split: &Split<'_>) -> Vec<usize> {
    let price = |(base, units): (&i64, &u32)| -(base / i64::from((*units).max(1)));
    order_by(&bases.iter().zip(split.units).map(price).collect::<Vec<_>>())
}
