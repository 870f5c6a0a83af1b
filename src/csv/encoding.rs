//! What the bytes of a file mean: UTF-8, or what older spreadsheets write in Western Europe.

use crate::wire::Text;
use crate::wire::record::words;

words! {
    /// An encoding that is read.
    pub enum Encoding {
        /// UTF-8, with or without a byte order mark.
        Utf8 = "utf-8",
        /// Windows-1252.
        Windows1252 = "windows-1252",
    }
}

/// Windows-1252 from 0x80 to 0x9F; elsewhere it is Latin-1. Five bytes mean nothing.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The text of a piece of a file. `bytes` says that the piece was not UTF-8, and that each character stands for one byte.
/// Once a letter beyond ASCII has shown what the file is, in `known`, a piece that is something else is refused.
pub fn decode<'a>(
    piece: &'a str,
    bytes: bool,
    known: Option<Encoding>,
) -> Result<(Text<'a>, Option<Encoding>), &'static str> {
    if piece.is_ascii() {
        return Ok((Text::Borrowed(piece), known));
    }
    let found = if bytes { Encoding::Windows1252 } else { Encoding::Utf8 };
    if known.is_some_and(|known| known != found) {
        return Err("the file is UTF-8 in one part and not in another; save it as UTF-8");
    }
    if !bytes {
        return Ok((Text::Borrowed(piece), Some(found)));
    }
    let text = piece.chars().map(windows_1252).collect::<Option<String>>();
    // A byte order mark promises UTF-8.
    let text = text.filter(|text| !text.starts_with("ï»¿"));
    let text = text.ok_or("the file is neither UTF-8 nor Windows-1252; save it as UTF-8")?;
    Ok((Text::Owned(text), Some(found)))
}

fn windows_1252(byte: char) -> Option<char> {
    match byte as usize {
        code @ 0x80..=0x9F => HIGH.chars().nth(code - 0x80).filter(|character| *character != byte),
        _ => Some(byte),
    }
}
