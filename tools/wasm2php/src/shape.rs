//! One look ahead over a function: which blocks are branched to, what they assign, which locals need their zero.

use crate::error::Error;
use std::collections::{BTreeSet, HashMap};
use wasmparser::Operator;

/// What is known of a block before it is translated.
#[derive(Debug, Default, Clone)]
pub(crate) struct Shape {
    /// Some branch names it, so it needs a PHP level to break out of.
    pub(crate) targeted: bool,
    /// The locals set anywhere inside.
    pub(crate) assigned: BTreeSet<u32>,
}

/// The blocks of a function by the position of their opening instruction, and facts about its locals.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    blocks: HashMap<usize, Shape>,
    /// Where each straight stretch ends: a block, or one arm of an `if`, by the position that opens it.
    ends: HashMap<usize, usize>,
    first: HashMap<u32, (bool, usize)>,
    last: HashMap<u32, usize>,
}

impl Shapes {
    /// Looks over a function's instructions.
    pub(crate) fn of(operators: &[Operator<'_>]) -> Result<Self, Error> {
        let mut shapes = Self::default();
        let mut open = vec![usize::MAX];
        let mut arms = vec![usize::MAX];
        for (position, operator) in operators.iter().enumerate() {
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                    shapes.blocks.insert(position, Shape::default());
                    open.push(position);
                    arms.push(position);
                }
                Operator::Else => {
                    shapes.ends.extend(arms.pop().map(|arm| (arm, position)));
                    arms.push(position);
                }
                Operator::End => {
                    open.pop();
                    shapes.ends.extend(arms.pop().map(|arm| (arm, position)));
                }
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                    shapes.target(&open, *relative_depth);
                }
                Operator::BrTable { targets } => {
                    shapes.target(&open, targets.default());
                    for target in targets.targets() {
                        shapes.target(&open, target?);
                    }
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    shapes.touch(*local_index, position, true, &arms);
                    for block in &open {
                        if let Some(block) = shapes.blocks.get_mut(block) {
                            block.assigned.insert(*local_index);
                        }
                    }
                }
                Operator::LocalGet { local_index } => shapes.touch(*local_index, position, false, &arms),
                _ => {}
            }
        }
        Ok(shapes)
    }

    /// The block opened at a position.
    pub(crate) fn block(&self, position: usize) -> Shape {
        self.blocks.get(&position).cloned().unwrap_or_default()
    }

    /// Whether a declared local may be read before it is set, or at all.
    ///
    /// A local whose first mention is a set, and whose every other mention lies in the same block after it, is always
    /// set first.
    pub(crate) fn needs_zero(&self, local: u32) -> bool {
        match (self.first.get(&local), self.last.get(&local)) {
            (Some((true, block)), Some(last)) => self.ends.get(block).is_none_or(|end| last > end),
            (None, _) => false,
            _ => true,
        }
    }

    fn target(&mut self, open: &[usize], depth: u32) {
        let index = open.len().checked_sub(depth as usize + 1);
        let position = index.and_then(|index| open.get(index));
        if let Some(block) = position.and_then(|position| self.blocks.get_mut(position)) {
            block.targeted = true;
        }
    }

    fn touch(&mut self, local: u32, position: usize, set: bool, arms: &[usize]) {
        let block = arms.last().copied().unwrap_or(usize::MAX);
        self.first.entry(local).or_insert((set, block));
        self.last.insert(local, position);
    }
}
