//! A validation in the translated engine, and loading it.

use super::figure::Figure;
use crate::process;
use crate::server::{self, Server, Site};
use crate::tree::Tree;
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Command;

/// Microseconds that loading and constructing may take.
const LOADING: f64 = 100.0;
/// Requests to the served script; the first ones fill OPcache and do not count.
const REQUESTS: usize = 220;
const WARMING: usize = 20;

const NO_JIT: [&str; 4] = ["-d", "opcache.jit=disable", "-d", "opcache.jit_buffer_size=0"];
const JIT: [&str; 4] = ["-d", "opcache.jit=function", "-d", "opcache.jit_buffer_size=64M"];

/// Every figure of PHP.
pub(crate) fn measure(tree: &Tree) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    figures.extend(validation(tree, &NO_JIT, ["php_validation", "php_validation_kept", "php_validation_json"], 30.0)?);
    figures.extend(validation(
        tree,
        &JIT,
        ["php_validation_jit", "php_validation_jit_kept", "php_validation_jit_json"],
        12.0,
    )?);
    figures.push(loading(tree)?);
    Ok(figures)
}

/// A PHP host's call with a new engine, as each web request has, and with one engine kept; JSON text with a new engine.
fn validation(tree: &Tree, jit: &[&str], ids: [&'static str; 3], target: f64) -> Result<[Figure; 3]> {
    let mut command = Command::new("php");
    command.args(["-d", "opcache.enable_cli=1", "-d", server::CACHE_AT_ONCE, "-d", "memory_limit=512M"]).args(jit);
    command.arg(tree.at("tests/bench/validate.php"));
    let answer: Value = serde_json::from_str(&process::output(&mut command)?)?;
    let micros = |name: &str| answer.get(name).and_then(Value::as_f64).with_context(|| format!("no `{name}` measured"));
    let [fresh, kept, json] = ids;
    let peer = micros("decode")?;
    let figure = |id, ours| Figure { id, unit: "us", ours, peer, target };
    Ok([figure(fresh, micros("fresh")?), figure(kept, micros("kept")?), figure(json, micros("json")?)])
}

/// Loading the class from OPcache and constructing it, as a served request does.
fn loading(tree: &Tree) -> Result<Figure> {
    let site = Site::script(tree.at("tests/bench/load.php"), tree.at("target/remise/bench.log"));
    let server = Server::start(site, server::free_port()?)?;
    let mut micros = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let (_, body) = server.get("/")?;
        micros.push(body.parse::<f64>().with_context(|| format!("tests/bench/load.php answered `{body}`"))?);
    }
    let mut counted = micros.split_off(WARMING);
    counted.sort_by(f64::total_cmp);
    let ours = counted.get(counted.len() / 2).copied().context("nothing measured")?;
    Ok(Figure { id: "php_loading", unit: "us", ours, peer: LOADING, target: 1.0 })
}
