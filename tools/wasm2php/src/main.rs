//! `wasm2php in.wasm out.php --class Namespace\\Name`.

use std::process::ExitCode;
use wasm2php::{Options, translate};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("wasm2php: {text}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [input, output, flag, class] = arguments else {
        return Err("usage: wasm2php in.wasm out.php --class Namespace\\\\Name".to_owned());
    };
    if flag != "--class" {
        return Err(format!("`{flag}` is no option; the one there is is `--class Namespace\\\\Name`"));
    }
    let (namespace, class) = class.rsplit_once('\\').unwrap_or(("", class));
    let options = Options { namespace: namespace.to_owned(), class: class.to_owned(), ..Options::default() };
    let wasm = std::fs::read(input).map_err(|error| format!("cannot read `{input}`: {error}"))?;
    let php = translate(&wasm, &options).map_err(|error| format!("`{input}`: {error}"))?;
    std::fs::write(output, php).map_err(|error| format!("cannot write `{output}`: {error}"))
}
