//! Ends a panic at once, in a trap.
//!
//! On this target nobody can read a panic's message: the standard library formats it and throws it away. The instance
//! traps in any case, and every host makes an error of that. So the code that formats can go, at every place that panics.

use anyhow::Result;
use walrus::ir::{Instr, InstrLocId, Unreachable};
use walrus::{FunctionKind, Module};

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

/// The same module, trapping where a panic would begin.
pub(crate) fn trap(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().map(|name| format!("{:#}", rustc_demangle::demangle(name)));
        if let (Some(name), FunctionKind::Local(local)) = (name, &mut function.kind)
            && ENDINGS.iter().any(|ending| name.starts_with(ending))
        {
            let entry = local.entry_block();
            local.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), InstrLocId::default())];
        }
    }
    Ok(module.emit_wasm())
}
