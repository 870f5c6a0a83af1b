//! `SECURITY.md` names tests that exist, and every threat has one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::path::Path;

/// `file: name`, as it stands between backticks.
fn named(row: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = row.split('`').skip(1).step_by(2);
    quoted.filter(|text| text.starts_with("tests/")).filter_map(|text| text.split_once(": "))
}

/// What a test is called in the source of its file.
fn declared(file: &str, name: &str) -> String {
    match Path::new(file).extension().and_then(|extension| extension.to_str()) {
        Some("rs") => format!("fn {name}("),
        Some("php") => format!("function {name}"),
        Some("mjs") => format!("fact('{name}'"),
        Some("json") => format!("\"name\": \"{name}"),
        other => panic!("{file}: no test is in a file of type {other:?}"),
    }
}

#[test]
fn every_threat_names_tests_that_exist() {
    let text = include_str!("../SECURITY.md");
    let threats = text.split("## Threats").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        threats.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| threat")).collect();
    assert!(rows.len() > 25, "{} threats", rows.len());
    for row in rows {
        let mut tests = named(row).peekable();
        assert!(tests.peek().is_some(), "no test for: {row}");
        for (file, name) in tests {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let source = std::fs::read_to_string(&path).unwrap_or_else(|gone| panic!("{file}: {gone}"));
            assert!(source.contains(&declared(file, name)), "{file} has no test `{name}`");
        }
    }
}
