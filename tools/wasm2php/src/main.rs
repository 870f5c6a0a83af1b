//! `wasm2php in.wasm out.php --class Namespace\\Name`.

fn main() {}
