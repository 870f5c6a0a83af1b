//! The PHP class around the functions: its fields, constructor and public face.

use crate::context::{Context, letter};
use crate::error::Error;
use crate::image::{self, Image};
use crate::module::{Init, Placement};
use crate::value::{MASK, int_text};
use crate::{face, func, helpers};
use std::fmt::Write as _;
use wasmparser::ValType;

/// Writes the whole file.
pub(crate) fn write(context: &Context<'_>) -> Result<String, Error> {
    let image = image::of(&context.module);
    let mut body = String::new();
    body.push_str(&constructor(context, image.as_ref())?);
    body.push_str(&face::write(context)?);
    for (index, code) in context.module.bodies.iter().enumerate() {
        body.push('\n');
        body.push_str(&func::translate(context, (context.imported + index) as u32, code)?);
    }
    let helpers = helpers::used_by(&body).replace("TrapClass", &format!("{}Trap", context.options.class));
    let mut out = header(context);
    out.push_str(&fields(context, image.as_ref()));
    out.push_str(&body);
    out.push_str(&helpers);
    out.push_str("}\n");
    Ok(out)
}

fn header(context: &Context<'_>) -> String {
    let class = &context.options.class;
    let namespace = match context.options.namespace.as_str() {
        "" => String::new(),
        name => format!("namespace {name};\n\n"),
    };
    format!(
        "<?php\n\n// Made by wasm2php from a WebAssembly module. Change the module, not this file.\n\ndeclare(strict_types=1);\n\n\
         {namespace}/** A trap: the module stopped where the standard says it must; the message is the standard's. */\n\
         final class {class}Trap extends \\RuntimeException\n{{\n}}\n\nfinal class {class}\n{{\n"
    )
}

fn fields(context: &Context<'_>, image: Option<&Image>) -> String {
    let mut text = String::new();
    if let Some(image) = image.filter(|image| !image.words.is_empty()) {
        let _ = write!(
            text,
            "    /** Memory at first, in words of 32 bits. */\n    private const IMAGE = [\n{}    ];\n",
            image::list(&image.words)
        );
    }
    if context.module.memory.is_some() {
        text.push_str(
            "    private $m = [];\n    private $pages = 0;\n    private $maximum = 0;\n    private $memory;\n",
        );
    }
    if context.guarded() {
        text.push_str("    private \\Closure $guard;\n");
    }
    if !context.counted.is_empty() {
        text.push_str("    private $depth = 0;\n");
    }
    if context.fixed_table.is_none() {
        for index in 0..context.module.tables.len() {
            let _ = writeln!(text, "    private \\stdClass $table{index};");
        }
        text.push_str("    private array $elements = [];\n");
    }
    text.push_str("    private array $data = [];\n    private array $functions = [];\n");
    for (index, function) in context.module.functions.iter().enumerate() {
        if function.origin.is_some() {
            let _ = writeln!(text, "    private \\Closure $i{index};");
        }
    }
    for index in 0..context.module.globals.len() {
        let _ = writeln!(text, "    private $g{index};");
    }
    text
}

fn constructor(context: &Context<'_>, image: Option<&Image>) -> Result<String, Error> {
    let mut text = String::from(
        "\n    /** @param array<string, array<string, callable|int|float|\\stdClass>> $imports by module and name */\n    public function __construct(array $imports = [])\n    {\n",
    );
    imports(context, &mut text)?;
    globals(context, &mut text)?;
    if context.guarded() {
        let trap = format!("{}Trap", context.options.class);
        let _ = write!(
            text,
            "        // Nothing in this file may warn: a warning is memory read outside, or PHP itself at fault.\n        \
             $this->guard = static function (int $level, string $text): never {{\n            \
             $outside = \\str_starts_with($text, 'Undefined array key');\n            \
             throw new {trap}($outside ? 'out of bounds memory access' : \"PHP warned: $text\");\n        }};\n"
        );
    }
    memory(context, image, &mut text);
    table(context, &mut text);
    data(context, image, &mut text)?;
    if let Some(start) = context.module.start {
        let _ = writeln!(text, "        ({})();", face::callable(context, start));
    }
    text.push_str("    }\n");
    Ok(text)
}

fn imports(context: &Context<'_>, text: &mut String) -> Result<(), Error> {
    let path = |origin: &crate::module::Origin| {
        format!("$imports, {}, {}", image::string(origin.module.as_bytes()), image::string(origin.name.as_bytes()))
    };
    for (index, function) in context.module.functions.iter().enumerate() {
        if let Some(origin) = &function.origin {
            let signature = context.signature(function.type_index)?;
            let _ = writeln!(text, "        $f = self::importFunction({}, '{signature}');", path(origin));
            let _ = writeln!(text, "        $this->functions[{index}] = $f;\n        $this->i{index} = $f->call;");
        }
    }
    for (index, global) in context.module.globals.iter().enumerate() {
        if let Some(origin) = &global.origin {
            let _ = writeln!(
                text,
                "        $g = self::importGlobal({}, '{}', {});\n        $this->g{index} = &$g->value;\n        unset($g);",
                path(origin),
                letter(global.ty),
                global.mutable
            );
        }
    }
    if let Some((origin, memory)) =
        context.module.memory.as_ref().and_then(|memory| Some((memory.origin.as_ref()?, memory)))
    {
        let maximum = memory.maximum.map_or("null".to_owned(), |maximum| maximum.to_string());
        let _ = writeln!(
            text,
            "        $this->memory = self::importMemory({}, {}, {maximum});\n        $this->m = &$this->memory->words;\n        \
             $this->pages = &$this->memory->pages;\n        $this->maximum = $this->memory->limit;",
            path(origin),
            memory.minimum
        );
    }
    for (index, table) in context.module.tables.iter().enumerate() {
        if let Some(origin) = &table.origin {
            let maximum = table.maximum.map_or("null".to_owned(), |maximum| maximum.to_string());
            let _ = writeln!(
                text,
                "        $this->table{index} = self::importTable({}, {}, {maximum});",
                path(origin),
                table.minimum
            );
        }
    }
    Ok(())
}

fn globals(context: &Context<'_>, text: &mut String) -> Result<(), Error> {
    for (index, global) in context.module.globals.iter().enumerate() {
        if let Some(init) = global.init {
            let _ = writeln!(text, "        $this->g{index} = {};", init_text(init)?);
        }
    }
    Ok(())
}

/// A constant expression as PHP.
pub(crate) fn init_text(init: Init) -> Result<String, Error> {
    Ok(match init {
        Init::I32(value) => (value as u32).to_string(),
        Init::I64(value) => int_text(i128::from(value)).0,
        Init::F32(bits) => {
            crate::float::literal(f64::from(f32::from_bits(bits))).unwrap_or(format!("$this->_float32({bits})"))
        }
        Init::F64(bits) => crate::float::literal(f64::from_bits(bits))
            .unwrap_or_else(|| format!("$this->_float64({})", int_text(i128::from(bits as i64)).0)),
        Init::Global(index) => format!("$this->g{index}"),
        Init::Null | Init::Function(_) => {
            return Err(Error::new("the module uses `reference-types`, which is not supported; build it without"));
        }
    })
}

fn memory(context: &Context<'_>, image: Option<&Image>, text: &mut String) {
    let Some(memory) = context.module.memory.as_ref().filter(|memory| memory.origin.is_none()) else { return };
    let maximum = memory.maximum.unwrap_or(65536).min(context.options.max_pages.max(memory.minimum));
    let _ = writeln!(text, "        $this->pages = {};\n        $this->maximum = {maximum};", memory.minimum);
    if image.is_some_and(|image| !image.words.is_empty()) {
        text.push_str("        $this->m = self::IMAGE;\n");
    }
    text.push_str("        $this->_pad($this->m);\n");
}

fn table(context: &Context<'_>, text: &mut String) {
    if context.fixed_table.is_some() {
        return;
    }
    for (index, table) in context.module.tables.iter().enumerate().filter(|(_, table)| table.origin.is_none()) {
        let maximum = table.maximum.map_or("null".to_owned(), |maximum| maximum.to_string());
        let elements =
            if table.minimum == 0 { "[]".to_owned() } else { format!("\\array_fill(0, {}, null)", table.minimum) };
        let _ = writeln!(
            text,
            "        $this->table{index} = (object) ['elements' => {elements}, 'maximum' => {maximum}];"
        );
    }
    for (index, elements) in context.module.elements.iter().enumerate() {
        let items: Vec<String> =
            elements.items.iter().map(|item| item.map_or("null".to_owned(), |index| index.to_string())).collect();
        let items = if elements.placement == Placement::Declared { Vec::new() } else { items };
        let _ = writeln!(text, "        $this->elements[{index}] = [{}];", items.join(", "));
        if let Placement::Active(offset) = elements.placement {
            let offset = init_text(offset).unwrap_or_default();
            let _ = writeln!(
                text,
                "        $this->_tableInit($this->table{}, {index}, {offset}, 0, {});\n        $this->elements[{index}] = [];",
                elements.table,
                items.len()
            );
        }
    }
}

fn data(context: &Context<'_>, image: Option<&Image>, text: &mut String) -> Result<(), Error> {
    for (index, data) in context.module.data.iter().enumerate() {
        match data.placement {
            Placement::Active(offset) if image.is_none() => {
                let bytes = image::string(data.bytes);
                let offset = init_text(offset)?;
                let _ = writeln!(text, "        $this->writeBytes({offset}, {bytes});");
            }
            Placement::Passive => {
                let _ = writeln!(text, "        $this->data[{index}] = [{}];", image::string(data.bytes));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What makes a host's number the module's.
pub(crate) fn inward(ty: ValType, text: &str) -> String {
    if ty == ValType::I32 { format!("{text} & {MASK}") } else { text.to_owned() }
}
