//! The port of vouchers over one function of the host.

use super::host::{Done, HostShop};
use super::vouchers::*;
use super::{HostFailure, Hosted, Vouchers};
use crate::wire::record::seldom;
use crate::wire::{Json, Key, Read, WriteFields};

seldom! { struct Settings { settings: Option<String> => Settings, } }
seldom! { struct Templates { templates: Vec<String> => Templates, } }
seldom! { struct Found { purchase: Option<Purchase> => Purchase, } }
seldom! { struct Next { issue: Option<Issue> => Issue, } }
seldom! { struct FoundVoucher { voucher: Option<StoredVoucher> => Voucher, } }
seldom! { struct Events { events: Vec<VoucherEvent> => Events, } }
seldom! { struct Changed { changed: bool => Changed, } }

impl<F: FnMut(&str) -> A, A: AsRef<str>> Vouchers for HostShop<F> {
    fn voucher_settings(&mut self) -> Hosted<VoucherSettings> {
        let Settings { settings } = self.ask("voucherSettings", |_| {})?;
        let broken = |_| HostFailure("the stored voucher settings cannot be read; save them again".to_owned());
        settings
            .map_or_else(|| Ok(VoucherSettings::default()), |json| VoucherSettings::from_json(&json).map_err(broken))
    }

    fn save_voucher_settings(&mut self, settings: &VoucherSettings) -> Hosted<()> {
        let json = Json::of(settings);
        self.ask("saveVoucherSettings", |fields| fields.field(Key::Settings, &json)).map(|Done| ())
    }

    fn list_templates(&mut self, organization: &str) -> Hosted<Vec<String>> {
        let listed = self.ask("listTemplates", |fields| fields.field(Key::Organization, organization));
        listed.map(|Templates { templates }| templates)
    }

    fn save_template(&mut self, save: &SaveTemplate<'_>) -> Hosted<()> {
        self.ask("saveTemplate", |fields| save.write_fields(fields)).map(|Done| ())
    }

    fn delete_template(&mut self, organization: &str, id: &str) -> Hosted<bool> {
        let deleted = self.ask("deleteTemplate", |fields| {
            fields.field(Key::Organization, organization);
            fields.field(Key::Id, id);
        });
        deleted.map(|Changed { changed }| changed)
    }

    fn find_purchase(&mut self, place: &PurchasePlace<'_>) -> Hosted<Option<Purchase>> {
        self.ask("findPurchase", |fields| place.write_fields(fields)).map(|Found { purchase }| purchase)
    }

    fn add_issues(&mut self, add: &AddIssues<'_>) -> Hosted<bool> {
        self.ask("addIssues", |fields| add.write_fields(fields)).map(|Changed { changed }| changed)
    }

    fn next_issue(&mut self, organization: &str, order: Option<&str>) -> Hosted<Option<Issue>> {
        let next = self.ask("nextIssue", |fields| {
            fields.field(Key::Organization, organization);
            if let Some(order) = order {
                fields.field(Key::Order, order);
            }
        });
        next.map(|Next { issue }| issue)
    }

    fn mint_codes(&mut self, mint: &MintCodes<'_>) -> Hosted<()> {
        self.ask("mintCodes", |fields| mint.write_fields(fields)).map(|Done| ())
    }

    fn cancel_purchase(&mut self, cancel: &CancelPurchase<'_>) -> Hosted<CancelledPurchase> {
        self.ask("cancelPurchase", |fields| cancel.write_fields(fields))
    }

    fn find_voucher(&mut self, find: &FindVoucher<'_>) -> Hosted<Option<StoredVoucher>> {
        self.ask("findVoucher", |fields| find.write_fields(fields)).map(|FoundVoucher { voucher }| voucher)
    }

    fn redeem_voucher(&mut self, redeem: &RedeemVoucher<'_>) -> Hosted<bool> {
        self.ask("redeemVoucher", |fields| redeem.write_fields(fields)).map(|Changed { changed }| changed)
    }

    fn list_vouchers(&mut self, query: &ListVouchers<'_>) -> Hosted<ListedVouchers> {
        self.ask("listVouchers", |fields| query.write_fields(fields))
    }

    fn voucher_history(&mut self, find: &FindVoucher<'_>) -> Hosted<Vec<VoucherEvent>> {
        self.ask("voucherHistory", |fields| find.write_fields(fields)).map(|Events { events }| events)
    }
}
