//! A basket: what is in it, for whom, and which vouchers.

use super::shop::Shop;
use serde_json::Value;

/// A product, in one of its variants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Ware {
    pub(super) product: usize,
    pub(super) variant: Option<usize>,
}

impl Ware {
    /// The engine's name for it.
    pub(super) fn id(self) -> String {
        self.variant.map_or(product_id(self.product), |variant| format!("{}-{variant}", product_id(self.product)))
    }
}

pub(super) fn product_id(product: usize) -> String {
    format!("p{product}")
}

#[derive(Clone, Default)]
pub(super) struct Basket {
    pub(super) name: String,
    pub(super) customer: Option<String>,
    pub(super) address: Option<Address>,
    pub(super) carrier: Option<String>,
    pub(super) wrapped: bool,
    /// Units that are paid.
    pub(super) paid: Vec<(Ware, u32)>,
    /// Units that a rule gives.
    pub(super) gifts: Vec<(usize, Ware, u32)>,
    /// Rules that are in it.
    pub(super) rules: Vec<usize>,
    /// Rules that the last look at it removed, with the reasons.
    pub(super) removed: Vec<(usize, Vec<String>)>,
}

#[derive(Clone)]
pub(super) enum Address {
    /// One that the case sets up.
    Own(String),
    /// One of the demo shop, in that country.
    Demo(String),
}

impl Basket {
    pub(super) fn qty(&self, ware: Ware) -> u32 {
        self.paid.iter().filter(|(other, _)| *other == ware).map(|(_, qty)| qty).sum()
    }

    pub(super) fn set_qty(&mut self, ware: Ware, qty: u32) {
        match self.paid.iter_mut().find(|(other, _)| *other == ware) {
            Some((_, old)) => *old = qty,
            None => self.paid.push((ware, qty)),
        }
        self.paid.retain(|(_, qty)| *qty > 0);
    }

    pub(super) fn gift_qty(&self, ware: Ware) -> u32 {
        self.gifts.iter().filter(|(_, other, _)| *other == ware).map(|(_, _, qty)| qty).sum()
    }

    /// One line for each ware, paid units and gifts together, as PrestaShop calculates.
    pub(super) fn merged(&self) -> Vec<(Ware, u32)> {
        let mut lines = self.paid.clone();
        for (_, ware, units) in &self.gifts {
            match lines.iter_mut().find(|(other, _)| other == ware) {
                Some((_, qty)) => *qty += units,
                None => lines.push((*ware, *units)),
            }
        }
        lines
    }

    /// Puts a rule in, and its gift where it can be had.
    pub(super) fn take_in(&mut self, shop: &Shop, rule: usize) -> Result<(), String> {
        self.rules.push(rule);
        if let Some((ware, units)) = gift(shop, rule)?
            && available(shop, ware) >= u64::from(units)
        {
            self.gifts.push((rule, ware, units));
        }
        Ok(())
    }

    pub(super) fn take_out(&mut self, rule: usize) {
        self.rules.retain(|other| *other != rule);
        self.gifts.retain(|(other, _, _)| *other != rule);
    }
}

/// What a rule gives.
pub(super) fn gift(shop: &Shop, rule: usize) -> Result<Option<(Ware, u32)>, String> {
    let gift = &shop.rules()[rule]["benefit"]["gift"];
    let Some(sku) = gift["sku"].as_str() else { return Ok(None) };
    let product = shop.product(sku)?;
    let variant = shop.variant(product, &gift["variant"])?;
    Ok(Some((Ware { product, variant }, gift["qty"].as_u64().unwrap_or(1) as u32)))
}

/// Units of a ware on stock.
pub(super) fn available(shop: &Shop, ware: Ware) -> u64 {
    let product = &shop.table("products")[ware.product];
    if product["active"] == Value::Bool(false) || product["out_of_stock"] == Value::Bool(true) {
        return 0;
    }
    let stock = ware.variant.map_or(&product["stock"], |variant| &product["variants"][variant]["stock"]);
    stock.as_u64().unwrap_or(u64::MAX)
}

/// Whether a rule gives what the shop no longer sells; the newest releases refuse it then.
pub(super) fn gives_nothing_sold(shop: &Shop, rule: usize) -> Result<bool, String> {
    let gift = gift(shop, rule)?;
    Ok(gift.is_some_and(|(ware, _)| shop.table("products")[ware.product]["active"] == Value::Bool(false)))
}
