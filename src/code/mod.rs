//! Codes: their folded form, the check symbol, patterns.
//!
//! The only place that says when two codes are the same.

mod check;
mod fold;
mod pattern;
mod words;

pub use check::{ALPHABET, check_symbol, symbol_value};
pub use fold::CodeKey;
pub use pattern::{Form, Pattern, form_of};
pub use words::is_offensive;
