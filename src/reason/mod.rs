//! Why a coupon does not apply: stable codes with operands, append-only.

mod message;

use crate::cart::Modality;
use crate::condition::{Fact, Operator};
use crate::money::{Currency, Locale};
use crate::wire::{Fields, Json, Key, Text, Write};
pub(crate) use message::pick;
use std::borrow::Cow;

/// One reason; [`Reason::code`] is its name on the wire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason<'a> {
    /// There is nothing in the cart.
    CartEmpty,
    /// Switched off.
    Inactive,
    /// Before `startAt`.
    NotStarted {
        /// Milliseconds.
        starts_at: i64,
        /// How long it is until then.
        starts_in_ms: i64,
    },
    /// At or behind `endAt`.
    Expired {
        /// Milliseconds.
        ended_at: i64,
    },
    /// Every use is taken.
    Exhausted {
        /// Uses in all.
        quantity: u32,
    },
    /// The buyer has taken all uses one buyer may take.
    CustomerLimit {
        /// Uses of one buyer.
        limit: u32,
        /// Uses by this one.
        used: u32,
    },
    /// The coupon's money is of another currency.
    OtherCurrency {
        /// The coupon's.
        needed: Currency,
        /// The cart's.
        given: Currency,
    },
    /// For buyers of the other kind (S5).
    OtherModality {
        /// The coupon's.
        needed: Modality,
        /// The buyer's.
        given: Modality,
    },
    /// Every line is on promotion already, and the coupon leaves those out.
    OnlyPromotedItems,
    /// The discount comes to nothing.
    NothingToDiscount,
    /// `cart_total` (minor units) or `item_count` is too small.
    BelowMinimum {
        /// Which.
        fact: Fact<'a>,
        /// The least that would do.
        needed: i64,
        /// What is missing.
        missing: i64,
    },
    /// `cart_total` (minor units) or `item_count` is too large.
    AboveMaximum {
        /// Which.
        fact: Fact<'a>,
        /// The most that would do.
        allowed: i64,
        /// What is too much.
        excess: i64,
    },
    /// Any other condition does not hold.
    ConditionNotMet {
        /// The fact it names.
        fact: Fact<'a>,
        /// Its operator.
        operator: Operator,
        /// Its index in `conditions`.
        condition: u32,
    },
    /// The fact is of an account, and nobody has signed in.
    SignInRequired {
        /// Which.
        fact: Fact<'a>,
    },
    /// None of several alternatives holds.
    AnyOf {
        /// What each of them lacks.
        of: Vec<Told<'a>>,
    },
    /// Something that must not be holds.
    Excluded {
        /// Which fact.
        fact: Fact<'a>,
        /// The group's index in `conditions`.
        condition: u32,
    },
    /// The same code was given twice.
    DuplicateCode,
    /// More codes than a cart may have.
    TooManyCodes {
        /// How many it may have.
        allowed: u32,
    },
    /// It, or the other, goes with no other coupon.
    Exclusive {
        /// The code that it lost to.
        with: Text<'a>,
    },
    /// It and the other do not go together.
    NotCombinable {
        /// The code that it lost to.
        with: Text<'a>,
    },
    /// A coupon before it lets none behind it apply.
    Stopped {
        /// The code that it lost to.
        with: Text<'a>,
    },
    /// Another combination takes more off.
    Outweighed {
        /// The codes that it lost to.
        codes: Vec<Text<'a>>,
    },
    /// Every use that all codes of the campaign have together is taken.
    CampaignExhausted {
        /// Uses in all.
        quantity: u32,
    },
    /// What the codes of the campaign may take off together does not suffice any more.
    BudgetSpent {
        /// All of it, in minor units of the coupon's currency.
        allowed: i64,
    },
    /// The one refusal a stranger gets.
    NotValid,
}

impl Reason<'_> {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::CartEmpty => "cart_empty",
            Reason::Inactive => "inactive",
            Reason::NotStarted { .. } => "not_started",
            Reason::Expired { .. } => "expired",
            Reason::Exhausted { .. } => "exhausted",
            Reason::CustomerLimit { .. } => "customer_limit",
            Reason::OtherCurrency { .. } => "other_currency",
            Reason::OtherModality { .. } => "other_modality",
            Reason::OnlyPromotedItems => "only_promoted_items",
            Reason::NothingToDiscount => "nothing_to_discount",
            Reason::BelowMinimum { .. } => "below_minimum",
            Reason::AboveMaximum { .. } => "above_maximum",
            Reason::ConditionNotMet { .. } => "condition_not_met",
            Reason::SignInRequired { .. } => "sign_in_required",
            Reason::AnyOf { .. } => "any_of",
            Reason::Excluded { .. } => "excluded",
            Reason::DuplicateCode => "duplicate_code",
            Reason::TooManyCodes { .. } => "too_many_codes",
            Reason::Exclusive { .. } => "exclusive",
            Reason::NotCombinable { .. } => "not_combinable",
            Reason::Stopped { .. } => "stopped",
            Reason::Outweighed { .. } => "outweighed",
            Reason::CampaignExhausted { .. } => "campaign_exhausted",
            Reason::BudgetSpent { .. } => "budget_spent",
            Reason::NotValid => "not_valid",
        }
    }

    /// Whether somebody at the till may be told. What they can mend may be told; that a code exists, and was
    /// used or has ended, would tell a stranger which codes are worth guessing.
    pub fn is_public(&self) -> bool {
        !matches!(
            self,
            Reason::Inactive
                | Reason::NotStarted { .. }
                | Reason::Expired { .. }
                | Reason::Exhausted { .. }
                | Reason::CustomerLimit { .. }
                | Reason::CampaignExhausted { .. }
                | Reason::BudgetSpent { .. }
        )
    }

    /// Whether nothing but another code stands in the way.
    pub fn is_lost_to_another(&self) -> bool {
        matches!(
            self,
            Reason::DuplicateCode
                | Reason::TooManyCodes { .. }
                | Reason::Exclusive { .. }
                | Reason::NotCombinable { .. }
                | Reason::Stopped { .. }
                | Reason::Outweighed { .. }
        )
    }

    fn write_operands(&self, fields: &mut Fields<'_>) {
        match self {
            Reason::NotStarted { starts_at, starts_in_ms } => {
                fields.field(Key::StartsAt, starts_at);
                fields.field(Key::StartsInMs, starts_in_ms);
            }
            Reason::Expired { ended_at } => fields.field(Key::EndedAt, ended_at),
            Reason::Exhausted { quantity } | Reason::CampaignExhausted { quantity } => {
                fields.field(Key::Quantity, quantity);
            }
            Reason::BudgetSpent { allowed } => fields.field(Key::Allowed, allowed),
            Reason::CustomerLimit { limit, used } => {
                fields.field(Key::Limit, limit);
                fields.field(Key::Used, used);
            }
            Reason::OtherCurrency { needed, given } => {
                fields.field(Key::Needed, needed);
                fields.field(Key::Given, given);
            }
            Reason::OtherModality { needed, given } => {
                fields.field(Key::Needed, needed);
                fields.field(Key::Given, given);
            }
            Reason::BelowMinimum { fact, needed, missing } => {
                fields.field(Key::Fact, fact);
                fields.field(Key::Needed, needed);
                fields.field(Key::Missing, missing);
            }
            Reason::AboveMaximum { fact, allowed, excess } => {
                fields.field(Key::Fact, fact);
                fields.field(Key::Allowed, allowed);
                fields.field(Key::Excess, excess);
            }
            Reason::ConditionNotMet { fact, operator, condition } => {
                fields.field(Key::Fact, fact);
                fields.field(Key::Operator, operator);
                fields.field(Key::Condition, condition);
            }
            Reason::SignInRequired { fact } => fields.field(Key::Fact, fact),
            Reason::AnyOf { of } => fields.field(Key::Of, of),
            Reason::Excluded { fact, condition } => {
                fields.field(Key::Fact, fact);
                fields.field(Key::Condition, condition);
            }
            Reason::TooManyCodes { allowed } => fields.field(Key::Allowed, allowed),
            Reason::Exclusive { with } | Reason::NotCombinable { with } | Reason::Stopped { with } => {
                fields.field(Key::With, with);
            }
            Reason::Outweighed { codes } => fields.field(Key::Codes, codes),
            Reason::CartEmpty
            | Reason::Inactive
            | Reason::OnlyPromotedItems
            | Reason::NothingToDiscount
            | Reason::DuplicateCode
            | Reason::NotValid => {}
        }
    }
}

/// A reason and the sentence that tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told<'a> {
    /// The reason.
    pub reason: Reason<'a>,
    /// The sentence, in the call's locale.
    pub message: Cow<'static, str>,
}

impl<'a> Told<'a> {
    /// Tells a reason of a cart in `currency`, in a shop with this offset from UTC.
    pub fn new(reason: Reason<'a>, currency: Currency, utc_offset_minutes: i32, locale: Locale) -> Told<'a> {
        let message = message::message(&reason, currency, utc_offset_minutes, locale);
        Told { reason, message }
    }
}

impl Write for Told<'_> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Reason, self.reason.code());
            self.reason.write_operands(fields);
            fields.field(Key::Message, &self.message);
        });
    }
}
