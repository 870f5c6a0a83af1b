//! `cargo xtask build`: the engine for every host.

use crate::face::{self, Face};
use crate::plain::{self, Plain};
use crate::setup::{self, Need};
use crate::stamp::Stamp;
use crate::translate;
use crate::tree::Tree;
use crate::wasm_opt::{self, Passes};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Where wasm-bindgen's modules go.
pub(crate) const PACKAGE: &str = "pkg/build";

const WORK: &str = "target/remise";
/// What a build needs from the machine.
pub(crate) const NEEDS: [Need; 3] = [Need::WasmTarget, Need::Node, Need::Npm(wasm_opt::DIRECTORY)];

/// Builds every face; what has not changed is not made again.
pub(crate) fn build(tree: &Tree) -> Result<()> {
    setup::ensure(tree, &NEEDS)?;
    let work = tree.at(WORK);
    fs::create_dir_all(&work)?;
    let _lock = lock(&work)?;
    for module in plain::ALL {
        plain(tree, module, &work)?;
    }
    bound(tree, &face::BROWSER, "till", &wasm_opt::FAST, &work)?;
    bound(tree, &face::BROWSER_OFFICE, "office", &wasm_opt::SMALL, &work)?;
    bound(tree, &face::CHECKER, "checker", &wasm_opt::SMALL, &work)?;
    translate::translate(tree, &work)
}

/// One build at a time: the faces take turns at cargo's one output file.
fn lock(work: &Path) -> Result<File> {
    let file = File::create(work.join("lock"))?;
    file.lock().context("could not lock target/remise/lock")?;
    Ok(file)
}

fn plain(tree: &Tree, module: &Plain, work: &Path) -> Result<()> {
    let &Plain { face, passes, wasm, .. } = module;
    let linked = face.compile(tree)?;
    let file = tree.at(wasm);
    let stamp = stamp(work, face.name, &linked, passes, vec![file.clone()]);
    if !stamp.holds() {
        let optimized = wasm_opt::optimize(tree, &linked, passes, &[], &work.join(face.name))?;
        write(tree, &file, &optimized)?;
        stamp.set()?;
    }
    Ok(())
}

fn bound(tree: &Tree, face: &Face, name: &str, passes: &Passes, work: &Path) -> Result<()> {
    let linked = face.compile(tree)?;
    let package = tree.at(PACKAGE);
    let wasm = package.join(format!("{name}_bg.wasm"));
    let script = package.join(format!("{name}.js"));
    let stamp = stamp(work, face.name, &linked, passes, vec![wasm.clone(), script]);
    if stamp.holds() {
        return Ok(());
    }
    let made = work.join(face.name);
    bind(name, linked, &made).with_context(|| format!("wasm-bindgen refused the {} face", face.name))?;
    let raw = fs::read(made.join(format!("{name}_bg.wasm")))?;
    let module = wasm_opt::optimize(tree, &raw, passes, &wasm_opt::REFERENCES, &work.join(face.name))?;
    fs::create_dir_all(&package)?;
    write(tree, &wasm, &module)?;
    for ending in ["js", "d.ts"] {
        let file = format!("{name}.{ending}");
        let text = fs::read(made.join(&file))?;
        write(tree, &package.join(file), &text)?;
    }
    stamp.set()
}

/// One ES module that browsers, bundlers and Node can load, and that can begin afresh after a trap.
fn bind(name: &str, module: Vec<u8>, into: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, module).web(true)?.typescript(true).reset_state_function(true).generate(into)
}

/// The lock file pins the optimizer; this file and its neighbour say how the tools are used.
const RECIPE: [&str; 3] = [include_str!("build.rs"), include_str!("wasm_opt.rs"), include_str!("../package-lock.json")];

fn stamp(work: &Path, face: &str, linked: &[u8], passes: &Passes, outputs: Vec<PathBuf>) -> Stamp {
    let passes = passes.0.join(" ");
    let inputs = [[linked, passes.as_bytes()].as_slice(), &RECIPE.map(str::as_bytes)].concat();
    Stamp::new(work.join(format!("{face}.stamp")), &inputs, outputs)
}

fn write(tree: &Tree, file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("could not write {}", tree.show(file)))?;
    println!("{:>9} {}", bytes.len(), tree.show(file));
    Ok(())
}
