//! `lint`: what a shop owner should know about coupons before customers do.

use super::Failure;
use crate::cart::Clock;
use crate::code::Pattern;
use crate::coupon::Coupon;
use crate::lint::{Finding, Lint};
use crate::money::{Currency, Locale};
use crate::wire::Text;
use crate::wire::record::{answer, seldom};

/// Most coupons of one call: each is held against every other.
const MAX_LINTED: usize = 200;

seldom! {
    /// `lint`.
    #[derive(Debug)]
    pub(super) struct LintCall<'a> {
        verb: Text<'a> => Verb,
        coupons: Vec<Coupon<'a>> => Coupons,
        clock: Clock => Clock,
        currency: Option<Currency> => Currency,
        patterns: Vec<Pattern> => Patterns or Vec::new(),
        locale: Locale => Locale or Locale::En,
    }
}

answer! {
    /// `linted`.
    #[derive(Debug)]
    pub(super) struct Linted<'a> = "linted" {
        findings: Vec<Finding<'a>> => Findings,
    }
}

pub(super) fn lint(call: LintCall<'_>) -> Result<Linted<'_>, Failure> {
    let LintCall { coupons, clock, currency, patterns, locale, .. } = call;
    if coupons.len() > MAX_LINTED {
        return Err(Failure::fault("$.coupons", "too_long", "must be 200 coupons at most"));
    }
    let lint = Lint { coupons: &coupons, clock, currency, patterns: &patterns, locale };
    Ok(Linted { findings: crate::lint::lint(&lint) })
}
