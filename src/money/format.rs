//! Amounts as people write them.

use super::{Currency, Decimal};
use crate::wire::Json;
use crate::wire::record::words;

words! {
    /// A language that messages and amounts can be had in.
    #[derive(Default)]
    pub enum Locale {
        /// `€10.00`
        #[default]
        En = "en",
        /// `10,00 €`
        Fr = "fr",
        /// `10,00 €`
        De = "de",
        /// `R$ 10,00`
        Pt = "pt",
    }
}

/// An amount with its currency, as the locale writes it: 123456 BRL in `pt` is `R$ 1.234,56`, 1000 EUR in `de` `10,00 €`.
/// The space is one that does not break.
pub fn format(minor: i64, currency: Currency, locale: Locale) -> String {
    let (point, group) = match locale {
        Locale::En => (".", ","),
        Locale::Fr => (",", "\u{202f}"),
        Locale::De | Locale::Pt => (",", "."),
    };
    let number = plain(minor.unsigned_abs(), currency.exponent(), point, group);
    let sign = if minor < 0 { "-" } else { "" };
    let symbol = symbol(&currency);
    match locale {
        // A symbol of letters keeps its distance: €10.00, but CHF 10.00.
        Locale::En if !symbol.ends_with(|c: char| c.is_ascii_alphabetic()) => [sign, symbol, &number].concat(),
        Locale::En | Locale::Pt => [sign, symbol, "\u{a0}", &number].concat(),
        Locale::Fr | Locale::De => [sign, &number, "\u{a0}", symbol].concat(),
    }
}

fn symbol(currency: &Currency) -> &str {
    match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "BRL" => "R$",
        "JPY" => "¥",
        code => code,
    }
}

/// A percentage as the locale writes it: `12.5%`, `12,5 %`.
pub fn percent(value: Decimal, locale: Locale) -> String {
    let number = value.text();
    match locale {
        Locale::En => number + "%",
        Locale::Pt => number.replace('.', ",") + "%",
        Locale::Fr | Locale::De => number.replace('.', ",") + "\u{a0}%",
    }
}

/// Digits with a decimal point `scale` digits from the right, and groups of three: 123456 with 2 is `1.234,56`.
pub fn plain(units: u64, scale: u32, point: &str, group: &str) -> String {
    let digits = Json::of(&units);
    let scale = scale as usize;
    let padded = "0".repeat((scale + 1).saturating_sub(digits.len())) + &digits;
    let (whole, decimals) = padded.split_at_checked(padded.len() - scale).unwrap_or((&padded, ""));
    let mut text = String::with_capacity(padded.len() * 2);
    for (position, digit) in whole.char_indices() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    if scale > 0 {
        text.push_str(point);
        text.push_str(decimals);
    }
    text
}
