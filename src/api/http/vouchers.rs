//! `/api/admin/vouchers`: what the back office sees and chooses of vouchers (P2, P8).

use super::HttpCall;
use super::list::PAGE;
use super::reply::Reply;
use crate::api::vouchers::Voucher;
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::shop::{
    Env, FindVoucher, ListVouchers, ListedVouchers, SaveTemplate, Shop, VoucherEvent, VoucherSettings, VoucherSort,
    VoucherStatus,
};
use crate::voucher::{Moments, VoucherTemplate};
use crate::wire::record::written;
use crate::wire::{Faults, Json, Raw, Read, Text};

/// Most roles, and longest name of one.
const MAX_ROLES: usize = 50;
const MAX_ROLE_BYTES: usize = 64;
/// Templates of one shop.
const MAX_TEMPLATES: usize = 200;

written! {
    struct VoucherPage {
        vouchers: Vec<Voucher> => Vouchers,
        cursor: Option<String> => Cursor,
        previous: Option<String> => Previous,
    }
}

/// Every voucher of an environment, the newest first; by code where the beginning of one is given.
pub(super) fn list(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let site = shop.site()?;
    let mut faults = Faults::default();
    call.only(&["back", "cursor", "env", "order", "owner", "prefix", "status"], &mut faults);
    let env = call.word("env", &["dev", "prod"], &mut faults).and_then(Env::from_word).unwrap_or(site.site.env);
    let words: Vec<&str> = VoucherStatus::ALL.iter().map(|status| status.word()).collect();
    let status = call.word("status", &words, &mut faults).and_then(VoucherStatus::from_word);
    let back = call.word("back", &["true", "false"], &mut faults) == Some("true");
    let cursor = call.cursor(&mut faults);
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    let given = |name: &str| call.query(name).filter(|text| !text.is_empty());
    let prefix = given("prefix").map(|typed| CodeKey::fold(typed).unwrap_or_else(CodeKey::nobody));
    let now_ms = shop.clock()?.now_ms;
    let ListedVouchers { vouchers, cursor, previous } = shop.list_vouchers(&ListVouchers {
        organization: Text::Borrowed(&site.organization.id),
        env,
        owner: given("owner").map(Text::Borrowed),
        order: given("order").map(Text::Borrowed),
        status,
        template: None,
        sort: if prefix.is_some() { VoucherSort::Code } else { VoucherSort::Created },
        descending: prefix.is_none(),
        prefix,
        cursor,
        back,
        limit: PAGE,
        at_ms: now_ms,
    })?;
    let vouchers = vouchers.into_iter().map(|stored| Voucher::of(stored, now_ms)).collect();
    Ok(Reply::json(200, &VoucherPage { vouchers, cursor, previous }))
}

written! {
    struct HistoryAnswer {
        voucher: Voucher => Voucher,
        events: Vec<VoucherEvent> => Events,
    }
}

/// The audit trail of one voucher: `?code=…`.
pub(super) fn history(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let site = shop.site()?;
    let mut faults = Faults::default();
    call.only(&["code", "env"], &mut faults);
    let env = call.word("env", &["dev", "prod"], &mut faults).and_then(Env::from_word).unwrap_or(site.site.env);
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    let unknown = || Reply::error(404, "unknown_voucher", "there is no voucher with this code in this environment");
    let code_key = call.query("code").and_then(CodeKey::fold).ok_or_else(unknown)?;
    let at_ms = shop.clock()?.now_ms;
    let find = FindVoucher { organization: Text::Borrowed(&site.organization.id), env, code_key, at_ms };
    let voucher = Voucher::of(shop.find_voucher(&find)?.ok_or_else(unknown)?, at_ms);
    Ok(Reply::json(200, &HistoryAnswer { voucher, events: shop.voucher_history(&find)? }))
}

pub(super) fn settings(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&[])?;
    Ok(Reply::json(200, &shop.voucher_settings()?))
}

pub(super) fn save_settings(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&[])?;
    let settings: VoucherSettings = call.json()?;
    let fits = |role: &String| (1..=MAX_ROLE_BYTES).contains(&role.len());
    if settings.roles.len() > MAX_ROLES || !settings.roles.iter().all(fits) {
        return Err(Reply::fault("$.roles", "out_of_range", "must be 50 roles at most, of 1 to 64 bytes"));
    }
    shop.save_voucher_settings(&settings)?;
    Ok(Reply::json(200, &settings))
}

written! {
    struct TemplatesAnswer<'a> {
        templates: Vec<Raw<'a>> => Templates,
    }
}

pub(super) fn templates(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&[])?;
    listed(shop)
}

fn listed(shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let organization = shop.site()?.organization.id;
    let templates = shop.list_templates(&organization)?;
    let templates = templates.into_iter().map(|json| Raw(json.into())).collect();
    Ok(Reply::json(200, &TemplatesAnswer { templates }))
}

/// Creates a template, or replaces the one with its id. What was issued before keeps the rules that it has.
pub(super) fn save_template(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&[])?;
    let template: VoucherTemplate<'_> = call.json()?;
    let site = shop.site()?;
    let moments = Moments::new(shop.clock()?);
    if template.end_at(&moments, shop)?.is_none_or(|end| end <= moments.now_ms()) {
        return Err(Reply::fault("$.endOn", "not_allowed", "must be a day to come, such as `2027-03-31`"));
    }
    let currency = template.coupon.currency.unwrap_or(site.organization.currency);
    if !(Coupon { currency: Some(currency), ..template.coupon.clone() }).value_is_money() {
        let message = format!("must be zero or more, with no more decimals than {} has", currency.code());
        return Err(Reply::fault("$.coupon.value", "out_of_range", message));
    }
    let organization = &*site.organization.id;
    let others = shop.list_templates(organization)?;
    let is_other = |json: &&String| VoucherTemplate::from_json(json).is_ok_and(|other| other.id != template.id);
    if others.iter().filter(is_other).fold(0, |count, _| count + 1) >= MAX_TEMPLATES {
        return Err(Reply::error(409, "too_many_templates", "a shop has 200 templates at most; remove one first"));
    }
    let json = Json::of(&template);
    if json.len() > super::MAX_STORED_BYTES {
        return Err(Reply::fault("$", "too_long", "must be 32 KiB of JSON at most"));
    }
    shop.save_template(&SaveTemplate {
        organization: Text::Borrowed(organization),
        id: template.id.clone(),
        name: template.name.clone(),
        template: json.into(),
        at_ms: moments.now_ms(),
    })?;
    listed(shop)
}

pub(super) fn delete_template(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&["id"])?;
    let organization = shop.site()?.organization.id;
    if !shop.delete_template(&organization, call.query("id").unwrap_or_default())? {
        return Err(Reply::error(404, "unknown_template", "there is no template with this id"));
    }
    listed(shop)
}
