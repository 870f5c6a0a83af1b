//! Discounts on shipping, and on goods and shipping together.

use super::apply::{FixedAmount, Taking};
use super::{Discount, DiscountKind, side_of};
use crate::money::{FULL_BASIS_POINTS, RoundingMode, mul_div_half_up};
use crate::rounding::Profile;

impl<'a> Taking<'_, '_, 'a> {
    /// Shipping costs nothing. Where lines are chosen, and not all of them, the host asks again with what the others cost to
    /// ship.
    pub(super) fn free_shipping(&mut self, discount: &Discount<'a>) {
        let chosen = self.chosen(discount, true);
        if (0..chosen.len()).all(|line| self.basis.is_closed(line)) {
            return;
        }
        let facts = self.facts;
        let lines = || facts.cart.lines.iter().zip(&chosen).filter(|(line, _)| !line.is_part());
        if discount.only.is_none() || lines().all(|(_, units)| *units > 0) {
            let off = self.basis.sides.first().map_or(0, |side| side.shipping_left);
            self.shipping(0, discount.cap.map_or(off, |cap| off.min(self.working(cap))));
        }
        if discount.only.is_some() {
            let free = lines().filter(|(_, units)| **units > 0).map(|(line, _)| line.id.clone());
            self.taken.ships_free.extend(free);
        }
    }

    /// `gone` is what goods have had of an amount. Tiers are read by the goods.
    pub(super) fn off_shipping(&mut self, discount: &Discount<'_>, gone: i64) {
        let main = side_of(discount, self.facts.cart);
        let units = self.units(discount);
        let Some(meant) = self.basis.sides.get(main).map(|side| side.shipping_left) else { return };
        let Some(value) = self.value(discount, &units).filter(|_| !self.basis.shipping_closed) else { return };
        let off = match discount.kind {
            DiscountKind::Percent => self.percent_of_shipping(meant, value),
            DiscountKind::Price => (meant - value).max(0),
            _ => {
                let off = (value - gone).max(0).min(meant);
                self.taken.amount = Some(FixedAmount { amount: value, taken: gone + off, side: main });
                off
            }
        };
        let off = discount.cap.map_or(off, |cap| off.min(self.working(cap)));
        self.shipping(main, off);
    }

    /// Where only the sum is rounded, so is a percentage of shipping.
    fn percent_of_shipping(&self, shipping: i64, points: i64) -> i64 {
        let (step, mode) = match self.rounding.profile {
            Profile::Plain => (1, self.rounding.mode),
            Profile::PrestaShop => (1, RoundingMode::HalfUp),
            Profile::Magento | Profile::WooCommerce => (self.basis.scale, RoundingMode::HalfUp),
        };
        mode.mul_div(shipping / step, points, FULL_BASIS_POINTS) * step
    }

    /// Goods and shipping: what the goods leave of an amount comes off shipping. Magento shares it among both
    /// (`Helper/CartFixedDiscount.php`).
    pub(super) fn order(&mut self, discount: &Discount<'a>) {
        if self.rounding.profile == Profile::Magento && discount.kind == DiscountKind::Amount {
            return self.share_with_shipping(discount);
        }
        let main = side_of(discount, self.facts.cart);
        let before = self.taken.of_goods(main);
        self.goods(discount);
        self.off_shipping(discount, self.taken.of_goods(main) - before);
    }

    fn share_with_shipping(&mut self, discount: &Discount<'_>) {
        let units = self.units(discount);
        let Some(value) = self.value(discount, &units) else { return };
        let share = self.shipping_share(value, &units);
        self.line_by_line(discount, value, &units);
        if !self.basis.shipping_closed {
            let left = self.basis.sides.first().map_or(0, |side| side.shipping_left);
            self.shipping(0, share.min(left));
        }
        let taken = self.taken.sum(0);
        self.taken.amount = Some(FixedAmount { amount: value, taken, side: 0 });
    }

    /// So much is off on the side that is meant; the other one loses in proportion.
    fn shipping(&mut self, main: usize, off: i64) {
        let Some(meant) = self.basis.sides.get(main).map(|side| side.shipping_left) else { return };
        for (side, taken) in self.basis.sides.iter_mut().zip(&mut self.taken.shipping) {
            let off = if meant == 0 { 0 } else { mul_div_half_up(off, side.shipping_left, meant) };
            side.shipping_left -= off;
            *taken += off;
        }
    }
}
