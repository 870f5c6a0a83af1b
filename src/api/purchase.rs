//! `purchase`, `mint` and `cancelPurchase`: what becomes of the vouchers of an order as it is paid, and cancelled.

use super::Failure;
use crate::cart::Buyer;
use crate::code::{CodeKey, Pattern};
use crate::generate::draw;
use crate::redeem::{account, address};
use crate::shop::{
    AddIssues, CancelPurchase, HostFailure, Hosted, Issue, IssueCount, MintCodes, NewCode, NewIssue, Purchase,
    PurchasePlace, PurchasePolicy, Shop, SiteState,
};
use crate::voucher::{ID_PREFIX, Moments, PurchaseLine, VoucherTemplate, missing};
use crate::wire::record::{answer, seldom};
use crate::wire::{Json, Read, Text};

/// Codes that are made at once: what one transaction keeps, and one call of a small shop bears.
const PIECE: u32 = 500;
/// Longest id of an order.
const MAX_ID_BYTES: usize = 100;
/// How often a decision is made anew when somebody else was faster.
const ATTEMPTS: usize = 8;

seldom! {
    /// `purchase`: the order is paid.
    #[derive(Debug)]
    pub(super) struct PurchaseCall<'a> {
        verb: Text<'a> => Verb,
        order: Text<'a> => Order,
        buyer: Buyer<'a> => Buyer,
        lines: Vec<PurchaseLine<'a>> => Lines,
    }
}

answer! {
    /// `purchased`: how far the codes of an order are.
    #[derive(Debug)]
    pub(super) struct Purchased<'a> = "purchased" {
        order: Text<'a> => Order,
        owner: Option<String> => Owner,
        wanted: u32 => Wanted,
        made: u32 => Made,
        cancelled_at: Option<i64> => CancelledAt,
    }
}

pub(super) fn purchase<'a>(call: PurchaseCall<'a>, shop: &mut dyn Shop) -> Result<Purchased<'a>, Failure> {
    check(&call)?;
    let owner = account(Some(&call.buyer)).or_else(|| address(Some(&call.buyer)));
    let owner = owner.ok_or_else(|| Failure::fault("$.buyer", "missing_field", "give `id` or `email`"))?;
    let site = shop.site()?;
    for _ in 0..ATTEMPTS {
        let before = find(&call.order, &site, shop)?;
        // Of an order that was cancelled first, the payment comes too late.
        if before.as_ref().is_some_and(|before| before.cancelled_at.is_some()) {
            return Ok(told(call.order, before));
        }
        if before.as_ref().is_some_and(|before| before.owner != owner) {
            return Err(Failure::fault("$.buyer", "key_conflict", "somebody else paid for this order"));
        }
        let issues = issues(&call, before.as_ref(), &site, shop)?;
        let at_ms = shop.clock()?.now_ms;
        let add = AddIssues {
            organization: Text::Borrowed(&site.organization.id),
            env: site.site.env,
            order: Text::Borrowed(&call.order),
            owner: Text::Borrowed(&owner),
            issues,
            at_ms,
        };
        if add.issues.is_empty() || shop.add_issues(&add)? {
            // What is few is there at once; the rest comes piece by piece.
            piece(Some(&call.order), &site, shop)?;
            let after = find(&call.order, &site, shop)?;
            return Ok(told(call.order, after));
        }
    }
    Err(HostFailure("the order's vouchers changed with every look at them; try again".to_owned()).into())
}

fn check(call: &PurchaseCall<'_>) -> Result<(), Failure> {
    if !(1..=MAX_ID_BYTES).contains(&call.order.len()) {
        return Err(Failure::fault("$.order", "out_of_range", "must be 1 to 100 bytes"));
    }
    for (position, line) in call.lines.iter().enumerate() {
        if call.lines.iter().take(position).any(|other| other.id == line.id) {
            let path = ["$.lines[", &Json::of(&(position as u32)), "].id"].concat();
            return Err(Failure::fault(&path, "not_allowed", "another line has this id"));
        }
    }
    Ok(())
}

fn find(order: &str, site: &SiteState, shop: &mut dyn Shop) -> Hosted<Option<Purchase>> {
    let organization = Text::Borrowed(&*site.organization.id);
    shop.find_purchase(&PurchasePlace { organization, order: Text::Borrowed(order) })
}

fn told(order: Text<'_>, purchase: Option<Purchase>) -> Purchased<'_> {
    let issues = purchase.as_ref().map(|purchase| purchase.issues.as_slice()).unwrap_or_default();
    let sum = |of: fn(&IssueCount) -> u32| issues.iter().map(of).fold(0, u32::saturating_add);
    let (wanted, made) = (sum(|issue| issue.count), sum(|issue| issue.made));
    let (owner, cancelled_at) = purchase.map_or((None, None), |purchase| (Some(purchase.owner), purchase.cancelled_at));
    Purchased { order, owner, wanted, made, cancelled_at }
}

/// What is yet to be issued, by the templates as they are now.
fn issues(
    call: &PurchaseCall<'_>,
    before: Option<&Purchase>,
    site: &SiteState,
    shop: &mut dyn Shop,
) -> Result<Vec<NewIssue>, Failure> {
    let moments = Moments::new(shop.clock()?);
    let stored = shop.list_templates(&site.organization.id)?;
    let templates: Vec<_> = stored.iter().filter_map(|json| VoucherTemplate::from_json(json).ok()).collect();
    let mut issues = Vec::new();
    for (position, line) in call.lines.iter().enumerate() {
        let (count, number) = missing(line, before);
        if count == 0 {
            continue;
        }
        let path = ["$.lines[", &Json::of(&(position as u32)), "].voucherTemplate"].concat();
        let template = templates.iter().find(|template| line.voucher_template.as_ref() == Some(&template.id));
        let template = template.ok_or_else(|| {
            let message = "there is no template with this id; make it, then send this again";
            Failure::fault(&path, "unknown_template", message)
        })?;
        let end_at = template.end_at(&moments, shop)?.filter(|end| *end > moments.now_ms()).ok_or_else(|| {
            let message = "the codes of this template are over already; change its last day, then send this again";
            Failure::fault(&path, "template_over", message)
        })?;
        // The length keeps two orders apart whose ids run into those of their lines.
        let length = Json::of(&(call.order.len() as u32));
        let id = [ID_PREFIX, &length, ":", &call.order, ":", &line.id, ":", &Json::of(&number)].concat();
        issues.push(NewIssue {
            line: line.id.to_string(),
            number,
            count,
            template: template.id.to_string(),
            name: template.name.to_string(),
            pattern: template.coupon.code.to_string(),
            coupon: Json::of(&template.issued(id, &site.organization, moments.now_ms(), end_at)),
            end_at,
        });
    }
    Ok(issues)
}

seldom! {
    /// `mint`: makes a piece of the codes that are still wanted, of one order or of the oldest.
    #[derive(Debug)]
    pub(super) struct MintCall<'a> {
        verb: Text<'a> => Verb,
        order: Option<Text<'a>> => Order,
    }
}

/// `purchased` of the order that was asked for, or `minted`.
pub(super) enum MintAnswer<'a> {
    Order(Purchased<'a>),
    Any(Minted),
}

answer! {
    /// `minted`: whether a piece was made, of any order.
    pub(super) struct Minted = "minted" {
        changed: bool => Changed,
    }
}

impl crate::wire::Write for MintAnswer<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            MintAnswer::Order(purchased) => purchased.write(json),
            MintAnswer::Any(minted) => minted.write(json),
        }
    }
}

pub(super) fn mint<'a>(call: MintCall<'a>, shop: &mut dyn Shop) -> Result<MintAnswer<'a>, Failure> {
    let site = shop.site()?;
    let changed = piece(call.order.as_deref(), &site, shop)?;
    let Some(order) = call.order else { return Ok(MintAnswer::Any(Minted { changed })) };
    let purchase = find(&order, &site, shop)?;
    Ok(MintAnswer::Order(told(order, purchase)))
}

/// Makes one piece; whether there was anything to make.
fn piece(order: Option<&str>, site: &SiteState, shop: &mut dyn Shop) -> Hosted<bool> {
    let organization = &*site.organization.id;
    let Some(Issue { id, count, made, pattern }) = shop.next_issue(organization, order)? else { return Ok(false) };
    let broken = || HostFailure("the pattern of issued codes cannot be read".to_owned());
    let pattern = Pattern::new(&pattern).ok_or_else(broken)?;
    let drawn = draw(&pattern, count.saturating_sub(made).min(PIECE), shop)?;
    let new = |code: String| CodeKey::fold(&code).map(|key| NewCode { code, key });
    let codes = drawn.into_iter().filter_map(new).collect();
    let at_ms = shop.clock()?.now_ms;
    shop.mint_codes(&MintCodes { organization: Text::Borrowed(organization), id: id.into(), made, codes, at_ms })?;
    Ok(true)
}

seldom! {
    /// `cancelPurchase`.
    #[derive(Debug)]
    pub(super) struct CancelCall<'a> {
        verb: Text<'a> => Verb,
        order: Text<'a> => Order,
    }
}

answer! {
    /// `purchaseCancelled`.
    #[derive(Debug)]
    pub(super) struct PurchaseCancelled<'a> = "purchaseCancelled" {
        order: Text<'a> => Order,
        changed: bool => Changed,
        blocked: u32 => Blocked,
    }
}

/// Its codes stay as they are unless the shop owner has chosen otherwise (P8).
pub(super) fn cancel<'a>(call: CancelCall<'a>, shop: &mut dyn Shop) -> Result<PurchaseCancelled<'a>, Failure> {
    let (site, settings) = (shop.site()?, shop.voucher_settings()?);
    let at_ms = shop.clock()?.now_ms;
    let cancelled = shop.cancel_purchase(&CancelPurchase {
        organization: Text::Borrowed(&site.organization.id),
        order: Text::Borrowed(&call.order),
        block: settings.cancelled_purchase == PurchasePolicy::Block,
        at_ms,
    })?;
    Ok(PurchaseCancelled { order: call.order, changed: cancelled.changed, blocked: cancelled.blocked })
}
