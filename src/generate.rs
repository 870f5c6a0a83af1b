//! Draws codes: random, distinct, hard to guess, and fit to be read aloud.

use crate::code::{ALPHABET, Pattern, check_symbol, is_offensive};
use crate::shop::{HostFailure, Random};

/// A random guess may hit a live code with a chance of 2⁻⁴⁰ at most.
pub const GUESS_FLOOR_BITS: u32 = 40;

/// Most codes of one call.
pub const MAX_COUNT: u32 = 1_000_000;

/// Symbols whose bits fit the 64 that are drawn at once; codes of a batch differ within these.
const DRAWN_SYMBOLS: usize = 12;
const BITS_PER_SYMBOL: usize = 5;
/// Bytes that are asked of the host at once.
const BUFFER_BYTES: usize = 4096;

/// Bits of a guess against `live` codes of a pattern: 60 free bits and a million codes leave 40.
pub fn guess_bits(pattern: &Pattern, live: u64) -> u32 {
    pattern.free_bits().saturating_sub(ceil_log2(live))
}

/// The symbols, check symbol included, that a pattern needs for `live` codes.
pub fn symbols_needed(live: u64) -> u32 {
    (GUESS_FLOOR_BITS + ceil_log2(live)).div_ceil(BITS_PER_SYMBOL as u32) + 1
}

fn ceil_log2(count: u64) -> u32 {
    64 - count.saturating_sub(1).leading_zeros()
}

/// Draws `count` codes that differ from each other, uniformly among those without an offensive word. The caller has held
/// [`guess_bits`] against the floor, so the pattern has room.
pub fn draw(pattern: &Pattern, count: u32, random: &mut dyn Random) -> Result<Vec<String>, HostFailure> {
    let mut source = Words { random, buffer: vec![0; BUFFER_BYTES], used: BUFFER_BYTES };
    let mut seen = Seen::for_codes(count as usize);
    let mut codes = Vec::with_capacity(count as usize);
    let mut symbols = vec![0; pattern.free_symbols()];
    let mut attempts = 2 * u64::from(count) + 1_000;
    while codes.len() < count as usize {
        attempts = attempts.checked_sub(1).ok_or_else(|| HostFailure(STUCK.to_owned()))?;
        let first = symbols_from(&mut symbols, &mut source)?;
        if !reads_badly(&symbols) && seen.insert(first) {
            codes.push(pattern.code(&symbols));
        }
    }
    Ok(codes)
}

const STUCK: &str = "the random number source repeats itself; check the server's random device";

/// Fills the symbols; answers with the bits of the first twelve.
fn symbols_from(symbols: &mut [u8], source: &mut Words<'_>) -> Result<u64, HostFailure> {
    let mut first = 0;
    for (position, part) in symbols.chunks_mut(DRAWN_SYMBOLS).enumerate() {
        let bits = source.next()? & ((1 << (part.len() * BITS_PER_SYMBOL)) - 1);
        for (index, symbol) in part.iter_mut().enumerate() {
            *symbol = (bits >> (index * BITS_PER_SYMBOL) & 31) as u8;
        }
        if position == 0 {
            first = bits;
        }
    }
    Ok(first)
}

fn reads_badly(free: &[u8]) -> bool {
    let letter = |value: &u8| ALPHABET.get(usize::from(*value)).copied().unwrap_or(b'0');
    let mut letters = [0; 32];
    let check = check_symbol(free);
    let mut length = 0;
    for (slot, value) in letters.iter_mut().zip(free.iter().chain(std::iter::once(&check))) {
        *slot = letter(value);
        length += 1;
    }
    is_offensive(letters.get(..length).unwrap_or_default())
}

/// Random words, drawn from the host in blocks.
struct Words<'r> {
    random: &'r mut dyn Random,
    buffer: Vec<u8>,
    used: usize,
}

impl Words<'_> {
    fn next(&mut self) -> Result<u64, HostFailure> {
        if self.used >= self.buffer.len() {
            self.random.fill(&mut self.buffer)?;
            self.used = 0;
        }
        let bytes = self.buffer.get(self.used..self.used + 8).and_then(|bytes| bytes.try_into().ok());
        self.used += 8;
        Ok(bytes.map_or(0, u64::from_le_bytes))
    }
}

/// A set of drawn words: open addressing, at most half full. The words are random already, so they need no hash.
struct Seen {
    slots: Vec<u64>,
}

/// Marks a slot as taken; a word has 60 bits.
const TAKEN: u64 = 1 << 63;

impl Seen {
    fn for_codes(count: usize) -> Seen {
        Seen { slots: vec![0; (count * 2).next_power_of_two()] }
    }

    /// Whether the word is new.
    fn insert(&mut self, word: u64) -> bool {
        let mask = self.slots.len() - 1;
        let mut index = word as usize & mask;
        while let Some(slot) = self.slots.get_mut(index) {
            if *slot == 0 {
                *slot = word | TAKEN;
                return true;
            }
            if *slot == word | TAKEN {
                return false;
            }
            index = (index + 1) & mask;
        }
        false
    }
}
