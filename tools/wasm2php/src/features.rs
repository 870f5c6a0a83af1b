//! The supported set, and naming what lies outside it.

use crate::error::Error;
use wasmparser::{BlockType, Operator, Parser, Payload, RefType, TypeRef, ValType, Validator, WasmFeatures};

/// Everything translated, except what `reference_types` adds beyond its encoding: see [`check_references`].
fn supported() -> WasmFeatures {
    WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::FLOATS
        | WasmFeatures::GC_TYPES
}

/// Validates a module against the supported set.
///
/// When it fails, but would pass with more features, the error names the smallest set of them that it needs.
pub(crate) fn check(wasm: &[u8]) -> Result<(), Error> {
    let Err(first) = validate(wasm, supported()) else {
        return check_references(wasm);
    };
    let mut needed = WasmFeatures::all();
    if validate(wasm, needed).is_err() {
        return Err(first.into());
    }
    for (_, feature) in WasmFeatures::all().iter_names() {
        let fewer = needed.difference(feature).union(supported());
        if validate(wasm, fewer).is_ok() {
            needed = fewer;
        }
    }
    let names: Vec<String> = needed
        .difference(supported())
        .iter_names()
        .map(|(name, _)| format!("`{}`", name.to_lowercase().replace('_', "-")))
        .collect();
    Err(Error::new(format!(
        "the module uses {}, which is not supported; build it without ({first})",
        names.join(" and ")
    )))
}

fn validate(wasm: &[u8], features: WasmFeatures) -> wasmparser::Result<()> {
    Validator::new_with_features(features).validate_all(wasm).map(|_| ())
}

/// Refuses the parts of `reference-types` that go beyond tables of functions.
fn check_references(wasm: &[u8]) -> Result<(), Error> {
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(reader) => {
                for ty in reader.into_iter_err_on_gc_types() {
                    let ty = ty?;
                    ty.params().iter().chain(ty.results()).try_for_each(value_type)?;
                }
            }
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    match import?.ty {
                        TypeRef::Table(ty) => table(ty.element_type)?,
                        TypeRef::Global(ty) => value_type(&ty.content_type)?,
                        _ => {}
                    }
                }
            }
            Payload::TableSection(reader) => {
                for entry in reader {
                    table(entry?.ty.element_type)?;
                }
            }
            Payload::GlobalSection(reader) => {
                for global in reader {
                    value_type(&global?.ty.content_type)?;
                }
            }
            Payload::CodeSectionEntry(body) => {
                for local in body.get_locals_reader()? {
                    value_type(&local?.1)?;
                }
                for operator in body.get_operators_reader()? {
                    check_operator(&operator?)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn table(element: RefType) -> Result<(), Error> {
    if element == RefType::FUNCREF { Ok(()) } else { value_type(&ValType::Ref(element)) }
}

fn value_type(ty: &ValType) -> Result<(), Error> {
    match ty {
        ValType::I32 | ValType::I64 | ValType::F32 | ValType::F64 => Ok(()),
        other => Err(refused(&format!("a value of type `{other}`"))),
    }
}

fn check_operator(operator: &Operator<'_>) -> Result<(), Error> {
    match operator {
        Operator::RefNull { .. } | Operator::RefIsNull | Operator::RefFunc { .. } => {
            Err(refused("an instruction on references"))
        }
        Operator::TableGet { .. }
        | Operator::TableSet { .. }
        | Operator::TableGrow { .. }
        | Operator::TableSize { .. }
        | Operator::TableFill { .. } => Err(refused("an instruction on table elements")),
        Operator::TypedSelect { ty } => value_type(ty),
        Operator::Block { blockty: BlockType::Type(ty) }
        | Operator::Loop { blockty: BlockType::Type(ty) }
        | Operator::If { blockty: BlockType::Type(ty) } => value_type(ty),
        _ => Ok(()),
    }
}

fn refused(what: &str) -> Error {
    Error::new(format!("the module uses `reference-types` ({what}), which is not supported; build it without"))
}
