//! Translates a WebAssembly module into one PHP class.
