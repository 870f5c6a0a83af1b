//! `cargo xtask soak`: many processes at one store while things go wrong, and after each round the reckoning.
//!
//! What is done and what is looked at is in `tests/php/Soak`.

use crate::build;
use crate::process;
use crate::setup::{self, Need};
use crate::test::Count;
use crate::tree::Tree;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// What it needs beside the build.
pub(crate) const NEEDS: [Need; 4] = [Need::Php, Need::PhpMysql, Need::MariaDb, Need::Galera];

/// Races processes for uses on SQLite, MariaDB and a Galera cluster, kills and stalls them, and counts.
///
/// Calm rounds and stormy ones take turns. In a stormy one workers, servers and nodes are killed and stopped in their tracks, disks are full,
/// connections drop and clocks go back. After each, every answer that was heard must hold, and every limit be kept to the use.
#[derive(Args)]
pub(crate) struct Soak {
    /// How long, in all
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    minutes: u32,
    /// On this engine alone
    #[arg(long, value_enum, value_name = "ENGINE")]
    engine: Option<Engine>,
    /// Seed of what is done and of what goes wrong, to repeat a run; the time when absent
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u32>,
    /// Repeat this round alone
    #[arg(long, value_name = "NUMBER")]
    round: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// A file
    Sqlite,
    /// One server
    Mariadb,
    /// Three nodes
    Galera,
}

impl Soak {
    /// Runs the rounds, and answers whether all is well.
    pub(crate) fn run(&self, tree: &Tree) -> Result<bool> {
        setup::ensure(tree, &[build::NEEDS.as_slice(), &NEEDS].concat())?;
        build::build(tree)?;
        let engines = self.engine.map_or_else(|| Engine::value_variants().to_vec(), |engine| vec![engine]);
        let seconds = self.minutes * 60 / engines.len() as u32;
        let counts: Result<Vec<Count>> =
            engines.into_iter().map(|engine| self.rounds(tree, engine, seconds, "long")).collect();
        let count: Count = counts?.into_iter().sum();
        println!("{} rounds passed, {} failed", count.passed, count.failed);
        Ok(count.failed == 0)
    }

    /// A calm round and a stormy one on each engine, for the tests.
    pub(crate) fn short(tree: &Tree) -> Result<Count> {
        let soak = Self { minutes: 0, engine: None, seed: None, round: None };
        Engine::value_variants().iter().map(|engine| soak.rounds(tree, *engine, 0, "short")).sum()
    }

    fn rounds(&self, tree: &Tree, engine: Engine, seconds: u32, stall: &str) -> Result<Count> {
        let engine = engine.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let seed = self.seed.unwrap_or_else(now);
        let mut command = Command::new("php");
        command.arg(tree.at("tests/php/Soak/soak.php")).args(["--engine", &engine, "--stall", stall]);
        command.args(["--seed", &seed.to_string(), "--seconds", &seconds.to_string()]);
        if let Some(round) = self.round {
            command.args(["--round", &round.to_string()]);
        }
        let (output, status) = process::tee(&mut command)?;
        let lines = |word: &str| output.lines().filter(|line| line.starts_with(word)).count();
        let count = Count { passed: lines("ok "), failed: lines("FAILED ") };
        if count.failed > 0 {
            println!("again: cargo xtask soak --engine {engine} --seed {seed} --round NUMBER");
        }
        Ok(count.judged(status.success()))
    }
}

fn now() -> u32 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as u32)
}
