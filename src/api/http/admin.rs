//! What the console asks: site details (D1, D3) and the list of coupons.

use super::HttpCall;
use super::reply::Reply;
use crate::coupon::Coupon;
use crate::shop::{ListedCoupon, Platform, Shop, Site, SiteState};
use crate::wire::{Json, Key, Read, Text, Write};

/// Coupons on a page; with [`MAX_STORED_BYTES`](super::MAX_STORED_BYTES) each it still fits the module's memory.
const PAGE: u32 = 25;

impl Platform {
    /// Whether unique codes can be created in it on demand (D1).
    pub fn can_create_coupons(self) -> bool {
        matches!(self, Platform::PrestaShop | Platform::Magento)
    }

    fn name(self) -> &'static str {
        match self {
            Platform::PrestaShop => "PrestaShop",
            Platform::Magento => "Magento",
            Platform::WooCommerce => "WooCommerce",
            Platform::Shopify => "Shopify",
            Platform::Other => "Other",
        }
    }
}

impl Site {
    /// Whether dynamic coupons can be had, and are switched on.
    pub fn creates_coupons(&self) -> bool {
        self.platform.can_create_coupons() && self.dynamic_coupons == Some(true)
    }
}

pub(super) fn site(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    Ok(Reply::json(200, &SiteAnswer(shop.site()?)))
}

pub(super) fn save_site(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let mut site: Site = call.json()?;
    if site.modalities.is_empty() {
        return Err(Reply::fault("$.modalities", "out_of_range", "must hold one way of selling at least"));
    }
    if !site.platform.can_create_coupons() {
        site.dynamic_coupons = None;
    }
    shop.save_site(&site)?;
    Ok(Reply::json(200, &SiteAnswer(shop.site()?)))
}

/// The settings and what follows from them; nothing of dynamic coupons where the platform cannot do them.
struct SiteAnswer(SiteState);

impl Write for SiteAnswer {
    fn write(&self, json: &mut Json) {
        let SiteState { site, patterns, .. } = &self.0;
        let can = site.platform.can_create_coupons();
        json.object(|fields| {
            fields.field(Key::Platform, &site.platform);
            fields.field(Key::DynamicCoupons, &can.then_some(site.dynamic_coupons.unwrap_or(false)));
            fields.field(Key::Env, &site.env);
            fields.field(Key::Modalities, &site.modalities);
            let choices: Vec<PlatformChoice> = Platform::ALL.iter().copied().map(PlatformChoice).collect();
            fields.field(Key::Platforms, &choices);
            let guide = can.then(|| format!("docs/dynamic-coupons-{}.html", site.platform.word()));
            fields.field(Key::Guide, &guide);
            fields.field(Key::Patterns, patterns);
        });
    }
}

struct PlatformChoice(Platform);

impl Write for PlatformChoice {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Id, &self.0);
            fields.field(Key::Name, self.0.name());
            fields.field(Key::DynamicCoupons, &self.0.can_create_coupons());
        });
    }
}

pub(super) fn coupons(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let page = shop.list_coupons(call.query("cursor"), PAGE)?;
    Ok(Reply::json(200, &CouponPage { coupons: page.coupons, cursor: page.cursor }))
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

/// The coupon as it stands now: its own code, and what is left (S4).
fn listed<'a>(coupon: Coupon<'a>, row: &'a ListedCoupon) -> Coupon<'a> {
    let left = coupon.limit().map(|limit| limit.saturating_sub(row.redeemed));
    Coupon { code: Text::Borrowed(&row.code), available_quantity: left.or(coupon.available_quantity), ..coupon }
}
