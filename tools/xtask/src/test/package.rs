//! Uses the packages as their users would, from a directory of their own.

use super::{Count, parts};
use crate::server::{self, Server, Site};
use crate::tree::Tree;
use crate::{files, package, process};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::ZipArchive;

const IMPORT: &str = "import { load } from 'remise'; console.log((await load()).check({ code: 'x' }).answer);";

/// Packs, unpacks and tries each package.
pub(crate) fn test(tree: &Tree) -> Result<Count> {
    let packed = package::run(tree)?;
    let place = tree.at("target/remise/packages");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let mut counts = Vec::new();
    for file in packed {
        let tried = match tree.show(&file).to_string() {
            name if name.contains("prestashop") => prestashop(tree, &file, &place),
            name if name.ends_with(".zip") => shop(&file, &place),
            _ => npm(&file, &place),
        };
        println!("{} {}", if tried.is_ok() { "ok    " } else { "FAILED" }, tree.show(&file));
        counts.push(Count::of(tried.map_err(|error| println!("  {error:#}")).is_ok()));
    }
    Ok(counts.into_iter().sum())
}

/// The shop opens, and creates its data, where nothing but the zip is.
fn shop(file: &Path, place: &Path) -> Result<()> {
    ZipArchive::new(File::open(file)?)?.extract(place)?;
    let root = place.join(file.file_stem().context("a zip without a name")?);
    let server = Server::start(Site::shop(&root, &place.join("data")), server::free_port()?)?;
    let (status, body) = server.get("/")?;
    if !status.contains(" 200 ") {
        bail!("the shop's front page answered {status}: {body}");
    }
    Ok(())
}

/// The folder is what PrestaShop unpacks; the module in it passes the module's tests, with the bridge that it brings.
fn prestashop(tree: &Tree, file: &Path, place: &Path) -> Result<()> {
    let unpacked = place.join("prestashop");
    ZipArchive::new(File::open(file)?)?.extract(&unpacked)?;
    let module = unpacked.join("remise");
    if fs::read_dir(&unpacked)?.count() != 1 {
        bail!("something lies outside of the module's folder");
    }
    for path in files::below(&module, |_| true)? {
        let index = path.with_file_name("index.php");
        if !index.is_file() {
            bail!("there is no {}", index.display());
        }
    }
    for run in ["prestashop-8", "prestashop-9"] {
        if parts::phpunit_run(tree, run, Some(&module))?.failed > 0 {
            bail!("the module of the zip fails its tests");
        }
    }
    Ok(())
}

/// A project that depends on the package can import and call it.
fn npm(file: &Path, place: &Path) -> Result<()> {
    let modules: PathBuf = place.join("project/node_modules");
    fs::create_dir_all(&modules)?;
    process::run(Command::new("tar").arg("-xzf").arg(file).arg("-C").arg(&modules))?;
    fs::rename(modules.join("package"), modules.join("remise"))?;
    let mut import = Command::new("node");
    import.args(["--input-type=module", "--eval", IMPORT]).current_dir(place.join("project"));
    let answer = process::output(&mut import)?;
    if answer != "checked" {
        bail!("`check` answered `{answer}`, not `checked`");
    }
    Ok(())
}
