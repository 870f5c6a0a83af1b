//! Exact decimals of the cases: money is written as strings there.

use serde_json::{Number, Value};

/// Decimals that are kept; no case has more.
const SCALE: u32 = 18;

/// A decimal, as a whole number of 10⁻¹⁸.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Amount(pub i128);

impl Amount {
    pub fn parse(text: &str) -> Amount {
        let (sign, digits) = match text.trim().strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text.trim()),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        assert!(decimals.len() <= SCALE as usize, "{text} has too many decimals");
        let padded = format!("{whole}{decimals:0<width$}", width = SCALE as usize);
        Amount(sign * padded.parse::<i128>().unwrap_or_else(|_| panic!("`{text}` is no decimal")))
    }

    /// A string or a number of a case.
    pub fn of(value: &Value) -> Amount {
        match value {
            Value::String(text) => Amount::parse(text),
            Value::Number(number) => Amount::parse(&number.to_string()),
            other => panic!("`{other}` is no amount"),
        }
    }

    /// Minor units of a currency with two decimals.
    pub fn from_minor(minor: i64) -> Amount {
        Amount(i128::from(minor) * 10i128.pow(SCALE - 2))
    }

    /// Rounded half up, away from zero, to so many decimals.
    pub fn rounded(self, decimals: u32) -> Amount {
        let unit = 10i128.pow(SCALE - decimals);
        Amount((self.0.abs() + unit / 2) / unit * unit * self.0.signum())
    }

    /// Times `by / of`, rounded to the last digit that is kept.
    pub fn scaled(self, by: Amount, of: Amount) -> Amount {
        let (by, of) = shortened(by.0, of.0);
        Amount((self.0 * by * 2 + of) / (of * 2))
    }

    pub fn minus(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }

    pub fn plus(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }

    /// As a JSON number, with every digit and no zeros at the end.
    pub fn json(self) -> Value {
        let digits = format!("{:0>width$}", self.0.abs(), width = SCALE as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - SCALE as usize);
        let decimals = decimals.trim_end_matches('0');
        let sign = if self.0 < 0 { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        Value::Number(format!("{sign}{whole}{point}{decimals}").parse::<Number>().unwrap())
    }
}

fn shortened(a: i128, b: i128) -> (i128, i128) {
    let (mut x, mut y) = (a.abs(), b.abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1), b / x.max(1))
}
