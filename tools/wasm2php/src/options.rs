//! What a caller may choose.

use crate::error::Error;

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
    /// How accesses outside memory are caught.
    pub bounds: Bounds,
    /// The most pages of 64 KiB memory may grow to, whatever the module declares: a page takes 256 KiB of PHP's memory.
    pub max_pages: u32,
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

/// How accesses outside memory are caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// At no cost where it happens: a read outside raises PHP's `Undefined array key`, which a handler turns into the
    /// trap at once; a write outside makes the list longer, which is found before the next call of the host and
    /// before the export returns. Either way the memory is then emptied, for it cannot be trusted, and the instance
    /// traps from there on. A load whose result is not used may be left out.
    Deferred,
    /// Each access is checked, as the standard has it; memory is intact after a trap.
    Exact,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            namespace: String::new(),
            class: "Module".to_owned(),
            trust_alignment: true,
            bounds: Bounds::Deferred,
            max_pages: 128,
            call_depth: CallDepth::Recursive(2_000),
        }
    }
}

impl Options {
    /// Refuses names that PHP would.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let identifier = |name: &str| {
            let mut chars = name.chars();
            chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
                && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if !identifier(&self.class) {
            return Err(Error::new(format!("`{}` cannot name a PHP class; use letters, digits and `_`", self.class)));
        }
        if !self.namespace.is_empty() && !self.namespace.split('\\').all(identifier) {
            return Err(Error::new(format!(
                "`{}` cannot name a PHP namespace; write it like `Shop\\Coupons`",
                self.namespace
            )));
        }
        Ok(())
    }
}
