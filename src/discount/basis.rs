//! What is left of a cart's prices while its coupons are applied one after another.

use crate::cart::Cart;
use crate::money::mul_div_floor;
use crate::pricing::{PriceSide, TaxView};
use crate::rounding::Profile;

/// The prices seen from one side of their tax, in working units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// Of one unit, by line.
    pub unit: Vec<i64>,
    /// Of each line.
    pub total: Vec<i64>,
    /// Of each line, less what was taken off.
    pub left: Vec<i64>,
    /// What was left when the lane began.
    pub entry: Vec<i64>,
    /// Of shipping.
    pub shipping: i64,
    /// Of shipping, less what was taken off.
    pub shipping_left: i64,
}

/// A cart's prices while coupons are applied.
///
/// PrestaShop computes with and without tax side by side, so its taxed carts have two sides: as priced, and the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Basis {
    /// As priced; the second one is its opposite.
    pub sides: Vec<Side>,
    /// Units of each line.
    pub quantities: Vec<u32>,
    /// Units of each line that are gifts already.
    pub given: Vec<u32>,
    /// Working units of a minor unit.
    pub scale: i64,
}

impl Side {
    fn of(cart: &Cart<'_>, view: TaxView) -> Side {
        let side = PriceSide::of(cart, view);
        let total: Vec<i64> = cart.lines.iter().map(|line| side.total(line)).collect();
        let shipping = side.shipping();
        Side {
            unit: cart.lines.iter().map(|line| side.unit(line)).collect(),
            left: total.clone(),
            entry: total.clone(),
            total,
            shipping,
            shipping_left: shipping,
        }
    }

    /// Takes parts off the lines; none goes below nothing.
    pub fn take(&mut self, parts: &[i64]) {
        for (left, part) in self.left.iter_mut().zip(parts) {
            *left = (*left - part).max(0);
        }
    }
}

impl Basis {
    /// Nothing is taken off yet.
    pub fn of(cart: &Cart<'_>) -> Basis {
        let mut sides = vec![Side::of(cart, TaxView::AsPriced)];
        if cart.rounding().profile == Profile::PrestaShop && cart.is_taxed() {
            let priced_gross = cart.prices_include_tax.unwrap_or(true);
            sides.push(Side::of(cart, if priced_gross { TaxView::Net } else { TaxView::Gross }));
        }
        let quantities = cart.lines.iter().map(|line| line.quantity).collect();
        Basis { sides, quantities, given: vec![0; cart.lines.len()], scale: cart.rounding().scale() }
    }

    /// What units that are not given already still cost.
    pub fn price_left(&self, side: usize, units: &[u32]) -> Vec<i64> {
        let left = self.sides.get(side).map_or(&[][..], |side| &side.left);
        let lines = left.iter().zip(units).zip(self.quantities.iter().zip(&self.given));
        let price = |((left, units), (quantity, given)): ((&i64, &u32), (&u32, &u32))| match *units {
            0 => 0,
            units => mul_div_floor(*left, i64::from(units), i64::from(quantity.saturating_sub(*given).max(1))).0,
        };
        lines.map(price).collect()
    }

    /// The units' prices by which the cheapest and the dearest are found: with tax, where both sides are computed
    /// (PrestaShop: `src/Core/Cart/CartRuleCalculator.php`).
    pub fn shown_prices(&self, cart: &Cart<'_>) -> &[i64] {
        let gross = usize::from(!cart.prices_include_tax.unwrap_or(true));
        let side = self.sides.get(gross).or(self.sides.first());
        side.map_or(&[], |side| &side.unit)
    }

    /// A lane begins: its coupons are computed on what is left now.
    pub fn enter_lane(&mut self) {
        for side in &mut self.sides {
            side.entry.clone_from(&side.left);
        }
    }
}
