//! Codes that can be guessed.
//!
//! Only coupons for few are looked at: those that have to be entered, whose uses are limited to a hundred, and whose
//! conditions name no customer. A stranger's use is one that somebody else loses; a code for everybody may be read by
//! everybody. Of such a code is told, once:
//!
//! - a code of a pattern in the call: that the pattern leaves less than [`GUESS_FLOOR_BITS`] against the codes of the list
//! - any other of fewer than 8 characters: however it was made, 7 symbols of 5 bits are below that floor
//! - any other that is a run (`11111111`, `12345678`, `ABCDEFGH`), or ends in a number whose neighbour is another code
//! - any other that is letters and up to four digits behind them (`WELCOME2024`): a note, since it may have been drawn

use super::Lint;
use super::finding::{Findings, Kind};
use crate::code::{CodeKey, Form, Pattern, form_of};
use crate::condition::{Fact, any_comparison};
use crate::coupon::Coupon;
use crate::generate::{GUESS_FLOOR_BITS, guess_bits, symbols_needed};
use crate::wire::{Json, Key};

/// Most uses of a coupon for few.
const FEW_USES: u32 = 100;
/// Bits of a character, at most: 32 symbols can be told apart when they are read aloud.
const BITS_PER_CHARACTER: u32 = 5;
/// Most digits behind a word.
const FEW_DIGITS: usize = 4;

/// Adds that the code can be guessed, where it can.
pub(super) fn guessable<'a>(coupon: &Coupon<'a>, lint: &Lint<'_, 'a>, findings: &mut Findings<'a>) {
    let Some(key) = CodeKey::fold(&coupon.code).filter(|_| is_for_few(coupon)) else { return };
    let fits = |pattern: &&Pattern, code: &str| form_of(code, std::slice::from_ref(*pattern)).0 == Form::Valid;
    if let Some(pattern) = lint.patterns.iter().find(|pattern| fits(pattern, &coupon.code)) {
        let live = lint.coupons.iter().filter(|coupon| fits(&pattern, &coupon.code)).count() as u64;
        let bits = guess_bits(pattern, live);
        if bits < GUESS_FLOOR_BITS {
            findings.add(Kind::ShortPattern, coupon, "code");
            findings.operand(Key::GuessBits, Json::of(&bits), Some(Json::of(&symbols_needed(live))));
        }
        return;
    }
    let kind = guessable_form(&key).or_else(|| is_numbered(&coupon.code, lint).then_some(Kind::SequentialCode));
    if let Some(kind) = kind.or_else(|| is_word(&coupon.code).then_some(Kind::WordCode)) {
        findings.add(kind, coupon, "code");
    }
}

/// Whether a code by itself can be guessed, whoever made it.
pub fn is_guessable_code(code: &str) -> bool {
    CodeKey::fold(code).is_some_and(|key| guessable_form(&key).is_some() || is_word(code))
}

/// Whether the coupon's code by itself can be guessed, and is for few.
pub fn is_guessable(coupon: &Coupon<'_>) -> bool {
    is_for_few(coupon) && is_guessable_code(&coupon.code)
}

/// Too short, or a run.
fn guessable_form(key: &CodeKey) -> Option<Kind> {
    let length = key.as_str().chars().fold(0, |length, _| length + 1);
    if length * BITS_PER_CHARACTER < GUESS_FLOOR_BITS {
        Some(Kind::ShortCode)
    } else if is_run(key.as_str()) {
        Some(Kind::SequentialCode)
    } else {
        None
    }
}

fn is_for_few(coupon: &Coupon<'_>) -> bool {
    let names_somebody = any_comparison(&coupon.conditions, &mut |condition| condition.fact == Fact::Customer);
    coupon.automatic != Some(true)
        && !names_somebody
        && coupon.limit().is_some_and(|uses| (1..=FEW_USES).contains(&uses))
}

/// Whether each character is as far from the one before it as the second is from the first: not at all, or one.
fn is_run(code: &str) -> bool {
    let step = |pair: &[u8]| match pair {
        [first, second] => i16::from(*second) - i16::from(*first),
        _ => 0,
    };
    let bytes = code.as_bytes();
    let first = bytes.get(..2).map_or(0, step);
    first.abs() <= 1 && bytes.windows(2).all(|pair| step(pair) == first)
}

/// The digits at the end, as a number, and what stands in front of them.
fn numbered(code: &str) -> Option<(&str, u64)> {
    let stem = code.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = code.get(stem.len()..)?;
    Some((stem, digits.parse().ok()?))
}

/// Whether the next number is another coupon's, or the one before.
fn is_numbered(code: &str, lint: &Lint<'_, '_>) -> bool {
    let Some((stem, number)) = numbered(code) else { return false };
    let is_next = |(other_stem, other): (&str, u64)| other_stem == stem && other.abs_diff(number) == 1;
    lint.coupons.iter().any(|other| numbered(&other.code).is_some_and(is_next))
}

/// Letters, and a few digits behind them.
fn is_word(code: &str) -> bool {
    let stem = code.trim_end_matches(|character: char| character.is_ascii_digit());
    // A letter beyond ASCII is in no code that was drawn.
    let letters =
        stem.bytes().all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii() || byte == b'-' || byte == b' ');
    letters && !stem.is_empty() && code.len() - stem.len() <= FEW_DIGITS
}
