//! Texts that no spreadsheet takes for a formula, and that come back as they were.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, also behind a tab or a line break, and some do so for the
//! wide forms of these. Such a text is written with an apostrophe before it; so is one that already has an apostrophe where
//! reading would take it away.

use crate::wire::Text;

const APOSTROPHE: char = '\'';

fn is_dangerous(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

fn is_guard(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some(APOSTROPHE)
        && characters.next().is_some_and(|second| second == APOSTROPHE || is_dangerous(second))
}

/// The text as it stands in a cell.
pub fn guarded(text: &str) -> Text<'_> {
    if text.starts_with(is_dangerous) || is_guard(text) {
        Text::Owned(["'", text].concat())
    } else {
        Text::Borrowed(text)
    }
}

/// The text that a cell holds.
pub fn unguarded(cell: &str) -> &str {
    if is_guard(cell) { cell.get(1..).unwrap_or_default() } else { cell }
}
