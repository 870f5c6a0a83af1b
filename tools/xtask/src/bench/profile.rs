//! Where the instructions of one validation go.

use super::count;
use crate::tree::Tree;
use crate::{plain, process, wasm_opt};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Functions shown.
const SHOWN: usize = 15;

/// Runs the benchmark's validation in a module that counts, as PHP sends it and as JSON, and prints the functions that execute most.
pub(crate) fn print(tree: &Tree) -> Result<()> {
    let work = tree.at("target/remise/profile");
    fs::create_dir_all(&work)?;
    let linked = plain::TILL.face.compile(tree)?;
    let named = wasm_opt::optimize(tree, &linked, plain::TILL.passes, &["--debuginfo"], &work.join("engine"))?;
    let counting = count::instrument(&named)?;
    let file = work.join("counting.wasm");
    fs::write(&file, &counting.wasm)?;
    let block = work.join("block");
    let mut pack = Command::new("php");
    let nodes = process::output(pack.arg(tree.at("tests/bench/pack.php")).arg(&block))?;
    let json = tree.at("tests/bench/evaluate.json");
    for (sent, call, nodes) in [("as PHP sends it", &block, Some(nodes)), ("as JSON", &json, None)] {
        let mut command = Command::new("node");
        command.arg(tree.at("tests/bench/count.mjs")).arg(&file).arg(call).args(nodes);
        let counts: Vec<u64> = serde_json::from_str(&process::output(&mut command)?).context("no counts")?;
        table(sent, &counts, &counting.functions);
    }
    Ok(())
}

fn table(sent: &str, counts: &[u64], functions: &[String]) {
    let total: u64 = counts.iter().sum();
    let mut rows: Vec<(&u64, &String)> = counts.iter().zip(functions).filter(|(count, _)| **count > 0).collect();
    rows.sort_by(|left, right| right.0.cmp(left.0));
    println!("\nwasm instructions of one validation, {sent}: {total}, in {} functions", rows.len());
    for (count, function) in rows.iter().take(SHOWN) {
        let permille = *count * 1000 / total.max(1);
        println!("{count:>10} {:>3}.{} %  {function}", permille / 10, permille % 10);
    }
    let rest: u64 = rows.iter().skip(SHOWN).map(|(count, _)| **count).sum();
    println!("{rest:>10}          elsewhere");
}
