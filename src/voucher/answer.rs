//! What the redemption API says of a code (P5).

use super::{Moments, status};
use crate::shop::{Hosted, Shop, StoredVoucher, VoucherStatus};
use crate::wire::{Json, Key, Write};

/// One of the three answers; dates as ISO 8601 writes them, in the shop's zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VoucherAnswer {
    /// It can be used, or was just now by whoever asked.
    Valid {
        /// The last second in which it can be.
        valid_until: String,
        /// When it was redeemed just now, and by which merchant.
        redeemed: Option<(String, String)>,
    },
    /// It was used.
    AlreadyUsed {
        /// When.
        redeemed_date: String,
        /// By which merchant; absent when an order has used it.
        merchant: Option<String>,
    },
    /// There is no such voucher that could be used: unknown, expired or blocked, which a stranger is not told apart.
    Invalid,
}

impl VoucherAnswer {
    /// The answer on a voucher as it stands at this instant.
    pub(crate) fn of(voucher: Option<&StoredVoucher>, moments: &Moments, shop: &mut dyn Shop) -> Hosted<VoucherAnswer> {
        let Some(voucher) = voucher else { return Ok(VoucherAnswer::Invalid) };
        match (status(voucher, moments.now_ms()), voucher.used_at) {
            (VoucherStatus::Used, Some(used_at)) => Ok(VoucherAnswer::AlreadyUsed {
                redeemed_date: moments.text(used_at, shop)?,
                merchant: voucher.merchant_id.clone(),
            }),
            (VoucherStatus::Active, _) => Ok(VoucherAnswer::Valid {
                // It is over at `end_at`: the second before is the last.
                valid_until: moments.text(voucher.end_at - 1, shop)?,
                redeemed: None,
            }),
            _ => Ok(VoucherAnswer::Invalid),
        }
    }
}

impl Write for VoucherAnswer {
    fn write(&self, json: &mut Json) {
        json.object(|fields| match self {
            VoucherAnswer::Valid { valid_until, redeemed } => {
                fields.field(Key::Status, "code_valid");
                fields.field(Key::ValidUntil, valid_until);
                if let Some((date, merchant)) = redeemed {
                    fields.field(Key::RedeemedDate, date);
                    fields.field(Key::RedeemedMerchantId, merchant);
                }
            }
            VoucherAnswer::AlreadyUsed { redeemed_date, merchant } => {
                fields.field(Key::Status, "code_already_used");
                fields.field(Key::RedeemedDate, redeemed_date);
                fields.field(Key::RedeemedMerchantId, merchant);
            }
            VoucherAnswer::Invalid => fields.field(Key::Status, "code_invalid"),
        });
    }
}
