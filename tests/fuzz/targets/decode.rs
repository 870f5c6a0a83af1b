//! Bytes of any kind, to the request decoder.
#![no_main]

#[path = "../src/decode.rs"]
mod decode;
#[path = "../../support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decode::run(input));
