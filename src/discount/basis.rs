//! What is left of a cart's prices while its coupons are applied one after another.

use crate::cart::Cart;
use crate::money::mul_div_floor;
use crate::pricing::magento::prices;
use crate::pricing::{PriceSide, TaxView};
use crate::rounding::{Carry, Profile};

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
    /// By line, the line that it is a part of; empty when none is.
    pub wholes: Vec<Option<usize>>,
    /// By line, whether no further coupon is for it; empty but in profile `magento`.
    pub closed: Vec<bool>,
    /// Whether none is for shipping.
    pub shipping_closed: bool,
    /// Lines in the order in which coupons came to them.
    pub visited: Vec<usize>,
    /// By line, the basis points of the percentages that were taken off; empty but in profile `magento`.
    pub percents: Vec<i64>,
    /// By basis points of a line, what the roundings of such lines carry on.
    pub carries: Vec<(i64, Carry)>,
}

impl Side {
    fn of(cart: &Cart<'_>, view: TaxView) -> Side {
        let side = PriceSide::of(cart, view);
        let total: Vec<i64> = cart.lines.iter().map(|line| side.total(line)).collect();
        Side::begin(cart.lines.iter().map(|line| side.unit(line)).collect(), total, side.shipping())
    }

    /// The side on which Magento computes discounts, whatever the prices are: it is told by a setting of its own.
    fn of_magento(cart: &Cart<'_>) -> Side {
        let prices = prices(cart, &[], 0);
        let (mut unit, mut total) = (Vec::with_capacity(cart.lines.len()), Vec::with_capacity(cart.lines.len()));
        let told = cart.rounding().discounts_include_tax;
        let gross = told.unwrap_or(cart.is_gross());
        for line in &prices.lines {
            unit.push(if gross { line.unit_gross } else { line.unit_net });
            total.push(if gross { line.gross } else { line.net });
        }
        let gross = told.unwrap_or(cart.shipping_is_gross());
        Side::begin(unit, total, if gross { prices.shipping.gross } else { prices.shipping.net })
    }

    fn begin(unit: Vec<i64>, total: Vec<i64>, shipping: i64) -> Side {
        Side { unit, left: total.clone(), entry: total.clone(), total, shipping, shipping_left: shipping }
    }

    /// Takes parts off the lines; none goes below nothing.
    pub fn take(&mut self, parts: &[i64]) {
        for (left, part) in self.left.iter_mut().zip(parts) {
            *left = (*left - part).max(0);
        }
    }

    /// What so many units of a line cost.
    pub fn cost(&self, line: usize, units: u32) -> i64 {
        self.unit.get(line).map_or(0, |unit| unit.wrapping_mul(i64::from(units)))
    }

    /// The same, less all that was taken off the line.
    pub fn rest(&self, line: usize, units: u32) -> i64 {
        let (Some(total), Some(left)) = (self.total.get(line), self.left.get(line)) else { return 0 };
        (self.cost(line, units) - (total - left)).min(*left).max(0)
    }
}

impl Basis {
    /// Nothing is taken off yet.
    pub fn of(cart: &Cart<'_>) -> Basis {
        let profile = cart.rounding().profile;
        let mut sides =
            vec![if profile == Profile::Magento { Side::of_magento(cart) } else { Side::of(cart, TaxView::AsPriced) }];
        if profile == Profile::PrestaShop && cart.is_taxed() {
            sides.push(Side::of(cart, if cart.is_gross() { TaxView::Net } else { TaxView::Gross }));
        }
        let count = if profile == Profile::Magento { cart.lines.len() } else { 0 };
        Basis {
            sides,
            quantities: cart.lines.iter().map(|line| line.quantity).collect(),
            given: vec![0; cart.lines.len()],
            scale: cart.rounding().scale(),
            wholes: cart.wholes(),
            closed: vec![false; count],
            shipping_closed: false,
            visited: Vec::new(),
            percents: vec![0; count],
            carries: Vec::new(),
        }
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

    /// Whether no further coupon is for the line.
    pub fn is_closed(&self, line: usize) -> bool {
        self.closed.get(self.whole(line)) == Some(&true)
    }

    /// Whether nothing is left of the line, in whole minor units.
    pub fn is_spent(&self, line: usize) -> bool {
        let left = self.sides.first().and_then(|side| side.left.get(line));
        left.is_some_and(|left| left * 2 < self.scale)
    }

    /// The line that this one is a part of, or itself.
    pub fn whole(&self, line: usize) -> usize {
        self.wholes.get(line).copied().flatten().unwrap_or(line)
    }

    /// No further coupon is for these lines; a part closes its whole, and all other parts with it.
    pub fn close(&mut self, lines: &[bool]) {
        for line in (0..lines.len()).filter(|line| lines.get(*line) == Some(&true)) {
            let whole = self.whole(line);
            if let Some(closed) = self.closed.get_mut(whole) {
                *closed = true;
            }
        }
    }
}
