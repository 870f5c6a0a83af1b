//! When two coupons apply at the same time.

use super::Lint;
use super::discounts::{share_goods, together_more_than_all};
use super::finding::{Findings, Kind};
use super::tree::contradict;
use crate::coupon::Coupon;
use crate::wire::{Json, Key};

/// From its first instant to the one behind its last.
fn window(coupon: &Coupon<'_>) -> (i64, i64) {
    (coupon.start_at.unwrap_or(i64::MIN), coupon.expiry().unwrap_or(i64::MAX))
}

/// Whether the window of one lies within the other's.
pub(super) fn holds_window(other: &Coupon<'_>, one: &Coupon<'_>) -> bool {
    let ((begin, end), (from, until)) = (window(other), window(one));
    begin <= from && until <= end
}

/// Adds what two coupons that go together take twice; `one` comes first in the list.
pub(super) fn overlap<'a>(one: &Coupon<'a>, other: &Coupon<'a>, lint: &Lint<'_, '_>, findings: &mut Findings<'a>) {
    let ((begin, end), (from, until)) = (window(one), window(other));
    let (from, until) = (begin.max(from), end.min(until));
    let apart = one.conflict(other).is_some() || one.stops_further() || other.stops_further();
    let never = || contradict(&[&one.conditions, &other.conditions]);
    if apart || from >= until || until <= lint.clock.now_ms || never() {
        return;
    }
    if one.lane() == other.lane() && together_more_than_all(one, other) {
        findings.add(Kind::AboveGoodsTogether, other, "value");
        findings.other(one);
    }
    if is_alike(one, other) && share_goods(one, other) {
        findings.add(Kind::Overlapping, other, "startAt");
        findings.other(one);
        if until < i64::MAX {
            findings.operand(Key::EndAt, Json::of(&until), None);
        }
    }
}

/// Whether nobody chooses between them: both apply by themselves, or they are of one class.
fn is_alike(one: &Coupon<'_>, other: &Coupon<'_>) -> bool {
    let automatic = one.automatic == Some(true) && other.automatic == Some(true);
    automatic || class(one).is_some_and(|name| class(other) == Some(name))
}

fn class<'c>(coupon: &'c Coupon<'_>) -> Option<&'c str> {
    coupon.stacking.as_ref()?.class.as_deref()
}
