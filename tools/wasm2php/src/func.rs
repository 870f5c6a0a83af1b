//! One function: the operand stack of pending values, and the statements written so far.

use crate::context::Context;
use crate::error::Error;
use crate::shape::Shapes;
use crate::value::{U32_MAX, Value};
use std::collections::BTreeSet;
use wasmparser::{BlockType, FuncType, FunctionBody, Operator, ValType};

/// What kind of block a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    Body,
    Block,
    Loop,
    If,
    Else,
}

/// An open block.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    /// The stack's height below the block's parameters.
    pub(crate) height: usize,
    pub(crate) params: Vec<ValType>,
    pub(crate) results: Vec<ValType>,
    /// It is a PHP level that `break` counts.
    pub(crate) level: bool,
    pub(crate) targeted: bool,
    /// Whether its opening can be reached.
    pub(crate) live: bool,
    pub(crate) assigned: BTreeSet<u32>,
    /// The ranges of the locals at its opening.
    pub(crate) ranges: Vec<(i128, i128)>,
}

/// The translation of one function in progress.
pub(crate) struct Emitter<'c, 'm> {
    pub(crate) context: &'c Context<'m>,
    pub(crate) operators: Vec<Operator<'m>>,
    pub(crate) shapes: Shapes,
    pub(crate) position: usize,
    pub(crate) ty: FuncType,
    pub(crate) locals: Vec<ValType>,
    pub(crate) ranges: Vec<(i128, i128)>,
    pub(crate) stack: Vec<Value>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) live: bool,
    pub(crate) counted: bool,
    pub(crate) shadows: BTreeSet<u32>,
    out: String,
}

/// Translates a body to a method.
pub(crate) fn translate<'m>(context: &Context<'m>, index: u32, body: &FunctionBody<'m>) -> Result<String, Error> {
    let ty = context.module.function_type(index)?.clone();
    let mut locals: Vec<ValType> = ty.params().to_vec();
    for group in body.get_locals_reader()? {
        let (count, ty) = group?;
        locals.extend(std::iter::repeat_n(ty, count as usize));
    }
    let operators = body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut emitter = Emitter {
        shapes: Shapes::of(&operators)?,
        ranges: locals.iter().map(|ty| full_range(*ty)).collect(),
        context,
        operators,
        position: 0,
        ty,
        locals,
        stack: Vec::new(),
        frames: Vec::new(),
        live: true,
        counted: context.counted.contains(&index),
        shadows: BTreeSet::new(),
        out: String::new(),
    };
    emitter.run(index)
}

/// All an integer of a type can be.
pub(crate) fn full_range(ty: ValType) -> (i128, i128) {
    if ty == ValType::I32 { (0, U32_MAX) } else { (i64::MIN.into(), i64::MAX.into()) }
}

impl Emitter<'_, '_> {
    fn run(&mut self, index: u32) -> Result<String, Error> {
        self.shadows = crate::shadow::choose(self);
        self.prologue(index);
        self.frames.push(Frame {
            kind: FrameKind::Body,
            height: 0,
            params: Vec::new(),
            results: self.ty.results().to_vec(),
            level: false,
            targeted: false,
            live: true,
            assigned: BTreeSet::new(),
            ranges: self.ranges.clone(),
        });
        let operators = std::mem::take(&mut self.operators);
        for (position, operator) in operators.iter().enumerate() {
            self.position = position;
            let next = operators.get(position + 1);
            self.instruction(operator, next)?;
        }
        self.out.push_str("    }\n");
        Ok(std::mem::take(&mut self.out))
    }

    fn prologue(&mut self, index: u32) {
        let memory = if self.context.takes_memory(index) { vec!["&$m".to_owned()] } else { Vec::new() };
        let params =
            (0..self.ty.params().len()).map(|local| format!("{}$l{local}", self.context.hint(self.locals.get(local))));
        let params: Vec<String> = memory.into_iter().chain(params).collect();
        self.out.push_str(&format!("    private function _f{index}({})\n    {{\n", params.join(", ")));
        if self.counted {
            let limit = self.context.depth_limit();
            self.stmt(&format!("if (++$this->depth > {limit}) {{ $this->_trap('call stack exhausted'); }}"));
        }
        for local in 0..self.ty.params().len() as u32 {
            self.shadow(local);
        }
        for local in self.ty.params().len() as u32..self.locals.len() as u32 {
            if self.shapes.needs_zero(local) {
                let float = matches!(self.local_type(local), ValType::F32 | ValType::F64);
                self.stmt(&format!("$l{local} = {};", if float { "0.0" } else { "0" }));
                self.shadow(local);
            }
        }
    }

    /// Writes one statement.
    pub(crate) fn stmt(&mut self, text: &str) {
        // Shallow, for the file's size: PHP does not mind.
        let levels = 1 + self.frames.len().min(4);
        for _ in 0..levels {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The type of a local.
    pub(crate) fn local_type(&self, local: u32) -> ValType {
        self.locals.get(local as usize).copied().unwrap_or(ValType::I32)
    }

    /// Takes the top of the stack.
    pub(crate) fn pop(&mut self) -> Result<Value, Error> {
        self.stack.pop().ok_or_else(|| Error::new("invalid module: the operand stack is empty"))
    }

    /// Takes the top, exact.
    pub(crate) fn pop_tight(&mut self) -> Result<Value, Error> {
        Ok(self.pop()?.tight())
    }

    /// Puts a value on top; a long text is settled at once, so that no expression grows without end.
    pub(crate) fn push(&mut self, value: Value) {
        let long = value.text.len() > 400;
        self.stack.push(value);
        if long {
            self.settle(self.stack.len() - 1);
        }
    }

    /// The variable number of the temporary for a stack slot.
    pub(crate) fn slot_var(&self, slot: usize) -> u32 {
        (self.locals.len() + slot) as u32
    }

    /// The temporary for a stack slot, as a value.
    pub(crate) fn slot(&self, slot: usize, ty: ValType) -> Value {
        Value::var(format!("$s{slot}"), ty, self.slot_var(slot))
    }

    /// Evaluates the pending value at a slot into its temporary.
    pub(crate) fn settle(&mut self, slot: usize) {
        let Some(value) = self.stack.get(slot).cloned() else { return };
        let own = self.slot(slot, value.ty);
        if value.text == own.text
            || (value.reads.vars.is_empty() && !value.reads.memory && !value.reads.globals && !value.reads.traps)
        {
            return;
        }
        self.before_assign(own.reads.vars.first().copied().unwrap_or_default(), Some(slot));
        self.stmt(&format!("{} = {};", own.text, value.assignable()));
        if let Some(entry) = self.stack.get_mut(slot) {
            *entry = own.within(value.low, value.high);
        }
    }

    /// Settles every value but `except` that reads a variable about to change.
    pub(crate) fn before_assign(&mut self, var: u32, except: Option<usize>) {
        for slot in 0..self.stack.len() {
            let reads = self.stack.get(slot).is_some_and(|value| value.reads.vars.contains(&var));
            if reads && Some(slot) != except {
                self.settle(slot);
            }
        }
    }

    /// Settles every value that an effect on memory, globals or the flow of control could change or overtake.
    pub(crate) fn before_effect(&mut self) {
        for slot in 0..self.stack.len() {
            let touched = self
                .stack
                .get(slot)
                .is_some_and(|value| value.reads.memory || value.reads.globals || value.reads.traps);
            if touched {
                self.settle(slot);
            }
        }
    }

    /// A value just popped from `slot`, made so that its text may be repeated.
    pub(crate) fn simple(&mut self, value: Value, slot: usize) -> Value {
        if value.is_simple() || value.constant().is_some() {
            return value;
        }
        let own = self.slot(slot, value.ty).within(value.low, value.high);
        self.before_assign(self.slot_var(slot), None);
        self.stmt(&format!("{} = {};", own.text, value.assignable()));
        own
    }

    /// The two values just popped, both simple; the first is kept from reading the second's temporary.
    pub(crate) fn simple_pair(&mut self, a: Value, b: Value) -> (Value, Value) {
        let slot = self.stack.len();
        let second = self.slot_var(slot + 1);
        let clash = !b.is_simple() && a.reads.vars.contains(&second) && a.is_simple();
        let a = if clash {
            self.before_assign(self.slot_var(slot), None);
            let own = self.slot(slot, a.ty).within(a.low, a.high);
            self.stmt(&format!("{} = {};", own.text, a.assignable()));
            own
        } else {
            self.simple(a, slot)
        };
        let b = self.simple(b, slot + 1);
        (a, b)
    }

    /// Sets a local.
    pub(crate) fn set_local(&mut self, local: u32, value: Value) {
        let value = value.tight();
        if value.text == format!("$l{local}") {
            return;
        }
        self.before_assign(local, None);
        self.assign(&format!("$l{local}"), &value);
        if let Some(range) = self.ranges.get_mut(local as usize) {
            *range = (value.low, value.high);
        }
        self.shadow(local);
    }

    /// Writes an assignment; of a `select` as an `if`, which spares PHP a temporary.
    fn assign(&mut self, target: &str, value: &Value) {
        let Some((test, yes, no)) = value.choice.as_deref() else {
            return self.stmt(&format!("{target} = {};", value.assignable()));
        };
        if no == target {
            self.stmt(&format!("if ({test}) {{ {target} = {yes}; }}"));
        } else {
            self.stmt(&format!("if ({test}) {{ {target} = {yes}; }} else {{ {target} = {no}; }}"));
        }
    }

    /// Keeps the word address of a local beside it, where that was chosen.
    pub(crate) fn shadow(&mut self, local: u32) {
        if self.shadows.contains(&local) {
            self.stmt(&format!("$w{local} = $l{local} >> 2;"));
        }
    }

    /// The parameters and results of a block.
    pub(crate) fn block_type(&self, ty: BlockType) -> Result<(Vec<ValType>, Vec<ValType>), Error> {
        Ok(match ty {
            BlockType::Empty => (Vec::new(), Vec::new()),
            BlockType::Type(ty) => (Vec::new(), vec![ty]),
            BlockType::FuncType(index) => {
                let ty = self.context.module.func_type(index)?;
                (ty.params().to_vec(), ty.results().to_vec())
            }
        })
    }
}
