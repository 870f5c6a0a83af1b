//! Gives a part of an order back: which share of the discount goes with the units that return.
//!
//! The law is about what has gone back *so far*. After k of q units the share is `discount · k / q`, rounded half up; what goes
//! back now is the difference between two such sums. So no part is negative, their order does not matter, and with the last
//! unit exactly the whole has gone back. 3 × 20.00 with 10.00 off: 3.33, 6.67 and 10.00 so far, and thus 3.33, 3.34 and 3.33,
//! with 16.67, 16.66 and 16.67 to pay back.

mod parts;

use crate::money::{MAX_MINOR, mul_div_half_up};
use crate::wire::record::seldom;
use crate::wire::{Faults, Node, Text};
pub use parts::{Amounts, Part, Parts, Refunded};

const MAX_QUANTITY: i64 = 1_000_000;

seldom! {
    /// A line as it was sold.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Sold<'a> {
        /// The cart line's id.
        pub id: Text<'a> => Id,
        /// Units that were sold; 1 to 1,000,000, as in a cart.
        pub quantity: i64 => Quantity,
        /// All of them, before the discount.
        pub total_minor: i64 => TotalMinor,
        /// The line's share of the discount, as the allocation has it.
        pub discount_minor: i64 => DiscountMinor,
    }
    then Sold::check
}

seldom! {
    /// What was asked for shipping, of which any amount may return.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Shipping {
        /// Before its discount.
        pub total_minor: i64 => TotalMinor,
        /// From nothing to the total.
        pub discount_minor: i64 => DiscountMinor or 0,
        /// Of the total, returned before.
        pub before_minor: i64 => BeforeMinor or 0,
        /// Of the total, returning now.
        pub now_minor: i64 => NowMinor or 0,
    }
    then Shipping::check
}

/// Gives back what returns now. `before` and `now` are units, line by line with `sold`, and together not more than were sold.
pub fn refund<'a>(sold: &[Sold<'a>], before: &[i64], now: &[i64], shipping: Shipping) -> Refunded<'a> {
    let (mut parts, mut remaining) = (Parts::default(), Parts::default());
    for (line, (before, now)) in sold.iter().zip(before.iter().zip(now)) {
        let share = Share { whole: line.quantity, total_minor: line.total_minor, discount_minor: line.discount_minor };
        parts.add_line(&line.id, share, *before, before + now);
        remaining.add_line(&line.id, share, before + now, share.whole);
    }
    let Shipping { total_minor, discount_minor, before_minor, now_minor } = shipping;
    let share = Share { whole: total_minor, total_minor, discount_minor };
    parts.shipping = parts.add(share, before_minor, before_minor + now_minor);
    remaining.shipping = remaining.add(share, before_minor + now_minor, total_minor);
    Refunded { now: parts, remaining }
}

/// An amount that goes back with the units it was asked for; shipping's units are its cents.
#[derive(Clone, Copy)]
struct Share {
    whole: i64,
    total_minor: i64,
    discount_minor: i64,
}

impl Share {
    /// What has gone back after `units` of the whole.
    ///
    /// What is paid back is rounded by itself, half down. So it only grows too, and where the units have a whole price each, the
    /// total that goes back is their price. Of 5 units for 4, with 3 off, total and discount rounded each by itself would leave
    /// 0, 1, 0, 1 and 1 paid back so far: the third unit would cost the customer something.
    fn after(self, units: i64) -> Amounts {
        let paid = self.total_minor - self.discount_minor;
        let discount_minor = mul_div_half_up(self.discount_minor, units, self.whole);
        let refund_minor = paid - mul_div_half_up(paid, self.whole - units, self.whole);
        Amounts { total_minor: discount_minor + refund_minor, discount_minor, refund_minor }
    }
}

impl Sold<'_> {
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let quantity = (1..=MAX_QUANTITY).contains(&self.quantity);
        if !quantity {
            faults.add_checked(node, "quantity", "out_of_range", "must be between 1 and 1000000");
        }
        amounts_fit(self.total_minor, self.discount_minor, node, faults) && quantity
    }
}

impl Shipping {
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        if !amounts_fit(self.total_minor, self.discount_minor, node, faults) {
            return false;
        }
        let before = (0..=self.total_minor).contains(&self.before_minor);
        if !before {
            faults.add_checked(node, "beforeMinor", "more_than_left", "must be between 0 and `totalMinor`");
            return false;
        }
        let now = (0..=self.total_minor - self.before_minor).contains(&self.now_minor);
        if !now {
            faults.add_checked(
                node,
                "nowMinor",
                "more_than_left",
                "must be between 0 and `totalMinor` less `beforeMinor`",
            );
        }
        now
    }
}

/// Whether the discount is no more than what it was taken from.
fn amounts_fit(total_minor: i64, discount_minor: i64, node: Node<'_, '_>, faults: &mut Faults) -> bool {
    let total = (0..=MAX_MINOR).contains(&total_minor);
    let discount = (0..=total_minor).contains(&discount_minor);
    if !total {
        faults.add_checked(node, "totalMinor", "out_of_range", "must be between 0 and 1000000000000000");
    } else if !discount {
        faults.add_checked(node, "discountMinor", "out_of_range", "must be between 0 and `totalMinor`");
    }
    total && discount
}
