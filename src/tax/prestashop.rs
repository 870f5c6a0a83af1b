//! PrestaShop's sums (`src/Core/Cart/Calculator.php`): with tax and without it side by side; rows are summed before they are
//! rounded, discounts after they are rounded.

use super::{Tax, TaxedLine};
use crate::cart::Cart;
use crate::discount::Taken;
use crate::pricing::{PriceSide, TaxView};

/// One side's sums, in minor units.
struct Sums {
    subtotal: i64,
    shipping: i64,
    discount: i64,
    total: i64,
}

/// What the coupons take off one side, in minor units: all of it, and what of it is on shipping. `index` is that side's in
/// what was taken.
///
/// Discounts never exceed the rows before they are rounded, and those that take all that the rounded rows hold leave nothing
/// of the others either. Two of 13.3272 and one of 49.3236 are 75.978, rounded by row 26.65 and 49.32: 1000.00 off takes 75.97,
/// of which releases up to 9.1.0 leave 0.01 to be paid (issue 39436); as those behind them do, it is 0.00 here.
pub(crate) fn discounts<'t, 'a: 't>(
    cart: &Cart<'_>,
    taken: impl Iterator<Item = &'t Taken<'a>> + Clone,
    view: TaxView,
    index: usize,
) -> (i64, i64) {
    let side = PriceSide::of(cart, view);
    let rows: i64 = cart.lines.iter().map(|line| side.exact_total(line)).sum();
    let rounded: i64 = cart.lines.iter().map(|line| side.total(line)).sum();
    let goods: i64 = taken.clone().map(|taken| taken.of_goods(index)).sum();
    let shipping: i64 = taken.filter_map(|taken| taken.shipping.get(index)).sum();
    let goods = if goods >= rounded { rows } else { goods.min(rows) };
    // Each is rounded by itself: 264.45 and 23.54 are 288.00 before that. What one of them cannot lose is the other's.
    let (all_goods, all_shipping) = (side.to_minor(rows), side.to_minor(side.shipping()));
    let all = side.to_minor(goods + shipping).min(all_goods + all_shipping);
    (all, side.to_minor(shipping).max(all - all_goods))
}

fn sums(cart: &Cart<'_>, taken: &[Taken<'_>], view: TaxView, index: usize) -> Sums {
    let side = PriceSide::of(cart, view);
    let rows: i64 = cart.lines.iter().map(|line| side.exact_total(line)).sum();
    let (discount, _) = discounts(cart, taken.iter(), view, index);
    let (subtotal, shipping) = (side.to_minor(rows), side.to_minor(side.shipping()));
    Sums { subtotal, shipping, discount, total: subtotal + shipping - discount }
}

pub(super) fn totals<'a>(cart: &Cart<'a>, taken: &[Taken<'_>]) -> Tax<'a> {
    let priced_gross = cart.prices_include_tax.unwrap_or(true);
    let net = sums(cart, taken, TaxView::Net, usize::from(priced_gross));
    let gross = sums(cart, taken, TaxView::Gross, usize::from(!priced_gross));
    let (net_side, gross_side) = (PriceSide::of(cart, TaxView::Net), PriceSide::of(cart, TaxView::Gross));
    let line = |line: &crate::cart::Line<'a>| {
        let (net, gross) = (net_side.to_minor(net_side.total(line)), gross_side.to_minor(gross_side.total(line)));
        TaxedLine {
            id: line.id.clone(),
            tax_percent: line.taxes.as_ref().map(|_| line.taxing().rate().as_percent()),
            unit_net_minor: net_side.to_minor(net_side.unit(line)),
            unit_gross_minor: gross_side.to_minor(gross_side.unit(line)),
            net_minor: net,
            gross_minor: gross,
            tax_minor: gross - net,
            compensation_minor: 0,
        }
    };
    Tax {
        subtotal_net_minor: net.subtotal,
        subtotal_gross_minor: gross.subtotal,
        shipping_net_minor: net.shipping,
        shipping_gross_minor: gross.shipping,
        discount_net_minor: net.discount,
        discount_gross_minor: gross.discount,
        tax_minor: gross.total - net.total,
        shipping_tax_minor: gross.shipping - net.shipping,
        total_net_minor: net.total,
        total_gross_minor: gross.total,
        compensation_minor: 0,
        shipping_compensation_minor: 0,
        lines: cart.lines.iter().map(line).collect(),
    }
}
