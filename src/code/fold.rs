//! The one place that folds a code to the form by which it is compared and stored.

use crate::wire::{Faults, Json, Node, Read, Write};

/// Longest code, in characters as typed.
const MAX_CHARACTERS: usize = 64;

/// A code without case, spaces, dashes and look-alikes: `save-1o` and `SAVE 10` are both `SAVE10`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeKey(String);

impl CodeKey {
    /// Folds a code as typed. `None` when nothing is left, when it is longer than 64 characters, or when it holds a control
    /// character.
    pub fn fold(code: &str) -> Option<CodeKey> {
        let mut key = String::with_capacity(code.len());
        for (position, character) in code.chars().enumerate() {
            if position >= MAX_CHARACTERS || (character.is_control() && !character.is_whitespace()) {
                return None;
            }
            if !is_separator(character) {
                key.push(fold_character(character));
            }
        }
        (!key.is_empty()).then_some(CodeKey(key))
    }

    /// The key of no code: a dash is never part of one.
    pub fn nobody() -> CodeKey {
        CodeKey("-".to_owned())
    }

    /// The folded form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Read<'_> for CodeKey {
    fn blank() -> Self {
        CodeKey(String::new())
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let Some(text) = node.text() else { return faults.wrong_type(node, "a string") };
        match CodeKey::fold(&text) {
            Some(read) => {
                *self = read;
                true
            }
            None => faults.refuse(node, "not_allowed", "must be a code of 1 to 64 characters"),
        }
    }
}

impl Write for CodeKey {
    fn write(&self, json: &mut Json) {
        self.0.write(json);
    }
}

/// Spaces and dashes of any kind, and what slips in when a code is pasted from a mail.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{2212}' | '\u{feff}')
}

/// Upper case for ASCII and Latin-1, and `O` → `0`, `I` and `L` → `1`.
fn fold_character(character: char) -> char {
    match character {
        'o' | 'O' => '0',
        'i' | 'I' | 'l' | 'L' => '1',
        'a'..='z' => character.to_ascii_uppercase(),
        // Latin-1's small letters stand 32 behind their capitals; ÷ is no letter.
        'à'..='þ' if character != '÷' => char::from_u32(character as u32 - 32).unwrap_or(character),
        _ => character,
    }
}
