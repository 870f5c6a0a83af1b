//! Where things lie in the project.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The project's directories.
pub(crate) struct Tree {
    root: PathBuf,
    cargo_target: PathBuf,
}

impl Tree {
    /// The tree this command was compiled in, or the one `cargo` runs it for.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest)
            .ancestors()
            .nth(2)
            .filter(|root| root.join("Cargo.toml").is_file())
            .with_context(|| format!("no Cargo.toml two levels above {}; run `cargo xtask`", manifest.display()))?
            .to_path_buf();
        let cargo_target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, cargo_target })
    }

    /// A path of the project, from its root.
    pub(crate) fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// Where cargo puts what it compiles: `target`, unless `CARGO_TARGET_DIR` says otherwise.
    pub(crate) fn cargo_target(&self) -> &Path {
        &self.cargo_target
    }

    /// How a path is shown to the user: from the root, where it lies below it.
    pub(crate) fn show<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// The cargo that runs this command.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
