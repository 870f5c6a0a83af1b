//! Coupons that another one always wins over.
//!
//! Of two coupons that do not go together the first by lane and priority applies. The later one is shadowed where the first
//! applies whenever it does, and takes at least as much off: its conditions follow from the other's, it has no limits, and
//! its window holds the other's. A third coupon may keep the first out; that is not looked at.

use super::discounts::{always_names_money, discounts, may_name_money, takes_as_much};
use super::domain::is_relative;
use super::finding::{Findings, Kind};
use super::tree::follows;
use super::windows::holds_window;
use crate::condition::{Condition, Rule, any_comparison};
use crate::coupon::Coupon;

/// Adds that `one` is shadowed by `other`, where it is.
pub(super) fn shadow<'a>(one: &Coupon<'a>, other: &Coupon<'a>, findings: &mut Findings<'a>) {
    let apart = other.stops_further() || other.conflict(one).is_some();
    if apart && comes_before(other, one) && applies_whenever(other, one) && takes_as_much(other, one) {
        // What has to be entered wins only once it is.
        let automatic = other.automatic == Some(true);
        let kind = if automatic { Kind::Shadowed } else { Kind::ShadowedWhenEntered };
        findings.add(kind, one, "stacking");
        findings.other(other);
    }
}

/// Whether the first comes before the other in a cart.
#[inline(never)]
pub(super) fn comes_before(coupon: &Coupon<'_>, other: &Coupon<'_>) -> bool {
    coupon.rank() < other.rank()
}

fn applies_whenever(other: &Coupon<'_>, one: &Coupon<'_>) -> bool {
    let unlimited = other.limit().is_none() && other.limit_per_buyer().is_none() && other.partial_use != Some(true);
    let modality = other.modality_type.is_none() || other.modality_type == one.modality_type;
    // Where no code may be entered at all, an automatic coupon applies alone.
    let entered = other.automatic == Some(true) || one.automatic != Some(true);
    let absolute = |coupon: &Coupon<'_>| !compares(coupon, &mut |condition| is_relative(condition));
    unlimited
        && modality
        && entered
        && holds_window(other, one)
        && has_same_money(other, one)
        && absolute(other)
        && absolute(one)
        && other.conditions.iter().all(|rule| follows(&[&one.conditions], rule))
}

/// Whether no cart's currency keeps the one out and not the other.
fn has_same_money(other: &Coupon<'_>, one: &Coupon<'_>) -> bool {
    let in_conditions =
        |coupon: &Coupon<'_>| any_comparison(&coupon.conditions, &mut |condition| condition.fact.is_money());
    one.currency == other.currency
        && (one.currency.is_none()
            || always_names_money(one)
            || in_conditions(one)
            || !(in_conditions(other) || may_name_money(other)))
}

/// Whether any comparison is one, in the conditions or in what the discounts choose.
fn compares(coupon: &Coupon<'_>, is: &mut dyn FnMut(&Condition<'_>) -> bool) -> bool {
    let mut any = |rules: &[Rule<'_>]| any_comparison(rules, &mut |condition| is(condition));
    any(&coupon.conditions)
        || discounts(coupon).iter().any(|discount| {
            let bought = discount.buy.as_ref().and_then(|buy| buy.only.as_deref());
            any(discount.only.as_deref().unwrap_or_default()) || any(bought.unwrap_or_default())
        })
}
