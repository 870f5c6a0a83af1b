//! What goes back, line by line and in sum.

use super::{Share, Sold};
use crate::wire::record::record;
use crate::wire::{Fields, Json, Key, Text, Write, WriteFields};

record! {
    /// What goes back of an amount.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Amounts {
        /// Before the discount; the sum of the other two.
        pub total_minor: i64 => TotalMinor,
        /// The share of the discount in it.
        pub discount_minor: i64 => DiscountMinor,
        /// To be paid back.
        pub refund_minor: i64 => RefundMinor,
    }
}

/// What goes back of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'a> {
    /// The line's id.
    pub id: Text<'a>,
    /// Units.
    pub quantity: u32,
    /// For them.
    pub amounts: Amounts,
}

/// What goes back of an order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Parts<'a> {
    /// The lines with units that go back, in the order of the sale.
    pub lines: Vec<Part<'a>>,
    /// Absent when none goes back.
    pub shipping: Option<Amounts>,
    /// Of the lines and of shipping.
    pub sum: Amounts,
}

/// `refunded`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refunded<'a> {
    /// What goes back now.
    pub now: Parts<'a>,
    /// What has not gone back even then.
    pub remaining: Parts<'a>,
}

impl Amounts {
    /// What goes back between an earlier state and this one.
    pub(super) fn less(self, earlier: Amounts) -> Amounts {
        Amounts {
            total_minor: self.total_minor - earlier.total_minor,
            discount_minor: self.discount_minor - earlier.discount_minor,
            refund_minor: self.refund_minor - earlier.refund_minor,
        }
    }

    fn add(&mut self, other: Amounts) {
        self.total_minor += other.total_minor;
        self.discount_minor += other.discount_minor;
        self.refund_minor += other.refund_minor;
    }
}

impl<'a> Parts<'a> {
    pub(super) fn add_line(&mut self, line: &Sold<'a>, from: i64, to: i64) {
        if from < to {
            let amounts = line.share().between(from, to, i64::from(line.quantity));
            self.sum.add(amounts);
            self.lines.push(Part { id: line.id.clone(), quantity: (to - from) as u32, amounts });
        }
    }

    pub(super) fn add_shipping(&mut self, share: Share, from: i64, to: i64) {
        if from < to {
            let amounts = share.between(from, to, share.total_minor);
            self.sum.add(amounts);
            self.shipping = Some(amounts);
        }
    }
}

impl Write for Part<'_> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Id, &self.id);
            fields.field(Key::Quantity, &self.quantity);
            fields.flatten(&self.amounts);
        });
    }
}

impl WriteFields for Parts<'_> {
    fn write_fields(&self, fields: &mut Fields<'_>) {
        fields.field(Key::Lines, &self.lines);
        fields.field(Key::Shipping, &self.shipping);
        fields.flatten(&self.sum);
    }
}

impl Write for Parts<'_> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| fields.flatten(self));
    }
}

impl Write for Refunded<'_> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Answer, "refunded");
            fields.flatten(&self.now);
            fields.field(Key::Remaining, &self.remaining);
        });
    }
}
