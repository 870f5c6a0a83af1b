//! `GET /api/admin/export`: coupons, or the codes of one, as a table of the form that an import reads.

use super::HttpCall;
use super::import_rows::columns;
use super::reply::Reply;
use crate::csv::{Columns, Separator, digits, guarded, instead, utc, write_header, write_row};
use crate::shop::{Env, ExportQuery, Exported, ImportKind, Shop};
use crate::wire::{Doc, Faults, Json, Key, Node, Read, Shape, Text, scan};

/// Coupons on a page; bytes of them end it earlier.
const PAGE: u32 = 500;
/// Codes on a page.
const CODES: u32 = 5_000;
const PAGE_BYTES: u32 = 96 << 10;
/// Tells spreadsheets that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// One page; the header `x-cursor` names the next. All pages, one behind the other, are the file.
pub(super) fn export(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_private_key(shop)?;
    let site = shop.site()?;
    let mut faults = Faults::default();
    call.only(&["campaign", "cursor", "env", "separator"], &mut faults);
    let env = call.word("env", &["dev", "prod"], &mut faults).and_then(Env::from_word).unwrap_or(site.site.env);
    let separator = call.query("separator").map_or(Some(Separator::Comma), Separator::from_word);
    if separator.is_none() {
        faults.add_at("query.separator".to_owned(), "not_allowed", "must be `,`, `;` or a tab");
    }
    let (campaign, cursor) = (call.query("campaign"), call.cursor(&mut faults));
    let Some(separator) = separator.filter(|_| faults.is_empty()) else {
        return Err(Reply::faults(faults.into_vec()));
    };
    let kind = if campaign.is_some() { ImportKind::Codes } else { ImportKind::Coupons };
    let page = shop.export(&ExportQuery {
        organization: Text::Borrowed(&site.organization.id),
        env,
        campaign: campaign.map(Text::Borrowed),
        cursor: cursor.clone(),
        limit: if campaign.is_some() { CODES } else { PAGE },
        bytes: PAGE_BYTES,
    })?;
    let mut table = String::new();
    if cursor.is_none() {
        table.push_str(MARK);
        write_header(&mut table, columns(kind), separator);
    }
    for row in &page.rows {
        write_exported(&mut table, row, columns(kind), separator);
    }
    let file = if campaign.is_some() { "codes" } else { "coupons" };
    let reply = Reply::text(200, "text/csv; charset=utf-8", table)
        .with_header("content-disposition", ["attachment; filename=\"", file, ".csv\""].concat());
    Ok(match page.cursor {
        Some(cursor) => reply.with_header("x-cursor", cursor),
        None => reply,
    })
}

/// A row as it is stored: every attribute as it was saved, the code as the shop prints it.
fn write_exported(table: &mut String, row: &Exported, columns: Columns, separator: Separator) {
    let json = row.coupon.as_deref().unwrap_or("{}");
    let cells = scan(json).unwrap_or_default();
    let doc = Doc::new(json, &cells);
    let fields: Vec<(Key, Node<'_, '_>)> = doc.root().children().map(|child| (child.key(), child)).collect();
    let find = |key: Key| fields.iter().find(|(name, _)| *name == key).map(|(_, node)| *node);
    let cells: Vec<Text<'_>> = columns
        .iter()
        .map(|(key, shape)| match *key {
            Key::Code => guarded(&row.code),
            _ => find(*key).map_or(Text::Borrowed(""), |node| cell(node, *shape, separator)),
        })
        .collect();
    write_row(table, &cells, separator);
}

fn cell<'a>(node: Node<'a, '_>, shape: Shape, separator: Separator) -> Text<'a> {
    if node.is_object() || node.is_array() {
        return Text::Borrowed(node.source());
    }
    if let Some(text) = node.text() {
        return if shape == Shape::Nested { Json::of(&text).into() } else { guarded(&text).into_owned().into() };
    }
    match (node.number(), shape) {
        (Some(number), Shape::Instant) => digits(&number).and_then(utc).map_or(number, Text::Owned),
        (Some(number), Shape::Number) if separator.has_decimal_comma() => instead(&number, '.', ","),
        (Some(number), _) => number,
        (None, _) => {
            bool::read(node, &mut Faults::default()).map_or("", |yes| if yes { "true" } else { "false" }).into()
        }
    }
}
