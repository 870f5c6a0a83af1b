//! Builds, runs, tests, measures and packages Remise: `cargo xtask VERB`.

mod bench;
mod build;
mod demo;
mod face;
mod files;
mod fuzz;
mod package;
mod panics;
mod plain;
mod process;
mod server;
mod setup;
mod soak;
mod stamp;
mod test;
mod translate;
mod tree;
mod wasm_opt;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use tree::Tree;

/// Builds, runs, tests, measures and packages Remise.
///
/// Every verb fetches what it lacks (the wasm target, Debian packages, npm packages); where it cannot, it names what
/// is missing and how to get it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Builds the engine for PHP (`plugins/bridge/build`) and for browsers and Node (`pkg/build`)
    Build,
    Demo(demo::Demo),
    Test(test::Test),
    Bench(bench::Bench),
    Fuzz(fuzz::Fuzz),
    Soak(soak::Soak),
    /// Packs what is given to users into `dist`: the npm tarball and the embedded shop
    Package,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match Tree::find().and_then(|tree| run(&tree, arguments.verb)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(tree: &Tree, verb: Verb) -> anyhow::Result<ExitCode> {
    match verb {
        Verb::Build => build::build(tree).map(|()| ExitCode::SUCCESS),
        Verb::Demo(demo) => demo.run(tree).map(|()| ExitCode::SUCCESS),
        Verb::Bench(bench) => bench.run(tree).map(|()| ExitCode::SUCCESS),
        Verb::Fuzz(fuzz) => fuzz.run(tree).map(exit),
        Verb::Soak(soak) => soak.run(tree).map(exit),
        Verb::Package => package::run(tree).map(|_| ExitCode::SUCCESS),
        Verb::Test(test) => test.run(tree).map(exit),
    }
}

fn exit(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
