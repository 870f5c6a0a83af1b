//! Word addresses kept beside the locals that are used as the base of many aligned accesses.
//!
//! `$m[$l3 + 8 >> 2]` costs a shift that `$m[$w3 + 2]` saves; keeping `$w3` costs a shift at each change of `$l3`.

use crate::func::Emitter;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{MemArg, Operator};

/// What keeping the word address costs at each change, in shifts saved: a shift and its assignment.
const COST: i64 = 2;

/// Chooses the locals whose word address is worth keeping, loops counting eightfold.
pub(crate) fn choose(emitter: &Emitter<'_, '_>) -> BTreeSet<u32> {
    if !emitter.context.options.trust_alignment {
        return BTreeSet::new();
    }
    let mut scores: BTreeMap<u32, i64> = BTreeMap::new();
    let mut weight = vec![1_i64];
    for local in 0..emitter.ty.params().len() as u32 {
        scores.insert(local, -COST);
    }
    let now = |weight: &Vec<i64>| weight.last().copied().unwrap_or(1);
    let mut bases: Vec<Option<u32>> = Vec::new();
    for operator in &emitter.operators {
        match operator {
            Operator::Loop { .. } => weight.push((now(&weight) * 8).min(512)),
            Operator::Block { .. } | Operator::If { .. } => weight.push(now(&weight)),
            Operator::End => {
                weight.pop();
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                *scores.entry(*local_index).or_default() -= COST * now(&weight);
            }
            _ => {}
        }
        track(operator, &mut bases, |local, gain| *scores.entry(local).or_default() += gain * now(&weight));
    }
    scores.into_iter().filter(|(_, score)| *score > 0).map(|(local, _)| local).collect()
}

/// Follows which local is the base of each access, as far as a straight line of simple instructions goes.
fn track(operator: &Operator<'_>, bases: &mut Vec<Option<u32>>, mut gain: impl FnMut(u32, i64)) {
    let mut access = |base: Option<Option<u32>>, arg: &MemArg, words: i64| {
        if let Some(Some(local)) = base
            && arg.align >= 2
            && arg.offset.is_multiple_of(4)
        {
            gain(local, words);
        }
    };
    match operator {
        Operator::LocalGet { local_index } | Operator::LocalTee { local_index } => {
            if matches!(operator, Operator::LocalTee { .. }) {
                bases.pop();
            }
            bases.push(Some(*local_index));
        }
        Operator::I32Const { .. } | Operator::I64Const { .. } | Operator::GlobalGet { .. } => bases.push(None),
        Operator::I32Load { memarg } | Operator::I64Load32U { memarg } | Operator::I64Load32S { memarg } => {
            access(bases.pop(), memarg, 1);
            bases.push(None);
        }
        Operator::I64Load { memarg } => {
            access(bases.pop(), memarg, 2);
            bases.push(None);
        }
        Operator::I32Load8U { .. } | Operator::I32Eqz | Operator::I64ExtendI32U | Operator::I32WrapI64 => {
            bases.pop();
            bases.push(None);
        }
        Operator::I32Store { memarg } | Operator::I64Store32 { memarg } => {
            bases.pop();
            access(bases.pop(), memarg, 1);
        }
        Operator::I64Store { memarg } => {
            bases.pop();
            access(bases.pop(), memarg, 2);
        }
        Operator::I32Store8 { .. } => {
            bases.pop();
            bases.pop();
        }
        Operator::I32Add
        | Operator::I32Sub
        | Operator::I32And
        | Operator::I32Shl
        | Operator::I64Or
        | Operator::I64Shl
        | Operator::I32Eq
        | Operator::I32Ne
        | Operator::I32Or
        | Operator::I32Mul
        | Operator::I32ShrU => {
            bases.pop();
            bases.pop();
            bases.push(None);
        }
        Operator::LocalSet { .. } | Operator::Drop | Operator::GlobalSet { .. } => {
            bases.pop();
        }
        _ => bases.clear(),
    }
}
