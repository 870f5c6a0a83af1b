//! The six modules made of the one crate, and how each is compiled.

use crate::tree::{self, Tree};
use crate::{panics, process};
use anyhow::{Context, Result};
use std::process::Command;
use std::{env, fs};

/// One module: the crate's library compiled to wasm with some of its features.
pub(crate) struct Face {
    /// The name of its intermediate files.
    pub(crate) name: &'static str,
    /// The cargo features that choose it.
    pub(crate) features: &'static str,
    /// `opt-level` in cargo's own writing.
    pub(crate) opt_level: &'static str,
    /// Arguments for rustc, for this crate alone, so that the dependencies are shared between the faces.
    pub(crate) rustc: &'static [&'static str],
}

/// A validation executes as many instructions as with LLVM's own threshold (225), and the module is a quarter smaller.
const INLINING: &str = "-Cllvm-args=--inline-threshold=60";

/// For what a page waits for: a validation takes some fifty microseconds in any case.
const TERSE: &str = "-Cllvm-args=--inline-threshold=20";

/// The memory of a plain module becomes a PHP array, hence the small stack.
const STACK: &str = "-Clink-arg=-zstack-size=16384";

/// The verbs of a checkout with a plain C ABI, for PHP.
pub(crate) const TILL: Face = Face { name: "till", features: "till", opt_level: "2", rustc: &[STACK, INLINING] };

/// The other verbs, likewise.
pub(crate) const OFFICE: Face = Face { name: "office", features: "office", opt_level: "\"z\"", rustc: &[STACK] };

/// The verbs of vouchers, likewise.
pub(crate) const VOUCHER: Face = Face { name: "voucher", features: "voucher", opt_level: "\"z\"", rustc: &[STACK] };

/// The till for browsers and Node.
pub(crate) const BROWSER: Face =
    Face { name: "browser", features: "browser,till", opt_level: "\"z\"", rustc: &[TERSE] };

/// The office for browsers and Node.
pub(crate) const BROWSER_OFFICE: Face =
    Face { name: "browser-office", features: "browser,office,voucher", opt_level: "\"z\"", rustc: &[] };

/// The code checker alone, for pages that need no more.
pub(crate) const CHECKER: Face =
    Face { name: "checker", features: "checker", opt_level: "\"z\"", rustc: &["-Cllvm-args=--inline-threshold=25"] };

/// Every face, for checks that go through all of them.
pub(crate) const ALL: [&Face; 6] = [&TILL, &OFFICE, &VOUCHER, &BROWSER, &BROWSER_OFFICE, &CHECKER];

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

impl Face {
    /// Compiles the face and gives the module as the linker left it, with its names and its list of features, which
    /// wasm-bindgen and the profile read; the optimizer drops them.
    pub(crate) fn compile(&self, tree: &Tree) -> Result<Vec<u8>> {
        let mut command = Command::new(tree::cargo());
        command
            .args(["rustc", "--package", "remise", "--lib", "--crate-type", "cdylib"])
            .args(["--target", TARGET, "--profile", "wasm", "--no-default-features", "--features", self.features])
            .arg("--config")
            .arg(format!("profile.wasm.opt-level={}", self.opt_level))
            .arg("--config")
            .arg(format!(
                "target.{TARGET}.rustflags=[\"--remap-path-prefix={}={}\"]",
                downloads(),
                panics::DEPENDENCIES
            ))
            .args(["--config", "profile.wasm.strip=\"debuginfo\""])
            .arg("--")
            .args(self.rustc)
            .current_dir(tree.at(""));
        process::run(&mut command).with_context(|| format!("the {} face does not compile", self.name))?;
        let artifact = tree.cargo_target().join(TARGET).join("wasm/remise.wasm");
        panics::trap(&fs::read(&artifact).with_context(|| format!("cargo left no {}", tree.show(&artifact)))?)
    }
}

/// Where cargo keeps the sources of the dependencies.
fn downloads() -> String {
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    format!("{}/registry/src/", home.unwrap_or_default())
}
