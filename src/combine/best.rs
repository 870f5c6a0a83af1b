//! The best deal: of every allowed combination the one that takes most off.

use super::{Candidate, Kept, Progress, Table};
use crate::coupon::Coupon;
use crate::discount::{self, Basis, Discount, DiscountKind, TierBy, Tiers};
use crate::evaluate::facts;
use crate::rounding::Profile;
use std::cmp::Reverse;

/// What a combination is compared by. What a gift is worth is not known before the cart holds it; of two that take off the
/// same, the one that gives more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Worth {
    /// Working units.
    off: i64,
    /// Units, those that the cart holds already included.
    gifts: u64,
}

impl Worth {
    fn and(self, other: Worth) -> Worth {
        Worth { off: self.off.saturating_add(other.off), gifts: self.gifts.saturating_add(other.gifts) }
    }
}

impl<'a> Table<'_, 'a> {
    /// Tries every allowed combination. What the coupons still to come would take off by themselves bounds what they can
    /// add, so that most combinations need not be computed.
    pub(super) fn best(&self) -> Progress<'a> {
        let candidates: Vec<usize> =
            self.order.iter().copied().filter(|candidate| self.is_eligible(*candidate)).collect();
        let gives =
            |candidate: &usize| self.discounts(*candidate).iter().any(|discount| discount.kind == DiscountKind::Gift);
        let given = candidates.iter().any(gives);
        let mut bounds: Vec<Worth> = candidates.iter().map(|candidate| self.bound(*candidate, given)).collect();
        let slack = self.slack();
        let mut behind = Worth::default();
        for bound in bounds.iter_mut().rev() {
            behind = behind.and(*bound).and(Worth { off: slack, gifts: 0 });
            *bound = behind;
        }
        let mut best = Progress::begin(self.cart);
        self.search(&candidates, &bounds, Progress::begin(self.cart), &mut best);
        best
    }

    /// What a coupon takes off at most, whatever stands before it: as much as each of its discounts by itself. All there is,
    /// where a discount depends on what the goods still cost, or comes to other lines once some cost nothing any more, or to
    /// other units once some are `given`.
    fn bound(&self, candidate: usize, given: bool) -> Worth {
        let mut progress = Progress::begin(self.cart);
        self.join(candidate, &mut progress);
        let Some(Candidate { coupon, usage }) = self.call.candidates.get(candidate) else { return Worth::default() };
        let discounts = self.discounts(candidate);
        let by_amount = |tiers: &Tiers| tiers.by == TierBy::Amount;
        if discounts.iter().any(|discount| discount.tiers.as_ref().is_some_and(by_amount))
            || (discounts.len() > 1 && self.rounds_lines())
            || ((given || self.rounds_lines()) && discounts.iter().any(Discount::chooses_units))
        {
            return Worth { off: progress.everything(), ..progress.worth() };
        }
        if discounts.len() < 2 {
            return progress.worth();
        }
        let facts = facts(coupon, self.cart, self.call.clock);
        let alone = |discount: &Discount<'a>| {
            let coupon = Coupon { discounts: Some(vec![discount.clone()]), ..coupon.clone() };
            discount::take(&coupon, usage.spent_minor.unwrap_or(0), &facts, &mut Basis::of(self.cart)).sum(0)
        };
        let off = discounts.iter().map(alone).fold(0, i64::saturating_add);
        Worth { off: off.min(progress.everything()), ..progress.worth() }
    }

    fn discounts(&self, candidate: usize) -> &[Discount<'a>] {
        self.coupon(candidate).and_then(|coupon| coupon.discounts.as_deref()).unwrap_or_default()
    }

    /// Whether the profile goes line by line: each with its own rounding, those passed over of which nothing is left.
    fn rounds_lines(&self) -> bool {
        matches!(self.cart.rounding().profile, Profile::Magento | Profile::WooCommerce)
    }

    /// What rounding may add to a coupon behind others: a minor unit of each line and each side, where lines are rounded.
    fn slack(&self) -> i64 {
        match self.rounds_lines() {
            true => (self.cart.lines.len() as i64 + 1).saturating_mul(self.cart.rounding().scale()),
            false => 0,
        }
    }

    fn search(&self, candidates: &[usize], bounds: &[Worth], progress: Progress<'a>, best: &mut Progress<'a>) {
        let key = |progress: &Progress<'a>| (progress.worth(), Reverse(progress.kept.len()));
        if key(&progress) > key(best) {
            best.clone_from(&progress);
        }
        let (Some((candidate, candidates)), Some((bound, bounds))) = (candidates.split_first(), bounds.split_first())
        else {
            return;
        };
        let most = progress.worth().and(*bound);
        let most = Worth { off: most.off.min(progress.everything()), ..most };
        if most < best.worth() || (most == best.worth() && progress.kept.len() >= best.kept.len()) {
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
    fn worth(&self) -> Worth {
        let gifts = |kept: &Kept<'_>| kept.taken.gifts.iter().map(|gift| u64::from(gift.units)).sum::<u64>();
        let goods: i64 = self.kept.iter().map(|kept| kept.taken.goods_sum()).sum();
        let all: i64 = self.kept.iter().map(|kept| kept.taken.sum(0)).sum();
        // PrestaShop counts some units whole of which others have taken a part, and takes no more than the goods.
        let over = (goods - self.basis.sides.first().map_or(0, |side| side.total.iter().sum())).max(0);
        Worth { off: all - over, gifts: self.kept.iter().map(gifts).sum() }
    }

    /// What can be taken off at most.
    fn everything(&self) -> i64 {
        self.basis.sides.first().map_or(0, |side| side.total.iter().sum::<i64>() + side.shipping)
    }
}
