//! The best deal: of every allowed combination the one that takes most off.

use super::{Progress, Table};
use crate::discount::{TierBy, Tiers};

impl<'a> Table<'_, 'a> {
    /// Tries every allowed combination. What the coupons still to come would take off by themselves bounds what they can
    /// add, so that most combinations need not be computed.
    pub(super) fn best(&self) -> Progress<'a> {
        let candidates: Vec<usize> =
            self.order.iter().copied().filter(|candidate| self.is_eligible(*candidate)).collect();
        let mut bounds: Vec<i64> = candidates.iter().map(|candidate| self.bound(*candidate)).collect();
        let slack = self.slack();
        let mut behind = 0i64;
        for bound in bounds.iter_mut().rev() {
            behind = behind.saturating_add(*bound).saturating_add(slack);
            *bound = behind;
        }
        let mut best = Progress::begin(self.cart);
        self.search(&candidates, &bounds, Progress::begin(self.cart), &mut best);
        best
    }

    /// What a coupon takes off at most, whatever stands before it: as much as by itself, unless it depends on what the goods
    /// still cost.
    fn bound(&self, candidate: usize) -> i64 {
        let mut progress = Progress::begin(self.cart);
        let by_amount = |tiers: &Tiers| tiers.by == TierBy::Amount;
        let discounts = self.coupon(candidate).and_then(|coupon| coupon.discounts.as_deref()).unwrap_or_default();
        if discounts.len() > 1 || discounts.iter().any(|discount| discount.tiers.as_ref().is_some_and(by_amount)) {
            return progress.everything();
        }
        self.join(candidate, &mut progress);
        progress.value()
    }

    /// What rounding may add to a coupon behind others: a minor unit of each line and each side.
    fn slack(&self) -> i64 {
        (self.cart.lines.len() as i64 + 1).saturating_mul(self.cart.rounding().scale())
    }

    fn search(&self, candidates: &[usize], bounds: &[i64], progress: Progress<'a>, best: &mut Progress<'a>) {
        let key = |progress: &Progress<'a>| (progress.value(), -(progress.kept.len() as i64));
        if key(&progress) > key(best) {
            best.clone_from(&progress);
        }
        let (Some((candidate, candidates)), Some((bound, bounds))) = (candidates.split_first(), bounds.split_first())
        else {
            return;
        };
        let most = progress.value().saturating_add(*bound).min(progress.everything());
        if most < best.value() || (most == best.value() && progress.kept.len() >= best.kept.len()) {
            return;
        }
        if self.obstacle(*candidate, &progress.kept).is_none() {
            let mut with = progress.clone();
            if self.join(*candidate, &mut with) {
                self.search(candidates, bounds, with, best);
            }
        }
        self.search(candidates, bounds, progress, best);
    }
}

impl Progress<'_> {
    /// What is taken off, in working units.
    pub(super) fn value(&self) -> i64 {
        let of = |kept: &super::Kept<'_>| kept.taken.goods_sum() + kept.taken.shipping.first().copied().unwrap_or(0);
        self.kept.iter().map(of).sum()
    }

    /// What can be taken off at most.
    fn everything(&self) -> i64 {
        self.basis.sides.first().map_or(0, |side| side.total.iter().sum::<i64>() + side.shipping)
    }
}
