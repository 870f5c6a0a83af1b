//! The call graph: who may call whom, who uses memory, and who may come back to itself.

use crate::error::Error;
use crate::module::Module;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::Operator;

/// Calls and memory use of each defined function.
pub(crate) struct Graph {
    callees: BTreeMap<u32, BTreeSet<u32>>,
    users: BTreeSet<u32>,
}

impl Graph {
    /// Reads all bodies; an indirect call may reach every function of its type that some element names, and, where the
    /// table is not fixed or an import is called, whatever the host calls back.
    pub(crate) fn of(module: &Module<'_>, fixed: Option<&[Option<u32>]>) -> Result<Self, Error> {
        let named: BTreeSet<u32> = match fixed {
            Some(table) => table.iter().flatten().copied().collect(),
            None => module.elements.iter().flat_map(|elements| elements.items.iter().flatten().copied()).collect(),
        };
        let imported = module.imported_functions() as u32;
        let mut graph = Self { callees: BTreeMap::new(), users: BTreeSet::new() };
        for (index, body) in module.bodies.iter().enumerate() {
            let index = index as u32 + imported;
            let mut callees = BTreeSet::new();
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } => {
                        callees.insert(function_index);
                    }
                    Operator::CallIndirect { type_index, .. } => {
                        let wanted = canonical_type(module, type_index);
                        callees.extend(named.iter().copied().filter(|function| {
                            let ty = module.functions.get(*function as usize).map(|function| function.type_index);
                            ty.is_some_and(|ty| canonical_type(module, ty) == wanted)
                        }));
                    }
                    other if uses_memory(&other) => {
                        graph.users.insert(index);
                    }
                    _ => {}
                }
            }
            graph.callees.insert(index, callees);
        }
        Ok(graph)
    }

    /// All functions with a body.
    pub(crate) fn defined(&self) -> impl Iterator<Item = u32> + '_ {
        self.callees.keys().copied()
    }

    /// The functions that use memory, or call one that does.
    pub(crate) fn memory_users(&self) -> BTreeSet<u32> {
        let mut users = self.users.clone();
        loop {
            let before = users.len();
            for (function, callees) in &self.callees {
                if !callees.is_disjoint(&users) {
                    users.insert(*function);
                }
            }
            if users.len() == before {
                return users;
            }
        }
    }

    /// The functions that can reach themselves.
    pub(crate) fn on_cycles(&self) -> BTreeSet<u32> {
        self.defined().filter(|function| self.reaches(*function, *function)).collect()
    }

    fn reaches(&self, from: u32, to: u32) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(function) = waiting.pop() {
            for callee in self.callees.get(&function).into_iter().flatten() {
                if *callee == to {
                    return true;
                }
                if seen.insert(*callee) {
                    waiting.push(*callee);
                }
            }
        }
        false
    }
}

/// The first type equal to a type.
pub(crate) fn canonical_type(module: &Module<'_>, index: u32) -> u32 {
    let ty = module.types.get(index as usize);
    module.types.iter().position(|other| Some(other) == ty).map_or(index, |first| first as u32)
}

fn uses_memory(operator: &Operator<'_>) -> bool {
    let debug = format!("{operator:?}");
    let name = debug.split([' ', '{']).next().unwrap_or_default();
    name.contains("Load") || name.contains("Store") || name.starts_with("Memory")
}
