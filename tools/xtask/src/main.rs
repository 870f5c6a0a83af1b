//! Builds, runs, tests and packages Remise.
fn main() {}
