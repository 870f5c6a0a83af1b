//! Runs what README.md shows, as printed, against a fresh demo shop.

use super::Count;
use crate::server::{self, Server, Site};
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use std::fs;
use std::process::Command;

/// The address the README prints; the test puts a free port in its place.
const PRINTED: &str = "127.0.0.1:8080";

/// One command of a `console` block and the output shown below it.
struct Example {
    command: String,
    shown: String,
}

/// Runs the examples in order: one shop, so that a later one may build on an earlier one.
pub(crate) fn run(tree: &Tree) -> Result<Count> {
    let text = fs::read_to_string(tree.at("README.md")).context("could not read README.md")?;
    let examples = examples(&text);
    if examples.is_empty() {
        bail!("README.md has no ```console block");
    }
    let data = tree.at("target/remise/readme-shop");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let shop = Server::start(Site::shop(&tree.at(""), &data), server::free_port()?)?;
    let address = shop.address();
    let place = address.trim_start_matches("http://");
    let counts: Vec<Count> = examples.iter().map(|example| example.run(tree, place)).collect();
    let verbs = commands(&text).into_iter().map(known);
    Ok(counts.into_iter().chain(verbs).sum())
}

impl Example {
    /// Runs the command and compares; `…` stands for anything.
    fn run(&self, tree: &Tree, place: &str) -> Count {
        let command = self.command.replace(PRINTED, place);
        let answer = Command::new("bash").args(["-c", &command]).current_dir(tree.at("")).output();
        let given =
            answer.map_or_else(|error| error.to_string(), |done| String::from_utf8_lossy(&done.stdout).into_owned());
        let well = fits(&one_line(&self.shown), &one_line(&given));
        println!("{} {}", if well { "ok    " } else { "FAILED" }, self.command.lines().next().unwrap_or_default());
        if !well {
            println!("  shown: {}\n  given: {}", self.shown.trim(), given.trim());
        }
        Count::of(well)
    }
}

/// Every `$ command` of the `console` blocks, with its continuation lines and what is shown after it.
fn examples(text: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    for line in block_lines(text, "console") {
        if let Some(command) = line.strip_prefix("$ ") {
            found.push(Example { command: command.to_owned(), shown: String::new() });
        } else if let Some(example) = found.last_mut() {
            let open = example.shown.is_empty() && continues(&example.command);
            let text = if open { &mut example.command } else { &mut example.shown };
            if open {
                text.push('\n');
            }
            text.push_str(line);
            if !open {
                text.push('\n');
            }
        }
    }
    found
}

/// A command goes on after a backslash, and inside a quoted body.
fn continues(command: &str) -> bool {
    command.ends_with('\\') || command.matches('\'').count() % 2 == 1
}

/// The `cargo xtask` commands of the `sh` blocks.
fn commands(text: &str) -> Vec<&str> {
    let lines = block_lines(text, "sh").into_iter();
    lines.filter(|line| line.starts_with("cargo xtask ")).collect()
}

/// Whether this tool takes the command line; running `cargo xtask test` from here would never end.
fn known(command: &str) -> Count {
    let words = command.split(" #").next().unwrap_or_default().split_whitespace().skip(1);
    let well = crate::Arguments::command().try_get_matches_from(words).is_ok();
    println!("{} {command}", if well { "ok    " } else { "FAILED" });
    Count::of(well)
}

fn block_lines<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            inside = !inside && fence == language;
        } else if inside {
            lines.push(line);
        }
    }
    lines
}

/// A long answer is shown on several lines.
fn one_line(text: &str) -> String {
    text.lines().collect()
}

/// Whether `given` is `shown`, where `…` stands for any text.
fn fits(shown: &str, given: &str) -> bool {
    let mut pieces = shown.split('…');
    let Some(mut rest) = pieces.next().and_then(|first| given.strip_prefix(first)) else {
        return false;
    };
    let mut last = "";
    let mut open = false;
    for piece in pieces {
        let Some((_, tail)) = rest.split_once(piece) else {
            return false;
        };
        (rest, last, open) = (tail, piece, true);
    }
    rest.is_empty() || open && (last.is_empty() || given.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::{examples, fits};

    #[test]
    fn an_ellipsis_stands_for_anything() {
        assert!(fits("{\"a\":…}", "{\"a\":12}"));
        assert!(fits("a…", "abc"));
        assert!(fits("a", "a"));
        assert!(fits("…\"code\":…}", "x \"code\":1}}"));
        assert!(!fits("a", "ab"));
        assert!(!fits("{\"a\":…}", "{\"b\":12}"));
    }

    #[test]
    fn a_quoted_body_belongs_to_the_command() {
        let text = "```console\n$ curl -d '{\n  \"a\": 1\n}' http://x\n{\"b\":2}\n$ true\n```\n";
        let found = examples(text);
        assert_eq!(found.len(), 2);
        let first = found.first().map(|example| (example.command.as_str(), example.shown.as_str()));
        assert_eq!(first, Some(("curl -d '{\n  \"a\": 1\n}' http://x", "{\"b\":2}\n")));
    }
}
