//! What a verb needs from the machine: found, or fetched, or named with the way to get it.

use crate::process;
use crate::stamp::Stamp;
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Something that must be there before a verb can work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Rust's `wasm32-unknown-unknown`.
    WasmTarget,
    /// Node 18 or later, with npm.
    Node,
    /// The npm packages of the lock file in this directory of the project.
    Npm(&'static str),
    /// PHP 8.1 or later with what the bridge uses.
    Php,
    /// PHP's driver for MariaDB and MySQL.
    PhpMysql,
    /// MariaDB's server, for the tests to start one of their own.
    MariaDb,
    /// What makes a cluster of it, with the scripts by which a node takes over the data of another.
    Galera,
    /// PHPUnit 9.
    PhpUnit,
    /// Chromium, for the browser tests.
    Chromium,
    /// curl, for the README's examples.
    Curl,
    /// A C++ compiler, for libFuzzer.
    Compiler,
}

/// PHP that runs the bridge: new enough, and with the extensions a shop has.
const PHP_PROBE: &str = "exit(PHP_VERSION_ID >= 80100 && extension_loaded('pdo_sqlite') && extension_loaded('mbstring') \
     && extension_loaded('Zend OPcache') ? 0 : 1);";

const PHP_MYSQL_PROBE: &str = "exit(extension_loaded('pdo_mysql') ? 0 : 1);";

const NODE_PROBE: &str = "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)";

impl Need {
    /// Whether it is there already.
    fn met(self, tree: &Tree) -> bool {
        match self {
            Self::WasmTarget => wasm_target_there(),
            Self::Node => {
                process::which("npm").is_some() && process::succeeds(Command::new("node").args(["-e", NODE_PROBE]))
            }
            Self::Npm(directory) => npm_stamp(tree, directory).is_ok_and(|stamp| stamp.holds()),
            Self::Php => process::succeeds(Command::new("php").args(["-r", PHP_PROBE])),
            Self::PhpMysql => process::succeeds(Command::new("php").args(["-r", PHP_MYSQL_PROBE])),
            Self::MariaDb => process::which("mariadb-install-db").is_some() && mariadb_server().is_some(),
            Self::Galera => {
                Path::new("/usr/lib/galera/libgalera_smm.so").is_file()
                    && ["wsrep_sst_rsync", "rsync"].into_iter().all(|program| process::which(program).is_some())
            }
            Self::PhpUnit => process::which("phpunit").is_some(),
            Self::Chromium => Path::new("/usr/bin/chromium").is_file(),
            Self::Curl => process::which("curl").is_some(),
            Self::Compiler => process::which("c++").is_some(),
        }
    }

    /// The Debian packages that bring it.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::WasmTarget | Self::Npm(_) => &[],
            Self::Node => &["nodejs", "npm"],
            Self::Php => &["php-cli", "php-sqlite3", "php-mbstring"],
            Self::PhpMysql => &["php-mysql"],
            Self::MariaDb => &["mariadb-server-core"],
            Self::Galera => &["galera-4", "mariadb-server", "rsync"],
            Self::PhpUnit => &["phpunit"],
            Self::Chromium => &["chromium"],
            Self::Curl => &["curl"],
            Self::Compiler => &["g++"],
        }
    }

    /// What it is, for someone who has to get it.
    fn name(self) -> String {
        match self {
            Self::WasmTarget => "Rust's target wasm32-unknown-unknown".to_owned(),
            Self::Node => "Node 18 or later, with npm".to_owned(),
            Self::Npm(directory) => format!("the npm packages of {directory}"),
            Self::Php => "PHP 8.1 or later with pdo_sqlite, mbstring and OPcache".to_owned(),
            Self::PhpMysql => "PHP's extension pdo_mysql".to_owned(),
            Self::MariaDb => "MariaDB's server (its programs; none has to run)".to_owned(),
            Self::Galera => "Galera for MariaDB, with rsync".to_owned(),
            Self::PhpUnit => "PHPUnit 9".to_owned(),
            Self::Chromium => "Chromium at /usr/bin/chromium".to_owned(),
            Self::Curl => "curl".to_owned(),
            Self::Compiler => "a C++ compiler".to_owned(),
        }
    }
}

/// Fetches what is missing, in one go per source.
///
/// # Errors
///
/// When something is missing that cannot be fetched: the text names it and the command that brings it.
pub(crate) fn ensure(tree: &Tree, needs: &[Need]) -> Result<()> {
    let mut missing: Vec<Need> = Vec::new();
    for need in needs {
        if !missing.contains(need) && !need.met(tree) {
            missing.push(*need);
        }
    }
    install_packages(tree, &missing)?;
    for need in missing {
        match need {
            Need::WasmTarget => add_wasm_target()?,
            Need::Npm(directory) => install_npm(tree, directory)?,
            _ => (),
        }
    }
    Ok(())
}

fn install_packages(tree: &Tree, missing: &[Need]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    let command = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if process::which("apt-get").is_none() || !is_root() {
        bail!("missing: {}\non Debian or Ubuntu, as root: {command}", names(missing));
    }
    println!("installing {}", packages.join(" "));
    apt_get(&["update", "-qq"]).context("apt could not refresh its lists")?;
    let install = [&["install", "-y", "-qq", "--no-install-recommends"], packages.as_slice()].concat();
    apt_get(&install).with_context(|| format!("apt could not install what is missing; try: {command}"))?;
    let still: Vec<Need> =
        missing.iter().copied().filter(|need| !need.packages().is_empty() && !need.met(tree)).collect();
    if !still.is_empty() {
        bail!("still missing after `{command}`: {}", names(&still));
    }
    Ok(())
}

fn names(needs: &[Need]) -> String {
    let names: Vec<String> = needs.iter().filter(|need| !need.packages().is_empty()).map(|need| need.name()).collect();
    names.join("; ")
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    process::run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// MariaDB's server; Debian keeps it where only root's `PATH` looks.
pub(crate) fn mariadb_server() -> Option<PathBuf> {
    let there = Path::new("/usr/sbin/mariadbd");
    process::which("mariadbd").or_else(|| there.is_file().then(|| there.to_owned()))
}

/// Looks where rustc would, so that a toolchain without rustup serves too.
fn wasm_target_there() -> bool {
    process::output(Command::new("rustc").args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]))
        .is_ok_and(|directory| Path::new(&directory).is_dir())
}

fn add_wasm_target() -> Result<()> {
    let name = Need::WasmTarget.name();
    if process::which("rustup").is_none() {
        bail!("missing: {name}; with rustup: rustup target add wasm32-unknown-unknown");
    }
    process::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        .with_context(|| format!("missing: {name}"))
}

fn install_npm(tree: &Tree, directory: &'static str) -> Result<()> {
    if !tree.at(directory).join("package-lock.json").is_file() {
        bail!("missing: {directory}/package-lock.json; is this a whole checkout?");
    }
    println!("installing the npm packages of {directory}");
    process::run(Command::new("npm").args(["ci", "--silent"]).current_dir(tree.at(directory)))
        .with_context(|| format!("missing: {}; try `npm ci` in {directory}", Need::Npm(directory).name()))?;
    npm_stamp(tree, directory)?.set()
}

/// Holds while the installed packages are those of the lock file.
fn npm_stamp(tree: &Tree, directory: &str) -> Result<Stamp> {
    let lock = tree.at(directory).join("package-lock.json");
    let text = fs::read(&lock).with_context(|| format!("could not read {}", tree.show(&lock)))?;
    let modules = tree.at(directory).join("node_modules");
    Ok(Stamp::new(modules.join(".remise-lock"), &[&text], Vec::new()))
}
