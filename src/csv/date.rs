//! Instants in cells: milliseconds, or dates as ISO 8601 writes them, in the shop's zone where they name none.

use crate::shop::{Hosted, Shop};
use chrono::{DateTime, Datelike, NaiveDate, Timelike};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60_000;

/// A date as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Written {
    /// An instant.
    Instant(i64),
    /// Midnight of a day, on the wall clock.
    Day(i64),
    /// A time, on the wall clock.
    Local(i64),
}

/// The shop's zone, as far as it has been asked.
#[derive(Default)]
pub(crate) struct Zone {
    /// Offsets in minutes at the beginning of a day and of the next, by the day.
    days: Vec<(i64, [i32; 2])>,
}

impl Zone {
    /// The instant that a cell names; `None` when it names none. The end of a period is half open, so a bare day as an end
    /// is the beginning of the next: the coupon still applies on that day.
    pub(crate) fn instant(&mut self, cell: &str, is_end: bool, shop: &mut dyn Shop) -> Hosted<Option<i64>> {
        let Some(written) = parse(cell) else { return Ok(None) };
        let local = match written {
            Written::Instant(ms) => return Ok(Some(ms)),
            Written::Day(ms) if is_end => ms + DAY_MS,
            Written::Day(ms) | Written::Local(ms) => ms,
        };
        let offset = self.offset(local, shop)?;
        Ok(Some(local - i64::from(offset) * MINUTE_MS))
    }

    /// The shop is asked twice a day: what is the same at both ends of a day is the same all day.
    fn offset(&mut self, local: i64, shop: &mut dyn Shop) -> Hosted<i32> {
        let day = local.div_euclid(DAY_MS) * DAY_MS;
        let known = self.days.iter().rev().find(|(known, _)| *known == day).map(|(_, offsets)| *offsets);
        let [from, to] = match known {
            Some(offsets) => offsets,
            None => {
                let offsets = [shop.zone_offset(day)?, shop.zone_offset(day + DAY_MS)?];
                self.days.push((day, offsets));
                offsets
            }
        };
        if from == to { Ok(from) } else { shop.zone_offset(local) }
    }
}

/// `2026-03-31T18:00:00.000Z`, without what is zero behind the seconds; `None` for what is no date.
pub(crate) fn utc(ms: i64) -> Option<String> {
    let moment = DateTime::from_timestamp_millis(ms)?;
    let year = u32::try_from(moment.year()).ok()?;
    let mut text = String::with_capacity(24);
    for (mark, value, width) in [
        ("", year, 4),
        ("-", moment.month(), 2),
        ("-", moment.day(), 2),
        ("T", moment.hour(), 2),
        (":", moment.minute(), 2),
        (":", moment.second(), 2),
        (".", moment.timestamp_subsec_millis(), 3),
    ] {
        if mark != "." || value != 0 {
            text.push_str(mark);
            push_digits(&mut text, value, width);
        }
    }
    text.push('Z');
    Some(text)
}

/// `2026-03-31T15:00:00-03:00`: an instant as clocks show it that are so many minutes ahead of UTC.
pub(crate) fn zoned(ms: i64, offset_minutes: i32) -> Option<String> {
    let mut text = utc(ms + i64::from(offset_minutes) * MINUTE_MS)?;
    text.pop();
    text.push(if offset_minutes < 0 { '-' } else { '+' });
    push_digits(&mut text, offset_minutes.unsigned_abs() / 60, 2);
    text.push(':');
    push_digits(&mut text, offset_minutes.unsigned_abs() % 60, 2);
    Some(text)
}

fn push_digits(text: &mut String, value: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// The value of 1 to 15 digits, and nothing else.
pub(crate) fn digits(text: &str) -> Option<i64> {
    let add = |value: i64, byte: u8| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'));
    if matches!(text.len(), 1..=15) { text.bytes().try_fold(0, add) } else { None }
}

fn parse(cell: &str) -> Option<Written> {
    if let Some(ms) = digits(cell) {
        return Some(Written::Instant(ms));
    }
    let mut rest = Digits(cell);
    let (year, month, day) = (rest.take(4)?, rest.after("-", 2)?, rest.after("-", 2)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
    if rest.0.is_empty() {
        return Some(Written::Day(midnight));
    }
    let hour = rest.after("T", 2).or_else(|| rest.after(" ", 2)).filter(|hour| *hour < 24)?;
    let minute = rest.after(":", 2).filter(|minute| *minute < 60)?;
    let second = if rest.0.starts_with(':') { rest.after(":", 2).filter(|second| *second < 60)? } else { 0 };
    let millis = if rest.0.starts_with('.') { rest.after(".", 3)? } else { 0 };
    let time = i64::from(hour * 3600 + minute * 60 + second) * 1000 + i64::from(millis);
    let local = midnight + time;
    if rest.0.is_empty() {
        return Some(Written::Local(local));
    }
    rest.zone().map(|minutes| Written::Instant(local - i64::from(minutes) * MINUTE_MS))
}

/// What is left of a date that is being read.
struct Digits<'c>(&'c str);

impl Digits<'_> {
    /// So many digits.
    fn take(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let value = u32::try_from(self::digits(digits)?).ok()?;
        self.0 = rest;
        Some(value)
    }

    /// So many digits behind a mark.
    fn after(&mut self, mark: &str, count: usize) -> Option<u32> {
        let mut rest = Digits(self.0.strip_prefix(mark)?);
        let value = rest.take(count)?;
        self.0 = rest.0;
        Some(value)
    }

    /// `Z`, `+01:00` or `-03:00` at the end, in minutes.
    fn zone(mut self) -> Option<i32> {
        if self.0 == "Z" {
            return Some(0);
        }
        let sign = if self.0.starts_with('-') { -1 } else { 1 };
        let hours = self.after("+", 2).or_else(|| self.after("-", 2)).filter(|hours| *hours < 24)?;
        let minutes = self.after(":", 2).filter(|minutes| *minutes < 60)?;
        let whole = i32::try_from(hours * 60 + minutes).ok()?;
        self.0.is_empty().then_some(sign * whole)
    }
}
