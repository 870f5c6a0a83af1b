//! The checks that run nothing: format, lints, syntax, thinness.

use super::Count;
use crate::tree::{self, Tree};
use crate::{face, files, process};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Where PHP is written.
const PHP: [&str; 3] = ["plugins", "tests", "tools/thin"];

/// Runs every check and counts each once; PHP's syntax counts once for all files.
pub(crate) fn run(tree: &Tree) -> Result<Count> {
    let mut counts = vec![
        cargo(tree, "format", &["fmt", "--all", "--check"]),
        clippy(tree, "clippy", &["--workspace", "--all-targets"]),
    ];
    for face in face::ALL {
        let arguments =
            ["--package", "remise", "--lib", "--target", face::TARGET, "--no-default-features", "--features"];
        let arguments = [arguments.as_slice(), &[face.features]].concat();
        counts.push(clippy(tree, &format!("clippy, {} face", face.name), &arguments));
    }
    counts.push(syntax(tree)?);
    counts.push(php(tree, "thin PHP", "tools/thin/check.php"));
    counts.push(php(tree, "the check of thin PHP itself", "tools/thin/selftest.php"));
    Ok(counts.into_iter().sum())
}

fn clippy(tree: &Tree, name: &str, arguments: &[&str]) -> Count {
    cargo(tree, name, &[&["clippy", "--quiet"], arguments, &["--", "-Dwarnings"]].concat())
}

fn cargo(tree: &Tree, name: &str, arguments: &[&str]) -> Count {
    check(name, process::run(Command::new(tree::cargo()).args(arguments).current_dir(tree.at(""))))
}

/// `php -l` takes one file at a time.
fn syntax(tree: &Tree) -> Result<Count> {
    let mut faults = Vec::new();
    let mut files = Vec::new();
    for directory in PHP.map(|directory| tree.at(directory)).iter().filter(|directory| directory.is_dir()) {
        files.extend(files::below(directory, |name| name.ends_with(".php"))?);
    }
    for file in &files {
        faults.extend(syntax_fault(file));
    }
    println!("{} PHP syntax: {} files", word(faults.is_empty()), files.len());
    faults.iter().for_each(|fault| println!("{fault}"));
    Ok(Count::of(faults.is_empty()))
}

fn syntax_fault(file: &PathBuf) -> Option<String> {
    let answer = Command::new("php").args(["-d", "display_errors=1", "-l"]).arg(file).output();
    match answer {
        Ok(answer) if answer.status.success() => None,
        Ok(answer) => Some(String::from_utf8_lossy(&answer.stdout).trim().to_owned()),
        Err(error) => Some(error.to_string()),
    }
}

/// A host decides nothing: see the scripts for what that means.
fn php(tree: &Tree, name: &str, script: &str) -> Count {
    check(name, process::run(Command::new("php").arg(script).current_dir(tree.at(""))))
}

fn check(name: &str, result: Result<()>) -> Count {
    println!("{} {name}", word(result.is_ok()));
    Count::of(result.is_ok())
}

fn word(well: bool) -> &'static str {
    if well { "ok    " } else { "FAILED" }
}
