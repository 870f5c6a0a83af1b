//! What goes back, line by line and in sum.

use super::Share;
use crate::wire::{Fields, Json, Key, Text, Write, WriteFields};

/// What goes back of an amount.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Amounts {
    /// Before the discount; the sum of the other two.
    pub total_minor: i64,
    /// The share of the discount in it.
    pub discount_minor: i64,
    /// To be paid back.
    pub refund_minor: i64,
}

/// What goes back of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'a> {
    /// The line's id.
    pub id: Text<'a>,
    /// Units.
    pub quantity: i64,
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

impl<'a> Parts<'a> {
    /// Adds what goes back when the units that are back grow `from` one number `to` another.
    pub(super) fn add(&mut self, share: Share, from: i64, to: i64) -> Option<Amounts> {
        if from >= to {
            return None;
        }
        let (earlier, later) = (share.after(from), share.after(to));
        let amounts = Amounts {
            total_minor: later.total_minor - earlier.total_minor,
            discount_minor: later.discount_minor - earlier.discount_minor,
            refund_minor: later.refund_minor - earlier.refund_minor,
        };
        self.sum.total_minor += amounts.total_minor;
        self.sum.discount_minor += amounts.discount_minor;
        self.sum.refund_minor += amounts.refund_minor;
        Some(amounts)
    }

    pub(super) fn add_line(&mut self, id: &Text<'a>, share: Share, from: i64, to: i64) {
        if let Some(amounts) = self.add(share, from, to) {
            self.lines.push(Part { id: id.clone(), quantity: to - from, amounts });
        }
    }
}

impl WriteFields for Amounts {
    /// Not inlined: written in three places, it would be a kilobyte.
    #[inline(never)]
    fn write_fields(&self, fields: &mut Fields<'_>) {
        fields.field(Key::TotalMinor, &self.total_minor);
        fields.field(Key::DiscountMinor, &self.discount_minor);
        fields.field(Key::RefundMinor, &self.refund_minor);
    }
}

impl Write for Amounts {
    fn write(&self, json: &mut Json) {
        json.object(|fields| fields.flatten(self));
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
