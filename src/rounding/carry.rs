//! Rounding of a series, so that what is lost on one amount is won on the next.

use crate::money::RoundingMode;

/// What a series of Magento's starts with: 0.000001 of a major unit with two decimals, in its working units. A half that
/// is met exactly is rounded up by it, however it was computed
/// (`Magento\SalesRule\Model\DeltaPriceRound`, `Magento\Tax\Model\Calculation\AbstractCalculator::deltaRound`).
pub const START: i64 = 100;

/// Rounds each amount together with what the ones before it were rounded by: 1.004 and 1.004 become 1.00 and 1.01.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Carry {
    /// What the amounts so far were rounded down by.
    left: i64,
}

impl Carry {
    /// A series that starts with something.
    pub fn starting(left: i64) -> Carry {
        Carry { left }
    }

    /// The multiple of `unit` for the next amount; nothing is nothing, and carries on what was there.
    pub fn round(&mut self, exact: i64, unit: i64) -> i64 {
        if exact == 0 {
            return 0;
        }
        let sum = exact + self.left;
        let rounded = RoundingMode::HalfUp.round(sum, unit);
        self.left = sum - rounded;
        rounded
    }
}
