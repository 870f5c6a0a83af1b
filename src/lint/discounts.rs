//! What the discounts of one coupon tell.

use super::finding::{Findings, Kind};
use super::tree::{compare, comparison, contradict};
use super::{Lint, at};
use crate::condition::{Fact, Operator, Rule, Scalar};
use crate::coupon::Coupon;
use crate::discount::{Discount, DiscountKind, On, Per, Pick, TierBy};
use crate::money::{Decimal, FULL_BASIS_POINTS};
use crate::wire::{Json, Key};
use std::borrow::Cow;
use std::slice::from_ref;

/// From so many basis points on a percentage is worth a lot.
const A_LOT_BASIS_POINTS: i64 = 5_000;

/// The discounts of a coupon: its own, or the one that `type` and `value` tell.
#[inline(never)]
pub(super) fn discounts<'c, 'a>(coupon: &'c Coupon<'a>) -> Cow<'c, [Discount<'a>]> {
    match &coupon.discounts {
        Some(discounts) => Cow::Borrowed(discounts),
        None => Cow::Owned(vec![Discount::of_value(coupon.kind, coupon.value)]),
    }
}

fn path(coupon: &Coupon<'_>, position: usize) -> String {
    if coupon.discounts.is_some() { at("discounts", position) } else { "value".to_owned() }
}

/// What each discount tells, once the conditions can hold.
pub(super) fn of_coupon<'a>(coupon: &Coupon<'a>, lint: &Lint<'_, '_>, findings: &mut Findings<'a>) {
    let discounts = discounts(coupon);
    let dead: Vec<bool> = discounts.iter().map(|discount| takes_nothing(coupon, discount)).collect();
    if !dead.contains(&false) {
        let path = if coupon.discounts.is_some() { "discounts" } else { "value" };
        findings.add(Kind::NothingOff, coupon, path);
        return;
    }
    for ((position, discount), dead) in discounts.iter().enumerate().zip(dead) {
        let path = path(coupon, position);
        if dead {
            findings.add(Kind::TakesNothing, coupon, &path);
            continue;
        }
        if discount.kind == DiscountKind::Gift && coupon.limit().is_none() && coupon.limit_per_buyer().is_none() {
            findings.add(Kind::GiftWithoutLimit, coupon, &path);
        }
        steps(coupon, discount, &path, findings);
        if let Some(kind) = cap(coupon, discount) {
            findings.add(kind, coupon, &(path.clone() + ".cap"));
        }
        if let Some(value) = above_goods(coupon, discount) {
            findings.add(Kind::AboveGoods, coupon, &path);
            findings.operand(Key::Needed, Json::of(&value), Some(lint.money(coupon, value)));
        }
        let mut earlier = discounts.iter().take(position);
        if let Some(earlier) = earlier.position(|other| more_than_all(discount, other)) {
            findings.add(Kind::AboveGoodsTogether, coupon, &path);
            findings.with(self::path(coupon, earlier));
        }
    }
}

/// Steps that are never reached.
fn steps<'a>(coupon: &Coupon<'a>, discount: &Discount<'a>, path: &str, findings: &mut Findings<'a>) {
    let Some(tiers) = &discount.tiers else { return };
    let kind = if tiers.by == TierBy::Quantity { Kind::StepNever } else { Kind::StepHardly };
    for (position, step) in tiers.steps.iter().enumerate() {
        if !reaches(coupon, discount, step.from) {
            findings.add(kind, coupon, &(path.to_owned() + &at(".tiers.steps", position)));
        }
    }
}

fn is_goods(discount: &Discount<'_>) -> bool {
    let kind = matches!(discount.kind, DiscountKind::Percent | DiscountKind::Amount | DiscountKind::Price);
    kind && discount.on != Some(On::Shipping)
}

/// Whether it is of all goods alike, but for those on promotion: no `where`, no picking, no sets.
fn is_of_all(discount: &Discount<'_>) -> bool {
    is_goods(discount)
        && discount.only.as_deref().unwrap_or_default().is_empty()
        && discount.pick.is_none_or(|pick| pick == Pick::All)
        && discount.units.is_none()
        && discount.buy.is_none()
}

/// Whether it cannot take anything of any cart.
fn takes_nothing(coupon: &Coupon<'_>, discount: &Discount<'_>) -> bool {
    if matches!(discount.kind, DiscountKind::FreeShipping | DiscountKind::Gift) {
        return false;
    }
    let zero = |value: Option<Decimal>| value.is_none_or(is_zero);
    let is_price = discount.kind == DiscountKind::Price;
    let mut amounts = discount.amounts.iter().flatten();
    let listed = discount.kind == DiscountKind::Amount && amounts.any(|(_, amount)| !is_zero(*amount));
    // Below the first step the discount's own value holds.
    let unstepped = !listed && zero(discount.value);
    let worthless = match &discount.tiers {
        Some(tiers) => {
            let worth = |value: Decimal| listed || !is_zero(value);
            let by_quantity = tiers.by == TierBy::Quantity;
            let reached = |from| !by_quantity || reaches(coupon, discount, from);
            unstepped && !tiers.steps.iter().any(|step| worth(step.value) && reached(step.from))
        }
        None => unstepped,
    };
    if discount.on == Some(On::Shipping) {
        return !is_price && worthless;
    }
    let only = discount.only.as_deref().unwrap_or_default();
    let promoted = comparison(Fact::OnPromotion, Operator::Equal, Scalar::YesNo(false));
    let regular = if coupon.accumulate_with_promotion { &[][..] } else { from_ref(&promoted) };
    (worthless && !is_price)
        || discount.cap.is_some_and(is_zero)
        || contradict(&[only, regular])
        || discount
            .buy
            .as_ref()
            .is_some_and(|buy| buy.limit == Some(0) || contradict(&[buy.only.as_deref().unwrap_or_default()]))
}

fn is_zero(value: Decimal) -> bool {
    value.parts().0 == 0
}

/// Whether a step can be reached by what the conditions allow and the discount chooses.
fn reaches(coupon: &Coupon<'_>, discount: &Discount<'_>, from: Decimal) -> bool {
    let by_quantity = discount.tiers.as_ref().is_some_and(|tiers| tiers.by == TierBy::Quantity);
    let fact = if by_quantity { Fact::ItemCount } else { Fact::CartTotal };
    let chosen = most_units(discount).is_none_or(|most| !by_quantity || !Decimal::integer(most).is_below(from));
    chosen && allows(coupon, &compare(fact, Operator::AtLeast, from))
}

/// Whether a cart that the conditions allow can fulfil the rule as well.
fn allows(coupon: &Coupon<'_>, rule: &Rule<'_>) -> bool {
    !contradict(&[&coupon.conditions, from_ref(rule)])
}

/// Most units that it chooses.
fn most_units(discount: &Discount<'_>) -> Option<i64> {
    let units = discount.units.map(i64::from);
    match (&discount.buy, discount.pick) {
        _ if discount.by_line => None,
        (Some(buy), _) => buy.limit.map(|sets| i64::from(sets).saturating_mul(units.unwrap_or(1))),
        (None, Some(Pick::Cheapest | Pick::Dearest)) => Some(units.unwrap_or(1)),
        (None, _) => units,
    }
}

/// Whether the cap cuts nothing.
fn cap(coupon: &Coupon<'_>, discount: &Discount<'_>) -> Option<Kind> {
    let cap = discount.cap.filter(|_| is_goods(discount) && discount.tiers.is_none())?;
    let value = discount.value?;
    if discount.kind == DiscountKind::Amount {
        let fixed = discount.amounts.is_none() && discount.per.is_none_or(|per| per == Per::Selection);
        return (fixed && !cap.is_below(value)).then_some(Kind::CapNever);
    }
    let points = value.shifted(2).filter(|points| discount.kind == DiscountKind::Percent && *points > 0)?;
    let whole = cap.shifted_floor(2)?.0.checked_mul(FULL_BASIS_POINTS)? / points + 1;
    let rule = compare(Fact::CartTotal, Operator::AtLeast, Decimal::new(whole, 2));
    (!allows(coupon, &rule)).then_some(Kind::CapHardly)
}

/// The amount, where the conditions allow a cart that costs less.
fn above_goods(coupon: &Coupon<'_>, discount: &Discount<'_>) -> Option<Decimal> {
    let fixed = discount.kind == DiscountKind::Amount && discount.per.is_none_or(|per| per == Per::Selection);
    let plain = fixed && is_of_all(discount) && discount.tiers.is_none() && discount.cap.is_none();
    let value = discount.value.filter(|_| plain && discount.amounts.is_none() && coupon.partial_use != Some(true))?;
    allows(coupon, &compare(Fact::CartTotal, Operator::Less, value)).then_some(value)
}

/// Basis points that it takes of all goods.
fn points_of_all(discount: &Discount<'_>) -> Option<i64> {
    let percent = discount.kind == DiscountKind::Percent && is_of_all(discount) && discount.tiers.is_none();
    discount.value.filter(|_| percent && discount.cap.is_none())?.shifted(2)
}

/// Whether two percentages of all goods come to more than all of them.
fn more_than_all(one: &Discount<'_>, other: &Discount<'_>) -> bool {
    points_of_all(one).zip(points_of_all(other)).is_some_and(|(one, other)| one + other > FULL_BASIS_POINTS)
}

/// Whether two coupons hold a pair of such percentages.
pub(super) fn together_more_than_all(one: &Coupon<'_>, other: &Coupon<'_>) -> bool {
    let others = discounts(other);
    discounts(one).iter().any(|discount| others.iter().any(|other| more_than_all(discount, other)))
}

/// Whether it is worth a lot, whatever is bought.
pub(super) fn is_worth_a_lot(coupon: &Coupon<'_>) -> bool {
    discounts(coupon).iter().any(|discount| match discount.kind {
        DiscountKind::Percent => points_of_all(discount).is_some_and(|points| points >= A_LOT_BASIS_POINTS),
        DiscountKind::Amount => is_of_all(discount) && !takes_nothing(coupon, discount),
        _ => discount.kind == DiscountKind::Gift,
    })
}

/// Whether two coupons may take from the same goods.
pub(super) fn share_goods(one: &Coupon<'_>, other: &Coupon<'_>) -> bool {
    let others = discounts(other);
    let meet = |discount: &Discount<'_>, other: &Discount<'_>| {
        let (left, right) = (discount.only.as_deref().unwrap_or_default(), other.only.as_deref().unwrap_or_default());
        !contradict(&[left, right])
    };
    let goods = |discount: &&Discount<'_>| is_goods(discount);
    discounts(one).iter().filter(goods).any(|discount| others.iter().filter(goods).any(|other| meet(discount, other)))
}

/// Whether one coupon takes at least as much off as another, of every cart and in every profile.
pub(super) fn takes_as_much(one: &Coupon<'_>, other: &Coupon<'_>) -> bool {
    let (ours, theirs) = (discounts(one), discounts(other));
    if ours == theirs && one.accumulate_with_promotion == other.accumulate_with_promotion {
        return true;
    }
    let ([ours], [theirs]) = (&*ours, &*theirs) else { return false };
    let is_fixed = |discount: &Discount<'_>| {
        let by_itself = discount.tiers.is_none() && discount.amounts.is_none();
        by_itself && discount.per.is_none_or(|per| per == Per::Selection) && is_of_all(discount)
    };
    let accumulates = one.accumulate_with_promotion || !other.accumulate_with_promotion;
    let comparable = matches!(ours.kind, DiscountKind::Percent | DiscountKind::Amount) && ours.kind == theirs.kind;
    let values = ours.value.zip(theirs.value).is_some_and(|(ours, theirs)| !ours.is_below(theirs));
    let sides = ours.tax_included == theirs.tax_included;
    comparable && is_fixed(ours) && is_fixed(theirs) && accumulates && values && sides && ours.cap.is_none()
}

/// Whether it can only be held against a cart of its currency, whatever that cart is: see `names_money` of the evaluation.
pub(super) fn always_names_money(coupon: &Coupon<'_>) -> bool {
    discounts(coupon).iter().any(|discount| discount.amounts.is_none() && discount.names_money(""))
}

/// Whether any cart makes it worth money of a currency.
pub(super) fn may_name_money(coupon: &Coupon<'_>) -> bool {
    discounts(coupon).iter().any(|discount| discount.names_money(""))
}
