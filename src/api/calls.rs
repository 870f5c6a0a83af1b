//! The calls that need no shop.

use super::{Failure, spare};
use crate::cart::{Cart, Clock, Modality};
use crate::code::{Form, Pattern, form_of};
use crate::combine::{Candidate, Choose, Combination, Combined, MAX_BEST};
use crate::coupon::Coupon;
use crate::evaluate::{Decision, Offer, Usage};
use crate::generate::{GUESS_FLOOR_BITS, MAX_COUNT, draw, guess_bits, symbols_needed};
use crate::money::{self, Currency, Locale};
use crate::shop::Random;
use crate::wire::Text;
use crate::wire::record::{answer, seldom};

/// Most coupons of one call.
const MAX_OFFERS: usize = 1_000;

seldom! {
    /// `evaluate`.
    #[derive(Debug)]
    pub(super) struct EvaluateCall<'a> {
        verb: Text<'a> => Verb,
        coupon: Coupon<'a> => Coupon,
        cart: Cart<'a> => Cart,
        clock: Clock => Clock,
        usage: Usage => Usage or Usage::default(),
        modalities: Option<Vec<Modality>> => Modalities,
        locale: Locale => Locale or Locale::En,
    }
}

pub(super) fn evaluate(call: EvaluateCall<'_>) -> Result<Decision<'_>, Failure> {
    let EvaluateCall { coupon, cart, clock, usage, modalities, locale, .. } = call;
    let offer = Offer { coupon, clock, usage, modalities, locale };
    let decision = crate::evaluate::evaluate(&offer, &cart);
    spare((offer, cart));
    Ok(decision)
}

seldom! {
    /// `combine`.
    #[derive(Debug)]
    pub(super) struct CombineCall<'a> {
        verb: Text<'a> => Verb,
        candidates: Vec<Candidate<'a>> => Offers,
        cart: Cart<'a> => Cart,
        clock: Clock => Clock,
        modalities: Option<Vec<Modality>> => Modalities,
        locale: Locale => Locale or Locale::En,
        choose: Choose => Choose or Choose::Priority,
        max_codes: Option<u32> => MaxCodes,
    }
}

pub(super) fn combine(call: CombineCall<'_>) -> Result<Combined<'_>, Failure> {
    let CombineCall { candidates, cart, clock, modalities, locale, choose, max_codes, .. } = call;
    if choose == Choose::Best && candidates.len() > MAX_BEST {
        return Err(Failure::fault("$.offers", "too_long", "the best deal can be found among 12 coupons at most"));
    }
    if candidates.len() > MAX_OFFERS {
        return Err(Failure::fault("$.offers", "too_long", "must be 1000 coupons at most"));
    }
    let call = Combination { candidates, clock, modalities, locale, choose, max_codes };
    let combined = crate::combine::combine(&call, &cart);
    spare((call, cart));
    Ok(combined)
}

seldom! {
    /// `check`.
    #[derive(Debug)]
    pub(super) struct CheckCall<'a> {
        verb: Text<'a> => Verb,
        code: Text<'a> => Code,
        patterns: Vec<Pattern> => Patterns or Vec::new(),
    }
}

answer! {
    /// `checked`.
    #[derive(Debug)]
    pub(super) struct Checked = "checked" {
        form: Form => Form,
        code: String => Code,
    }
}

pub(super) fn check(call: CheckCall<'_>) -> Result<Checked, Failure> {
    let (form, code) = form_of(&call.code, &call.patterns);
    Ok(Checked { form, code })
}

seldom! {
    /// `generate`.
    #[derive(Debug)]
    pub(super) struct GenerateCall<'a> {
        verb: Text<'a> => Verb,
        pattern: Pattern => Pattern,
        count: u32 => Count,
        live: u32 => Live or 0,
    }
}

answer! {
    /// `generated`.
    #[derive(Debug)]
    pub(super) struct Generated = "generated" {
        codes: Vec<String> => Codes,
        capacity: String => Capacity,
        guess_bits: u32 => GuessBits,
    }
}

pub(super) fn generate(call: GenerateCall<'_>, random: &mut dyn Random) -> Result<Generated, Failure> {
    let GenerateCall { pattern, count, live, .. } = call;
    if !(1..=MAX_COUNT).contains(&count) {
        return Err(Failure::fault("$.count", "out_of_range", "must be between 1 and 1000000"));
    }
    let live = u64::from(live) + u64::from(count);
    let guess_bits = guess_bits(&pattern, live);
    if guess_bits < GUESS_FLOOR_BITS {
        return Err(Failure::fault("$.pattern", "too_guessable", guessable(&pattern, live)));
    }
    let codes = draw(&pattern, count, random)?;
    let capacity = (1u128 << pattern.free_bits()).to_string();
    Ok(Generated { codes, capacity, guess_bits })
}

fn guessable(pattern: &Pattern, live: u64) -> String {
    let (has, needs) = (pattern.free_symbols() + 1, symbols_needed(live));
    format!("codes of {has} `#` could be guessed when {live} of them are live; use at least {needs} `#`")
}

seldom! {
    /// `format`.
    #[derive(Debug)]
    pub(super) struct FormatCall<'a> {
        verb: Text<'a> => Verb,
        locale: Locale => Locale or Locale::En,
        amounts: Vec<Amount> => Amounts,
    }
}

seldom! {
    /// An amount to be formatted.
    #[derive(Debug)]
    pub(super) struct Amount {
        minor: i64 => Minor,
        currency: Currency => Currency,
    }
}

answer! {
    /// `formatted`.
    #[derive(Debug)]
    pub(super) struct Formatted = "formatted" {
        texts: Vec<String> => Texts,
    }
}

pub(super) fn format(call: FormatCall<'_>) -> Result<Formatted, Failure> {
    let text = |amount: &Amount| money::format(amount.minor, amount.currency, call.locale);
    Ok(Formatted { texts: call.amounts.iter().map(text).collect() })
}
