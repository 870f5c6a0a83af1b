//! Magento's way to take a discount off (`module-sales-rule/Model/RulesApplier.php`): line after line, each with its own
//! rounding, and never more than is left of the units that the discount is for.
//!
//! 15.5 % and then 10.00 of 5.99 and 15.99: 0.92845 is 0.93, and 0.00155 too much is carried on; 2.47845 is 2.48. Of
//! the 5.06 and 13.51 that are left, 10.00 is 2.72 and 7.28. They lose 3.65 and 9.76.

use super::apply::Taking;
use super::{Discount, DiscountKind, On, Per};
use crate::allocate::largest_remainder;
use crate::allocate::magento::{Whole, percent, proportional};
use crate::money::{FULL_BASIS_POINTS, RoundingMode};
use crate::rounding::Carry;

impl Taking<'_, '_, '_> {
    /// Takes a discount off the goods.
    pub(super) fn line_by_line(&mut self, discount: &Discount<'_>, value: i64, units: &[u32]) {
        let order = self.visit(units);
        let shared = self.shared(discount, value, units, &order);
        let mut parts = vec![0; units.len()];
        for (position, line) in order.into_iter().enumerate() {
            let (Some(units), Some(part)) = (units.get(line), parts.get_mut(line)) else { continue };
            if discount.kind == DiscountKind::Percent && discount.buy.is_none() {
                self.count_percent(line, value);
            }
            let exact = shared.get(position).copied().unwrap_or_else(|| self.exact(discount, value, line, *units));
            // Units that come for nothing may take what is left of others.
            let most = match self.basis.quantities.get(line).filter(|_| discount.buy.is_some()) {
                Some(quantity) => self.rest(line, *quantity),
                None => self.rest(line, *units),
            };
            *part = self.rounded(line, exact).min(most);
        }
        self.capped(discount, &mut parts);
        self.within_wholes(&mut parts);
        self.off(0, parts, false);
    }

    fn capped(&self, discount: &Discount<'_>, parts: &mut Vec<i64>) {
        let scale = self.basis.scale;
        if let Some(cap) = discount.cap.map(|cap| self.working(cap) / scale)
            && cap < parts.iter().sum::<i64>() / scale
        {
            *parts = largest_remainder(cap, parts).into_iter().map(|part| part * scale).collect();
        }
    }

    /// The lines to which the discount comes, those that an earlier coupon came to first
    /// (`Validator::sortItemsByPriority`).
    fn visit(&mut self, units: &[u32]) -> Vec<usize> {
        let mut known = vec![false; units.len()];
        for line in &self.basis.visited {
            if let Some(known) = known.get_mut(*line) {
                *known = true;
            }
        }
        let new = known.iter().zip(units).enumerate().filter(|(_, (known, units))| !**known && **units > 0);
        self.basis.visited.extend(new.map(|(line, _)| line));
        let is_meant = |line: &usize| units.get(*line).is_some_and(|units| *units > 0);
        self.basis.visited.iter().copied().filter(is_meant).collect()
    }

    /// What each line of the order loses by one amount for all of them; nothing by any other discount.
    fn shared(&self, discount: &Discount<'_>, value: i64, units: &[u32], order: &[usize]) -> Vec<i64> {
        if discount.kind == DiscountKind::Percent || discount.per.is_some_and(|per| per != Per::Selection) {
            return Vec::new();
        }
        let whole = self.whole(units, order, discount.on == Some(On::Order));
        let amount = if discount.kind == DiscountKind::Price { (whole.sum() - value).max(0) } else { value };
        proportional(amount, &whole, self.basis.scale)
    }

    /// What so many units of a line lose, before it is rounded.
    fn exact(&self, discount: &Discount<'_>, value: i64, line: usize, units: u32) -> i64 {
        let times = if discount.per == Some(Per::Line) { 1 } else { i64::from(units) };
        match discount.kind {
            // Units that come for nothing do so at their full price, whatever was taken off their line.
            DiscountKind::Percent if discount.buy.is_some() => percent(value, self.cost(line, units)),
            DiscountKind::Percent => percent(value, self.rest(line, units)),
            DiscountKind::Price => (self.cost(line, units) - value.saturating_mul(times)).max(0),
            _ => value.saturating_mul(times).min(self.rest(line, units)),
        }
    }

    fn cost(&self, line: usize, units: u32) -> i64 {
        self.basis.sides.first().map_or(0, |side| side.cost(line, units))
    }

    fn rest(&self, line: usize, units: u32) -> i64 {
        self.basis.sides.first().map_or(0, |side| side.rest(line, units))
    }

    /// What an amount is split over: what is left of the units; with shipping, what they and it cost, whatever was taken
    /// off before (`Helper/CartFixedDiscount.php`).
    fn whole(&self, units: &[u32], order: &[usize], with_shipping: bool) -> Whole {
        let mut whole = Whole::default();
        if with_shipping {
            whole.shipping = self.basis.sides.first().map_or(0, |side| side.shipping);
        }
        for line in order {
            let units = units.get(*line).copied().unwrap_or(0);
            whole.lines.push(if with_shipping { self.cost(*line, units) } else { self.rest(*line, units) });
        }
        whole
    }

    /// The part of an amount off the order that is for shipping; rounded by itself (`Validator::processShippingAmount`).
    pub(super) fn shipping_share(&self, value: i64, units: &[u32]) -> i64 {
        let order: Vec<usize> = (0..units.len()).collect();
        RoundingMode::HalfUp.round(self.whole(units, &order, true).of_shipping(value), self.basis.scale)
    }

    fn count_percent(&mut self, line: usize, points: i64) {
        if let Some(percent) = self.basis.percents.get_mut(line) {
            *percent = (*percent + points).min(FULL_BASIS_POINTS);
        }
    }

    /// Rounds with what the lines of the same percentage before it were rounded by; a line of which no percentage was
    /// taken off is rounded by itself (`Utility::deltaRoundingFix`).
    fn rounded(&mut self, line: usize, exact: i64) -> i64 {
        let scale = self.basis.scale;
        let percent = self.basis.percents.get(line).copied().unwrap_or(0);
        if percent == 0 {
            return RoundingMode::HalfUp.round(exact, scale);
        }
        if let Some((_, carry)) = self.basis.carries.iter_mut().find(|(known, _)| *known == percent) {
            return carry.round(exact, scale).max(0);
        }
        let mut carry = Carry::default();
        let rounded = carry.round(exact, scale);
        self.basis.carries.push((percent, carry));
        rounded
    }

    /// A whole and its parts together lose no more than the whole costs.
    fn within_wholes(&self, parts: &mut [i64]) {
        let Some(side) = self.basis.sides.first().filter(|_| self.basis.wholes.iter().any(Option::is_some)) else {
            return;
        };
        let mut left = side.total.clone();
        let taken = side.total.iter().zip(&side.left).map(|(total, left)| total - left);
        for (line, taken) in taken.enumerate() {
            if let Some(left) = left.get_mut(self.basis.whole(line)) {
                *left -= taken;
            }
        }
        for (line, part) in parts.iter_mut().enumerate() {
            if let Some(left) = left.get_mut(self.basis.whole(line)) {
                *part = (*part).min((*left).max(0));
                *left -= *part;
            }
        }
    }
}
