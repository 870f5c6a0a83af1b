//! `hold`, `commit`, `redeem` and `release`: uses are kept for an order, taken, or given back.

use super::Failure;
use super::guard::{Guarded, Visitor};
use super::price::{offer, stored_coupon};
use super::several::{self, Entered, Uses, enter};
use crate::cart::{Cart, Clock};
use crate::code::CodeKey;
use crate::evaluate::{Decision, Rejected, evaluate};
use crate::money::{Currency, Locale};
use crate::reason::{Reason, Told};
use crate::redeem::{account, address, refusal};
use crate::shop::{
    FindCoupon, HostFailure, RedeemOutcome, Redeemed, Redemption, RedemptionState, Shop, SiteState, StoredRedemption,
    UsePolicy,
};
use crate::wire::record::{answer, seldom};
use crate::wire::{Json, Key, Raw, Text, Write};

/// A hold of which nothing else is said.
const LIFETIME_SECONDS: u32 = 1_800;
const MAX_LIFETIME_SECONDS: u32 = 2_592_000;
/// How often a decision is made anew when what it rests on was changed meanwhile.
const ATTEMPTS: usize = 8;

seldom! {
    /// `hold` and `redeem`.
    #[derive(Debug)]
    pub(super) struct RedeemCall<'a> {
        verb: Text<'a> => Verb,
        pub(super) key: Text<'a> => Key,
        pub(super) code: Option<Text<'a>> => Code,
        pub(super) codes: Option<Vec<Text<'a>>> => Codes,
        pub(super) cart: Cart<'a> => Cart,
        lifetime_seconds: Option<u32> => LifetimeSeconds,
        pub(super) from: Option<Visitor<'a>> => From,
        pub(super) locale: Locale => Locale or Locale::En,
    }
}

/// `held`, `redeemed`, or `rejected`; the latter is JSON already.
pub(super) enum RedeemAnswer<'a> {
    Taken { key: Text<'a>, applied: String, end_at: Option<i64> },
    Rejected(String),
}

impl Write for RedeemAnswer<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            RedeemAnswer::Rejected(rejected) => json.raw(rejected),
            RedeemAnswer::Taken { key, applied, end_at } => json.object(|fields| {
                fields.field(Key::Answer, if end_at.is_some() { "held" } else { "redeemed" });
                fields.field(Key::Key, key);
                fields.field(Key::EndAt, end_at);
                fields.field(Key::Applied, &Raw(Text::Borrowed(applied)));
            }),
        }
    }
}

pub(super) fn redeem<'a>(call: RedeemCall<'a>, shop: &mut dyn Shop) -> Result<RedeemAnswer<'a>, Failure> {
    check_key(&call.key)?;
    let lifetime = call.lifetime()?;
    let request = call.request()?;
    let site = shop.site()?;
    for _ in 0..ATTEMPTS {
        let clock = shop.clock()?;
        let end_at = lifetime.map(|seconds| clock.now_ms.saturating_add(i64::from(seconds) * 1_000));
        if let Some(answer) = attempt(&call, &request, &site, clock, end_at, shop)? {
            return Ok(answer);
        }
    }
    Err(HostFailure("what is left of a coupon changed with every look at it; try again".to_owned()).into())
}

impl<'a> RedeemCall<'a> {
    fn codes(&self) -> Result<&[Text<'a>], Failure> {
        match (&self.code, &self.codes) {
            (Some(code), None) => Ok(std::slice::from_ref(code)),
            (None, Some(codes)) => Ok(codes),
            _ => Err(Failure::fault("$.code", "missing_field", "give `code` or `codes`")),
        }
    }

    /// Seconds that a hold lasts; `None` for a use at once.
    fn lifetime(&self) -> Result<Option<u32>, Failure> {
        match (self.lifetime_seconds, &*self.verb == "hold") {
            (None, false) => Ok(None),
            (Some(_), false) => Err(Failure::fault("$.lifetimeSeconds", "not_allowed", "goes with `hold`")),
            (Some(seconds), true) if !(1..=MAX_LIFETIME_SECONDS).contains(&seconds) => {
                Err(Failure::fault("$.lifetimeSeconds", "out_of_range", "must be between 1 and 2592000"))
            }
            (seconds, true) => Ok(Some(seconds.unwrap_or(LIFETIME_SECONDS))),
        }
    }

    /// What a key stands for: the codes, and the goods with their prices. Not the buyer, of whom later calls may know more.
    pub(super) fn request(&self) -> Result<String, Failure> {
        let key = |code: &Text<'a>| CodeKey::fold(code).map_or_else(String::new, |key| key.as_str().to_owned());
        let keys: Vec<String> = self.codes()?.iter().map(key).collect();
        let mut json = Json::default();
        json.object(|fields| {
            fields.field(Key::Codes, &keys);
            fields.field(Key::Currency, &self.cart.currency);
            fields.field(Key::ShippingMinor, &self.cart.shipping_as_priced_minor());
            for line in &self.cart.lines {
                fields.field(Key::Product, &line.product);
                fields.field(Key::Quantity, &line.quantity);
                fields.field(Key::UnitPriceMinor, &line.unit_price_minor);
                fields.field(Key::UnitPrice, &line.unit_price);
            }
        });
        Ok(json.into_text())
    }
}

fn check_key(key: &str) -> Result<(), Failure> {
    match key.len() {
        1..=128 => Ok(()),
        _ => Err(Failure::fault("$.key", "out_of_range", "must be 1 to 128 bytes")),
    }
}

/// `None` when what the decision rests on has changed meanwhile.
fn attempt<'a>(
    call: &RedeemCall<'a>,
    request: &str,
    site: &SiteState,
    clock: Clock,
    end_at: Option<i64>,
    shop: &mut dyn Shop,
) -> Result<Option<RedeemAnswer<'a>>, Failure> {
    let keyed = Some((&*call.key, request));
    let entered = enter(call.codes()?, &call.cart, keyed, &Guarded::default(), site, clock, shop)?;
    if let Some(stored) = entered.iter().find_map(|entered| entered.found.redemption.clone()) {
        return replayed(call, stored, shop).map(Some);
    }
    let uses = match (&call.code, entered.first()) {
        (Some(_), Some(entered)) => one(entered, &call.cart, site, clock, call.locale)?,
        _ => several::uses(&entered, &call.cart, site, clock, call.locale)?,
    };
    let (applied, codes) = match uses {
        Uses::Taken { applied, codes } => (applied, codes),
        Uses::Rejected(rejected) => return Ok(Some(RedeemAnswer::Rejected(rejected))),
    };
    let buyer = call.cart.buyer.as_ref();
    let Redeemed { outcome, code_key, redemption } = shop.redeem(&Redemption {
        key: Text::Borrowed(&call.key),
        request: Text::Borrowed(request),
        organization: Text::Borrowed(&site.organization.id),
        env: site.site.env,
        codes,
        holder: account(buyer).map(Text::Owned),
        email: address(buyer).map(Text::Owned),
        applied: Text::Borrowed(&applied),
        at_ms: clock.now_ms,
        end_at,
    })?;
    match (outcome, redemption) {
        (RedeemOutcome::Taken, _) => Ok(Some(RedeemAnswer::Taken { key: call.key.clone(), applied, end_at })),
        (RedeemOutcome::Stale, _) => Ok(None),
        (RedeemOutcome::Replayed, Some(stored)) => replayed(call, stored, shop).map(Some),
        _ => lost(outcome, code_key, site, call.locale, shop).map(Some),
    }
}

/// The use of a single code.
fn one(
    entered: &Entered<'_>,
    cart: &Cart<'_>,
    site: &SiteState,
    clock: Clock,
    locale: Locale,
) -> Result<Uses, Failure> {
    let Some(coupon) = stored_coupon(&entered.found)? else {
        return Ok(Uses::Rejected(Json::of(&refusal(entered.code, cart.currency, locale))));
    };
    let offer = offer(coupon, &entered.found, site.clone(), clock, cart, locale);
    Ok(match evaluate(&offer, cart) {
        Decision::Rejected(rejected) => Uses::Rejected(Json::of(&rejected)),
        Decision::Applied(applied) => {
            let codes = entered.taken(&offer.coupon, applied.discount_minor, cart).into_iter().collect();
            Uses::Taken { applied: Json::of(&*applied), codes }
        }
    })
}

/// The first answer again; a key stands for one set of facts only.
fn replayed<'a>(
    call: &RedeemCall<'a>,
    stored: StoredRedemption,
    shop: &mut dyn Shop,
) -> Result<RedeemAnswer<'a>, Failure> {
    if !stored.known {
        return Err(Failure::fault("$.key", "key_conflict", "this key stands for other codes or another cart"));
    }
    let is_hold = &*call.verb == "hold";
    if !is_hold && stored.state == RedemptionState::Held {
        return committed(call.key.clone(), call.locale, shop);
    }
    let end_at = stored.end_at.filter(|_| is_hold);
    Ok(RedeemAnswer::Taken { key: call.key.clone(), applied: stored.applied, end_at })
}

/// Why there is no use: somebody else was faster between the decision and the ledger, or than a late `commit`.
fn lost<'a>(
    outcome: RedeemOutcome,
    code_key: Option<String>,
    site: &SiteState,
    locale: Locale,
    shop: &mut dyn Shop,
) -> Result<RedeemAnswer<'a>, Failure> {
    let code_key = code_key.unwrap_or_default();
    let Some(folded) = CodeKey::fold(&code_key) else {
        return Err(HostFailure("the shop refused a use, and did not say of which code".to_owned()).into());
    };
    let organization = Text::Borrowed(&*site.organization.id);
    let found = shop.find_coupon(&FindCoupon::place(organization, site.site.env, folded))?;
    let coupon = stored_coupon(&found)?;
    let limit = coupon.as_ref().and_then(|coupon| coupon.limit_per_buyer()).unwrap_or(0);
    let campaign = coupon.as_ref().and_then(|coupon| coupon.campaign);
    let reason = match outcome {
        RedeemOutcome::HolderLimit => Reason::CustomerLimit { limit, used: limit },
        RedeemOutcome::CampaignLimit => {
            Reason::CampaignExhausted { quantity: campaign.and_then(|limit| limit.quantity).unwrap_or(0) }
        }
        RedeemOutcome::BudgetLimit => {
            Reason::BudgetSpent { allowed: campaign.and_then(|limit| limit.discount_minor).unwrap_or(0) }
        }
        _ => Reason::Exhausted { quantity: coupon.as_ref().and_then(|coupon| coupon.limit()).unwrap_or(0) },
    };
    let currency: Currency = site.organization.currency;
    let code = coupon.map_or(Text::Borrowed(&*code_key), |coupon| coupon.code);
    let rejected = Rejected { code, reasons: vec![Told::new(reason, currency, 0, locale)] };
    Ok(RedeemAnswer::Rejected(Json::of(&rejected)))
}

seldom! {
    /// `commit`.
    #[derive(Debug)]
    pub(super) struct CommitCall<'a> {
        verb: Text<'a> => Verb,
        key: Text<'a> => Key,
        locale: Locale => Locale or Locale::En,
    }
}

pub(super) fn commit<'a>(call: CommitCall<'a>, shop: &mut dyn Shop) -> Result<RedeemAnswer<'a>, Failure> {
    check_key(&call.key)?;
    committed(call.key, call.locale, shop)
}

fn committed<'a>(key: Text<'a>, locale: Locale, shop: &mut dyn Shop) -> Result<RedeemAnswer<'a>, Failure> {
    let clock = shop.clock()?;
    let Redeemed { outcome, code_key, redemption } = shop.commit(&key, clock.now_ms)?;
    match (outcome, redemption) {
        (RedeemOutcome::Taken | RedeemOutcome::Replayed, Some(stored)) => {
            Ok(RedeemAnswer::Taken { key, applied: stored.applied, end_at: None })
        }
        (RedeemOutcome::Unknown, _) => Err(Failure::fault(
            "$.key",
            "unknown_key",
            "nothing was held under this key; `redeem` with the cart instead",
        )),
        _ => lost(outcome, code_key, &shop.site()?, locale, shop),
    }
}

seldom! {
    /// `release`.
    #[derive(Debug)]
    pub(super) struct ReleaseCall<'a> {
        verb: Text<'a> => Verb,
        key: Text<'a> => Key,
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
    let clock = shop.clock()?;
    // What an order has used stays used unless the shop owner has chosen otherwise (P8).
    let keep = shop.voucher_settings()?.cancelled_use == UsePolicy::Keep;
    let changed = shop.release(&call.key, keep, clock.now_ms)?;
    Ok(Released { key: call.key, changed })
}
