//! `cargo xtask test`: every part's own runner, one table, one closing line.

mod count;
mod lint;
mod package;
mod parts;
mod readme;

use crate::tree::Tree;
use anyhow::Result;
use clap::{Args, ValueEnum};
pub(crate) use count::Count;
pub(crate) use parts::Part;
use std::time::{Duration, Instant};

/// Runs the tests of one part, or of all; the last line is `N passed, N failed`.
#[derive(Args)]
pub(crate) struct Test {
    /// Run this part alone
    #[arg(value_enum)]
    part: Option<Part>,
}

/// What became of one part.
struct Outcome {
    part: Part,
    count: Count,
    took: Duration,
}

impl Test {
    /// Runs the parts and answers whether all is well.
    pub(crate) fn run(&self, tree: &Tree) -> Result<bool> {
        let parts = self.part.map_or_else(|| Part::value_variants().to_vec(), |part| vec![part]);
        let needs: Vec<_> = parts.iter().flat_map(|part| part.needs()).collect();
        crate::setup::ensure(tree, &needs)?;
        let outcomes: Vec<Outcome> = parts.into_iter().map(|part| run_part(tree, part)).collect();
        Ok(summarize(&outcomes))
    }
}

/// A part that cannot run at all has failed once; the others still run.
fn run_part(tree: &Tree, part: Part) -> Outcome {
    println!("\n== {} ==", part.name());
    let begin = Instant::now();
    let count = part.run(tree).unwrap_or_else(|error| {
        println!("error: {error:#}");
        Count::FAILED
    });
    Outcome { part, count, took: begin.elapsed() }
}

fn summarize(outcomes: &[Outcome]) -> bool {
    println!("\n{:<10} {:>8} {:>8} {:>8}", "part", "passed", "failed", "seconds");
    for Outcome { part, count, took } in outcomes {
        let none = if count.passed == 0 && count.failed > 0 { "  (nothing passed)" } else { "" };
        println!("{:<10} {:>8} {:>8} {:>8.1}{none}", part.name(), count.passed, count.failed, took.as_secs_f32());
    }
    let total: Count = outcomes.iter().map(|outcome| outcome.count).sum();
    println!("{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}
