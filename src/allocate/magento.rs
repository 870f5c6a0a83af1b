//! Magento's way: each line is rounded to the cent together with what the lines before it were rounded by
//! (`Magento\SalesRule\Model\DeltaPriceRound`, `Model\Utility::deltaRoundingFix`).

use crate::money::{FULL_BASIS_POINTS, RoundingMode, mul_div_half_up};

/// Rounds a series, carrying what each rounding left: 1.004 and 1.004 become 1.00 and 1.01. `delta` is what is carried at
/// first.
fn carried(exact: impl Iterator<Item = i64>, mut delta: i64, scale: i64) -> Vec<i64> {
    let round = |part: i64| {
        let rounded = RoundingMode::HalfUp.round((part + delta).max(0), scale);
        delta += part - rounded;
        rounded
    };
    exact.map(round).collect()
}

/// A percentage of each line.
pub(super) fn percent(points: i64, bases: &[i64], scale: i64) -> Vec<i64> {
    carried(bases.iter().map(|base| mul_div_half_up(*base, points, FULL_BASIS_POINTS)), 0, scale)
}

/// An amount in proportion to the lines; the last line that has any weight takes what is left.
pub(super) fn amount(amount: i64, bases: &[i64], scale: i64) -> Vec<i64> {
    let total: i64 = bases.iter().sum();
    if total == 0 {
        return vec![0; bases.len()];
    }
    let exact = bases.iter().map(|base| mul_div_half_up(*base, amount, total));
    let mut parts = carried(exact, 0, scale);
    let mut left = amount;
    let last = bases.iter().rposition(|base| *base > 0);
    for (line, (part, base)) in parts.iter_mut().zip(bases).enumerate() {
        *part = if Some(line) == last { left.min(*base) } else { (*part).min(left).min(*base) };
        left -= *part;
    }
    parts
}
