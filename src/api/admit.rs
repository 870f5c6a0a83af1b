//! `admit`: whether somebody may try once more, for what a host lets people try by itself, such as a sign-in.

use super::Failure;
use super::guard::{Visitor, buckets, note};
use crate::shop::{AttemptOutcome, Shop};
use crate::wire::record::{answer, seldom};
use crate::wire::{Json, Text, Write};

seldom! {
    /// `admit`.
    #[derive(Debug)]
    pub(super) struct AdmitCall<'a> {
        verb: Text<'a> => Verb,
        scope: Text<'a> => Scope,
        from: Visitor<'a> => From,
        known: Option<bool> => Known,
    }
}

/// `admitted`, or `throttled`.
pub(super) enum AdmitAnswer {
    Admitted(Admitted),
    Throttled(Throttled),
}

answer! {
    /// `admitted`.
    pub(super) struct Admitted = "admitted" {}
}

answer! {
    /// `throttled`.
    pub(super) struct Throttled = "throttled" {
        wait_ms: u32 => WaitMs,
    }
}

impl Write for AdmitAnswer {
    fn write(&self, json: &mut Json) {
        match self {
            AdmitAnswer::Admitted(admitted) => admitted.write(json),
            AdmitAnswer::Throttled(throttled) => throttled.write(json),
        }
    }
}

/// Before the attempt takes a token; after it, `known` gives the token back, or notes the failure.
pub(super) fn admit(call: AdmitCall<'_>, shop: &mut dyn Shop) -> Result<AdmitAnswer, Failure> {
    let (site, clock) = (shop.site()?, shop.clock()?);
    let buckets = buckets(call.scope, call.from.source(None), &site, clock.now_ms);
    match call.known {
        Some(true) => shop.give_tokens(&buckets)?,
        Some(false) => note(&buckets, None, AttemptOutcome::Refused, shop)?,
        None if !shop.take_tokens(&buckets)? => {
            note(&buckets, None, AttemptOutcome::Throttled, shop)?;
            return Ok(AdmitAnswer::Throttled(Throttled { wait_ms: buckets.wait_ms }));
        }
        None => {}
    }
    Ok(AdmitAnswer::Admitted(Admitted {}))
}
