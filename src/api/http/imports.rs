//! `/api/admin/imports`: a file of coupons or codes, sent in pieces, reported on as a whole, applied as a whole.

use super::HttpCall;
use super::import_rows::{columns, read_rows};
use super::reply::Reply;
use crate::csv::{Encoding, MAX_CARRY_BYTES, Reader, Separator, decode, digits};
use crate::shop::{
    Env, FaultQuery, Import, ImportKind, ImportState, RowFault, Shop, SiteState, StageImport, StartImport,
};
use crate::wire::record::seldom;
use crate::wire::{Fault, Faults, Json, Read, Text};

/// Largest piece of a file: its rows and what becomes of them must fit the memory of a small shop.
const MAX_PIECE_BYTES: usize = 64 << 10;
/// Rows of one import: what one transaction applies while other writers wait.
const MAX_ROWS: u32 = 200_000;
/// An import that nobody has touched for a day is forgotten.
const LIFETIME_MS: i64 = 24 * 60 * 60 * 1000;
/// Faults on a page.
const PAGE: u32 = 200;

seldom! {
    /// What the file holds, and where it goes.
    #[derive(Debug)]
    struct StartBody<'a> {
        kind: ImportKind => Kind or ImportKind::Coupons,
        env: Option<Env> => Env,
        campaign: Option<Text<'a>> => Campaign,
    }
}

seldom! {
    /// An import as a caller sees it.
    struct ImportAnswer {
        id: String => Id,
        kind: ImportKind => Kind,
        env: Env => Env,
        campaign: Option<String> => Campaign,
        state: ImportState => State,
        offset: i64 => Offset,
        rows: u32 => Rows,
        applied: u32 => Applied,
        faults: u32 => Faults,
        /// Codes that can be guessed: they are imported, and their owner is told.
        findings: u32 => Findings,
        encoding: Option<Encoding> => Encoding,
        separator: Option<Separator> => Separator,
    }
}

impl From<Import> for ImportAnswer {
    fn from(import: Import) -> ImportAnswer {
        let reader = Reader::from_json(&import.reader).unwrap_or_else(|_| Reader::new());
        let Import { id, kind, env, campaign, state, offset, rows, applied, faults, .. } = import;
        let Reader { encoding, separator, findings, .. } = reader;
        ImportAnswer { id, kind, env, campaign, state, offset, rows, applied, faults, findings, encoding, separator }
    }
}

fn answer(status: u32, import: Import) -> Reply {
    Reply::json(status, &ImportAnswer::from(import))
}

fn unknown() -> Reply {
    Reply::error(404, "unknown_import", "there is no such import, or it was forgotten; start it anew")
}

/// The import that the query names, and whose it is; `more` are parameters beside its id.
fn found(call: &HttpCall<'_>, more: &[&str], shop: &mut dyn Shop) -> Result<(Import, SiteState), Reply> {
    call.require_private_key(shop)?;
    call.query_of(&[&["id"], more].concat())?;
    let site = shop.site()?;
    let id = call.query("id").ok_or_else(|| Reply::fault("query.id", "missing_field", "name the import: `?id=…`"))?;
    let import = shop.find_import(&site.organization.id, id)?.ok_or_else(unknown)?;
    Ok((import, site))
}

pub(super) fn start(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_private_key(shop)?;
    call.query_of(&[])?;
    let body: StartBody<'_> = call.json()?;
    if (body.kind == ImportKind::Codes) != body.campaign.is_some() {
        let message = "is required with the kind `codes`, and goes with no other";
        return Err(Reply::fault("$.campaign", "missing_field", message));
    }
    let site = shop.site()?;
    let now_ms = shop.clock()?.now_ms;
    let started = shop.start_import(&StartImport {
        organization: Text::Borrowed(&site.organization.id),
        env: body.env.unwrap_or(site.site.env),
        kind: body.kind,
        campaign: body.campaign,
        reader: Json::of(&Reader::new()).into(),
        at_ms: now_ms,
        forget_ms: now_ms - LIFETIME_MS,
    })?;
    let none = || Reply::error(404, "unknown_campaign", "there is no coupon with the id that `campaign` names");
    started.map(|import| answer(201, import)).ok_or_else(none)
}

pub(super) fn show(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    found(call, &[], shop).map(|(import, _)| answer(200, import))
}

pub(super) fn drop(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let (import, site) = found(call, &[], shop)?;
    shop.drop_import(&site.organization.id, &import.id)?;
    Ok(answer(200, import))
}

/// Reads one piece: `?id=…&offset=…`, and `&last=true` with the last.
pub(super) fn read(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let (import, site) = found(call, &["offset", "last"], shop)?;
    if !call.is_of("text/csv") {
        return Err(Reply::error(415, "unsupported_media_type", "send `Content-Type: text/csv`"));
    }
    let length =
        if call.bytes { call.body.bytes().filter(|byte| byte & 0xC0 != 0x80).count() } else { call.body.len() };
    if length > MAX_PIECE_BYTES {
        return Err(Reply::error(413, "body_too_large", "send 64 KiB of the file at a time"));
    }
    let no_offset =
        || Reply::fault("query.offset", "missing_field", "say where in the file the piece begins: `&offset=0`");
    let offset = call.query("offset").and_then(digits).ok_or_else(no_offset)?;
    let end = offset + length as i64;
    let mut faults = Faults::default();
    let last = call.word("last", &["true", "false"], &mut faults) == Some("true");
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    if import.offset == end && (length > 0 || import.state != ImportState::Open) {
        // Its answer was lost, and so it came again.
        return Ok(answer(200, import));
    }
    if import.state != ImportState::Open {
        return Err(Reply::error(409, "import_closed", "the whole file was read already; start another import"));
    }
    if import.offset != offset {
        let message = ["the file was read up to byte ", &Json::of(&import.offset), "; go on there"].concat();
        return Err(Reply::error(409, "wrong_offset", message));
    }
    let stage = staged(call, shop, &import, &site, Span { offset, end, last })?;
    let import = shop.stage_import(&stage)?.ok_or_else(unknown)?;
    if import.offset == end {
        Ok(answer(200, import))
    } else {
        Err(Reply::error(409, "wrong_offset", "somebody else sends this file too; look how far it is"))
    }
}

/// Where in its file a piece stands.
struct Span {
    offset: i64,
    end: i64,
    last: bool,
}

/// What the shop is to keep of a piece.
fn staged<'c>(
    call: &HttpCall<'_>,
    shop: &mut dyn Shop,
    import: &'c Import,
    site: &'c SiteState,
    Span { offset, end, last }: Span,
) -> Result<StageImport<'c>, Reply> {
    let broken = |_| Reply::error(409, "import_closed", "what was read of the file is not understood; start it anew");
    let mut reader = Reader::from_json(&import.reader).map_err(broken)?;
    let decoded = decode(&call.body, call.bytes, reader.encoding);
    let (text, encoding) = decoded.map_err(|message| Reply::fault("$", "not_allowed", message))?;
    reader.encoding = encoding;
    let carry = std::mem::take(&mut reader.carry);
    let text = if carry.is_empty() { text } else { Text::Owned([&*carry, &*text].concat()) };
    let rest = reader.begin(&text, last, columns(import.kind)).map_err(|faults| header_faults(&faults))?;
    if last && reader.separator.is_none() {
        return Err(Reply::fault("$", "missing_field", "the file is empty; its first row names the columns"));
    }
    let now_ms = shop.clock()?.now_ms;
    let read = read_rows(&mut reader, rest, last, import, &site.organization, now_ms, shop)?;
    if reader.carry.len() > MAX_CARRY_BYTES {
        let message = ["row ", &Json::of(&(reader.row + 1)), " is longer than 64 KiB; is a quote not closed?"].concat();
        return Err(Reply::fault("$", "too_long", message));
    }
    let rows = import.rows + read.count;
    if rows > MAX_ROWS {
        return Err(Reply::error(413, "too_many_rows", "an import has 200000 rows at most; split the file"));
    }
    Ok(StageImport {
        organization: Text::Borrowed(&site.organization.id),
        id: Text::Borrowed(&import.id),
        offset,
        end,
        last,
        read: rows,
        rows: read.rows,
        faults: read.faults,
        reader: Json::of(&reader).into(),
        at_ms: now_ms,
    })
}

/// Without its columns a file cannot be read at all.
fn header_faults(faults: &[RowFault]) -> Reply {
    let told = |fault: &RowFault| Fault {
        fault: Text::Owned(fault.fault.clone()),
        path: ["$.", &fault.column].concat(),
        message: fault.message.clone(),
    };
    Reply::faults(faults.iter().map(told).collect())
}

pub(super) fn apply(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let (import, site) = found(call, &[], shop)?;
    if import.state == ImportState::Open {
        let message = "send the rest of the file first; the last piece goes with `last=true`";
        return Err(Reply::error(409, "import_open", message));
    }
    let now_ms = shop.clock()?.now_ms;
    let import = shop.apply_import(&site.organization.id, &import.id, now_ms)?.ok_or_else(unknown)?;
    if import.state == ImportState::Applied {
        return Ok(answer(200, import));
    }
    let message =
        ["nothing was changed: the file has ", &Json::of(&import.faults), " faults; see `/api/admin/imports/faults`"]
            .concat();
    Err(Reply::error(409, "import_faulty", message))
}

pub(super) fn faults(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let (import, site) = found(call, &["cursor"], shop)?;
    let mut page = shop.import_faults(&FaultQuery {
        organization: Text::Borrowed(&site.organization.id),
        id: Text::Borrowed(&import.id),
        cursor: call.query("cursor").map(Text::Borrowed),
        limit: PAGE,
    })?;
    page.faults.iter_mut().for_each(explain);
    Ok(Reply::json(200, &page))
}

/// The shop tells what it found as facts; these are the words for them.
fn explain(fault: &mut RowFault) {
    let first = Json::of(&fault.first.unwrap_or(0));
    fault.message = match fault.fault.as_str() {
        "duplicate_code" => ["the code of row ", &first, " stands here again"].concat(),
        "duplicate_id" => ["the id of row ", &first, " stands here again"].concat(),
        "code_taken" => ["this code belongs to the coupon `", &fault.message, "`"].concat(),
        "id_generated" => "codes were generated under this id, and cannot be saved over; use another id".to_owned(),
        _ => return,
    };
}
