//! Whether a condition holds.

use super::{Condition, Fact, Operator, Scalar};
use crate::cart::{Cart, Clock, Line};
use crate::coupon::{Converter, Kind};
use crate::money::Decimal;
use crate::pricing::{PriceSide, TaxView};
use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// Decimals of a weight that count.
const WEIGHT_DECIMALS: u32 = 6;

/// What conditions are held against.
#[derive(Clone, Copy)]
pub struct Facts<'f, 'a> {
    /// The cart.
    pub cart: &'f Cart<'a>,
    /// Those of its lines that are looked at.
    pub lines: &'f [Line<'a>],
    /// The moment.
    pub clock: Clock,
    /// From the coupon's money into the cart's.
    pub converter: Converter,
    /// The coupon's own value in minor units, for `PERCENTAGE` conditions.
    pub value_minor: i64,
}

/// What became of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// A number is too small; both in the fact's own unit, money in minor units.
    Below {
        /// The least that would do.
        needed: i64,
        /// What is missing.
        missing: i64,
    },
    /// A number is too large.
    Above {
        /// The most that would do.
        allowed: i64,
        /// What is too much.
        excess: i64,
    },
    /// It does not hold.
    Fails,
    /// The buyer is not known well enough to tell.
    Unknown,
}

impl Verdict {
    fn of(holds: bool) -> Verdict {
        if holds { Verdict::Holds } else { Verdict::Fails }
    }
}

impl<'f, 'a> Facts<'f, 'a> {
    /// The facts of one line alone.
    pub fn of_line(self, line: &'f Line<'a>) -> Facts<'f, 'a> {
        Facts { lines: std::slice::from_ref(line), ..self }
    }

    /// The lines that a condition looks at.
    fn lines(self, condition: &Condition<'_>) -> impl Iterator<Item = &'f Line<'a>> {
        let only = condition.narrowed();
        self.lines.iter().filter(move |line| only.iter().all(|rule| rule.holds(&self.of_line(line))))
    }

    /// The lines' total in minor units, with shipping or without.
    fn total(self, condition: &Condition<'_>, view: TaxView, shipping: bool) -> i64 {
        let side = PriceSide::of(self.cart, view);
        let lines: i64 = self.lines(condition).map(|line| side.exact_total(line)).sum();
        let shipping = if shipping { side.shipping() } else { 0 };
        side.to_minor(lines.saturating_add(shipping))
    }
}

impl Condition<'_> {
    /// Holds the condition against the facts.
    pub fn verdict(&self, facts: &Facts<'_, '_>) -> Verdict {
        let (cart, facts) = (facts.cart, *facts);
        let buyer = cart.buyer.as_ref();
        let money =
            |view, shipping| self.of_number(facts.total(self, view, shipping), |value| self.money(value, facts));
        match &self.fact {
            Fact::CartTotal => money(TaxView::AsPriced, false),
            Fact::CartTotalNet => money(TaxView::Net, false),
            Fact::CartTotalGross => money(TaxView::Gross, false),
            Fact::OrderTotal => money(TaxView::AsPriced, true),
            Fact::OrderTotalNet => money(TaxView::Net, true),
            Fact::OrderTotalGross => money(TaxView::Gross, true),
            Fact::UnitPrice => {
                let side = PriceSide::of(cart, TaxView::AsPriced);
                let least = facts.lines(self).map(|line| side.unit(line)).min();
                least.map_or(Verdict::Fails, |unit| {
                    self.of_number(side.to_minor(unit), |value| self.money(value, facts))
                })
            }
            Fact::ItemCount => {
                self.of_number(facts.lines(self).map(|line| i64::from(line.quantity)).sum(), Decimal::floor)
            }
            Fact::LineCount => self.of_number(facts.lines(self).count() as i64, Decimal::floor),
            Fact::LineQuantity => {
                let most = facts.lines(self).map(|line| line.quantity).max();
                self.of_number(i64::from(most.unwrap_or(0)), Decimal::floor)
            }
            Fact::Weight => {
                self.of_number(facts.lines(self).map(weight).sum(), |value| value.shifted_floor(WEIGHT_DECIMALS))
            }
            Fact::OrderNumber => match buyer.and_then(|buyer| buyer.orders) {
                Some(before) => self.of_number(i64::from(before) + 1, Decimal::floor),
                None => Verdict::Unknown,
            },
            Fact::Weekday => self.of_number(
                local(facts.clock).map_or(0, |now| now.weekday().number_from_monday().into()),
                Decimal::floor,
            ),
            Fact::Hour => self.of_number(local(facts.clock).map_or(0, |now| now.hour().into()), Decimal::floor),
            Fact::Customer => self.of_known_text(buyer.and_then(|buyer| buyer.id.as_deref())),
            Fact::ShippingCountry => self.of_text(cart.shipping_country.as_deref().unwrap_or("")),
            Fact::Carrier => self.of_text(cart.carrier.as_deref().unwrap_or("")),
            Fact::PaymentMethod => self.of_text(cart.payment_method.as_deref().unwrap_or("")),
            Fact::PaymentCurrency => self.of_text(cart.payment_currency.unwrap_or(cart.currency).code()),
            Fact::FirstOrder => match buyer.and_then(|buyer| buyer.orders) {
                Some(orders) => self.of_yes_no(orders == 0),
                None => Verdict::Unknown,
            },
            Fact::OnPromotion => self.of_yes_no(facts.lines(self).any(|line| line.on_promotion)),
            Fact::Product => self.of_set(facts.lines(self).map(|line| &*line.product)),
            Fact::Category => {
                self.of_set(facts.lines(self).flat_map(|line| line.categories.iter().map(|name| &**name)))
            }
            Fact::Brand => self.of_set(facts.lines(self).filter_map(|line| line.brand.as_deref())),
            Fact::Attribute(name) => self.of_set(
                facts
                    .lines(self)
                    .flat_map(|line| &line.attributes)
                    .filter(|(key, _)| key == name)
                    .map(|(_, value)| &**value),
            ),
            Fact::CustomerGroup => match buyer {
                Some(buyer) => self.of_set(buyer.groups.iter().map(|group| &**group)),
                None => Verdict::Unknown,
            },
        }
    }

    /// A value in minor units of the cart's currency, rounded down, and whether that was exact.
    fn money(&self, value: Decimal, facts: Facts<'_, '_>) -> Option<(i64, bool)> {
        if self.kind == Some(Kind::Percentage) {
            let basis_points = value.shifted(2)?;
            let minor = facts.value_minor.checked_mul(basis_points)?;
            return Some((minor.div_euclid(10_000), minor.rem_euclid(10_000) == 0));
        }
        facts.converter.floor_minor(value)
    }

    /// `scale` gives a value in the fact's unit, rounded down, and whether that was exact.
    fn of_number(&self, given: i64, scale: impl Fn(Decimal) -> Option<(i64, bool)>) -> Verdict {
        let values = self.value.values().iter().filter_map(|value| match value {
            Scalar::Number(value) => scale(*value),
            _ => None,
        });
        let mut values = values.peekable();
        let Some(&(value, exact)) = values.peek() else { return Verdict::Fails };
        let below = |needed: i64| match needed - given {
            missing if missing > 0 => Verdict::Below { needed, missing },
            _ => Verdict::Holds,
        };
        let above = |allowed: i64| match given - allowed {
            excess if excess > 0 => Verdict::Above { allowed, excess },
            _ => Verdict::Holds,
        };
        match self.operator {
            Operator::Greater => below(value + 1),
            Operator::AtLeast => below(value + i64::from(!exact)),
            Operator::Less => above(value - i64::from(exact)),
            Operator::AtMost => above(value),
            Operator::Equal | Operator::Contains => Verdict::of(values.any(|value| value == (given, true))),
            Operator::NotEqual => Verdict::of(!values.any(|value| value == (given, true))),
        }
    }

    fn of_known_text(&self, given: Option<&str>) -> Verdict {
        given.map_or(Verdict::Unknown, |given| self.of_text(given))
    }

    pub(crate) fn of_text(&self, given: &str) -> Verdict {
        let values = self.value.values();
        match self.operator {
            Operator::Equal => Verdict::of(values.iter().any(|value| value.is_text(given))),
            Operator::NotEqual => Verdict::of(!values.iter().any(|value| value.is_text(given))),
            Operator::Contains => Verdict::of(values.iter().any(|value| match value {
                Scalar::Text(part) => given.contains(&**part),
                Scalar::Number(part) => given.contains(&part.to_string()),
                Scalar::YesNo(_) => false,
            })),
            _ => Verdict::Fails,
        }
    }

    fn of_set<'s>(&self, mut members: impl Iterator<Item = &'s str>) -> Verdict {
        let values = self.value.values();
        let mut is_one = |member: &str| values.iter().any(|value| value.is_text(member));
        match self.operator {
            Operator::Contains => Verdict::of(members.any(is_one)),
            Operator::NotEqual => Verdict::of(!members.any(is_one)),
            Operator::Equal => {
                let mut members = members.peekable();
                Verdict::of(members.peek().is_some() && members.all(&mut is_one))
            }
            _ => Verdict::Fails,
        }
    }

    pub(crate) fn of_yes_no(&self, given: bool) -> Verdict {
        let equal = self.value.values().iter().any(|value| value.as_yes_no() == Some(given));
        Verdict::of(equal == (self.operator == Operator::Equal))
    }
}

/// A line's weight, in millionths of the shop's unit.
fn weight(line: &Line<'_>) -> i64 {
    let unit = line.weight.and_then(|weight| weight.shifted_floor(WEIGHT_DECIMALS));
    unit.map_or(0, |(unit, _)| unit.saturating_mul(i64::from(line.quantity)))
}

/// The shop's local time.
pub(crate) fn local(clock: Clock) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(clock.utc_offset_minutes.checked_mul(60)?)?;
    Some(DateTime::from_timestamp_millis(clock.now_ms)?.with_timezone(&offset))
}
