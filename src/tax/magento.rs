//! Magento's sums (`module-tax/Model/Sales/Total/Quote/Tax.php`, `CommonTaxCollector.php`): subtotal and shipping without
//! tax, the tax that is due, less the discounts, and the compensations of discounts on prices with tax.
//!
//! 29.00 with 10 % and 5.00 of shipping with 10 %, half off prices without tax: 26.36 and 4.55, discounts of 13.18 and
//! 2.28, taxes of 1.44 and 0.25, compensations of 1.20 and 0.20; 18.54 is paid.

use super::{Tax, TaxedLine};
use crate::cart::{Cart, Line};
use crate::pricing::magento::{Taxed, prices};

/// `discounts` and `shipping_discount` in minor units.
pub(super) fn totals<'a>(cart: &Cart<'a>, discounts: &[i64], shipping_discount: i64) -> Tax<'a> {
    let scale = cart.rounding().scale();
    let exact: Vec<i64> = discounts.iter().map(|discount| discount * scale).collect();
    let prices = prices(cart, &exact, shipping_discount * scale);
    let shipping = prices.shipping.in_units(scale);
    let (mut goods, mut compensation, mut lines) = (Taxed::default(), 0, Vec::with_capacity(cart.lines.len()));
    for (line, taxed) in cart.lines.iter().zip(&prices.lines) {
        let taxed = taxed.in_units(scale);
        lines.push(taxed_line(line, taxed));
        compensation += taxed.compensation;
        if !line.is_part() {
            goods = goods.with(taxed);
        }
    }
    let tax = goods.tax + shipping.tax;
    let discount = discounts.iter().sum::<i64>() + shipping_discount;
    // Discounts with tax can exceed prices without it whose tax falls with the discount: nobody is paid for buying.
    let total = (goods.net + shipping.net + tax - discount + compensation + shipping.compensation).max(0);
    Tax {
        subtotal_net_minor: goods.net,
        subtotal_gross_minor: goods.gross,
        shipping_net_minor: shipping.net,
        shipping_gross_minor: shipping.gross,
        discount_net_minor: goods.net + shipping.net - (total - tax),
        discount_gross_minor: goods.gross + shipping.gross - total,
        tax_minor: tax,
        shipping_tax_minor: shipping.tax,
        total_net_minor: total - tax,
        total_gross_minor: total,
        compensation_minor: compensation,
        shipping_compensation_minor: shipping.compensation,
        lines,
    }
}

fn taxed_line<'a>(line: &Line<'a>, taxed: Taxed) -> TaxedLine<'a> {
    TaxedLine {
        id: line.id.clone(),
        tax_percent: line.taxing().is_taxed().then(|| line.taxing().rate().as_percent()),
        unit_net_minor: taxed.unit_net,
        unit_gross_minor: taxed.unit_gross,
        net_minor: taxed.net,
        gross_minor: taxed.gross,
        tax_minor: taxed.tax,
        compensation_minor: taxed.compensation,
    }
}
