//! What the console asks: site details (D1, D3) and the list of coupons.

use super::reply::Reply;
use super::{HttpCall, list};
use crate::shop::{ListCoupons, NotedAttempt, Platform, Shop, Site, SiteState};
use crate::wire::record::written;
use crate::wire::{Faults, Json, Key, Write};

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
    call.query_of(&[])?;
    Ok(Reply::json(200, &SiteAnswer(shop.site()?)))
}

pub(super) fn save_site(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    call.query_of(&[])?;
    let mut site: Site = call.json()?;
    if site.modalities.is_empty() {
        return Err(Reply::fault("$.modalities", "out_of_range", "must hold one way of selling at least"));
    }
    if site.max_codes == Some(0) {
        return Err(Reply::fault("$.maxCodes", "out_of_range", "must be 1 at least; any number when absent"));
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
            fields.field(Key::MaxCodes, &site.max_codes);
            fields.field(Key::Choose, &site.choose);
            fields.field(Key::Attempts, &site.attempts.unwrap_or_default());
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
    let mut faults = Faults::default();
    call.only(&["cursor"], &mut faults);
    let cursor = call.cursor(&mut faults);
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    let organization = shop.site()?.organization.id.into();
    list::page(ListCoupons { organization, env: None, active: None, prefix: None, cursor, limit: list::PAGE }, shop)
}

/// Failed attempts on a page.
const ATTEMPTS: u32 = 200;

written! {
    struct AttemptsAnswer {
        attempts: Vec<NotedAttempt> => Attempts,
    }
}

/// Who has guessed lately: hashes, and codes that are masked.
pub(super) fn attempts(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    Ok(Reply::json(200, &AttemptsAnswer { attempts: shop.list_attempts(ATTEMPTS)? }))
}
