//! How many cases of a source are met, and which are not.

use serde_json::Value;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The cases of a file.
pub fn cases(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/vectors/platforms/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Runs every case; `run` tells the first check that is not met. `known` are ids that are not met, each with the reason: the
/// test fails when another one is not met, when one of them is, and below `percent`.
pub fn hold(files: &[&str], percent: usize, known: &[(&str, &str)], run: impl Fn(&Value) -> Result<(), String>) {
    let mut met = 0;
    let mut missed = Vec::new();
    let all: Vec<Value> = files.iter().flat_map(|file| cases(file)).collect();
    for case in &all {
        let id = case["id"].as_str().unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| run(case)));
        match outcome.unwrap_or_else(|_| Err("the adapter or the engine panicked".to_owned())) {
            Ok(()) => met += 1,
            Err(why) => missed.push((id.to_owned(), why)),
        }
    }
    let total = all.len();
    println!("{}: {met} of {total} cases", files.join(", "));
    for (id, why) in &missed {
        let reason = known.iter().find(|(known, _)| known == id).map_or("NOT EXPECTED", |(_, reason)| reason);
        println!("  {id}: {why} ({reason})");
    }
    let unexpected: Vec<&(String, String)> =
        missed.iter().filter(|(id, _)| !known.iter().any(|(known, _)| known == id)).collect();
    assert!(met * 100 >= total * percent, "{met} of {total} are met; {percent} % are needed");
    assert!(unexpected.is_empty(), "not met: {unexpected:#?}");
    for (id, _) in known {
        assert!(missed.iter().any(|(missed, _)| missed == id), "{id} is met now; take it off the list");
    }
}
