//! The coupon: S2's attributes and our own, one model on the wire and in the core.

use crate::cart::{Cart, MAX_MS, Modality};
use crate::code::CodeKey;
use crate::condition::{Rule, check_all, comparisons};
use crate::discount::{Discount, DiscountKind, Per};
use crate::money::{Currency, Decimal, Locale, MAX_MINOR, format, percent};
use crate::rounding::Rounding;
use crate::stacking::Stacking;
use crate::wire::record::{record, seldom, words};
use crate::wire::{Faults, Json, Node, Raw, Text};

/// Most bytes of an id: stores have an index on it.
const MAX_ID_BYTES: usize = 255;
/// Most conditions of one coupon, and most that choose the lines of one of its discounts.
pub(crate) const MAX_CONDITIONS: usize = 100;
/// Most discounts of one coupon.
const MAX_DISCOUNTS: usize = 20;

record! {
    /// A coupon (S2). Everything is stored, honoured and returned.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Coupon<'a> {
        /// The caller's own id; the code stands in when it is absent.
        pub id: Option<Text<'a>> => Id,
        /// As the shop prints it.
        pub code: Text<'a> => Code,
        /// What a shop owner calls it.
        pub name: Option<Text<'a>> => Name,
        /// What `value` means.
        pub kind: Kind => Type or Kind::Value,
        /// Percent, or major units of the currency.
        pub value: Decimal => Value or Decimal::ZERO,
        /// For display only; never parsed.
        pub value_mask: Option<Text<'a>> => ValueMask,
        /// Of `value` and of money in conditions; the cart's when absent.
        pub currency: Option<Currency> => Currency,
        /// All of them must hold.
        pub conditions: Vec<Rule<'a>> => Conditions or Vec::new(),
        /// What it takes off; what `type` and `value` tell when absent.
        pub discounts: Option<Vec<Discount<'a>>> => Discounts,
        /// How it stands to other coupons in the cart.
        pub stacking: Option<Stacking<'a>> => Stacking,
        /// Applies without being entered.
        pub automatic: Option<bool> => Automatic,
        /// Whether what is left of its value can be used again.
        pub partial_use: Option<bool> => PartialUse,
        /// Whether lines on promotion are discounted too.
        pub accumulate_with_promotion: bool => AccumulateWithPromotion or false,
        /// Whether `end_at` counts; it does when absent.
        pub enabled_expiration: Option<bool> => EnabledExpiration,
        /// Milliseconds.
        pub created_at: Option<i64> => CreatedAt,
        /// Milliseconds; applies from this instant on.
        pub start_at: Option<i64> => StartAt,
        /// Milliseconds; no longer applies at this instant.
        pub end_at: Option<i64> => EndAt,
        /// Whether the uses are limited.
        pub has_quantity: bool => HasQuantity or false,
        /// Uses in all.
        pub quantity: Option<u32> => Quantity,
        /// Uses that are left (S4).
        pub available_quantity: Option<u32> => AvailableQuantity,
        /// Whether the uses of one buyer are limited.
        pub has_quantity_per_user: bool => HasQuantityPerUser or false,
        /// Uses of one buyer.
        pub quantity_per_user: Option<u32> => QuantityPerUser,
        /// Limits of all its codes together.
        pub campaign: Option<CampaignLimit> => Campaign,
        /// Whom it is for, in a shop that sells both ways (S5).
        pub modality_type: Option<Modality> => ModalityType,
        /// False while it is switched off; written only then.
        pub active: Option<bool> => Active,
        /// Kept and returned as it came.
        pub integration_metadata: Option<Raw<'a>> => IntegrationMetadata,
    }
    then Coupon::check
}

seldom! {
    /// What all codes of a coupon may come to together, however many were generated or imported for it.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct CampaignLimit {
        /// Uses.
        pub quantity: Option<u32> => Quantity,
        /// What is taken off, in minor units of the coupon's currency.
        pub discount_minor: Option<i64> => DiscountMinor,
    }
}

words! {
    /// What a coupon's or a condition's value means.
    pub enum Kind {
        /// Percent.
        Percentage = "PERCENTAGE",
        /// Major units of the currency.
        Value = "VALUE",
    }
}

impl<'a> Coupon<'a> {
    /// A coupon that takes nothing off, always.
    pub fn new(code: &'a str) -> Coupon<'a> {
        Coupon {
            id: None,
            code: Text::Borrowed(code),
            name: None,
            kind: Kind::Value,
            value: Decimal::ZERO,
            value_mask: None,
            currency: None,
            conditions: Vec::new(),
            discounts: None,
            stacking: None,
            automatic: None,
            partial_use: None,
            accumulate_with_promotion: false,
            enabled_expiration: None,
            created_at: None,
            start_at: None,
            end_at: None,
            has_quantity: false,
            quantity: None,
            available_quantity: None,
            has_quantity_per_user: false,
            quantity_per_user: None,
            campaign: None,
            modality_type: None,
            active: None,
            integration_metadata: None,
        }
    }

    /// Basis points of a `PERCENTAGE` coupon: 12.5 % is 1250.
    pub fn basis_points(&self) -> i64 {
        self.value.shifted(2).unwrap_or(0)
    }

    /// Uses in all, where they are limited.
    pub fn limit(&self) -> Option<u32> {
        self.quantity.filter(|_| self.has_quantity)
    }

    /// Uses of one buyer, where they are limited.
    pub fn limit_per_buyer(&self) -> Option<u32> {
        self.quantity_per_user.filter(|_| self.has_quantity_per_user)
    }

    /// The instant from which it no longer applies.
    pub fn expiry(&self) -> Option<i64> {
        self.end_at.filter(|_| self.enabled_expiration.unwrap_or(true))
    }

    /// The value as people write it: `5 %`, `R$ 10,00`.
    pub fn mask(&self, currency: Currency, locale: Locale) -> String {
        match self.kind {
            Kind::Percentage => percent(self.value, locale),
            Kind::Value => {
                self.value.to_minor(currency).map_or_else(String::new, |(minor, _)| format(minor, currency, locale))
            }
        }
    }

    /// What does not fit together; `fault` takes the field's path below the coupon, the fault's code and its message.
    pub(crate) fn faults(&self, mut fault: impl FnMut(&str, &'static str, &str)) {
        if self.id.as_ref().is_some_and(|id| id.is_empty() || id.len() > MAX_ID_BYTES) {
            fault("id", "out_of_range", "must be 1 to 255 bytes; leave it out instead");
        }
        if self.campaign.and_then(|limit| limit.discount_minor).is_some_and(|most| !(0..=MAX_MINOR).contains(&most)) {
            fault("campaign.discountMinor", "out_of_range", "must be between 0 and 1000000000000000");
        }
        if comparisons(&self.conditions) > MAX_CONDITIONS {
            fault("conditions", "too_long", "must be 100 conditions at most, with those in groups and in `where`");
        }
        if CodeKey::fold(&self.code).is_none() {
            fault("code", "not_allowed", "must be a code of 1 to 64 characters");
        }
        if self.kind == Kind::Percentage && !self.value.shifted(2).is_some_and(|points| (0..=10_000).contains(&points))
        {
            fault("value", "out_of_range", "must be between 0 and 100, with two decimals at most");
        }
        if self.kind == Kind::Value && !self.value_is_money() {
            fault("value", "out_of_range", "must be zero or more, with no more decimals than the currency has");
        }
        if self.has_quantity && self.quantity.is_none() {
            fault("quantity", "missing_field", "`quantity` is required when `hasQuantity` is true");
        }
        if self.available_quantity.zip(self.quantity).is_some_and(|(available, quantity)| available > quantity) {
            fault("availableQuantity", "out_of_range", "must not be more than `quantity`");
        }
        if self.has_quantity_per_user && self.quantity_per_user.is_none() {
            fault(
                "quantityPerUser",
                "missing_field",
                "`quantityPerUser` is required when `hasQuantityPerUser` is true",
            );
        }
        for (field, date) in [("createdAt", self.created_at), ("startAt", self.start_at), ("endAt", self.end_at)] {
            if date.is_some_and(|ms| !(0..=MAX_MS).contains(&ms)) {
                fault(field, "out_of_range", "must be milliseconds of the years 1970 to 9998");
            }
        }
        if let (Some(start), Some(end)) = (self.start_at, self.end_at)
            && start >= end
        {
            fault("endAt", "out_of_range", "must be later than `startAt`");
        }
        check_all(&self.conditions, self.kind, &mut |path, message| {
            fault(&["conditions", path].concat(), "not_allowed", message);
        });
        self.discount_faults(&mut |path, message| fault(path, "not_allowed", message));
    }

    fn discount_faults(&self, fault: &mut dyn FnMut(&str, &'static str)) {
        let discounts = self.discounts.as_deref().unwrap_or_default();
        if self.discounts.as_ref().is_some_and(|discounts| discounts.is_empty() || discounts.len() > MAX_DISCOUNTS) {
            fault("discounts", "must be 1 to 20 discounts; leave it out for `type` and `value`");
        }
        for (position, discount) in discounts.iter().enumerate() {
            discount.check(self.kind, &mut |path, message| {
                fault(&["discounts[", &Json::of(&(position as u32)), "].", path].concat(), message);
            });
        }
        if self.partial_use == Some(true) && !self.is_one_amount() {
            fault("partialUse", "goes with one discount of a fixed amount, and free shipping at most");
        }
    }

    /// Whether it takes one fixed amount off, and the shipping at most.
    fn is_one_amount(&self) -> bool {
        let Some(discounts) = self.discounts.as_deref() else { return self.kind == Kind::Value };
        let mut others = discounts.iter().filter(|discount| discount.kind != DiscountKind::FreeShipping);
        let is_amount =
            |one: &Discount<'_>| one.kind == DiscountKind::Amount && matches!(one.per, None | Some(Per::Selection));
        others.next().is_some_and(is_amount) && others.next().is_none()
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let mut whole = true;
        self.faults(|field, code, message| {
            faults.add_checked(node, field, code, message);
            whole = false;
        });
        whole
    }

    /// Whether a `VALUE` coupon's value can be paid in its currency.
    pub(crate) fn value_is_money(&self) -> bool {
        let fits = |currency| self.value.to_minor(currency).is_some_and(|(_, whole)| whole);
        self.kind == Kind::Percentage || (self.currency.is_none_or(fits) && !self.value.is_negative())
    }
}

/// More than any cart comes to, in working units too; two of it still fit an `i64`.
const BEYOND: i64 = 4_000_000_000_000_000_000;

/// From a coupon's money into a cart's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Converter {
    /// The cart's currency.
    currency: Currency,
    /// What a unit of the coupon's and of the cart's currency are worth in a common one; absent when they are the same.
    rates: Option<(Decimal, Decimal)>,
    /// Whether a way was found.
    pub possible: bool,
}

impl Converter {
    /// From the coupon's currency into the cart's; by the cart's rates where they differ.
    pub fn of(coupon: Currency, cart: &Cart<'_>) -> Converter {
        let rate =
            |currency: Currency| cart.rates.iter().find(|(code, _)| code == currency.code()).map(|(_, rate)| *rate);
        let same = coupon == cart.currency;
        let rates = rate(coupon).zip(rate(cart.currency)).filter(|(from, _)| !same && from.parts().0 > 0);
        Converter { currency: cart.currency, rates, possible: same || rates.is_some() }
    }

    /// Of money that is in the cart's currency already.
    pub fn none(cart: &Cart<'_>) -> Converter {
        Converter { currency: cart.currency, rates: None, possible: true }
    }

    /// Minor units of the cart's currency in those of the coupon's, rounded up: what a ledger keeps of a coupon is in one
    /// currency.
    pub(crate) fn counted(self, minor: i64, coupon: Currency) -> i64 {
        let Some((from, to)) = self.rates.filter(|(_, to)| to.parts().0 > 0) else { return minor };
        let amount = Decimal::new(minor, self.currency.exponent());
        let (floor, exact) = exchanged(amount, (to, from), coupon.exponent()).unwrap_or((MAX_MINOR, true));
        floor + i64::from(!exact)
    }

    /// The way back.
    pub(crate) fn spent(self, minor: i64, coupon: Currency) -> i64 {
        let (floor, exact) = self.floor_minor(Decimal::new(minor, coupon.exponent()));
        floor + i64::from(!exact)
    }

    /// Minor units, rounded down, and whether that was exact.
    pub fn floor_minor(self, value: Decimal) -> (i64, bool) {
        self.converted(value, 0)
    }

    /// Working units of a rounding profile.
    pub fn working(self, value: Decimal, rounding: Rounding) -> i64 {
        self.converted(value, rounding.decimals()).0
    }

    /// The same, rounded up: what has to be reached.
    pub fn working_least(self, value: Decimal, rounding: Rounding) -> i64 {
        let (floor, exact) = self.converted(value, rounding.decimals());
        floor + i64::from(!exact)
    }

    /// `value` times `10^decimals` minor units, rounded down, and whether that was exact; [`BEYOND`] where it is more.
    fn converted(self, value: Decimal, decimals: u32) -> (i64, bool) {
        let power = self.currency.exponent() + decimals;
        let converted = match self.rates {
            Some(rates) => exchanged(value, rates, power),
            None => value.shifted_floor(power),
        };
        let beyond = if value.is_negative() { -BEYOND } else { BEYOND };
        converted.filter(|(floor, _)| (-BEYOND..=BEYOND).contains(floor)).unwrap_or((beyond, false))
    }
}

/// `value` of the first rate's currency in the second's, times `10^power`, rounded down, and whether that was exact. `None`
/// when it is too large: what is multiplied overflows 128 bits only where the quotient overflows 64.
fn exchanged(value: Decimal, (from, to): (Decimal, Decimal), power: u32) -> Option<(i64, bool)> {
    let ((units, scale), (from, from_scale), (to, to_scale)) = (value.parts(), from.parts(), to.parts());
    let (up, down) = (from_scale + power, scale + to_scale);
    let ten = |power: u32| 10i128.checked_pow(power);
    let above = (i128::from(units) * i128::from(to)).checked_mul(ten(up.saturating_sub(down))?)?;
    let below = i128::from(from).checked_mul(ten(down.saturating_sub(up))?)?;
    Some((i64::try_from(above.div_euclid(below)).ok()?, above.rem_euclid(below) == 0))
}
