//! The port of vouchers that are bought: templates, purchases, and the codes that were made for them.

use super::{Env, Hosted, NewCode};
use crate::code::CodeKey;
use crate::wire::Text;
use crate::wire::record::{seldom, words};

/// Part of [`Shop`](super::Shop). Every operation is atomic.
pub trait Vouchers {
    /// The settings; the defaults until somebody saves others.
    fn voucher_settings(&mut self) -> Hosted<VoucherSettings>;
    /// Replaces the settings.
    fn save_voucher_settings(&mut self, settings: &VoucherSettings) -> Hosted<()>;
    /// JSON of every template, by name.
    fn list_templates(&mut self, organization: &str) -> Hosted<Vec<String>>;
    /// Creates a template, or replaces the one with this id.
    fn save_template(&mut self, save: &SaveTemplate<'_>) -> Hosted<()>;
    /// Removes a template; codes that were issued by it stay. Whether there was one.
    fn delete_template(&mut self, organization: &str, id: &str) -> Hosted<bool>;
    /// What was issued for an order.
    fn find_purchase(&mut self, place: &PurchasePlace<'_>) -> Hosted<Option<Purchase>>;
    /// Issues codes to be made, all of them or none; false when the purchase was cancelled, or has one of these issues already.
    fn add_issues(&mut self, add: &AddIssues<'_>) -> Hosted<bool>;
    /// The oldest issue of which codes are yet to be made; of one order when named.
    fn next_issue(&mut self, organization: &str, order: Option<&str>) -> Hosted<Option<Issue>>;
    /// Keeps codes of an issue, unless as many as were there are not there by now, or the purchase was cancelled. Codes that
    /// exist already are left out.
    fn mint_codes(&mut self, mint: &MintCodes<'_>) -> Hosted<()>;
    /// Marks a purchase as cancelled, so that no more codes are made for it; with `block` its unused ones are switched off.
    fn cancel_purchase(&mut self, cancel: &CancelPurchase<'_>) -> Hosted<CancelledPurchase>;
    /// A voucher by its code. A hold that has lapsed is no use.
    fn find_voucher(&mut self, find: &FindVoucher<'_>) -> Hosted<Option<StoredVoucher>>;
    /// Takes the voucher's one use for a merchant; whether it was there to be taken.
    fn redeem_voucher(&mut self, redeem: &RedeemVoucher<'_>) -> Hosted<bool>;
    /// A page of vouchers.
    fn list_vouchers(&mut self, query: &ListVouchers<'_>) -> Hosted<ListedVouchers>;
    /// What became of a voucher, the oldest first.
    fn voucher_history(&mut self, find: &FindVoucher<'_>) -> Hosted<Vec<VoucherEvent>>;
}

/// The number in the seed's own address (P5).
pub const DEFAULT_NUMBER: u32 = 16_274;

seldom! {
    /// What a shop owner chooses of vouchers.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct VoucherSettings {
        /// Of the redemption API's address, `/api/voucher16274` (P5).
        pub number: u32 => Number or DEFAULT_NUMBER,
        /// Whether the redemption API asks for a key.
        pub require_key: bool => RequireKey or false,
        /// Who may see the vouchers they bought: groups of customers (P4).
        pub roles: Vec<String> => Roles or Vec::new(),
        /// What becomes of unused codes when their purchase is cancelled (P8).
        pub cancelled_purchase: PurchasePolicy => CancelledPurchase or PurchasePolicy::Keep,
        /// What becomes of a used code when the order that used it is cancelled (P8).
        pub cancelled_use: UsePolicy => CancelledUse or UsePolicy::Keep,
    }
}

impl Default for VoucherSettings {
    fn default() -> Self {
        VoucherSettings {
            number: DEFAULT_NUMBER,
            require_key: false,
            roles: Vec::new(),
            cancelled_purchase: PurchasePolicy::Keep,
            cancelled_use: UsePolicy::Keep,
        }
    }
}

words! {
    /// When a purchase is cancelled.
    pub enum PurchasePolicy {
        /// Its codes stay as they are.
        Keep = "keep",
        /// Those that nobody has used are blocked.
        Block = "block",
    }
}

words! {
    /// When an order that used a voucher is cancelled.
    pub enum UsePolicy {
        /// Used stays used.
        Keep = "keep",
        /// The voucher can be used again.
        GiveBack = "giveBack",
    }
}

seldom! {
    /// `saveTemplate`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct SaveTemplate<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Its id.
        pub id: Text<'a> => Id,
        /// Its name, to sort by.
        pub name: Text<'a> => Name,
        /// Its JSON.
        pub template: Text<'a> => Template,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// `findPurchase`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct PurchasePlace<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// The order.
        pub order: Text<'a> => Order,
    }
}

seldom! {
    /// An order that vouchers were bought with.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Purchase {
        /// Who paid.
        pub owner: String => Owner,
        /// When it was cancelled.
        pub cancelled_at: Option<i64> => CancelledAt,
        /// What was issued for its lines.
        pub issues: Vec<IssueCount> => Issues,
    }
}

seldom! {
    /// How far an issue is.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct IssueCount {
        /// The order's line.
        pub line: String => Line,
        /// Codes that were issued.
        pub count: u32 => Count,
        /// Codes that are made.
        pub made: u32 => Made,
    }
}

seldom! {
    /// `addIssues`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct AddIssues<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// In which environment.
        pub env: Env => Env,
        /// The order.
        pub order: Text<'a> => Order,
        /// Who paid.
        pub owner: Text<'a> => Owner,
        /// What is new.
        pub issues: Vec<NewIssue> => Issues,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// Codes to be made for an order's line. A line that grows later gets another issue, with the next number.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct NewIssue {
        /// The order's line.
        pub line: String => Line,
        /// Which of the line's issues: from 0.
        pub number: u32 => Number,
        /// How many codes.
        pub count: u32 => Count,
        /// The template's id.
        pub template: String => Template,
        /// Its name.
        pub name: String => Name,
        /// JSON of the rules that all of them share.
        pub coupon: String => Coupon,
        /// What they look like.
        pub pattern: String => Pattern,
        /// When they are over.
        pub end_at: i64 => EndAt,
    }
}

seldom! {
    /// An issue of which codes are yet to be made.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Issue {
        /// The shop's name for it.
        pub id: String => Id,
        /// How many codes.
        pub count: u32 => Count,
        /// How many are there.
        pub made: u32 => Made,
        /// What they look like.
        pub pattern: String => Pattern,
    }
}

seldom! {
    /// `mintCodes`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct MintCodes<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Which issue.
        pub id: Text<'a> => Id,
        /// How many there were when the codes were drawn.
        pub made: u32 => Made,
        /// The codes.
        pub codes: Vec<NewCode> => Codes,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// `cancelPurchase`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct CancelPurchase<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// The order.
        pub order: Text<'a> => Order,
        /// Whether unused codes are switched off.
        pub block: bool => Block,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// What a cancelled purchase had.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct CancelledPurchase {
        /// Whether it is one, and was not cancelled before.
        pub changed: bool => Changed,
        /// Codes that were switched off just now.
        pub blocked: u32 => Blocked,
    }
}

seldom! {
    /// `findVoucher` and `voucherHistory`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FindVoucher<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// A voucher, as the shop keeps it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct StoredVoucher {
        /// As the shop prints it.
        pub code: String => Code,
        /// The order it was bought with.
        pub order: String => Order,
        /// Who paid.
        pub owner: String => Owner,
        /// The id of its template.
        pub template: String => Template,
        /// The name of its template.
        pub name: String => Name,
        /// When it was made.
        pub created_at: i64 => CreatedAt,
        /// When it is over.
        pub end_at: i64 => EndAt,
        /// False while it is switched off.
        pub active: bool => Active,
        /// When its use was taken.
        pub used_at: Option<i64> => UsedAt,
        /// The order that took it; absent when a merchant did.
        pub used_by: Option<String> => UsedBy,
        /// The merchant that redeemed it.
        pub merchant_id: Option<String> => MerchantId,
    }
}

seldom! {
    /// `redeemVoucher`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RedeemVoucher<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// The folded code.
        pub code_key: CodeKey => CodeKey,
        /// The ledger's key, one for each code.
        pub key: Text<'a> => Key,
        /// Who redeems it.
        pub merchant_id: Text<'a> => MerchantId,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

words! {
    /// What state a voucher is in (P7). It is derived, never set.
    pub enum VoucherStatus {
        /// It can be used.
        Active = "active",
        /// Its use is taken, by an order that is not cancelled or by a merchant.
        Used = "used",
        /// It was switched off.
        Blocked = "blocked",
        /// Nobody used it in time.
        Expired = "expired",
    }
}

words! {
    /// What vouchers are sorted by.
    pub enum VoucherSort {
        /// When they were made.
        Created = "created",
        /// Their code.
        Code = "code",
        /// When they were used; those that were not count as the earliest.
        UsedAt = "usedAt",
    }
}

seldom! {
    /// `listVouchers`.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ListVouchers<'a> {
        /// Whose.
        pub organization: Text<'a> => Organization,
        /// Of which environment.
        pub env: Env => Env,
        /// Bought by whom; by anybody when absent.
        pub owner: Option<Text<'a>> => Owner,
        /// Bought with which order.
        pub order: Option<Text<'a>> => Order,
        /// In which state, at `at_ms`.
        pub status: Option<VoucherStatus> => Status,
        /// Of which template.
        pub template: Option<Text<'a>> => Template,
        /// Those whose folded code begins like this; they come by code.
        pub prefix: Option<CodeKey> => Prefix,
        /// By what.
        pub sort: VoucherSort => Sort,
        /// The last first.
        pub descending: bool => Descending,
        /// Where the page before ended, or the page behind begins: a whole number, as the shop gave it.
        pub cursor: Option<Text<'a>> => Cursor,
        /// The page before the cursor instead of the one behind it.
        pub back: bool => Back,
        /// Most of them.
        pub limit: u32 => Limit,
        /// Now.
        pub at_ms: i64 => AtMs,
    }
}

seldom! {
    /// `listVouchers`' answer.
    #[derive(Clone, PartialEq, Eq, Debug, Default)]
    pub struct ListedVouchers {
        /// In the order that was asked for.
        pub vouchers: Vec<StoredVoucher> => Vouchers,
        /// Of the next page; absent on the last.
        pub cursor: Option<String> => Cursor,
        /// Of the page before; absent on the first.
        pub previous: Option<String> => Previous,
    }
}

seldom! {
    /// A change of a voucher.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct VoucherEvent {
        /// When.
        pub at_ms: i64 => AtMs,
        /// `created`, `used`, `redeemed`, `kept`, `givenBack`, `blocked`, `unblocked`.
        pub event: String => Event,
        /// The order it was about.
        pub order: Option<String> => Order,
        /// The merchant that redeemed it.
        pub merchant_id: Option<String> => MerchantId,
    }
}
