//! Named rounding.

use super::mul_div_floor;
use crate::wire::record::words;

words! {
    /// What becomes of the part behind the last digit that is kept. Two decimals of 1.2349, 1.235, 1.245 and 1.2351:
    #[derive(Default)]
    pub enum RoundingMode {
        /// Away from zero: 1.24, 1.24, 1.25, 1.24.
        Up = "up",
        /// Towards zero: 1.23, 1.23, 1.24, 1.23.
        Down = "down",
        /// To the nearest, halves away from zero: 1.23, 1.24, 1.25, 1.24.
        #[default]
        HalfUp = "half_up",
        /// To the nearest, halves towards zero: 1.23, 1.23, 1.24, 1.24.
        HalfDown = "half_down",
        /// To the nearest, halves to the even digit: 1.23, 1.24, 1.24, 1.24.
        HalfEven = "half_even",
        /// To the nearest, halves to the odd digit: 1.23, 1.23, 1.25, 1.24.
        HalfOdd = "half_odd",
    }
}

impl RoundingMode {
    /// `value / unit` as a whole number, for `unit > 0`; a negative value is rounded as its magnitude is.
    pub fn divide(self, value: i64, unit: i64) -> i64 {
        if value < 0 {
            return -self.divide(-value, unit);
        }
        if unit == 1 {
            return value;
        }
        self.settled((value / unit, value % unit), unit)
    }

    /// `a · b / c` as a whole number, for `a, b ≥ 0` and `c > 0`.
    pub fn mul_div(self, a: i64, b: i64, c: i64) -> i64 {
        self.settled(mul_div_floor(a, b, c), c)
    }

    fn settled(self, (floor, rest): (i64, i64), unit: i64) -> i64 {
        let nearest = rest.cmp(&(unit - rest));
        let up = match self {
            RoundingMode::Up => rest > 0,
            RoundingMode::Down => false,
            RoundingMode::HalfUp => nearest.is_ge(),
            RoundingMode::HalfDown => nearest.is_gt(),
            RoundingMode::HalfEven => nearest.is_gt() || (nearest.is_eq() && floor % 2 == 1),
            RoundingMode::HalfOdd => nearest.is_gt() || (nearest.is_eq() && floor % 2 == 0),
        };
        floor + i64::from(up)
    }

    /// The multiple of `unit` that `value` is rounded to.
    pub fn round(self, value: i64, unit: i64) -> i64 {
        self.divide(value, unit) * unit
    }
}

#[cfg(test)]
mod tests {
    use super::RoundingMode;

    #[test]
    fn the_documented_numbers_hold() {
        let values = [12_349, 12_350, 12_450, 12_351];
        for (mode, rounded) in [
            (RoundingMode::Up, [124, 124, 125, 124]),
            (RoundingMode::Down, [123, 123, 124, 123]),
            (RoundingMode::HalfUp, [123, 124, 125, 124]),
            (RoundingMode::HalfDown, [123, 123, 124, 124]),
            (RoundingMode::HalfEven, [123, 124, 124, 124]),
            (RoundingMode::HalfOdd, [123, 123, 125, 124]),
        ] {
            assert_eq!(values.map(|value| mode.divide(value, 100)), rounded, "{mode:?}");
            assert_eq!(values.map(|value| mode.divide(-value, 100)), rounded.map(|value: i64| -value), "{mode:?}");
            assert_eq!(values.map(|value| mode.mul_div(value, 3, 300)), rounded, "{mode:?}");
        }
    }
}
