//! Gives a part of an order back: which share of the discount goes with the units that return.
//!
//! The law is about what has gone back *so far*. After k of q units the share is `discount · k / q`, rounded half up; what goes
//! back now is the difference between two such sums. So no part is negative, their order does not matter, and with the last
//! unit exactly the whole has gone back. 3 × 20.00 with 10.00 off: 3.33, 6.67 and 10.00 so far, and thus 3.33, 3.34 and 3.33,
//! with 16.67, 16.66 and 16.67 to pay back.

mod parts;

use crate::money::{MAX_MINOR, mul_div_half_up};
use crate::wire::record::record;
use crate::wire::{Faults, Node, Text};
pub use parts::{Amounts, Part, Parts, Refunded};

record! {
    /// A line as it was sold.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Sold<'a> {
        /// The cart line's id.
        pub id: Text<'a> => Id,
        /// Units that were sold; 1 or more.
        pub quantity: u32 => Quantity,
        /// All of them, before the discount.
        pub total_minor: i64 => TotalMinor,
        /// The line's share of the discount, as the allocation has it.
        pub discount_minor: i64 => DiscountMinor,
    }
    then Sold::check
}

record! {
    /// An amount and the discount in it: what was asked for shipping.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Share {
        /// Before the discount.
        pub total_minor: i64 => TotalMinor,
        /// From nothing to the total.
        pub discount_minor: i64 => DiscountMinor or 0,
    }
    then Share::check
}

/// How far something has gone back: in units for a line, in minor units for shipping.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Reached {
    /// Before this refund.
    pub before: i64,
    /// With it; not less than `before`, and not more than there is.
    pub after: i64,
}

/// Gives back what lies between `before` and `after` of each line and of shipping; `reached` goes line by line with `sold`.
pub fn refund<'a>(sold: &[Sold<'a>], reached: &[Reached], shipping: Share, carried: Reached) -> Refunded<'a> {
    let (mut now, mut remaining) = (Parts::default(), Parts::default());
    for (line, reached) in sold.iter().zip(reached) {
        now.add_line(line, reached.before, reached.after);
        remaining.add_line(line, reached.after, i64::from(line.quantity));
    }
    now.add_shipping(shipping, carried.before, carried.after);
    remaining.add_shipping(shipping, carried.after, shipping.total_minor);
    Refunded { now, remaining }
}

impl Share {
    /// What goes back when the units that are back grow `from` one number `to` another, of `whole`.
    fn between(self, from: i64, to: i64, whole: i64) -> Amounts {
        self.after(to, whole).less(self.after(from, whole))
    }

    /// What has gone back after `units` of `whole`; for `0 ≤ units ≤ whole`.
    ///
    /// What is paid back is rounded by itself, half down. So it only grows too, and where the units have a whole price each, the
    /// total that goes back is their price. Of 5 units for 4, with 3 off, `total` and `discount` rounded each by itself would
    /// leave 0, 1, 0, 1 and 1 paid back so far: the third unit would cost the customer something.
    fn after(self, units: i64, whole: i64) -> Amounts {
        let paid = self.total_minor - self.discount_minor;
        let discount_minor = mul_div_half_up(self.discount_minor, units, whole);
        let refund_minor = paid - mul_div_half_up(paid, whole - units, whole);
        Amounts { total_minor: discount_minor + refund_minor, discount_minor, refund_minor }
    }

    /// Whether the discount is no more than what it was taken from.
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        if !(0..=MAX_MINOR).contains(&self.total_minor) {
            faults.add_checked(node, "totalMinor", "out_of_range", "must be between 0 and 1000000000000000");
            return false;
        }
        let part = (0..=self.total_minor).contains(&self.discount_minor);
        if !part {
            faults.add_checked(node, "discountMinor", "out_of_range", "must be between 0 and `totalMinor`");
        }
        part
    }
}

impl Sold<'_> {
    fn share(&self) -> Share {
        Share { total_minor: self.total_minor, discount_minor: self.discount_minor }
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        if self.quantity == 0 {
            faults.add_checked(node, "quantity", "out_of_range", "must be 1 or more");
        }
        self.share().check(node, faults) && self.quantity > 0
    }
}
