//! Several codes in one cart: their price, and their uses.

use super::Failure;
use super::guard::Guarded;
use super::price::{find, for_browser, stored_coupon};
use super::priced::{Priced, Totals};
use crate::cart::{Cart, Clock};
use crate::code::CodeKey;
use crate::combine::{Candidate, Choose, Combination, Combined, MAX_BEST, Outcome, Share, combine};
use crate::evaluate::{Offer, Rejected, Usage};
use crate::money::{Currency, Locale, format};
use crate::reason::{Reason, Told};
use crate::redeem::{holder, refusal};
use crate::shop::{FoundCoupon, RedeemOutcome, Redemption, Shop, SiteState, StoredRedemption};
use crate::wire::{Json, Key, Text};

/// Most codes of a cart, whatever the shop allows.
pub(super) const MAX_CODES: usize = 50;

/// What the shop knows about a code that somebody entered.
struct Entered<'c> {
    code: &'c Text<'c>,
    key: Option<CodeKey>,
    found: FoundCoupon,
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
    let entered = enter(codes, cart, None, guarded, &site, shop)?;
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
fn enter<'c>(
    codes: &'c [Text<'c>],
    cart: &Cart<'_>,
    key: Option<&str>,
    guarded: &Guarded,
    site: &SiteState,
    shop: &mut dyn Shop,
) -> Result<Vec<Entered<'c>>, Failure> {
    if codes.len() > MAX_CODES {
        return Err(Failure::fault("$.codes", "too_long", "must be 50 codes at most"));
    }
    let mut entered = Vec::with_capacity(codes.len());
    for code in codes {
        let folded = guarded.key(code);
        let found = match &folded {
            Some(code_key) => {
                let key = key.map(|key| use_key(key, code_key));
                find(shop, site, code_key.clone(), cart, key.as_deref())?
            }
            None => FoundCoupon::default(),
        };
        entered.push(Entered { code, key: folded, found });
    }
    Ok(entered)
}

/// The key under which a code of an order takes its use.
pub(super) fn use_key(key: &str, code_key: &CodeKey) -> String {
    [key, "#", code_key.as_str()].concat()
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
            Some(coupon) => candidates.push(Candidate { coupon, usage: usage(found) }),
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

/// Uses of others: a use that this very order has taken does not stand in its way.
fn usage(found: &FoundCoupon) -> Usage {
    let own = u32::from(found.redemption.is_some());
    Usage {
        redeemed: found.redeemed.saturating_sub(own),
        redeemed_by_buyer: found.redeemed_by_holder.saturating_sub(own),
        spent_minor: None,
    }
}

/// The answer of [`redeem`].
pub(super) enum Uses {
    /// `redeemed`: JSON of what applies.
    Taken(String),
    /// `rejected`: JSON of the code that stands in the way.
    Rejected(String),
}

/// Takes one use of each code that applies, or none. Repeated with the same key it gives the same answer.
pub(super) fn redeem(
    key: &str,
    codes: &[Text<'_>],
    cart: &Cart<'_>,
    locale: Locale,
    shop: &mut dyn Shop,
) -> Result<Uses, Failure> {
    let site = shop.site()?;
    let clock = shop.clock()?;
    let entered = enter(codes, cart, Some(key), &Guarded::default(), &site, shop)?;
    if let Some(first) = first_answer(&entered) {
        return Ok(Uses::Taken(first.to_owned()));
    }
    let Decided { combined, .. } = decide(&entered, cart, &site, clock, locale)?;
    let lost = |rejected: &Rejected<'_>| rejected.reasons.iter().all(|told| told.reason.is_lost_to_another());
    for outcome in &combined.coupons {
        if let Outcome::Rejected(rejected) = outcome
            && !lost(rejected)
        {
            return Ok(Uses::Rejected(Json::of(rejected)));
        }
    }
    let json = Json::of(&combined);
    let mut taken: Vec<String> = Vec::new();
    for outcome in &combined.coupons {
        let Outcome::Applied(share) = outcome else { continue };
        let Some(entered) = entered.iter().find(|entered| is_of(entered, share)) else { continue };
        match take(key, entered, &json, cart, &site, clock, shop)? {
            Ok(taken_now) => taken.extend(taken_now),
            Err(reason) => {
                for key in &taken {
                    shop.release(key, clock.now_ms)?;
                }
                let told = Told::new(reason, cart.currency, clock.utc_offset_minutes, locale);
                let rejected = Rejected { code: share.code.clone(), reasons: vec![told] };
                return Ok(Uses::Rejected(Json::of(&rejected)));
            }
        }
    }
    Ok(Uses::Taken(json))
}

/// The answer that this key was given before. Every use keeps the whole of it; it counts once no code that it names as
/// applied lacks its use, since a worker may have died between two of them.
fn first_answer<'e>(entered: &'e [Entered<'_>]) -> Option<&'e str> {
    let first = entered.iter().find_map(|entered| entered.found.redemption.as_ref())?.applied.as_str();
    let lacks = |entered: &Entered<'_>| {
        let printed = entered.found.code.as_deref().unwrap_or(entered.code);
        let named = [r#"{"answer":"applied","code":"#, &Json::of(&printed), ","].concat();
        entered.found.redemption.is_none() && first.contains(&named)
    };
    (!entered.iter().any(lacks)).then_some(first)
}

fn is_of(entered: &Entered<'_>, share: &Share<'_>) -> bool {
    entered.key.is_some() && entered.key == CodeKey::fold(&share.code)
}

/// Takes the use of one code: the key that was taken just now, nothing when the order had it already, or why there is none.
fn take(
    key: &str,
    entered: &Entered<'_>,
    applied: &str,
    cart: &Cart<'_>,
    site: &SiteState,
    clock: Clock,
    shop: &mut dyn Shop,
) -> Result<Result<Option<String>, Reason<'static>>, Failure> {
    let (Some(code_key), None) = (&entered.key, &entered.found.redemption) else { return Ok(Ok(None)) };
    let key = use_key(key, code_key);
    let outcome = shop.redeem(&Redemption {
        key: Text::Borrowed(&key),
        organization: Text::Borrowed(&site.organization.id),
        env: site.site.env,
        code_key: code_key.clone(),
        holder: holder(cart.buyer.as_ref()).map(Text::Owned),
        applied: Text::Borrowed(applied),
        at_ms: clock.now_ms,
    })?;
    let coupon = stored_coupon(&entered.found)?;
    Ok(match outcome {
        RedeemOutcome::Taken => Ok(Some(key)),
        RedeemOutcome::Replayed(StoredRedemption { .. }) => Ok(None),
        RedeemOutcome::Exhausted => {
            Err(Reason::Exhausted { quantity: coupon.and_then(|coupon| coupon.limit()).unwrap_or(0) })
        }
        RedeemOutcome::HolderLimit => {
            let limit = coupon.and_then(|coupon| coupon.limit_per_buyer()).unwrap_or(0);
            Err(Reason::CustomerLimit { limit, used: limit })
        }
    })
}

/// Gives the uses of an order's codes back; whether any was taken until now.
pub(super) fn release(key: &str, codes: &[Text<'_>], shop: &mut dyn Shop) -> Result<bool, Failure> {
    let clock = shop.clock()?;
    let mut changed = false;
    for code_key in codes.iter().filter_map(|code| CodeKey::fold(code)) {
        changed |= shop.release(&use_key(key, &code_key), clock.now_ms)?;
    }
    Ok(changed)
}
