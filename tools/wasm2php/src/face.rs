//! The public face: exports as methods, imports as calls outward, and the host's way to memory.

use crate::class::inward;
use crate::context::Context;
use crate::error::Error;
use crate::image;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use wasmparser::{ExternalKind, FuncType, ValType};

const LINK: &str = include_str!("php/link.php");
const ACCESS: &str = include_str!("php/access.php");

/// Everything public, and the private methods that lead out and in.
pub(crate) fn write(context: &Context<'_>) -> Result<String, Error> {
    let mut text = String::new();
    let named = method_names(context);
    for (name, index) in &named {
        text.push_str(&wrapper(context, *index, &format!("public function {name}"), true)?);
    }
    for index in reachable(context) {
        if index as usize >= context.imported {
            text.push_str(&wrapper(context, index, &format!("private function _x{index}"), false)?);
        }
    }
    text.push_str(&exports(context)?);
    for index in 0..context.imported {
        text.push_str(&outward(context, index as u32)?);
    }
    text.push_str(&dispatchers(context)?);
    if context.module.memory.is_some() {
        text.push_str(part(ACCESS));
    }
    if context.guarded() {
        text.push_str(
            "\n    private function _spoilt(): never\n    {\n        $this->m = [];\n        $this->_oob();\n    }\n",
        );
    }
    text.push_str(part(LINK));
    Ok(text)
}

/// A PHP source without its opening line.
fn part(source: &'static str) -> &'static str {
    source.split_once('\n').map_or("", |(_, rest)| rest)
}

/// The exported functions whose name can be a method of its own.
fn method_names(context: &Context<'_>) -> Vec<(String, u32)> {
    let mut taken: BTreeSet<String> = [
        "exports",
        "readbytes",
        "writebytes",
        "writewords",
        "importfunction",
        "importglobal",
        "importmemory",
        "importtable",
    ]
    .map(str::to_owned)
    .into();
    let mut named = Vec::new();
    for export in context.module.exports.iter().filter(|export| export.kind == ExternalKind::Func) {
        let mut chars = export.name.chars();
        let plain = chars.next().is_some_and(|first| first.is_ascii_alphabetic())
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
        if plain && taken.insert(export.name.to_lowercase()) {
            named.push((export.name.clone(), export.index));
        }
    }
    named
}

/// The functions that may be called through an object: exports, elements of an open table, the start function.
fn reachable(context: &Context<'_>) -> BTreeSet<u32> {
    let exports = context.module.exports.iter().filter(|export| export.kind == ExternalKind::Func);
    let mut reachable: BTreeSet<u32> = exports.map(|export| export.index).collect();
    reachable.extend(context.module.start);
    if context.fixed_table.is_none() {
        reachable.extend(context.module.elements.iter().flat_map(|elements| elements.items.iter().flatten()));
    }
    reachable
}

fn php_type(types: &[ValType]) -> &'static str {
    match types {
        [] => "void",
        [ValType::I32 | ValType::I64] => "int",
        [_] => "float",
        _ => "array",
    }
}

/// The way in: arguments masked, late checks made, the depth restored after a trap.
fn wrapper(context: &Context<'_>, index: u32, head: &str, public: bool) -> Result<String, Error> {
    let ty = context.module.function_type(index)?;
    let hint = |ty: &ValType| if matches!(ty, ValType::I32 | ValType::I64) { "int" } else { "float" };
    let params: Vec<String> = ty.params().iter().enumerate().map(|(i, ty)| format!("{} $l{i}", hint(ty))).collect();
    let mut args: Vec<String> = ty.params().iter().enumerate().map(|(i, ty)| inward(*ty, &format!("$l{i}"))).collect();
    let call = if (index as usize) < context.imported {
        format!("$this->_i{index}({})", args.join(", "))
    } else {
        if context.takes_memory(index) {
            args.insert(0, "$this->m".to_owned());
        }
        format!("$this->_f{index}({})", args.join(", "))
    };
    let result = if ty.results().is_empty() { format!("{call};") } else { format!("return {call};") };
    let mut text = format!("\n    {head}({}): {}\n    {{\n", params.join(", "), php_type(ty.results()));
    let counted = !context.counted.is_empty();
    if !context.guarded() && !counted || (index as usize) < context.imported && !public {
        let _ = writeln!(text, "        {result}\n    }}");
        return Ok(text);
    }
    if context.guarded() {
        text.push_str("        \\set_error_handler($this->guard);\n");
    }
    if counted {
        text.push_str("        $depth = $this->depth;\n");
    }
    let _ = write!(text, "        try {{\n            {result}\n        }} finally {{\n");
    if context.guarded() {
        text.push_str("            \\restore_error_handler();\n");
    }
    if counted {
        text.push_str("            $this->depth = $depth;\n");
    }
    if context.guarded() {
        text.push_str("            if (\\count($this->m) !== $this->pages << 14) {\n                $this->_spoilt();\n            }\n");
    }
    text.push_str("        }\n    }\n");
    Ok(text)
}

/// A closure for a function, as text.
pub(crate) fn callable(context: &Context<'_>, index: u32) -> String {
    if (index as usize) < context.imported { format!("$this->i{index}") } else { format!("$this->_x{index}(...)") }
}

/// All exports by name, and the objects that functions are known by.
fn exports(context: &Context<'_>) -> Result<String, Error> {
    let mut text = String::from(
        "\n    /** @return array<string, \\stdClass> every export, in the form another class takes as an import */\n    public function exports(): array\n    {\n        return [\n",
    );
    for export in &context.module.exports {
        let object = match export.kind {
            ExternalKind::Func => format!("$this->_function({})", export.index),
            ExternalKind::Memory => "$this->_memory()".to_owned(),
            ExternalKind::Table => format!("$this->table{}", export.index),
            ExternalKind::Global => format!("$this->_global({})", export.index),
            _ => continue,
        };
        let _ = writeln!(text, "            {} => {object},", image::string(export.name.as_bytes()));
    }
    text.push_str("        ];\n    }\n\n    private function _function(int $index): \\stdClass\n    {\n        return $this->functions[$index] ??= match ($index) {\n");
    for index in reachable(context) {
        if (index as usize) < context.imported {
            continue;
        }
        let ty = context.module.functions.get(index as usize).map_or(0, |function| function.type_index);
        let _ = writeln!(
            text,
            "            {index} => (object) ['type' => '{}', 'call' => {}],",
            context.signature(ty)?,
            callable(context, index)
        );
    }
    text.push_str(
        "            default => throw new \\LogicException(\"function $index has no face\"),\n        };\n    }\n",
    );
    if context.module.memory.is_some()
        && context.module.exports.iter().any(|export| export.kind == ExternalKind::Memory)
    {
        let declared = context.module.memory.as_ref().and_then(|memory| memory.maximum);
        let declared = declared.map_or("null".to_owned(), |maximum| maximum.to_string());
        let _ = write!(
            text,
            "\n    private function _memory(): \\stdClass\n    {{\n        if ($this->memory === null) {{\n            \
             $this->memory = (object) ['limit' => $this->maximum, 'maximum' => {declared}];\n            \
             $this->memory->words = &$this->m;\n            $this->memory->pages = &$this->pages;\n        }}\n        \
             return $this->memory;\n    }}\n"
        );
    }
    text.push_str(&global_objects(context));
    Ok(text)
}

fn global_objects(context: &Context<'_>) -> String {
    let exported = context.module.exports.iter().filter(|export| export.kind == ExternalKind::Global);
    let indexes: BTreeSet<u32> = exported.map(|export| export.index).collect();
    if indexes.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n    private function _global(int $index): \\stdClass\n    {\n        $global = new \\stdClass();\n        switch ($index) {\n",
    );
    for index in indexes {
        if let Some(global) = context.module.globals.get(index as usize) {
            let _ = writeln!(
                text,
                "            case {index}:\n                $global->type = '{}';\n                $global->mutable = {};\n                $global->value = &$this->g{index};\n                break;",
                crate::context::letter(global.ty),
                global.mutable
            );
        }
    }
    text.push_str("        }\n        return $global;\n    }\n");
    text
}

/// The way out to an imported function.
fn outward(context: &Context<'_>, index: u32) -> Result<String, Error> {
    let ty = context.module.function_type(index)?;
    let params: Vec<String> = (0..ty.params().len()).map(|i| format!("$l{i}")).collect();
    let params = params.join(", ");
    let mut text = format!("\n    private function _i{index}({params})\n    {{\n");
    let call = format!("($this->i{index})({params})");
    if context.guarded() {
        let _ = write!(
            text,
            "        if (\\count($this->m) !== $this->pages << 14) {{\n            $this->_spoilt();\n        }}\n        \
             \\restore_error_handler();\n        try {{\n            $r = {call};\n        }} finally {{\n            \
             \\set_error_handler($this->guard);\n        }}\n"
        );
    } else {
        let _ = writeln!(text, "        $r = {call};");
    }
    text.push_str(&host_result(context, index, ty));
    text.push_str("    }\n");
    Ok(text)
}

fn host_result(context: &Context<'_>, index: u32, ty: &FuncType) -> String {
    let origin = context.module.functions.get(index as usize).and_then(|function| function.origin.as_ref());
    let name = origin.map(|origin| format!("{}.{}", origin.module, origin.name)).unwrap_or_default();
    let check = |test: &str, what: &str| {
        let message = image::string(format!("the import {name} must return {what}").as_bytes());
        format!("        if (!\\{test}($r)) {{\n            throw new \\TypeError({message});\n        }}\n")
    };
    match ty.results() {
        [] => String::new(),
        [ValType::I32] => format!("{}        return {};\n", check("is_int", "an int"), inward(ValType::I32, "$r")),
        [ValType::I64] => format!("{}        return $r;\n", check("is_int", "an int")),
        [_] => format!("{}        return $r;\n", check("is_float", "a float")),
        many => {
            let items: Vec<String> = many.iter().enumerate().map(|(i, ty)| inward(*ty, &format!("$r[{i}]"))).collect();
            format!("{}        return [{}];\n", check("is_array", "a list"), items.join(", "))
        }
    }
}

/// One method for each type of indirect call.
fn dispatchers(context: &Context<'_>) -> Result<String, Error> {
    let mut text = String::new();
    for (index, ty) in context.module.types.iter().enumerate() {
        let index = index as u32;
        if context.canonical_type(index) != index || context.module.tables.is_empty() {
            continue;
        }
        let params: Vec<String> = (0..ty.params().len()).map(|i| format!("$l{i}")).collect();
        match &context.fixed_table {
            Some(table) => text.push_str(&fixed_dispatcher(context, index, table, &params)),
            None => {
                let all: Vec<String> =
                    ["$table".to_owned(), "$i".to_owned()].into_iter().chain(params.clone()).collect();
                let _ = write!(
                    text,
                    "\n    private function _t{index}({})\n    {{\n        return $this->_element($table, $i, '{}')({});\n    }}\n",
                    all.join(", "),
                    context.signature(index)?,
                    params.join(", ")
                );
            }
        }
    }
    Ok(text)
}

fn fixed_dispatcher(context: &Context<'_>, index: u32, table: &[Option<u32>], params: &[String]) -> String {
    let memory = context.indirect_takes_memory(index);
    let head: Vec<String> =
        memory.then(|| "&$m".to_owned()).into_iter().chain(["$i".to_owned()]).chain(params.iter().cloned()).collect();
    let mut text = format!("\n    private function _t{index}({})\n    {{\n        switch ($i) {{\n", head.join(", "));
    for (place, function) in context.candidates(index) {
        let name = if (function as usize) < context.imported { "_i" } else { "_f" };
        let mut args: Vec<String> = params.to_vec();
        if context.takes_memory(function) {
            args.insert(0, "$m".to_owned());
        }
        let _ = writeln!(text, "            case {place}: return $this->{name}{function}({});", args.join(", "));
    }
    let nulls: String =
        table.iter().enumerate().filter(|(_, item)| item.is_none()).map(|(place, _)| format!("{place},")).collect();
    let _ = write!(text, "        }}\n        $this->_badElement($i, {}, ',{nulls}');\n    }}\n", table.len());
    text
}
