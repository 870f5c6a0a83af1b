//! `cargo xtask demo`: the embedded shop, built and served.

use crate::server::{self, Server, Site};
use crate::setup::{self, Need};
use crate::tree::Tree;
use crate::{build, process};
use anyhow::{Context, Result};
use clap::Args;
use std::path::{self, Path, PathBuf};
use std::process::Command;

/// Deletes what the shop has stored, and nothing else.
const RESET: &str = "plugins/standalone/bin/reset.php";

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
    /// Database instead of a file in the directory: mysql://USER:PASSWORD@HOST:PORT/DATABASE (MariaDB, MySQL) or sqlite:FILE
    #[arg(long, value_name = "ADDRESS")]
    store: Option<String>,
    /// Begin again with the sample data: what the shop has stored is deleted
    #[arg(long, conflicts_with = "store")]
    reset: bool,
}

impl Demo {
    /// Serves until Ctrl-C, or until the server ends.
    pub(crate) fn run(&self, tree: &Tree) -> Result<()> {
        let store = self.store.as_deref().unwrap_or_default();
        let database: &[Need] = if store.starts_with("mysql:") { &[Need::PhpMysql] } else { &[] };
        setup::ensure(tree, &[build::NEEDS.as_slice(), &[Need::Php], database].concat())?;
        build::build(tree)?;
        let data = self.data.as_ref().map_or_else(|| Ok(tree.at(DATA)), path::absolute)?;
        if self.reset {
            process::run(Command::new("php").arg(tree.at(RESET)).env("REMISE_DATA", &data))?;
        }
        let site = Site::shop(&tree.at(""), &data).with_store(store);
        let mut shop = Server::start(site, self.port)?;
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
    println!("The console:        {address}/console/   (name: admin, password: remise)");
    println!("Orders and log-in:  {address}/admin");
    println!("Its data:           {}", tree.show(data));
    println!("The server's log:   {}", tree.show(shop.log()));
    println!("Ctrl-C stops it.");
}

/// Ctrl-C, and any other signal that ends this command, ends the server too.
fn stop_on_signal(group: u32) -> Result<()> {
    ctrlc::set_handler(move || server::stop(group)).context("could not catch Ctrl-C")
}
