//! Money: integers of minor units, exact decimals, named rounding. No float comes near it.

mod currency;
mod decimal;
mod format;
mod rounding;

pub use currency::Currency;
pub use decimal::Decimal;
pub use format::{Locale, format, percent, plain};
pub use rounding::RoundingMode;

/// Largest amount of one cart, in minor units. Every integer up to here is exact in JavaScript too.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;

/// A hundred percent.
pub const FULL_BASIS_POINTS: i64 = 10_000;

/// `a · b / c`, rounded to the nearest integer, half up: 25 × 50 / 100 = 12.5 → 13. For `a, b ≥ 0` and `c > 0`.
pub fn mul_div_half_up(a: i64, b: i64, c: i64) -> i64 {
    let (floor, rest) = mul_div_floor(a, b, c);
    floor + i64::from(rest >= c - rest)
}

/// `a · b / c` rounded down, and the remainder. For `a, b ≥ 0` and `c > 0`.
pub fn mul_div_floor(a: i64, b: i64, c: i64) -> (i64, i64) {
    if fits_31_bits(a) && fits_31_bits(b) {
        let product = a.wrapping_mul(b);
        return (product / c, product % c);
    }
    let (product, c) = (i128::from(a) * i128::from(b), i128::from(c));
    ((product / c) as i64, (product % c) as i64)
}

/// The product of two such numbers fits an `i64`. A checked product would be carried out in 128 bits.
fn fits_31_bits(number: i64) -> bool {
    number >> 31 == 0
}
