//! The port of what stands against guessing: buckets of tokens, and a record of failed attempts.

use super::Hosted;
use crate::wire::Text;
use crate::wire::record::{seldom, words, written};

/// Part of [`Shop`](super::Shop). Every operation is atomic.
pub trait Attempts {
    /// Takes a token from the bucket of every source; whether all of them had one. Otherwise none is taken.
    fn take_tokens(&mut self, buckets: &Buckets<'_>) -> Hosted<bool>;
    /// Gives the tokens back: it was no failure.
    fn give_tokens(&mut self, buckets: &Buckets<'_>) -> Hosted<()>;
    /// Keeps a failed attempt.
    fn note_attempt(&mut self, attempt: &Attempt<'_>) -> Hosted<()>;
    /// What was kept of failed attempts, the latest first.
    fn list_attempts(&mut self, limit: u32) -> Hosted<Vec<NotedAttempt>>;
}

written! {
    /// Who attempts something. The shop keeps nothing but keyed hashes of it.
    #[derive(Clone, PartialEq, Eq, Debug, Default)]
    pub struct Source<'a> {
        /// The network that the request came from: an address, or the first half of one of IPv6.
        pub remote_address: Option<Text<'a>> => RemoteAddress,
        /// The visitor's session.
        pub session: Option<Text<'a>> => Session,
        /// The customer, by account.
        pub holder: Option<Text<'a>> => Holder,
    }
}

written! {
    /// `takeTokens` and `giveTokens`: what attempts are counted by.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Buckets<'a> {
        /// What is attempted: each has buckets of its own.
        pub scope: Text<'a> => Scope,
        /// Whose buckets.
        pub source: Source<'a> => From,
        /// Now.
        pub at_ms: i64 => AtMs,
        /// Tokens of a full bucket.
        pub limit: u32 => Limit,
        /// Time in which one token comes back.
        pub wait_ms: u32 => WaitMs,
    }
}

/// `noteAttempt`, besides the buckets' scope, source and instant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt<'a> {
    /// What it is counted by.
    pub buckets: &'a Buckets<'a>,
    /// The code as it was typed, masked.
    pub code: Option<String>,
    /// What became of it.
    pub outcome: AttemptOutcome,
    /// What was last seen before this instant is forgotten.
    pub forget_before_ms: i64,
    /// Most rows that are kept; the oldest go.
    pub rows: u32,
}

words! {
    /// What became of an attempt.
    pub enum AttemptOutcome {
        /// It was wrong.
        Refused = "refused",
        /// There was no token for it, right or wrong.
        Throttled = "throttled",
    }
}

seldom! {
    /// Like attempts of one source, counted.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct NotedAttempt {
        /// What was attempted.
        pub scope: String => Scope,
        /// The beginning of the network's hash.
        pub remote_address: Option<String> => RemoteAddress,
        /// The beginning of the session's hash.
        pub session: Option<String> => Session,
        /// The beginning of the customer's hash.
        pub holder: Option<String> => Holder,
        /// Masked.
        pub code: Option<String> => Code,
        /// What became of them.
        pub outcome: AttemptOutcome => Outcome,
        /// How many.
        pub count: u32 => Count,
        /// When the first was.
        pub created_at: i64 => CreatedAt,
        /// When the last was.
        pub at_ms: i64 => AtMs,
    }
}
