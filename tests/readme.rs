//! What README.md states and shows no command for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::MemoryShop;

/// The rows of the table with this heading, as cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let rows = include_str!("../README.md").lines().skip_while(move |line| !line.starts_with(heading)).skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What each line loses, as the table writes it.
fn split(profile: &str, prices: [i64; 3], coupon: Value) -> String {
    let line = |(position, price): (usize, i64)| json!({"id": position.to_string(), "product": "p", "quantity": 1, "unitPriceMinor": price});
    let lines: Vec<Value> = prices.into_iter().enumerate().map(line).collect();
    let call = json!({"verb": "evaluate", "coupon": coupon, "clock": {"nowMs": 0, "utcOffsetMinutes": 0},
        "cart": {"currency": "EUR", "lines": lines, "rounding": {"profile": profile.trim_matches('`')}}});
    let answer: Value = serde_json::from_str(&remise::api::pure(&call.to_string(), &mut MemoryShop::new())).unwrap();
    let lost = |line: &Value| {
        let minor = line["discountMinor"].as_i64().unwrap();
        format!("{}.{:02}", minor / 100, minor % 100)
    };
    answer["lines"].as_array().unwrap().iter().map(lost).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_worked_splits_hold() {
    let rows = table("| `rounding.profile`");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let ten = || json!({"code": "A", "type": "VALUE", "value": 10});
        assert_eq!(split(row[0], [2_000; 3], ten()), row[1], "{}", row[0]);
        assert_eq!(split(row[0], [1_999, 2_999, 999], ten()), row[2], "{}", row[0]);
        assert_eq!(
            split(row[0], [5; 3], json!({"code": "A", "type": "PERCENTAGE", "value": 10})),
            row[3],
            "{}",
            row[0]
        );
    }
}

#[test]
fn every_test_that_holds_a_demand_is_there() {
    let rows = table("| id | demand");
    let ids: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(ids.first().zip(ids.last()), Some((&"D1", &"P8")));
    for row in &rows {
        let tests: Vec<&str> = row[3].split('`').skip(1).step_by(2).collect();
        assert_eq!(tests.is_empty(), row[2] == "later", "{}", row[0]);
        for test in tests {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(test);
            assert!(path.is_file(), "{}: {test}", row[0]);
        }
    }
}
