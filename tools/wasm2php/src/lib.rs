//! Translates a WebAssembly module into one PHP class.

mod error;
mod options;

pub use error::Error;
pub use options::{CallDepth, Options};

/// Translates a module into the text of one PHP file.
///
/// # Errors
///
/// When the module is invalid, uses a feature outside the supported set, or an option names no PHP class.
pub fn translate(wasm: &[u8], options: &Options) -> Result<String, Error> {
    wasmparser::Validator::new().validate_all(wasm)?;
    Err(Error::new(format!("translating to class `{}` is not there yet", options.class)))
}
