//! Bytes of what is shipped, against their bounds.

use super::figure::Figure;
use crate::tree::Tree;
use crate::{build, plain, process};
use anyhow::{Context, Result};
use std::process::Command;

const KILO: f64 = 1000.0;
const MEGA: f64 = 1_000_000.0;

/// Every size that has a bound.
pub(crate) fn measure(tree: &Tree) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for module in plain::ALL {
        let [wasm, php] = module.figures;
        figures.push(Figure::bytes(wasm, bytes(tree, module.wasm)?, 256.0 * KILO));
        figures.push(Figure::bytes(php, bytes(tree, &module.class_file())?, 2.0 * MEGA));
    }
    figures.push(Figure::bytes("browser_brotli", brotli(tree, "till.js", "till_bg.wasm")?, 60.0 * KILO));
    figures.push(Figure::bytes("checker_brotli", brotli(tree, "checker.js", "checker_bg.wasm")?, 12.0 * KILO));
    Ok(figures)
}

fn bytes(tree: &Tree, file: &str) -> Result<f64> {
    Ok(tree.at(file).metadata().with_context(|| format!("missing: {file}"))?.len() as f64)
}

/// What a page loads: the module and every script that `entry` imports.
fn brotli(tree: &Tree, entry: &str, wasm: &str) -> Result<f64> {
    let mut command = Command::new("node");
    command
        .arg(tree.at("tests/bench/size.mjs"))
        .arg(tree.at("pkg").join(entry))
        .arg(tree.at(build::PACKAGE).join(wasm));
    process::output(&mut command)?.parse().context("tests/bench/size.mjs printed no number")
}
