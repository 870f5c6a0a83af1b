//! The cart: what is bought, by whom, and when.

use crate::money::{Currency, Decimal, MAX_MINOR};
use crate::pricing::{MAX_WORKING, PriceSide, TaxView};
use crate::rate::{TaxRate, Taxing};
use crate::rounding::{Profile, Rounding};
use crate::wire::record::{record, seldom, words};
use crate::wire::{Faults, Json, Node, Text, short};

/// The first millisecond of the year 9999; a date is before it.
pub(crate) const MAX_MS: i64 = 253_370_764_800_000;
/// Less than a day to either side.
const OFFSETS: std::ops::RangeInclusive<i32> = -1_439..=1_439;
const MAX_LINES: usize = 2_000;
pub(crate) const MAX_UNIT_PRICE_MINOR: i64 = 1_000_000_000_000;
const MAX_QUANTITY: u32 = 1_000_000;

seldom! {
    /// Goods, their buyer, and where they go.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Cart<'a> {
        /// Of every amount in the cart.
        pub currency: Currency => Currency,
        /// The goods; 2,000 lines at most.
        pub lines: Vec<Line<'a>> => Lines,
        /// Absent for an unknown visitor.
        pub buyer: Option<Buyer<'a>> => Buyer,
        /// ISO 3166-1 alpha-2.
        pub shipping_country: Option<Text<'a>> => ShippingCountry,
        /// The cart's currency when absent.
        pub payment_currency: Option<Currency> => PaymentCurrency,
        /// As priced, like the lines; part of the total.
        pub shipping_minor: i64 => ShippingMinor or 0,
        /// The same in major units, instead.
        pub shipping: Option<Decimal> => Shipping,
        /// Percent, four decimals at most.
        pub shipping_tax_percent: Option<Decimal> => ShippingTaxPercent,
        /// Several rates, instead.
        pub shipping_taxes: Option<Vec<TaxRate>> => ShippingTaxes,
        /// The rate that is in the price of shipping, where it is not what is due.
        pub shipping_included_tax_percent: Option<Decimal> => ShippingIncludedTaxPercent,
        /// Whether shipping is with tax; as the unit prices are when absent.
        pub shipping_includes_tax: Option<bool> => ShippingIncludesTax,
        /// Who carries the goods.
        pub carrier: Option<Text<'a>> => Carrier,
        /// How it is paid.
        pub payment_method: Option<Text<'a>> => PaymentMethod,
        /// Whether prices are with tax; they are when absent.
        pub prices_include_tax: Option<bool> => PricesIncludeTax,
        /// How amounts are rounded; plainly when absent.
        pub rounding: Option<Rounding> => Rounding,
        /// What one unit of a common currency is worth in others: money of a coupon is converted by these, and by no other.
        pub rates: Vec<(Text<'a>, Decimal)> => Rates or Vec::new(),
    }
    then Cart::check
}

record! {
    /// One line of a cart.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Line<'a> {
        /// The host's name for the line, which keeps them apart; allocations give it back.
        pub id: Text<'a> => Id,
        /// The product's id in the shop.
        pub product: Text<'a> => Product,
        /// 1 to 1,000,000.
        pub quantity: u32 => Quantity,
        /// 0 to 10¹²; required unless `unit_price` is given.
        pub unit_price_minor: Option<i64> => UnitPriceMinor,
        /// The same in major units, instead, for shops whose prices have more decimals than their currency.
        pub unit_price: Option<Decimal> => UnitPrice,
        /// Percent, four decimals at most; none for goods without tax.
        pub tax_percent: Option<Decimal> => TaxPercent,
        /// Several rates, instead; each is rounded by itself where the profile does so.
        pub taxes: Option<Vec<TaxRate>> => Taxes,
        /// The rate that is in the price, where it is not what is due: a shop's own, and the buyer is elsewhere.
        pub included_tax_percent: Option<Decimal> => IncludedTaxPercent,
        /// The line that this one is a part of: its price is in that line's price, and is not counted again. In profile
        /// `magento`, for bundles.
        pub parent: Option<Text<'a>> => Parent,
        /// Of one unit, in the shop's unit.
        pub weight: Option<Decimal> => Weight,
        /// Every category that the product is in.
        pub categories: Vec<Text<'a>> => Categories or Vec::new(),
        /// The product's brand.
        pub brand: Option<Text<'a>> => Brand,
        /// Such as `color` → `red`.
        pub attributes: Vec<(Text<'a>, Text<'a>)> => Attributes or Vec::new(),
        /// Whether the unit price is already reduced.
        pub on_promotion: bool => OnPromotion or false,
    }
    then Line::check
}

words! {
    /// How somebody buys, by their registration, and whom a coupon is for (S5).
    #[derive(Default)]
    pub enum Modality {
        /// For oneself.
        #[default]
        Retail = "retail",
        /// To sell again.
        Wholesale = "wholesale",
    }
}

seldom! {
    /// Who buys.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Buyer<'a> {
        /// The account in the shop; absent for a guest.
        pub id: Option<Text<'a>> => Id,
        /// As given.
        pub email: Option<Text<'a>> => Email,
        /// The customer groups the buyer is in.
        pub groups: Vec<Text<'a>> => Groups or Vec::new(),
        /// Orders placed before this one.
        pub orders: Option<u32> => Orders,
        /// From the registration (S5).
        pub modality: Modality => Modality or Modality::Retail,
    }
}

seldom! {
    /// The instant of a decision, as the host tells it.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Clock {
        /// Milliseconds since 1970-01-01T00:00:00Z.
        pub now_ms: i64 => NowMs,
        /// Of the shop's zone at that instant.
        pub utc_offset_minutes: i32 => UtcOffsetMinutes,
    }
    then Clock::check
}

impl Line<'_> {
    /// How it is taxed.
    pub fn taxing(&self) -> Taxing<'_> {
        Taxing { percent: self.tax_percent, several: self.taxes.as_deref(), included: self.included_tax_percent }
    }

    /// Whether it is a part of another line, so that what it costs is counted there.
    pub fn is_part(&self) -> bool {
        self.parent.is_some()
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let quantity = (1..=MAX_QUANTITY).contains(&self.quantity);
        if !quantity {
            faults.add_checked(node, "quantity", "out_of_range", "must be between 1 and 1000000");
        }
        let price = match (self.unit_price_minor, self.unit_price) {
            (Some(minor), None) => {
                let fits = (0..=MAX_UNIT_PRICE_MINOR).contains(&minor);
                if !fits {
                    faults.add_checked(node, "unitPriceMinor", "out_of_range", "must be between 0 and 1000000000000");
                }
                fits
            }
            (None, Some(price)) => positive(price, "unitPrice", node, faults),
            (None, None) => {
                faults.missing(node, "unitPriceMinor");
                false
            }
            (Some(_), Some(_)) => {
                let message = "give the price once: `unitPriceMinor` or `unitPrice`";
                faults.add_checked(node, "unitPrice", "not_allowed", message);
                false
            }
        };
        let tax = self.taxing().check(["taxPercent", "taxes", "includedTaxPercent"], node, faults);
        let weight = self.weight.is_none_or(|weight| positive(weight, "weight", node, faults));
        quantity && price && tax && weight
    }
}

/// FNV-1a.
fn fingerprint(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cold]
fn twice(position: usize, id: &str, node: Node<'_, '_>, faults: &mut Faults) {
    let path = ["lines[", &Json::of(&(position as u32)), "].id"].concat();
    faults.add_checked(node, &path, "duplicate_line", &["`", &short(id), "` stands here twice"].concat());
}

fn positive(number: Decimal, field: &str, node: Node<'_, '_>, faults: &mut Faults) -> bool {
    if number.is_negative() {
        faults.add_checked(node, field, "out_of_range", "must be zero or more");
    }
    !number.is_negative()
}

impl Cart<'_> {
    /// Sum of the lines as they are priced, without shipping.
    pub fn subtotal_minor(&self) -> i64 {
        let side = PriceSide::of(self, TaxView::AsPriced);
        let whole = self.lines.iter().filter(|line| !line.is_part());
        side.to_minor(whole.map(|line| side.exact_total(line)).sum())
    }

    /// By line, the position of the one that it is a part of; empty when none is.
    pub fn wholes(&self) -> Vec<Option<usize>> {
        if !self.lines.iter().any(Line::is_part) {
            return Vec::new();
        }
        let whole = |line: &Line<'_>| self.lines.iter().position(|whole| line.parent.as_ref() == Some(&whole.id));
        self.lines.iter().map(whole).collect()
    }

    /// How shipping is taxed.
    pub fn shipping_taxing(&self) -> Taxing<'_> {
        let several = self.shipping_taxes.as_deref();
        Taxing { percent: self.shipping_tax_percent, several, included: self.shipping_included_tax_percent }
    }

    /// Whether unit prices are with tax.
    pub fn is_gross(&self) -> bool {
        self.prices_include_tax.unwrap_or(true)
    }

    /// Whether shipping is with tax.
    pub fn shipping_is_gross(&self) -> bool {
        self.shipping_includes_tax.unwrap_or(self.is_gross())
    }

    /// Shipping as it is priced.
    pub fn shipping_as_priced_minor(&self) -> i64 {
        let side = PriceSide::of(self, TaxView::AsPriced);
        side.to_minor(side.shipping())
    }

    /// Whether anything in it is taxed.
    pub fn is_taxed(&self) -> bool {
        self.shipping_taxing().is_taxed() || self.lines.iter().any(|line| line.taxing().is_taxed())
    }

    /// The profile by which its amounts are rounded.
    pub fn rounding(&self) -> Rounding {
        self.rounding.unwrap_or_default()
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let few = self.lines.len() <= MAX_LINES;
        if !few {
            faults.add_checked(node, "lines", "out_of_range", "must be 2000 lines at most");
        }
        let apart = few && self.check_ids(node, faults);
        self.check_amounts(node, faults) && self.check_parts(node, faults) && apart
    }

    /// An allocation says by its id which line loses what. Found by a table of positions, in one step for most lines.
    fn check_ids(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let mask = (self.lines.len() * 8).next_power_of_two() - 1;
        // One more than the position; 0 is free.
        let mut places = vec![0; mask + 1];
        let mut apart = true;
        for (position, line) in self.lines.iter().enumerate() {
            let mut place = fingerprint(&line.id) as usize & mask;
            while let Some(taken) = places.get_mut(place) {
                if *taken == 0 {
                    *taken = position + 1;
                    break;
                }
                if self.lines.get(*taken - 1).is_some_and(|other| other.id == line.id) {
                    twice(position, &line.id, node, faults);
                    apart = false;
                    break;
                }
                place = (place + 1) & mask;
            }
        }
        apart
    }

    fn check_parts(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let wholes = self.wholes();
        let is_whole = |whole: usize| wholes.get(whole) == Some(&None);
        let mut right = true;
        for (position, _) in self.lines.iter().enumerate().filter(|(_, line)| line.is_part()) {
            let known = wholes.get(position).copied().flatten().is_some_and(is_whole);
            if self.rounding().profile != Profile::Magento || !known {
                let path = ["lines[", &Json::of(&(position as u32)), "].parent"].concat();
                let message = "must be the id of a line that is no part itself; in profile `magento` only";
                faults.add_checked(node, &path, "not_allowed", message);
                right = false;
            }
        }
        right
    }

    fn check_amounts(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let side = PriceSide::of(self, TaxView::AsPriced);
        let most = MAX_MINOR.min(MAX_WORKING / side.scale());
        let too_much = ["must come to ", &Json::of(&most), " minor units at most"].concat();
        let mut whole = true;
        let mut sum = Some(0i64);
        for (position, line) in self.lines.iter().enumerate() {
            match side.checked_total(line) {
                Ok(total) => sum = sum.and_then(|sum| sum.checked_add(total)),
                Err(message) => {
                    let path = ["lines[", &Json::of(&(position as u32)), "].unitPrice"].concat();
                    faults.add_checked(node, &path, "out_of_range", message);
                    whole = false;
                }
            }
        }
        if sum.is_none_or(|sum| sum > most * side.scale()) {
            faults.add_checked(node, "lines", "out_of_range", &too_much);
            whole = false;
        }
        if !(0..=most).contains(&self.shipping_minor) {
            let message = ["must be between 0 and ", &Json::of(&most)].concat();
            faults.add_checked(node, "shippingMinor", "out_of_range", &message);
            whole = false;
        }
        if self.shipping.is_some_and(|shipping| shipping.is_negative() || side.working(shipping).is_none()) {
            let message = "must be zero or more, with no more decimals than the rounding profile keeps";
            faults.add_checked(node, "shipping", "out_of_range", message);
            whole = false;
        }
        if self.rates.iter().any(|(code, rate)| Currency::new(code).is_none() || rate.parts().0 <= 0) {
            let message = "must be more than zero each, by currencies such as `EUR`";
            faults.add_checked(node, "rates", "out_of_range", message);
            whole = false;
        }
        let fields = ["shippingTaxPercent", "shippingTaxes", "shippingIncludedTaxPercent"];
        self.shipping_taxing().check(fields, node, faults) && whole
    }
}

impl Clock {
    /// Such that every local time can be written as a date.
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let fits = (0..=MAX_MS).contains(&self.now_ms) && OFFSETS.contains(&self.utc_offset_minutes);
        if !fits {
            faults.add(
                node,
                "out_of_range",
                "must be an instant of the years 1970 to 9998, and an offset of less than a day",
            );
        }
        fits
    }
}
