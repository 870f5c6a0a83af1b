//! What a coupon's place in the list tells.

use super::Lint;
use super::finding::{Findings, Kind};
use super::shadow::{comes_before, shadow};
use super::windows::overlap;
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::stacking::Stacking;
use crate::wire::{Json, Key};

/// What one coupon is beside each of the others; one that never applies has no company.
pub(super) fn beside_others<'a>(position: usize, alive: bool, lint: &Lint<'_, 'a>, findings: &mut Findings<'a>) {
    let Some(coupon) = lint.coupons.get(position) else { return };
    currency(coupon, lint, findings);
    let key = CodeKey::fold(&coupon.code);
    let earlier = || lint.coupons.iter().take(position);
    if let Some(same) = earlier().find(|other| CodeKey::fold(&other.code) == key) {
        findings.add(Kind::SameCode, coupon, "code");
        findings.other(same);
        return;
    }
    for (other_position, other) in lint.coupons.iter().enumerate().filter(|(other, _)| alive && *other != position) {
        if CodeKey::fold(&other.code) != key {
            shadow(coupon, other, findings);
            if other_position < position {
                overlap(other, coupon, lint, findings);
            }
        }
    }
    if let Some(stacking) = coupon.stacking.as_ref().filter(|_| alive && lint.coupons.len() > 1) {
        alone(coupon, stacking, lint, findings);
    }
}

/// Rules of stacking that touch no coupon of the list.
fn alone<'a>(coupon: &Coupon<'a>, stacking: &Stacking<'a>, lint: &Lint<'_, 'a>, findings: &mut Findings<'a>) {
    if stacking.stops_further && !lint.coupons.iter().any(|other| comes_before(coupon, other)) {
        findings.add(Kind::StopsNothing, coupon, "stacking.stopsFurther");
    }
    let named = |other: &Coupon<'a>| {
        let class = other.stacking.as_ref().and_then(|stacking| stacking.class.as_ref());
        class.is_some_and(|class| stacking.combines_with.iter().flatten().any(|name| name == class))
    };
    let names_any = stacking.combines_with.as_ref().is_some_and(|classes| !classes.is_empty());
    let others = || lint.coupons.iter().filter(|other| !std::ptr::eq(*other, coupon));
    if names_any && !others().any(named) {
        findings.add(Kind::CombinesWithNobody, coupon, "stacking.combinesWith");
    }
}

/// A coupon in another currency than the call says, or than the first that names one.
fn currency<'a>(coupon: &Coupon<'a>, lint: &Lint<'_, 'a>, findings: &mut Findings<'a>) {
    let usual = lint.currency.or_else(|| lint.coupons.iter().find_map(|coupon| coupon.currency));
    if let Some(usual) = usual.filter(|usual| coupon.currency.is_some_and(|given| given != *usual)) {
        findings.add(Kind::OtherCurrency, coupon, "currency");
        findings.operand(Key::Needed, Json::of(&usual), Some(usual.code().to_owned()));
    }
}
