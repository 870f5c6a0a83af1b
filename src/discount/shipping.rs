//! Discounts on shipping, and on goods and shipping together.

use super::apply::Taking;
use super::select::select;
use super::{Discount, DiscountKind};
use crate::allocate::largest_remainder;
use crate::money::{FULL_BASIS_POINTS, mul_div_half_up};
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
            self.shipping(|left, _| left);
        }
        if discount.only.is_some() {
            let free = lines().filter(|(_, units)| **units > 0).map(|(line, _)| line.id.clone());
            self.taken.ships_free.extend(free);
        }
    }

    pub(super) fn off_shipping(&mut self, discount: &Discount<'_>) {
        if self.basis.shipping_closed {
            return;
        }
        let points = discount.value.and_then(|value| value.shifted(2)).unwrap_or(0);
        let amount = self.amount(discount, None);
        match discount.kind {
            DiscountKind::Percent => {
                self.shipping(|left, scale| mul_div_half_up(left / scale, points, FULL_BASIS_POINTS) * scale);
            }
            DiscountKind::Price => self.shipping(|left, _| (left - amount).max(0)),
            _ => self.shipping(|left, _| amount.min(left)),
        }
    }

    /// An amount off goods and shipping together.
    pub(super) fn order(&mut self, discount: &Discount<'_>) {
        let chosen = self.chosen(discount, self.coupon.accumulate_with_promotion);
        let units = select(discount, &chosen, self.facts, self.basis);
        let value = self.value(discount, &units);
        let share = match self.rounding.profile {
            Profile::Magento => self.shipping_share(value, &units),
            _ => {
                let mut whole = self.bases(0, &units, self.base_of(discount));
                whole.push(self.basis.sides.first().map_or(0, |side| side.shipping_left));
                let parts = largest_remainder(value.min(whole.iter().sum()), &whole);
                parts.last().copied().unwrap_or(0)
            }
        };
        match self.rounding.profile {
            Profile::Magento => self.line_by_line(discount, value, &units),
            _ => self.split(discount, value - share, &units),
        }
        if !self.basis.shipping_closed {
            self.shipping(|left, _| share.min(left));
        }
    }

    /// `part` takes what is left and the scale; the other side loses in proportion.
    pub(super) fn shipping(&mut self, part: impl Fn(i64, i64) -> i64) {
        let scale = self.basis.scale;
        let Some(first) = self.basis.sides.first().map(|side| side.shipping_left) else { return };
        let off = part(first, scale);
        for (side, taken) in self.basis.sides.iter_mut().zip(&mut self.taken.shipping) {
            let off = if first == 0 { 0 } else { mul_div_half_up(off, side.shipping_left, first) };
            side.shipping_left -= off;
            *taken += off;
        }
    }
}
