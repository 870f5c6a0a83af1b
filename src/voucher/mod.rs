//! Vouchers that come with goods: a paid order brings codes, which a checkout or a merchant uses once (P1–P8).
//!
//! A voucher is a code like any other, good for one use, and so one ledger counts it wherever it is used (P6). What it is worth
//! stands in a [`VoucherTemplate`]; an order takes the rules as they are when it is paid.

mod answer;
mod dates;
mod purchase;
mod qr;
mod template;

use crate::shop::{StoredVoucher, VoucherStatus};

pub use answer::VoucherAnswer;
pub(crate) use dates::Moments;
pub(crate) use purchase::{PurchaseLine, missing};
pub(crate) use qr::svg;
pub use template::{TemplateType, VoucherTemplate};

/// What the ids begin with of the coupons that bought codes share. Nobody else may save one.
pub(crate) const ID_PREFIX: &str = "voucher:";

/// The ledger's key of a voucher that a merchant redeems: one for each code, so that no second merchant takes a use beside it.
pub(crate) fn ledger_key(organization: &str, env: &str, code_key: &str) -> String {
    ["voucher ", organization, " ", env, " ", code_key].concat()
}

/// What state a voucher is in (P7).
pub fn status(voucher: &StoredVoucher, now_ms: i64) -> VoucherStatus {
    if voucher.used_at.is_some() {
        VoucherStatus::Used
    } else if !voucher.active {
        VoucherStatus::Blocked
    } else if voucher.end_at <= now_ms {
        VoucherStatus::Expired
    } else {
        VoucherStatus::Active
    }
}
