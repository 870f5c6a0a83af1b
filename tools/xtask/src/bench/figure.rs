//! One measured figure, and how figures are shown.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Ours, its peer, and the ratio that must not be passed.
pub(crate) struct Figure {
    pub(crate) id: &'static str,
    /// What `ours` and `peer` count.
    pub(crate) unit: &'static str,
    pub(crate) ours: f64,
    pub(crate) peer: f64,
    /// `ours / peer` may be at most this.
    pub(crate) target: f64,
}

impl Figure {
    /// A size against its bound.
    pub(crate) fn bytes(id: &'static str, ours: f64, bound: f64) -> Self {
        Self { id, unit: "bytes", ours, peer: bound, target: 1.0 }
    }

    fn ratio(&self) -> f64 {
        self.ours / self.peer
    }

    fn met(&self) -> bool {
        self.ratio() <= self.target
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "ours": rounded(self.ours),
            "peer": rounded(self.peer),
            "ratio": rounded(self.ratio()),
            "target": self.target,
            "met": self.met(),
        })
    }
}

/// The table of figures.
pub(crate) fn print(figures: &[Figure]) {
    println!("\n{:<28} {:>12} {:>12} {:<6} {:>8} {:>8}", "figure", "ours", "peer", "", "ratio", "target");
    for figure in figures {
        println!(
            "{:<28} {:>12} {:>12} {:<6} {:>8.3} {:>8} {}",
            figure.id,
            rounded(figure.ours),
            rounded(figure.peer),
            figure.unit,
            figure.ratio(),
            format!("<= {}", figure.target),
            if figure.met() { "met" } else { "NOT MET" }
        );
    }
}

/// The list that other tools read.
pub(crate) fn write(figures: &[Figure], file: &Path) -> Result<()> {
    let list: Vec<Value> = figures.iter().map(Figure::json).collect();
    fs::write(file, serde_json::to_string_pretty(&list)? + "\n")
        .with_context(|| format!("could not write {}", file.display()))
}

/// Three decimals tell enough.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
