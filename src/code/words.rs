//! Words that no generated code may hold.

/// Letters as [`class`] folds them; English, French, German and Portuguese.
const WORDS: &[&str] = &[
    "ANAI", "ANVS", "ARSCH", "ARSE", "ASS", "BASTARD", "BICHA", "BITCH", "BITE", "BOOB", "BOSTA", "BVNDA", "CABRAO",
    "CACETE", "CARAIHO", "COCK", "CON", "COVIIIE", "CVIO", "CVM", "CVNT", "CVZAO", "DAMN", "DICK", "DILDO", "ENCVIE",
    "FAG", "FICK", "FODA", "FOTZE", "FVCK", "HEII", "HOES", "HVRE", "JERK", "KACKE", "KKK", "MERDA", "MERDE", "MERDF",
    "MVSCHI", "NAZI", "NEGER", "NIGG", "NIQVE", "NVTTE", "PAKI", "PEDE", "PENIS", "PISS", "PORN", "PORRA", "PVTA",
    "PVTE", "PVTO", "RAPE", "SAIOPE", "SCHEIS", "SEX", "SHIT", "SIVT", "TITS", "TWAT", "VADIA", "VIADO", "WANK",
    "WHORE", "WICHS",
];

/// The letter a symbol may be read as: digits as the letters they look like, `I` for `L`, `V` for `U`.
fn class(symbol: u8) -> u8 {
    match symbol {
        b'0' => b'O',
        b'1' | b'L' => b'I',
        b'3' => b'E',
        b'4' => b'A',
        b'2' => b'Z',
        b'5' => b'S',
        b'6' | b'9' => b'G',
        b'7' => b'T',
        b'8' => b'B',
        b'U' => b'V',
        other => other,
    }
}

/// For each first letter, a bit for each second letter: few pairs begin a word.
static STARTS: [u32; 26] = starts();

#[allow(clippy::indexing_slicing, reason = "computed by the compiler, which refuses an index out of range")]
const fn starts() -> [u32; 26] {
    let mut starts = [0; 26];
    let mut index = 0;
    while index < WORDS.len() {
        let word = WORDS[index].as_bytes();
        starts[(word[0] - b'A') as usize] |= 1 << (word[1] - b'A');
        index += 1;
    }
    starts
}

/// Whether the symbols hold a word, read as people read them.
pub fn is_offensive(symbols: &[u8]) -> bool {
    symbols.windows(2).enumerate().any(|(at, pair)| match pair {
        [first, second] => {
            begins_word(class(*first), class(*second)) && holds_word(symbols.get(at..).unwrap_or_default())
        }
        _ => false,
    })
}

fn begins_word(first: u8, second: u8) -> bool {
    let seconds = STARTS.get(usize::from(first.wrapping_sub(b'A'))).copied().unwrap_or(0);
    second.is_ascii_uppercase() && seconds >> (second - b'A') & 1 == 1
}

#[cold]
fn holds_word(symbols: &[u8]) -> bool {
    WORDS.iter().any(|word| {
        word.len() <= symbols.len() && word.bytes().zip(symbols).all(|(letter, symbol)| letter == class(*symbol))
    })
}

#[cfg(test)]
mod tests {
    use super::is_offensive;

    #[test]
    fn words_are_seen_through_look_alikes() {
        for code in ["SEX", "0SH1T00", "X45S", "F7FVCK2", "99P155", "M3RD3", "PVT4"] {
            assert!(is_offensive(code.as_bytes()), "{code}");
        }
        for code in ["7K3M9QXW", "2RTZ", "SXE", "", "A"] {
            assert!(!is_offensive(code.as_bytes()), "{code}");
        }
    }
}
