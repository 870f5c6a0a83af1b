//! The cart: what is bought, by whom, and when.

use crate::money::{Currency, MAX_MINOR};
use crate::wire::record::{record, words};
use crate::wire::{Faults, Node, Text};

/// The first millisecond of the year 9999; a date is before it.
pub(crate) const MAX_MS: i64 = 253_370_764_800_000;
/// Less than a day to either side.
const OFFSETS: std::ops::RangeInclusive<i32> = -1_439..=1_439;
const MAX_LINES: usize = 2_000;
const MAX_UNIT_PRICE_MINOR: i64 = 1_000_000_000_000;
const MAX_QUANTITY: u32 = 1_000_000;

record! {
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
        /// Not discounted; part of the total.
        pub shipping_minor: i64 => ShippingMinor or 0,
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
        /// 0 to 10¹².
        pub unit_price_minor: i64 => UnitPriceMinor,
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

record! {
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

record! {
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
    /// Unit price times quantity; at most 10¹⁸, so that it cannot wrap.
    pub fn total_minor(&self) -> i64 {
        self.unit_price_minor.wrapping_mul(i64::from(self.quantity))
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let quantity = (1..=MAX_QUANTITY).contains(&self.quantity);
        if !quantity {
            faults.add_checked(node, "quantity", "out_of_range", "must be between 1 and 1000000");
        }
        let price = (0..=MAX_UNIT_PRICE_MINOR).contains(&self.unit_price_minor);
        if !price {
            faults.add_checked(node, "unitPriceMinor", "out_of_range", "must be between 0 and 1000000000000");
        }
        quantity && price
    }
}

impl Cart<'_> {
    /// Sum of the lines, without shipping.
    pub fn subtotal_minor(&self) -> i64 {
        self.lines.iter().map(Line::total_minor).sum()
    }

    /// Units in the cart.
    pub fn item_count(&self) -> i64 {
        self.lines.iter().map(|line| i64::from(line.quantity)).sum()
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let few = self.lines.len() <= MAX_LINES;
        if !few {
            faults.add_checked(node, "lines", "out_of_range", "must be 2000 lines at most");
        }
        let subtotal = self.lines.iter().try_fold(0i64, |sum, line| sum.checked_add(line.total_minor()));
        let payable = subtotal.is_some_and(|subtotal| subtotal <= MAX_MINOR);
        if !payable {
            faults.add_checked(node, "lines", "out_of_range", "must come to 1000000000000000 minor units at most");
        }
        let shipping = (0..=MAX_MINOR).contains(&self.shipping_minor);
        if !shipping {
            faults.add_checked(node, "shippingMinor", "out_of_range", "must be between 0 and 1000000000000000");
        }
        few && payable && shipping
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
