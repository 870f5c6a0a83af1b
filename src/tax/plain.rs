//! Our own sums: each line's tax is rounded once, on what is left of it or, where the law wants that, on what it was.

use super::{Tax, TaxedLine};
use crate::cart::{Cart, Line};
use crate::money::{Decimal, mul_div_half_up};

const FULL_TAX: i64 = 1_000_000;

/// An amount without tax and with it.
#[derive(Clone, Copy, Default)]
struct Pair {
    net: i64,
    gross: i64,
}

/// The two sides of an amount as priced.
fn pair(as_priced: i64, tax: Option<Decimal>, priced_gross: bool) -> Pair {
    let parts = tax.and_then(|percent| percent.shifted(4)).unwrap_or(0);
    if priced_gross {
        Pair { net: mul_div_half_up(as_priced, FULL_TAX, FULL_TAX + parts), gross: as_priced }
    } else {
        Pair { net: as_priced, gross: mul_div_half_up(as_priced, FULL_TAX + parts, FULL_TAX) }
    }
}

/// Before and after the discount, and the tax that is due.
struct Taxed {
    before: Pair,
    after: Pair,
    tax: i64,
}

fn taxed(as_priced: i64, discount: i64, tax: Option<Decimal>, cart: &Cart<'_>) -> Taxed {
    let priced_gross = cart.prices_include_tax.unwrap_or(true);
    let before = pair(as_priced, tax, priced_gross);
    let after = pair(as_priced - discount, tax, priced_gross);
    let tax = if cart.rounding().tax_before_discount { before } else { after };
    let tax = tax.gross - tax.net;
    // With the tax of the full price, a discount without tax leaves that tax to be paid. Of prices with tax no more of it is
    // due than is paid.
    let tax = if priced_gross { tax.min(after.gross) } else { tax };
    let after =
        if priced_gross { Pair { net: after.gross - tax, ..after } } else { Pair { gross: after.net + tax, ..after } };
    Taxed { before, after, tax }
}

pub(super) fn totals<'a>(cart: &Cart<'a>, discounts: &[i64], shipping_discount: i64) -> Tax<'a> {
    let side = crate::pricing::PriceSide::of(cart, crate::pricing::TaxView::AsPriced);
    let of_line = |(line, discount): (&Line<'a>, &i64)| {
        (line.clone(), taxed(side.to_minor(side.total(line)), *discount, line.tax_percent, cart))
    };
    let lines: Vec<(Line<'a>, Taxed)> = cart.lines.iter().zip(discounts).map(of_line).collect();
    let shipping = taxed(cart.shipping_as_priced_minor(), shipping_discount, cart.shipping_tax_percent, cart);
    let sum = |part: &dyn Fn(&Taxed) -> i64| lines.iter().map(|(_, taxed)| part(taxed)).sum::<i64>();
    let (subtotal_net, subtotal_gross) = (sum(&|taxed| taxed.before.net), sum(&|taxed| taxed.before.gross));
    let total_net = sum(&|taxed| taxed.after.net) + shipping.after.net;
    let total_gross = sum(&|taxed| taxed.after.gross) + shipping.after.gross;
    Tax {
        subtotal_net_minor: subtotal_net,
        subtotal_gross_minor: subtotal_gross,
        shipping_net_minor: shipping.before.net,
        shipping_gross_minor: shipping.before.gross,
        discount_net_minor: subtotal_net + shipping.before.net - total_net,
        discount_gross_minor: subtotal_gross + shipping.before.gross - total_gross,
        tax_minor: sum(&|taxed| taxed.tax) + shipping.tax,
        shipping_tax_minor: shipping.tax,
        total_net_minor: total_net,
        total_gross_minor: total_gross,
        compensation_minor: 0,
        shipping_compensation_minor: 0,
        lines: lines.iter().map(|(line, taxed)| taxed_line(line, taxed, cart)).collect(),
    }
}

fn taxed_line<'a>(line: &Line<'a>, taxed: &Taxed, cart: &Cart<'a>) -> TaxedLine<'a> {
    let side = crate::pricing::PriceSide::of(cart, crate::pricing::TaxView::AsPriced);
    let unit = pair(side.to_minor(side.unit(line)), line.tax_percent, cart.prices_include_tax.unwrap_or(true));
    TaxedLine {
        id: line.id.clone(),
        unit_net_minor: unit.net,
        unit_gross_minor: unit.gross,
        net_minor: taxed.before.net,
        gross_minor: taxed.before.gross,
        tax_minor: taxed.tax,
        compensation_minor: 0,
    }
}
