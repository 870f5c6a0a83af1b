//! Against guessing: to enter a code takes a token of its visitor's address, session and account, which comes back when the
//! code was no failure. Without a token every code is refused, as one that does not exist.
//!
//! A code that is refused with reasons that may be told (too small a cart) is no failure. The token is taken before anything is
//! looked up, so that many guesses at once are not more guesses. Codes that were entered before, and are in the cart, are
//! not counted again: the host names those that are new.

use super::Failure;
use super::price::{Keyed, find, offer, stored_coupon};
use super::redeem::{RedeemAnswer, RedeemCall, redeem as take_use};
use super::several::MAX_CODES;
use crate::cart::{Buyer, Cart, Clock};
use crate::code::CodeKey;
use crate::evaluate::{Decision, evaluate};
use crate::money::Locale;
use crate::redeem::{account, refusal};
use crate::shop::{Attempt, AttemptOutcome, Buckets, FoundCoupon, Shop, SiteState, Source};
use crate::wire::record::seldom;
use crate::wire::{Json, Key, Text};

/// The scope of the codes' buckets.
const CODES: &str = "code";
/// Failed attempts are shown for thirty days.
const NOTED_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Rows of them, at most.
const NOTED: u32 = 10_000;
/// Characters of a code that are not masked, at most.
const SHOWN: usize = 2;
/// Length of a masked code, at most: a longer one is none of ours.
const MASKED: usize = 32;
/// Stands in for a code that nobody has, so that looking it up is as much work as any other.
const STAND_IN: &str = r#"{"id":"STAND-IN","code":"STAND-IN","type":"PERCENTAGE","value":10,"conditions":[{"id":"cart_total","operator":">=","value":50}],"hasQuantity":true,"quantity":1,"availableQuantity":1}"#;

seldom! {
    /// Who enters a code.
    #[derive(Debug)]
    pub(super) struct Visitor<'a> {
        remote_address: Option<Text<'a>> => RemoteAddress,
        session: Option<Text<'a>> => Session,
        /// The one of the codes that is new; all of them when absent.
        code: Option<Text<'a>> => Code,
    }
}

impl<'a> Visitor<'a> {
    /// Whose tokens are taken. A guest's e-mail address is anybody's to type, so it has none.
    pub(super) fn source(&self, buyer: Option<&Buyer<'_>>) -> Source<'a> {
        let given = |text: &Option<Text<'a>>| text.clone().filter(|text| !text.is_empty());
        Source {
            remote_address: given(&self.remote_address).map(network),
            session: given(&self.session),
            holder: account(buyer).map(Text::Owned),
        }
    }
}

/// Groups of an IPv6 address, and those of them that a network hands out as one.
const GROUPS: usize = 8;
const NETWORK: usize = 4;

/// What counts as one address: one of IPv4, also where it is written as IPv6; of IPv6 the first half. The machinery of
/// `std::net` would be a good part of the module.
pub(super) fn network(address: Text<'_>) -> Text<'_> {
    if !address.contains(':') {
        return address;
    }
    if let Some((_, last)) = address.rsplit_once(':').filter(|(_, last)| last.contains('.')) {
        return Text::Owned(last.to_owned());
    }
    let (head, tail) = address.split_once("::").unwrap_or((&*address, ""));
    let groups = |half: &str| half.split(':').filter(|group| !group.is_empty()).fold(0, |count, _| count + 1);
    let gap = GROUPS.saturating_sub(groups(head) + groups(tail));
    let all =
        head.split(':').filter(|group| !group.is_empty()).chain(std::iter::repeat_n("", gap)).chain(tail.split(':'));
    let mut network = String::new();
    for group in all.take(NETWORK) {
        network.push_str(group.trim_start_matches('0'));
        network.push(':');
    }
    network.make_ascii_lowercase();
    Text::Owned(network)
}

/// The codes that are refused to a stranger, and how long to wait when it was for want of a token.
#[derive(Default, Debug)]
pub(super) struct Guarded {
    barred: Vec<CodeKey>,
    pub(super) wait_ms: Option<u32>,
}

impl Guarded {
    /// What is looked up for a code: for a refused one what nobody has, so that nothing can be learnt from the time it takes.
    pub(super) fn key(&self, code: &str) -> Option<CodeKey> {
        let key = CodeKey::fold(code)?;
        Some(if self.barred.contains(&key) { CodeKey::nobody() } else { key })
    }
}

/// The buckets of somebody who tries something.
pub(super) fn buckets<'a>(scope: Text<'a>, source: Source<'a>, site: &SiteState, at_ms: i64) -> Buckets<'a> {
    let limit = site.site.attempts.unwrap_or_default();
    Buckets { scope, source, at_ms, limit: limit.limit, wait_ms: limit.wait_ms() }
}

/// Keeps a failure where the back office sees it.
pub(super) fn note(
    buckets: &Buckets<'_>,
    code: Option<String>,
    outcome: AttemptOutcome,
    shop: &mut dyn Shop,
) -> Result<(), Failure> {
    let forget_before_ms = buckets.at_ms - NOTED_MS;
    Ok(shop.note_attempt(&Attempt { buckets, code, outcome, forget_before_ms, rows: NOTED })?)
}

/// A code as it may be shown to people who must not learn it: a quarter of its characters, and two at most.
fn masked(code: &str) -> String {
    let length = code.chars().take(MASKED).fold(0, |length, _| length + 1);
    let shown = SHOWN.min(length / 4);
    let hide = |(at, letter): (usize, char)| if at < shown && !letter.is_control() { letter } else { '•' };
    code.chars().take(MASKED).enumerate().map(hide).collect()
}

/// Takes a token for every code that is new, and gives it back for those that are no failure.
#[inline(never)]
pub(super) fn guard(
    visitor: Option<&Visitor<'_>>,
    codes: &[&Text<'_>],
    cart: &Cart<'_>,
    keyed: Option<Keyed<'_>>,
    shop: &mut dyn Shop,
) -> Result<Guarded, Failure> {
    let mut guarded = Guarded::default();
    // Too many codes are a fault of the call, which is told where they are read.
    let Some(visitor) = visitor.filter(|_| codes.len() <= MAX_CODES) else { return Ok(guarded) };
    let (site, clock) = (shop.site()?, shop.clock()?);
    let buckets = buckets(Text::Borrowed(CODES), visitor.source(cart.buyer.as_ref()), &site, clock.now_ms);
    let is_new = |code: &&&Text<'_>| visitor.code.as_ref().is_none_or(|new| CodeKey::fold(new) == CodeKey::fold(code));
    if visitor.code.is_some() && !codes.iter().any(|code| is_new(&code)) {
        return Err(Failure::fault("$.from.code", "not_allowed", "must be one of the codes"));
    }
    for code in codes.iter().filter(is_new) {
        let may = shop.take_tokens(&buckets)?;
        let key = CodeKey::fold(code);
        let looked_up = if may { key.clone() } else { None };
        let good = is_known(looked_up.unwrap_or_else(CodeKey::nobody), cart, keyed, &site, clock, shop)?;
        if may && good {
            shop.give_tokens(&buckets)?;
            continue;
        }
        let outcome = if may { AttemptOutcome::Refused } else { AttemptOutcome::Throttled };
        note(&buckets, Some(masked(code)), outcome, shop)?;
        guarded.barred.extend(key);
        if !may {
            guarded.wait_ms = Some(buckets.wait_ms);
        }
    }
    Ok(guarded)
}

/// Whether somebody with this cart may know that there is such a code; so may the order that has taken a use of it.
fn is_known(
    code_key: CodeKey,
    cart: &Cart<'_>,
    keyed: Option<Keyed<'_>>,
    site: &SiteState,
    clock: Clock,
    shop: &mut dyn Shop,
) -> Result<bool, Failure> {
    let found = find(shop, site, code_key, cart, clock, keyed)?;
    let there = found.coupon.is_some();
    let own = found.redemption.is_some();
    let found = if there { found } else { FoundCoupon { coupon: Some(STAND_IN.to_owned()), ..found } };
    let Some(coupon) = stored_coupon(&found)? else { return Ok(false) };
    let offer = offer(coupon, &found, site.clone(), clock, cart, Locale::En);
    let known = match evaluate(&offer, cart) {
        Decision::Applied(_) => true,
        Decision::Rejected(rejected) => rejected.is_public(),
    };
    Ok(there && (known || own))
}

/// [`redeem`](take_use), of codes that are entered with the order itself. What is refused for want of a token is not settled.
pub(super) fn redeem<'a>(call: RedeemCall<'a>, shop: &mut dyn Shop) -> Result<RedeemAnswer<'a>, Failure> {
    let codes: Vec<&Text<'_>> = call.code.iter().chain(call.codes.iter().flatten()).collect();
    let request = call.request()?;
    let guarded = guard(call.from.as_ref(), &codes, &call.cart, Some((&call.key, &request)), shop)?;
    let barred = |code: &&Text<'_>| CodeKey::fold(code).is_some_and(|key| guarded.barred.contains(&key));
    let Some(code) = codes.into_iter().find(barred).filter(|_| guarded.wait_ms.is_some()) else {
        return take_use(call, shop);
    };
    let mut json = Json::default();
    json.object(|fields| {
        let refused = refusal(code, call.cart.currency, call.locale);
        fields.field(Key::Answer, "rejected");
        fields.field(Key::Code, &refused.code);
        fields.field(Key::Reasons, &refused.reasons);
        fields.field(Key::WaitMs, &guarded.wait_ms);
    });
    Ok(RedeemAnswer::Rejected(json.into_text()))
}
