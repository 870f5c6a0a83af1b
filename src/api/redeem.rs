//! `redeem` and `release`: a use is taken for an order, or given back.

use super::Failure;
use super::guard::Visitor;
use super::price::{find, offer, stored_coupon};
use super::several::{self, Uses};
use crate::cart::{Cart, Clock};
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::evaluate::{Applied, Decision, Rejected, evaluate};
use crate::money::Locale;
use crate::reason::{Reason, Told};
use crate::redeem::{holder, refusal};
use crate::shop::{RedeemOutcome, Redemption, Shop, SiteState, StoredRedemption};
use crate::wire::record::{answer, seldom};
use crate::wire::{Json, Key, Raw, Text, Write};

seldom! {
    /// `redeem`.
    #[derive(Debug)]
    pub(super) struct RedeemCall<'a> {
        verb: Text<'a> => Verb,
        pub(super) key: Text<'a> => Key,
        pub(super) code: Option<Text<'a>> => Code,
        pub(super) codes: Option<Vec<Text<'a>>> => Codes,
        pub(super) cart: Cart<'a> => Cart,
        pub(super) from: Option<Visitor<'a>> => From,
        pub(super) locale: Locale => Locale or Locale::En,
    }
}

/// `redeemed`, or `rejected`; the latter is JSON already.
pub(super) enum RedeemAnswer<'a> {
    Redeemed { key: Text<'a>, applied: String },
    Rejected(String),
}

impl Write for RedeemAnswer<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            RedeemAnswer::Rejected(rejected) => json.raw(rejected),
            RedeemAnswer::Redeemed { key, applied } => json.object(|fields| {
                fields.field(Key::Answer, "redeemed");
                fields.field(Key::Key, key);
                fields.field(Key::Applied, &Raw(Text::Borrowed(applied)));
            }),
        }
    }
}

pub(super) fn redeem<'a>(call: RedeemCall<'a>, shop: &mut dyn Shop) -> Result<RedeemAnswer<'a>, Failure> {
    if call.key.is_empty() || call.key.len() > 128 {
        return Err(Failure::fault("$.key", "out_of_range", "must be 1 to 128 bytes"));
    }
    let code = match (&call.code, &call.codes) {
        (Some(code), None) => code,
        (None, Some(codes)) => {
            let uses = several::redeem(&call.key, codes, &call.cart, call.locale, shop)?;
            return Ok(match uses {
                Uses::Taken(applied) => RedeemAnswer::Redeemed { key: call.key.clone(), applied },
                Uses::Rejected(rejected) => RedeemAnswer::Rejected(rejected),
            });
        }
        _ => return Err(Failure::fault("$.code", "missing_field", "give `code` or `codes`")),
    };
    let site = shop.site()?;
    let unknown = || RedeemAnswer::Rejected(Json::of(&refusal(code, call.cart.currency, call.locale)));
    let Some(code_key) = CodeKey::fold(code) else { return Ok(unknown()) };
    let found = find(shop, &site, code_key.clone(), &call.cart, Some(&call.key))?;
    if let Some(stored) = found.redemption.clone() {
        return replayed(&call, &code_key, stored);
    }
    let Some(coupon) = stored_coupon(&found)? else { return Ok(unknown()) };
    let offer = offer(coupon, &found, site.clone(), shop, call.locale)?;
    match evaluate(&offer, &call.cart) {
        Decision::Rejected(rejected) => Ok(RedeemAnswer::Rejected(Json::of(&rejected))),
        Decision::Applied(applied) => take(&call, code_key, &offer.coupon, &applied, offer.clock, &site, shop),
    }
}

fn take<'a>(
    call: &RedeemCall<'a>,
    code_key: CodeKey,
    coupon: &Coupon<'_>,
    applied: &Applied<'_>,
    clock: Clock,
    site: &SiteState,
    shop: &mut dyn Shop,
) -> Result<RedeemAnswer<'a>, Failure> {
    let json = Json::of(applied);
    let outcome = shop.redeem(&Redemption {
        key: Text::Borrowed(&call.key),
        organization: Text::Borrowed(&site.organization.id),
        env: site.site.env,
        code_key: code_key.clone(),
        holder: holder(call.cart.buyer.as_ref()).map(Text::Owned),
        applied: Text::Borrowed(&json),
        at_ms: clock.now_ms,
    })?;
    let limit = coupon.limit_per_buyer().unwrap_or(0);
    match outcome {
        RedeemOutcome::Taken => Ok(RedeemAnswer::Redeemed { key: call.key.clone(), applied: json }),
        RedeemOutcome::Replayed(stored) => replayed(call, &code_key, stored),
        RedeemOutcome::Exhausted => Ok(lost(call, Reason::Exhausted { quantity: coupon.limit().unwrap_or(0) })),
        RedeemOutcome::HolderLimit => Ok(lost(call, Reason::CustomerLimit { limit, used: limit })),
    }
}

/// Somebody else was faster between the decision and the ledger.
fn lost<'a>(call: &RedeemCall<'a>, reason: Reason<'_>) -> RedeemAnswer<'a> {
    let told = Told::new(reason, call.cart.currency, 0, call.locale);
    RedeemAnswer::Rejected(Json::of(&Rejected { code: call.code.clone().unwrap_or_default(), reasons: vec![told] }))
}

/// The first answer again; a key stands for one code only.
fn replayed<'a>(
    call: &RedeemCall<'a>,
    code_key: &CodeKey,
    stored: StoredRedemption,
) -> Result<RedeemAnswer<'a>, Failure> {
    if stored.code_key != code_key.as_str() {
        return Err(Failure::fault("$.key", "key_conflict", "this key has taken a use of another code"));
    }
    Ok(RedeemAnswer::Redeemed { key: call.key.clone(), applied: stored.applied })
}

seldom! {
    /// `release`.
    #[derive(Debug)]
    pub(super) struct ReleaseCall<'a> {
        verb: Text<'a> => Verb,
        key: Text<'a> => Key,
        codes: Option<Vec<Text<'a>>> => Codes,
    }
}

answer! {
    /// `released`.
    #[derive(Debug)]
    pub(super) struct Released<'a> = "released" {
        key: Text<'a> => Key,
        changed: bool => Changed,
    }
}

pub(super) fn release<'a>(call: ReleaseCall<'a>, shop: &mut dyn Shop) -> Result<Released<'a>, Failure> {
    let changed = match &call.codes {
        Some(codes) => several::release(&call.key, codes, shop)?,
        None => {
            let clock = shop.clock()?;
            shop.release(&call.key, clock.now_ms)?
        }
    };
    Ok(Released { key: call.key, changed })
}
