//! Decides one coupon against one cart.

use crate::allocate::largest_remainder;
use crate::cart::{Cart, Clock, Modality};
use crate::condition::{Condition, Fact, Facts, Verdict};
use crate::coupon::{Coupon, Kind};
use crate::discount;
use crate::money::{Currency, Locale};
use crate::reason::{Reason, Told};
use crate::wire::record::{answer, record};
use crate::wire::{Json, Text, Write};

record! {
    /// Everything a decision rests on, beside the cart.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Offer<'a> {
        /// The coupon.
        pub coupon: Coupon<'a> => Coupon,
        /// The moment.
        pub clock: Clock => Clock,
        /// What is used already.
        pub usage: Usage => Usage or Usage::default(),
        /// Ways the shop sells; both when absent.
        pub modalities: Option<Vec<Modality>> => Modalities,
        /// Of messages.
        pub locale: Locale => Locale or Locale::En,
    }
}

record! {
    /// Uses so far.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Usage {
        /// Of the coupon.
        pub redeemed: u32 => Redeemed,
        /// By this buyer.
        pub redeemed_by_buyer: u32 => RedeemedByBuyer,
    }
}

/// The answer of a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision<'a> {
    /// It applies.
    Applied(Applied<'a>),
    /// It does not, for every one of the reasons.
    Rejected(Rejected<'a>),
}

answer! {
    /// The amounts of a coupon that applies, in minor units.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Applied<'a> = "applied" {
        /// As the shop prints it.
        pub code: Text<'a> => Code,
        /// Of every amount.
        pub currency: Currency => Currency,
        /// Goods before the discount.
        pub subtotal_minor: i64 => SubtotalMinor,
        /// The discount.
        pub discount_minor: i64 => DiscountMinor,
        /// Goods after it, plus shipping.
        pub total_minor: i64 => TotalMinor,
        /// One per cart line, in order; sums to the discount.
        pub lines: Vec<LineDiscount<'a>> => Lines,
    }
}

record! {
    /// A line's part of the discount.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct LineDiscount<'a> {
        /// The cart line's id.
        pub id: Text<'a> => Id,
        /// Its part.
        pub discount_minor: i64 => DiscountMinor,
    }
}

answer! {
    /// A coupon that does not apply.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Rejected<'a> = "rejected" {
        /// As given.
        pub code: Text<'a> => Code,
        /// All of them.
        pub reasons: Vec<Told<'a>> => Reasons,
    }
}

impl Rejected<'_> {
    /// Whether nothing but reasons that somebody at the till may be told stands in the way.
    pub fn is_public(&self) -> bool {
        self.reasons.iter().all(|told| told.reason.is_public())
    }
}

impl Write for Decision<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            Decision::Applied(applied) => applied.write(json),
            Decision::Rejected(rejected) => rejected.write(json),
        }
    }
}

/// Decides. The same offer and cart give the same answer on every host.
pub fn evaluate<'a>(offer: &Offer<'a>, cart: &Cart<'a>) -> Decision<'a> {
    let coupon = &offer.coupon;
    let currency = coupon.currency.unwrap_or(cart.currency);
    let subtotal_minor = cart.subtotal_minor();
    let mut reasons = Vec::new();
    if cart.lines.is_empty() {
        reasons.push(Reason::CartEmpty);
    }
    window(coupon, offer.clock.now_ms, &mut reasons);
    limits(coupon, offer.usage, &mut reasons);
    modality(offer, cart, &mut reasons);
    let comparable = currency == cart.currency || !names_money(coupon);
    if !comparable {
        reasons.push(Reason::OtherCurrency { needed: currency, given: cart.currency });
    }
    let value_minor = discount::value_minor(coupon, currency);
    let facts = Facts { cart, subtotal_minor, clock: offer.clock, currency, value_minor };
    for (index, condition) in coupon.conditions.iter().enumerate() {
        if comparable || condition.fact != Fact::CartTotal {
            reasons.extend(unmet(condition, index, &facts));
        }
    }
    let bases = discount::bases(coupon, &cart.lines);
    let base = bases.iter().sum();
    let discount_minor = discount::amount(coupon, cart.currency, base);
    if reasons.is_empty() && discount_minor == 0 {
        reasons.push(if base == 0 && subtotal_minor > 0 {
            Reason::OnlyPromotedItems
        } else {
            Reason::NothingToDiscount
        });
    }
    if !reasons.is_empty() {
        let tell = |reason| Told::new(reason, currency, offer.clock.utc_offset_minutes, offer.locale);
        let reasons = reasons.into_iter().map(tell).collect();
        return Decision::Rejected(Rejected { code: coupon.code.clone(), reasons });
    }
    Decision::Applied(applied(coupon, cart, subtotal_minor, discount_minor, &bases))
}

fn applied<'a>(
    coupon: &Coupon<'a>,
    cart: &Cart<'a>,
    subtotal_minor: i64,
    discount_minor: i64,
    bases: &[i64],
) -> Applied<'a> {
    let parts = largest_remainder(discount_minor, bases);
    let line = |(line, part): (&crate::cart::Line<'a>, i64)| LineDiscount { id: line.id.clone(), discount_minor: part };
    Applied {
        code: coupon.code.clone(),
        currency: cart.currency,
        subtotal_minor,
        discount_minor,
        total_minor: subtotal_minor - discount_minor + cart.shipping_minor,
        lines: cart.lines.iter().zip(parts).map(line).collect(),
    }
}

fn window(coupon: &Coupon<'_>, now_ms: i64, reasons: &mut Vec<Reason<'_>>) {
    if coupon.active == Some(false) {
        reasons.push(Reason::Inactive);
    }
    if let Some(starts_at) = coupon.start_at.filter(|start| now_ms < *start) {
        reasons.push(Reason::NotStarted { starts_at });
    }
    if let Some(ended_at) = coupon.expiry().filter(|end| now_ms >= *end) {
        reasons.push(Reason::Expired { ended_at });
    }
}

fn limits(coupon: &Coupon<'_>, usage: Usage, reasons: &mut Vec<Reason<'_>>) {
    if let Some(quantity) = coupon.limit().filter(|limit| usage.redeemed >= *limit) {
        reasons.push(Reason::Exhausted { quantity });
    }
    if let Some(limit) = coupon.limit_per_buyer().filter(|limit| usage.redeemed_by_buyer >= *limit) {
        reasons.push(Reason::CustomerLimit { limit, used: usage.redeemed_by_buyer });
    }
}

/// S5: the coupon's modality counts only in a shop that sells both ways.
fn modality(offer: &Offer<'_>, cart: &Cart<'_>, reasons: &mut Vec<Reason<'_>>) {
    let sells = |way| offer.modalities.as_ref().is_none_or(|modalities| modalities.contains(&way));
    let given = cart.buyer.as_ref().map_or(Modality::Retail, |buyer| buyer.modality);
    if let Some(needed) = offer.coupon.modality_type.filter(|needed| *needed != given)
        && sells(Modality::Retail)
        && sells(Modality::Wholesale)
    {
        reasons.push(Reason::OtherModality { needed, given });
    }
}

/// Whether the coupon can only be held against a cart of its own currency.
fn names_money(coupon: &Coupon<'_>) -> bool {
    coupon.kind == Kind::Value || coupon.conditions.iter().any(|condition| condition.fact == Fact::CartTotal)
}

fn unmet<'a>(condition: &Condition<'a>, index: usize, facts: &Facts<'_, '_>) -> Option<Reason<'a>> {
    let fact = condition.fact.clone();
    let mendable = matches!(fact, Fact::CartTotal | Fact::ItemCount);
    match condition.verdict(facts) {
        Verdict::Holds => None,
        Verdict::Below { needed, missing } if mendable => Some(Reason::BelowMinimum { fact, needed, missing }),
        Verdict::Above { allowed, excess } if mendable => Some(Reason::AboveMaximum { fact, allowed, excess }),
        Verdict::Unknown => Some(Reason::SignInRequired { fact }),
        _ => Some(Reason::ConditionNotMet { fact, operator: condition.operator, condition: index as u32 }),
    }
}
