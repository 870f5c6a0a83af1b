//! Binaryen's optimizer, from its npm package.

use crate::process;
use crate::tree::Tree;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where the pinned npm package is installed.
pub(crate) const DIRECTORY: &str = "tools/xtask";

/// What rustc's modules may use and every host understands; nothing else may appear in the output.
const FEATURES: [&str; 6] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// How a module is optimized.
pub(crate) struct Passes(pub(crate) &'static [&'static str]);

/// For speed, with what a translator profits from.
pub(crate) const FAST: Passes = Passes(&["-O3"]);
/// For size.
pub(crate) const SMALL: Passes = Passes(&["-Oz", "--converge"]);
/// wasm-bindgen hands JavaScript values over in a table of references.
pub(crate) const REFERENCES: [&str; 1] = ["--enable-reference-types"];

/// Optimizes `module`; `scratch` is a path without ending, for the intermediate files.
pub(crate) fn optimize(tree: &Tree, module: &[u8], passes: &Passes, extra: &[&str], scratch: &Path) -> Result<Vec<u8>> {
    let (input, output) = (scratch.with_extension("in.wasm"), scratch.with_extension("out.wasm"));
    fs::write(&input, module)?;
    let mut command = Command::new("node");
    command
        .arg(tree.at(DIRECTORY).join("node_modules/binaryen/bin/wasm-opt"))
        .args(FEATURES)
        .args(extra)
        .args(passes.0)
        .args(["--strip-producers", "--strip-target-features"])
        .arg(&input)
        .arg("-o")
        .arg(&output);
    process::run(&mut command)?;
    Ok(fs::read(&output)?)
}
