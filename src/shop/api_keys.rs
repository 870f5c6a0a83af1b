//! The port of private keys and integrators' tokens. The shop keeps hashes of them.

use super::Hosted;
use crate::wire::Text;
use crate::wire::record::{seldom, words};

/// Part of [`Shop`](super::Shop). Every operation is atomic.
pub trait ApiKeys {
    /// All of them, those that were revoked too.
    fn list_keys(&mut self) -> Hosted<Vec<ApiKey>>;
    /// Adds one; answers with its id.
    fn add_key(&mut self, add: &AddKey<'_>) -> Hosted<String>;
    /// Puts another secret in its place; the one before counts until an instant. Whether there is such a key, not revoked.
    fn rotate_key(&mut self, rotate: &RotateKey<'_>) -> Hosted<bool>;
    /// Lets neither of its secrets count any more. Whether there was such a key, not revoked.
    fn revoke_key(&mut self, kind: ApiKeyKind, id: &str, at_ms: i64) -> Hosted<bool>;
}

words! {
    /// Whose key it is.
    pub enum ApiKeyKind {
        /// The shop's own: it may do what the back office may, but for keys and settings.
        Private = "private",
        /// An integrator's: it manages the coupons of the organizations that it serves.
        Integrator = "integrator",
        /// A merchant's or an app's: it redeems vouchers, and does nothing else.
        Merchant = "merchant",
    }
}

seldom! {
    /// A key, without its secret.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ApiKey {
        /// Whose.
        pub kind: ApiKeyKind => Kind,
        /// The shop's own name for it; opaque.
        pub id: String => Id,
        /// What the shop owner calls it.
        pub name: String => Name,
        /// When it was made; absent for one from before that was kept.
        pub created_at: Option<i64> => CreatedAt,
        /// When it was last used, to the minute.
        pub used_at: Option<i64> => UsedAt,
        /// Until when the secret before this one still counts.
        pub end_at: Option<i64> => EndAt,
        /// False once it was revoked.
        pub active: bool => Active,
    }
}

seldom! {
    /// `addKey`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct AddKey<'a> {
        /// Whose.
        pub kind: ApiKeyKind => Kind,
        /// What the shop owner calls it.
        pub name: Text<'a> => Name,
        /// The secret.
        pub key: Text<'a> => Key,
        /// The organization that an integrator serves.
        pub organization: Option<Text<'a>> => Organization,
        /// What it calls that.
        pub external_id: Option<Text<'a>> => ExternalId,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// `rotateKey`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RotateKey<'a> {
        /// Whose.
        pub kind: ApiKeyKind => Kind,
        /// Which.
        pub id: Text<'a> => Id,
        /// The new secret.
        pub key: Text<'a> => Key,
        /// Until when the one before counts.
        pub end_at: i64 => EndAt,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}
