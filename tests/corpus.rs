//! What the fuzzer has found, once more: `cargo xtask fuzz` looks for more of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

#[path = "fuzz/src/decode.rs"]
mod decode;
#[path = "fuzz/src/evaluate.rs"]
mod evaluate;
#[path = "fuzz/src/mutate.rs"]
mod mutate;
mod support;

use std::fs;

/// What a target begins with, and what it has found, in the order of their names.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in ["seeds", "corpus"] {
        let folder = format!("{}/tests/fuzz/{folder}/{target}", env!("CARGO_MANIFEST_DIR"));
        files.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn the_decoder_takes_what_the_fuzzer_found() {
    let inputs = inputs("decode");
    inputs.iter().for_each(|input| decode::run(input));
    assert!(inputs.len() > 50, "only {} inputs were found", inputs.len());
}

#[test]
fn the_evaluator_takes_what_the_fuzzer_found() {
    let inputs = inputs("evaluate");
    inputs.iter().for_each(|input| evaluate::run(input));
    assert!(inputs.len() > 50, "only {} inputs were found", inputs.len());
}

/// A few changes of each, the same in every run.
#[test]
fn the_evaluator_takes_what_is_near_to_it() {
    let inputs = inputs("evaluate");
    for (seed, (input, next)) in inputs.iter().zip(inputs.iter().cycle().skip(1)).enumerate() {
        for seed in [1, 2, 3, 4].map(|step| seed as u32 * 8 + step) {
            mutate::change(input, seed)
                .iter()
                .chain(&mutate::cross(input, next, seed))
                .for_each(|near| evaluate::run(near));
        }
    }
}
