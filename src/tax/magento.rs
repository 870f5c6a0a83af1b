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
    let whole = cart.lines.iter().zip(&prices.lines).filter(|(line, _)| !line.is_part());
    let whole: Vec<&Taxed> = whole.map(|(_, taxed)| taxed).collect();
    let sum = |part: fn(&Taxed) -> i64| whole.iter().map(|taxed| part(taxed)).sum::<i64>() / scale;
    let (net, gross, goods_tax) = (sum(|taxed| taxed.net), sum(|taxed| taxed.gross), sum(|taxed| taxed.tax));
    let compensation = prices.lines.iter().map(|taxed| taxed.compensation).sum::<i64>() / scale;
    let (shipping_net, shipping_gross) = (prices.shipping.net / scale, prices.shipping.gross / scale);
    let (shipping_tax, shipping_compensation) = (prices.shipping.tax / scale, prices.shipping.compensation / scale);
    let tax = goods_tax + shipping_tax;
    let discount = discounts.iter().sum::<i64>() + shipping_discount;
    let total = net + shipping_net + tax - discount + compensation + shipping_compensation;
    Tax {
        subtotal_net_minor: net,
        subtotal_gross_minor: gross,
        shipping_net_minor: shipping_net,
        shipping_gross_minor: shipping_gross,
        discount_net_minor: net + shipping_net - (total - tax),
        discount_gross_minor: gross + shipping_gross - total,
        tax_minor: tax,
        shipping_tax_minor: shipping_tax,
        total_net_minor: total - tax,
        total_gross_minor: total,
        compensation_minor: compensation,
        shipping_compensation_minor: shipping_compensation,
        lines: cart.lines.iter().zip(&prices.lines).map(|(line, taxed)| taxed_line(line, taxed, scale)).collect(),
    }
}

fn taxed_line<'a>(line: &Line<'a>, taxed: &Taxed, scale: i64) -> TaxedLine<'a> {
    TaxedLine {
        id: line.id.clone(),
        tax_percent: line.taxing().is_taxed().then(|| line.taxing().rate().as_percent()),
        unit_net_minor: taxed.unit_net / scale,
        unit_gross_minor: taxed.unit_gross / scale,
        net_minor: taxed.net / scale,
        gross_minor: taxed.gross / scale,
        tax_minor: taxed.tax / scale,
        compensation_minor: taxed.compensation / scale,
    }
}
