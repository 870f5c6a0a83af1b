//! Makes a module count the instructions it executes, function by function.

use anyhow::Result;
use walrus::ir::{BinaryOp, Binop, Const, GlobalGet, GlobalSet, Instr, InstrLocId, InstrSeqId, Value};
use walrus::{ConstExpr, GlobalId, LocalFunction, Module, ValType};

/// The counting module, and the function behind each of its exports `count_0`, `count_1`, …
pub(crate) struct Counting {
    pub(crate) wasm: Vec<u8>,
    pub(crate) functions: Vec<String>,
}

/// Gives each function a counter, and adds to it at the head of each straight run of instructions.
pub(crate) fn instrument(wasm: &[u8]) -> Result<Counting> {
    let mut module = Module::from_buffer(wasm)?;
    let ids: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut functions = Vec::with_capacity(ids.len());
    for (at, id) in ids.into_iter().enumerate() {
        let counter = module.globals.add_local(ValType::I64, true, false, ConstExpr::Value(Value::I64(0)));
        module.exports.add(&format!("count_{at}"), counter);
        let function = module.funcs.get_mut(id);
        let name = function.name.clone().unwrap_or_else(|| format!("function {at}"));
        functions.push(format!("{:#}", rustc_demangle::demangle(&name)));
        count_function(function.kind.unwrap_local_mut(), counter);
    }
    Ok(Counting { wasm: module.emit_wasm(), functions })
}

fn count_function(function: &mut LocalFunction, counter: GlobalId) {
    let mut waiting = vec![function.entry_block()];
    while let Some(id) = waiting.pop() {
        waiting.extend(count_sequence(function, id, counter));
    }
}

/// Rewrites one sequence and answers the sequences inside it.
fn count_sequence(function: &mut LocalFunction, id: InstrSeqId, counter: GlobalId) -> Vec<InstrSeqId> {
    let sequence = function.block_mut(id);
    let mut inner = Vec::new();
    let mut rewritten = Vec::with_capacity(sequence.instrs.len());
    let mut run = Vec::new();
    for (instruction, place) in sequence.instrs.drain(..) {
        let nested = sequences(&instruction);
        let ends = leaves(&instruction) || !nested.is_empty();
        inner.extend(nested);
        run.push((instruction, place));
        if ends {
            flush(&mut run, &mut rewritten, counter);
        }
    }
    flush(&mut run, &mut rewritten, counter);
    sequence.instrs = rewritten;
    inner
}

/// Moves a run over, headed by the addition of its length.
fn flush(run: &mut Vec<(Instr, InstrLocId)>, rewritten: &mut Vec<(Instr, InstrLocId)>, counter: GlobalId) {
    let length: i64 = run.iter().map(|(instruction, _)| cost(instruction)).sum();
    if length > 0 {
        let add: [Instr; 4] = [
            GlobalGet { global: counter }.into(),
            Const { value: Value::I64(length) }.into(),
            Binop { op: BinaryOp::I64Add }.into(),
            GlobalSet { global: counter }.into(),
        ];
        rewritten.extend(add.map(|instruction| (instruction, InstrLocId::default())));
    }
    rewritten.append(run);
}

/// As wasmtime's fuel counts: everything once, but what only marks structure.
fn cost(instruction: &Instr) -> i64 {
    match instruction {
        Instr::Block(_) | Instr::Loop(_) | Instr::Drop(_) | Instr::Return(_) | Instr::Unreachable(_) => 0,
        _ => 1,
    }
}

fn sequences(instruction: &Instr) -> Vec<InstrSeqId> {
    match instruction {
        Instr::Block(block) => vec![block.seq],
        Instr::Loop(block) => vec![block.seq],
        Instr::IfElse(branch) => vec![branch.consequent, branch.alternative],
        _ => Vec::new(),
    }
}

fn leaves(instruction: &Instr) -> bool {
    matches!(instruction, Instr::Br(_) | Instr::BrIf(_) | Instr::BrTable(_) | Instr::Return(_) | Instr::Unreachable(_))
}
