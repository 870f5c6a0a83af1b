//! The alphabet and its check symbol.

/// Thirty-two symbols without look-alikes (Crockford's): no I, L, O, U.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of a symbol, 0 to 31.
pub fn symbol_value(symbol: u8) -> Option<u8> {
    let value = match symbol {
        b'0'..=b'9' => symbol - b'0',
        b'A'..=b'H' => symbol - b'A' + 10,
        b'J' | b'K' => symbol - b'J' + 18,
        b'M' | b'N' => symbol - b'M' + 20,
        b'P'..=b'T' => symbol - b'P' + 22,
        b'V'..=b'Z' => symbol - b'V' + 27,
        _ => return None,
    };
    Some(value)
}

/// Doubles in GF(32), modulo x⁵ + x² + 1.
fn double(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// The check symbol's value: `c ← 2c + d` over GF(32), doubled once more, so that the whole code sums to zero.
///
/// It tells every single wrong symbol, every swap of neighbours and of neighbours but one, and every twin (`aa` → `bb`,
/// `axa` → `bxb`), in codes of up to 31 symbols: 2 has order 31, so no two positions weigh the same.
pub fn check_symbol(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| double(sum ^ symbol))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    /// Whether a change that adds `a` to the symbol at one position and `b` to the one at the other goes unseen. The sum
    /// is linear over GF(2), so the differences tell for every code at once.
    fn unseen(length: usize, changes: &[(usize, u8)]) -> bool {
        let mut code = vec![0u8; length];
        for &(position, difference) in changes {
            code[position] ^= difference;
        }
        let check = code.pop().unwrap_or(0);
        check_symbol(&code) == check
    }

    #[test]
    fn every_single_error_swap_and_twin_is_told() {
        for length in 2..=31 {
            for difference in 1..32 {
                for position in 0..length {
                    assert!(!unseen(length, &[(position, difference)]), "single");
                    // A swap and a twin error both add the same difference at two positions.
                    for other in [position + 1, position + 2].into_iter().filter(|other| *other < length) {
                        assert!(!unseen(length, &[(position, difference), (other, difference)]), "swap or twin");
                    }
                }
            }
        }
    }

    #[test]
    fn symbols_and_values_agree() {
        for byte in 0..=255u8 {
            let position = ALPHABET.iter().position(|symbol| *symbol == byte);
            assert_eq!(symbol_value(byte).map(usize::from), position);
        }
    }
}
