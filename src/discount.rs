//! How much a coupon takes off, and from which lines.

use crate::cart::Line;
use crate::coupon::{Coupon, Kind};
use crate::money::{Currency, FULL_BASIS_POINTS, mul_div_half_up};

/// What of each line the coupon may discount, in minor units: nothing of a line on promotion, unless the coupon
/// accumulates with promotions.
pub fn bases(coupon: &Coupon<'_>, lines: &[Line<'_>]) -> Vec<i64> {
    let base = |line: &Line<'_>| {
        let left_out = line.on_promotion && !coupon.accumulate_with_promotion;
        if left_out { 0 } else { line.total_minor() }
    };
    lines.iter().map(base).collect()
}

/// The discount on a base, in minor units; never more than the base. 5 % of 0.50 EUR is 0.025, so 0.03.
pub fn amount(coupon: &Coupon<'_>, currency: Currency, base: i64) -> i64 {
    match coupon.kind {
        Kind::Percentage => mul_div_half_up(base, coupon.basis_points(), FULL_BASIS_POINTS),
        Kind::Value => value_minor(coupon, currency).min(base),
    }
}

/// A `VALUE` coupon's value in minor units.
pub fn value_minor(coupon: &Coupon<'_>, currency: Currency) -> i64 {
    coupon.value.to_minor(currency).map_or(0, |(minor, _)| minor)
}
