//! Vouchers of the shop in memory.

use super::{MemoryShop, Taking};
use remise::shop::*;
use std::collections::BTreeMap;

/// What is kept of vouchers.
#[derive(Default)]
pub struct Kept {
    pub settings: Option<VoucherSettings>,
    /// By id: name and JSON.
    pub templates: BTreeMap<String, (String, String)>,
    /// By order.
    pub purchases: BTreeMap<String, Bought>,
    pub sold: Vec<Sold>,
    /// Codes that the next piece is told to collide with.
    pub collisions: usize,
}

pub struct Bought {
    pub owner: String,
    pub env: Env,
    pub cancelled_at: Option<i64>,
    pub blocked: bool,
    pub issues: Vec<(NewIssue, u32)>,
}

pub struct Sold {
    pub key: String,
    pub env: Env,
    pub order: String,
    pub name: String,
    pub template: String,
    pub created_at: i64,
    pub end_at: i64,
    pub merchant_id: Option<String>,
    pub used_at: Option<i64>,
    pub events: Vec<VoucherEvent>,
}

fn event(event: &str, order: Option<&str>, merchant: Option<&str>, at_ms: i64) -> VoucherEvent {
    let own = |text: Option<&str>| text.map(str::to_owned);
    VoucherEvent { at_ms, event: event.to_owned(), order: own(order), merchant_id: own(merchant) }
}

impl MemoryShop {
    fn stored_voucher(&self, at: usize) -> StoredVoucher {
        let sold = &self.vouchers.sold[at];
        let place = (sold.env.word().to_owned(), sold.key.clone());
        let takes = |taking: &Taking| {
            taking.state.is_some() && taking.codes.iter().any(|code| code.code_key.as_str() == sold.key)
        };
        let used_by = self.ledger.iter().find(|(_, taking)| takes(taking)).map(|(key, _)| key.clone());
        let stored = &self.coupons[&place];
        StoredVoucher {
            code: stored.code.clone(),
            order: sold.order.clone(),
            owner: self.vouchers.purchases[&sold.order].owner.clone(),
            template: sold.template.clone(),
            name: sold.name.clone(),
            created_at: sold.created_at,
            end_at: sold.end_at,
            active: stored.active,
            used_at: used_by.is_some().then(|| sold.used_at.unwrap_or(self.now_ms)),
            used_by: used_by.filter(|_| sold.merchant_id.is_none()),
            merchant_id: sold.merchant_id.clone(),
        }
    }

    fn sold(&self, find: &FindVoucher<'_>) -> Option<usize> {
        self.vouchers.sold.iter().position(|sold| sold.env == find.env && sold.key == find.code_key.as_str())
    }

    fn of_taking(&self, codes: &[TakenCode]) -> Vec<usize> {
        let is_taken = |sold: &Sold| codes.iter().any(|code| code.code_key.as_str() == sold.key);
        (0..self.vouchers.sold.len()).filter(|at| is_taken(&self.vouchers.sold[*at])).collect()
    }

    /// An order has used vouchers.
    pub fn vouchers_used(&mut self, redemption: &Redemption<'_>) {
        for at in self.of_taking(&redemption.codes) {
            let sold = &mut self.vouchers.sold[at];
            sold.used_at = Some(redemption.at_ms);
            sold.events.push(event("used", Some(&redemption.key), None, redemption.at_ms));
        }
    }

    /// Vouchers that an order has used stay used when it gives the rest back.
    pub fn keep_vouchers(&mut self, key: &str, at_ms: i64) {
        let Some(taking) = self.ledger.get(key).cloned() else { return };
        if taking.state != Some(RedemptionState::Committed) {
            return;
        }
        for at in self.of_taking(&taking.codes) {
            let sold = &mut self.vouchers.sold[at];
            sold.events.push(event("kept", Some(key), None, at_ms));
            let is_its = |code: &TakenCode| code.code_key.as_str() == sold.key;
            let rest = self.ledger.get_mut(key).unwrap();
            let codes = rest.codes.extract_if(.., |code| is_its(code)).collect();
            self.ledger.insert(format!("kept {}", sold.key), Taking { codes, ..taking.clone() });
            if self.ledger[key].codes.is_empty() {
                self.ledger.remove(key);
                return;
            }
        }
    }

    pub fn vouchers_given_back(&mut self, codes: &[TakenCode], key: &str, at_ms: i64) {
        for at in self.of_taking(codes) {
            let sold = &mut self.vouchers.sold[at];
            (sold.used_at, sold.merchant_id) = (None, None);
            sold.events.push(event("givenBack", Some(key), None, at_ms));
            if self.vouchers.purchases[&sold.order].blocked {
                sold.events.push(event("blocked", Some(&sold.order), None, at_ms));
                self.coupons.get_mut(&(sold.env.word().to_owned(), sold.key.clone())).unwrap().active = false;
            }
        }
    }
}

impl Vouchers for MemoryShop {
    fn voucher_settings(&mut self) -> Hosted<VoucherSettings> {
        self.up()?;
        Ok(self.vouchers.settings.clone().unwrap_or_default())
    }

    fn save_voucher_settings(&mut self, settings: &VoucherSettings) -> Hosted<()> {
        self.vouchers.settings = Some(settings.clone());
        self.up()
    }

    fn list_templates(&mut self, _: &str) -> Hosted<Vec<String>> {
        self.up()?;
        let mut listed: Vec<&(String, String)> = self.vouchers.templates.values().collect();
        listed.sort();
        Ok(listed.into_iter().map(|(_, json)| json.clone()).collect())
    }

    fn save_template(&mut self, save: &SaveTemplate<'_>) -> Hosted<()> {
        self.up()?;
        self.vouchers.templates.insert(save.id.to_string(), (save.name.to_string(), save.template.to_string()));
        Ok(())
    }

    fn delete_template(&mut self, _: &str, id: &str) -> Hosted<bool> {
        self.up()?;
        Ok(self.vouchers.templates.remove(id).is_some())
    }

    fn find_purchase(&mut self, place: &PurchasePlace<'_>) -> Hosted<Option<Purchase>> {
        self.up()?;
        let count =
            |(issue, made): &(NewIssue, u32)| IssueCount { line: issue.line.clone(), count: issue.count, made: *made };
        Ok(self.vouchers.purchases.get(&*place.order).map(|bought| Purchase {
            owner: bought.owner.clone(),
            cancelled_at: bought.cancelled_at,
            issues: bought.issues.iter().map(count).collect(),
        }))
    }

    fn add_issues(&mut self, add: &AddIssues<'_>) -> Hosted<bool> {
        self.up()?;
        let new = || Bought {
            owner: add.owner.to_string(),
            env: add.env,
            cancelled_at: None,
            blocked: false,
            issues: Vec::new(),
        };
        let bought = self.vouchers.purchases.entry(add.order.to_string()).or_insert_with(new);
        let same = |one: &NewIssue, other: &NewIssue| (&one.line, one.number) == (&other.line, other.number);
        let is_there = |issue: &NewIssue| bought.issues.iter().any(|(there, _)| same(there, issue));
        if bought.cancelled_at.is_some() || add.issues.iter().any(is_there) {
            return Ok(false);
        }
        bought.issues.extend(add.issues.iter().map(|issue| (issue.clone(), 0)));
        Ok(true)
    }

    fn next_issue(&mut self, _: &str, order: Option<&str>) -> Hosted<Option<Issue>> {
        self.up()?;
        for (id, bought) in &self.vouchers.purchases {
            if order.is_some_and(|order| order != id) || bought.cancelled_at.is_some() {
                continue;
            }
            for (at, (issue, made)) in bought.issues.iter().enumerate() {
                if *made < issue.count {
                    let (count, made, pattern) = (issue.count, *made, issue.pattern.clone());
                    return Ok(Some(Issue { id: format!("{at} {id}"), count, made, pattern }));
                }
            }
        }
        Ok(None)
    }

    fn mint_codes(&mut self, mint: &MintCodes<'_>) -> Hosted<()> {
        self.up()?;
        let (at, order) = mint.id.split_once(' ').unwrap();
        let (at, order) = (at.parse::<usize>().unwrap(), order.to_owned());
        let bought = &self.vouchers.purchases[&order];
        let ((issue, made), env) = (bought.issues[at].clone(), bought.env);
        if made != mint.made || bought.cancelled_at.is_some() {
            return Ok(());
        }
        let mut codes = mint.codes.clone();
        codes.drain(..std::mem::take(&mut self.vouchers.collisions).min(codes.len()));
        for NewCode { code, key } in &codes {
            self.store(env, key.as_str(), &issue.coupon, code.clone());
            self.vouchers.sold.push(Sold {
                key: key.as_str().to_owned(),
                env,
                order: order.clone(),
                name: issue.name.clone(),
                template: issue.template.clone(),
                created_at: mint.at_ms,
                end_at: issue.end_at,
                merchant_id: None,
                used_at: None,
                events: vec![event("created", Some(&order), None, mint.at_ms)],
            });
        }
        self.vouchers.purchases.get_mut(&order).unwrap().issues[at].1 += codes.len() as u32;
        Ok(())
    }

    fn cancel_purchase(&mut self, cancel: &CancelPurchase<'_>) -> Hosted<CancelledPurchase> {
        self.up()?;
        let env = self.site.env;
        let new = || Bought { owner: String::new(), env, cancelled_at: None, blocked: false, issues: Vec::new() };
        let bought = self.vouchers.purchases.entry(cancel.order.to_string()).or_insert_with(new);
        if bought.cancelled_at.is_some() {
            return Ok(CancelledPurchase { changed: false, blocked: 0 });
        }
        (bought.cancelled_at, bought.blocked) = (Some(cancel.at_ms), cancel.block);
        let changed = !bought.owner.is_empty();
        let mut blocked = 0;
        for sold in self.vouchers.sold.iter_mut().filter(|sold| cancel.block && sold.order == *cancel.order) {
            let stored = self.coupons.get_mut(&(sold.env.word().to_owned(), sold.key.clone())).unwrap();
            if stored.redeemed == 0 && stored.active {
                stored.active = false;
                blocked += 1;
                sold.events.push(event("blocked", Some(&cancel.order), None, cancel.at_ms));
            }
        }
        Ok(CancelledPurchase { changed, blocked })
    }

    fn find_voucher(&mut self, find: &FindVoucher<'_>) -> Hosted<Option<StoredVoucher>> {
        self.up()?;
        self.lapse(find.at_ms);
        Ok(self.sold(find).map(|at| self.stored_voucher(at)))
    }

    fn redeem_voucher(&mut self, redeem: &RedeemVoucher<'_>) -> Hosted<bool> {
        self.up()?;
        if self.ledger.get(&*redeem.key).is_some_and(|taking| taking.state.is_some()) {
            return Ok(false);
        }
        let taking = Taking {
            request: redeem.merchant_id.to_string(),
            env: redeem.env,
            codes: vec![TakenCode { code_key: redeem.code_key.clone(), discount_minor: 0, spent_minor: None }],
            holders: Vec::new(),
            applied: "{}".to_owned(),
            end_at: None,
            state: Some(RedemptionState::Committed),
        };
        let taken = self.take(&redeem.key, taking).outcome == RedeemOutcome::Taken;
        let merchant = &*redeem.merchant_id;
        for sold in self.vouchers.sold.iter_mut().filter(|sold| taken && sold.key == redeem.code_key.as_str()) {
            (sold.merchant_id, sold.used_at) = (Some(merchant.to_owned()), Some(redeem.at_ms));
            sold.events.push(event("redeemed", None, Some(merchant), redeem.at_ms));
        }
        Ok(taken)
    }

    fn list_vouchers(&mut self, query: &ListVouchers<'_>) -> Hosted<ListedVouchers> {
        self.up()?;
        let prefix = query.prefix.as_ref().map_or("", |prefix| prefix.as_str());
        let mut found: Vec<(usize, StoredVoucher)> = Vec::new();
        for (at, sold) in self.vouchers.sold.iter().enumerate() {
            let voucher = self.stored_voucher(at);
            let fits = sold.env == query.env
                && query.owner.as_ref().is_none_or(|owner| *owner == voucher.owner)
                && query.order.as_ref().is_none_or(|order| *order == sold.order)
                && query.template.as_ref().is_none_or(|template| *template == sold.template)
                && query.status.is_none_or(|status| remise::voucher::status(&voucher, query.at_ms) == status)
                && sold.key.starts_with(prefix);
            if fits {
                found.push((at, voucher));
            }
        }
        let by = |(at, voucher): &(usize, StoredVoucher)| match query.sort {
            VoucherSort::Created => (String::new(), 0, *at),
            VoucherSort::Code => (voucher.code.clone(), 0, *at),
            VoucherSort::UsedAt => (String::new(), voucher.used_at.unwrap_or(0), *at),
        };
        found.sort_by_key(by);
        if query.descending {
            found.reverse();
        }
        // One page forwards is all that is asked here; the others are the stores' tests.
        let from = query.cursor.as_ref().map(|cursor| cursor.parse::<usize>().unwrap());
        let start = from.and_then(|from| found.iter().position(|(at, _)| *at == from)).map_or(0, |at| at + 1);
        let mut page = found.split_off(start);
        let more = page.len() > query.limit as usize;
        page.truncate(query.limit as usize);
        let cursor = page.last().filter(|_| more).map(|(at, _)| at.to_string());
        let previous = page.first().filter(|_| start > 0).map(|(at, _)| at.to_string());
        Ok(ListedVouchers { vouchers: page.into_iter().map(|(_, voucher)| voucher).collect(), cursor, previous })
    }

    fn voucher_history(&mut self, find: &FindVoucher<'_>) -> Hosted<Vec<VoucherEvent>> {
        self.up()?;
        Ok(self.sold(find).map(|at| self.vouchers.sold[at].events.clone()).unwrap_or_default())
    }
}

impl MemoryShop {
    /// Lets customers in these groups see what they bought.
    pub fn save_settings_for(&mut self, roles: &[&str]) {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        self.vouchers.settings = Some(VoucherSettings { roles, ..VoucherSettings::default() });
    }
}
