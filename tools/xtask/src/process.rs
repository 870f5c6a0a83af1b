//! Running other programs.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::{env, io};

/// Runs a command to its end with the terminal's own output; an exit code other than 0 is an error that shows the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| could_not_start(command))?;
    check(command, status)
}

/// Runs a command and gives its standard output, trimmed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().with_context(|| could_not_start(command))?;
    check(command, done.status)?;
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

/// Whether a command starts and ends well; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a command, shows its standard output as it comes, and gives it back with the exit status.
pub(crate) fn tee(command: &mut Command) -> Result<(String, ExitStatus)> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| could_not_start(command))?;
    let mut text = String::new();
    if let Some(pipe) = child.stdout.take() {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            io::stdout().write_all(&line)?;
            text.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    Ok((text, child.wait()?))
}

/// The file of a program that `PATH` finds.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

fn could_not_start(command: &Command) -> String {
    format!("could not start `{}`", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
