//! What a discount is computed on.

use super::apply::Taking;
use super::{Discount, DiscountKind, Per, Pick};
use crate::money::mul_div_floor;
use crate::rounding::Profile;

/// What a discount is computed on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The units at their price.
    Price,
    /// Their share of what is left of the line.
    Left,
    /// Their share of what was left of it when the lane began.
    Entry,
}

impl Taking<'_, '_, '_> {
    /// What a discount is computed on.
    pub(super) fn base_of(&self, discount: &Discount<'_>) -> Base {
        let by_unit = discount.per.is_some_and(|per| per != Per::Selection);
        match self.rounding.profile {
            // PrestaShop takes the cheapest unit at the price it began with.
            Profile::PrestaShop if discount.pick.is_some_and(|pick| pick != Pick::All) => Base::Price,
            Profile::WooCommerce if discount.kind != DiscountKind::Percent && by_unit => Base::Price,
            Profile::WooCommerce if discount.kind != DiscountKind::Percent => Base::Left,
            _ => self.step_base(),
        }
    }

    /// What the steps of a scale are read from.
    pub(super) fn step_base(&self) -> Base {
        if self.rounding.is_sequential() { Base::Left } else { Base::Entry }
    }

    /// Whether it counts whole even where coupons before it left less: PrestaShop takes 50 % off the cheapest unit of 10.00,
    /// twice after 50 %, as 5.00 each time (`src/Core/Cart/CartRuleCalculator.php`).
    pub(super) fn takes_all(&self, base: Base) -> bool {
        self.rounding.profile == Profile::PrestaShop && base == Base::Price
    }

    /// What is discounted of each line.
    pub(super) fn bases(&self, side: usize, units: &[u32], base: Base) -> Vec<i64> {
        let Some(prices) = self.basis.sides.get(side) else { return Vec::new() };
        let from = if base == Base::Left { &prices.left } else { &prices.entry };
        let lines = from.iter().zip(&prices.unit).zip(units.iter().zip(&self.basis.quantities));
        let amount = |((from, unit), (units, quantity)): ((&i64, &i64), (&u32, &u32))| {
            if *units == 0 {
                0
            } else if base == Base::Price {
                unit.wrapping_mul(i64::from(*units))
            } else if units == quantity {
                *from
            } else {
                mul_div_floor(*from, i64::from(*units), i64::from((*quantity).max(1))).0
            }
        };
        lines.map(amount).collect()
    }
}
