//! The JSON scanner: RFC 8259, strictly.

use super::doc::{Cell, Kind};
use super::{Key, Text};
use std::borrow::Cow;

/// Deepest nesting that is read; the deepest call of the contract has eight.
const MAX_DEPTH: u32 = 64;
/// An integer of this many digits fits an `i64`.
const MAX_INT_DIGITS: usize = 18;

/// The text is not JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadJson {
    /// Byte offset.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

/// The nodes of a JSON text: one value. Refuses what RFC 8259 refuses, nesting deeper than 64, and texts of 2³¹ bytes or more.
pub fn scan(text: &str) -> Result<Vec<Cell>, BadJson> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, cells: Vec::with_capacity(text.len() / 12 + 4) };
    if text.len() > i32::MAX as usize {
        return Err(scanner.bad("a text of less than 2 GiB"));
    }
    scanner.space();
    scanner.value(Key::Other, MAX_DEPTH)?;
    scanner.space();
    if scanner.at < scanner.bytes.len() { Err(scanner.bad("the end")) } else { Ok(scanner.cells) }
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    cells: Vec<Cell>,
}

impl Scanner<'_> {
    fn bad(&self, expected: &'static str) -> BadJson {
        BadJson { at: self.at, expected }
    }

    /// The byte at the position; 0, which no token begins with, at the end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn push(&mut self, kind: Kind, key: Key, a: usize, b: usize) {
        self.cells.push(Cell::new(kind, key, a as u32, b as u32));
    }

    fn value(&mut self, key: Key, depth: u32) -> Result<(), BadJson> {
        match self.peek() {
            b'"' => {
                let (kind, start, end) = self.string()?;
                self.push(kind, key, start, end);
                Ok(())
            }
            b'-' | b'0'..=b'9' => self.number(key),
            b'{' => self.nested(Kind::Object, key, depth, b'}', Scanner::entry),
            b'[' => self.nested(Kind::Array, key, depth, b']', |scanner, depth| scanner.value(Key::Other, depth)),
            b't' => self.word(b"true", Kind::Bool, key, 1),
            b'f' => self.word(b"false", Kind::Bool, key, 0),
            b'n' => self.word(b"null", Kind::Null, key, 0),
            _ => Err(self.bad("a value")),
        }
    }

    fn word(&mut self, word: &[u8], kind: Kind, key: Key, a: usize) -> Result<(), BadJson> {
        if !self.bytes.get(self.at..).unwrap_or_default().starts_with(word) {
            return Err(self.bad("a value"));
        }
        self.at += word.len();
        self.push(kind, key, a, 0);
        Ok(())
    }

    fn nested(
        &mut self,
        kind: Kind,
        key: Key,
        depth: u32,
        close: u8,
        item: fn(&mut Self, u32) -> Result<(), BadJson>,
    ) -> Result<(), BadJson> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.bad("less nesting"))?;
        let opened = self.cells.len();
        self.push(kind, key, self.at, 0);
        self.at += 1;
        self.space();
        let mut count = 0;
        if self.peek() != close {
            loop {
                item(self, depth)?;
                count += 1;
                self.space();
                if self.peek() != b',' {
                    break;
                }
                self.at += 1;
                self.space();
            }
        }
        if self.peek() != close {
            return Err(self.bad(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" }));
        }
        self.at += 1;
        self.push(Kind::End, Key::Other, self.at, count);
        let length = (self.cells.len() - opened) as u32;
        if let Some(cell) = self.cells.get_mut(opened) {
            cell.b = length;
        }
        Ok(())
    }

    fn entry(&mut self, depth: u32) -> Result<(), BadJson> {
        if self.peek() != b'"' {
            return Err(self.bad("a field name"));
        }
        let (kind, start, end) = self.string()?;
        let name = self.bytes.get(start..end).unwrap_or_default();
        let key = if kind == Kind::Text { Key::find(name) } else { escaped_key(name) };
        if key == Key::Other {
            self.push(Kind::Name, key, start, end);
        }
        self.space();
        if self.peek() != b':' {
            return Err(self.bad("`:`"));
        }
        self.at += 1;
        self.space();
        self.value(key, depth)
    }

    /// Kind, start and end of a string.
    fn string(&mut self) -> Result<(Kind, usize, usize), BadJson> {
        let start = self.at + 1;
        self.at = start + plain_length(self.bytes.get(start..).unwrap_or_default());
        if self.peek() == b'"' {
            self.at += 1;
            return Ok((Kind::Text, start, self.at - 1));
        }
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => self.escape()?,
                0..0x20 => return Err(self.bad("`\"`")),
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok((Kind::Escaped, start, self.at - 1))
    }

    fn escape(&mut self) -> Result<(), BadJson> {
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {
                self.at += 1;
                Ok(())
            }
            b'u' => match hex4(self.bytes, self.at + 1) {
                // A low half alone, or a high half without its low one, is no character.
                Some(0xDC00..=0xDFFF) => Err(self.bad("a whole character")),
                Some(0xD800..=0xDBFF) => {
                    let low = self.bytes.get(self.at + 5..self.at + 7) == Some(b"\\u");
                    let low = low.then(|| hex4(self.bytes, self.at + 7)).flatten();
                    if !matches!(low, Some(0xDC00..=0xDFFF)) {
                        return Err(self.bad("a whole character"));
                    }
                    self.at += 11;
                    Ok(())
                }
                Some(_) => {
                    self.at += 5;
                    Ok(())
                }
                None => Err(self.bad("four hexadecimal digits")),
            },
            _ => Err(self.bad("an escape")),
        }
    }

    fn number(&mut self, key: Key) -> Result<(), BadJson> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        let first = self.at;
        let magnitude = self.digits()?;
        let digits = self.at - first;
        if digits > 1 && self.bytes.get(first) == Some(&b'0') {
            self.at = first + 1;
            return Err(self.bad("no digit behind a leading zero"));
        }
        let mut integer = digits <= MAX_INT_DIGITS;
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
            integer = false;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
            integer = false;
        }
        if integer {
            let value = if first > start { magnitude.wrapping_neg() } else { magnitude };
            self.push(Kind::Int, key, value as u32 as usize, (value >> 32) as u32 as usize);
        } else {
            self.push(Kind::Decimal, key, start, self.at);
        }
        Ok(())
    }

    /// One or more digits, and their value when it fits.
    fn digits(&mut self) -> Result<i64, BadJson> {
        let first = self.at;
        let mut value = 0i64;
        while let byte @ b'0'..=b'9' = self.peek() {
            value = value.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
            self.at += 1;
        }
        if self.at == first { Err(self.bad("a digit")) } else { Ok(value) }
    }
}

/// How many bytes stand before the first quote, backslash or control character; eight are looked at together.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*word);
        let special = below(word, 0x20) | zeros(word ^ splat(b'"')) | zeros(word ^ splat(b'\\'));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

const fn splat(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// The top bit of each byte that is zero; only the lowest of them is sure.
const fn zeros(word: u64) -> u64 {
    below(word, 1)
}

/// The top bit of each byte below `limit`; only the lowest of them is sure, since a borrow runs upwards.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(splat(limit)) & !word & splat(0x80)
}

/// The key of a name that has escapes; nobody writes one, but `"co\u0064e"` is `"code"`.
#[cold]
fn escaped_key(name: &[u8]) -> Key {
    let name = unescape(std::str::from_utf8(name).unwrap_or_default());
    Key::find(name.as_bytes())
}

fn hex4(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = std::str::from_utf8(bytes.get(at..at + 4)?).ok()?;
    if digits.starts_with('+') { None } else { u32::from_str_radix(digits, 16).ok() }
}

/// Resolves the escapes of a scanned string.
pub(super) fn unescape(span: &str) -> Text<'_> {
    let Some(first) = span.find('\\') else { return Cow::Borrowed(span) };
    let mut text = String::with_capacity(span.len());
    let mut rest = span;
    let mut next = Some(first);
    while let Some(at) = next {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (character, length) = unescape_one(rest.as_bytes());
        text.push(character);
        rest = rest.get(length..).unwrap_or_default();
        next = rest.find('\\');
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character an escape stands for, and the escape's length; the scanner has checked its form.
fn unescape_one(bytes: &[u8]) -> (char, usize) {
    let plain = match bytes.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let high = hex4(bytes, 2).unwrap_or(0);
            let pair = if (0xD800..0xDC00).contains(&high) { hex4(bytes, 8) } else { None };
            return match pair {
                Some(low) => {
                    let point = 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
                    (char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
                }
                None => (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            };
        }
        Some(other) => char::from(*other),
        None => char::REPLACEMENT_CHARACTER,
    };
    (plain, 2)
}
