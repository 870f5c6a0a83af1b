//! The port of imports and exports: what a shop keeps of a file until all of it is applied, or none.

use super::{Env, Hosted};
use crate::code::CodeKey;
use crate::wire::record::{seldom, words};
use crate::wire::{Fault, Text};

/// Part of [`Shop`](super::Shop). Every operation is atomic.
pub trait Imports {
    /// Minutes that the shop's zone is ahead of UTC when its clocks show this many milliseconds since 1970-01-01.
    fn zone_offset(&mut self, local_ms: i64) -> Hosted<i32>;
    /// Begins an import, and forgets those that nobody has touched for long. `None` when there is no such campaign.
    fn start_import(&mut self, start: &StartImport<'_>) -> Hosted<Option<Import>>;
    /// An import of the organization.
    fn find_import(&mut self, organization: &str, id: &str) -> Hosted<Option<Import>>;
    /// Keeps the rows of one piece, unless the import is at another offset by now; with the last piece, looks for duplicates.
    fn stage_import(&mut self, stage: &StageImport<'_>) -> Hosted<Option<Import>>;
    /// Looks once more for codes that belong to others, and then applies every row, or none where there is any fault.
    fn apply_import(&mut self, organization: &str, id: &str, at_ms: i64) -> Hosted<Option<Import>>;
    /// Forgets it; what was applied stays.
    fn drop_import(&mut self, organization: &str, id: &str) -> Hosted<()>;
    /// A page of its faults, by row.
    fn import_faults(&mut self, query: &FaultQuery<'_>) -> Hosted<FaultPage>;
    /// When the coupons with these ids were first saved, in their order; 0 for one that is not there.
    fn created(&mut self, query: &CreatedQuery<'_>) -> Hosted<Vec<i64>>;
    /// A page of coupons, or of a campaign's codes, oldest first.
    fn export(&mut self, query: &ExportQuery<'_>) -> Hosted<ExportPage>;
}

words! {
    /// What a file holds.
    pub enum ImportKind {
        /// A coupon in each row.
        Coupons = "coupons",
        /// A code of one campaign in each row.
        Codes = "codes",
    }
}

words! {
    /// How far an import is.
    pub enum ImportState {
        /// Its file is being read.
        Open = "open",
        /// All of it was read.
        Ready = "ready",
        /// All of it was applied.
        Applied = "applied",
    }
}

seldom! {
    /// An import, as the shop keeps it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Import {
        /// The shop's name for it.
        pub id: String => Id,
        /// What its file holds.
        pub kind: ImportKind => Kind,
        /// In which environment.
        pub env: Env => Env,
        /// The id of the campaign that codes are added to.
        pub campaign: Option<String> => Campaign,
        /// How far it is.
        pub state: ImportState => State,
        /// Bytes of the file that were read.
        pub offset: i64 => Offset,
        /// Rows that were read, without the header and empty ones.
        pub rows: u32 => Rows,
        /// Rows that were applied.
        pub applied: u32 => Applied,
        /// Faults that were found.
        pub faults: u32 => Faults,
        /// JSON of the core's own notes on the file.
        pub reader: String => Reader,
    }
}

seldom! {
    /// `startImport`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct StartImport<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// In which environment.
        pub env: Env => Env,
        /// What the file holds.
        pub kind: ImportKind => Kind,
        /// The id of the campaign that codes are added to.
        pub campaign: Option<Text<'a>> => Campaign,
        /// The core's notes.
        pub reader: Text<'a> => Reader,
        /// Now.
        pub at_ms: i64 => AtMs,
        /// Imports last touched before this instant are forgotten.
        pub forget_ms: i64 => ForgetMs,
    }
}

seldom! {
    /// `stageImport`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct StageImport<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Which import.
        pub id: Text<'a> => Id,
        /// Where the piece begins in the file.
        pub offset: i64 => Offset,
        /// Where it ends.
        pub end: i64 => End,
        /// Whether it is the last.
        pub last: bool => Last,
        /// Rows read so far, this piece's among them.
        pub read: u32 => Read,
        /// Its rows without fault.
        pub rows: Vec<StagedRow> => Rows,
        /// The faults of the others.
        pub faults: Vec<RowFault> => Faults,
        /// The core's notes.
        pub reader: Text<'a> => Reader,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// A row that waits to be applied.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct StagedRow {
        /// As a spreadsheet counts.
        pub row: u32 => Row,
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// The code as the shop prints it.
        pub code: String => Code,
        /// The coupon's id; absent for a code of a campaign.
        pub id: Option<String> => Id,
        /// The coupon's JSON; absent for a code of a campaign.
        pub coupon: Option<String> => Coupon,
    }
}

seldom! {
    /// What is wrong in a row.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RowFault {
        /// As a spreadsheet counts: the header is row 1.
        pub row: u32 => Row,
        /// The column's name; empty for the row as a whole.
        pub column: String => Column,
        /// Stable snake_case code. `duplicate_code`, `duplicate_id`, `code_taken` and `id_generated` are the shop's finding.
        pub fault: String => Fault,
        /// For a person; of a shop's finding, the coupon that the code belongs to.
        pub message: String => Message,
        /// Of a duplicate, the row that it repeats.
        pub first: Option<u32> => First,
    }
}

impl RowFault {
    /// A fault of a row.
    pub(crate) fn new(row: u32, column: &str, fault: &str, message: &str) -> RowFault {
        let message = message.to_owned();
        RowFault { row, column: column.to_owned(), fault: fault.to_owned(), message, first: None }
    }

    /// A fault of the record that a row was read as; the column is the outermost field.
    pub(crate) fn of(row: u32, fault: &Fault<'_>) -> RowFault {
        let path = fault.path.trim_start_matches(['$', '.']);
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (column, inside) = path.split_at_checked(end).unwrap_or((path, ""));
        let within = if inside.is_empty() { "" } else { ": " };
        RowFault::new(row, column, &fault.fault, &[inside, within, &fault.message].concat())
    }
}

seldom! {
    /// `importFaults`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FaultQuery<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Which import.
        pub id: Text<'a> => Id,
        /// From an earlier page.
        pub cursor: Option<Text<'a>> => Cursor,
        /// Faults on a page.
        pub limit: u32 => Limit,
    }
}

seldom! {
    /// `importFaults`' answer.
    #[derive(Clone, PartialEq, Eq, Debug, Default)]
    pub struct FaultPage {
        /// By row.
        pub faults: Vec<RowFault> => Faults,
        /// Absent on the last page.
        pub cursor: Option<String> => Cursor,
    }
}

seldom! {
    /// `created`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct CreatedQuery<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// In which environment.
        pub env: Env => Env,
        /// Ids of coupons.
        pub ids: Vec<String> => Ids,
    }
}

seldom! {
    /// `export`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ExportQuery<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// Codes of this campaign instead of coupons.
        pub campaign: Option<Text<'a>> => Campaign,
        /// From an earlier page.
        pub cursor: Option<Text<'a>> => Cursor,
        /// Rows on a page.
        pub limit: u32 => Limit,
        /// Bytes of coupons after which a page ends.
        pub bytes: u32 => Bytes,
    }
}

seldom! {
    /// `export`'s answer.
    #[derive(Clone, PartialEq, Eq, Debug, Default)]
    pub struct ExportPage {
        /// Oldest first.
        pub rows: Vec<Exported> => Rows,
        /// Absent on the last page.
        pub cursor: Option<String> => Cursor,
    }
}

seldom! {
    /// A coupon or code on its way out.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Exported {
        /// As the shop prints it.
        pub code: String => Code,
        /// The coupon's JSON; absent for a code of a campaign.
        pub coupon: Option<String> => Coupon,
    }
}
