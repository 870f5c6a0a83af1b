//! Uses in the ledger: what is taken under a key, and what became of it.

use super::Env;
use crate::code::CodeKey;
use crate::wire::Text;
use crate::wire::record::{seldom, words};

seldom! {
    /// What a key has taken, and still has.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct StoredRedemption {
        /// The `applied` answer that was stored.
        pub applied: String => Applied,
        /// How far it is.
        pub state: RedemptionState => State,
        /// When its hold lapses, or would have lapsed; absent when it never was a hold.
        pub end_at: Option<i64> => EndAt,
        /// Whether the facts that it stands for are those that were asked with.
        pub known: bool => Known,
    }
}

words! {
    /// How far a redemption is.
    pub enum RedemptionState {
        /// Kept for somebody until it lapses.
        Held = "held",
        /// Used.
        Committed = "committed",
    }
}

seldom! {
    /// `redeem`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Redemption<'a> {
        /// Idempotency key.
        pub key: Text<'a> => Key,
        /// The facts that the key stands for; the shop keeps a hash of them.
        pub request: Text<'a> => Request,
        /// Whose coupons.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// One use of each, or of none.
        pub codes: Vec<TakenCode> => Codes,
        /// The buyer's account.
        pub holder: Option<Text<'a>> => Holder,
        /// The buyer's address; who gives both is counted under both.
        pub email: Option<Text<'a>> => Email,
        /// JSON of the `applied` answer, with the allocation.
        pub applied: Text<'a> => Applied,
        /// Now.
        pub at_ms: i64 => AtMs,
        /// When the uses lapse unless they are committed; committed at once when absent.
        pub end_at: Option<i64> => EndAt,
    }
}

seldom! {
    /// The use of a code, in minor units of the coupon's currency.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct TakenCode {
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// What it takes off.
        pub discount_minor: i64 => DiscountMinor,
        /// Of a coupon whose rest can be used again: the decision holds while no more than this is spent.
        pub spent_minor: Option<i64> => SpentMinor,
    }
}

seldom! {
    /// What became of a redemption.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Redeemed {
        /// What.
        pub outcome: RedeemOutcome => Outcome,
        /// The code there was no use of.
        pub code_key: Option<String> => CodeKey,
        /// What the key has, when it had it before; with `commit` also what it has now.
        pub redemption: Option<StoredRedemption> => Redemption,
    }
}

words! {
    /// What became of a redemption.
    pub enum RedeemOutcome {
        /// The uses are taken.
        Taken = "taken",
        /// The key has them already, or others: `known` tells.
        Replayed = "replayed",
        /// More was spent meanwhile than the decision rests on.
        Stale = "stale",
        /// Every use is taken.
        Exhausted = "exhausted",
        /// The holder has taken all that one may take.
        HolderLimit = "holderLimit",
        /// All codes of the campaign together have no use left.
        CampaignLimit = "campaignLimit",
        /// The campaign's money does not suffice.
        BudgetLimit = "budgetLimit",
        /// `commit`: the key has nothing.
        Unknown = "unknown",
    }
}
