//! `/api/voucher16274`: a merchant or an app asks for a voucher, and redeems it (P5). The number is the shop's.

use super::HttpCall;
use super::reply::Reply;
use crate::api::guard::{buckets, network, note};
use crate::code::CodeKey;
use crate::shop::{
    ApiKeyKind, AttemptOutcome, FindVoucher, RedeemVoucher, Shop, SiteState, Source, StoredVoucher, VoucherSettings,
};
use crate::voucher::{Moments, VoucherAnswer, ledger_key};
use crate::wire::record::seldom;
use crate::wire::{Json, Text};

/// The scope of the buckets of those who ask without a key.
const SCOPE: &str = "voucher";
/// Longest name of a merchant.
const MAX_MERCHANT_BYTES: usize = 64;
/// How often a voucher is looked at again that was there and could not be taken.
const ATTEMPTS: usize = 8;

seldom! {
    #[derive(Debug)]
    struct VoucherBody<'a> {
        code: Option<Text<'a>> => Code,
        merchant: Option<Text<'a>> => MerchantIdParameter,
    }
}

pub(super) fn ask(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.query_of(&["code", "merchant_id"])?;
    answer(call, call.query("code"), call.query("merchant_id"), "query.merchant_id", shop)
}

pub(super) fn redeem(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.query_of(&[])?;
    let body: VoucherBody<'_> = call.json()?;
    answer(call, body.code.as_deref(), body.merchant.as_deref(), "$.merchant_id", shop)
}

fn answer(
    call: &HttpCall<'_>,
    code: Option<&str>,
    merchant: Option<&str>,
    path: &str,
    shop: &mut dyn Shop,
) -> Result<Reply, Reply> {
    let settings = shop.voucher_settings()?;
    if call.path.strip_prefix("/api/voucher") != Some(&*Json::of(&settings.number)) {
        return Err(Reply::error(404, "not_found", "there is nothing at this address"));
    }
    let trusted = call.holds_key(&settings, shop)?;
    if merchant.is_some_and(|id| !is_merchant(id)) {
        let message = "must be 1 to 64 bytes that can be seen; leave it out to ask without redeeming";
        return Err(Reply::fault(path, "out_of_range", message));
    }
    let (site, clock) = (shop.site()?, shop.clock()?);
    let moments = Moments::new(clock);
    let Some(code_key) = code.and_then(CodeKey::fold) else {
        return Ok(Reply::json(200, &VoucherAnswer::Invalid));
    };
    let organization = Text::Borrowed(&*site.organization.id);
    let find = FindVoucher { organization, env: site.site.env, code_key, at_ms: clock.now_ms };
    let found = if trusted { shop.find_voucher(&find)? } else { call.guarded(&find, &site, moments, shop)? };
    // `HEAD` looks, and changes nothing.
    let Some(merchant) = merchant.filter(|_| call.method != "HEAD") else {
        return Ok(Reply::json(200, &VoucherAnswer::of(found.as_ref(), &moments, shop)?));
    };
    let scope = ["voucher ", &site.organization.id, " ", merchant].concat();
    let claim = call.claim(&scope, shop)?;
    let answer = redeemed(&find, found, merchant, moments, shop);
    claim.settle(answer, shop)
}

/// A name that a table can show: neither nothing to see, nor what turns the text round it about.
fn is_merchant(id: &str) -> bool {
    let turns = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    (1..=MAX_MERCHANT_BYTES).contains(&id.len()) && !id.trim().is_empty() && !id.chars().any(turns)
}

/// Whoever wins the ledger's one use is told so; everybody else, that it was used.
fn redeemed(
    find: &FindVoucher<'_>,
    mut found: Option<StoredVoucher>,
    merchant: &str,
    moments: Moments,
    shop: &mut dyn Shop,
) -> Result<Reply, Reply> {
    let key = ledger_key(&find.organization, find.env.word(), find.code_key.as_str());
    for _ in 0..ATTEMPTS {
        let valid_until = match VoucherAnswer::of(found.as_ref(), &moments, shop)? {
            VoucherAnswer::Valid { valid_until, .. } => valid_until,
            other => return Ok(Reply::json(200, &other)),
        };
        let taken = shop.redeem_voucher(&RedeemVoucher {
            organization: find.organization.clone(),
            env: find.env,
            code_key: find.code_key.clone(),
            key: Text::Borrowed(&key),
            merchant_id: Text::Borrowed(merchant),
            at_ms: moments.now_ms(),
        })?;
        if taken {
            let redeemed = Some((moments.text(moments.now_ms(), shop)?, merchant.to_owned()));
            return Ok(Reply::json(200, &VoucherAnswer::Valid { valid_until, redeemed }));
        }
        found = shop.find_voucher(find)?;
    }
    let message = "the voucher changed with every look at it; nothing was redeemed; try again in a moment";
    Err(Reply::error(503, "unavailable", message).with_header("retry-after", "2".to_owned()))
}

impl HttpCall<'_> {
    /// Whether the caller has a key that redeems vouchers. A wrong one is refused, and so is none where the shop asks for one.
    fn holds_key(&self, settings: &VoucherSettings, shop: &mut dyn Shop) -> Result<bool, Reply> {
        match self.bearer() {
            None if !settings.require_key => Ok(false),
            Some(key)
                if shop.authenticate(ApiKeyKind::Merchant, key)? || shop.authenticate(ApiKeyKind::Private, key)? =>
            {
                Ok(true)
            }
            _ => Err(Reply::unauthorized("send `Authorization: Bearer` and a merchant's key of this shop")),
        }
    }

    /// The voucher, for a stranger: a code that is none costs a token of the address that it was asked from.
    fn guarded(
        &self,
        find: &FindVoucher<'_>,
        site: &SiteState,
        moments: Moments,
        shop: &mut dyn Shop,
    ) -> Result<Option<StoredVoucher>, Reply> {
        let remote_address = self.remote_address.clone().filter(|address| !address.is_empty()).map(network);
        let source = Source { remote_address, session: None, holder: None };
        let buckets = buckets(Text::Borrowed(SCOPE), source, site, moments.now_ms());
        let unavailable =
            |_| Reply::error(503, "unavailable", "the shop cannot answer right now; try again in a moment");
        if !shop.take_tokens(&buckets)? {
            note(&buckets, None, AttemptOutcome::Throttled, shop).map_err(unavailable)?;
            let seconds = Json::of(&buckets.wait_ms.div_ceil(1000));
            let message = "too many wrong codes came from this address; wait, or send a merchant's key";
            return Err(Reply::error(429, "too_many_attempts", message).with_header("retry-after", seconds));
        }
        let found = shop.find_voucher(find)?;
        match &found {
            Some(_) => shop.give_tokens(&buckets)?,
            None => note(&buckets, None, AttemptOutcome::Refused, shop).map_err(unavailable)?,
        }
        Ok(found)
    }
}
