//! The module as the translator sees it: the sections of the binary, read into plain vectors.

use crate::error::Error;
use crate::features;
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, Operator, Parser, Payload,
    TypeRef, ValType,
};

/// Where an imported thing comes from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) module: String,
    pub(crate) name: String,
}

/// A function: its type's index, and its origin when it is imported.
#[derive(Debug, Clone)]
pub(crate) struct Function {
    pub(crate) type_index: u32,
    pub(crate) origin: Option<Origin>,
}

/// A memory or a table: pages or elements.
#[derive(Debug, Clone)]
pub(crate) struct Space {
    pub(crate) minimum: u32,
    pub(crate) maximum: Option<u32>,
    pub(crate) origin: Option<Origin>,
}

/// What a constant expression of the supported set can say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Init {
    I32(i32),
    I64(i64),
    F32(u32),
    F64(u64),
    Global(u32),
    Null,
    Function(u32),
}

/// A global variable.
#[derive(Debug, Clone)]
pub(crate) struct Global {
    pub(crate) ty: ValType,
    pub(crate) mutable: bool,
    pub(crate) init: Option<Init>,
    pub(crate) origin: Option<Origin>,
}

/// When a segment is copied: at the start to an offset, on request, or never.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Placement {
    Active(Init),
    Passive,
    Declared,
}

/// Bytes for the memory.
#[derive(Debug, Clone)]
pub(crate) struct Data<'a> {
    pub(crate) placement: Placement,
    pub(crate) bytes: &'a [u8],
}

/// Functions for a table; `None` is a null.
#[derive(Debug, Clone)]
pub(crate) struct Elements {
    pub(crate) placement: Placement,
    /// The table an active segment goes to.
    pub(crate) table: u32,
    pub(crate) items: Vec<Option<u32>>,
}

/// An export: its name, kind and index.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) kind: ExternalKind,
    pub(crate) index: u32,
}

/// One whole module, already validated.
#[derive(Debug, Default)]
pub(crate) struct Module<'a> {
    pub(crate) types: Vec<FuncType>,
    pub(crate) functions: Vec<Function>,
    pub(crate) memory: Option<Space>,
    pub(crate) tables: Vec<Space>,
    pub(crate) globals: Vec<Global>,
    pub(crate) exports: Vec<Export>,
    pub(crate) start: Option<u32>,
    pub(crate) elements: Vec<Elements>,
    pub(crate) data: Vec<Data<'a>>,
    pub(crate) bodies: Vec<FunctionBody<'a>>,
}

impl<'a> Module<'a> {
    /// Validates and reads a module; a feature outside the supported set is refused by name.
    pub(crate) fn read(wasm: &'a [u8]) -> Result<Self, Error> {
        features::check(wasm)?;
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.section(payload?)?;
        }
        Ok(module)
    }

    /// How many functions are imported; they come first in the index space.
    pub(crate) fn imported_functions(&self) -> usize {
        self.functions.iter().filter(|function| function.origin.is_some()).count()
    }

    /// The type of a function.
    pub(crate) fn function_type(&self, index: u32) -> Result<&FuncType, Error> {
        let function = self.functions.get(index as usize).ok_or_else(missing)?;
        self.func_type(function.type_index)
    }

    /// The type with an index.
    pub(crate) fn func_type(&self, index: u32) -> Result<&FuncType, Error> {
        self.types.get(index as usize).ok_or_else(missing)
    }

    fn section(&mut self, payload: Payload<'a>) -> Result<(), Error> {
        match payload {
            Payload::TypeSection(reader) => {
                for ty in reader.into_iter_err_on_gc_types() {
                    self.types.push(ty?);
                }
            }
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    let import = import?;
                    let origin = Origin { module: import.module.to_owned(), name: import.name.to_owned() };
                    self.import(origin, import.ty)?;
                }
            }
            Payload::FunctionSection(reader) => {
                for type_index in reader {
                    self.functions.push(Function { type_index: type_index?, origin: None });
                }
            }
            Payload::TableSection(reader) => {
                for table in reader {
                    let ty = table?.ty;
                    self.tables.push(space(ty.initial, ty.maximum, None)?);
                }
            }
            Payload::MemorySection(reader) => {
                for memory in reader {
                    let ty = memory?;
                    self.memory = Some(space(ty.initial, ty.maximum, None)?);
                }
            }
            Payload::GlobalSection(reader) => {
                for global in reader {
                    let global = global?;
                    let init = Some(constant(&global.init_expr)?);
                    self.globals.push(Global {
                        ty: global.ty.content_type,
                        mutable: global.ty.mutable,
                        init,
                        origin: None,
                    });
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    self.exports.push(Export { name: export.name.to_owned(), kind: export.kind, index: export.index });
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(reader) => {
                for element in reader {
                    self.elements.push(elements(element?)?);
                }
            }
            Payload::DataSection(reader) => {
                for data in reader {
                    let data = data?;
                    let placement = match data.kind {
                        DataKind::Passive => Placement::Passive,
                        DataKind::Active { offset_expr, .. } => Placement::Active(constant(&offset_expr)?),
                    };
                    self.data.push(Data { placement, bytes: data.data });
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, origin: Origin, ty: TypeRef) -> Result<(), Error> {
        let origin = Some(origin);
        match ty {
            TypeRef::Func(type_index) => self.functions.push(Function { type_index, origin }),
            TypeRef::Table(ty) => self.tables.push(space(ty.initial, ty.maximum, origin)?),
            TypeRef::Memory(ty) => self.memory = Some(space(ty.initial, ty.maximum, origin)?),
            TypeRef::Global(ty) => {
                self.globals.push(Global { ty: ty.content_type, mutable: ty.mutable, init: None, origin });
            }
            _ => return Err(Error::new("an import of this kind is not supported; build without its feature")),
        }
        Ok(())
    }
}

fn missing() -> Error {
    Error::new("invalid module: an index points past its section")
}

fn space(minimum: u64, maximum: Option<u64>, origin: Option<Origin>) -> Result<Space, Error> {
    let narrow = |size: u64| u32::try_from(size).map_err(|_| Error::new("memory64 is not supported; build for wasm32"));
    Ok(Space { minimum: narrow(minimum)?, maximum: maximum.map(narrow).transpose()?, origin })
}

fn constant(expr: &ConstExpr<'_>) -> Result<Init, Error> {
    let mut reader = expr.get_operators_reader();
    let init = match reader.read()? {
        Operator::I32Const { value } => Init::I32(value),
        Operator::I64Const { value } => Init::I64(value),
        Operator::F32Const { value } => Init::F32(value.bits()),
        Operator::F64Const { value } => Init::F64(value.bits()),
        Operator::GlobalGet { global_index } => Init::Global(global_index),
        Operator::RefNull { .. } => Init::Null,
        Operator::RefFunc { function_index } => Init::Function(function_index),
        other => return Err(Error::new(format!("the constant expression `{other:?}` is not supported"))),
    };
    Ok(init)
}

fn elements(element: wasmparser::Element<'_>) -> Result<Elements, Error> {
    let mut table = 0;
    let placement = match element.kind {
        ElementKind::Passive => Placement::Passive,
        ElementKind::Declared => Placement::Declared,
        ElementKind::Active { offset_expr, table_index } => {
            table = table_index.unwrap_or(0);
            Placement::Active(constant(&offset_expr)?)
        }
    };
    let mut items = Vec::new();
    match element.items {
        ElementItems::Functions(reader) => {
            for function in reader {
                items.push(Some(function?));
            }
        }
        ElementItems::Expressions(_, reader) => {
            for expr in reader {
                items.push(match constant(&expr?)? {
                    Init::Function(index) => Some(index),
                    Init::Null => None,
                    other => return Err(Error::new(format!("the element `{other:?}` is not supported"))),
                });
            }
        }
    }
    Ok(Elements { placement, table, items })
}
