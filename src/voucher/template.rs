//! What the codes of a product are: a coupon of any kind, and how long it lasts (P2).

use super::Moments;
use crate::code::Pattern;
use crate::coupon::Coupon;
use crate::csv::Zone;
use crate::generate::{GUESS_FLOOR_BITS, guess_bits, symbols_needed};
use crate::shop::{Hosted, Organization, Shop};
use crate::wire::record::{seldom, words};
use crate::wire::{Faults, Json, Node, Text};

/// Longest id of a template.
const MAX_ID_BYTES: usize = 64;
/// Ten years.
const MAX_DAYS: u32 = 3_650;
/// A pattern must be hard to guess for as many live codes as this: orders come one by one, and nobody plans how many.
const LIVE_CODES: u64 = 1 << 20;
/// A day, such as `2027-03-31`.
const DAY_BYTES: usize = 10;

words! {
    /// What codes are issued for.
    pub enum TemplateType {
        /// They come with goods that were paid.
        ProductPurchase = "product_purchase",
    }
}

seldom! {
    /// A template.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct VoucherTemplate<'a> {
        /// The shop owner's name for it, which products carry.
        pub id: Text<'a> => Id,
        /// What partners see.
        pub name: Text<'a> => Name,
        /// What its codes are issued for.
        pub kind: TemplateType => Type or TemplateType::ProductPurchase,
        /// Value and rules; its `code` is the pattern of the codes.
        pub coupon: Coupon<'a> => Coupon,
        /// Days that a code can be used for after the day of its issue.
        pub lifetime_days: Option<u32> => LifetimeDays,
        /// The last day of all of them, in the shop's zone.
        pub end_on: Option<Text<'a>> => EndOn,
    }
    then VoucherTemplate::check
}

impl<'a> VoucherTemplate<'a> {
    /// What its codes look like.
    pub fn pattern(&self) -> Option<Pattern> {
        Pattern::new(&self.coupon.code)
    }

    /// When a code that is issued now is over; `None` when its last day is no date.
    pub(crate) fn end_at(&self, moments: &Moments, shop: &mut dyn Shop) -> Hosted<Option<i64>> {
        match (self.lifetime_days, &self.end_on) {
            (Some(days), _) => moments.end_of_day(days, shop).map(Some),
            (None, Some(day)) => Zone::default().instant(day, true, shop),
            (None, None) => Ok(None),
        }
    }

    /// The coupon that the codes of an issue share.
    pub(crate) fn issued(&self, id: String, organization: &Organization, now_ms: i64, end_at: i64) -> Coupon<'a> {
        let coupon = self.coupon.clone();
        let currency = coupon.currency.unwrap_or(organization.currency);
        let mask = coupon.value_mask.clone().unwrap_or_else(|| coupon.mask(currency, organization.locale).into());
        Coupon {
            id: Some(id.into()),
            name: Some(coupon.name.clone().unwrap_or_else(|| self.name.clone())),
            currency: Some(currency),
            value_mask: Some(mask),
            created_at: Some(now_ms),
            start_at: None,
            end_at: Some(end_at),
            enabled_expiration: None,
            has_quantity: true,
            quantity: Some(1),
            available_quantity: Some(1),
            active: None,
            ..coupon
        }
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let mut whole = true;
        let mut fault = |field: &str, fault: &'static str, message: &str| {
            faults.add_checked(node, field, fault, message);
            whole = false;
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !(1..=MAX_ID_BYTES).contains(&self.id.len()) || !self.id.bytes().all(is_plain) {
            fault("id", "not_allowed", "must be 1 to 64 letters, digits, dashes and underscores");
        }
        if !(1..=100).contains(&self.name.trim().len()) {
            fault("name", "out_of_range", "must be 1 to 100 bytes");
        }
        match (self.lifetime_days, &self.end_on) {
            (Some(days), None) if !(1..=MAX_DAYS).contains(&days) => {
                fault("lifetimeDays", "out_of_range", "must be between 1 and 3650");
            }
            (None, Some(day)) if day.len() != DAY_BYTES => {
                fault("endOn", "not_allowed", "must be a day such as `2027-03-31`");
            }
            (Some(_), None) | (None, Some(_)) => {}
            _ => fault("lifetimeDays", "missing_field", "give `lifetimeDays` or `endOn`, not both"),
        }
        match self.pattern() {
            None => {
                let message = "must be the pattern of the codes, such as `####-#####-####`";
                fault("coupon.code", "not_allowed", message);
            }
            Some(pattern) if guess_bits(&pattern, LIVE_CODES) < GUESS_FLOOR_BITS => {
                let needed = Json::of(&symbols_needed(LIVE_CODES));
                let message = ["codes of this pattern could be guessed; use at least ", &needed, " `#`"].concat();
                fault("coupon.code", "too_guessable", &message);
            }
            Some(_) => {}
        }
        if self.coupon.partial_use == Some(true) {
            fault("coupon.partialUse", "not_allowed", "a voucher is used once, and as a whole");
        }
        if self.coupon.automatic == Some(true) {
            fault("coupon.automatic", "not_allowed", "a voucher is entered by whoever has it");
        }
        whole
    }
}
