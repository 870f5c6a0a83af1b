//! A value on the operand stack: a piece of PHP not yet evaluated, and what is known of it.

use wasmparser::ValType;

/// 2³²−1, as PHP text.
pub(crate) const MASK: &str = "0xFFFFFFFF";
/// The greatest i32 in its unsigned form.
pub(crate) const U32_MAX: i128 = 0xFFFF_FFFF;
const I64: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);

/// How tightly PHP binds an operator; higher binds tighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Prec {
    Ternary,
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equal,
    Compare,
    Shift,
    Add,
    Mul,
    Unary,
    Atom,
}

/// What evaluating a value depends on, so that it is not moved past a change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reads {
    /// Locals and temporaries.
    pub(crate) vars: Vec<u32>,
    pub(crate) memory: bool,
    pub(crate) globals: bool,
    /// It may trap, so it must not be dropped, nor moved past an effect.
    pub(crate) traps: bool,
}

impl Reads {
    fn join(&self, other: &Self) -> Self {
        let mut vars = self.vars.clone();
        for var in &other.vars {
            if !vars.contains(var) {
                vars.push(*var);
            }
        }
        Self {
            vars,
            memory: self.memory || other.memory,
            globals: self.globals || other.globals,
            traps: self.traps || other.traps,
        }
    }
}

/// A condition in both senses, so that a negation costs nothing.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    pub(crate) yes: (String, Prec),
    pub(crate) no: (String, Prec),
    /// The negation as 0 or 1.
    pub(crate) not: String,
}

/// One pending value.
///
/// An i32 may be *loose*: equal to its value only modulo 2³², while every use so far would mask it anyway. Its range
/// says so; [`Value::tight`] masks it where the exact unsigned form counts.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) prec: Prec,
    pub(crate) ty: ValType,
    /// The least PHP integer it can be.
    pub(crate) low: i128,
    /// The greatest.
    pub(crate) high: i128,
    pub(crate) reads: Reads,
    pub(crate) truth: Option<Truth>,
    /// What a `select` chooses between: its test, and both texts to assign; as a statement it is shorter.
    pub(crate) choice: Option<Box<(String, String, String)>>,
    /// An i64 just read from memory, as its two words, so that a store may copy them as they are.
    pub(crate) halves: Option<(String, String)>,
}

impl Value {
    /// An expression about whose range nothing is known.
    pub(crate) fn new(text: impl Into<String>, prec: Prec, ty: ValType, reads: Reads) -> Self {
        let (low, high) = if ty == ValType::I32 { (0, U32_MAX) } else { I64 };
        Self { text: text.into(), prec, ty, low, high, reads, truth: None, choice: None, halves: None }
    }

    /// The same with a range.
    pub(crate) fn within(mut self, low: i128, high: i128) -> Self {
        (self.low, self.high) = (low, high);
        self
    }

    /// A local or a temporary.
    pub(crate) fn var(text: String, ty: ValType, var: u32) -> Self {
        Self::new(text, Prec::Atom, ty, Reads { vars: vec![var], ..Reads::default() })
    }

    /// An integer constant, an i32 in its unsigned form.
    pub(crate) fn int(value: i128, ty: ValType) -> Self {
        let (text, prec) = int_text(value);
        Self::new(text, prec, ty, Reads::default()).within(value, value)
    }

    /// The constant's value, when it is one.
    pub(crate) fn constant(&self) -> Option<i128> {
        let integer = matches!(self.ty, ValType::I32 | ValType::I64);
        (integer && self.low == self.high && self.reads.vars.is_empty() && !self.reads.memory && !self.reads.globals)
            .then_some(self.low)
    }

    /// The value of a constant of 32 bits, read as signed.
    pub(crate) fn signed_constant(&self) -> Option<i128> {
        self.constant().map(|value| if self.ty == ValType::I32 { i128::from(value as i32) } else { value })
    }

    /// Text that may stand where `least` or tighter is asked for.
    pub(crate) fn at(&self, least: Prec) -> String {
        wrap(&self.text, self.prec, least)
    }

    /// Whether its text may be repeated without work being done twice.
    pub(crate) fn is_simple(&self) -> bool {
        self.prec == Prec::Atom && self.text.chars().skip(1).all(|c| c.is_ascii_alphanumeric())
    }

    /// Whether the PHP integer is exactly the unsigned form of the i32.
    pub(crate) fn is_tight(&self) -> bool {
        self.ty != ValType::I32 || (self.low >= 0 && self.high <= U32_MAX)
    }

    /// The exact form: masked when it is loose.
    pub(crate) fn tight(self) -> Self {
        if self.is_tight() {
            return self;
        }
        if let Some(value) = self.constant() {
            return Self::int(value & U32_MAX, self.ty);
        }
        let text = format!("{} & {MASK}", self.at(Prec::BitAnd));
        Self { text, prec: Prec::BitAnd, low: 0, high: U32_MAX, truth: None, choice: None, halves: None, ..self }
    }

    /// The operation of two values; the range is checked by the caller to fit 64 bits.
    pub(crate) fn binary(op: &str, prec: Prec, ty: ValType, a: &Self, b: &Self, range: (i128, i128)) -> Self {
        // Left-associative operators take an equal on their left only.
        let right = next(prec);
        let text = format!("{} {op} {}", a.at(prec), b.at(right));
        Self::new(text, prec, ty, a.reads.join(&b.reads)).within(range.0, range.1)
    }

    /// A function of two values, as text that is complete in itself.
    pub(crate) fn call(name: &str, ty: ValType, args: &[&Self]) -> Self {
        let mut reads = Reads::default();
        let mut texts = Vec::new();
        for arg in args {
            reads = reads.join(&arg.reads);
            texts.push(arg.text.clone());
        }
        Self::new(format!("{name}({})", texts.join(", ")), Prec::Atom, ty, reads)
    }

    /// A condition: 0 or 1 as a number, `yes` or `no` as a test.
    pub(crate) fn condition(yes: (String, Prec), no: (String, Prec), reads: Reads) -> Self {
        let number = |test: &(String, Prec)| format!("(int){}", wrap(&test.0, test.1, Prec::Unary));
        let mut value = Self::new(number(&yes), Prec::Unary, ValType::I32, reads).within(0, 1);
        let not = number(&no);
        value.truth = Some(Truth { yes, no, not });
        value
    }

    /// Whether an integer is zero; as a test PHP needs no comparison for an expression.
    pub(crate) fn into_is_zero(self) -> Self {
        let value = self.tight();
        if let Some(Truth { yes, no, not }) = value.truth {
            let truth = Truth { yes: no, no: yes, not: value.text };
            return Self { text: not, truth: Some(truth), ..value };
        }
        let no = (format!("{} != 0", value.at(Prec::Compare)), Prec::Equal);
        let yes = (format!("{} == 0", value.at(Prec::Compare)), Prec::Equal);
        let mut zero = Self::condition(yes, no, value.reads.clone());
        if !value.is_simple()
            && let Some(truth) = &mut zero.truth
        {
            truth.yes = (format!("!{}", value.at(Prec::Unary)), Prec::Unary);
            truth.no = (value.text, value.prec);
        }
        zero
    }

    /// The text of its test.
    ///
    /// A variable is compared with 0 rather than tested as it is: PHP 8.2's tracing JIT loses a variable that it holds
    /// in a register across a bare test.
    pub(crate) fn test(self) -> (String, Prec) {
        let tight = self.tight();
        match tight.truth {
            Some(truth) => truth.yes,
            None if tight.is_simple() => (format!("{} != 0", tight.text), Prec::Equal),
            None => (tight.text, tight.prec),
        }
    }

    /// The text to assign to a variable.
    ///
    /// A word of memory and a method's result are cast, which costs nothing or next to it: PHP then knows the
    /// variable for an integer, and its JIT compiles all that follows without checks.
    pub(crate) fn assignable(&self) -> String {
        let integer = matches!(self.ty, ValType::I32 | ValType::I64);
        let opaque = self.text.starts_with("$m[") || self.text.starts_with("$this->");
        if integer && opaque && self.prec == Prec::Atom { format!("(int){}", self.text) } else { self.text.clone() }
    }

    /// What two values together depend on.
    pub(crate) fn reads_with(&self, other: &Self) -> Reads {
        self.reads.join(&other.reads)
    }
}

/// Parenthesises text unless it binds tightly enough.
pub(crate) fn wrap(text: &str, prec: Prec, least: Prec) -> String {
    if prec >= least { text.to_owned() } else { format!("({text})") }
}

/// The next tighter level.
pub(crate) fn next(prec: Prec) -> Prec {
    use Prec::*;
    match prec {
        Ternary => Or,
        Or => And,
        And => BitOr,
        BitOr => BitXor,
        BitXor => BitAnd,
        BitAnd => Equal,
        Equal => Compare,
        Compare => Shift,
        Shift => Add,
        Add => Mul,
        Mul => Unary,
        Unary | Atom => Atom,
    }
}

/// PHP text of an integer; the least one has no literal.
pub(crate) fn int_text(value: i128) -> (String, Prec) {
    if value == I64.0 {
        ("\\PHP_INT_MIN".to_owned(), Prec::Atom)
    } else if value < 0 {
        (value.to_string(), Prec::Unary)
    } else if value == U32_MAX {
        (MASK.to_owned(), Prec::Atom)
    } else {
        (value.to_string(), Prec::Atom)
    }
}

/// Whether a range fits PHP's integer.
pub(crate) fn fits(range: (i128, i128)) -> bool {
    range.0 >= I64.0 && range.1 <= I64.1
}
