//! Blocks and branches: each maps to one PHP construct.

use crate::error::Error;
use crate::func::{Emitter, Frame, FrameKind, full_range};
use crate::value::Value;
use wasmparser::{BlockType, BrTable, ValType};

impl Emitter<'_, '_> {
    /// Opens a block; what stays pending below it must survive all that happens inside.
    pub(crate) fn open(&mut self, kind: FrameKind, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty)?;
        let shape = self.shapes.block(self.position);
        let condition = if kind == FrameKind::If && self.live { Some(self.pop()?) } else { None };
        let height = if self.live { self.stack.len() - params.len() } else { self.stack.len() };
        let mut opening = Vec::new();
        if self.live {
            self.settle_around(&shape.assigned, if kind == FrameKind::Block { self.stack.len() } else { height });
            if kind == FrameKind::Loop {
                self.forget(&shape.assigned);
            }
            let targeted = shape.targeted;
            match kind {
                FrameKind::Loop => opening.push("while (true) {".to_owned()),
                FrameKind::Block | FrameKind::If if targeted => opening.push("do {".to_owned()),
                _ => {}
            }
            if let Some(condition) = condition {
                opening.push(format!("if ({}) {{", condition.test().0));
            }
        }
        for text in opening {
            self.stmt(&text);
        }
        self.frames.push(Frame {
            level: self.live && (kind == FrameKind::Loop || shape.targeted),
            targeted: shape.targeted,
            live: self.live,
            ranges: self.ranges.clone(),
            assigned: shape.assigned,
            kind,
            height,
            params,
            results,
        });
        Ok(())
    }

    /// Settles what could change inside a block, and the parameters above `params` where they need a home.
    fn settle_around(&mut self, assigned: &std::collections::BTreeSet<u32>, params: usize) {
        let locals = self.locals.len() as u32;
        for slot in 0..self.stack.len() {
            let Some(value) = self.stack.get(slot) else { continue };
            let own = self.slot_var(slot);
            let moves = value.reads.memory || value.reads.globals || value.reads.traps;
            let changes = value.reads.vars.iter().any(|var| assigned.contains(var) || (*var >= locals && *var != own));
            if slot >= params {
                self.home(slot);
            } else if moves || changes {
                self.settle(slot);
            }
        }
    }

    /// Puts a value, exact, into its slot's temporary even when it is a constant.
    fn home(&mut self, slot: usize) {
        let Some(value) = self.stack.get(slot).cloned() else { return };
        let value = value.tight();
        let own = self.slot(slot, value.ty);
        if value.text != own.text {
            self.before_assign(self.slot_var(slot), Some(slot));
            self.stmt(&format!("{} = {};", own.text, value.assignable()));
        }
        if let Some(entry) = self.stack.get_mut(slot) {
            *entry = own;
        }
    }

    /// Forgets the ranges of locals that may have been set on another path.
    fn forget(&mut self, assigned: &std::collections::BTreeSet<u32>) {
        for local in assigned {
            let full = full_range(self.local_type(*local));
            if let Some(range) = self.ranges.get_mut(*local as usize) {
                *range = full;
            }
        }
    }

    /// The `else` of the innermost `if`.
    pub(crate) fn otherwise(&mut self) -> Result<(), Error> {
        let mut frame = self.frames.pop().ok_or_else(unbalanced)?;
        if frame.live {
            if self.live {
                self.arrive(frame.height, &frame.results)?;
            }
            self.stmt("} else {");
        }
        self.stack.truncate(frame.height);
        if frame.live {
            for (index, ty) in frame.params.iter().enumerate() {
                self.stack.push(self.slot(frame.height + index, *ty));
            }
        }
        self.ranges.clone_from(&frame.ranges);
        frame.kind = FrameKind::Else;
        // The join after the `if` is reached when its first arm's end was.
        frame.targeted |= self.live;
        self.live = frame.live;
        self.frames.push(frame);
        Ok(())
    }

    /// Closes the innermost block.
    pub(crate) fn close(&mut self) -> Result<(), Error> {
        let frame = self.frames.last().cloned().ok_or_else(unbalanced)?;
        if frame.kind == FrameKind::Body {
            if self.live {
                self.give_back()?;
            }
            self.frames.pop();
            return Ok(());
        }
        // Straight through: nothing jumps to the end, so the values may stay pending.
        let straight = frame.kind == FrameKind::Block && !frame.targeted;
        if self.live && !straight && frame.kind != FrameKind::Loop {
            self.arrive(frame.height, &frame.results)?;
        }
        if self.live && frame.kind == FrameKind::Loop {
            self.arrive(frame.height, &frame.results)?;
            self.stmt("break;");
        }
        self.frames.pop();
        if !frame.live {
            self.stack.truncate(frame.height);
            return Ok(());
        }
        self.write_end(&frame);
        if straight {
            if !self.live {
                self.stack.truncate(frame.height);
            }
            return Ok(());
        }
        self.live |= match frame.kind {
            FrameKind::Loop => false,
            FrameKind::If => true,
            _ => frame.targeted,
        };
        self.stack.truncate(frame.height);
        for (index, ty) in frame.results.iter().enumerate() {
            if self.live {
                self.stack.push(self.slot(frame.height + index, *ty));
            }
        }
        self.ranges.clone_from(&frame.ranges);
        self.forget(&frame.assigned);
        Ok(())
    }

    fn write_end(&mut self, frame: &Frame) {
        match frame.kind {
            FrameKind::If | FrameKind::Else => {
                self.stmt("}");
                if frame.level {
                    self.stmt("} while (false);");
                }
            }
            FrameKind::Block if frame.level => self.stmt("} while (false);"),
            FrameKind::Loop => self.stmt("}"),
            _ => {}
        }
    }

    /// Moves the top values into the temporaries of a join; they stay on the stack.
    fn arrive(&mut self, height: usize, types: &[ValType]) -> Result<(), Error> {
        let from = self.stack.len().checked_sub(types.len()).ok_or_else(unbalanced)?;
        let targets: Vec<u32> = (0..types.len()).map(|index| self.slot_var(height + index)).collect();
        let values: Vec<Value> = self.stack.iter().skip(from).cloned().map(Value::tight).collect();
        let mut texts: Vec<String> = values.iter().map(Value::assignable).collect();
        // A later value that reads an earlier target is saved first.
        for (index, value) in values.iter().enumerate() {
            let clash = targets.iter().take(index).any(|target| value.reads.vars.contains(target));
            if clash && let Some(text) = texts.get_mut(index) {
                self.stmt(&format!("$x{index} = {text};"));
                *text = format!("$x{index}");
            }
        }
        for (index, text) in texts.iter().enumerate() {
            let target = format!("$s{}", height + index);
            if *text != target {
                self.stmt(&format!("{target} = {text};"));
            }
        }
        Ok(())
    }

    /// The frame a branch names, and how many PHP levels lie up to and including it.
    fn target(&self, depth: u32) -> Result<(Frame, usize), Error> {
        let index = self.frames.len().checked_sub(depth as usize + 1).ok_or_else(unbalanced)?;
        let frame = self.frames.get(index).cloned().ok_or_else(unbalanced)?;
        let levels = self.frames.iter().skip(index).filter(|frame| frame.level).count();
        Ok((frame, levels))
    }

    /// Writes the jump itself, values moved; `extra` counts a `switch` around it.
    fn jump(&mut self, depth: u32, extra: usize) -> Result<(), Error> {
        let (frame, levels) = self.target(depth)?;
        match frame.kind {
            FrameKind::Body => return self.give_back(),
            FrameKind::Loop => {
                self.arrive(frame.height, &frame.params)?;
                self.stmt(&numbered("continue", levels + extra));
            }
            _ => {
                self.arrive(frame.height, &frame.results)?;
                self.stmt(&numbered("break", levels + extra));
            }
        }
        Ok(())
    }

    /// Whether a jump would move values, and so needs a block of its own.
    fn moves(&self, depth: u32) -> Result<bool, Error> {
        let (frame, _) = self.target(depth)?;
        let types = if frame.kind == FrameKind::Loop { &frame.params } else { &frame.results };
        Ok(!types.is_empty() || (frame.kind == FrameKind::Body && self.counted))
    }

    /// `br`.
    pub(crate) fn branch(&mut self, depth: u32) -> Result<(), Error> {
        self.before_effect_on_traps();
        self.jump(depth, 0)?;
        self.dead();
        Ok(())
    }

    /// `br_if`.
    pub(crate) fn branch_if(&mut self, depth: u32) -> Result<(), Error> {
        let condition = self.pop()?;
        self.before_effect_on_traps();
        let test = condition.test().0;
        if !self.moves(depth)? {
            let (frame, levels) = self.target(depth)?;
            let jump = match frame.kind {
                FrameKind::Body => "return;".to_owned(),
                FrameKind::Loop => numbered("continue", levels),
                _ => numbered("break", levels),
            };
            self.stmt(&format!("if ({test}) {{ {jump} }}"));
            return Ok(());
        }
        self.stmt(&format!("if ({test}) {{"));
        self.jump(depth, 0)?;
        self.stmt("}");
        Ok(())
    }

    /// `br_table`: a `switch`, which is a PHP level of its own.
    pub(crate) fn branch_table(&mut self, table: &BrTable<'_>) -> Result<(), Error> {
        // A loose index below zero is past the last case either way.
        let index = self.pop()?;
        let index =
            if index.low >= -0x8000_0000 && index.high <= crate::value::U32_MAX { index } else { index.tight() };
        self.before_effect_on_traps();
        let mut arms: Vec<(u32, Vec<usize>)> = Vec::new();
        for (case, depth) in table.targets().enumerate() {
            let depth = depth?;
            match arms.iter_mut().find(|(known, _)| *known == depth) {
                Some((_, cases)) => cases.push(case),
                None => arms.push((depth, vec![case])),
            }
        }
        arms.retain(|(depth, _)| *depth != table.default());
        self.stmt(&format!("switch ({}) {{", index.text));
        for (depth, cases) in arms {
            let labels: Vec<String> = cases.iter().map(|case| format!("case {case}:")).collect();
            self.stmt(&labels.join(" "));
            self.jump(depth, 1)?;
        }
        self.stmt("default:");
        self.jump(table.default(), 1)?;
        self.stmt("}");
        self.dead();
        Ok(())
    }

    /// A value that may trap must have done so before control leaves.
    fn before_effect_on_traps(&mut self) {
        for slot in 0..self.stack.len() {
            if self.stack.get(slot).is_some_and(|value| value.reads.traps) {
                self.settle(slot);
            }
        }
    }

    /// What follows cannot be reached.
    pub(crate) fn dead(&mut self) {
        self.live = false;
        if let Some(frame) = self.frames.last() {
            self.stack.truncate(frame.height);
        }
    }

    /// Returns the top values.
    pub(crate) fn give_back(&mut self) -> Result<(), Error> {
        let count = self.ty.results().len();
        let from = self.stack.len().checked_sub(count).ok_or_else(unbalanced)?;
        let texts: Vec<String> = self.stack.iter().skip(from).cloned().map(|value| value.tight().text).collect();
        let text = match texts.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            many => format!("[{}]", many.join(", ")),
        };
        if self.counted {
            if texts.is_empty() {
                self.stmt("--$this->depth;");
            } else {
                self.stmt(&format!("$r = {text};"));
                self.stmt("--$this->depth;");
                self.stmt("return $r;");
                return Ok(());
            }
        }
        self.stmt(&format!("{};", format!("return {text}").trim_end()));
        Ok(())
    }
}

fn numbered(word: &str, levels: usize) -> String {
    if levels == 1 { format!("{word};") } else { format!("{word} {levels};") }
}

fn unbalanced() -> Error {
    Error::new("invalid module: blocks do not balance")
}
