//! `cargo xtask demo`: the embedded shop, built and served.

use crate::build;
use crate::server::{self, Server, Site};
use crate::setup::{self, Need};
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::{self, Path, PathBuf};

/// Marks a directory as the demo's own, which `--reset` may empty.
const MARK: &str = ".remise-demo";

/// Where the demo's data are kept when nothing else is said.
const DATA: &str = "var/shop";

/// Builds what has changed and serves the embedded shop until Ctrl-C.
#[derive(Args)]
pub(crate) struct Demo {
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 8080, value_name = "NUMBER")]
    port: u16,
    #[arg(long, value_name = "DIRECTORY", help = format!("Directory of the shop's data; made when it is missing [default: {DATA}]"))]
    data: Option<PathBuf>,
    /// Begin again with the sample data: what the shop has stored is deleted
    #[arg(long)]
    reset: bool,
}

impl Demo {
    /// Serves until Ctrl-C, or until the server ends.
    pub(crate) fn run(&self, tree: &Tree) -> Result<()> {
        setup::ensure(tree, &[Need::Php])?;
        build::build(tree)?;
        let data = self.data.as_ref().map_or_else(|| Ok(tree.at(DATA)), path::absolute)?;
        if self.reset {
            reset(&data)?;
        }
        claim(&data)?;
        let mut shop = Server::start(Site::shop(&tree.at(""), &data), self.port)?;
        stop_on_signal(shop.group())?;
        greet(tree, &shop, &data);
        shop.wait()?;
        println!("stopped");
        Ok(())
    }
}

fn greet(tree: &Tree, shop: &Server, data: &Path) {
    let address = shop.address();
    println!("The shop is open:   {address}/");
    println!("The console:        {address}/admin/   (user admin, password admin)");
    println!("Its data:           {}", tree.show(data));
    println!("The server's log:   {}", tree.show(shop.log()));
    println!("Ctrl-C stops it.");
}

/// Empties a directory that a demo made; anything else is left alone.
fn reset(data: &Path) -> Result<()> {
    if !data.exists() {
        return Ok(());
    }
    if !data.join(MARK).is_file() {
        bail!("{} was not made by `cargo xtask demo`; --reset deletes nothing there", data.display());
    }
    fs::remove_dir_all(data).with_context(|| format!("could not delete {}", data.display()))
}

/// Makes the directory and marks it, when it is new or empty.
fn claim(data: &Path) -> Result<()> {
    fs::create_dir_all(data).with_context(|| format!("could not create {}", data.display()))?;
    if fs::read_dir(data)?.next().is_none() {
        fs::write(data.join(MARK), "")?;
    }
    Ok(())
}

/// Ctrl-C, and any other signal that ends this command, ends the server too.
fn stop_on_signal(group: u32) -> Result<()> {
    ctrlc::set_handler(move || server::stop(group)).context("could not catch Ctrl-C")
}
