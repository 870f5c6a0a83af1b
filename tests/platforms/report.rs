//! How many cases of a source are met, and which are not.

use serde_json::Value;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The cases of a file.
pub fn cases(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/vectors/platforms/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A source: its files, how many cases they hold in this tree, and how many of a hundred must be met.
pub struct Source {
    pub files: &'static [&'static str],
    pub committed: usize,
    pub percent: usize,
    /// Ids of cases that are not met, each with the reason.
    pub known: &'static [(&'static str, &'static str)],
}

/// Runs every case; `run` tells the first check that is not met. Of the committed cases exactly the `known` ones may be
/// missed; of a larger collection in their place as many as `percent` leaves.
pub fn hold(source: &Source, run: impl Fn(&Value) -> Result<(), String>) {
    let Source { files, committed, percent, known } = source;
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
    if total != *committed {
        return;
    }
    assert!(unexpected.is_empty(), "not met: {unexpected:#?}");
    for (id, _) in *known {
        assert!(missed.iter().any(|(missed, _)| missed == id), "{id} is met now; take it off the list");
    }
}
