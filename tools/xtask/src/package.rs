//! `cargo xtask package`: what is given to users, in `dist`.

use crate::tree::Tree;
use crate::{build, files, process};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Where the packages go.
const DIST: &str = "dist";

/// A zip file.
struct Archive {
    /// Its name, without the version.
    name: &'static str,
    /// The folder in it; named like the file when absent.
    folder: Option<&'static str>,
    /// Directories that are taken whole, and where they lie in the folder.
    directories: &'static [(&'static str, &'static str)],
    /// Single files of the project's root.
    files: &'static [&'static str],
    /// What the user reads first.
    read_me: &'static str,
    /// What lies in each directory, for servers that would otherwise list what is there.
    index: Option<&'static str>,
}

/// The zips that are made. A shop system's module is one more entry here.
const ARCHIVES: [Archive; 2] = [
    Archive {
        name: "remise-standalone",
        folder: None,
        directories: &[
            ("plugins/standalone", "plugins/standalone"),
            ("plugins/bridge", "plugins/bridge"),
            ("pkg", "pkg"),
            ("www", "www"),
        ],
        files: &["CHANGELOG.md"],
        read_me: include_str!("package/standalone.txt"),
        index: None,
    },
    Archive {
        name: "remise-prestashop",
        folder: Some("remise"),
        directories: &[("plugins/prestashop/remise", ""), ("plugins/bridge", "bridge"), ("pkg", "pkg"), ("www", "www")],
        files: &["CHANGELOG.md"],
        read_me: include_str!("package/prestashop.txt"),
        index: Some(include_str!("package/index.php")),
    },
];

/// What every package carries.
const LICENCES: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// Directories whose generated files belong into a package.
const BUILT: [&str; 2] = ["pkg/build", "plugins/bridge/build"];

/// Builds and packs everything; answers the files, the npm tarball first.
pub(crate) fn run(tree: &Tree) -> Result<Vec<PathBuf>> {
    build::build(tree)?;
    let dist = tree.at(DIST);
    fs::create_dir_all(&dist)?;
    let mut packed = vec![npm(tree, &dist)?];
    for archive in &ARCHIVES {
        packed.push(archive.write(tree, &dist)?);
    }
    for file in &packed {
        println!("{:>9} {}", file.metadata()?.len(), tree.show(file));
    }
    Ok(packed)
}

/// The tarball that `npm publish` would send: npm takes only what lies in the package's own directory, and one
/// file of licences, so a copy of it gets all three in one.
fn npm(tree: &Tree, dist: &Path) -> Result<PathBuf> {
    let copy = tree.at("target/remise/npm");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    let package = tree.at("pkg");
    for file in with_built(tree, "pkg")? {
        let to = copy.join(file.strip_prefix(&package)?);
        fs::create_dir_all(to.parent().context("a file without a directory")?)?;
        fs::copy(&file, to)?;
    }
    let texts = LICENCES.map(|licence| fs::read_to_string(tree.at(licence)));
    let texts = texts.into_iter().collect::<Result<Vec<_>, _>>().context("could not read the licences")?;
    fs::write(copy.join("LICENSE"), texts.join("\n\n"))?;
    let mut command = Command::new("npm");
    command.args(["pack", "--silent", "--pack-destination"]).arg(dist).current_dir(&copy);
    Ok(dist.join(process::output(&mut command)?))
}

/// The files of a directory, and those that the build put below it.
fn with_built(tree: &Tree, directory: &str) -> Result<Vec<PathBuf>> {
    let mut paths = files::below(&tree.at(directory), |_| true)?;
    for built in BUILT.iter().filter(|built| built.starts_with(directory)) {
        paths.extend(files::below(&tree.at(built), |name| !name.ends_with(".part"))?);
    }
    Ok(paths)
}

impl Archive {
    fn write(&self, tree: &Tree, dist: &Path) -> Result<PathBuf> {
        let name = format!("{}-{}", self.name, env!("CARGO_PKG_VERSION"));
        let file = dist.join(format!("{name}.zip"));
        let folder = Path::new(self.folder.unwrap_or(&name));
        let contents = self.contents(tree)?;
        let mut zip =
            ZipWriter::new(File::create(&file).with_context(|| format!("could not write {}", tree.show(&file)))?);
        add(&mut zip, &folder.join("README.txt"), self.read_me.as_bytes(), 0o644)?;
        for (path, place) in &contents {
            let mode = path.metadata()?.permissions().mode() & 0o777;
            add(&mut zip, &folder.join(place), &fs::read(path)?, mode)?;
        }
        if let Some(index) = self.index {
            for directory in directories(contents.into_values()) {
                add(&mut zip, &folder.join(directory).join("index.php"), index.as_bytes(), 0o644)?;
            }
        }
        zip.finish()?;
        Ok(file)
    }

    /// The files, and where they lie in the folder.
    fn contents(&self, tree: &Tree) -> Result<BTreeMap<PathBuf, PathBuf>> {
        let single = self.files.iter().chain(&LICENCES).map(|file| (tree.at(file), PathBuf::from(file)));
        let mut contents: BTreeMap<PathBuf, PathBuf> = single.collect();
        for (directory, place) in self.directories {
            for path in with_built(tree, directory)? {
                let place = Path::new(place).join(path.strip_prefix(tree.at(directory))?);
                contents.insert(path, place);
            }
        }
        Ok(contents)
    }
}

/// Every directory in which one of the files lies, at any depth.
fn directories(files: impl Iterator<Item = PathBuf>) -> BTreeSet<PathBuf> {
    let above = |file: PathBuf| file.ancestors().skip(1).map(Path::to_path_buf).collect::<Vec<_>>();
    files.flat_map(above).collect()
}

/// Every entry carries the zip format's zero date, so that the same tree makes the same bytes.
fn add(zip: &mut ZipWriter<File>, name: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    zip.start_file_from_path(name, SimpleFileOptions::default().unix_permissions(mode))?;
    zip.write_all(bytes)?;
    Ok(())
}
