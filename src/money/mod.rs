//! Money: integers of minor units, exact decimals, named rounding. No float comes near it.

mod currency;
mod decimal;
mod format;

pub use currency::Currency;
pub use decimal::Decimal;
pub use format::{Locale, format, percent, plain};

/// Largest amount of one cart, in minor units. Every integer up to here is exact in JavaScript too.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;

/// A hundred percent.
pub const FULL_BASIS_POINTS: i64 = 10_000;

/// `a · b / c`, rounded to the nearest integer, half up: 25 × 50 / 100 = 12.5 → 13. For `a, b ≥ 0` and `c > 0`.
pub fn mul_div_half_up(a: i64, b: i64, c: i64) -> i64 {
    match a.checked_mul(b).and_then(|product| product.checked_add(c / 2)) {
        // An odd `c` has no exact half, so `c / 2` rounds it correctly as well.
        Some(sum) => sum / c,
        None => ((i128::from(a) * i128::from(b) + i128::from(c / 2)) / i128::from(c)) as i64,
    }
}

/// `a · b / c` rounded down, and the remainder. For `a, b ≥ 0` and `c > 0`.
pub fn mul_div_floor(a: i64, b: i64, c: i64) -> (i64, i64) {
    match a.checked_mul(b) {
        Some(product) => (product / c, product % c),
        None => {
            let (product, c) = (i128::from(a) * i128::from(b), i128::from(c));
            ((product / c) as i64, (product % c) as i64)
        }
    }
}
