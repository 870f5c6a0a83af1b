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
        let exact = self.exact(discount, value, units, &order);
        let scale = self.basis.scale;
        let mut parts = vec![0; units.len()];
        for (line, exact) in order.iter().copied().zip(exact) {
            let Some(units) = units.get(line).copied().filter(|units| *units > 0) else { continue };
            if discount.kind == DiscountKind::Percent && discount.buy.is_none() {
                self.count_percent(line, value);
            }
            let units = if discount.buy.is_some() { u32::MAX } else { units };
            let most = self.basis.sides.first().map_or(0, |side| side.rest(line, units));
            if let Some(part) = parts.get_mut(line) {
                *part = self.rounded(line, exact).min(most);
            }
        }
        if let Some(cap) = discount.cap.map(|cap| self.working(cap) / scale) {
            let sum = parts.iter().sum::<i64>() / scale;
            if cap < sum {
                parts = largest_remainder(cap, &parts).into_iter().map(|part| part * scale).collect();
            }
        }
        self.within_wholes(&mut parts);
        self.off(0, parts, false);
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

    /// What each line of the order loses, before it is rounded.
    fn exact(&mut self, discount: &Discount<'_>, value: i64, units: &[u32], order: &[usize]) -> Vec<i64> {
        let together = discount.per.is_none_or(|per| per == Per::Selection);
        let whole = self.whole(units, order, discount.on == Some(On::Order));
        let Some(side) = self.basis.sides.first() else { return Vec::new() };
        let units_of = |line: usize| units.get(line).copied().unwrap_or(0);
        let price = |line: usize| side.unit.get(line).copied().unwrap_or(0);
        let times = |line: usize| if discount.per == Some(Per::Line) { 1 } else { i64::from(units_of(line)) };
        let cost = |line: usize| price(line).wrapping_mul(i64::from(units_of(line)));
        let each = |part: &dyn Fn(usize) -> i64| order.iter().map(|line| part(*line)).collect::<Vec<i64>>();
        match discount.kind {
            // Units that come for nothing do so at their full price, whatever was taken off their line.
            DiscountKind::Percent if discount.buy.is_some() => each(&|line| percent(value, cost(line))),
            DiscountKind::Percent => each(&|line| percent(value, side.rest(line, units_of(line)))),
            DiscountKind::Price if together => proportional((whole.sum() - value).max(0), &whole, self.basis.scale),
            DiscountKind::Price => each(&|line| (cost(line) - value.saturating_mul(times(line))).max(0)),
            _ if together => proportional(value, &whole, self.basis.scale),
            _ => each(&|line| value.saturating_mul(times(line))),
        }
    }

    /// What an amount is split over: what is left of the units; with shipping, what they and it cost, whatever was taken
    /// off before (`Helper/CartFixedDiscount.php`).
    fn whole(&self, units: &[u32], order: &[usize], with_shipping: bool) -> Whole {
        let Some(side) = self.basis.sides.first() else { return Whole::default() };
        let units_of = |line: &usize| units.get(*line).copied().unwrap_or(0);
        let price = |line: &usize| side.unit.get(*line).copied().unwrap_or(0);
        let cost = |line: &usize| price(line).wrapping_mul(i64::from(units_of(line)));
        let lines = |part: &dyn Fn(&usize) -> i64| order.iter().map(part).collect();
        match with_shipping {
            true => Whole { lines: lines(&cost), shipping: side.shipping },
            false => Whole { lines: lines(&|line| side.rest(*line, units_of(line))), shipping: 0 },
        }
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
