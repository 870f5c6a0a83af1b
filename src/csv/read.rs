//! Rows of a table as the JSON of records, and what is wrong with them by row and column.

use super::cell::unguarded;
use super::date::Zone;
use super::encoding::Encoding;
use super::table::{Separator, header};
use crate::shop::{Hosted, RowFault, Shop};
use crate::wire::record::seldom;
use crate::wire::{Json, Key, Raw, Shape, Text, scan};

/// Longest piece of a row that waits for its end; a coupon has 32 KiB at most.
pub(crate) const MAX_CARRY_BYTES: usize = 64 << 10;

seldom! {
    /// How far a file has been read: all that one piece must know of those before it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub(crate) struct Reader {
        /// Once a letter beyond ASCII has shown it.
        pub(crate) encoding: Option<Encoding> => Encoding,
        /// Once the header was read.
        pub(crate) separator: Option<Separator> => Separator,
        /// The header.
        pub(crate) columns: Vec<String> => Columns or Vec::new(),
        /// The row read last, as a spreadsheet counts: the header is the first, and empty ones count.
        pub(crate) row: u32 => Row or 0,
        /// The beginning of the next row.
        pub(crate) carry: String => Carry or String::new(),
        /// Codes that can be guessed.
        pub(crate) findings: u32 => Findings or 0,
    }
}

/// The columns that a file may have.
pub(crate) type Columns = &'static [(Key, Shape)];

/// The text with another mark in place of its first.
pub(crate) fn instead(text: &str, mark: char, other: &str) -> Text<'static> {
    match text.split_once(mark) {
        Some((before, behind)) => [before, other, behind].concat().into(),
        None => text.to_owned().into(),
    }
}

impl Reader {
    /// At the beginning of a file.
    pub(crate) fn new() -> Reader {
        Reader { encoding: None, separator: None, columns: Vec::new(), row: 0, carry: String::new(), findings: 0 }
    }

    /// Reads the header off the text, once; what is wrong with it, by column.
    pub(crate) fn begin<'t>(&mut self, text: &'t str, last: bool, known: Columns) -> Result<&'t str, Vec<RowFault>> {
        if self.separator.is_some() {
            return Ok(text);
        }
        let marked = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Some((separator, row)) = header(marked, last) else { return Ok(text) };
        let names: Vec<String> = row.cells.iter().map(|name| name.trim().to_owned()).collect();
        let faults = header_faults(&names, known);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.separator = Some(separator);
        self.columns = names;
        self.row = 1;
        Ok(row.rest)
    }

    /// The key and shape of each of the file's columns.
    pub(crate) fn shapes(&self, known: Columns) -> Vec<(Key, Shape)> {
        let find = |name: &String| known.iter().find(|(key, _)| key.name() == name).copied();
        self.columns.iter().filter_map(find).collect()
    }
}

fn header_faults(names: &[String], known: Columns) -> Vec<RowFault> {
    let mut faults = Vec::new();
    for (position, name) in names.iter().enumerate() {
        if names.iter().take(position).any(|before| before == name) {
            faults.push(RowFault::new(1, name, "duplicate_field", "the header names this column twice"));
        } else if !known.iter().any(|(key, _)| key.name() == name) {
            let all: Vec<&str> = known.iter().map(|(key, _)| key.name()).collect();
            let short: String = name.chars().take(40).collect();
            let message = ["there is no column `", &short, "`; the columns are `", &all.join("`, `"), "`"].concat();
            faults.push(RowFault::new(1, &short, "unknown_field", &message));
        }
    }
    if !names.iter().any(|name| name == Key::Code.name()) {
        faults.push(RowFault::new(
            1,
            "code",
            "missing_field",
            "a column `code` is required; the first row names the columns",
        ));
    }
    faults
}

/// What turns cells into JSON.
pub(crate) struct CellReader<'s> {
    pub(crate) separator: Separator,
    pub(crate) zone: &'s mut Zone,
    pub(crate) shop: &'s mut dyn Shop,
}

impl CellReader<'_> {
    /// The record's JSON; empty cells are left out. What is wrong with a cell goes to `fault`, by its column.
    pub(crate) fn json(
        &mut self,
        columns: &[(Key, Shape)],
        cells: &[Text<'_>],
        mut fault: impl FnMut(&str, &str, &str),
    ) -> Hosted<String> {
        if cells.len() > columns.len() {
            fault(
                "",
                "too_long",
                "has more cells than the header has columns; put a cell with a separator in it in quotes",
            );
        }
        let mut values = Vec::with_capacity(columns.len());
        for ((key, shape), cell) in columns.iter().zip(cells) {
            let trimmed = cell.trim();
            if trimmed.is_empty() {
                continue;
            }
            let text = if *shape == Shape::Text { unguarded(cell) } else { trimmed };
            match self.value(*key, *shape, text)? {
                Ok(value) => values.push((*key, value)),
                Err(message) => fault(key.name(), "wrong_type", message),
            }
        }
        let mut json = Json::default();
        json.object(|fields| values.iter().for_each(|(key, value)| fields.field(*key, value)));
        Ok(json.into_text())
    }

    /// A cell as JSON, or what it should be.
    fn value<'c>(&mut self, key: Key, shape: Shape, cell: &'c str) -> Hosted<Result<Raw<'c>, &'static str>> {
        let value = match shape {
            Shape::Text => Ok(Raw(Json::of(&cell).into())),
            Shape::YesNo => yes_no(cell).map(|word| Raw(word.into())).ok_or("must be true or false"),
            Shape::Number => self.number(cell),
            Shape::Instant => {
                let instant = self.zone.instant(cell, key == Key::EndAt, self.shop)?;
                let message = "must be a date as `2026-03-31`, a time as `2026-03-31T18:00`, or milliseconds";
                instant.map(|ms| Raw(Json::of(&ms).into())).ok_or(message)
            }
            // Scanned by itself, so that a cell cannot reach into its neighbours.
            Shape::Nested if scan(cell).is_ok() => Ok(Raw(cell.into())),
            Shape::Nested if cell.starts_with(['{', '[', '"']) => Err("must be JSON, with its quotes written as \"\""),
            Shape::Nested => Ok(Raw(Json::of(&cell).into())),
        };
        Ok(value)
    }

    /// A number as JSON writes it. In a table with decimal commas `1.000` may be one or a thousand.
    fn number<'c>(&self, cell: &'c str) -> Result<Raw<'c>, &'static str> {
        let comma = self.separator.has_decimal_comma();
        if comma && cell.split_once('.').is_some_and(|(_, behind)| behind.len() == 3) {
            return Err("may be a thousand or a one; write `1000` or `1,0`");
        }
        let text = if comma && !cell.contains('.') { instead(cell, ',', ".") } else { Text::Borrowed(cell) };
        let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) && scan(&text).is_ok();
        is_number.then_some(Raw(text)).ok_or("must be a number as `10` or `12.5`; `12,5` in a table separated by `;`")
    }
}

/// Spreadsheets write these in their user's language.
fn yes_no(cell: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&["true", "wahr", "vrai", "verdadeiro", "verdadero", "vero"]) {
        return Some("true");
    }
    is(&["false", "falsch", "faux", "falso"]).then_some("false")
}
