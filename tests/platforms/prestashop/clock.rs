//! The moment at which a case plays.

use super::shop::Shop;
use crate::given::{DAY, instant};

/// When no rule has a window: 2026-03-01.
const SOME_DAY: i64 = 1_772_323_200_000;

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
