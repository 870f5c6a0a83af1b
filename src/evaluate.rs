//! Decides one coupon against one cart.

use crate::allocate::largest_remainder;
use crate::cart::{Cart, Clock, Modality};
use crate::condition::{Condition, Fact, Facts, Quantifier, Rule, Verdict, any_comparison};
use crate::coupon::{CampaignLimit, Converter, Coupon};
use crate::discount::{self, Basis, FixedAmount, Gift, Taken};
use crate::money::{Currency, Decimal, Locale, MAX_MINOR, RoundingMode};
use crate::pricing::{PriceSide, TaxView};
use crate::reason::{Reason, Told};
use crate::rounding::Profile;
use crate::tax::{self, Tax};
use crate::wire::record::{answer, seldom};
use crate::wire::{Faults, Json, Node, Text, Write};

seldom! {
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

seldom! {
    /// Uses so far.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Usage {
        /// Of the coupon.
        pub redeemed: u32 => Redeemed,
        /// By this buyer.
        pub redeemed_by_buyer: u32 => RedeemedByBuyer,
        /// What was taken off by a coupon whose rest can be used again, in minor units of the cart's currency.
        pub spent_minor: Option<i64> => SpentMinor,
        /// Of all codes of its campaign; counts for a coupon with `campaign`.
        pub campaign: Option<CampaignUsage> => Campaign,
    }
    then Usage::check
}

seldom! {
    /// Uses so far of all codes of a campaign.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct CampaignUsage {
        /// How many.
        pub redeemed: u32 => Redeemed or 0,
        /// What they took off, in minor units of the coupon's currency.
        pub spent_minor: i64 => SpentMinor or 0,
    }
}

impl Usage {
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let fits = self.spent_minor.is_none_or(|spent| (0..=MAX_MINOR).contains(&spent));
        if !fits {
            faults.add_checked(node, "spentMinor", "out_of_range", "must be between 0 and 1000000000000000");
        }
        fits
    }
}

/// The answer of a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision<'a> {
    /// It applies.
    Applied(Box<Applied<'a>>),
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
        /// The discount, that on shipping included.
        pub discount_minor: i64 => DiscountMinor,
        /// What of it is on shipping.
        pub shipping_discount_minor: Option<i64> => ShippingDiscountMinor,
        /// Goods and shipping, less the discount; with tax.
        pub total_minor: i64 => TotalMinor,
        /// One per cart line, in order; they sum to the discount on goods.
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
        /// Of a taxed cart.
        pub tax: Option<Tax<'a>> => Tax,
    }
}

seldom! {
    /// A line's part of the discount.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct LineDiscount<'a> {
        /// The cart line's id.
        pub id: Text<'a> => Id,
        /// Its part.
        pub discount_minor: i64 => DiscountMinor,
        /// In profile `magento`: the percentages that were taken off the line, 100 at most.
        pub percent: Option<Decimal> => Percent,
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

/// What a decision rests on that is the same for every coupon.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'s> {
    pub(crate) clock: Clock,
    pub(crate) modalities: Option<&'s [Modality]>,
    pub(crate) locale: Locale,
}

/// Decides. The same offer and cart give the same answer on every host.
pub fn evaluate<'a>(offer: &Offer<'a>, cart: &Cart<'a>) -> Decision<'a> {
    let Offer { coupon, clock, usage, modalities, locale } = offer;
    let setting = Setting { clock: *clock, modalities: modalities.as_deref(), locale: *locale };
    let facts = facts(coupon, cart, *clock);
    let mut reasons = eligibility(coupon, *usage, &setting, &facts);
    let mut basis = Basis::of(cart);
    let taken = match reasons.is_empty() {
        true => discount::take(coupon, usage.spent_minor.unwrap_or(0), &facts, &mut basis),
        false => Taken::default(),
    };
    if reasons.is_empty() && taken.is_nothing(cart.rounding()) {
        reasons.push(nothing(coupon, cart));
    }
    if !reasons.is_empty() {
        return Decision::Rejected(rejected(coupon, reasons, cart, &setting));
    }
    Decision::Applied(Box::new(applied(coupon, &facts, &taken, &basis)))
}

/// The facts that a coupon's conditions are held against.
pub(crate) fn facts<'f, 'a>(coupon: &Coupon<'_>, cart: &'f Cart<'a>, clock: Clock) -> Facts<'f, 'a> {
    let converter = Converter::of(coupon.currency.unwrap_or(cart.currency), cart);
    let (value_minor, _) = converter.floor_minor(coupon.value);
    Facts { cart, lines: &cart.lines, clock, converter, value_minor }
}

/// Every reason for which the coupon does not apply, but that there is nothing to take off.
pub(crate) fn eligibility<'a>(
    coupon: &Coupon<'a>,
    usage: Usage,
    setting: &Setting<'_>,
    facts: &Facts<'_, 'a>,
) -> Vec<Reason<'a>> {
    let mut reasons = Vec::new();
    if facts.cart.lines.is_empty() {
        reasons.push(Reason::CartEmpty);
    }
    window(coupon, setting.clock.now_ms, &mut reasons);
    limits(coupon, usage, &mut reasons);
    modality(coupon, setting.modalities, facts.cart, &mut reasons);
    let comparable = facts.converter.possible || !names_money(coupon, facts.cart);
    if !comparable {
        let needed = coupon.currency.unwrap_or(facts.cart.currency);
        reasons.push(Reason::OtherCurrency { needed, given: facts.cart.currency });
    }
    for (index, rule) in coupon.conditions.iter().enumerate() {
        let comparable = comparable || !rule.any_comparison(&mut |condition| condition.fact.is_money());
        if comparable {
            unmet(rule, index as u32, facts, setting, &mut reasons);
        }
    }
    reasons
}

/// Why a coupon that could apply takes nothing off.
pub(crate) fn nothing<'a>(coupon: &Coupon<'_>, cart: &Cart<'_>) -> Reason<'a> {
    let discounts = coupon.discounts.as_deref();
    let of_goods = discounts.is_none_or(|discounts| discounts.iter().any(|discount| !discount.is_on_shipping()));
    let left_out = of_goods && !coupon.accumulate_with_promotion && cart.lines.iter().all(|line| line.on_promotion);
    if left_out && cart.subtotal_minor() > 0 { Reason::OnlyPromotedItems } else { Reason::NothingToDiscount }
}

pub(crate) fn rejected<'a>(
    coupon: &Coupon<'a>,
    reasons: Vec<Reason<'a>>,
    cart: &Cart<'_>,
    setting: &Setting<'_>,
) -> Rejected<'a> {
    let currency = cart.currency;
    let tell = |reason| Told::new(reason, currency, setting.clock.utc_offset_minutes, setting.locale);
    Rejected { code: coupon.code.clone(), reasons: reasons.into_iter().map(tell).collect() }
}

fn applied<'a>(coupon: &Coupon<'a>, facts: &Facts<'_, 'a>, taken: &Taken<'a>, basis: &Basis) -> Applied<'a> {
    let cart = facts.cart;
    let minor = Minor::of(taken, cart, basis);
    let tax = tax::totals(cart, std::slice::from_ref(taken), &minor.lines, minor.shipping);
    let subtotal_minor = cart.subtotal_minor();
    let total = subtotal_minor + cart.shipping_as_priced_minor() - minor.goods - minor.shipping;
    Applied {
        code: coupon.code.clone(),
        currency: cart.currency,
        subtotal_minor,
        discount_minor: minor.goods + minor.shipping,
        shipping_discount_minor: (minor.shipping > 0).then_some(minor.shipping),
        total_minor: tax.as_ref().map_or(total, |tax| tax.total_gross_minor),
        lines: line_discounts(cart, &minor.lines, &[]),
        gifts: (!taken.gifts.is_empty()).then(|| taken.gifts.clone()),
        ships_free: (!taken.ships_free.is_empty()).then(|| taken.ships_free.clone()),
        remaining_minor: remaining(coupon, cart, taken),
        discount: exact(cart, taken, true),
        discount_net: exact(cart, taken, false),
        tax,
    }
}

/// What was taken off, in minor units.
pub(crate) struct Minor {
    pub(crate) goods: i64,
    pub(crate) shipping: i64,
    /// They sum to `goods`.
    pub(crate) lines: Vec<i64>,
}

impl Minor {
    /// The discount as priced: its sum rounded as the profile does, then split over the lines it came from.
    pub(crate) fn of(taken: &Taken<'_>, cart: &Cart<'_>, basis: &Basis) -> Minor {
        let mode = cart.rounding().mode;
        let (goods, shipping) = match cart.rounding().profile {
            Profile::PrestaShop => {
                let (all, shipping) = tax::discounts(cart, std::iter::once(taken), TaxView::AsPriced, 0);
                (all - shipping, shipping)
            }
            _ if basis.scale == 1 => (taken.goods_sum(), taken.shipping.first().copied().unwrap_or(0)),
            // Lines that are rounded one by one can come to more than the subtotal.
            _ => (
                mode.divide(taken.goods_sum(), basis.scale).min(cart.subtotal_minor()),
                mode.divide(taken.shipping.first().copied().unwrap_or(0), basis.scale),
            ),
        };
        let parts = taken.goods.first().map_or(&[][..], |parts| parts);
        let lines = if basis.scale == 1 { parts.to_vec() } else { line_parts(goods, parts, &mut room(cart, basis)) };
        Minor { goods, shipping, lines }
    }
}

/// What may be taken off each line, in minor units: its price before it is rounded, rounded up.
pub(crate) fn room(cart: &Cart<'_>, basis: &Basis) -> Vec<i64> {
    let side = PriceSide::of(cart, TaxView::AsPriced);
    let totals = basis.sides.first().map_or(&[][..], |side| &side.total);
    let of_line = |(line, total): (&crate::cart::Line<'_>, &i64)| {
        RoundingMode::Up.divide(side.exact_total(line).max(*total), basis.scale)
    };
    cart.lines.iter().zip(totals).map(of_line).collect()
}

/// Splits a rounded sum over the lines it came from, none of which loses more than its room: 0.008 and 0.002 of two lines
/// that cost a cent each, rounded up to 0.02, are 0.01 and 0.01.
pub(crate) fn line_parts(minor: i64, exact: &[i64], room: &mut [i64]) -> Vec<i64> {
    let mut parts = largest_remainder(minor, exact);
    let mut surplus = 0;
    for (part, room) in parts.iter_mut().zip(room.iter_mut()) {
        let over = (*part - *room).max(0);
        *part -= over;
        *room -= *part;
        surplus += over;
    }
    // What does not fit goes to other lines of the coupon, and to those of which rounding left it nothing to take.
    for only_its_own in [true, false] {
        for ((part, room), exact) in parts.iter_mut().zip(room.iter_mut()).zip(exact) {
            let more = if only_its_own && *exact == 0 { 0 } else { surplus.min(*room) };
            *part += more;
            *room -= more;
            surplus -= more;
        }
    }
    parts
}

/// `percents` in basis points, where they are told.
pub(crate) fn line_discounts<'a>(cart: &Cart<'a>, parts: &[i64], percents: &[i64]) -> Vec<LineDiscount<'a>> {
    let percent = |line: usize| percents.get(line).filter(|points| **points > 0).map(|points| Decimal::new(*points, 2));
    let lines = cart.lines.iter().zip(parts).enumerate();
    let line = |(position, (line, part)): (usize, (&crate::cart::Line<'a>, &i64))| LineDiscount {
        id: line.id.clone(),
        discount_minor: *part,
        percent: percent(position),
    };
    lines.map(line).collect()
}

/// What a coupon's value leaves for another time, on the side of the tax on which it is meant. With what is taken off it sums
/// to the value.
pub(crate) fn remaining(coupon: &Coupon<'_>, cart: &Cart<'_>, taken: &Taken<'_>) -> Option<i64> {
    let FixedAmount { amount, taken, .. } = taken.amount.filter(|_| coupon.partial_use == Some(true))?;
    let rounding = cart.rounding();
    Some((amount / rounding.scale() - rounding.mode.divide(taken, rounding.scale())).max(0))
}

/// The discount before it is rounded, in major units, where the profile rounds late.
pub(crate) fn exact(cart: &Cart<'_>, taken: &Taken<'_>, gross: bool) -> Option<Decimal> {
    if cart.rounding().profile != Profile::PrestaShop || (!gross && !cart.is_taxed()) {
        return None;
    }
    let priced_gross = cart.prices_include_tax.unwrap_or(true);
    let side = if gross == priced_gross || !cart.is_taxed() { 0 } else { 1 };
    Some(Decimal::new(taken.sum(side), cart.currency.exponent() + cart.rounding().decimals()))
}

fn window(coupon: &Coupon<'_>, now_ms: i64, reasons: &mut Vec<Reason<'_>>) {
    if coupon.active == Some(false) {
        reasons.push(Reason::Inactive);
    }
    if let Some(starts_at) = coupon.start_at.filter(|start| now_ms < *start) {
        reasons.push(Reason::NotStarted { starts_at, starts_in_ms: starts_at - now_ms });
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
    let limit = coupon.campaign.zip(usage.campaign);
    if let Some((CampaignLimit { quantity, discount_minor }, used)) = limit {
        if let Some(quantity) = quantity.filter(|quantity| used.redeemed >= *quantity) {
            reasons.push(Reason::CampaignExhausted { quantity });
        }
        if let Some(allowed) = discount_minor.filter(|most| used.spent_minor >= *most) {
            reasons.push(Reason::BudgetSpent { allowed });
        }
    }
}

/// S5: the coupon's modality counts only in a shop that sells both ways.
fn modality(coupon: &Coupon<'_>, modalities: Option<&[Modality]>, cart: &Cart<'_>, reasons: &mut Vec<Reason<'_>>) {
    let sells = |way| modalities.is_none_or(|modalities| modalities.contains(&way));
    let given = cart.buyer.as_ref().map_or(Modality::Retail, |buyer| buyer.modality);
    if let Some(needed) = coupon.modality_type.filter(|needed| *needed != given)
        && sells(Modality::Retail)
        && sells(Modality::Wholesale)
    {
        reasons.push(Reason::OtherModality { needed, given });
    }
}

/// Whether the coupon can only be held against a cart of its own currency, or one that a rate leads to.
fn names_money(coupon: &Coupon<'_>, cart: &Cart<'_>) -> bool {
    let discounts = match &coupon.discounts {
        None => coupon.kind == crate::coupon::Kind::Value,
        Some(discounts) => discounts.iter().any(|discount| discount.names_money(cart.currency.code())),
    };
    discounts || any_comparison(&coupon.conditions, &mut |condition| condition.fact.is_money())
}

/// Adds why a rule does not hold; `index` is that of the coupon's condition which it is a part of.
fn unmet<'a>(rule: &Rule<'a>, index: u32, facts: &Facts<'_, 'a>, setting: &Setting<'_>, reasons: &mut Vec<Reason<'a>>) {
    match rule {
        Rule::Compare(condition) => reasons.extend(failed(condition, index, facts)),
        Rule::Group(Quantifier::All, rules) => {
            rules.iter().for_each(|rule| unmet(rule, index, facts, setting, reasons));
        }
        Rule::Group(Quantifier::Any, rules) if !rule.holds(facts) => {
            let mut of = Vec::new();
            rules.iter().for_each(|rule| unmet(rule, index, facts, setting, &mut of));
            let tell =
                |reason| Told::new(reason, facts.cart.currency, setting.clock.utc_offset_minutes, setting.locale);
            reasons.push(Reason::AnyOf { of: of.into_iter().map(tell).collect() });
        }
        Rule::Group(Quantifier::NoneOf, rules) if !rule.holds(facts) => {
            reasons.push(Reason::Excluded { fact: named(rules, facts), condition: index });
        }
        Rule::Group(..) => {}
    }
}

/// The fact of the first comparison that holds and should not; of a `none` that holds, its first one.
fn named<'a>(rules: &[Rule<'a>], facts: &Facts<'_, 'a>) -> Fact<'a> {
    match rules.iter().find(|rule| rule.holds(facts)).or(rules.first()) {
        Some(Rule::Compare(condition)) => condition.fact.clone(),
        Some(Rule::Group(_, rules)) => named(rules, facts),
        None => Fact::CartTotal,
    }
}

fn failed<'a>(condition: &Condition<'a>, index: u32, facts: &Facts<'_, 'a>) -> Option<Reason<'a>> {
    let fact = condition.fact.clone();
    let mendable = fact.is_mendable();
    match condition.verdict(facts) {
        Verdict::Holds => None,
        Verdict::Below { needed, missing } if mendable => Some(Reason::BelowMinimum { fact, needed, missing }),
        Verdict::Above { allowed, excess } if mendable => Some(Reason::AboveMaximum { fact, allowed, excess }),
        Verdict::Unknown => Some(Reason::SignInRequired { fact }),
        _ => Some(Reason::ConditionNotMet { fact, operator: condition.operator, condition: index }),
    }
}
