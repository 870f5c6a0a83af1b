//! The PHP classes made of the plain modules.

use crate::plain::{self, DIRECTORY, Plain};
use crate::stamp::{self, Stamp};
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm2php::Options;

/// Translates the modules and writes, beside their classes, which engine it is.
pub(crate) fn translate(tree: &Tree, work: &Path) -> Result<()> {
    fs::create_dir_all(tree.at(DIRECTORY))?;
    for module in plain::ALL {
        class(tree, module, work)?;
    }
    let about = tree.at(DIRECTORY).join("engine.php");
    let text = describe(&plain::TILL.read(tree)?);
    if fs::read_to_string(&about).is_ok_and(|there| there == text) { Ok(()) } else { replace(&about, &text) }
}

fn class(tree: &Tree, module: &Plain, work: &Path) -> Result<()> {
    let wasm = module.read(tree)?;
    let name = module.class_file();
    let file = tree.at(&name);
    let stamp = Stamp::new(
        work.join(format!("{}.php.stamp", module.face.name)),
        &[&wasm, stamp::own_identity()?.as_bytes()],
        vec![file.clone()],
    );
    if stamp.holds() {
        return Ok(());
    }
    let options = Options {
        namespace: "Remise\\Bridge\\Generated".to_owned(),
        class: module.class.to_owned(),
        ..Options::default()
    };
    let php = wasm2php::translate(&wasm, &options).with_context(|| format!("{name} could not be translated"))?;
    replace(&file, &php)?;
    println!("{:>9} {name}", php.len());
    stamp.set()
}

/// `engine.php` answers which engine decides: the till's module.
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
