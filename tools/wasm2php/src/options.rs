//! What a caller may choose.

/// How a module is translated. The default is what production wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The PHP namespace, without a leading backslash; empty for the global one.
    pub namespace: String,
    /// The name of the class.
    pub class: String,
    /// Believe the alignment each load and store declares, and skip the code for crossing a word.
    /// LLVM's hints are right for safe Rust; in WebAssembly at large a hint may lie, and a lying hint
    /// would read the wrong bytes.
    pub trust_alignment: bool,
    /// Which calls count towards `call stack exhausted`.
    pub call_depth: CallDepth,
}

/// Which functions count their depth, and how deep they may go.
///
/// PHP's own stack is on the heap, so endless recursion would end in its memory limit, which nothing can
/// catch. A counter ends it in a trap instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallDepth {
    /// Nothing counts.
    Unlimited,
    /// Only functions on a cycle of the call graph count; an indirect call may reach any function whose type fits
    /// and whose reference is taken.
    Recursive(u32),
    /// Every function counts.
    Every(u32),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            namespace: String::new(),
            class: "Module".to_owned(),
            trust_alignment: true,
            call_depth: CallDepth::Recursive(2_000),
        }
    }
}
