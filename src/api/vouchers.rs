//! `vouchers`, `voucherTable` and `qr`: the vouchers that somebody bought, as a page, as a table and as pictures (P4).

use super::Failure;
use crate::cart::Buyer;
use crate::code::CodeKey;
use crate::csv::{Separator, guarded, utc, write_header, write_row};
use crate::redeem::account;
use crate::shop::{ListVouchers, ListedVouchers, Shop, StoredVoucher, VoucherSort, VoucherStatus};
use crate::voucher::{status, svg};
use crate::wire::record::{answer, seldom, written};
use crate::wire::{Json, Key, Shape, Text};

const PAGE: u32 = 25;
const MAX_LIMIT: u32 = 1_000;
/// Pictures of one call.
const MAX_TEXTS: usize = 100;

seldom! {
    /// `vouchers` and `voucherTable`.
    #[derive(Debug)]
    pub(super) struct VouchersCall<'a> {
        verb: Text<'a> => Verb,
        buyer: Buyer<'a> => Buyer,
        order: Option<Text<'a>> => Order,
        status: Option<VoucherStatus> => Status,
        template: Option<Text<'a>> => Template,
        prefix: Option<Text<'a>> => Prefix,
        sort: VoucherSort => Sort or VoucherSort::Created,
        descending: bool => Descending or true,
        cursor: Option<Text<'a>> => Cursor,
        back: bool => Back or false,
        limit: u32 => Limit or PAGE,
    }
}

written! {
    /// A voucher as its owner and the back office see it.
    #[derive(Debug)]
    pub(super) struct Voucher {
        code: String => Code,
        status: VoucherStatus => Status,
        used_at: Option<i64> => UsedAt,
        used_by: Option<String> => UsedBy,
        merchant_id: Option<String> => MerchantId,
        template: String => Template,
        name: String => Name,
        order: String => Order,
        owner: String => Owner,
        created_at: i64 => CreatedAt,
        end_at: i64 => EndAt,
    }
}

impl Voucher {
    pub(super) fn of(stored: StoredVoucher, now_ms: i64) -> Voucher {
        let status = status(&stored, now_ms);
        let StoredVoucher {
            code, order, owner, template, name, created_at, end_at, used_at, used_by, merchant_id, ..
        } = stored;
        Voucher { code, status, used_at, used_by, merchant_id, template, name, order, owner, created_at, end_at }
    }
}

answer! {
    /// `vouchers`.
    #[derive(Debug)]
    pub(super) struct Vouchers = "vouchers" {
        allowed: bool => Allowed,
        vouchers: Vec<Voucher> => Vouchers,
        cursor: Option<String> => Cursor,
        previous: Option<String> => Previous,
    }
}

pub(super) fn vouchers(call: VouchersCall<'_>, shop: &mut dyn Shop) -> Result<Vouchers, Failure> {
    let Some((page, now_ms)) = call.page(shop)? else {
        return Ok(Vouchers { allowed: false, vouchers: Vec::new(), cursor: None, previous: None });
    };
    let ListedVouchers { vouchers, cursor, previous } = page;
    let vouchers = vouchers.into_iter().map(|stored| Voucher::of(stored, now_ms)).collect();
    Ok(Vouchers { allowed: true, vouchers, cursor, previous })
}

impl VouchersCall<'_> {
    /// A page of the caller's own, and the instant it is of; `None` for who is in none of the roles that may see vouchers.
    fn page(&self, shop: &mut dyn Shop) -> Result<Option<(ListedVouchers, i64)>, Failure> {
        if !(1..=MAX_LIMIT).contains(&self.limit) {
            return Err(Failure::fault("$.limit", "out_of_range", "must be between 1 and 1000"));
        }
        if self.cursor.as_ref().is_some_and(|cursor| !is_cursor(cursor)) {
            return Err(Failure::fault("$.cursor", "not_allowed", "must be the `cursor` of the page before"));
        }
        let settings = shop.voucher_settings()?;
        let is_in = |role: &String| self.buyer.groups.iter().any(|group| group == role);
        let Some(owner) = account(Some(&self.buyer)).filter(|_| settings.roles.iter().any(is_in)) else {
            return Ok(None);
        };
        let (site, clock) = (shop.site()?, shop.clock()?);
        // What is no beginning of any code is the beginning of none.
        let typed = self.prefix.as_deref().map(str::trim).filter(|prefix| !prefix.is_empty());
        let prefix = typed.map(|typed| CodeKey::fold(typed).unwrap_or_else(CodeKey::nobody));
        let page = shop.list_vouchers(&ListVouchers {
            organization: Text::Borrowed(&site.organization.id),
            env: site.site.env,
            owner: Some(owner.into()),
            order: self.order.clone(),
            status: self.status,
            template: self.template.clone(),
            sort: if prefix.is_some() { VoucherSort::Code } else { self.sort },
            prefix,
            descending: self.descending,
            cursor: self.cursor.clone(),
            back: self.back,
            limit: self.limit,
            at_ms: clock.now_ms,
        })?;
        Ok(Some((page, clock.now_ms)))
    }
}

/// A whole number, as the shop gave it.
pub(super) fn is_cursor(text: &str) -> bool {
    (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

answer! {
    /// `voucherTable`: rows of CSV, the first page with a header.
    #[derive(Debug)]
    pub(super) struct VoucherTable = "voucherTable" {
        allowed: bool => Allowed,
        table: String => Table,
        cursor: Option<String> => Cursor,
    }
}

/// The columns of a table, in the order of the partner's page.
const COLUMNS: &[(Key, Shape)] = &[
    (Key::Code, Shape::Text),
    (Key::Status, Shape::Text),
    (Key::UsedAt, Shape::Instant),
    (Key::MerchantId, Shape::Text),
    (Key::Type, Shape::Text),
    (Key::Order, Shape::Text),
    (Key::CreatedAt, Shape::Instant),
    (Key::EndAt, Shape::Instant),
];
/// Tells spreadsheets that the file is UTF-8.
const MARK: &str = "\u{feff}";

pub(super) fn table(call: VouchersCall<'_>, shop: &mut dyn Shop) -> Result<VoucherTable, Failure> {
    let Some((page, now_ms)) = call.page(shop)? else {
        return Ok(VoucherTable { allowed: false, table: String::new(), cursor: None });
    };
    let mut table = String::new();
    if call.cursor.is_none() {
        table.push_str(MARK);
        write_header(&mut table, COLUMNS, Separator::Comma);
    }
    for voucher in page.vouchers {
        let date = |ms: i64| utc(ms).unwrap_or_default();
        let used_at = voucher.used_at.map(date).unwrap_or_default();
        let word = status(&voucher, now_ms).word();
        let cells = [
            guarded(&voucher.code),
            Text::Borrowed(word),
            used_at.into(),
            guarded(voucher.merchant_id.as_deref().unwrap_or_default()),
            guarded(&voucher.name),
            guarded(&voucher.order),
            date(voucher.created_at).into(),
            date(voucher.end_at).into(),
        ];
        write_row(&mut table, &cells, Separator::Comma);
    }
    Ok(VoucherTable { allowed: true, table, cursor: page.cursor })
}

seldom! {
    /// `qr`.
    #[derive(Debug)]
    pub(super) struct QrCall<'a> {
        verb: Text<'a> => Verb,
        texts: Vec<Text<'a>> => Texts,
    }
}

answer! {
    /// `drawn`: an SVG for each text.
    #[derive(Debug)]
    pub(super) struct Drawn = "drawn" {
        svgs: Vec<String> => Svgs,
    }
}

pub(super) fn qr(call: QrCall<'_>) -> Result<Drawn, Failure> {
    if call.texts.len() > MAX_TEXTS {
        return Err(Failure::fault("$.texts", "too_long", "must be 100 texts at most"));
    }
    let mut svgs = Vec::with_capacity(call.texts.len());
    for (position, text) in call.texts.iter().enumerate() {
        let path = || ["$.texts[", &Json::of(&(position as u32)), "]"].concat();
        svgs.push(svg(text).ok_or_else(|| Failure::fault(&path(), "too_long", "does not fit into a QR code"))?);
    }
    Ok(Drawn { svgs })
}
