//! One row after the other, out of a text that may end anywhere.

use crate::wire::Text;

/// A row and what stands behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<'a> {
    /// Its cells, without quotes; one, which is empty, of an empty line.
    pub cells: Vec<Text<'a>>,
    /// What is wrong with its quotes.
    pub fault: Option<&'static str>,
    /// The rows behind it.
    pub rest: &'a str,
}

impl Row<'_> {
    /// Whether there is nothing in it; spreadsheets write such rows as `;;;`.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_empty())
    }
}

/// The first row of a text; `None` when there is none, or when its end is yet to come: only the last row of a file may end
/// without a line break.
pub fn next_row(text: &str, separator: u8, last: bool) -> Option<Row<'_>> {
    let mut row = Row { cells: Vec::new(), fault: None, rest: "" };
    let mut at = 0;
    if text.is_empty() {
        return None;
    }
    loop {
        let (cell, behind) = match text.as_bytes().get(at) {
            Some(b'"') => quoted(text, at + 1, separator, &mut row.fault),
            _ => plain(text, at, separator),
        };
        row.cells.push(cell);
        let rest = match text.as_bytes().get(behind) {
            Some(byte) if *byte == separator => {
                at = behind + 1;
                continue;
            }
            None if last => behind,
            Some(b'\n') => behind + 1,
            Some(_) => match text.as_bytes().get(behind + 1) {
                Some(b'\n') => behind + 2,
                None if !last => return None,
                _ => behind + 1,
            },
            None => return None,
        };
        row.rest = text.get(rest..).unwrap_or_default();
        return Some(row);
    }
}

/// A cell without quotes, and where it ends.
fn plain(text: &str, at: usize, separator: u8) -> (Text<'_>, usize) {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    let length = bytes.iter().position(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'));
    let end = at + length.unwrap_or(bytes.len());
    (Text::Borrowed(text.get(at..end).unwrap_or_default()), end)
}

/// A cell in quotes, from behind the first of them. What follows the last of them belongs to the cell, as spreadsheets have it.
fn quoted<'a>(text: &'a str, from: usize, separator: u8, fault: &mut Option<&'static str>) -> (Text<'a>, usize) {
    let mut cell = Text::Borrowed("");
    let mut at = from;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = rest.bytes().position(|byte| byte == b'"') else {
            *fault = Some("a quoted cell is not closed; is the file whole?");
            append(&mut cell, rest);
            return (cell, text.len());
        };
        append(&mut cell, rest.get(..length).unwrap_or_default());
        at += length + 1;
        if text.as_bytes().get(at) != Some(&b'"') {
            break;
        }
        append(&mut cell, "\"");
        at += 1;
    }
    let (behind, end) = plain(text, at, separator);
    if !behind.is_empty() {
        *fault = Some("text stands behind a closing quote; a quote inside of a quoted cell is written twice");
        cell.to_mut().push_str(&behind);
    }
    (cell, end)
}

/// Without a copy for the usual cell, which is of one piece.
fn append<'a>(cell: &mut Text<'a>, piece: &'a str) {
    if cell.is_empty() {
        *cell = Text::Borrowed(piece);
    } else {
        cell.to_mut().push_str(piece);
    }
}
