//! For browsers and Node: the calls that need no shop.

#![allow(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use crate::shop::{HostFailure, Hosted, Random};
use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a call; both are JSON texts. Text, and not JavaScript values, so that one decoder serves every host and a
/// decimal reaches the core with the digits it was written with.
#[wasm_bindgen]
pub fn call(request: &str) -> String {
    crate::api::pure(request, &mut WebCrypto)
}

struct WebCrypto;

impl Random for WebCrypto {
    fn fill(&mut self, bytes: &mut [u8]) -> Hosted<()> {
        getrandom::fill(bytes).map_err(|_| HostFailure("this browser gives no random numbers".to_owned()))
    }
}
