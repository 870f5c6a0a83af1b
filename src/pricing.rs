//! A cart's amounts in working units: minor units, or the fraction of one that its rounding profile computes with.

pub mod magento;

use crate::cart::{Cart, Line, MAX_UNIT_PRICE_MINOR};
use crate::money::{Decimal, RoundingMode};
use crate::rate::Taxing;
use crate::rounding::{Profile, RoundBy, Rounding};

/// Largest sum of a cart in working units; a sum of several still fits an `i64`.
pub const MAX_WORKING: i64 = 1_000_000_000_000_000_000;

/// PrestaShop keeps this many decimals of a unit price.
const PRESTASHOP_PRICE_DECIMALS: u32 = 6;

/// Which side of a price is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TaxView {
    /// As the cart has it.
    AsPriced,
    /// Without tax.
    Net,
    /// With tax.
    Gross,
}

/// The prices of a cart, seen from one side.
#[derive(Clone, Copy)]
pub struct PriceSide<'c, 'a> {
    cart: &'c Cart<'a>,
    view: TaxView,
    rounding: Rounding,
    scale: i64,
}

impl<'c, 'a> PriceSide<'c, 'a> {
    /// That side of the cart.
    pub fn of(cart: &'c Cart<'a>, view: TaxView) -> Self {
        let rounding = cart.rounding();
        PriceSide { cart, view, rounding, scale: rounding.scale() }
    }

    /// Working units in a minor unit.
    pub fn scale(&self) -> i64 {
        self.scale
    }

    /// An amount in major units, when its decimals are kept.
    pub fn working(&self, amount: Decimal) -> Option<i64> {
        amount.shifted(self.cart.currency.exponent() + self.rounding.decimals())
    }

    /// Rounded by the profile's mode.
    pub fn to_minor(&self, working: i64) -> i64 {
        self.rounding.mode.divide(working, self.scale)
    }

    /// The price of one unit.
    #[inline]
    pub fn unit(&self, line: &Line<'_>) -> i64 {
        match line.unit_price_minor {
            Some(minor) if self.is_plain() && line.included_tax_percent.is_none() => minor,
            _ => self.computed_unit(line),
        }
    }

    /// Whether prices are whole minor units and seen as they are.
    fn is_plain(&self) -> bool {
        self.scale == 1 && self.view == TaxView::AsPriced
    }

    #[inline(never)]
    fn computed_unit(&self, line: &Line<'_>) -> i64 {
        let unit = self.seen(self.unit_due(line), line.taxing(), self.cart.is_gross(), self.price_step());
        if self.rounding.profile == Profile::PrestaShop && self.rounding.by == RoundBy::Item {
            return self.rounding.mode.round(unit, self.scale);
        }
        unit
    }

    /// The price of one unit as priced, with the tax that is due in place of the one that is included.
    pub fn unit_due(&self, line: &Line<'_>) -> i64 {
        self.due(self.unit_as_priced(line).unwrap_or(0), line.taxing(), self.cart.is_gross())
    }

    /// The same of shipping.
    pub fn shipping_due(&self) -> i64 {
        let cart = self.cart;
        let as_priced = match cart.shipping {
            Some(shipping) => self.working(shipping).unwrap_or(0),
            None => cart.shipping_minor.wrapping_mul(self.scale),
        };
        self.due(as_priced, cart.shipping_taxing(), cart.shipping_is_gross())
    }

    /// Magento rounds a price before anything is computed from it, and again with another tax.
    fn due(&self, as_priced: i64, taxing: Taxing<'_>, gross: bool) -> i64 {
        let step = if self.rounding.profile == Profile::Magento { self.scale } else { 1 };
        let price = RoundingMode::HalfUp.round(as_priced, step);
        if gross { RoundingMode::HalfUp.round(taxing.due(price), step) } else { price }
    }

    /// The price of the line; at most [`MAX_WORKING`], once the cart is checked.
    pub fn total(&self, line: &Line<'_>) -> i64 {
        let total = self.exact_total(line);
        match self.rounding.profile {
            Profile::PrestaShop if self.rounding.by == RoundBy::Line => self.rounding.mode.round(total, self.scale),
            // Of a line WooCommerce discounts whole cents, whatever its units cost.
            Profile::WooCommerce => RoundingMode::HalfUp.round(total, self.scale),
            _ => total,
        }
    }

    /// The price of the line before it is rounded; what PrestaShop sums up. Magento rounds every line.
    #[inline]
    pub fn exact_total(&self, line: &Line<'_>) -> i64 {
        let quantity = i64::from(line.quantity);
        if self.rounding.profile == Profile::Magento {
            let total = self.unit_due(line).wrapping_mul(quantity);
            return self.seen(total, line.taxing(), self.cart.is_gross(), self.scale);
        }
        self.unit(line).wrapping_mul(quantity)
    }

    /// The price of shipping.
    pub fn shipping(&self) -> i64 {
        self.seen(self.shipping_due(), self.cart.shipping_taxing(), self.cart.shipping_is_gross(), 1)
    }

    /// The line's total as priced, or what is wrong with its price.
    #[inline]
    pub fn checked_total(&self, line: &Line<'_>) -> Result<i64, &'static str> {
        match line.unit_price_minor {
            // 10¹² times 10⁶ at most.
            Some(minor) if self.is_plain() => Ok(minor.wrapping_mul(i64::from(line.quantity))),
            _ => self.checked_computed(line),
        }
    }

    #[inline(never)]
    fn checked_computed(&self, line: &Line<'_>) -> Result<i64, &'static str> {
        let fits = |unit: &i64| self.scale > 1 || *unit <= MAX_UNIT_PRICE_MINOR;
        let Some(unit) = self.unit_as_priced(line).filter(fits) else {
            return Err(if line.unit_price.is_some() {
                "has more decimals than the cart's rounding profile keeps, or is too large"
            } else {
                "is too large"
            });
        };
        unit.checked_mul(i64::from(line.quantity)).filter(|total| *total <= MAX_WORKING).ok_or("is too large")
    }

    fn unit_as_priced(&self, line: &Line<'_>) -> Option<i64> {
        match (line.unit_price_minor, line.unit_price) {
            (Some(minor), _) => minor.checked_mul(self.scale),
            (None, Some(price)) => self.working(price),
            // The fault is told by the line.
            (None, None) => Some(0),
        }
    }

    /// Working units of the last decimal that a unit price keeps.
    fn price_step(&self) -> i64 {
        let decimals = self.cart.currency.exponent() + self.rounding.decimals();
        match self.rounding.profile {
            Profile::PrestaShop => 10i64.pow(decimals.saturating_sub(PRESTASHOP_PRICE_DECIMALS)),
            _ => 1,
        }
    }

    /// An amount with tax or, unless `gross`, without; seen from the side that is asked for, and rounded to `step`. Both sides
    /// come from the price as it is given: 3.33333333 without tax is 3.333333, and with 20 % 4.000000.
    fn seen(&self, amount: i64, taxing: Taxing<'_>, gross: bool, step: i64) -> i64 {
        let seen = match (self.view, gross) {
            (TaxView::Net, true) if taxing.is_taxed() => taxing.rate().to_net(amount),
            (TaxView::Gross, false) if taxing.is_taxed() => taxing.rate().to_gross(amount),
            _ => amount,
        };
        RoundingMode::HalfUp.round(seen, step)
    }
}
