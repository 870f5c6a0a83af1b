//! A shop in memory: what `SqlShop` does, without SQL.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(unreachable_pub, dead_code, reason = "shared by several test binaries")]

pub mod web;

mod api_keys;
mod attempts;
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
    pub active: bool,
    /// When it was created, among all: the newest is the highest.
    pub number: u32,
}

/// A claimed idempotency key.
pub struct Claimed {
    pub request: String,
    pub at_ms: i64,
    pub answer: Option<(u32, String)>,
}

pub struct MemoryShop {
    pub site: Site,
    pub coupons: BTreeMap<(String, String), Stored>,
    pub ledger: BTreeMap<String, (Env, Option<String>, StoredRedemption)>,
    /// By scope and key.
    pub keys: BTreeMap<(String, String), Claimed>,
    pub patterns: Vec<String>,
    pub published: Vec<String>,
    pub imports: BTreeMap<String, (Import, Imported)>,
    pub api_keys: Vec<api_keys::Held>,
    /// When each bucket is full again.
    pub buckets: BTreeMap<String, i64>,
    pub attempts: Vec<NotedAttempt>,
    /// What a price was asked of, in order.
    pub asked: Vec<&'static str>,
    /// Codes that were looked up, folded.
    pub looked_up: Vec<String>,
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
            max_codes: None,
            choose: None,
            attempts: None,
        };
        MemoryShop {
            site,
            coupons: BTreeMap::new(),
            ledger: BTreeMap::new(),
            keys: BTreeMap::new(),
            patterns: Vec::new(),
            published: Vec::new(),
            imports: BTreeMap::new(),
            api_keys: Vec::new(),
            buckets: BTreeMap::new(),
            attempts: Vec::new(),
            asked: Vec::new(),
            looked_up: Vec::new(),
            now_ms: NOW_MS,
            broken: false,
            collisions: 0,
            random: 0x9E37_79B9_7F4A_7C15,
        }
    }

    fn up(&self) -> Hosted<()> {
        if self.broken { Err(HostFailure("the database is gone".to_owned())) } else { Ok(()) }
    }

    fn place(query: &FindCoupon<'_>) -> (String, String) {
        (query.env.word().to_owned(), query.code_key.as_str().to_owned())
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
        let number = self.coupons.values().map(|stored| stored.number + 1).max().unwrap_or(1);
        let stored = old.unwrap_or_else(|| Stored {
            env,
            code: String::new(),
            json: String::new(),
            quantity,
            per_holder,
            redeemed: 0,
            by_holder: BTreeMap::new(),
            active: true,
            number,
        });
        let active = value["active"].as_bool().unwrap_or(stored.active);
        self.coupons.insert(place, Stored { code, json: json.to_owned(), quantity, per_holder, active, ..stored });
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
        self.asked.push("clock");
        Ok(Clock { now_ms: self.now_ms, utc_offset_minutes: -180 })
    }

    fn site(&mut self) -> Hosted<SiteState> {
        self.up()?;
        self.asked.push("site");
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
        let held = self.held(ApiKeyKind::Integrator, token);
        let integrator = token == "seu token" || held.is_some();
        let own = held.map_or("seu id", |held| held.external_id.as_deref().unwrap());
        let found = integrator && external_id == own;
        Ok(FoundOrganization { integrator, organization: found.then(MemoryShop::own_organization) })
    }

    fn authenticate(&mut self, key: &str) -> Hosted<bool> {
        self.up()?;
        Ok(key == "private" || self.held(ApiKeyKind::Private, key).is_some())
    }

    fn find_coupon(&mut self, query: &FindCoupon<'_>) -> Hosted<FoundCoupon> {
        self.up()?;
        self.asked.push("findCoupon");
        self.looked_up.push(query.code_key.as_str().to_owned());
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
            active: stored.active,
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
        // The same id under another code takes its uses along.
        let own = |(at, stored): (&(String, String), &Stored)| at.0 == place.0 && read(&stored.json, "id") == id;
        let old = self.coupons.iter().find(|(at, stored)| own((at, stored))).map(|(at, _)| at.clone());
        match old {
            None if save.update == Some(true) => return Ok(SaveOutcome::Unknown),
            None => {}
            Some(old) => {
                let stored = self.coupons.remove(&old).unwrap();
                self.coupons.insert(place, stored);
            }
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

    fn list_coupons(&mut self, query: &ListCoupons<'_>) -> Hosted<ListedCoupons> {
        self.up()?;
        let before = query.cursor.as_ref().map_or(u32::MAX, |cursor| cursor.parse().unwrap());
        let prefix = query.prefix.as_ref().map_or("", |prefix| prefix.as_str());
        let mut found: Vec<(&String, &Stored)> = self.coupons.iter().map(|((_, key), stored)| (key, stored)).collect();
        found.retain(|(key, stored)| {
            stored.number < before
                && query.env.is_none_or(|env| env == stored.env)
                && query.active.is_none_or(|active| active == stored.active)
                && key.starts_with(prefix)
        });
        found.sort_by_key(|(_, stored)| std::cmp::Reverse(stored.number));
        let more = found.len() > query.limit as usize;
        found.truncate(query.limit as usize);
        let cursor = found.last().filter(|_| more).map(|(_, stored)| stored.number.to_string());
        let listed = |(_, stored): (&String, &Stored)| ListedCoupon {
            env: stored.env,
            redeemed: stored.redeemed,
            coupon: stored.json.clone(),
            code: stored.code.clone(),
            active: stored.active,
        };
        Ok(ListedCoupons { coupons: found.into_iter().map(listed).collect(), cursor })
    }

    fn set_active(&mut self, place: &FindCoupon<'_>, active: bool, _: i64) -> Hosted<bool> {
        self.up()?;
        let stored = self.coupons.get_mut(&MemoryShop::place(place));
        Ok(stored.map(|stored| stored.active = active).is_some())
    }

    fn delete_coupon(&mut self, place: &FindCoupon<'_>) -> Hosted<DeleteOutcome> {
        self.up()?;
        let place = MemoryShop::place(place);
        match self.coupons.get(&place) {
            None => return Ok(DeleteOutcome::Unknown),
            Some(stored) if stored.redeemed > 0 => return Ok(DeleteOutcome::InUse),
            Some(_) => {}
        }
        self.coupons.remove(&place);
        Ok(DeleteOutcome::Deleted)
    }

    fn claim_key(&mut self, claim: &ClaimKey<'_>) -> Hosted<ClaimedKey> {
        self.up()?;
        self.keys.retain(|_, claimed| claimed.at_ms >= claim.forget_before_ms);
        let place = (claim.scope.to_string(), claim.key.to_string());
        let answered = |outcome, answer: Option<(u32, String)>| {
            let (status, body) = answer.unwrap_or_default();
            Ok(ClaimedKey { outcome, status, body })
        };
        match self.keys.get(&place) {
            Some(claimed) if claimed.request != claim.request => return answered(ClaimOutcome::Other, None),
            Some(Claimed { answer: Some(answer), .. }) => return answered(ClaimOutcome::Settled, Some(answer.clone())),
            Some(claimed) if claimed.at_ms > claim.stale_before_ms => return answered(ClaimOutcome::Running, None),
            _ => {}
        }
        self.keys.insert(place, Claimed { request: claim.request.to_string(), at_ms: claim.at_ms, answer: None });
        answered(ClaimOutcome::Claimed, None)
    }

    fn settle_key(&mut self, settle: &SettleKey<'_>) -> Hosted<()> {
        self.up()?;
        let place = (settle.scope.to_string(), settle.key.to_string());
        let Some(claimed) = self.keys.get_mut(&place).filter(|claimed| claimed.at_ms == settle.at_ms) else {
            return Ok(());
        };
        claimed.answer = settle.status.zip(settle.body.as_ref().map(ToString::to_string));
        if settle.status.is_none() {
            self.keys.remove(&place);
        }
        Ok(())
    }

    fn redeem(&mut self, redemption: &Redemption<'_>) -> Hosted<RedeemOutcome> {
        self.up()?;
        if let Some((_, _, stored)) = self.ledger.get(&*redemption.key) {
            return Ok(RedeemOutcome::Replayed(stored.clone()));
        }
        let place = (redemption.env.word().to_owned(), redemption.code_key.as_str().to_owned());
        let stored = self.coupons.get_mut(&place).unwrap();
        if !stored.active || stored.quantity.is_some_and(|quantity| stored.redeemed >= quantity) {
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
