//! The coupon: S2's attributes and our own, one model on the wire and in the core.

use crate::cart::{MAX_MS, Modality};
use crate::code::CodeKey;
use crate::condition::Condition;
use crate::money::{Currency, Decimal, Locale, format, percent};
use crate::wire::record::{record, words};
use crate::wire::{Faults, Node, Raw, Text};

/// Most conditions of one coupon.
const MAX_CONDITIONS: usize = 100;

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
        pub conditions: Vec<Condition<'a>> => Conditions or Vec::new(),
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
        /// Whom it is for, in a shop that sells both ways (S5).
        pub modality_type: Option<Modality> => ModalityType,
        /// False while it is switched off; written only then.
        pub active: Option<bool> => Active,
        /// Kept and returned as it came.
        pub integration_metadata: Option<Raw<'a>> => IntegrationMetadata,
    }
    then Coupon::check
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
        if self.id.as_deref() == Some("") {
            fault("id", "out_of_range", "must not be empty; leave it out instead");
        }
        if self.conditions.len() > MAX_CONDITIONS {
            fault("conditions", "too_long", "must be 100 conditions at most");
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
        for (position, condition) in self.conditions.iter().enumerate() {
            if let Err((field, message)) = condition.check(self.kind) {
                fault(&format!("conditions[{position}].{field}"), "not_allowed", message);
            }
        }
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
