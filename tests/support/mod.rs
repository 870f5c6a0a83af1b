//! A shop in memory: what `SqlShop` does, without SQL.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(unreachable_pub, dead_code, reason = "shared by several test binaries")]

pub mod web;

mod api_keys;
mod attempts;
mod imports;
mod vouchers;

use imports::Imported;
use remise::cart::{Clock, Modality};
use remise::evaluate::CampaignUsage;
use remise::money::{Currency, Locale};
use remise::shop::*;
use remise::wire::Text;
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
    pub spent_minor: i64,
    /// Its coupon's id, and the limits of all codes of that.
    pub campaign: String,
    pub campaign_quantity: Option<u32>,
    pub campaign_minor: Option<i64>,
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

/// What a key has taken, or had.
#[derive(Clone)]
pub struct Taking {
    pub request: String,
    pub env: Env,
    pub codes: Vec<TakenCode>,
    pub holders: Vec<String>,
    pub applied: String,
    pub end_at: Option<i64>,
    /// `None` once it is given back.
    pub state: Option<RedemptionState>,
}

pub struct MemoryShop {
    pub site: Site,
    pub coupons: BTreeMap<(String, String), Stored>,
    pub ledger: BTreeMap<String, Taking>,
    /// By scope and key.
    pub keys: BTreeMap<(String, String), Claimed>,
    pub patterns: Vec<String>,
    pub published: Vec<String>,
    pub imports: BTreeMap<String, (Import, Imported)>,
    pub api_keys: Vec<api_keys::Held>,
    pub vouchers: vouchers::Kept,
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
    /// No answer can be kept under an idempotency key.
    pub forgetful: bool,
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
            vouchers: vouchers::Kept::default(),
            buckets: BTreeMap::new(),
            attempts: Vec::new(),
            asked: Vec::new(),
            looked_up: Vec::new(),
            now_ms: NOW_MS,
            broken: false,
            forgetful: false,
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
            spent_minor: 0,
            campaign: value["id"].as_str().unwrap_or(&code).to_owned(),
            campaign_quantity: None,
            campaign_minor: None,
            active: true,
            number,
        });
        let active = value["active"].as_bool().unwrap_or(stored.active);
        let campaign_quantity = value["campaign"]["quantity"].as_u64().map(|quantity| quantity as u32);
        let campaign_minor = value["campaign"]["discountMinor"].as_i64();
        let json = json.to_owned();
        let terms = Stored { code, json, quantity, per_holder, campaign_quantity, campaign_minor, active, ..stored };
        self.coupons.insert(place, terms);
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

impl Taking {
    /// What the key has; nothing when it was given back.
    fn stored(&self, request: &str) -> Option<StoredRedemption> {
        let known = self.request == request;
        Some(StoredRedemption { applied: self.applied.clone(), state: self.state?, end_at: self.end_at, known })
    }
}

impl MemoryShop {
    fn campaign(&self, env: Env, campaign: &str) -> CampaignUsage {
        let mut usage = CampaignUsage::default();
        let taken = self.ledger.values().filter(|taking| taking.state.is_some() && taking.env == env);
        for code in taken.flat_map(|taking| &taking.codes) {
            let place = (env.word().to_owned(), code.code_key.as_str().to_owned());
            // A coupon that got another code since is no longer where its uses were taken.
            if self.coupons.get(&place).is_some_and(|coupon| coupon.campaign == campaign) {
                usage.redeemed += 1;
                usage.spent_minor += code.discount_minor;
            }
        }
        usage
    }

    /// Why there is no use of a code.
    fn refusal(&self, code: &TakenCode, taking: &Taking) -> Option<RedeemOutcome> {
        let place = (taking.env.word().to_owned(), code.code_key.as_str().to_owned());
        let stored = &self.coupons[&place];
        let campaign = self.campaign(taking.env, &stored.campaign);
        let by_holder = |holder: &String| stored.by_holder.get(holder).copied().unwrap_or(0);
        let used = taking.holders.iter().map(by_holder).max().unwrap_or(0);
        let (mut none, spent) = (None, campaign.spent_minor + code.discount_minor);
        let mut refuse = |outcome, is_so: bool| none = none.or(is_so.then_some(outcome));
        refuse(RedeemOutcome::Exhausted, !stored.active || stored.quantity.is_some_and(|most| stored.redeemed >= most));
        refuse(RedeemOutcome::Stale, code.spent_minor.is_some_and(|spent| stored.spent_minor > spent));
        refuse(RedeemOutcome::HolderLimit, stored.per_holder.is_some_and(|limit| used >= limit));
        refuse(RedeemOutcome::CampaignLimit, stored.campaign_quantity.is_some_and(|most| campaign.redeemed >= most));
        refuse(RedeemOutcome::BudgetLimit, stored.campaign_minor.is_some_and(|most| spent > most));
        none
    }

    fn take(&mut self, key: &str, taking: Taking) -> Redeemed {
        let refusal = taking.codes.iter().find_map(|code| Some((self.refusal(code, &taking)?, code)));
        if let Some((outcome, code)) = refusal {
            let code_key = Some(code.code_key.as_str().to_owned());
            return Redeemed { outcome, code_key, redemption: None };
        }
        self.count(&taking, 1);
        let redemption = taking.stored(&taking.request);
        self.ledger.insert(key.to_owned(), taking);
        Redeemed { outcome: RedeemOutcome::Taken, code_key: None, redemption }
    }

    fn count(&mut self, taking: &Taking, step: i32) {
        for code in &taking.codes {
            let place = (taking.env.word().to_owned(), code.code_key.as_str().to_owned());
            let stored = self.coupons.get_mut(&place).unwrap();
            stored.redeemed = stored.redeemed.checked_add_signed(step).unwrap();
            if code.spent_minor.is_some() {
                stored.spent_minor += code.discount_minor * i64::from(step);
            }
            for holder in &taking.holders {
                let used = stored.by_holder.entry(holder.clone()).or_default();
                *used = used.checked_add_signed(step).unwrap();
            }
        }
    }

    fn give_back(&mut self, key: &str) -> bool {
        let Some(mut taking) = self.ledger.remove(key) else { return false };
        let had = taking.state.take().is_some();
        if had {
            self.count(&taking, -1);
        }
        self.ledger.insert(key.to_owned(), taking);
        had
    }

    fn lapse(&mut self, at_ms: i64) {
        let is_over = |taking: &Taking| {
            taking.state == Some(RedemptionState::Held) && taking.end_at.is_some_and(|end| end <= at_ms)
        };
        let over = self.ledger.iter().filter(|(_, taking)| is_over(taking)).map(|(key, _)| key.clone());
        for key in over.collect::<Vec<String>>() {
            self.give_back(&key);
        }
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

    fn authenticate(&mut self, kind: ApiKeyKind, key: &str) -> Hosted<bool> {
        self.up()?;
        Ok((kind == ApiKeyKind::Private && key == "private") || self.held(kind, key).is_some())
    }

    fn find_coupon(&mut self, query: &FindCoupon<'_>) -> Hosted<FoundCoupon> {
        self.up()?;
        self.asked.push("findCoupon");
        self.looked_up.push(query.code_key.as_str().to_owned());
        if let Some(at_ms) = query.at_ms {
            self.lapse(at_ms);
        }
        let taking = query.key.as_ref().and_then(|key| self.ledger.get(&**key));
        let redemption = taking.and_then(|taking| taking.stored(query.request.as_deref().unwrap_or_default()));
        let place = (query.env.word().to_owned(), query.code_key.as_str().to_owned());
        let Some(stored) = self.coupons.get(&place) else {
            return Ok(FoundCoupon { redemption, ..Default::default() });
        };
        let by = |name: &Option<Text<'_>>| name.as_ref().and_then(|name| stored.by_holder.get(&**name)).copied();
        Ok(FoundCoupon {
            coupon: Some(stored.json.clone()),
            code: Some(stored.code.clone()),
            redeemed: stored.redeemed,
            redeemed_by_holder: by(&query.holder).max(by(&query.email)).unwrap_or(0),
            spent_minor: stored.spent_minor,
            campaign: Some(self.campaign(stored.env, &stored.campaign)),
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
        if self.forgetful {
            return Err(HostFailure("the disk is full".to_owned()));
        }
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

    fn redeem(&mut self, redemption: &Redemption<'_>) -> Hosted<Redeemed> {
        self.up()?;
        self.lapse(redemption.at_ms);
        let stored = self.ledger.get(&*redemption.key).and_then(|taking| taking.stored(&redemption.request));
        if stored.is_some() {
            return Ok(Redeemed { outcome: RedeemOutcome::Replayed, code_key: None, redemption: stored });
        }
        let held = redemption.end_at.map(|_| RedemptionState::Held);
        let taking = Taking {
            request: redemption.request.to_string(),
            env: redemption.env,
            codes: redemption.codes.clone(),
            holders: [&redemption.holder, &redemption.email].into_iter().flatten().map(ToString::to_string).collect(),
            applied: redemption.applied.to_string(),
            end_at: redemption.end_at,
            state: held.or(Some(RedemptionState::Committed)),
        };
        let redeemed = self.take(&redemption.key, taking);
        if redeemed.outcome == RedeemOutcome::Taken {
            self.vouchers_used(redemption);
        }
        Ok(redeemed)
    }

    fn commit(&mut self, key: &str, at_ms: i64) -> Hosted<Redeemed> {
        self.up()?;
        self.lapse(at_ms);
        let Some(mut taking) = self.ledger.get(key).cloned() else {
            return Ok(Redeemed { outcome: RedeemOutcome::Unknown, code_key: None, redemption: None });
        };
        let is_lapsed = taking.state.is_none();
        taking.state = Some(RedemptionState::Committed);
        if is_lapsed {
            return Ok(self.take(key, taking));
        }
        let redemption = taking.stored("");
        self.ledger.insert(key.to_owned(), taking);
        Ok(Redeemed { outcome: RedeemOutcome::Taken, code_key: None, redemption })
    }

    fn release(&mut self, key: &str, keep: bool, at_ms: i64) -> Hosted<bool> {
        self.up()?;
        if keep {
            self.keep_vouchers(key, at_ms);
        }
        let given = self.ledger.get(key).map(|taking| taking.codes.clone()).unwrap_or_default();
        let back = self.give_back(key);
        if back {
            self.vouchers_given_back(&given, key, at_ms);
        }
        Ok(back)
    }

    fn publish(&mut self, _: Env, coupon: &str) -> Hosted<()> {
        self.published.push(coupon.to_owned());
        self.up()
    }
}
