//! `cargo xtask bench`: each figure against its peer, taken in the same run.

mod count;
mod figure;
mod php;
mod profile;
mod redeem;
mod size;

use crate::build;
use crate::setup::{self, Need};
use crate::tree::Tree;
use anyhow::Result;
use clap::{Args, ValueEnum};

/// Where the figures are written.
const FIGURES: &str = "target/bench.json";

/// Measures the engine against its targets and writes `target/bench.json`.
///
/// A figure is a ratio to a peer that runs beside it, since machines differ and drift; for a size the peer is the bound
/// itself. Timing decides no test.
#[derive(Args)]
pub(crate) struct Bench {
    /// Measure this part alone
    #[arg(long, value_enum, value_name = "PART")]
    only: Option<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Bytes of what is shipped
    Size,
    /// A validation in PHP against `json_decode` of its request; loading the engine
    Php,
    /// Taking uses by many processes at once, on a MariaDB server of its own, a Galera cluster and SQLite
    Redeem,
    /// Where the instructions of a validation go (no target)
    Profile,
}

impl Bench {
    /// Measures, prints and writes.
    pub(crate) fn run(&self, tree: &Tree) -> Result<()> {
        setup::ensure(
            tree,
            &[build::NEEDS.as_slice(), &[Need::Php, Need::PhpMysql, Need::MariaDb, Need::Galera]].concat(),
        )?;
        build::build(tree)?;
        let mut figures = Vec::new();
        for part in Part::value_variants().iter().filter(|part| self.only.is_none_or(|only| only == **part)) {
            match part {
                Part::Size => figures.extend(size::measure(tree)?),
                Part::Php => figures.extend(php::measure(tree)?),
                Part::Redeem => figures.extend(redeem::measure(tree)?),
                Part::Profile => profile::print(tree)?,
            }
        }
        if !figures.is_empty() {
            figure::print(&figures);
            figure::write(&figures, &tree.at(FIGURES))?;
            println!("\nwritten to {FIGURES}");
        }
        Ok(())
    }
}
