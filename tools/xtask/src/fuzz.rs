//! `cargo xtask fuzz`: looks for calls that trap, or whose answers break a law.
//!
//! libFuzzer, on the stable compiler: `cargo fuzz` would want a nightly one for the address sanitizer, which a crate
//! without `unsafe` does not need. The targets are in `tests/fuzz`; what was found there is replayed by `tests/corpus.rs`.

mod inputs;

use crate::setup::{self, Need};
use crate::tree::{self, Tree};
use crate::{files, process};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the targets are.
const CRATE: &str = "tests/fuzz";
/// Where everything goes that is made.
const WORK: &str = "target/fuzz";
/// Coverage for libFuzzer: which edges are taken, how often, and what is compared with what.
const FLAGS: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];
/// A call that takes longer has a fault of its own.
const TIMEOUT_SECONDS: u32 = 20;
/// Bytes of what is kept for a target; it is a part of every checkout.
const KEPT_BYTES: u64 = 80_000;

/// Fuzzes the request decoder and the evaluator, from the kept inputs and the vectors on.
#[derive(Args)]
pub(crate) struct Fuzz {
    /// How long, in all
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    minutes: u32,
    /// Fuzz this target alone
    #[arg(long, value_enum, value_name = "TARGET")]
    target: Option<Target>,
    /// Seed of the random changes, to repeat a run; the time when absent
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u32>,
    /// Keep a small set of the inputs that reached something, in `tests/fuzz/corpus`
    #[arg(long)]
    keep: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Bytes of any kind, and nodes, to the request decoder
    Decode,
    /// Calls that are JSON, changed as JSON, to every verb
    Evaluate,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Evaluate => "evaluate",
        }
    }

    fn max_bytes(self) -> u32 {
        match self {
            Self::Decode => 2_048,
            Self::Evaluate => 4_096,
        }
    }
}

impl Fuzz {
    /// Runs the targets, and answers whether all is well.
    pub(crate) fn run(&self, tree: &Tree) -> Result<bool> {
        setup::ensure(tree, &[Need::Compiler])?;
        let targets = self.target.map_or_else(|| Target::value_variants().to_vec(), |target| vec![target]);
        inputs::write(tree)?;
        let programs = build(tree)?;
        let seconds = self.minutes * 60 / targets.len() as u32;
        let seed = self.seed.unwrap_or_else(from_time);
        let mut well = true;
        for target in targets {
            let place = Place::new(tree, target, &programs)?;
            well &= place.fuzz(seed, seconds)?;
            if self.keep && well {
                place.keep()?;
            }
        }
        Ok(well)
    }
}

/// libFuzzer takes 0 for no seed.
fn from_time() -> u32 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs() as u32).max(1)
}

/// Compiles the targets; gives the directory of the programs. With `--target`, so that no build script gets the flags.
fn build(tree: &Tree) -> Result<PathBuf> {
    let host = process::output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let directory = tree.at(WORK).join("build");
    let mut command = Command::new(tree::cargo());
    command
        .args(["build", "--release", "--target", &host, "--manifest-path"])
        .arg(tree.at(CRATE).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&directory)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    process::run(&mut command).context("the fuzz targets do not compile")?;
    Ok(directory.join(host).join("release"))
}

/// A target's program and directories.
struct Place<'t> {
    tree: &'t Tree,
    target: Target,
    program: PathBuf,
    /// What earlier runs on this machine have found.
    found: PathBuf,
    log: PathBuf,
}

impl<'t> Place<'t> {
    fn new(tree: &'t Tree, target: Target, programs: &Path) -> Result<Self> {
        let work = tree.at(WORK);
        let found = work.join("found").join(target.name());
        fs::create_dir_all(&found)?;
        fs::create_dir_all(work.join("crashes"))?;
        let log = work.join(target.name()).with_extension("log");
        Ok(Self { tree, target, program: programs.join(target.name()), found, log })
    }

    fn corpus(&self) -> PathBuf {
        self.tree.at(CRATE).join("corpus").join(self.target.name())
    }

    /// Every directory of inputs; libFuzzer writes to the first.
    fn inputs(&self) -> [PathBuf; 4] {
        let seeds = self.tree.at(CRATE).join("seeds").join(self.target.name());
        [self.found.clone(), self.corpus(), seeds, inputs::directory(self.tree, self.target.name())]
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(format!("-max_len={}", self.target.max_bytes()))
            .arg(format!("-timeout={TIMEOUT_SECONDS}"))
            .arg(format!("-artifact_prefix={}/{}-", self.tree.at(WORK).join("crashes").display(), self.target.name()));
        command
    }

    /// Fuzzes, and answers whether nothing was found; prints the seed and the executions.
    fn fuzz(&self, seed: u32, seconds: u32) -> Result<bool> {
        let name = self.target.name();
        println!("{name}: {seconds} s with seed {seed}, log in {}", self.tree.show(&self.log));
        let mut command = self.command();
        command
            .args([format!("-seed={seed}"), format!("-max_total_time={seconds}"), "-print_final_stats=1".to_owned()])
            .arg(format!("-dict={}", inputs::dictionary(self.tree).display()))
            .args(self.inputs());
        let well = self.logged(&mut command)?;
        let log = fs::read(&self.log).map(|log| String::from_utf8_lossy(&log).into_owned())?;
        let number = |label: &str| log.lines().rev().find_map(|line| line.strip_prefix(label)).map(str::trim);
        let executions = number("stat::number_of_executed_units:").unwrap_or("an unknown number of");
        println!("{} {name}: {executions} executions", if well { "ok    " } else { "FAILED" });
        if !well {
            self.explain(&log);
        }
        Ok(well)
    }

    /// What went wrong, and how to see it again.
    fn explain(&self, log: &str) {
        let lines: Vec<&str> = log.lines().collect();
        if let Some(at) =
            lines.iter().position(|line| line.contains("panicked at") || line.contains("ERROR: libFuzzer"))
        {
            lines.iter().skip(at).take(2).for_each(|line| println!("  {line}"));
        }
        let written = lines.iter().rev().find_map(|line| line.split_once("Test unit written to "));
        if let Some((_, input)) = written {
            println!("  the input is {input}\n  again: {} {input}", self.tree.show(&self.program));
        }
    }

    fn logged(&self, command: &mut Command) -> Result<bool> {
        let log = File::create(&self.log).with_context(|| format!("could not write {}", self.tree.show(&self.log)))?;
        let status = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).status();
        Ok(status.with_context(|| format!("could not start {}", self.tree.show(&self.program)))?.success())
    }

    /// Replaces the kept inputs by the few that reach as much as all together, or a part of these where they are too many.
    fn keep(&self) -> Result<()> {
        let merged = self.tree.at(WORK).join("merged").join(self.target.name());
        if merged.exists() {
            fs::remove_dir_all(&merged)?;
        }
        fs::create_dir_all(&merged)?;
        let mut command = self.command();
        command.args(["-merge=1", "-set_cover_merge=1"]).arg(&merged).args(self.inputs());
        if !self.logged(&mut command)? {
            bail!("the inputs of {} could not be merged, see {}", self.target.name(), self.tree.show(&self.log));
        }
        let corpus = self.corpus();
        fs::remove_dir_all(&corpus)?;
        fs::create_dir_all(&corpus)?;
        let merged = by_size(&merged)?;
        let bytes: u64 = merged.iter().map(|(bytes, _)| bytes).sum();
        // Evenly from short to long: the long ones alone would fill the room, the short ones alone reach little.
        let kept = merged.iter().step_by(bytes.div_ceil(KEPT_BYTES).max(1) as usize);
        for (_, file) in kept.clone() {
            fs::copy(file, corpus.join(file.file_name().unwrap_or_default()))?;
        }
        let kept = kept.len();
        println!("       {}: {kept} inputs kept in {}", self.target.name(), self.tree.show(&corpus));
        Ok(())
    }
}

fn by_size(directory: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let files = files::below(directory, |_| true)?.into_iter();
    let mut sized: Vec<_> = files.map(|file| Ok((file.metadata()?.len(), file))).collect::<Result<_>>()?;
    sized.sort();
    Ok(sized)
}
