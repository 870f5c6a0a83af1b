//! The laws of refunds, for any sale and any way of giving it back.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod support;

use proptest::prelude::*;
use remise::api::pure;
use remise::refund::{Amounts, Refunded, Shipping, Sold, refund};
use serde_json::{Value, json};
use support::MemoryShop;

/// Quantity, total and discount of a line; half of the lines have a whole price for each unit.
fn line() -> impl Strategy<Value = (i64, i64, i64)> {
    (1..9i64, 0..3_000i64, any::<bool>(), 0..=1_000i64).prop_map(|(quantity, amount, whole, permille)| {
        let total = if whole { amount * quantity } else { amount };
        (quantity, total, total * permille / 1_000)
    })
}

/// Lines, shipping with its discount, and in which order what returns: a number picks a line, or shipping.
type Sale = (Vec<(i64, i64, i64)>, Shipping, Vec<(usize, i64)>);

fn sale() -> impl Strategy<Value = Sale> {
    let shipping = (0..900i64, 0..=1_000i64).prop_map(|(total_minor, permille)| Shipping {
        total_minor,
        discount_minor: total_minor * permille / 1_000,
        ..Shipping::default()
    });
    (prop::collection::vec(line(), 1..6), shipping, prop::collection::vec((0..6usize, 1..400i64), 0..40))
}

fn sold(lines: &[(i64, i64, i64)]) -> Vec<Sold<'static>> {
    let line = |(index, (quantity, total_minor, discount_minor)): (usize, &(i64, i64, i64))| Sold {
        id: index.to_string().into(),
        quantity: *quantity,
        total_minor: *total_minor,
        discount_minor: *discount_minor,
    };
    lines.iter().enumerate().map(line).collect()
}

/// A sale that goes back step by step.
struct Story {
    sold: Vec<Sold<'static>>,
    before: Vec<i64>,
    shipping: Shipping,
}

impl Story {
    fn new(lines: &[(i64, i64, i64)], shipping: Shipping) -> Story {
        let sold = sold(lines);
        Story { before: vec![0; sold.len()], sold, shipping }
    }

    /// Some units of a line, or some of the shipping, as far as there are any left.
    fn step(&mut self, which: usize, units: i64) -> Refunded<'static> {
        let mut now = vec![0; self.sold.len()];
        match self.sold.get(which) {
            Some(line) => now[which] = units.min(line.quantity - self.before[which]),
            None => self.shipping.now_minor = units.min(self.shipping.total_minor - self.shipping.before_minor),
        }
        self.go_on(&now)
    }

    /// All that is left.
    fn end(&mut self) -> Refunded<'static> {
        let now: Vec<i64> = self.sold.iter().zip(&self.before).map(|(line, before)| line.quantity - before).collect();
        self.shipping.now_minor = self.shipping.total_minor - self.shipping.before_minor;
        self.go_on(&now)
    }

    fn go_on(&mut self, now: &[i64]) -> Refunded<'static> {
        let refunded = refund(&self.sold, &self.before, now, self.shipping);
        self.before.iter_mut().zip(now).for_each(|(before, now)| *before += now);
        self.shipping.before_minor += std::mem::take(&mut self.shipping.now_minor);
        refunded
    }

    fn whole(&self) -> Amounts {
        let line = |line: &Sold<'_>| (line.total_minor, line.discount_minor);
        let all = self.sold.iter().map(line).chain([(self.shipping.total_minor, self.shipping.discount_minor)]);
        let (total_minor, discount_minor) = all.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        Amounts { total_minor, discount_minor, refund_minor: total_minor - discount_minor }
    }
}

fn plus(left: Amounts, right: Amounts) -> Amounts {
    Amounts {
        total_minor: left.total_minor + right.total_minor,
        discount_minor: left.discount_minor + right.discount_minor,
        refund_minor: left.refund_minor + right.refund_minor,
    }
}

fn is_sound(amounts: Amounts) -> bool {
    amounts.discount_minor >= 0
        && amounts.refund_minor >= 0
        && amounts.total_minor == amounts.discount_minor + amounts.refund_minor
}

proptest! {
    #[test]
    fn any_order_and_any_split_give_the_whole((lines, shipping, steps) in sale()) {
        let mut story = Story::new(&lines, shipping);
        let mut back = Amounts::default();
        for (which, units) in steps {
            let refunded = story.step(which, units);
            back = plus(back, refunded.now.sum);
            prop_assert_eq!(plus(back, refunded.remaining.sum), story.whole());
        }
        let last = story.end();
        prop_assert_eq!(plus(back, last.now.sum), story.whole());
        prop_assert_eq!(last.remaining.sum, Amounts::default());
        prop_assert!(last.remaining.lines.is_empty() && last.remaining.shipping.is_none());
    }

    #[test]
    fn no_part_is_negative_and_the_parts_sum((lines, shipping, steps) in sale()) {
        let mut story = Story::new(&lines, shipping);
        for (which, units) in steps {
            let refunded = story.step(which, units);
            for parts in [refunded.now, refunded.remaining] {
                let each = parts.lines.iter().map(|part| part.amounts).chain(parts.shipping);
                prop_assert!(each.clone().all(is_sound));
                prop_assert_eq!(each.fold(Amounts::default(), plus), parts.sum);
            }
        }
    }

    #[test]
    fn a_unit_with_a_whole_price_goes_back_at_it((quantity, price, permille) in (1..40i64, 0..9_999i64, 0..=1_000i64), units in 1..40i64) {
        let total = price * quantity;
        let mut story = Story::new(&[(quantity, total, total * permille / 1_000)], Shipping::default());
        let units = units.min(quantity);
        prop_assert_eq!(story.step(0, units).now.sum.total_minor, price * units);
    }

    #[test]
    fn no_share_is_further_than_half_a_unit_from_the_exact_one((quantity, total, discount) in line(), units in 1..9i64) {
        let units = units.min(quantity);
        let back = Story::new(&[(quantity, total, discount)], Shipping::default()).step(0, units).now.sum;
        prop_assert!((2 * (back.discount_minor * quantity - discount * units)).abs() <= quantity);
        prop_assert!((2 * (back.refund_minor * quantity - (total - discount) * units)).abs() <= quantity);
    }
}

#[test]
fn the_largest_order_is_given_back_and_a_larger_one_is_not() {
    let answer = |count: usize| {
        let lines = (0..count)
            .map(|id| json!({"id": id.to_string(), "quantity": 2, "totalMinor": 4_000, "discountMinor": 333}));
        let now: Vec<Value> = (0..count).rev().map(|id| json!({"id": id.to_string(), "quantity": 1})).collect();
        let call = json!({"verb": "refund", "lines": lines.collect::<Vec<_>>(), "now": now});
        serde_json::from_str::<Value>(&pure(&call.to_string(), &mut MemoryShop::new())).unwrap()
    };
    assert_eq!(answer(2_000)["discountMinor"], 2_000 * 167);
    let fault = &answer(2_001)["faults"][0];
    assert_eq!(fault["path"], "$.lines");
    assert_eq!(fault["message"], "must be 2000 lines at most");
}
