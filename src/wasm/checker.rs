//! The code checker alone: what a coupon field loads first.
//!
//! It speaks lines instead of JSON, whose reader would be two thirds of it.
#![allow(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use crate::code::{Pattern, form_of};
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes a code and behind it the patterns, one a line; a line that is no pattern is passed over. Answers the form and, on a
/// second line, the code as it is printed.
#[wasm_bindgen]
pub fn call(request: &str) -> String {
    let mut lines = request.split('\n');
    let code = lines.next().unwrap_or_default();
    let patterns: Vec<Pattern> = lines.filter_map(Pattern::new).collect();
    let (form, printed) = form_of(code, &patterns);
    [form.word(), "\n", &printed].concat()
}
