//! The rows of one piece of a file: what is to be kept of them, and what is wrong with them.

use super::reply::Reply;
use super::save_coupon::{RESERVED, completed};
use super::stored;
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::csv::{CellReader, Columns, Reader, Separator, Zone, next_row, unguarded};
use crate::lint::{is_guessable, is_guessable_code};
use crate::shop::{CreatedQuery, Hosted, Import, ImportKind, Organization, RowFault, Shop, StagedRow};
use crate::voucher::ID_PREFIX;
use crate::wire::{Key, Read, Shape, Text};

const CODES: Columns = &[(Key::Code, Shape::Text)];

/// The columns of a file: every attribute of a coupon, or the code alone.
pub(super) fn columns(kind: ImportKind) -> Columns {
    match kind {
        ImportKind::Coupons => <Coupon<'_> as Read<'_>>::COLUMNS,
        ImportKind::Codes => CODES,
    }
}

/// What became of the rows.
#[derive(Default)]
pub(super) struct ReadRows {
    pub(super) rows: Vec<StagedRow>,
    pub(super) faults: Vec<RowFault>,
    pub(super) count: u32,
}

/// Reads the whole rows of a text; the rest waits in the reader's `carry`.
pub(super) fn read_rows(
    reader: &mut Reader,
    text: &str,
    last: bool,
    import: &Import,
    organization: &Organization,
    now_ms: i64,
    shop: &mut dyn Shop,
) -> Result<ReadRows, Reply> {
    let mut read = ReadRows::default();
    let Some(separator) = reader.separator else {
        reader.carry = text.to_owned();
        return Ok(read);
    };
    let jsons = match import.kind {
        ImportKind::Coupons => coupon_jsons(reader, text, last, separator, shop, &mut read)?,
        ImportKind::Codes => {
            codes(reader, text, last, separator, &mut read);
            let guessable = read.rows.iter().filter(|row| is_guessable_code(&row.code));
            reader.findings += guessable.fold(0, |count, _| count + 1);
            return Ok(read);
        }
    };
    let mut coupons = Vec::with_capacity(jsons.len());
    for (row, json) in &jsons {
        match Coupon::from_json(json) {
            Ok(coupon) => coupons.push((*row, coupon)),
            Err(faults) => faults.iter().for_each(|fault| read.note(RowFault::of(*row, fault))),
        }
    }
    let guessable = coupons.iter().filter(|(_, coupon)| is_guessable(coupon));
    reader.findings += guessable.fold(0, |count, _| count + 1);
    stage(coupons, import, organization, now_ms, shop, &mut read)?;
    Ok(read)
}

impl ReadRows {
    /// One fault a column: what follows from a cell that could not be read is nobody's fault.
    fn note(&mut self, fault: RowFault) {
        let told = |told: &RowFault| told.row == fault.row && told.column == fault.column;
        if !self.faults.iter().rev().take_while(|told| told.row == fault.row).any(told) {
            self.faults.push(fault);
        }
    }
}

/// Takes a row's number and cells.
type EachRow<'e> = dyn FnMut(u32, &[Text<'_>], &mut ReadRows) -> Hosted<()> + 'e;

/// Calls `each` with every whole row that holds something; what is left goes into the reader.
fn each_row(
    reader: &mut Reader,
    text: &str,
    last: bool,
    separator: Separator,
    read: &mut ReadRows,
    each: &mut EachRow<'_>,
) -> Hosted<()> {
    let mut rest = text;
    while let Some(row) = next_row(rest, separator.byte(), last) {
        rest = row.rest;
        reader.row += 1;
        if row.is_blank() {
            continue;
        }
        read.count += 1;
        match row.fault {
            Some(fault) => read.note(RowFault::new(reader.row, "", "bad_csv", fault)),
            None => each(reader.row, &row.cells, read)?,
        }
    }
    reader.carry = rest.to_owned();
    Ok(())
}

/// The rows as JSON of coupons.
fn coupon_jsons(
    reader: &mut Reader,
    text: &str,
    last: bool,
    separator: Separator,
    shop: &mut dyn Shop,
    read: &mut ReadRows,
) -> Hosted<Vec<(u32, String)>> {
    let shapes = reader.shapes(columns(ImportKind::Coupons));
    let mut zone = Zone::default();
    let mut cells = CellReader { separator, zone: &mut zone, shop };
    let mut jsons = Vec::new();
    each_row(reader, text, last, separator, read, &mut |number, row, read| {
        let before = read.faults.len();
        let json = cells.json(&shapes, row, |column, fault, message| {
            read.note(RowFault::new(number, column, fault, message));
        })?;
        if read.faults.len() == before {
            jsons.push((number, json));
        } else if let Err(faults) = Coupon::from_json(&json) {
            // Nothing of this row is kept, but whatever else is wrong with it is told.
            faults.iter().for_each(|fault| read.note(RowFault::of(number, fault)));
        }
        Ok(())
    })?;
    Ok(jsons)
}

/// Coupons as they are to be saved: as `saveCoupon` completes them, which keeps the date of creation of those that are there.
fn stage(
    coupons: Vec<(u32, Coupon<'_>)>,
    import: &Import,
    organization: &Organization,
    now_ms: i64,
    shop: &mut dyn Shop,
    read: &mut ReadRows,
) -> Result<(), Reply> {
    let undated = coupons.iter().filter(|(_, coupon)| coupon.created_at.is_none());
    let ids: Vec<String> = undated.map(|(_, coupon)| coupon.id.as_ref().unwrap_or(&coupon.code).to_string()).collect();
    let created: Vec<i64> = if ids.is_empty() {
        Vec::new()
    } else {
        shop.created(&CreatedQuery { organization: Text::Borrowed(&organization.id), env: import.env, ids })?
    };
    let mut created = created.into_iter();
    for (row, coupon) in coupons {
        let before = if coupon.created_at.is_none() { created.next() } else { None };
        let coupon = completed(coupon, organization, before.filter(|before| *before > 0).unwrap_or(now_ms));
        let Some(code_key) = CodeKey::fold(&coupon.code) else { continue };
        if coupon.id.as_deref().is_some_and(|id| id.starts_with(ID_PREFIX)) {
            read.note(RowFault::new(row, Key::Id.name(), "not_allowed", RESERVED));
            continue;
        }
        if !coupon.value_is_money() {
            let message = "must be zero or more, with no more decimals than the currency has";
            read.note(RowFault::new(row, Key::Value.name(), "out_of_range", message));
            continue;
        }
        let Ok(json) = stored(&coupon) else {
            read.note(RowFault::new(row, "", "too_long", "must be 32 KiB of JSON at most"));
            continue;
        };
        let (code, id) = (coupon.code.into_owned(), coupon.id.map(Text::into_owned));
        read.rows.push(StagedRow { row, code_key, code, id, coupon: Some(json) });
    }
    Ok(())
}

/// The rows as codes of a campaign.
fn codes(reader: &mut Reader, text: &str, last: bool, separator: Separator, read: &mut ReadRows) {
    // It asks nothing of the shop, and so it cannot fail.
    let _ = each_row(reader, text, last, separator, read, &mut |row, cells, read| {
        let code = cells.first().map_or("", |cell| unguarded(cell));
        match CodeKey::fold(code) {
            Some(code_key) if cells.len() == 1 => {
                read.rows.push(StagedRow { row, code_key, code: code.to_owned(), id: None, coupon: None });
            }
            _ => {
                read.note(RowFault::new(row, Key::Code.name(), "not_allowed", "must be one code of 1 to 64 characters"))
            }
        }
        Ok(())
    });
}
