//! What every function's translation needs to know of the whole module.

use crate::error::Error;
use crate::graph;
use crate::module::{Init, Module, Placement};
use crate::options::{Bounds, CallDepth, Options};
use crate::value::{Prec, Reads, Value};
use std::collections::BTreeSet;
use wasmparser::{ExternalKind, Operator, ValType};

/// The module, the options, and what follows from both.
pub(crate) struct Context<'m> {
    pub(crate) module: Module<'m>,
    pub(crate) options: Options,
    /// How many functions are imported.
    pub(crate) imported: usize,
    /// The functions that count their depth.
    pub(crate) counted: BTreeSet<u32>,
    /// The table's content, when nothing can ever change it.
    pub(crate) fixed_table: Option<Vec<Option<u32>>>,
    memory_users: BTreeSet<u32>,
}

impl<'m> Context<'m> {
    /// Looks over the whole module.
    pub(crate) fn new(module: Module<'m>, options: &Options) -> Result<Self, Error> {
        let fixed_table = fixed_table(&module)?;
        let graph = graph::Graph::of(&module, fixed_table.as_deref())?;
        let counted = match options.call_depth {
            CallDepth::Unlimited => BTreeSet::new(),
            CallDepth::Recursive(_) => graph.on_cycles(),
            CallDepth::Every(_) => graph.defined().collect(),
        };
        Ok(Self {
            imported: module.imported_functions(),
            memory_users: graph.memory_users(),
            options: options.clone(),
            counted,
            fixed_table,
            module,
        })
    }

    /// Whether a function takes the memory as its first parameter, by reference.
    pub(crate) fn takes_memory(&self, function: u32) -> bool {
        self.memory_users.contains(&function)
    }

    /// Whether the dispatcher of an indirect call's type takes the memory, because some function it may reach does.
    pub(crate) fn indirect_takes_memory(&self, canonical: u32) -> bool {
        self.candidates(canonical).iter().any(|(_, function)| self.takes_memory(*function))
    }

    /// The table's places that hold a function of a type, when the table is fixed.
    pub(crate) fn candidates(&self, canonical: u32) -> Vec<(usize, u32)> {
        let entries = self.fixed_table.iter().flatten().enumerate();
        entries
            .filter_map(|(place, function)| function.map(|function| (place, function)))
            .filter(|(_, function)| {
                let ty = self.module.functions.get(*function as usize).map(|function| function.type_index);
                ty.is_some_and(|ty| self.canonical_type(ty) == canonical)
            })
            .collect()
    }

    /// The first type equal to a type: types are compared by their structure.
    pub(crate) fn canonical_type(&self, index: u32) -> u32 {
        graph::canonical_type(&self.module, index)
    }

    /// A type as text, `ii:l` for two i32 giving an i64; compared when modules are linked.
    pub(crate) fn signature(&self, type_index: u32) -> Result<String, Error> {
        let ty = self.module.func_type(type_index)?;
        let letters = |types: &[ValType]| types.iter().map(|ty| letter(*ty)).collect::<String>();
        Ok(format!("{}:{}", letters(ty.params()), letters(ty.results())))
    }

    /// The limit of the depth counter.
    pub(crate) fn depth_limit(&self) -> u32 {
        match self.options.call_depth {
            CallDepth::Unlimited => u32::MAX,
            CallDepth::Recursive(limit) | CallDepth::Every(limit) => limit,
        }
    }

    /// The parameter type PHP is told of.
    pub(crate) fn hint(&self, ty: Option<&ValType>) -> &'static str {
        match ty {
            Some(ValType::F32 | ValType::F64) => "float ",
            _ => "int ",
        }
    }

    /// A global's value: a constant where it can never change.
    pub(crate) fn global(&self, index: u32) -> Result<Value, Error> {
        let missing = || Error::new("invalid module: an index points past its section");
        let global = self.module.globals.get(index as usize).ok_or_else(missing)?;
        match global.init {
            Some(Init::I32(value)) if !global.mutable => Ok(Value::int(i128::from(value as u32), global.ty)),
            Some(Init::I64(value)) if !global.mutable => Ok(Value::int(i128::from(value), global.ty)),
            _ => {
                let reads = Reads { globals: true, ..Reads::default() };
                Ok(Value::new(format!("$this->g{index}"), Prec::Atom, global.ty, reads))
            }
        }
    }

    /// Whether accesses outside memory are found late, by the guard around each export.
    pub(crate) fn guarded(&self) -> bool {
        self.options.bounds == Bounds::Deferred && self.module.memory.is_some()
    }
}

/// One letter for a type.
pub(crate) fn letter(ty: ValType) -> char {
    match ty {
        ValType::I32 => 'i',
        ValType::I64 => 'l',
        ValType::F32 => 'f',
        _ => 'd',
    }
}

/// The table's content when it is private, set up at constant places, and never written.
fn fixed_table(module: &Module<'_>) -> Result<Option<Vec<Option<u32>>>, Error> {
    let [table] = module.tables.as_slice() else { return Ok(None) };
    let exported = module.exports.iter().any(|export| export.kind == ExternalKind::Table);
    if table.origin.is_some() || exported || table.minimum > 100_000 {
        return Ok(None);
    }
    for body in &module.bodies {
        for operator in body.get_operators_reader()? {
            if matches!(operator?, Operator::TableInit { .. } | Operator::TableCopy { .. } | Operator::ElemDrop { .. })
            {
                return Ok(None);
            }
        }
    }
    let mut content = vec![None; table.minimum as usize];
    for elements in &module.elements {
        let Placement::Active(Init::I32(offset)) = elements.placement else {
            if elements.placement == Placement::Declared {
                continue;
            }
            return Ok(None);
        };
        let offset = offset as u32 as usize;
        for (index, item) in elements.items.iter().enumerate() {
            match content.get_mut(offset + index) {
                Some(place) => *place = *item,
                None => return Ok(None),
            }
        }
        if offset > content.len() {
            return Ok(None);
        }
    }
    Ok(Some(content))
}
