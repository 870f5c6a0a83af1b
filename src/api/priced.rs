//! `priced`: what the cart page shows.

use crate::cart::Cart;
use crate::money::{Locale, format};
use crate::pricing::{PriceSide, TaxView};
use crate::wire::record::written;
use crate::wire::{Fields, Json, Key, Text, Write};

/// The answer; already JSON, since decisions borrow from what the shop found.
pub(super) struct Priced {
    json: String,
}

impl Write for Priced {
    fn write(&self, json: &mut Json) {
        json.raw(&self.json);
    }
}

/// What is paid, and what the codes take off.
pub(super) struct Totals<'c, 'a> {
    pub(super) cart: &'c Cart<'a>,
    /// That on shipping included.
    pub(super) discount_minor: i64,
    pub(super) total_minor: i64,
    /// By line.
    pub(super) parts: Vec<i64>,
}

impl<'c, 'a> Totals<'c, 'a> {
    /// Without any discount.
    pub(super) fn none(cart: &'c Cart<'a>) -> Self {
        let undiscounted = cart.subtotal_minor() + cart.shipping_as_priced_minor();
        let total_minor = crate::tax::totals(cart, &[], &vec![0; cart.lines.len()], 0);
        let total_minor = total_minor.map_or(undiscounted, |tax| tax.total_gross_minor);
        Totals { cart, discount_minor: 0, total_minor, parts: vec![0; cart.lines.len()] }
    }

    /// The answer; `decisions` adds what became of the codes.
    pub(super) fn priced(&self, locale: Locale, decisions: impl FnOnce(&mut Fields<'_>)) -> Priced {
        let cart = self.cart;
        let (subtotal_minor, shipping_minor) = (cart.subtotal_minor(), cart.shipping_as_priced_minor());
        let text = |minor| format(minor, cart.currency, locale);
        let lines: Vec<Line<'_>> =
            cart.lines.iter().zip(&self.parts).map(|(line, part)| self.line(line, *part, locale)).collect();
        let mut json = Json::default();
        json.object(|fields| {
            fields.field(Key::Answer, "priced");
            fields.field(Key::Currency, &cart.currency);
            fields.field(Key::SubtotalMinor, &subtotal_minor);
            fields.field(Key::SubtotalText, &text(subtotal_minor));
            fields.field(Key::ShippingMinor, &shipping_minor);
            fields.field(Key::ShippingText, &text(shipping_minor));
            fields.field(Key::DiscountMinor, &self.discount_minor);
            fields.field(Key::DiscountText, &text(self.discount_minor));
            fields.field(Key::TotalMinor, &self.total_minor);
            fields.field(Key::TotalText, &text(self.total_minor));
            fields.field(Key::Lines, &lines);
            decisions(fields);
        });
        Priced { json: json.into_text() }
    }

    fn line(&self, line: &crate::cart::Line<'a>, discount_minor: i64, locale: Locale) -> Line<'a> {
        let side = PriceSide::of(self.cart, TaxView::AsPriced);
        let total_minor = side.to_minor(side.total(line));
        let text = |minor| format(minor, self.cart.currency, locale);
        Line {
            id: line.id.clone(),
            unit_price_text: text(side.to_minor(side.unit(line))),
            total_minor,
            total_text: text(total_minor),
            discount_minor,
            discount_text: text(discount_minor),
        }
    }
}

written! {
    /// A line as the cart page shows it.
    struct Line<'a> {
        id: Text<'a> => Id,
        unit_price_text: String => UnitPriceText,
        total_minor: i64 => TotalMinor,
        total_text: String => TotalText,
        discount_minor: i64 => DiscountMinor,
        discount_text: String => DiscountText,
    }
}
