//! What several coupons take off, in whole minor units.

use super::Progress;
use crate::allocate::largest_remainder;
use crate::cart::Cart;
use crate::discount::Taken;
use crate::evaluate::{line_parts, room};
use crate::pricing::TaxView;
use crate::rounding::Profile;
use crate::tax;

/// What the coupons take off in minor units, by coupon.
pub(super) struct Amounts {
    pub(super) goods: Vec<i64>,
    pub(super) shipping: Vec<i64>,
    /// Each sums to that coupon's `goods`.
    pub(super) lines: Vec<Vec<i64>>,
}

impl Amounts {
    /// The sum of all discounts is rounded as the profile does, then split over the coupons, and each coupon's over its lines.
    pub(super) fn of(progress: &Progress<'_>, cart: &Cart<'_>) -> Amounts {
        let (mode, scale) = (cart.rounding().mode, progress.basis.scale);
        let kept = || progress.kept.iter().map(|kept| &kept.taken);
        let goods: Vec<i64> = kept().map(Taken::goods_sum).collect();
        let shipping: Vec<i64> = kept().map(|taken| taken.shipping.first().copied().unwrap_or(0)).collect();
        let parts = kept().map(|taken| taken.goods.first().map_or(&[][..], |parts| parts));
        if scale == 1 {
            return Amounts { goods, shipping, lines: parts.map(<[i64]>::to_vec).collect() };
        }
        let rounded = |exact: &[i64]| mode.divide(exact.iter().sum(), scale);
        let (all_goods, all_shipping) = match cart.rounding().profile {
            Profile::PrestaShop => {
                let (all, shipping) = tax::discounts(cart, kept(), TaxView::AsPriced, 0);
                (all - shipping, shipping)
            }
            // Lines that are rounded one by one can come to more than the subtotal.
            _ => (rounded(&goods).min(cart.subtotal_minor()), rounded(&shipping).min(cart.shipping_as_priced_minor())),
        };
        let goods = largest_remainder(all_goods, &goods);
        let exact: Vec<&[i64]> = parts.collect();
        let lines = split(&goods, &exact, room(cart, &progress.basis));
        Amounts { goods, shipping: largest_remainder(all_shipping, &shipping), lines }
    }

    pub(super) fn shipping_sum(&self) -> i64 {
        self.shipping.iter().sum()
    }

    pub(super) fn line_sums(&self, count: usize) -> Vec<i64> {
        let mut sums = vec![0; count];
        for parts in &self.lines {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
        sums
    }
}

/// Splits what each coupon takes off over its lines; all of them together take no more off a line than its room.
fn split(goods: &[i64], exact: &[&[i64]], mut room: Vec<i64>) -> Vec<Vec<i64>> {
    let mut lines: Vec<Vec<i64>> = Vec::with_capacity(goods.len());
    for (goods, exact_parts) in goods.iter().zip(exact) {
        let mut parts = line_parts(*goods, exact_parts, &mut room);
        let mut missing = goods - parts.iter().sum::<i64>();
        while missing > 0
            && let Some(line) = make_room(exact_parts, &mut lines, exact, &mut room)
        {
            change(&mut parts, line, 1);
            missing -= 1;
        }
        lines.push(parts);
    }
    lines
}

/// Room for a minor unit on one of a coupon's lines: a coupon before it takes one of its own off another of its lines. Of
/// lines that cost 9.99 and 20.00, 0.075 and 0.15 by the first and 9.915 of the first line by the second coupon are 0.08 and
/// 0.15, then 9.92: the first coupon's parts become 0.07 and 0.16.
fn make_room(parts: &[i64], before: &mut [Vec<i64>], exact: &[&[i64]], room: &mut [i64]) -> Option<usize> {
    for (line, _) in parts.iter().enumerate().filter(|(_, part)| **part > 0) {
        for (before, exact) in before.iter_mut().zip(exact) {
            let other = exact.iter().zip(room.iter()).position(|(exact, room)| *exact > 0 && *room > 0);
            if let (Some(1..), Some(other)) = (before.get(line).copied(), other) {
                change(before, line, -1);
                change(before, other, 1);
                change(room, other, -1);
                return Some(line);
            }
        }
    }
    let line = room.iter().position(|room| *room > 0)?;
    change(room, line, -1);
    Some(line)
}

fn change(amounts: &mut [i64], line: usize, by: i64) {
    if let Some(amount) = amounts.get_mut(line) {
        *amount += by;
    }
}
