//! The PHP class made of the plain face.

use crate::stamp::{self, Stamp};
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm2php::Options;

/// Where the bridge looks for what is generated.
pub(crate) const DIRECTORY: &str = "plugins/bridge/build";
/// The class, in `DIRECTORY`.
pub(crate) const CLASS_FILE: &str = "plugins/bridge/build/RemiseModule.php";

/// Translates the engine and writes, beside it, which engine it is.
pub(crate) fn translate(tree: &Tree, wasm: &[u8], work: &Path) -> Result<()> {
    let (class, about) = (tree.at(CLASS_FILE), tree.at(DIRECTORY).join("engine.php"));
    let stamp = Stamp::new(
        work.join("php.stamp"),
        &[wasm, stamp::own_identity()?.as_bytes()],
        vec![class.clone(), about.clone()],
    );
    if stamp.holds() {
        return Ok(());
    }
    let options = Options {
        namespace: "Remise\\Bridge\\Generated".to_owned(),
        class: "RemiseModule".to_owned(),
        ..Options::default()
    };
    let php = wasm2php::translate(wasm, &options).context("the engine could not be translated to PHP")?;
    fs::create_dir_all(tree.at(DIRECTORY))?;
    replace(&class, &php)?;
    replace(&about, &describe(wasm))?;
    println!("{:>9} {CLASS_FILE}", php.len());
    stamp.set()
}

/// `engine.php` answers which engine the class was made of.
fn describe(wasm: &[u8]) -> String {
    format!(
        "<?php\n\ndeclare(strict_types=1);\n\n// Made by `cargo xtask build`.\nreturn [\n    'version' => '{}',\n    'sha256' => '{}',\n];\n",
        env!("CARGO_PKG_VERSION"),
        stamp::sha256(wasm)
    )
}

/// Puts a whole file in place at once: a running shop never reads half of it.
fn replace(file: &Path, text: &str) -> Result<()> {
    let part = file.with_extension("part");
    fs::write(&part, text)?;
    fs::rename(&part, file).with_context(|| format!("could not write {}", file.display()))
}
