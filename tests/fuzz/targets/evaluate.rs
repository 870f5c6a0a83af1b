//! Calls that are JSON, changed as JSON, to every verb.
#![no_main]

#[path = "../src/evaluate.rs"]
mod evaluate;
#[path = "../src/mutate.rs"]
mod mutate;
#[path = "../../support/mod.rs"]
mod support;

use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|input: &[u8]| evaluate::run(input));

// One change in eight is made to the bytes, with the dictionary: numbers and texts of every form come from there.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = data.get(..size).filter(|_| seed % 8 != 0).and_then(|input| mutate::change(input, seed));
    match changed.filter(|changed| changed.len() <= max_size) {
        Some(changed) => put(&changed, data),
        None => fuzzer_mutate(data, size, max_size),
    }
});

fuzz_crossover!(|left: &[u8], right: &[u8], out: &mut [u8], seed: u32| {
    mutate::cross(left, right, seed)
        .filter(|crossed| crossed.len() <= out.len())
        .map_or(0, |crossed| put(&crossed, out))
});

fn put(bytes: &[u8], out: &mut [u8]) -> usize {
    out.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    bytes.len()
}
