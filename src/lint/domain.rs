//! Whether comparisons of one fact can hold together.
//!
//! A number's comparisons are held against the few points that can tell them apart: each number they name, and the next one
//! behind it. Texts and sets are held against the members that are named. Nothing is found where a cart, an exchange rate
//! above zero and a buyer, known or not, could prove it wrong; what cannot be reasoned about is passed over.

use crate::condition::{Condition, Fact, Operator, Scalar, Verdict};
use crate::coupon::Kind;
use crate::money::{Currency, Decimal};
use std::cmp::Ordering;

/// Longest list of values that is reasoned about.
const MAX_COMPARED: usize = 200;

/// A comparison that has to hold, or not to.
#[derive(Clone, Copy)]
pub(super) struct Literal<'r, 'a> {
    pub(super) condition: &'r Condition<'a>,
    pub(super) holds: bool,
}

/// Whether no cart with something in it, no buyer and no moment can fulfil them all.
pub(super) fn contradict(literals: &[Literal<'_, '_>]) -> bool {
    literals.iter().enumerate().any(|(position, first)| {
        let same = |other: &Literal<'_, '_>| is_of_same(first.condition, other.condition);
        let repeated = literals.iter().take(position).any(same);
        let group: Vec<Literal<'_, '_>> = literals.iter().copied().filter(same).collect();
        !repeated && clash(first.condition, &group)
    })
}

/// Whether two comparisons look at the same thing. Whether an order is the first is told by its number.
fn is_of_same(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    let (fact, other_fact) = (&one.fact, &other.fact);
    let facts = fact == other_fact || (is_of_orders(fact) && is_of_orders(other_fact));
    facts && is_relative(one) == is_relative(other) && one.narrowed() == other.narrowed()
}

fn is_of_orders(fact: &Fact<'_>) -> bool {
    matches!(fact, Fact::FirstOrder | Fact::OrderNumber)
}

/// Whether its value is a share of the coupon's own.
pub(super) fn is_relative(condition: &Condition<'_>) -> bool {
    condition.kind == Some(Kind::Percentage)
}

fn clash(of: &Condition<'_>, group: &[Literal<'_, '_>]) -> bool {
    let opposite = |one: &Literal<'_, '_>, other: &Literal<'_, '_>| {
        let (left, right) = (one.condition, other.condition);
        one.holds
            && !other.holds
            && left.fact == right.fact
            && left.operator == right.operator
            && left.value == right.value
    };
    if group.iter().any(|one| group.iter().any(|other| opposite(one, other))) {
        return true;
    }
    let compared = |literal: &Literal<'_, '_>| {
        !is_relative(literal.condition) && literal.condition.value.values().len() <= MAX_COMPARED
    };
    let group: Vec<Literal<'_, '_>> = group.iter().copied().filter(compared).collect();
    if !is_always_known(of) && !group.iter().any(|literal| literal.holds) {
        return false;
    }
    match of.fact {
        Fact::OnPromotion => ![false, true]
            .iter()
            .any(|given| group.iter().all(|literal| literal.agrees(literal.condition.of_yes_no(*given)))),
        Fact::Customer | Fact::ShippingCountry | Fact::Carrier | Fact::PaymentMethod | Fact::PaymentCurrency => {
            texts(of, &group)
        }
        _ if is_of_orders(&of.fact) || of.fact.is_number() => numbers(of, &group),
        _ => sets(&group),
    }
}

/// Whether every cart with something in it tells the fact: what is not known fulfils no comparison.
fn is_always_known(condition: &Condition<'_>) -> bool {
    let of_buyer = matches!(condition.fact, Fact::Customer | Fact::CustomerGroup) || is_of_orders(&condition.fact);
    !of_buyer && (condition.fact != Fact::UnitPrice || condition.narrowed().is_empty())
}

impl Literal<'_, '_> {
    fn agrees(&self, verdict: Verdict) -> bool {
        (verdict == Verdict::Holds) == self.holds
    }

    fn is(&self, operator: Operator, holds: bool) -> bool {
        self.condition.operator == operator && self.holds == holds
    }

    fn numbers(&self) -> impl Iterator<Item = Decimal> {
        let number = |value: &Scalar<'_>| match value {
            Scalar::Number(number) => Some(*number),
            _ => None,
        };
        self.condition.value.values().iter().filter_map(number)
    }

    /// Whether any of its values is one, as a text.
    fn any_text(&self, is: &mut dyn FnMut(&str) -> bool) -> bool {
        self.condition.value.values().iter().any(|value| match value {
            Scalar::Text(text) => is(text),
            Scalar::Number(number) => is(&number.to_string()),
            Scalar::YesNo(_) => false,
        })
    }

    fn names(&self, text: &str) -> bool {
        self.condition.value.values().iter().any(|value| value.is_text(text))
    }
}

/// A number, or one that is behind it by as little as can be.
#[derive(Clone, Copy)]
struct Point {
    at: Decimal,
    beside: Ordering,
}

impl Point {
    fn compare(self, value: Decimal) -> Ordering {
        if self.at.is_below(value) {
            Ordering::Less
        } else if value.is_below(self.at) {
            Ordering::Greater
        } else {
            self.beside
        }
    }

    fn fulfils(self, literal: &Literal<'_, '_>) -> bool {
        let is_first = self.compare(Decimal::integer(1)).is_eq();
        if literal.condition.fact == Fact::FirstOrder {
            return literal.agrees(literal.condition.of_yes_no(is_first));
        }
        let first = literal.numbers().next().map(|value| self.compare(value));
        let equal = || literal.numbers().any(|value| self.compare(value).is_eq());
        let holds = match literal.condition.operator {
            Operator::Greater => first.is_some_and(Ordering::is_gt),
            Operator::AtLeast => first.is_some_and(Ordering::is_ge),
            Operator::Less => first.is_some_and(Ordering::is_lt),
            Operator::AtMost => first.is_some_and(Ordering::is_le),
            Operator::Equal | Operator::Contains => equal(),
            Operator::NotEqual => first.is_some() && !equal(),
        };
        holds == literal.holds
    }
}

/// The least and the most of a whole number; `None` for one that has decimals.
fn range(condition: &Condition<'_>) -> Option<(i64, i64)> {
    // With `where` there may be no line to look at.
    let least = i64::from(condition.narrowed().is_empty());
    Some(match condition.fact {
        Fact::ItemCount => (least, 2_000_000_000),
        Fact::LineCount => (least, 2_000),
        Fact::LineQuantity => (least, 1_000_000),
        Fact::OrderNumber | Fact::FirstOrder => (1, 1 << 32),
        Fact::Weekday => (1, 7),
        Fact::Hour => (0, 23),
        _ => return None,
    })
}

#[inline(never)]
fn numbers(of: &Condition<'_>, group: &[Literal<'_, '_>]) -> bool {
    let range = range(of);
    let (least, most) = range.unwrap_or((0, 0));
    let mut points = Vec::new();
    let mut named = |value: Decimal| {
        let floor = value.floor().map_or(0, |(floor, _)| floor);
        if range.is_some() {
            points.extend([floor, floor + 1].map(|at| Point { at: Decimal::integer(at), beside: Ordering::Equal }));
        } else {
            points.extend([Ordering::Equal, Ordering::Greater].map(|beside| Point { at: value, beside }));
        }
    };
    // The number of the first order, too.
    named(Decimal::integer(least));
    group.iter().flat_map(Literal::numbers).for_each(named);
    let (least, most) = (Decimal::integer(least), Decimal::integer(most));
    let exists = |point: &Point| !point.at.is_below(least) && (range.is_none() || !most.is_below(point.at));
    !points.iter().filter(|point| exists(point)).any(|point| group.iter().all(|literal| point.fulfils(literal)))
}

#[inline(never)]
fn texts(of: &Condition<'_>, group: &[Literal<'_, '_>]) -> bool {
    let named = |literal: &&Literal<'_, '_>| literal.is(Operator::Equal, true) || literal.is(Operator::NotEqual, false);
    if let Some(named) = group.iter().find(named) {
        let exists = |text: &str| of.fact != Fact::PaymentCurrency || Currency::new(text).is_some();
        let fits = |text: &str| group.iter().all(|literal| literal.agrees(literal.condition.of_text(text)));
        return !named.any_text(&mut |text| exists(text) && fits(text));
    }
    let refused = |part: &str| {
        let refuses = |literal: &Literal<'_, '_>| {
            literal.is(Operator::Contains, false) && !literal.agrees(literal.condition.of_text(part))
        };
        group.iter().any(refuses)
    };
    let asked = |literal: &Literal<'_, '_>| {
        literal.is(Operator::Contains, true) && !literal.any_text(&mut |part| !refused(part))
    };
    refused("") || group.iter().any(asked)
}

/// What a comparison asks of a set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// One of the members that it names.
    Some,
    /// None of them.
    None,
    /// One at least, and no others.
    Only,
    /// Another one, or no member at all.
    Others,
}

fn asked(literal: &Literal<'_, '_>) -> Asked {
    match (literal.condition.operator, literal.holds) {
        (Operator::Equal, true) => Asked::Only,
        (Operator::Equal, false) => Asked::Others,
        (Operator::NotEqual, holds) => {
            if holds {
                Asked::None
            } else {
                Asked::Some
            }
        }
        (_, holds) => {
            if holds {
                Asked::Some
            } else {
                Asked::None
            }
        }
    }
}

#[inline(never)]
fn sets(group: &[Literal<'_, '_>]) -> bool {
    let allowed = |text: &str| {
        group.iter().all(|literal| match asked(literal) {
            Asked::Only => literal.names(text),
            Asked::None => !literal.names(text),
            _ => true,
        })
    };
    let leaves_nothing = |literal: &Literal<'_, '_>| {
        let only = || group.iter().filter(|other| asked(other) == Asked::Only);
        match asked(literal) {
            Asked::Some | Asked::Only => !literal.any_text(&mut |text| allowed(text)),
            Asked::None => false,
            Asked::Others => only().any(|only| !only.any_text(&mut |text| allowed(text) && !literal.names(text))),
        }
    };
    group.iter().any(leaves_nothing)
}
