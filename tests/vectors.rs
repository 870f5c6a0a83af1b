//! The vectors, natively: the same files run in Node and in PHP, and the bytes must be the same.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

use remise::shop::{Hosted, Random};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fs;

#[derive(Deserialize)]
struct File {
    name: String,
    cases: Vec<Case>,
}

/// `call` as JSON, or `text` where the request is to be malformed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    call: Option<Box<RawValue>>,
    text: Option<String>,
    answer: Box<RawValue>,
}

/// No vector draws a code: what is random has no expected answer.
struct NoRandom;

impl Random for NoRandom {
    fn fill(&mut self, _: &mut [u8]) -> Hosted<()> {
        panic!("a vector asked for randomness")
    }
}

#[test]
fn every_vector_is_answered_to_the_byte() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let read = |name: &str| fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let index: Vec<String> = serde_json::from_str(&read("index.json")).unwrap();
    let mut ran = 0;
    for name in &index {
        let file: File = serde_json::from_str(&read(name)).unwrap();
        for case in &file.cases {
            let request = case.text.as_deref().or(case.call.as_ref().map(|call| call.get())).unwrap();
            let answer = remise::api::pure(request, &mut NoRandom);
            assert_eq!(answer, case.answer.get(), "{} / {}", file.name, case.name);
            ran += 1;
        }
    }
    assert!(ran > 200, "only {ran} vectors were found");
}
