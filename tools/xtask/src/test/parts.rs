//! The parts of the tests, and how each is run.

use super::{Count, lint, package, readme};
use crate::setup::Need;
use crate::soak::{self, Soak};
use crate::tree::{self, Tree};
use crate::{build, files, process};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::path::Path;
use std::process::Command;

/// One part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The Rust core, with the vectors
    Core,
    /// The translator, with the official WebAssembly test suite; and this tool
    Wasm2php,
    /// The npm package in Node, with the vectors; the API against its description
    Node,
    /// The bridge and the embedded shop, with the vectors
    Php,
    /// Uses taken by many processes while things go wrong, on every database
    Soak,
    /// Console and shop in Chromium
    Browser,
    /// The commands and examples of README.md, as printed
    Readme,
    /// The packages, unpacked and used
    Package,
    /// Formatting, lints, PHP's syntax, and that the PHP stays thin
    Lint,
}

impl Part {
    /// What the machine must have.
    pub(crate) fn needs(self) -> Vec<Need> {
        let own: &[Need] = match self {
            Self::Core => &[],
            Self::Node => &[Need::Php, Need::Npm("tests/node")],
            Self::Wasm2php => &[Need::Php],
            Self::Php => &[Need::Php, Need::PhpUnit, Need::PhpMysql, Need::MariaDb, Need::Galera],
            Self::Package => &[Need::Php, Need::PhpUnit, Need::PhpMysql, Need::MariaDb],
            Self::Soak => &soak::NEEDS,
            Self::Browser => &[Need::Php, Need::Chromium, Need::Npm("tests/browser")],
            Self::Readme => &[Need::Php, Need::Curl],
            Self::Lint => &[Need::Php, Need::WasmTarget],
        };
        let built = !matches!(self, Self::Core | Self::Wasm2php | Self::Lint);
        [if built { build::NEEDS.as_slice() } else { &[] }, own].concat()
    }

    /// The word on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Runs it, its runner's output shown.
    pub(crate) fn run(self, tree: &Tree) -> Result<Count> {
        match self {
            Self::Core => cargo_test(tree, &["remise"]),
            Self::Wasm2php => cargo_test(tree, &["wasm2php", "xtask"]),
            Self::Node => build::build(tree).and_then(|()| node_test(tree, "tests/node")),
            Self::Php => build::build(tree).and_then(|()| phpunit(tree)),
            Self::Soak => build::build(tree).and_then(|()| Soak::short(tree)),
            Self::Browser => build::build(tree).and_then(|()| node_test(tree, "tests/browser")),
            Self::Readme => build::build(tree).and_then(|()| readme::run(tree)),
            Self::Package => package::test(tree),
            Self::Lint => lint::run(tree),
        }
    }
}

fn cargo_test(tree: &Tree, packages: &[&str]) -> Result<Count> {
    let mut command = Command::new(tree::cargo());
    command.args(["test", "--quiet", "--no-fail-fast"]).current_dir(tree.at(""));
    for package in packages {
        command.args(["--package", package]);
    }
    command.args(["--", "--show-output"]);
    let (output, status) = process::tee(&mut command)?;
    Ok(Count::of_cargo(&output).judged(status.success()))
}

/// Names the files one by one: what Node makes of a directory differs between its versions.
fn node_test(tree: &Tree, directory: &str) -> Result<Count> {
    let tests = files::below(&tree.at(directory), |name| name.ends_with(".test.mjs") || name.ends_with(".test.js"))?;
    if tests.is_empty() {
        bail!("no *.test.mjs below {directory}");
    }
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=spec"]).args(tests).current_dir(tree.at(""));
    let (output, status) = process::tee(&mut command)?;
    Ok(Count::of_node(&output).judged(status.success()))
}

/// The runs of PHPUnit; the module for PrestaShop meets each release in a process of its own.
const PHPUNIT: [&str; 3] = ["phpunit", "prestashop-8", "prestashop-9"];

fn phpunit(tree: &Tree) -> Result<Count> {
    PHPUNIT.iter().map(|run| phpunit_run(tree, run, None)).sum()
}

/// One run; with `module`, of the PrestaShop module that lies there instead of the project's.
pub(super) fn phpunit_run(tree: &Tree, run: &str, module: Option<&Path>) -> Result<Count> {
    let mut command = Command::new("phpunit");
    command.arg("--configuration").arg(format!("tests/php/{run}.xml")).arg("--colors=never");
    command.envs(module.map(|module| ("REMISE_MODULE", module))).current_dir(tree.at(""));
    let (output, status) = process::tee(&mut command)?;
    Ok(Count::of_phpunit(&output).judged(status.success()))
}
