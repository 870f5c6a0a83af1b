//! `price`: the totals of a cart, with its code or its codes.

use super::guard::{Guarded, Visitor, guard};
use super::priced::{Priced, Totals};
use super::{Failure, several};
use crate::cart::{Cart, Clock, Modality};
use crate::code::CodeKey;
use crate::condition::{Condition, Fact, any_comparison};
use crate::coupon::Coupon;
use crate::evaluate::{Decision, Offer, Usage, evaluate};
use crate::money::Locale;
use crate::redeem::{holder, refusal};
use crate::shop::{FindCoupon, FoundCoupon, HostFailure, Shop, SiteState};
use crate::wire::record::record;
use crate::wire::{Key, Read, Text};

record! {
    /// `price`.
    #[derive(Debug)]
    pub(super) struct PriceCall<'a> {
        verb: Text<'a> => Verb,
        cart: Cart<'a> => Cart,
        code: Option<Text<'a>> => Code,
        codes: Option<Vec<Text<'a>>> => Codes,
        from: Option<Visitor<'a>> => From,
        locale: Locale => Locale or Locale::En,
    }
}

pub(super) fn price(call: PriceCall<'_>, shop: &mut dyn Shop) -> Result<Priced, Failure> {
    let PriceCall { cart, code, codes, from, locale, .. } = &call;
    match (code, codes) {
        (None, None) => Ok(Totals::none(cart).priced(*locale, |_| {})),
        (Some(_), Some(_)) => Err(Failure::fault("$.codes", "not_allowed", "give `code` or `codes`")),
        (Some(code), None) => {
            let guarded = guard(from.as_ref(), &[code], cart, None, shop)?;
            single(code, &guarded, cart, *locale, shop)
        }
        (None, Some(codes)) => {
            let entered: Vec<&Text<'_>> = codes.iter().collect();
            let guarded = guard(from.as_ref(), &entered, cart, None, shop)?;
            several::price(cart, codes, *locale, &guarded, shop)
        }
    }
}

/// The cart with its one code. Every code is looked up and decided about alike, whatever may be told of it.
fn single(
    code: &Text<'_>,
    guarded: &Guarded,
    cart: &Cart<'_>,
    locale: Locale,
    shop: &mut dyn Shop,
) -> Result<Priced, Failure> {
    let wait_ms = guarded.wait_ms;
    let refused = || one(cart, &Decision::Rejected(refusal(code, cart.currency, locale)), None, wait_ms, locale);
    let site = shop.site()?;
    let clock = shop.clock()?;
    let Some(code_key) = guarded.key(code) else { return Ok(refused()) };
    let found = find(shop, &site, code_key, cart, None)?;
    let Some(coupon) = stored_coupon(&found)? else { return Ok(refused()) };
    let offer = offer_at(clock, coupon, &found, site.site.modalities, locale);
    match evaluate(&offer, cart) {
        Decision::Rejected(rejected) if !rejected.is_public() => Ok(refused()),
        decision => Ok(one(cart, &decision, for_browser(&offer).as_ref(), wait_ms, locale)),
    }
}

/// The cart with the decision about its one code.
fn one(
    cart: &Cart<'_>,
    decision: &Decision<'_>,
    offer: Option<&Offer<'_>>,
    wait_ms: Option<u32>,
    locale: Locale,
) -> Priced {
    let totals = match decision {
        Decision::Applied(applied) => Totals {
            discount_minor: applied.discount_minor,
            total_minor: applied.total_minor,
            parts: applied.lines.iter().map(|line| line.discount_minor).collect(),
            ..Totals::none(cart)
        },
        Decision::Rejected(_) => Totals::none(cart),
    };
    totals.priced(locale, |fields| {
        fields.field(Key::Coupon, decision);
        fields.field(Key::Offer, &offer);
        fields.field(Key::WaitMs, &wait_ms);
    })
}

/// Asks the shop for a code.
pub(super) fn find(
    shop: &mut dyn Shop,
    site: &SiteState,
    code_key: CodeKey,
    cart: &Cart<'_>,
    key: Option<&str>,
) -> Result<FoundCoupon, HostFailure> {
    shop.find_coupon(&FindCoupon {
        organization: Text::Borrowed(&site.organization.id),
        env: site.site.env,
        code_key,
        holder: holder(cart.buyer.as_ref()).map(Text::Owned),
        key: key.map(Text::Borrowed),
    })
}

/// The stored coupon, with the code that was found.
pub(super) fn stored_coupon(found: &FoundCoupon) -> Result<Option<Coupon<'_>>, Failure> {
    let Some(json) = &found.coupon else { return Ok(None) };
    let mut coupon = Coupon::from_json(json).map_err(|faults| {
        let what = faults.first().map_or_else(String::new, |fault| format!("{}: {}", fault.path, fault.message));
        HostFailure(format!("a stored coupon cannot be read ({what}); save it again"))
    })?;
    coupon.active = (!found.active).then_some(false);
    if let Some(code) = &found.code {
        coupon.code = Text::Borrowed(code);
    }
    Ok(Some(coupon))
}

/// What a decision about a found coupon rests on, now.
pub(super) fn offer<'a>(
    coupon: Coupon<'a>,
    found: &FoundCoupon,
    site: SiteState,
    shop: &mut dyn Shop,
    locale: Locale,
) -> Result<Offer<'a>, HostFailure> {
    Ok(offer_at(shop.clock()?, coupon, found, site.site.modalities, locale))
}

/// What a decision about a found coupon rests on.
pub(super) fn offer_at<'a>(
    clock: Clock,
    coupon: Coupon<'a>,
    found: &FoundCoupon,
    modalities: Vec<Modality>,
    locale: Locale,
) -> Offer<'a> {
    let usage = Usage { redeemed: found.redeemed, redeemed_by_buyer: found.redeemed_by_holder, spent_minor: None };
    Offer { coupon, clock, usage, modalities: Some(modalities), locale }
}

/// The offer as a browser may see it: what is needed to decide again for a changed cart. `None` when a condition names
/// people.
pub(super) fn for_browser<'a>(offer: &Offer<'a>) -> Option<Offer<'a>> {
    let mut names_people = |condition: &Condition<'_>| matches!(condition.fact, Fact::Customer | Fact::CustomerGroup);
    if any_comparison(&offer.coupon.conditions, &mut names_people) {
        return None;
    }
    let coupon = Coupon {
        id: None,
        name: None,
        created_at: None,
        has_quantity: false,
        quantity: None,
        available_quantity: None,
        has_quantity_per_user: false,
        quantity_per_user: None,
        integration_metadata: None,
        ..offer.coupon.clone()
    };
    Some(Offer { coupon, usage: Usage::default(), ..offer.clone() })
}
