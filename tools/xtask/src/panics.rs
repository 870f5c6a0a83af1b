//! Ends a panic at once, in a trap.
//!
//! On this target nobody can read a panic's message: the standard library formats it and throws it away. The instance
//! traps in any case, and every host makes an error of that. So the code that formats can go, at every place that panics,
//! and so can the names of the source files, some of which would tell where this machine keeps them.

use anyhow::Result;
use walrus::ir::{Instr, InstrLocId, Unreachable};
use walrus::{Function, FunctionKind, Module};

/// Functions of the standard library that never return.
const ENDINGS: [&str; 11] = [
    "core::panicking::",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::slice::index::slice_",
    "core::slice::sort::shared::smallsort::panic_on_ord_violation",
    "core::str::slice_error_fail",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "std::panicking::",
];

/// Where a value is written as text for people.
const FORMATTERS: [&str; 3] = ["core::fmt::Debug>::fmt", "core::fmt::Display>::fmt", "core::fmt::Formatter"];

/// How the name of a source file begins: the standard library's, what is built into that, a dependency's, ours.
const SOURCES: [&[u8]; 4] = [b"/rustc/", b"/rust/deps/", DEPENDENCIES.as_bytes(), b"src/"];

/// Stands for the directory of cargo's downloads in what is compiled.
pub(crate) const DEPENDENCIES: &str = "registry-of-cargo/";

/// What all formatting goes through. Without it the formatters are there for the arguments of panics alone, which still point
/// to them.
const FORMATTING: &str = "core::fmt::write";

/// The same module, trapping where a panic would begin.
pub(crate) fn trap(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    end(&mut module, |name| ENDINGS.iter().any(|ending| name.starts_with(ending)));
    walrus::passes::gc::run(&mut module);
    if !module.funcs.iter().any(|function| name(function).is_some_and(|name| name == FORMATTING)) {
        end(&mut module, |name| FORMATTERS.iter().any(|formatter| name.contains(formatter)));
    }
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for segment in segments {
        blank_sources(&mut module.data.get_mut(segment).value);
    }
    Ok(module.emit_wasm())
}

/// Makes every function of these names trap at once.
fn end(module: &mut Module, is_one: impl Fn(&str) -> bool) {
    for function in module.funcs.iter_mut() {
        let name = name(function);
        if let (Some(name), FunctionKind::Local(local)) = (name, &mut function.kind)
            && is_one(&name)
        {
            let entry = local.entry_block();
            local.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), InstrLocId::default())];
        }
    }
}

/// As the source has it.
fn name(function: &Function) -> Option<String> {
    function.name.as_deref().map(|name| format!("{:#}", rustc_demangle::demangle(name)))
}

/// Overwrites the names of source files with zeros, which the optimizer packs away.
fn blank_sources(data: &mut [u8]) {
    let mut from = 0;
    while let Some((start, end)) = next_source(data, from) {
        if let Some(name) = data.get_mut(start..end) {
            name.fill(0);
        }
        from = end;
    }
}

/// Where the next name of a source file stands: from one of the beginnings to the first `.rs`.
fn next_source(data: &[u8], from: usize) -> Option<(usize, usize)> {
    let rest = data.get(from..)?;
    let start = (0..rest.len())
        .find(|at| SOURCES.iter().any(|begin| rest.get(*at..).is_some_and(|tail| tail.starts_with(begin))))?;
    let name = rest.get(start..)?;
    let length = name.windows(3).position(|three| three == b".rs")? + 3;
    Some((from + start, from + start + length))
}

#[cfg(test)]
mod tests {
    use super::blank_sources;

    #[test]
    fn only_source_names_are_blanked() {
        let mut data = *b"must be src/code/check.rs\0/rustc/0a1b/library/core/src/fmt.rsnot";
        blank_sources(&mut data);
        let left: Vec<u8> = data.iter().copied().filter(|byte| *byte != 0).collect();
        assert_eq!(left, b"must be not");
    }
}
