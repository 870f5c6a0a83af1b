//! ISO 4217 currency codes.

use crate::wire::{Faults, Json, Node, Read, Shape, Write};

/// Three upper-case letters. Any are taken, so that a shop's own unit works; money in circulation that ISO 4217 gives other
/// than two decimals is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of this code.
    pub fn new(code: &str) -> Option<Currency> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Currency(letters))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Decimals of the minor unit: EUR 2, JPY 0, KWD 3.
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl Read<'_> for Currency {
    const SHAPE: Shape = Shape::Text;

    /// ISO 4217's code for no currency.
    fn blank() -> Self {
        Currency(*b"XXX")
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let Some(text) = node.text() else { return faults.wrong_type(node, "a string") };
        match Currency::new(&text) {
            Some(read) => {
                *self = read;
                true
            }
            None => faults.refuse(node, "not_allowed", "must be three upper-case letters, such as `EUR`"),
        }
    }
}

impl Write for Currency {
    fn write(&self, json: &mut Json) {
        self.code().write(json);
    }
}
