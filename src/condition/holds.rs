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

    /// Those that are no parts of others: what is counted.
    fn wholes(self, condition: &Condition<'_>) -> impl Iterator<Item = &'f Line<'a>> {
        self.lines(condition).filter(|line| !line.is_part())
    }

    /// The lines' total in minor units, with shipping or without. Lines count as they are shown, rounded where the profile
    /// rounds by line (PrestaShop: `classes/Cart.php`, `getOrderTotal` of the products alone).
    fn total(self, condition: &Condition<'_>, view: TaxView, shipping: bool) -> i64 {
        let side = PriceSide::of(self.cart, view);
        let lines: i64 = self.wholes(condition).map(|line| side.total(line)).sum();
        let shipping = if shipping { side.shipping() } else { 0 };
        side.to_minor(lines.saturating_add(shipping))
    }
}

/// A number that a condition is compared with, and what its values are counted in.
#[derive(Clone, Copy)]
enum Unit {
    /// Minor units of the cart's currency.
    Money,
    /// Millionths.
    Weight,
    /// Ones.
    Count,
}

impl Condition<'_> {
    /// Holds the condition against the facts.
    pub fn verdict(&self, facts: &Facts<'_, '_>) -> Verdict {
        let facts = *facts;
        let buyer = facts.cart.buyer.as_ref();
        if self.fact.is_number() {
            return self
                .number(facts)
                .map_or_else(|verdict| verdict, |(given, unit)| self.of_number(given, unit, facts));
        }
        match &self.fact {
            Fact::Customer => {
                buyer.and_then(|buyer| buyer.id.as_deref()).map_or(Verdict::Unknown, |id| self.of_text(id))
            }
            Fact::FirstOrder => match buyer.and_then(|buyer| buyer.orders) {
                Some(orders) => self.of_yes_no(orders == 0),
                None => Verdict::Unknown,
            },
            Fact::OnPromotion => self.of_yes_no(facts.lines(self).any(|line| line.on_promotion)),
            Fact::CustomerGroup if buyer.is_none() => Verdict::Unknown,
            fact if fact.is_set() => self.of_set(&self.members(facts)),
            _ => self.of_text(self.text(facts)),
        }
    }

    /// A number of the cart, or what becomes of the condition when there is none.
    fn number(&self, facts: Facts<'_, '_>) -> Result<(i64, Unit), Verdict> {
        let clock = || local(facts.clock);
        let lines = || facts.lines(self);
        let wholes = || facts.wholes(self);
        let total = |view, shipping| Ok((facts.total(self, view, shipping), Unit::Money));
        let count = |number: i64| Ok((number, Unit::Count));
        match self.fact {
            Fact::CartTotal => total(TaxView::AsPriced, false),
            Fact::CartTotalNet => total(TaxView::Net, false),
            Fact::CartTotalGross => total(TaxView::Gross, false),
            Fact::OrderTotal => total(TaxView::AsPriced, true),
            Fact::OrderTotalNet => total(TaxView::Net, true),
            Fact::OrderTotalGross => total(TaxView::Gross, true),
            Fact::UnitPrice => {
                let side = PriceSide::of(facts.cart, TaxView::AsPriced);
                let least = lines().map(|line| side.unit(line)).min().ok_or(Verdict::Fails)?;
                Ok((side.to_minor(least), Unit::Money))
            }
            Fact::ItemCount => count(wholes().map(|line| i64::from(line.quantity)).sum()),
            Fact::LineCount => count(wholes().count() as i64),
            Fact::LineQuantity => count(lines().map(|line| i64::from(line.quantity)).max().unwrap_or(0)),
            Fact::Weight => Ok((wholes().map(weight).fold(0, i64::saturating_add), Unit::Weight)),
            Fact::OrderNumber => {
                let before = facts.cart.buyer.as_ref().and_then(|buyer| buyer.orders).ok_or(Verdict::Unknown)?;
                count(i64::from(before) + 1)
            }
            Fact::Weekday => count(clock().map_or(0, |now| now.weekday().number_from_monday().into())),
            _ => count(clock().map_or(0, |now| now.hour().into())),
        }
    }

    fn text<'f>(&self, facts: Facts<'f, '_>) -> &'f str {
        let cart = facts.cart;
        let text = match self.fact {
            Fact::ShippingCountry => cart.shipping_country.as_deref(),
            Fact::Carrier => cart.carrier.as_deref(),
            Fact::PaymentMethod => cart.payment_method.as_deref(),
            _ => Some(cart.payment_currency.as_ref().unwrap_or(&cart.currency).code()),
        };
        text.unwrap_or("")
    }

    fn members<'f>(&self, facts: Facts<'f, '_>) -> Vec<&'f str> {
        let mut members: Vec<&'f str> = Vec::new();
        if self.fact == Fact::CustomerGroup {
            let groups = facts.cart.buyer.as_ref().map_or(&[][..], |buyer| &buyer.groups);
            members.extend(groups.iter().map(|group| &**group));
            return members;
        }
        for line in facts.lines(self) {
            match &self.fact {
                Fact::Product => members.push(&line.product),
                Fact::Category => members.extend(line.categories.iter().map(|name| &**name)),
                Fact::Brand => members.extend(line.brand.as_deref()),
                Fact::Attribute(name) => {
                    let named = line.attributes.iter().filter(|(key, _)| key == name);
                    members.extend(named.map(|(_, value)| &**value));
                }
                _ => {}
            }
        }
        members
    }

    /// A value in the unit, rounded down, and whether that was exact.
    fn value(&self, value: Decimal, unit: Unit, facts: Facts<'_, '_>) -> Option<(i64, bool)> {
        match unit {
            Unit::Money if self.kind == Some(Kind::Percentage) => {
                let product = i128::from(facts.value_minor) * i128::from(value.shifted(2)?);
                let (minor, rest) = (product.div_euclid(10_000), product.rem_euclid(10_000));
                let most = i128::from(i64::MAX / 2);
                Some((minor.clamp(-most, most) as i64, rest == 0))
            }
            Unit::Money => Some(facts.converter.floor_minor(value)),
            Unit::Weight => value.shifted_floor(WEIGHT_DECIMALS),
            Unit::Count => value.floor(),
        }
    }

    fn of_number(&self, given: i64, unit: Unit, facts: Facts<'_, '_>) -> Verdict {
        let mut first = None;
        let mut is_one = false;
        for value in self.value.values() {
            if let Scalar::Number(value) = value
                && let Some(value) = self.value(*value, unit, facts)
            {
                first = first.or(Some(value));
                is_one |= value == (given, true);
            }
        }
        let Some((value, exact)) = first else { return Verdict::Fails };
        let below = |needed: i64| match needed.saturating_sub(given) {
            missing if missing > 0 => Verdict::Below { needed, missing },
            _ => Verdict::Holds,
        };
        let above = |allowed: i64| match given.saturating_sub(allowed) {
            excess if excess > 0 => Verdict::Above { allowed, excess },
            _ => Verdict::Holds,
        };
        match self.operator {
            Operator::Greater => below(value + 1),
            Operator::AtLeast => below(value + i64::from(!exact)),
            Operator::Less => above(value - i64::from(exact)),
            Operator::AtMost => above(value),
            Operator::Equal | Operator::Contains => Verdict::of(is_one),
            Operator::NotEqual => Verdict::of(!is_one),
        }
    }

    pub(crate) fn of_text(&self, given: &str) -> Verdict {
        let values = self.value.values();
        match self.operator {
            Operator::Equal => Verdict::of(values.iter().any(|value| value.is_text(given))),
            Operator::NotEqual => Verdict::of(!values.iter().any(|value| value.is_text(given))),
            Operator::Contains => Verdict::of(values.iter().any(|value| match value {
                Scalar::Text(part) => has_part(given, part),
                Scalar::Number(part) => has_part(given, &part.text()),
                Scalar::YesNo(_) => false,
            })),
            _ => Verdict::Fails,
        }
    }

    fn of_set(&self, members: &[&str]) -> Verdict {
        let is_one = |member: &&str| self.value.values().iter().any(|value| value.is_text(member));
        match self.operator {
            Operator::Contains => Verdict::of(members.iter().any(is_one)),
            Operator::NotEqual => Verdict::of(!members.iter().any(is_one)),
            Operator::Equal => Verdict::of(!members.is_empty() && members.iter().all(is_one)),
            _ => Verdict::Fails,
        }
    }

    pub(crate) fn of_yes_no(&self, given: bool) -> Verdict {
        let equal = self.value.values().iter().any(|value| value.as_yes_no() == Some(given));
        Verdict::of(equal == (self.operator == Operator::Equal))
    }
}

/// Whether a text has the part. The standard library's search is four kilobytes of the module, for texts as short as these.
fn has_part(text: &str, part: &str) -> bool {
    (0..=text.len()).any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
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
