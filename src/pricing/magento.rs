//! Magento's prices with and without tax (`module-tax/Model/Calculation/UnitBaseCalculator.php`,
//! `AbstractAggregateCalculator.php`): which amount a tax is rounded on is the shop's setting.
//!
//! 2 units of 10.00 without tax, 8.25 % due: by `item` the tax of a unit, 0.825, is rounded to 0.83, and two of them are
//! 1.66; by `line` and by `total` it is that of 20.00, 1.65. Lines of 10.00 and 11.00 with 8.25 %: by `line` 0.83 and
//! 0.9075, which is 0.91; by `total` what 0.825 was rounded up by is carried to the next line, and its tax is 0.90.

use super::{PriceSide, TaxView};
use crate::cart::Cart;
use crate::money::RoundingMode;
use crate::rate::{Rate, Taxing};
use crate::rounding::{Carry, RoundBy, START};

/// What a line or shipping costs, in working units. Every amount is whole minor units.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Taxed {
    /// One unit without tax.
    pub unit_net: i64,
    /// One unit with tax.
    pub unit_gross: i64,
    /// All of them without tax, before the discount.
    pub net: i64,
    /// All of them with tax, before the discount.
    pub gross: i64,
    /// The tax that is due.
    pub tax: i64,
    /// By how much the tax in a price with tax is less than it was before the discount: what has to be added to the price
    /// without tax, so that nobody loses it.
    pub compensation: i64,
}

/// The prices of a cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prices {
    /// One per cart line, in order.
    pub lines: Vec<Taxed>,
    /// Of shipping, which comes after all lines.
    pub shipping: Taxed,
}

/// The prices of a cart, whose lines and shipping lose these discounts, in working units.
pub fn prices(cart: &Cart<'_>, discounts: &[i64], shipping_discount: i64) -> Prices {
    let side = PriceSide::of(cart, TaxView::AsPriced);
    let wholes = cart.wholes();
    let mut calculation = Calculation::of(cart);
    let mut lines = Vec::with_capacity(cart.lines.len());
    for (position, line) in cart.lines.iter().enumerate() {
        let discount = discounts.get(position).copied().unwrap_or(0);
        let (unit, quantity, gross) = (side.unit_due(line), i64::from(line.quantity), cart.is_gross());
        lines.push(match wholes.contains(&Some(position)) {
            true => Taxed::default(),
            false => calculation.taxed(&Item { unit, quantity, discount, taxing: line.taxing(), gross }),
        });
    }
    for (part, whole) in wholes.iter().enumerate() {
        let part = lines.get(part).copied();
        if let (Some(part), Some(whole)) =
            (part, whole.and_then(|whole| lines.get_mut(whole).zip(cart.lines.get(whole))))
        {
            let (sum, line) = whole;
            *sum = sum.with(part).of_units(i64::from(line.quantity), side.scale());
        }
    }
    let (unit, taxing, gross) = (side.shipping_due(), cart.shipping_taxing(), cart.shipping_is_gross());
    let shipping = calculation.taxed(&Item { unit, quantity: 1, discount: shipping_discount, taxing, gross });
    Prices { lines, shipping }
}

impl Taxed {
    /// The sum of both; units have none. A whole has no compensation of its own: it is counted with its parts.
    pub fn with(self, part: Taxed) -> Taxed {
        let (net, gross, tax) = (self.net + part.net, self.gross + part.gross, self.tax + part.tax);
        Taxed { net, gross, tax, ..Taxed::default() }
    }

    /// Each amount in units of so many.
    pub fn in_units(self, scale: i64) -> Taxed {
        Taxed {
            unit_net: self.unit_net / scale,
            unit_gross: self.unit_gross / scale,
            net: self.net / scale,
            gross: self.gross / scale,
            tax: self.tax / scale,
            compensation: self.compensation / scale,
        }
    }

    /// One unit of a line whose sums are known.
    fn of_units(self, quantity: i64, scale: i64) -> Taxed {
        let unit = |sum: i64| RoundingMode::HalfUp.divide(sum / scale, quantity.max(1)) * scale;
        Taxed { unit_net: unit(self.net), unit_gross: unit(self.gross), ..self }
    }
}

/// What is taxed.
struct Item<'t> {
    unit: i64,
    quantity: i64,
    discount: i64,
    taxing: Taxing<'t>,
    gross: bool,
}

/// The taxes of one cart, one item after another.
struct Calculation {
    by: RoundBy,
    before_discount: bool,
    scale: i64,
    /// Of the taxes before discounts.
    before: Series,
    /// Of the taxes after discounts.
    after: Series,
}

/// A series of roundings for each rate and each of both directions.
#[derive(Default)]
struct Series(Vec<((Rate, usize, bool), Carry)>);

impl Series {
    fn round(&mut self, exact: i64, key: (Rate, usize, bool), scale: i64) -> i64 {
        if let Some((_, carry)) = self.0.iter_mut().find(|(known, _)| *known == key) {
            return carry.round(exact, scale);
        }
        let mut carry = Carry::starting(START);
        let rounded = carry.round(exact, scale);
        self.0.push((key, carry));
        rounded
    }
}

impl Calculation {
    fn of(cart: &Cart<'_>) -> Calculation {
        let rounding = cart.rounding();
        Calculation {
            by: rounding.by,
            before_discount: rounding.tax_before_discount,
            scale: rounding.scale(),
            before: Series::default(),
            after: Series::default(),
        }
    }

    /// One item. Only by `total` do its roundings go on from those of the items before it.
    fn taxed(&mut self, item: &Item<'_>) -> Taxed {
        if self.by != RoundBy::Total {
            (self.before, self.after) = (Series::default(), Series::default());
        }
        let times = if self.by == RoundBy::Item { item.quantity } else { 1 };
        let base = item.unit * (item.quantity / times.max(1));
        let left = (base - RoundingMode::HalfUp.divide(item.discount, times.max(1))).max(0);
        let (before, after) = if item.gross { self.included(item, base, left) } else { self.added(item, base, left) };
        let (net, gross) = if item.gross { (base - before, base) } else { (base, base + before) };
        let taxed = Taxed {
            unit_net: item.unit,
            unit_gross: item.unit,
            net: net * times,
            gross: gross * times,
            tax: after * times,
            compensation: if item.gross { (before - after) * times } else { 0 },
        };
        let units = taxed.of_units(item.quantity, self.scale);
        match item.gross {
            true => Taxed { unit_net: units.unit_net, ..taxed },
            false => Taxed { unit_gross: units.unit_gross, ..taxed },
        }
    }

    /// The tax in a price with tax, before the discount and after it: 29.00 with 10 % has 2.64; less 13.18 it has 1.44,
    /// and 1.20 is the compensation.
    fn included(&mut self, item: &Item<'_>, base: i64, left: i64) -> (i64, i64) {
        let rate = item.taxing.rate();
        let key = (rate, 0, true);
        let before = self.before.round(rate.in_gross(base), key, self.scale);
        let after = self.after.round(rate.in_gross(left), key, self.scale);
        (before, if self.before_discount { before } else { after })
    }

    /// The taxes on a price without tax; each rate is rounded by itself. 9 % and 5 % of 10.45 are 0.94 and 0.52.
    fn added(&mut self, item: &Item<'_>, base: i64, left: i64) -> (i64, i64) {
        let (mut before, mut after) = (0, 0);
        for (position, rate) in item.taxing.rates().into_iter().enumerate() {
            let key = (rate, position, false);
            before += self.before.round(rate.on_net(base), key, self.scale);
            after += self.after.round(rate.on_net(left), key, self.scale);
        }
        (before, if self.before_discount { before } else { after })
    }
}
