//! Exact decimals, as JSON writes them.

use super::Currency;
use crate::wire::{Faults, Json, Node, Read, Shape, Write};
use std::fmt;

/// Most decimals that are read.
const MAX_SCALE: u32 = 12;
/// Largest magnitude of the digits: a decimal times 10⁶ still fits an `i64`.
const MAX_UNITS: i64 = 1_000_000_000_000;

/// `units / 10^scale`; the scale is kept, so that 10.50 stays 10.50.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal {
    units: i64,
    scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { units: 0, scale: 0 };

    /// A whole number.
    pub fn integer(units: i64) -> Decimal {
        Decimal { units, scale: 0 }
    }

    /// `units / 10^scale`, without zeros at the end.
    pub fn new(mut units: i64, mut scale: u32) -> Decimal {
        while scale > 0 && units % 10 == 0 {
            (units, scale) = (units / 10, scale - 1);
        }
        Decimal { units, scale }
    }

    /// Reads a JSON number: `10`, `10.50`, `1e2`. `None` beyond 12 digits or 12 decimals.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (digits, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let mut units = 0i64;
        let mut decimals = 0i32;
        let mut behind_point = false;
        for byte in digits.bytes() {
            match byte {
                b'0'..=b'9' => {
                    // A checked product would be carried out in 128 bits.
                    units = if units <= MAX_UNITS { units * 10 + i64::from(byte - b'0') } else { return None };
                    decimals += i32::from(behind_point);
                }
                b'.' => behind_point = true,
                b'-' => {}
                _ => return None,
            }
        }
        let scale = decimals.checked_sub(exponent)?;
        if scale < 0 {
            units = 10i64.checked_pow(scale.unsigned_abs()).and_then(|power| units.checked_mul(power))?;
        }
        let scale = u32::try_from(scale.max(0)).ok()?;
        if units > MAX_UNITS || scale > MAX_SCALE {
            return None;
        }
        Some(Decimal { units: if digits.starts_with('-') { -units } else { units }, scale })
    }

    /// As it is written: `10.50`.
    pub fn text(self) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        [sign, &super::format::plain(self.units.unsigned_abs(), self.scale, ".", "")].concat()
    }

    /// Less than zero.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// Digits without the point, and how many stand behind it.
    pub fn parts(self) -> (i64, u32) {
        (self.units, self.scale)
    }

    /// Less than the other.
    pub fn is_below(self, other: Decimal) -> bool {
        let scaled = |number: Decimal, by: Decimal| i128::from(number.units) * 10i128.pow(by.scale);
        scaled(self, other) < scaled(other, self)
    }

    /// The value times `10^power`, when that is whole: 12.5 with 2 is 1250; 0.125 with 2 is nothing.
    pub fn shifted(self, power: u32) -> Option<i64> {
        let (floor, exact) = self.shifted_floor(power)?;
        exact.then_some(floor)
    }

    /// The value times `10^power` rounded down, and whether it was whole.
    pub fn shifted_floor(self, power: u32) -> Option<(i64, bool)> {
        if power == self.scale {
            return Some((self.units, true));
        }
        if power > self.scale {
            let factor = 10i64.checked_pow(power - self.scale)?;
            return Some((self.units.checked_mul(factor)?, true));
        }
        let divisor = 10i64.checked_pow(self.scale - power)?;
        Some((self.units.div_euclid(divisor), self.units.rem_euclid(divisor) == 0))
    }

    /// The value rounded down, and whether it was whole.
    pub fn floor(self) -> Option<(i64, bool)> {
        self.shifted_floor(0)
    }

    /// Minor units of a currency, and whether the value was whole in them: 49.995 EUR is 4999, rest.
    pub fn to_minor(self, currency: Currency) -> Option<(i64, bool)> {
        self.shifted_floor(currency.exponent())
    }
}

impl Read<'_> for Decimal {
    const SHAPE: Shape = Shape::Number;

    fn blank() -> Self {
        Decimal::ZERO
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let read = match (node.integer(), node.number()) {
            // Most numbers are whole, and were read by the scanner.
            (Some(units), _) => (-MAX_UNITS..=MAX_UNITS).contains(&units).then_some(Decimal::integer(units)),
            (None, Some(text)) => Decimal::parse(&text),
            (None, None) => return faults.wrong_type(node, "a number"),
        };
        match read {
            Some(decimal) => {
                *self = decimal;
                true
            }
            None => faults.refuse(node, "out_of_range", "must be a number of at most 12 digits"),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Write for Decimal {
    fn write(&self, json: &mut Json) {
        json.raw(&self.text());
    }
}
