//! `POST /api/saveCoupon` (S1 to S8).

use super::caller::integrator;
use super::reply::Reply;
use super::{HttpCall, stored};
use crate::code::CodeKey;
use crate::coupon::Coupon;
use crate::shop::{Env, FindCoupon, Organization, SaveCoupon, SaveOutcome, Shop};
use crate::voucher::ID_PREFIX;
use crate::wire::record::seldom;
use crate::wire::{Faults, Key, Node, Read, Text};

/// Why an id cannot be had.
pub(super) const RESERVED: &str = "ids that begin with `voucher:` are those of bought vouchers; use another id";

seldom! {
    /// The envelope (S1).
    #[derive(Debug)]
    struct SaveCouponBody<'a> {
        env: Env => Env,
        integration_token: Text<'a> => IntegrationToken,
        organization_external_id: Text<'a> => OrganizationExternalId,
        coupon: Coupon<'a> => Coupon,
    }
    then SaveCouponBody::check
}

impl SaveCouponBody<'_> {
    /// S4: how many are left is required here, though a decision does without.
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let whole = !self.coupon.has_quantity || self.coupon.available_quantity.is_some();
        if let (false, Some(coupon)) = (whole, node.children().find(|child| child.key() == Key::Coupon)) {
            let message = "`availableQuantity` is required when `hasQuantity` is true";
            faults.add_checked(coupon, "availableQuantity", "missing_field", message);
        }
        whole
    }
}

seldom! {
    /// `{"_writeTime": …}` (S7).
    struct SaveCouponAnswer {
        write_time: WriteTime => WriteTime,
    }
}

seldom! {
    struct WriteTime {
        seconds: i64 => Seconds,
        nanoseconds: i64 => Nanoseconds,
    }
}

pub(super) fn save(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let SaveCouponBody { env, integration_token, organization_external_id, coupon } = call.json()?;
    let (organization, scope) = integrator(&integration_token, &organization_external_id, shop)?;
    let claim = call.claim(&scope, shop)?;
    let answer = saved(env, coupon, &organization, shop);
    claim.settle(answer, shop)
}

fn saved(env: Env, coupon: Coupon<'_>, organization: &Organization, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    let now_ms = shop.clock()?.now_ms;
    if coupon.id.as_deref().is_some_and(|id| id.starts_with(ID_PREFIX)) {
        return Err(Reply::fault("$.coupon.id", "not_allowed", RESERVED));
    }
    let code_key = CodeKey::fold(&coupon.code).ok_or_else(|| Reply::error(400, "bad_request", "no code"))?;
    let before = shop.find_coupon(&FindCoupon::place(Text::Borrowed(&organization.id), env, code_key.clone()))?;
    let created_at = before.coupon.as_deref().and_then(|json| Coupon::from_json(json).ok()?.created_at);
    let coupon = completed(coupon, organization, created_at.unwrap_or(now_ms));
    if !coupon.value_is_money() {
        let message = format!("must be zero or more, with no more decimals than {} has", organization.currency.code());
        return Err(Reply::fault("$.coupon.value", "out_of_range", message));
    }
    let outcome = shop.save_coupon(&SaveCoupon {
        organization: Text::Borrowed(&organization.id),
        env,
        code_key,
        coupon: stored(&coupon)?.into(),
        update: (coupon.has_quantity && coupon.available_quantity != coupon.quantity).then_some(true),
        at_ms: now_ms,
    })?;
    match outcome {
        // They start equal (S4). Later the caller sends back what it has read, which may be old: the uses are counted here.
        SaveOutcome::Unknown => {
            let message = "must be as `quantity` when a coupon is saved for the first time";
            Err(Reply::fault("$.coupon.availableQuantity", "not_allowed", message))
        }
        SaveOutcome::Taken => Err(Reply::error(409, "code_taken", "this code belongs to another coupon id")),
        SaveOutcome::Saved => {
            let write_time = WriteTime { seconds: now_ms / 1000, nanoseconds: now_ms % 1000 * 1_000_000 };
            Ok(Reply::json(200, &SaveCouponAnswer { write_time }))
        }
    }
}

/// What the caller left to us: the id, the currency, the mask, the dates, and how many are left (S2, S4).
pub(super) fn completed<'a>(coupon: Coupon<'a>, organization: &Organization, created_at: i64) -> Coupon<'a> {
    let currency = coupon.currency.unwrap_or(organization.currency);
    let mask = coupon.value_mask.clone().unwrap_or_else(|| coupon.mask(currency, organization.locale).into());
    Coupon {
        id: Some(coupon.id.clone().unwrap_or_else(|| coupon.code.clone())),
        currency: Some(currency),
        value_mask: Some(mask),
        created_at: Some(coupon.created_at.unwrap_or(created_at)),
        available_quantity: coupon.available_quantity.or(coupon.limit()),
        ..coupon
    }
}
