//! Several codes in one cart: their price, and which of them an order uses.

use super::Failure;
use super::guard::Guarded;
use super::price::{Keyed, find, for_browser, stored_coupon, usage};
use super::priced::{Priced, Totals};
use crate::cart::{Cart, Clock};
use crate::code::CodeKey;
use crate::combine::{Candidate, Choose, Combination, Combined, MAX_BEST, Outcome, combine};
use crate::coupon::{Converter, Coupon};
use crate::evaluate::{Offer, Rejected};
use crate::money::{Currency, Locale, format};
use crate::redeem::refusal;
use crate::shop::{FoundCoupon, Shop, SiteState, TakenCode};
use crate::wire::{Json, Key, Text};

/// Most codes of a cart, whatever the shop allows.
pub(super) const MAX_CODES: usize = 50;

/// What the shop knows about a code that somebody entered.
pub(super) struct Entered<'c> {
    pub(super) code: &'c Text<'c>,
    pub(super) key: Option<CodeKey>,
    pub(super) found: FoundCoupon,
}

impl Entered<'_> {
    /// Its use, as the ledger counts it.
    pub(super) fn taken(&self, coupon: &Coupon<'_>, discount_minor: i64, cart: &Cart<'_>) -> Option<TakenCode> {
        let currency = coupon.currency.unwrap_or(cart.currency);
        Some(TakenCode {
            code_key: self.key.clone()?,
            discount_minor: Converter::of(currency, cart).counted(discount_minor, currency),
            spent_minor: (coupon.partial_use == Some(true)).then_some(self.found.spent_minor),
        })
    }
}

/// What an order uses.
pub(super) enum Uses {
    /// The codes, and the answer that tells what they take off, as JSON.
    Taken { applied: String, codes: Vec<TakenCode> },
    /// `rejected`, as JSON: of the code that stands in the way.
    Rejected(String),
}

/// What became of each code, in the order in which they were entered.
struct Decided<'f> {
    combined: Combined<'f>,
    /// Of the codes that can apply, or lack something that may be told.
    offers: Vec<Offer<'f>>,
}

/// The totals of a cart with several codes. What a stranger may not know is not told.
pub(super) fn price(
    cart: &Cart<'_>,
    codes: &[Text<'_>],
    locale: Locale,
    guarded: &Guarded,
    shop: &mut dyn Shop,
) -> Result<Priced, Failure> {
    let site = shop.site()?;
    let clock = shop.clock()?;
    let entered = enter(codes, cart, None, guarded, &site, clock, shop)?;
    let Decided { mut combined, offers } = decide(&entered, cart, &site, clock, locale)?;
    keep_secrets(&mut combined, &entered, cart.currency, locale);
    for outcome in &mut combined.coupons {
        if let Outcome::Applied(share) = outcome {
            share.discount_text = Some(format(share.discount_minor, cart.currency, locale));
        }
    }
    let totals = Totals {
        cart,
        discount_minor: combined.discount_minor,
        total_minor: combined.total_minor,
        parts: combined.lines.iter().map(|line| line.discount_minor).collect(),
    };
    let offers: Vec<Offer<'_>> = offers.iter().filter_map(for_browser).collect();
    Ok(totals.priced(locale, |fields| {
        fields.field(Key::Coupons, &combined.coupons);
        fields.field(Key::Offers, &offers);
        fields.field(Key::WaitMs, &guarded.wait_ms);
    }))
}

/// Refuses what a stranger may not be told about exactly as a code that does not exist: as it was typed, in the place in which
/// it was typed, and however often.
fn keep_secrets<'f>(combined: &mut Combined<'f>, entered: &[Entered<'f>], currency: Currency, locale: Locale) {
    let secret: Vec<Option<CodeKey>> = combined
        .coupons
        .iter()
        .filter(|outcome| !is_public(outcome))
        .map(|outcome| CodeKey::fold(code(outcome)))
        .collect();
    let is_told = |entered: &Entered<'_>| entered.found.coupon.is_some() && !secret.contains(&entered.key);
    let told: Vec<Option<CodeKey>> =
        entered.iter().filter(|entered| is_told(entered)).map(|entered| entered.key.clone()).collect();
    combined.coupons.retain(|outcome| told.contains(&CodeKey::fold(code(outcome))));
    for entered in entered.iter().filter(|entered| !is_told(entered)) {
        combined.coupons.push(Outcome::Rejected(refusal(entered.code, currency, locale)));
    }
}

fn code<'o>(outcome: &'o Outcome<'_>) -> &'o str {
    match outcome {
        Outcome::Applied(share) => &share.code,
        Outcome::Rejected(rejected) => &rejected.code,
    }
}

fn is_public(outcome: &Outcome<'_>) -> bool {
    match outcome {
        Outcome::Applied(_) => true,
        Outcome::Rejected(rejected) => rejected.is_public(),
    }
}

/// Asks the shop for every code.
pub(super) fn enter<'c>(
    codes: &'c [Text<'c>],
    cart: &Cart<'_>,
    keyed: Option<Keyed<'_>>,
    guarded: &Guarded,
    site: &SiteState,
    clock: Clock,
    shop: &mut dyn Shop,
) -> Result<Vec<Entered<'c>>, Failure> {
    if codes.len() > MAX_CODES {
        return Err(Failure::fault("$.codes", "too_long", "must be 50 codes at most"));
    }
    let mut entered = Vec::with_capacity(codes.len());
    for code in codes {
        let folded = guarded.key(code);
        let found = match &folded {
            Some(code_key) => find(shop, site, code_key.clone(), cart, clock, keyed)?,
            None => FoundCoupon::default(),
        };
        entered.push(Entered { code, key: folded, found });
    }
    Ok(entered)
}

/// Which codes apply together, as the shop's settings say. Codes that the shop does not know are refused as those that a
/// stranger may not be told about.
fn decide<'f>(
    entered: &'f [Entered<'f>],
    cart: &Cart<'f>,
    site: &SiteState,
    clock: Clock,
    locale: Locale,
) -> Result<Decided<'f>, Failure> {
    let mut candidates: Vec<Candidate<'f>> = Vec::with_capacity(entered.len());
    let mut unknown = Vec::new();
    for Entered { code, found, .. } in entered {
        match stored_coupon(found)? {
            Some(coupon) => {
                let usage = usage(&coupon, found, cart);
                candidates.push(Candidate { coupon, usage });
            }
            None => unknown.push(Outcome::Rejected(refusal(code, cart.currency, locale))),
        }
    }
    let choose = site.site.choose.unwrap_or_default();
    if choose == Choose::Best && candidates.len() > MAX_BEST {
        return Err(Failure::fault("$.codes", "too_long", "the best deal can be found among 12 codes at most"));
    }
    let modalities = Some(site.site.modalities.clone());
    let call = Combination { candidates, clock, modalities, locale, choose, max_codes: site.site.max_codes };
    let mut combined = combine(&call, cart);
    combined.coupons.extend(unknown);
    let offer = |Candidate { coupon, usage }: Candidate<'f>| {
        let is_told = combined.coupons.iter().all(|outcome| code(outcome) != &*coupon.code || is_public(outcome));
        is_told.then(|| Offer { coupon, clock, usage, modalities: call.modalities.clone(), locale })
    };
    let offers = call.candidates.clone().into_iter().filter_map(offer).collect();
    Ok(Decided { combined, offers })
}

/// Which of the codes are used, each with what it takes off, and the whole answer; or what stands in the way.
pub(super) fn uses(
    entered: &[Entered<'_>],
    cart: &Cart<'_>,
    site: &SiteState,
    clock: Clock,
    locale: Locale,
) -> Result<Uses, Failure> {
    let Decided { combined, offers } = decide(entered, cart, site, clock, locale)?;
    let lost = |rejected: &Rejected<'_>| rejected.reasons.iter().all(|told| told.reason.is_lost_to_another());
    let mut codes = Vec::new();
    for outcome in &combined.coupons {
        match outcome {
            Outcome::Rejected(rejected) if lost(rejected) => {}
            Outcome::Rejected(rejected) => return Ok(Uses::Rejected(Json::of(rejected))),
            Outcome::Applied(share) => {
                let code_key = CodeKey::fold(&share.code);
                let of_share = |entered: &&Entered<'_>| code_key.is_some() && entered.key == code_key;
                let offer = offers.iter().find(|offer| offer.coupon.code == share.code);
                if let (Some(entered), Some(offer)) = (entered.iter().find(of_share), offer) {
                    codes.extend(entered.taken(&offer.coupon, share.discount_minor, cart));
                }
            }
        }
    }
    Ok(Uses::Taken { applied: Json::of(&combined), codes })
}
