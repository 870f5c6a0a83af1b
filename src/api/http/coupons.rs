//! `/api/coupons`: what was saved is read, switched off and on, and deleted while nobody has used it.

use super::HttpCall;
use super::caller::Caller;
use super::list;
use super::reply::Reply;
use crate::code::CodeKey;
use crate::shop::{DeleteOutcome, Env, FindCoupon, ListCoupons, ListedCoupon, Shop};
use crate::wire::{Faults, Text};

const MAX_LIMIT: u32 = 100;

pub(super) fn list(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let caller = call.caller(shop)?;
    let mut faults = Faults::default();
    call.only(&["active", "cursor", "env", "limit", "prefix"], &mut faults);
    let env = call.env(&caller, &mut faults);
    let active = call.word("active", &["true", "false"], &mut faults).map(|word| word == "true");
    let prefix = call.query("prefix").and_then(|text| {
        let key = CodeKey::fold(text);
        if key.is_none() {
            faults.add_at("query.prefix".to_owned(), "not_allowed", "must be the beginning of a code");
        }
        key
    });
    let limit = call.number("limit").unwrap_or(list::PAGE);
    if !(1..=MAX_LIMIT).contains(&limit) {
        faults.add_at("query.limit".to_owned(), "out_of_range", "must be between 1 and 100");
    }
    let cursor = call.cursor(&mut faults);
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    let organization = Text::Borrowed(&*caller.organization.id);
    list::page(ListCoupons { organization, env: Some(env), active, prefix, cursor, limit }, shop)
}

pub(super) fn read(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let caller = call.caller(shop)?;
    Ok(Reply::json(200, &Named::of(call, "", &caller, shop)?.listed))
}

pub(super) fn activate(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    manage(call, "/activate", shop, |named, shop| named.switch(true, shop))
}

pub(super) fn deactivate(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    manage(call, "/deactivate", shop, |named, shop| named.switch(false, shop))
}

pub(super) fn delete(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    manage(call, "", shop, |named, shop| match shop.delete_coupon(&named.place)? {
        DeleteOutcome::Deleted => Ok(Reply::json(200, &named.listed)),
        DeleteOutcome::Unknown => Err(unknown()),
        DeleteOutcome::InUse => {
            Err(Reply::error(409, "in_use", "this coupon was used or bought already; deactivate it instead"))
        }
    })
}

type Change = fn(Named<'_>, &mut dyn Shop) -> Result<Reply, Reply>;

/// Changes the coupon that the path names, once for each idempotency key.
fn manage(call: &HttpCall<'_>, behind: &str, shop: &mut dyn Shop, change: Change) -> Result<Reply, Reply> {
    let caller = call.caller(shop)?;
    let claim = call.claim(&caller.scope, shop)?;
    let answer = Named::of(call, behind, &caller, shop).and_then(|named| change(named, shop));
    claim.settle(answer, shop)
}

/// The coupon that a path names.
struct Named<'a> {
    place: FindCoupon<'a>,
    listed: ListedCoupon,
}

impl<'a> Named<'a> {
    /// `behind` is what stands in the path behind the code.
    fn of(call: &HttpCall<'_>, behind: &str, caller: &'a Caller, shop: &mut dyn Shop) -> Result<Named<'a>, Reply> {
        let mut faults = Faults::default();
        call.only(&["env"], &mut faults);
        let env = call.env(caller, &mut faults);
        if !faults.is_empty() {
            return Err(Reply::faults(faults.into_vec()));
        }
        let code = call.path.strip_prefix("/api/coupons/").and_then(|code| code.strip_suffix(behind));
        let code_key = code.and_then(CodeKey::fold).ok_or_else(unknown)?;
        let organization = Text::Borrowed(&*caller.organization.id);
        let place = FindCoupon::place(organization, env, code_key);
        let found = shop.find_coupon(&place)?;
        let (coupon, code) = found.coupon.zip(found.code).ok_or_else(unknown)?;
        Ok(Named { place, listed: ListedCoupon { env, redeemed: found.redeemed, coupon, code, active: found.active } })
    }

    fn switch(mut self, active: bool, shop: &mut dyn Shop) -> Result<Reply, Reply> {
        let now_ms = shop.clock()?.now_ms;
        if !shop.set_active(&self.place, active, now_ms)? {
            return Err(unknown());
        }
        self.listed.active = active;
        Ok(Reply::json(200, &self.listed))
    }
}

fn unknown() -> Reply {
    Reply::error(404, "unknown_coupon", "there is no coupon with this code in this environment")
}

impl HttpCall<'_> {
    /// The environment that is meant: the shop's own unless the query names one.
    fn env(&self, caller: &Caller, faults: &mut Faults) -> Env {
        let word = self.word("env", &["dev", "prod"], faults);
        word.and_then(Env::from_word).unwrap_or(caller.site.site.env)
    }
}
