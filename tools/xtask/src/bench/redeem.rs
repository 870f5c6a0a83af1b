//! Taking uses by many processes at once, beside the shapes that shops have.

use super::figure::Figure;
use crate::process;
use crate::tree::Tree;
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Command;

/// The seconds of a turn; also in `tests/bench/redeem-writer.php`.
const SECONDS: f64 = 2.5;
/// Milliseconds that a writer on SQLite may wait at worst.
const WORST: f64 = 100.0;

/// Every figure of redeeming.
pub(crate) fn measure(tree: &Tree) -> Result<Vec<Figure>> {
    let measured: Value = serde_json::from_str(&process::output(
        Command::new("php").args(["-d", "opcache.enable_cli=1"]).arg(tree.at("tests/bench/redeem.php")),
    )?)?;
    show(&measured);
    // Microseconds from one use to the next, over all writers; a target is the inverse of how many times faster.
    let figure = |id, codes: &str, peer: &str, times: f64| -> Result<Figure> {
        let micros = |shape| -> Result<f64> { Ok(1e6 * SECONDS / number(&measured, &[codes, shape, "count"])?) };
        Ok(Figure { id, unit: "us", ours: micros("ours")?, peer: micros(peer)?, target: 1.0 / times })
    };
    Ok(vec![
        figure("redeem_hot", "hot", "plain", 1.5)?,
        figure("redeem_hot_get_lock", "hot", "get_lock", 2.5)?,
        figure("redeem_distinct", "distinct", "plain", 1.2)?,
        figure("redeem_galera_hot", "galera-hot", "plain", 10.0)?,
        Figure {
            id: "redeem_sqlite_worst",
            unit: "ms",
            ours: number(&measured, &["sqlite", "ours", "worst"])?,
            peer: WORST,
            target: 1.0,
        },
    ])
}

fn number(measured: &Value, path: &[&str]) -> Result<f64> {
    let found = path.iter().try_fold(measured, |value, name| value.get(name));
    found.and_then(Value::as_f64).with_context(|| format!("no `{}` measured", path.join(".")))
}

/// All that was measured, also what has no target.
fn show(measured: &Value) {
    println!("\n{:<16} {:<12} {:>10} {:>10}", "codes", "shape", "uses/s", "p99 ms");
    for (codes, shapes) in measured.as_object().into_iter().flatten() {
        for (shape, figures) in shapes.as_object().into_iter().flatten() {
            let [count, p99] = ["count", "p99"].map(|name| number(figures, &[name]).unwrap_or_default());
            println!("{codes:<16} {shape:<12} {:>10.0} {p99:>10.1}", count / SECONDS);
        }
    }
}
