//! Idempotency keys at the port: a key is claimed, and settled with the answer.

use crate::wire::Text;
use crate::wire::record::{seldom, words};

seldom! {
    /// `claimKey`. The shop keeps hashes of the key and of the request.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ClaimKey<'a> {
        /// Whose key it is.
        pub scope: Text<'a> => Scope,
        /// The key.
        pub key: Text<'a> => Key,
        /// All that makes it this request.
        pub request: Text<'a> => Request,
        /// Now.
        pub at_ms: i64 => AtMs,
        /// A claim of this instant or before is of somebody who died.
        pub stale_before_ms: i64 => StaleBeforeMs,
        /// What was claimed before this instant is forgotten.
        pub forget_before_ms: i64 => ForgetBeforeMs,
    }
}

seldom! {
    /// `claimKey`'s answer.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ClaimedKey {
        /// Who has it.
        pub outcome: ClaimOutcome => Outcome,
        /// Of the settled answer.
        pub status: u32 => Status or 0,
        /// Of the settled answer.
        pub body: String => Body or String::new(),
    }
}

words! {
    /// Who has an idempotency key.
    pub enum ClaimOutcome {
        /// Who asked.
        Claimed = "claimed",
        /// The same request, which is not answered yet.
        Running = "running",
        /// Another request.
        Other = "other",
        /// The same request, with its answer.
        Settled = "settled",
    }
}

seldom! {
    /// `settleKey`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct SettleKey<'a> {
        /// Whose key it is.
        pub scope: Text<'a> => Scope,
        /// The key.
        pub key: Text<'a> => Key,
        /// The instant of the claim: one that was taken over settles nothing.
        pub at_ms: i64 => AtMs,
        /// Of the answer; absent when nothing was settled.
        pub status: Option<u32> => Status,
        /// Of the answer.
        pub body: Option<Text<'a>> => Body,
    }
}
