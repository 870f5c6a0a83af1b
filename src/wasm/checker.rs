//! The code checker alone: what a coupon field loads first.

#![allow(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers `check`; both are JSON texts.
#[wasm_bindgen]
pub fn call(request: &str) -> String {
    crate::api::check_only(request)
}
