//! Splits an amount over lines, so that the parts sum to it exactly.

use crate::money::mul_div_floor;
use std::cmp::Reverse;

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
    for (line, weight) in weights.iter().enumerate() {
        let (part, remainder) = mul_div_floor(amount, *weight, total);
        parts.push(part);
        remainders.push((Reverse(remainder), line));
    }
    let rest = amount - parts.iter().sum::<i64>();
    if rest > 0 {
        remainders.sort_unstable();
    }
    for (_, line) in remainders.into_iter().take(usize::try_from(rest).unwrap_or(0)) {
        if let Some(part) = parts.get_mut(line) {
            *part += 1;
        }
    }
    parts
}
