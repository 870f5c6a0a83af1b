//! The code checker alone: what a coupon field loads first.

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers `check`; both are JSON texts.
#[wasm_bindgen]
pub(super) fn call(request: &str) -> String {
    crate::api::check_only(request)
}
