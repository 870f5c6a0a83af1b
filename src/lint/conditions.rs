//! What the conditions, the window and the limits of one coupon tell.

use super::discounts::always_names_money;
use super::finding::{Findings, Kind};
use super::tree::{compare, contradict, follows};
use super::{Lint, at};
use crate::cart::Clock;
use crate::condition::{Fact, Operator, Rule, any_comparison, local};
use crate::coupon::Coupon;
use crate::money::Decimal;
use chrono::{Datelike, Timelike};
use std::slice::from_ref;

const HOUR_MS: i64 = 3_600_000;
/// Longest window that is walked through; in a longer one every hour of every weekday comes.
const WALKED_MS: i64 = 7 * 24 * HOUR_MS;

/// Whether the conditions can hold at all; adds why not.
pub(super) fn can_hold<'a>(coupon: &Coupon<'a>, findings: &mut Findings<'a>) -> bool {
    let rules = &coupon.conditions;
    let before = findings.count();
    for (position, rule) in rules.iter().enumerate() {
        if contradict(&[from_ref(rule)]) {
            findings.add(Kind::NeverHolds, coupon, &decided_at(position, rule));
        }
    }
    if findings.count() == before && contradict(&[rules]) {
        match contradicting_pair(rules) {
            Some((earlier, later)) => {
                findings.add(Kind::NeverTogether, coupon, &at("conditions", later));
                findings.with(at("conditions", earlier));
            }
            None => findings.add(Kind::NeverAll, coupon, "conditions"),
        }
    }
    findings.count() == before
}

/// Where it stands what decides a condition by itself.
fn decided_at(position: usize, rule: &Rule<'_>) -> String {
    let path = at("conditions", position);
    match rule {
        Rule::Compare(_) => path + ".value",
        Rule::Group(..) => path,
    }
}

fn contradicting_pair(rules: &[Rule<'_>]) -> Option<(usize, usize)> {
    rules.iter().enumerate().find_map(|(later, rule)| {
        let earlier = rules.iter().take(later).position(|other| contradict(&[from_ref(other), from_ref(rule)]))?;
        Some((earlier, later))
    })
}

/// Conditions that need not be there; whether any is left that a cart may fail.
pub(super) fn needless<'a>(coupon: &Coupon<'a>, findings: &mut Findings<'a>) -> bool {
    let rules = &coupon.conditions;
    let always: Vec<bool> = rules.iter().map(|rule| follows(&[], rule)).collect();
    let is_always = |position: usize| always.get(position).copied().unwrap_or(false);
    for (position, rule) in rules.iter().enumerate() {
        // Of two that say the same the later one is needless.
        let implied = |(other_position, other): &(usize, &Rule<'a>)| {
            *other_position != position
                && !is_always(*other_position)
                && implies(other, rule)
                && (*other_position < position || !implies(rule, other))
        };
        if is_only_money(coupon, position) {
            continue;
        }
        if is_always(position) {
            findings.add(Kind::AlwaysHolds, coupon, &decided_at(position, rule));
        } else if let Some((other, _)) = rules.iter().enumerate().find(implied) {
            findings.add(Kind::Redundant, coupon, &at("conditions", position));
            findings.with(at("conditions", other));
        }
    }
    always.contains(&false)
}

/// Whether this condition alone keeps the coupon from carts of another currency: then it is of use, whatever it says.
fn is_only_money(coupon: &Coupon<'_>, position: usize) -> bool {
    let is_money = |rule: &Rule<'_>| rule.any_comparison(&mut |condition| condition.fact.is_money());
    let mut others = coupon.conditions.iter().enumerate().filter(|(other, _)| *other != position);
    coupon.currency.is_some()
        && coupon.conditions.get(position).is_some_and(is_money)
        && !always_names_money(coupon)
        && !others.any(|(_, rule)| is_money(rule))
}

fn implies(rule: &Rule<'_>, other: &Rule<'_>) -> bool {
    follows(&[from_ref(rule)], other)
}

/// Limits of no use at all, and dates that are over or too short.
pub(super) fn uses_and_dates<'a>(coupon: &Coupon<'a>, lint: &Lint<'_, '_>, findings: &mut Findings<'a>) {
    if coupon.limit() == Some(0) {
        findings.add(Kind::NoUses, coupon, "quantity");
    }
    if coupon.limit_per_buyer() == Some(0) {
        findings.add(Kind::NoUses, coupon, "quantityPerUser");
    }
    if let Some(end) = coupon.expiry() {
        let begin = coupon.start_at.unwrap_or(0).max(lint.clock.now_ms);
        if end <= lint.clock.now_ms {
            findings.add(Kind::Ended, coupon, "endAt");
        } else if end - begin <= WALKED_MS && !holds_within(coupon, begin, end, lint.clock) {
            findings.add(Kind::EndsBeforeStart, coupon, "endAt");
        }
    }
}

/// Whether a moment of the window fulfils the conditions; an hour more on both sides, since clocks are put forward and back.
fn holds_within(coupon: &Coupon<'_>, begin: i64, end: i64, clock: Clock) -> bool {
    let rules = &coupon.conditions;
    if !any_comparison(rules, &mut |condition| matches!(condition.fact, Fact::Weekday | Fact::Hour)) {
        return true;
    }
    let mut now_ms = begin - HOUR_MS;
    while now_ms < end + 2 * HOUR_MS {
        let Some(now) = local(Clock { now_ms, ..clock }) else { return true };
        let is = |fact, number: u32| compare(fact, Operator::Equal, Decimal::integer(i64::from(number)));
        let moment = [is(Fact::Weekday, now.weekday().number_from_monday()), is(Fact::Hour, now.hour())];
        if !contradict(&[rules, &moment]) {
            return true;
        }
        now_ms += HOUR_MS;
    }
    false
}
