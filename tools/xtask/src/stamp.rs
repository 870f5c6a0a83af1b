//! Remembers what something was made of, so that it is not made again.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::{env, fs};

/// A file that holds the hash of what outputs were made of.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
    outputs: Vec<PathBuf>,
}

impl Stamp {
    /// A stamp at `file` for `outputs` that are made of `inputs`.
    pub(crate) fn new(file: PathBuf, inputs: &[&[u8]], outputs: Vec<PathBuf>) -> Self {
        let mut hasher = Sha256::new();
        for input in inputs {
            hasher.update(input.len().to_le_bytes());
            hasher.update(input);
        }
        Self { file, hash: hex(&hasher.finalize()), outputs }
    }

    /// Whether the outputs are there and were made of these inputs.
    pub(crate) fn holds(&self) -> bool {
        self.outputs.iter().all(|output| output.is_file())
            && fs::read_to_string(&self.file).is_ok_and(|hash| hash == self.hash)
    }

    /// Records that the outputs have been made.
    pub(crate) fn set(&self) -> Result<()> {
        if let Some(directory) = self.file.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::write(&self.file, &self.hash).with_context(|| format!("could not write {}", self.file.display()))
    }
}

/// Names this very build of xtask: what it makes depends on the libraries linked into it.
pub(crate) fn own_identity() -> Result<String> {
    let data = env::current_exe()?.metadata()?;
    Ok(format!("{} bytes of {:?}", data.len(), data.modified()?))
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
