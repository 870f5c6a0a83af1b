//! The memory as it is before anything runs, as a PHP constant.

use crate::module::{Data, Init, Module, Placement};

/// Up to this many pages the constant spells out all of memory: an instance is then a copy on write, which costs half of
/// padding; a zero costs two bytes of the file.
const WHOLE_PAGES: u32 = 4;

/// The words of memory up to the last that is not zero, or all of them.
pub(crate) struct Image {
    pub(crate) words: Vec<u32>,
}

/// Lays out the active segments, when each has a constant place within the module's own memory.
pub(crate) fn of(module: &Module<'_>) -> Option<Image> {
    let memory = module.memory.as_ref().filter(|memory| memory.origin.is_none())?;
    let limit = u64::from(memory.minimum) << 16;
    let mut bytes: Vec<u8> = Vec::new();
    for data in &module.data {
        match place(data, limit)? {
            None => {}
            Some(offset) => {
                let end = offset + data.bytes.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes.get_mut(offset..end)?.copy_from_slice(data.bytes);
            }
        }
    }
    let mut words: Vec<u32> =
        bytes.chunks(4).map(|chunk| chunk.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect();
    words.truncate(words.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1));
    if !words.is_empty() && memory.minimum <= WHOLE_PAGES {
        words.resize((memory.minimum as usize) << 14, 0);
    }
    Some(Image { words })
}

/// The offset of an active segment, `Some(None)` for a passive one, `None` when it cannot be known here.
fn place(data: &Data<'_>, limit: u64) -> Option<Option<usize>> {
    match data.placement {
        Placement::Active(Init::I32(offset)) => {
            let offset = offset as u32;
            (u64::from(offset) + data.bytes.len() as u64 <= limit).then_some(Some(offset as usize))
        }
        Placement::Active(_) => None,
        _ => Some(None),
    }
}

/// A PHP list, in lines a person can scroll.
pub(crate) fn list(words: &[u32]) -> String {
    let mut text = String::new();
    for row in words.chunks(64) {
        let row: Vec<String> = row.iter().map(u32::to_string).collect();
        text.push_str(&row.join(","));
        text.push_str(",\n");
    }
    text
}

/// A PHP string literal of bytes.
pub(crate) fn string(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'"' | b'\\' | b'$' => {
                text.push('\\');
                text.push(char::from(*byte));
            }
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("\\x{byte:02X}")),
        }
    }
    text.push('"');
    text
}
