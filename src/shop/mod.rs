//! The port: what the core asks of a shop. A shop stores and returns; it never decides.

mod api_keys;
mod attempts;
mod host;
mod host_api_keys;
mod host_attempts;
mod host_imports;
mod host_vouchers;
mod imports;
mod key;
mod redemption;
mod site;
mod vouchers;

use crate::cart::Clock;
use crate::code::CodeKey;
use crate::evaluate::CampaignUsage;
use crate::wire::Text;
use crate::wire::record::{seldom, words};
pub use api_keys::*;
pub use attempts::*;
pub use host::HostShop;
pub use imports::*;
pub use key::{ClaimKey, ClaimOutcome, ClaimedKey, SettleKey};
pub use redemption::*;
pub use site::*;
pub use vouchers::*;

/// What an admin can do about an operation that failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostFailure(pub String);

/// The answer of a port operation.
pub type Hosted<T> = Result<T, HostFailure>;

/// A source of random bytes fit for codes.
pub trait Random {
    /// Fills the whole buffer.
    fn fill(&mut self, bytes: &mut [u8]) -> Hosted<()>;
}

/// A shop. Every operation is atomic.
pub trait Shop: Random + Imports + Attempts + ApiKeys + Vouchers {
    /// The moment, in the shop's zone.
    fn clock(&mut self) -> Hosted<Clock>;
    /// The settings, and what this shop sells for.
    fn site(&mut self) -> Hosted<SiteState>;
    /// Replaces the settings.
    fn save_site(&mut self, site: &Site) -> Hosted<()>;
    /// The organization that an integrator's token serves (S1).
    fn organization(&mut self, token: &str, external_id: &str) -> Hosted<FoundOrganization>;
    /// Whether a key is one of the shop's, of this kind.
    fn authenticate(&mut self, kind: ApiKeyKind, key: &str) -> Hosted<bool>;
    /// A coupon by its code, with its uses.
    fn find_coupon(&mut self, query: &FindCoupon<'_>) -> Hosted<FoundCoupon>;
    /// Creates the coupon, or updates the one with the same id and keeps its uses (S8).
    fn save_coupon(&mut self, save: &SaveCoupon<'_>) -> Hosted<SaveOutcome>;
    /// Adds codes to a campaign; answers with the indexes of those that exist already and were left out.
    fn insert_codes(&mut self, insert: &InsertCodes<'_>) -> Hosted<Vec<u32>>;
    /// A page of coupons, newest first.
    fn list_coupons(&mut self, query: &ListCoupons<'_>) -> Hosted<ListedCoupons>;
    /// Switches a code on or off; whether there is such a code.
    fn set_active(&mut self, place: &FindCoupon<'_>, active: bool, at_ms: i64) -> Hosted<bool>;
    /// Removes a code that no use was ever taken of.
    fn delete_coupon(&mut self, place: &FindCoupon<'_>) -> Hosted<DeleteOutcome>;
    /// Claims an idempotency key, or tells who has it.
    fn claim_key(&mut self, claim: &ClaimKey<'_>) -> Hosted<ClaimedKey>;
    /// Keeps the answer under a claimed key, or gives the key back.
    fn settle_key(&mut self, settle: &SettleKey<'_>) -> Hosted<()>;
    /// Takes the uses, by conditional statements and a ledger that is unique on its key; all of them or none.
    fn redeem(&mut self, redemption: &Redemption<'_>) -> Hosted<Redeemed>;
    /// Makes a hold a use. One that has lapsed is taken anew, where there still is one.
    fn commit(&mut self, key: &str, at_ms: i64) -> Hosted<Redeemed>;
    /// Gives the uses of a key back; whether it had any until now. With `keep`, vouchers that an order has used stay used.
    fn release(&mut self, key: &str, keep: bool, at_ms: i64) -> Hosted<bool>;
    /// Makes a coupon known to the platform's own checkout.
    fn publish(&mut self, env: Env, coupon: &str) -> Hosted<()>;
}

seldom! {
    /// `findCoupon`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FindCoupon<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// The account whose uses are counted.
        pub holder: Option<Text<'a>> => Holder,
        /// The address whose uses are counted.
        pub email: Option<Text<'a>> => Email,
        /// Also the redemption with this key.
        pub key: Option<Text<'a>> => Key,
        /// The facts that the key is to stand for.
        pub request: Option<Text<'a>> => Request,
        /// Now: holds that have lapsed by then count no more.
        pub at_ms: Option<i64> => AtMs,
    }
}

impl<'a> FindCoupon<'a> {
    /// A code as somebody manages it.
    pub fn place(organization: Text<'a>, env: Env, code_key: CodeKey) -> FindCoupon<'a> {
        FindCoupon { organization, env, code_key, holder: None, email: None, key: None, request: None, at_ms: None }
    }
}

seldom! {
    /// `findCoupon`'s answer.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FoundCoupon {
        /// The coupon's JSON, as the core sent it; `None` when there is no such code.
        pub coupon: Option<String> => Coupon,
        /// The code as the shop prints it.
        pub code: Option<String> => Code,
        /// Uses of the code.
        pub redeemed: u32 => Redeemed or 0,
        /// Uses by the holder: under that of the two names which has more.
        pub redeemed_by_holder: u32 => RedeemedByHolder or 0,
        /// What was taken off, of a coupon whose rest can be used again; in minor units of the coupon's currency.
        pub spent_minor: i64 => SpentMinor or 0,
        /// Of all codes of a campaign that is limited.
        pub campaign: Option<CampaignUsage> => Campaign,
        /// False while it is switched off.
        pub active: bool => Active or true,
        /// What the key that was asked for has.
        pub redemption: Option<StoredRedemption> => Redemption,
    }
}

impl Default for FoundCoupon {
    /// No such code.
    fn default() -> Self {
        FoundCoupon {
            coupon: None,
            code: None,
            redeemed: 0,
            redeemed_by_holder: 0,
            spent_minor: 0,
            campaign: None,
            active: true,
            redemption: None,
        }
    }
}

seldom! {
    /// `saveCoupon`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct SaveCoupon<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// In which environment.
        pub env: Env => Env,
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// The coupon's JSON.
        pub coupon: Text<'a> => Coupon,
        /// Only over a coupon that is there; `Unknown` otherwise.
        pub update: Option<bool> => Update,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

words! {
    /// What became of a coupon that was to be saved.
    pub enum SaveOutcome {
        /// It is there.
        Saved = "saved",
        /// Its code belongs to another coupon.
        Taken = "taken",
        /// It was to be an update, and there is no coupon with this id.
        Unknown = "unknown",
    }
}

words! {
    /// What became of a coupon that was to be deleted.
    pub enum DeleteOutcome {
        /// It is gone.
        Deleted = "deleted",
        /// The ledger names it.
        InUse = "inUse",
        /// There is no such code.
        Unknown = "unknown",
    }
}

seldom! {
    /// `insertCodes`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct InsertCodes<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// In which environment.
        pub env: Env => Env,
        /// JSON of the rules that all of them share.
        pub coupon: Text<'a> => Coupon,
        /// What they look like.
        pub pattern: Text<'a> => Pattern,
        /// The codes.
        pub codes: Vec<NewCode> => Codes,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// A code to be inserted.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct NewCode {
        /// As the shop prints it.
        pub code: String => Code,
        /// Its folded form.
        pub key: CodeKey => Key,
    }
}

seldom! {
    /// `listCoupons`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ListCoupons<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment; of both when absent.
        pub env: Option<Env> => Env,
        /// Only those that are switched on, or off.
        pub active: Option<bool> => Active,
        /// Only those whose folded code begins like this.
        pub prefix: Option<CodeKey> => Prefix,
        /// Where the page before ended: a whole number, as the shop gave it.
        pub cursor: Option<Text<'a>> => Cursor,
        /// Most of them.
        pub limit: u32 => Limit,
    }
}

/// `listCoupons`' answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListedCoupons {
    /// Newest first.
    pub coupons: Vec<ListedCoupon>,
    /// Absent on the last page.
    pub cursor: Option<String>,
}

/// A coupon in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedCoupon {
    /// Its environment.
    pub env: Env,
    /// Its uses.
    pub redeemed: u32,
    /// Its JSON.
    pub coupon: String,
    /// The code as the shop prints it.
    pub code: String,
    /// False while it is switched off.
    pub active: bool,
}
