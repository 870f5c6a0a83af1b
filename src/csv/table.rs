//! A table's separator, its header, and its rows as text.

use super::split::{Row, next_row};
use crate::wire::record::words;
use crate::wire::{Key, Shape, Text};

words! {
    /// What stands between two cells.
    pub enum Separator {
        /// Most programs.
        Comma = ",",
        /// Spreadsheets of countries that write `12,5`: such a table has the comma in its numbers.
        Semicolon = ";",
        /// Text copied out of a spreadsheet.
        Tab = "\t",
    }
}

impl Separator {
    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Tab => b'\t',
        }
    }

    /// Whether numbers have a comma before their decimals.
    pub(crate) fn has_decimal_comma(self) -> bool {
        self == Separator::Semicolon
    }
}

/// The header, and the separator that gives it the most cells; `None` when its end is yet to come.
pub(super) fn header(text: &str, last: bool) -> Option<(Separator, Row<'_>)> {
    let mut best: Option<(Separator, Row<'_>)> = None;
    for separator in Separator::ALL {
        let row = next_row(text, separator.byte(), last)?;
        if best.as_ref().is_none_or(|(_, found)| row.cells.len() > found.cells.len()) {
            best = Some((*separator, row));
        }
    }
    best
}

/// Writes the names of the columns.
pub(crate) fn write_header(table: &mut String, columns: &[(Key, Shape)], separator: Separator) {
    let names: Vec<Text<'_>> = columns.iter().map(|(key, _)| Text::Borrowed(key.name())).collect();
    write_row(table, &names, separator);
}

/// Writes one row: cells in quotes where they hold a separator of any kind, a quote or a line break.
pub fn write_row(table: &mut String, cells: &[Text<'_>], separator: Separator) {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            table.push_str(separator.word());
        }
        if cell.bytes().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\r' | b'\n')) {
            table.push('"');
            for (position, piece) in cell.split('"').enumerate() {
                table.push_str(if position > 0 { "\"\"" } else { "" });
                table.push_str(piece);
            }
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push_str("\r\n");
}
