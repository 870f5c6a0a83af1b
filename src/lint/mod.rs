//! What a shop owner should know about a list of coupons before customers do.
//!
//! Nothing is guessed by trying carts: conditions are reasoned about as they stand, so that a finding of severity `error` or
//! `warning` is true for every cart with something in it, in every rounding profile and at every exchange rate above zero.
//! What cannot be proved is a `note`, or nothing is said.

mod codes;
mod company;
mod conditions;
mod discounts;
mod domain;
mod finding;
mod message;
mod shadow;
mod tree;
mod windows;

use crate::cart::Clock;
use crate::code::Pattern;
use crate::coupon::Coupon;
use crate::money::{Currency, Decimal, Locale, format};
use crate::wire::Json;
pub use codes::{is_guessable, is_guessable_code};
use finding::Findings;
pub use finding::{Finding, Kind, Severity};

/// What is looked at, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Lint<'l, 'a> {
    /// The coupons; each is held against the others too.
    pub coupons: &'l [Coupon<'a>],
    /// The moment: what is over is not reasoned about.
    pub clock: Clock,
    /// The shop's; that of the first coupon that names one when absent.
    pub currency: Option<Currency>,
    /// Patterns of generated codes.
    pub patterns: &'l [Pattern],
    /// Of messages.
    pub locale: Locale,
}

/// Everything that is found, coupon by coupon.
pub fn lint<'a>(lint: &Lint<'_, 'a>) -> Vec<Finding<'a>> {
    let mut findings = Findings::new(lint.locale);
    for (position, coupon) in lint.coupons.iter().enumerate() {
        let before = findings.count();
        if conditions::can_hold(coupon, &mut findings) {
            let limits = conditions::needless(coupon, &mut findings);
            if !limits && is_unlimited(coupon) {
                findings.add(Kind::Unlimited, coupon, "conditions");
            }
            discounts::of_coupon(coupon, lint, &mut findings);
        }
        conditions::uses_and_dates(coupon, lint, &mut findings);
        codes::guessable(coupon, lint, &mut findings);
        let alive = !findings.any_never(before);
        company::beside_others(position, alive, lint, &mut findings);
    }
    findings.into_vec()
}

/// Whether nothing but conditions could keep a coupon that is worth a lot from anybody.
fn is_unlimited(coupon: &Coupon<'_>) -> bool {
    let limit = coupon.limit().or(coupon.limit_per_buyer());
    limit.is_none() && coupon.expiry().is_none() && discounts::is_worth_a_lot(coupon)
}

impl Lint<'_, '_> {
    /// An amount as people write it, where its currency is known.
    fn money(&self, coupon: &Coupon<'_>, value: Decimal) -> String {
        let currency = coupon.currency.or(self.currency);
        let minor = currency.and_then(|currency| Some((value.to_minor(currency)?.0, currency)));
        minor.map_or_else(|| value.to_string(), |(minor, currency)| format(minor, currency, self.locale))
    }
}

/// An item of a list in a path.
fn at(list: &str, position: usize) -> String {
    [list, "[", &Json::of(&(position as u32)), "]"].concat()
}
