//! Decides several coupons against one cart: which apply together, in which order, and why the others do not.

use crate::cart::{Cart, Clock, Modality};
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::discount::{self, Basis, Gift, Taken};
use crate::evaluate::{
    LineDiscount, Rejected, Setting, Usage, eligibility, exact, facts, line_discounts, nothing, rejected, remaining,
};
use crate::money::{Currency, Decimal, Locale};
use crate::reason::Reason;
use crate::rounding::Profile;
use crate::stacking::Conflict;
use crate::tax::{self, Tax};
use crate::wire::record::{answer, seldom, words};
use crate::wire::{Json, Text, Write};
use amounts::Amounts;
use std::cmp::Ordering;
use std::collections::BTreeSet;

mod amounts;
mod best;

/// Most coupons among which the best deal is looked for: every allowed combination is tried.
pub const MAX_BEST: usize = 12;

seldom! {
    /// A coupon and what is used of it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Candidate<'a> {
        /// The coupon.
        pub coupon: Coupon<'a> => Coupon,
        /// What is used already.
        pub usage: Usage => Usage or Usage::default(),
    }
}

words! {
    /// Which of the coupons that do not go together apply.
    #[derive(Default)]
    pub enum Choose {
        /// Those that come first by lane and priority.
        #[default]
        Priority = "priority",
        /// Those that together take most off; of equals those that give more gifts, the fewest coupons, the first by lane
        /// and priority.
        Best = "best",
    }
}

/// Everything a decision about several coupons rests on, beside the cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Combination<'a> {
    /// The coupons, in any order.
    pub candidates: Vec<Candidate<'a>>,
    /// The moment.
    pub clock: Clock,
    /// Ways the shop sells; both when absent.
    pub modalities: Option<Vec<Modality>>,
    /// Of messages.
    pub locale: Locale,
    /// Which apply.
    pub choose: Choose,
    /// Codes that a cart may have, automatic coupons not counted.
    pub max_codes: Option<u32>,
}

answer! {
    /// The amounts of a cart with all its coupons, in minor units.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Combined<'a> = "combined" {
        /// Of every amount.
        pub currency: Currency => Currency,
        /// Goods before the discounts.
        pub subtotal_minor: i64 => SubtotalMinor,
        /// Shipping before the discounts.
        pub shipping_minor: i64 => ShippingMinor,
        /// All discounts, those on shipping included.
        pub discount_minor: i64 => DiscountMinor,
        /// What of them is on shipping.
        pub shipping_discount_minor: i64 => ShippingDiscountMinor,
        /// What is paid.
        pub total_minor: i64 => TotalMinor,
        /// One per cart line, in order; they sum to the discounts on goods.
        pub lines: Vec<LineDiscount<'a>> => Lines,
        /// Those that apply, in the order in which they do, then the others, in the order in which they were given.
        pub coupons: Vec<Outcome<'a>> => Coupons,
        /// Of a taxed cart.
        pub tax: Option<Tax<'a>> => Tax,
    }
}

/// What became of one coupon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome<'a> {
    /// It applies.
    Applied(Share<'a>),
    /// It does not.
    Rejected(Rejected<'a>),
}

answer! {
    /// What one coupon takes off.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Share<'a> = "applied" {
        /// As the shop prints it.
        pub code: Text<'a> => Code,
        /// Its discount, that on shipping included.
        pub discount_minor: i64 => DiscountMinor,
        /// The same as the cart page shows it; only a price has it.
        pub discount_text: Option<String> => DiscountText,
        /// What of it is on shipping.
        pub shipping_discount_minor: Option<i64> => ShippingDiscountMinor,
        /// One per cart line, in order; they sum to its discount on goods.
        pub lines: Vec<LineDiscount<'a>> => Lines,
        /// Products that come for nothing.
        pub gifts: Option<Vec<Gift<'a>>> => Gifts,
        /// Lines that a discount ships for nothing.
        pub ships_free: Option<Vec<Text<'a>>> => ShipsFree,
        /// What can be used another time.
        pub remaining_minor: Option<i64> => RemainingMinor,
        /// With tax, before it is rounded; in profiles that round late.
        pub discount: Option<Decimal> => Discount,
        /// The same without tax.
        pub discount_net: Option<Decimal> => DiscountNet,
    }
}

impl Write for Outcome<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            Outcome::Applied(share) => share.write(json),
            Outcome::Rejected(rejected) => rejected.write(json),
        }
    }
}

/// Decides. The order of the candidates makes no difference to what applies.
pub fn combine<'a>(call: &Combination<'a>, cart: &Cart<'a>) -> Combined<'a> {
    let setting = Setting { clock: call.clock, modalities: call.modalities.as_deref(), locale: call.locale };
    let table = Table::of(call, cart, &setting);
    let kept = match call.choose {
        Choose::Priority => table.by_priority(),
        Choose::Best => table.best(),
    };
    answer(table, kept, cart, &setting)
}

/// The coupons, ranked, with the reasons that each has by itself.
struct Table<'t, 'a> {
    call: &'t Combination<'a>,
    cart: &'t Cart<'a>,
    /// Indexes of candidates, in the order in which they apply.
    order: Vec<usize>,
    /// By candidate: its place in that order.
    places: Vec<usize>,
    /// By candidate: why it does not apply, whatever the others do.
    reasons: Vec<Vec<Reason<'a>>>,
}

/// A coupon that applies, and what it takes off.
#[derive(Clone)]
struct Kept<'a> {
    candidate: usize,
    taken: Taken<'a>,
}

/// How far the coupons have been applied.
#[derive(Clone)]
struct Progress<'a> {
    basis: Basis,
    lane: i32,
    kept: Vec<Kept<'a>>,
}

impl<'a> Progress<'a> {
    fn begin(cart: &Cart<'_>) -> Progress<'a> {
        Progress { basis: Basis::of(cart), lane: i32::MIN, kept: Vec::new() }
    }
}

impl<'t, 'a> Table<'t, 'a> {
    fn of(call: &'t Combination<'a>, cart: &'t Cart<'a>, setting: &Setting<'_>) -> Self {
        let order = order(&call.candidates);
        let reasons_of = |candidate: &Candidate<'a>| {
            let facts = facts(&candidate.coupon, cart, call.clock);
            eligibility(&candidate.coupon, candidate.usage, setting, &facts)
        };
        let mut reasons: Vec<Vec<Reason<'a>>> = call.candidates.iter().map(reasons_of).collect();
        let mut seen = BTreeSet::new();
        // Of one code the first that can apply counts, or else the first.
        let (able, others): (Vec<usize>, Vec<usize>) =
            order.iter().partition(|candidate| reasons.get(**candidate).is_some_and(Vec::is_empty));
        for candidate in able.iter().chain(&others) {
            let key = call.candidates.get(*candidate).and_then(|candidate| CodeKey::fold(&candidate.coupon.code));
            if let Some((key, reasons)) = key.zip(reasons.get_mut(*candidate))
                && !seen.insert(key.as_str().to_owned())
            {
                reasons.push(Reason::DuplicateCode);
            }
        }
        let mut places = vec![0; order.len()];
        for (place, candidate) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(*candidate) {
                *slot = place;
            }
        }
        Table { call, cart, order, places, reasons }
    }

    fn coupon(&self, candidate: usize) -> Option<&'t Coupon<'a>> {
        self.call.candidates.get(candidate).map(|candidate| &candidate.coupon)
    }

    /// Whether nothing of its own stands in the coupon's way.
    fn is_eligible(&self, candidate: usize) -> bool {
        self.reasons.get(candidate).is_some_and(Vec::is_empty)
    }

    /// Why a coupon cannot join those that are kept.
    fn obstacle(&self, candidate: usize, kept: &[Kept<'a>]) -> Option<Reason<'a>> {
        let coupon = self.coupon(candidate)?;
        let before = |kept: &&Kept<'a>| self.places.get(kept.candidate) < self.places.get(candidate);
        let stopper = kept.iter().filter(before).filter_map(|kept| self.coupon(kept.candidate));
        // Magento's coupons stop others only for the lines that they come to.
        let by_line = self.cart.rounding().profile == Profile::Magento;
        if let Some(stopper) = stopper.into_iter().find(|other| other.stops_further() && !by_line) {
            return Some(Reason::Stopped { with: stopper.code.clone() });
        }
        let codes = kept.iter().filter_map(|kept| self.coupon(kept.candidate)).collect::<Vec<_>>();
        for other in &codes {
            match coupon.conflict(other) {
                Some(Conflict::Exclusive) => return Some(Reason::Exclusive { with: other.code.clone() }),
                Some(Conflict::NotCombinable) => return Some(Reason::NotCombinable { with: other.code.clone() }),
                None => {}
            }
        }
        let is_code = |coupon: &Coupon<'_>| coupon.automatic != Some(true);
        let entered = codes.iter().filter(|coupon| is_code(coupon)).count();
        let allowed = self.call.max_codes.filter(|most| is_code(coupon) && entered >= *most as usize)?;
        Some(Reason::TooManyCodes { allowed })
    }

    /// Applies one more coupon; false when it takes nothing off.
    fn join(&self, candidate: usize, progress: &mut Progress<'a>) -> bool {
        let Some(Candidate { coupon, usage }) = self.call.candidates.get(candidate) else { return false };
        if progress.lane != coupon.lane() {
            progress.basis.enter_lane();
            progress.lane = coupon.lane();
        }
        let facts = facts(coupon, self.cart, self.call.clock);
        let rounding = self.cart.rounding();
        // A coupon that does not apply leaves no trace, but that Magento's stops others for its lines even then.
        let traces = match rounding.profile {
            Profile::PrestaShop => true,
            Profile::Magento => !coupon.stops_further(),
            Profile::Plain | Profile::WooCommerce => false,
        };
        let before = traces.then(|| progress.basis.clone());
        let taken = discount::take(coupon, usage.spent_minor.unwrap_or(0), &facts, &mut progress.basis);
        let any = !taken.is_nothing(rounding);
        if any {
            progress.kept.push(Kept { candidate, taken });
        } else if let Some(before) = before {
            progress.basis = before;
        }
        any
    }

    /// Each coupon that can still join those before it.
    fn by_priority(&self) -> Progress<'a> {
        let mut progress = Progress::begin(self.cart);
        for candidate in self.order.iter().copied().filter(|candidate| self.is_eligible(*candidate)) {
            if self.obstacle(candidate, &progress.kept).is_none() {
                self.join(candidate, &mut progress);
            }
        }
        progress
    }

    /// Why a coupon that could apply by itself did not.
    fn lost(&self, candidate: usize, progress: &Progress<'a>) -> Option<Reason<'a>> {
        let coupon = self.coupon(candidate)?;
        // Those that apply stand in order; only by priority is nobody refused for one behind.
        let earlier =
            progress.kept.partition_point(|kept| self.places.get(kept.candidate) < self.places.get(candidate));
        let compared = match self.call.choose {
            Choose::Best => progress.kept.as_slice(),
            Choose::Priority => progress.kept.get(..earlier).unwrap_or_default(),
        };
        if let Some(obstacle) = self.obstacle(candidate, compared) {
            return Some(obstacle);
        }
        if self.call.choose == Choose::Best && self.join(candidate, &mut Progress::begin(self.cart)) {
            let codes = progress.kept.iter().filter_map(|kept| Some(self.coupon(kept.candidate)?.code.clone()));
            return Some(Reason::Outweighed { codes: codes.collect() });
        }
        let stopper =
            compared.iter().filter_map(|kept| self.coupon(kept.candidate)).find(|other| other.stops_further());
        let stopped = stopper.map(|stopper| Reason::Stopped { with: stopper.code.clone() });
        Some(stopped.unwrap_or_else(|| nothing(coupon, self.cart)))
    }
}

/// Indexes of the candidates by rank. Those of one rank, whose codes are the same, are told apart by their text: they must
/// not stand in the order of the call.
fn order(candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let rank = candidate.coupon.rank();
        let is_before = |other: &usize| {
            candidates.get(*other).is_some_and(|other| match other.coupon.rank().cmp(&rank) {
                Ordering::Equal => Json::of(other) <= Json::of(candidate),
                ordering => ordering.is_lt(),
            })
        };
        order.insert(order.partition_point(is_before), index);
    }
    order
}

fn answer<'a>(
    mut table: Table<'_, 'a>,
    progress: Progress<'a>,
    cart: &Cart<'a>,
    setting: &Setting<'_>,
) -> Combined<'a> {
    let amounts = Amounts::of(&progress, cart);
    let mut coupons = Vec::with_capacity(table.reasons.len());
    for (position, kept) in progress.kept.iter().enumerate() {
        coupons.extend(share(&table, kept, position, &amounts, cart));
    }
    for (candidate, mut reasons) in std::mem::take(&mut table.reasons).into_iter().enumerate() {
        if let Some(coupon) = table.coupon(candidate)
            && !progress.kept.iter().any(|kept| kept.candidate == candidate)
        {
            if reasons.is_empty() {
                reasons.extend(table.lost(candidate, &progress));
            }
            coupons.push(Outcome::Rejected(rejected(coupon, reasons, cart, setting)));
        }
    }
    let percents = progress.basis.percents;
    let taken: Vec<Taken<'a>> = progress.kept.into_iter().map(|kept| kept.taken).collect();
    let lines = amounts.line_sums(cart.lines.len());
    let tax = tax::totals(cart, &taken, &lines, amounts.shipping_sum());
    let (subtotal_minor, shipping_minor) = (cart.subtotal_minor(), cart.shipping_as_priced_minor());
    let discount_minor = amounts.goods.iter().sum::<i64>() + amounts.shipping_sum();
    let total = subtotal_minor + shipping_minor - discount_minor;
    Combined {
        currency: cart.currency,
        subtotal_minor,
        shipping_minor,
        discount_minor,
        shipping_discount_minor: amounts.shipping_sum(),
        total_minor: tax.as_ref().map_or(total, |tax| tax.total_gross_minor),
        lines: line_discounts(cart, &lines, &percents),
        coupons,
        tax,
    }
}

fn share<'a>(
    table: &Table<'_, 'a>,
    kept: &Kept<'a>,
    position: usize,
    amounts: &Amounts,
    cart: &Cart<'a>,
) -> Option<Outcome<'a>> {
    let coupon = table.coupon(kept.candidate)?;
    let (goods, shipping) = (*amounts.goods.get(position)?, *amounts.shipping.get(position)?);
    Some(Outcome::Applied(Share {
        code: coupon.code.clone(),
        discount_minor: goods + shipping,
        discount_text: None,
        shipping_discount_minor: (shipping > 0).then_some(shipping),
        lines: line_discounts(cart, amounts.lines.get(position)?, &[]),
        gifts: (!kept.taken.gifts.is_empty()).then(|| kept.taken.gifts.clone()),
        ships_free: (!kept.taken.ships_free.is_empty()).then(|| kept.taken.ships_free.clone()),
        remaining_minor: remaining(coupon, cart, &kept.taken),
        discount: exact(cart, &kept.taken, true),
        discount_net: exact(cart, &kept.taken, false),
    }))
}
