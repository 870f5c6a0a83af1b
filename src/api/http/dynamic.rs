//! `POST /api/dynamicCoupons` (D2): one coupon with a unique code, on demand.

use super::reply::Reply;
use super::{HttpCall, stored};
use crate::code::{CodeKey, Pattern};
use crate::condition::Rule;
use crate::coupon::{Coupon, Kind};
use crate::generate::{GUESS_FLOOR_BITS, draw, guess_bits, symbols_needed};
use crate::money::{Currency, Decimal};
use crate::shop::{InsertCodes, NewCode, Shop, SiteState};
use crate::wire::record::seldom;
use crate::wire::{Faults, Json, Text};

const DEFAULT_LIFETIME_SECONDS: u32 = 30 * 24 * 60 * 60;
/// Ten years.
const MAX_LIFETIME_SECONDS: u32 = 10 * 365 * 24 * 60 * 60;
/// A pattern must be hard to guess for as many live codes as this: requests come one by one, and nobody plans how many.
const LIVE_CODES: u64 = 1 << 20;
/// Codes that are drawn before giving up: with 40 free bits a second collision in a row hardly ever happens.
const DRAWS: u32 = 8;

seldom! {
    /// What the coupon is to be.
    #[derive(Debug)]
    struct DynamicCouponBody<'a> {
        kind: Kind => Type,
        value: Decimal => Value,
        currency: Option<Currency> => Currency,
        name: Option<Text<'a>> => Name,
        pattern: Option<Pattern> => Pattern,
        lifetime_seconds: u32 => LifetimeSeconds or DEFAULT_LIFETIME_SECONDS,
        conditions: Vec<Rule<'a>> => Conditions or Vec::new(),
    }
}

pub(super) fn create(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let scope = call.require_private_key(shop)?;
    let claim = call.claim(&scope, shop)?;
    let answer = created(call, shop);
    claim.settle(answer, shop)
}

fn created(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let site = shop.site()?;
    if !site.site.creates_coupons() {
        return Err(Reply::error(403, "dynamic_coupons_off", "dynamic coupons are not active in this shop"));
    }
    let body: DynamicCouponBody<'_> = call.json()?;
    let pattern = body.pattern.clone().or_else(|| Pattern::new(Pattern::DEFAULT));
    let pattern = pattern.ok_or_else(|| Reply::fault("$.pattern", "not_allowed", "no pattern"))?;
    if guess_bits(&pattern, LIVE_CODES) < GUESS_FLOOR_BITS {
        let message =
            format!("codes of this pattern could be guessed; use at least {} `#`", symbols_needed(LIVE_CODES));
        return Err(Reply::fault("$.pattern", "too_guessable", message));
    }
    let now_ms = shop.clock()?.now_ms;
    let coupon = insert(coupon(body, pattern.as_str(), &site, now_ms)?, &pattern, &site, now_ms, shop)?;
    shop.publish(site.site.env, &Json::of(&coupon))?;
    Ok(Reply::json(201, &coupon))
}

/// The coupon, good for one use, from now on; the pattern stands in for its code.
fn coupon<'a>(
    body: DynamicCouponBody<'a>,
    pattern: &'a str,
    site: &SiteState,
    now_ms: i64,
) -> Result<Coupon<'a>, Reply> {
    if body.kind == Kind::Value && body.currency.is_none() {
        return Err(Reply::fault("$.currency", "missing_field", "`currency` is required with `VALUE`"));
    }
    if !(1..=MAX_LIFETIME_SECONDS).contains(&body.lifetime_seconds) {
        return Err(Reply::fault("$.lifetimeSeconds", "out_of_range", "must be between 1 and 315360000"));
    }
    let currency = body.currency.unwrap_or(site.organization.currency);
    let mut coupon = Coupon {
        name: body.name,
        kind: body.kind,
        value: body.value,
        currency: Some(currency),
        conditions: body.conditions,
        created_at: Some(now_ms),
        start_at: Some(now_ms),
        end_at: Some(now_ms + i64::from(body.lifetime_seconds) * 1000),
        has_quantity: true,
        quantity: Some(1),
        available_quantity: Some(1),
        ..Coupon::new(pattern)
    };
    coupon.value_mask = Some(coupon.mask(currency, site.organization.locale).into());
    let mut faults = Faults::default();
    coupon.faults(|field, fault, message| faults.add_at(format!("$.{field}"), fault, message));
    if faults.is_empty() { Ok(coupon) } else { Err(Reply::faults(faults.into_vec())) }
}

/// Gives the coupon a code that is new to the shop, and stores it.
fn insert<'a>(
    mut coupon: Coupon<'a>,
    pattern: &Pattern,
    site: &SiteState,
    now_ms: i64,
    shop: &mut dyn Shop,
) -> Result<Coupon<'a>, Reply> {
    for _ in 0..DRAWS {
        let drawn = draw(pattern, 1, shop)?.into_iter().next();
        let Some((code, key)) = drawn.and_then(|code| CodeKey::fold(&code).map(|key| (code, key))) else { continue };
        coupon.id = Some(Text::Owned(code.clone()));
        coupon.code = Text::Owned(code.clone());
        let collided = shop.insert_codes(&InsertCodes {
            organization: Text::Borrowed(&site.organization.id),
            env: site.site.env,
            coupon: stored(&coupon)?.into(),
            pattern: Text::Borrowed(pattern.as_str()),
            codes: vec![NewCode { code, key }],
            at_ms: now_ms,
        })?;
        if collided.is_empty() {
            return Ok(coupon);
        }
    }
    Err(Reply::error(503, "unavailable", "no unused code was found; use a longer pattern"))
}
