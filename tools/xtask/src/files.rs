//! Finding files of the project.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Directories whose contents are made or fetched, not written.
const SKIPPED: [&str; 5] = ["node_modules", "build", "target", "var", "dist"];

/// Every file below `directory` whose name is `wanted`, sorted; generated ones are left out.
pub(crate) fn below(directory: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![directory.to_path_buf()];
    while let Some(directory) = waiting.pop() {
        let entries = fs::read_dir(&directory).with_context(|| format!("could not read {}", directory.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !SKIPPED.contains(&name.as_str()) && !name.starts_with('.') {
                    waiting.push(entry.path());
                }
            } else if wanted(&name) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
