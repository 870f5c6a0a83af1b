//! Splits an amount over lines, so that the parts sum to it exactly.

use crate::money::mul_div_floor;

/// Splits `amount` in proportion to `weights` by largest remainder; at a tie the earlier line goes first.
///
/// 10.00 over 20.00, 20.00 and 20.00 is 3.34, 3.33 and 3.33. No part exceeds its weight while `amount` does not exceed
/// their sum; lines of weight 0 get nothing. For `amount ≥ 0` and weights `≥ 0`; nothing is split over nothing.
pub fn largest_remainder(amount: i64, weights: &[i64]) -> Vec<i64> {
    let total: i64 = weights.iter().sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let shares: Vec<(i64, i64)> = weights.iter().map(|weight| mul_div_floor(amount, *weight, total)).collect();
    let mut parts: Vec<i64> = shares.iter().map(|(part, _)| *part).collect();
    let rest = amount - parts.iter().sum::<i64>();
    if rest > 0 {
        let mut order: Vec<usize> = (0..shares.len()).collect();
        let remainder = |index: usize| shares.get(index).map_or(0, |(_, remainder)| *remainder);
        order.sort_unstable_by_key(|index| (std::cmp::Reverse(remainder(*index)), *index));
        for index in order.into_iter().take(usize::try_from(rest).unwrap_or(0)) {
            if let Some(part) = parts.get_mut(index) {
                *part += 1;
            }
        }
    }
    parts
}
