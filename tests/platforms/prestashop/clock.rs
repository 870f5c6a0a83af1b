//! The moment at which a case plays.

use super::shop::Shop;
use serde_json::Value;

const DAY: i64 = 86_400_000;
/// When no rule has a window: 2026-03-01.
const SOME_DAY: i64 = 1_772_323_200_000;

/// Milliseconds of `2025-01-31 10:00:00`.
pub(super) fn instant(text: &str) -> Result<i64, String> {
    let numbers: Vec<i64> = text.split(['-', ' ', ':', 'T']).filter_map(|part| part.parse().ok()).collect();
    let [year, month, day, rest @ ..] = &numbers[..] else { return Err(format!("`{text}` is no date")) };
    // Days of the civil calendar, counted from March.
    let (year, month) = if *month > 2 { (*year, month - 3) } else { (year - 1, month + 9) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day;
    let seconds = rest.iter().zip([3_600, 60, 1]).map(|(part, unit)| part * unit).sum::<i64>();
    Ok((days - 719_469) * DAY + seconds * 1_000)
}

/// An instant inside the windows of these rules: just behind the latest beginning; `expired` when the step wants them to be
/// over.
pub(super) fn now(shop: &Shop, rules: &[usize], expired: bool) -> Result<i64, String> {
    if let Some(rule) = shop.given["clock_rule"].as_str() {
        let from = rule.strip_prefix("after ").and_then(|rule| rule.split_once(" and before "));
        return Ok(instant(from.ok_or_else(|| format!("clock rule `{rule}`"))?.0)? + DAY);
    }
    let dates = |key: &str| -> Result<Vec<i64>, String> {
        rules.iter().filter_map(|rule| shop.rules()[*rule][key].as_str()).map(instant).collect()
    };
    if expired {
        return Ok(dates("valid_to")?.into_iter().max().unwrap_or(SOME_DAY) + 2 * DAY);
    }
    Ok(dates("valid_from")?.into_iter().max().map_or(SOME_DAY, |from| from + 1_000))
}

/// A bound of a rule's window: an instant, or days from now.
pub(super) fn bound(rule: &Value, key: &str, now: i64) -> Result<Option<i64>, String> {
    if let Some(text) = rule[key].as_str() {
        return instant(text).map(Some);
    }
    let relative = rule[[key, "_relative"].concat()].as_str();
    let days = |text: &str| text.trim_end_matches('d').parse::<i64>().map_err(|_| format!("`{text}` is no span"));
    relative.map(|text| Ok(now + days(text)? * DAY)).transpose()
}
