#![doc = include_str!("../README.md")]

mod calls;
mod class;
mod compare;
mod context;
mod control;
mod divide;
mod error;
mod face;
mod features;
mod float;
mod func;
mod graph;
mod helpers;
mod image;
mod int32;
mod int64;
mod memory;
mod module;
mod ops;
mod options;
mod shadow;
mod shape;
mod value;

pub use error::Error;
pub use options::{Bounds, CallDepth, Options};

/// Translates a module into the text of one PHP file.
///
/// # Errors
///
/// When the module is invalid, uses a feature outside the supported set, or an option names no PHP class.
pub fn translate(wasm: &[u8], options: &Options) -> Result<String, Error> {
    options.check()?;
    let module = module::Module::read(wasm)?;
    class::write(&context::Context::new(module, options)?)
}
