//! The shape of generated codes, such as `SUMMER-####-####-####`.

use super::check::{ALPHABET, check_symbol, symbol_value};
use super::fold::CodeKey;
use crate::wire::record::words;
use crate::wire::{Faults, Json, Node, Read, Write};

/// Bits that one symbol of the alphabet carries.
const BITS_PER_SYMBOL: u32 = 5;
/// Most symbols: the check symbol tells every error in up to 31, and 24 free ones carry 120 bits.
const MAX_SYMBOLS: usize = 25;
const MAX_CHARACTERS: usize = 64;

/// `#` stands for a symbol, anything else for itself. The last `#` is the check symbol, so at least two are needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    text: String,
    symbols: usize,
}

impl Pattern {
    /// The pattern that is used where none is given: 60 free bits, good for a million live codes.
    pub const DEFAULT: &'static str = "####-#####-####";

    /// Reads a pattern: 2 to 25 `#`; beside them ASCII letters, digits and dashes.
    pub fn new(text: &str) -> Option<Pattern> {
        let symbols = text.bytes().filter(|byte| *byte == b'#').count();
        let fits = text.len() <= MAX_CHARACTERS
            && (2..=MAX_SYMBOLS).contains(&symbols)
            && text.bytes().all(|byte| byte == b'#' || byte == b'-' || byte.is_ascii_alphanumeric());
        fits.then(|| Pattern { text: text.to_ascii_uppercase(), symbols })
    }

    /// The pattern itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Symbols that are drawn; the check symbol is not among them.
    pub fn free_symbols(&self) -> usize {
        self.symbols - 1
    }

    /// Codes that it can make: 2 to the power of this.
    pub fn free_bits(&self) -> u32 {
        self.free_symbols() as u32 * BITS_PER_SYMBOL
    }

    /// The code of these free symbols (0 to 31 each), check symbol added.
    pub fn code(&self, free: &[u8]) -> String {
        let check = check_symbol(free);
        let mut symbols = free.iter().chain(std::iter::once(&check));
        let mut code = String::with_capacity(self.text.len());
        for character in self.text.chars() {
            let symbol = (character == '#').then(|| symbols.next()).flatten();
            let letter = symbol.and_then(|value| ALPHABET.get(usize::from(*value)));
            code.push(letter.map_or(character, |letter| char::from(*letter)));
        }
        code
    }

    /// How a folded code stands to this pattern, and the code as this pattern prints it.
    fn form(&self, key: &CodeKey) -> Option<(Form, String)> {
        let mut typed = key.as_str().chars();
        let mut values = Vec::with_capacity(self.symbols);
        let mut printed = String::with_capacity(self.text.len());
        for character in self.text.chars() {
            if character == '-' {
                printed.push('-');
                continue;
            }
            let Some(next) = typed.next() else {
                return Some((Form::Incomplete, printed.trim_end_matches('-').to_owned()));
            };
            if character == '#' {
                values.push(u8::try_from(next).ok().and_then(symbol_value)?);
                printed.push(next);
            } else if CodeKey::fold(character.encode_utf8(&mut [0; 4]))
                .is_some_and(|key| key.as_str().starts_with(next))
            {
                printed.push(character);
            } else {
                return None;
            }
        }
        let right = values.split_last().is_some_and(|(check, free)| check_symbol(free) == *check);
        let form = if right { Form::Valid } else { Form::Mistyped };
        typed.next().is_none().then_some((form, printed))
    }
}

words! {
    /// What can be told of a code by its form alone; the best first.
    pub enum Form {
        /// Fits a pattern, and its check symbol is right.
        Valid = "valid",
        /// The beginning of a pattern.
        Incomplete = "incomplete",
        /// Fits a pattern, and its check symbol is wrong.
        Mistyped = "mistyped",
        /// Fits none; it may be a hand-made code.
        Free = "free",
    }
}

/// The best form that any of the patterns gives a code, and how it prints it.
pub fn form_of(code: &str, patterns: &[Pattern]) -> (Form, String) {
    let free = (Form::Free, code.trim().to_owned());
    let Some(key) = CodeKey::fold(code) else { return free };
    let forms = patterns.iter().filter_map(|pattern| pattern.form(&key));
    forms.min_by_key(|(form, _)| *form as u8).unwrap_or(free)
}

impl Read<'_> for Pattern {
    fn blank() -> Self {
        Pattern { text: String::new(), symbols: 0 }
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let Some(text) = node.text() else { return faults.wrong_type(node, "a string") };
        match Pattern::new(&text) {
            Some(read) => {
                *self = read;
                true
            }
            None => faults.refuse(
                node,
                "not_allowed",
                "must hold 2 to 25 `#`, and beside them letters, digits and dashes only",
            ),
        }
    }
}

impl Write for Pattern {
    fn write(&self, json: &mut Json) {
        self.text.write(json);
    }
}
