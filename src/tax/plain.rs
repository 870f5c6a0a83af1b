//! Our own sums: each line's tax is rounded once, on what is left of it or, where the law wants that, on what it was.

use super::{Tax, TaxedLine};
use crate::cart::{Cart, Line};
use crate::rate::Taxing;

/// An amount without tax and with it.
#[derive(Clone, Copy, Default)]
struct Pair {
    net: i64,
    gross: i64,
}

/// The two sides of an amount as priced.
fn pair(as_priced: i64, taxing: Taxing<'_>, gross: bool) -> Pair {
    let rate = taxing.rate();
    if gross {
        Pair { net: rate.to_net(as_priced), gross: as_priced }
    } else {
        Pair { net: as_priced, gross: rate.to_gross(as_priced) }
    }
}

/// Before and after the discount, and the tax that is due.
struct Taxed {
    before: Pair,
    after: Pair,
    tax: i64,
}

fn taxed(as_priced: i64, discount: i64, taxing: Taxing<'_>, gross: bool, before_discount: bool) -> Taxed {
    let before = pair(as_priced, taxing, gross);
    let after = pair(as_priced - discount, taxing, gross);
    let tax = if before_discount { before } else { after };
    let tax = tax.gross - tax.net;
    // With the tax of the full price, a discount without tax leaves that tax to be paid. Of prices with tax no more of it is
    // due than is paid.
    let tax = if gross { tax.min(after.gross) } else { tax };
    let after = if gross { Pair { net: after.gross - tax, ..after } } else { Pair { gross: after.net + tax, ..after } };
    Taxed { before, after, tax }
}

pub(super) fn totals<'a>(cart: &Cart<'a>, discounts: &[i64], shipping_discount: i64) -> Tax<'a> {
    let side = crate::pricing::PriceSide::of(cart, crate::pricing::TaxView::AsPriced);
    let before_discount = cart.rounding().tax_before_discount;
    let of_line = |(line, discount): (&Line<'a>, &i64)| {
        let as_priced = side.to_minor(side.total(line));
        (line.clone(), taxed(as_priced, *discount, line.taxing(), cart.is_gross(), before_discount))
    };
    let lines: Vec<(Line<'a>, Taxed)> = cart.lines.iter().zip(discounts).map(of_line).collect();
    let (shipping, taxing, gross) = (cart.shipping_as_priced_minor(), cart.shipping_taxing(), cart.shipping_is_gross());
    let shipping = taxed(shipping, shipping_discount, taxing, gross, before_discount);
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
    let unit = pair(side.to_minor(side.unit(line)), line.taxing(), cart.is_gross());
    TaxedLine {
        id: line.id.clone(),
        tax_percent: line.taxes.as_ref().map(|_| line.taxing().rate().as_percent()),
        unit_net_minor: unit.net,
        unit_gross_minor: unit.gross,
        net_minor: taxed.before.net,
        gross_minor: taxed.before.gross,
        tax_minor: taxed.tax,
        compensation_minor: 0,
    }
}
