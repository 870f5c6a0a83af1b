//! A shop in memory: what `SqlShop` does, without SQL.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(unreachable_pub, dead_code, reason = "shared by several test binaries")]

mod imports;

use imports::Imported;
use remise::cart::{Clock, Modality};
use remise::money::{Currency, Locale};
use remise::shop::*;
use std::collections::BTreeMap;

pub const NOW_MS: i64 = 1_637_236_969_444;

pub struct Stored {
    pub env: Env,
    pub code: String,
    pub json: String,
    pub quantity: Option<u32>,
    pub per_holder: Option<u32>,
    pub redeemed: u32,
    pub by_holder: BTreeMap<String, u32>,
    /// When it came, among all.
    pub order: usize,
}

pub struct MemoryShop {
    pub site: Site,
    pub coupons: BTreeMap<(String, String), Stored>,
    pub ledger: BTreeMap<String, (Env, Option<String>, StoredRedemption)>,
    pub patterns: Vec<String>,
    pub published: Vec<String>,
    pub imports: BTreeMap<String, (Import, Imported)>,
    pub now_ms: i64,
    /// Every operation fails with this.
    pub broken: bool,
    /// Codes that are said to collide, so many times.
    pub collisions: u32,
    random: u64,
}

impl MemoryShop {
    pub fn new() -> MemoryShop {
        let site = Site {
            platform: Platform::PrestaShop,
            dynamic_coupons: Some(true),
            env: Env::Prod,
            modalities: vec![Modality::Retail, Modality::Wholesale],
        };
        MemoryShop {
            site,
            coupons: BTreeMap::new(),
            ledger: BTreeMap::new(),
            patterns: Vec::new(),
            published: Vec::new(),
            imports: BTreeMap::new(),
            now_ms: NOW_MS,
            broken: false,
            collisions: 0,
            random: 0x9E37_79B9_7F4A_7C15,
        }
    }

    fn up(&self) -> Hosted<()> {
        if self.broken { Err(HostFailure("the database is gone".to_owned())) } else { Ok(()) }
    }

    fn own_organization() -> Organization {
        Organization { id: "1".to_owned(), currency: Currency::new("BRL").unwrap(), locale: Locale::Pt }
    }

    fn store(&mut self, env: Env, key: &str, json: &str, code: String) {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let limit =
            |has: &str, name: &str| value[has].as_bool().unwrap_or(false).then(|| value[name].as_u64().unwrap() as u32);
        let (quantity, per_holder) = (limit("hasQuantity", "quantity"), limit("hasQuantityPerUser", "quantityPerUser"));
        let place = (env.word().to_owned(), key.to_owned());
        let old = self.coupons.remove(&place);
        let fresh = (0, BTreeMap::new(), self.coupons.len());
        let (redeemed, by_holder, order) = old.map_or(fresh, |old| (old.redeemed, old.by_holder, old.order));
        let json = json.to_owned();
        self.coupons.insert(place, Stored { env, code, json, quantity, per_holder, redeemed, by_holder, order });
    }
}

impl MemoryShop {
    /// The rules of the coupon with this id.
    fn rules(&self, id: &str) -> Option<(Env, String)> {
        let quoted = format!("\"id\":\"{id}\"");
        let stored = self.coupons.values().find(|stored| stored.json.contains(&quoted))?;
        Some((stored.env, stored.json.clone()))
    }
}

impl Random for MemoryShop {
    /// Predictable, so that a failing test fails again.
    fn fill(&mut self, bytes: &mut [u8]) -> Hosted<()> {
        self.up()?;
        for byte in bytes {
            self.random ^= self.random << 13;
            self.random ^= self.random >> 7;
            self.random ^= self.random << 17;
            *byte = (self.random >> 32) as u8;
        }
        Ok(())
    }
}

impl Shop for MemoryShop {
    fn clock(&mut self) -> Hosted<Clock> {
        self.up()?;
        Ok(Clock { now_ms: self.now_ms, utc_offset_minutes: -180 })
    }

    fn site(&mut self) -> Hosted<SiteState> {
        self.up()?;
        Ok(SiteState {
            site: self.site.clone(),
            organization: MemoryShop::own_organization(),
            patterns: self.patterns.clone(),
        })
    }

    fn save_site(&mut self, site: &Site) -> Hosted<()> {
        self.site = site.clone();
        self.up()
    }

    fn organization(&mut self, token: &str, external_id: &str) -> Hosted<FoundOrganization> {
        self.up()?;
        let integrator = token == "seu token";
        let found = integrator && external_id == "seu id";
        Ok(FoundOrganization { integrator, organization: found.then(MemoryShop::own_organization) })
    }

    fn authenticate(&mut self, key: &str) -> Hosted<bool> {
        self.up()?;
        Ok(key == "private")
    }

    fn find_coupon(&mut self, query: &FindCoupon<'_>) -> Hosted<FoundCoupon> {
        self.up()?;
        let redemption =
            query.key.as_ref().and_then(|key| self.ledger.get(&**key)).map(|(_, _, stored)| stored.clone());
        let place = (query.env.word().to_owned(), query.code_key.as_str().to_owned());
        let Some(stored) = self.coupons.get(&place) else {
            return Ok(FoundCoupon { redemption, ..Default::default() });
        };
        let holder = query.holder.as_deref().unwrap_or_default();
        Ok(FoundCoupon {
            coupon: Some(stored.json.clone()),
            code: Some(stored.code.clone()),
            redeemed: stored.redeemed,
            redeemed_by_holder: stored.by_holder.get(holder).copied().unwrap_or(0),
            redemption,
        })
    }

    fn save_coupon(&mut self, save: &SaveCoupon<'_>) -> Hosted<SaveOutcome> {
        self.up()?;
        let read = |json: &str, name: &str| {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            value[name].as_str().unwrap().to_owned()
        };
        let place = (save.env.word().to_owned(), save.code_key.as_str().to_owned());
        let id = read(&save.coupon, "id");
        if self.coupons.get(&place).is_some_and(|stored| read(&stored.json, "id") != id) {
            return Ok(SaveOutcome::Taken);
        }
        self.store(save.env, save.code_key.as_str(), &save.coupon, read(&save.coupon, "code"));
        Ok(SaveOutcome::Saved)
    }

    fn insert_codes(&mut self, insert: &InsertCodes<'_>) -> Hosted<Vec<u32>> {
        self.up()?;
        if self.collisions > 0 {
            self.collisions -= 1;
            return Ok((0..insert.codes.len() as u32).collect());
        }
        self.patterns.push(insert.pattern.to_string());
        for NewCode { code, key } in &insert.codes {
            self.store(insert.env, key.as_str(), &insert.coupon, code.clone());
        }
        Ok(Vec::new())
    }

    fn list_coupons(&mut self, _: Option<&str>, _: u32) -> Hosted<ListedCoupons> {
        self.up()?;
        let listed = |stored: &Stored| ListedCoupon {
            env: stored.env,
            redeemed: stored.redeemed,
            coupon: stored.json.clone(),
            code: stored.code.clone(),
        };
        Ok(ListedCoupons { coupons: self.coupons.values().map(listed).collect(), cursor: None })
    }

    fn redeem(&mut self, redemption: &Redemption<'_>) -> Hosted<RedeemOutcome> {
        self.up()?;
        if let Some((_, _, stored)) = self.ledger.get(&*redemption.key) {
            return Ok(RedeemOutcome::Replayed(stored.clone()));
        }
        let place = (redemption.env.word().to_owned(), redemption.code_key.as_str().to_owned());
        let stored = self.coupons.get_mut(&place).unwrap();
        if stored.quantity.is_some_and(|quantity| stored.redeemed >= quantity) {
            return Ok(RedeemOutcome::Exhausted);
        }
        if let Some(holder) = &redemption.holder {
            let used = stored.by_holder.entry(holder.to_string()).or_default();
            if stored.per_holder.is_some_and(|limit| *used >= limit) {
                return Ok(RedeemOutcome::HolderLimit);
            }
            *used += 1;
        }
        stored.redeemed += 1;
        let first = StoredRedemption { code_key: place.1, applied: redemption.applied.to_string() };
        let holder = redemption.holder.as_ref().map(ToString::to_string);
        self.ledger.insert(redemption.key.to_string(), (redemption.env, holder, first));
        Ok(RedeemOutcome::Taken)
    }

    fn release(&mut self, key: &str, _: i64) -> Hosted<bool> {
        self.up()?;
        let Some((env, holder, taken)) = self.ledger.remove(key) else { return Ok(false) };
        let stored = self.coupons.get_mut(&(env.word().to_owned(), taken.code_key)).unwrap();
        stored.redeemed -= 1;
        if let Some(used) = holder.and_then(|holder| stored.by_holder.get_mut(&holder)) {
            *used -= 1;
        }
        Ok(true)
    }

    fn publish(&mut self, _: Env, coupon: &str) -> Hosted<()> {
        self.published.push(coupon.to_owned());
        self.up()
    }
}
