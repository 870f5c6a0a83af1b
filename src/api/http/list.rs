//! Pages of coupons, as the console and the callers of the API see them.

use super::HttpCall;
use super::reply::Reply;
use crate::coupon::Coupon;
use crate::shop::{ListCoupons, ListedCoupon, Shop};
use crate::wire::{Faults, Json, Key, Read, Text, Write};

/// Coupons on a page, and asked of the shop at once: with [`MAX_STORED_BYTES`](super::MAX_STORED_BYTES) each they fit the
/// module's memory.
pub(super) const PAGE: u32 = 25;

/// A page ends early behind this many bytes of coupons, for the same reason; its cursor goes on from there.
const PAGE_BYTES: usize = 256 << 10;

/// The page that begins at the query's cursor.
pub(super) fn page(mut query: ListCoupons<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let mut coupons = Vec::new();
    let (mut bytes, mut left) = (0, query.limit);
    loop {
        query.limit = left.min(PAGE);
        let part = shop.list_coupons(&query)?;
        bytes += part.coupons.iter().map(|listed| listed.coupon.len()).sum::<usize>();
        left = left.saturating_sub(query.limit);
        coupons.extend(part.coupons);
        let more = left > 0 && bytes < PAGE_BYTES;
        match part.cursor {
            Some(next) if more => query.cursor = Some(next.into()),
            cursor => return Ok(Reply::json(200, &CouponPage { coupons, cursor })),
        }
    }
}

impl HttpCall<'_> {
    /// The query's cursor: a whole number, as the page before gave it.
    pub(super) fn cursor(&self, faults: &mut Faults) -> Option<Text<'_>> {
        let text = self.query("cursor")?;
        if !(1..=18).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            faults.add_at("query.cursor".to_owned(), "not_allowed", "must be the `cursor` of the page before");
        }
        Some(Text::Borrowed(text))
    }
}

struct CouponPage {
    coupons: Vec<ListedCoupon>,
    cursor: Option<String>,
}

impl Write for CouponPage {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Coupons, &self.coupons);
            fields.field(Key::Cursor, &self.cursor);
        });
    }
}

impl Write for ListedCoupon {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Env, &self.env);
            fields.field(Key::Redeemed, &self.redeemed);
            // A row that cannot be read is listed by its code, so that somebody can save it again.
            match Coupon::from_json(&self.coupon) {
                Ok(coupon) => fields.flatten(&listed(coupon, self)),
                Err(_) => fields.field(Key::Code, &self.code),
            }
        });
    }
}

/// The coupon as it stands now: its own code, whether it is switched on, and what is left (S4).
fn listed<'a>(coupon: Coupon<'a>, row: &'a ListedCoupon) -> Coupon<'a> {
    let left = coupon.limit().map(|limit| limit.saturating_sub(row.redeemed));
    Coupon {
        code: Text::Borrowed(&row.code),
        active: (!row.active).then_some(false),
        available_quantity: left.or(coupon.available_quantity),
        ..coupon
    }
}
