//! The totals of a taxed cart, with its discounts.

mod magento;
mod plain;
mod prestashop;

use crate::cart::Cart;
use crate::discount::Taken;
use crate::money::Decimal;
use crate::rounding::Profile;
use crate::wire::Text;
use crate::wire::record::written;
pub(crate) use prestashop::discounts;

written! {
    /// The sums of a taxed cart, in minor units: each without tax (`net`) and with it (`gross`).
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Tax<'a> {
        /// Goods before discounts.
        pub subtotal_net_minor: i64 => SubtotalNetMinor,
        /// Goods before discounts, with tax.
        pub subtotal_gross_minor: i64 => SubtotalGrossMinor,
        /// Shipping before discounts.
        pub shipping_net_minor: i64 => ShippingNetMinor,
        /// Shipping before discounts, with tax.
        pub shipping_gross_minor: i64 => ShippingGrossMinor,
        /// Discounts, those on shipping included.
        pub discount_net_minor: i64 => DiscountNetMinor,
        /// Discounts with tax.
        pub discount_gross_minor: i64 => DiscountGrossMinor,
        /// The tax that is due, that on shipping included.
        pub tax_minor: i64 => TaxMinor,
        /// What of it is on shipping.
        pub shipping_tax_minor: i64 => ShippingTaxMinor,
        /// What is paid, less the tax.
        pub total_net_minor: i64 => TotalNetMinor,
        /// What is paid.
        pub total_gross_minor: i64 => TotalGrossMinor,
        /// Magento's discount tax compensation, that on shipping not included: the tax in a discount on prices with tax.
        pub compensation_minor: i64 => CompensationMinor,
        /// The same on shipping.
        pub shipping_compensation_minor: i64 => ShippingCompensationMinor,
        /// One per cart line, in order.
        pub lines: Vec<TaxedLine<'a>> => Lines,
    }
}

written! {
    /// A line of a taxed cart, in minor units.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct TaxedLine<'a> {
        /// The cart line's id.
        pub id: Text<'a> => Id,
        /// What several rates come to, as a percentage of the price without tax; in profile `magento` that of one too.
        pub tax_percent: Option<Decimal> => TaxPercent,
        /// One unit, without tax.
        pub unit_net_minor: i64 => UnitNetMinor,
        /// One unit, with tax.
        pub unit_gross_minor: i64 => UnitGrossMinor,
        /// Before discounts, without tax.
        pub net_minor: i64 => NetMinor,
        /// Before discounts, with tax.
        pub gross_minor: i64 => GrossMinor,
        /// The tax that is due.
        pub tax_minor: i64 => TaxMinor,
        /// The line's part of the compensation.
        pub compensation_minor: i64 => CompensationMinor,
    }
}

/// The sums of a taxed cart; `None` of one without tax. `taken` is what each coupon takes off; `discounts` what each line
/// loses by all of them as priced, and `shipping_discount` what shipping does, in minor units.
pub fn totals<'a>(cart: &Cart<'a>, taken: &[Taken<'_>], discounts: &[i64], shipping_discount: i64) -> Option<Tax<'a>> {
    if !cart.is_taxed() {
        return None;
    }
    Some(match cart.rounding().profile {
        Profile::PrestaShop => prestashop::totals(cart, taken),
        Profile::Magento => magento::totals(cart, discounts, shipping_discount),
        _ => plain::totals(cart, discounts, shipping_discount),
    })
}
