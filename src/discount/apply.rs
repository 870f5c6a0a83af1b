//! Takes a coupon's discounts off a cart.

use super::basis::Basis;
use super::select::{chosen, select};
use super::{Discount, DiscountKind, On, Per, TierBy};
use crate::allocate::{Split, largest_remainder};
use crate::condition::Facts;
use crate::coupon::Coupon;
use crate::money::{Decimal, mul_div_half_up};
use crate::rounding::{Profile, Rounding};
use crate::wire::Text;
use crate::wire::record::record;

/// What a coupon takes off, in working units.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Taken<'a> {
    /// By side of the tax: what each line loses.
    pub goods: Vec<Vec<i64>>,
    /// By side of the tax: what shipping loses.
    pub shipping: Vec<i64>,
    /// What is to be added to the cart.
    pub gifts: Vec<Gift<'a>>,
    /// Ids of lines that a discount ships for nothing.
    pub ships_free: Vec<Text<'a>>,
}

record! {
    /// A product that costs nothing.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Gift<'a> {
        /// Which.
        pub product: Text<'a> => Product,
        /// Units in all.
        pub units: u32 => Units,
        /// Units that the cart does not hold yet; the host adds them and asks again.
        pub missing_units: u32 => MissingUnits,
    }
}

impl Taken<'_> {
    /// Of the goods, as priced.
    pub fn goods_sum(&self) -> i64 {
        self.goods.first().map_or(0, |parts| parts.iter().sum())
    }

    /// Whether nothing is taken off and nothing is given.
    pub fn is_nothing(&self) -> bool {
        let taken = |parts: &Vec<i64>| parts.iter().any(|part| *part > 0);
        !self.goods.iter().any(taken)
            && self.shipping.iter().all(|part| *part == 0)
            && self.gifts.is_empty()
            && self.ships_free.is_empty()
    }
}

/// Takes the coupon's discounts off, one after another.
pub fn take<'a>(coupon: &Coupon<'a>, spent_minor: i64, facts: &Facts<'_, 'a>, basis: &mut Basis) -> Taken<'a> {
    let rounding = facts.cart.rounding();
    let mut taken = Taken {
        goods: basis.sides.iter().map(|side| vec![0; side.left.len()]).collect(),
        shipping: vec![0; basis.sides.len()],
        gifts: Vec::new(),
        ships_free: Vec::new(),
    };
    let is_magento = rounding.profile == Profile::Magento;
    let touched = vec![false; if is_magento { facts.cart.lines.len() } else { 0 }];
    let mut taking = Taking { coupon, spent_minor, facts, rounding, basis, touched, taken: &mut taken };
    match &coupon.discounts {
        None => taking.one(&Discount::of_value(coupon.kind, coupon.value)),
        Some(discounts) => discounts.iter().for_each(|discount| taking.one(discount)),
    }
    if is_magento && coupon.stops_further() {
        let of_shipping = |discount: &Discount<'_>| matches!(discount.on, Some(On::Shipping | On::Order));
        taking.basis.shipping_closed |= coupon.discounts.as_deref().unwrap_or_default().iter().any(of_shipping);
        taking.basis.close(&taking.touched);
    }
    taken
}

/// A coupon that is being taken off.
pub(super) struct Taking<'t, 'f, 'a> {
    pub(super) coupon: &'t Coupon<'a>,
    spent_minor: i64,
    pub(super) facts: &'t Facts<'f, 'a>,
    pub(super) rounding: Rounding,
    pub(super) basis: &'t mut Basis,
    /// Lines that the coupon came to, whether anything was taken off them or not; empty but in profile `magento`.
    touched: Vec<bool>,
    pub(super) taken: &'t mut Taken<'a>,
}

impl<'a> Taking<'_, '_, 'a> {
    fn one(&mut self, discount: &Discount<'a>) {
        match (discount.kind, discount.on) {
            (DiscountKind::FreeShipping, _) => self.free_shipping(discount),
            (_, Some(On::Shipping)) => self.off_shipping(discount),
            (DiscountKind::Percent, Some(On::Order)) => {
                self.goods(discount);
                self.off_shipping(discount);
            }
            (_, Some(On::Order)) => self.order(discount),
            (DiscountKind::Gift, _) => self.gift(discount),
            _ => self.goods(discount),
        }
    }

    /// The lines that a discount comes to.
    pub(super) fn chosen(&mut self, discount: &Discount<'_>, accumulates: bool) -> Vec<u32> {
        let chosen = chosen(discount.only.as_deref().unwrap_or_default(), accumulates, self.facts, self.basis);
        for (touched, units) in self.touched.iter_mut().zip(&chosen) {
            *touched |= *units > 0;
        }
        chosen
    }

    /// Units of the product that stand in the cart cost nothing.
    fn gift(&mut self, discount: &Discount<'a>) {
        let Some(product) = &discount.product else { return };
        let wanted = discount.units.unwrap_or(1);
        let mut missing = wanted;
        let mut units = Vec::with_capacity(self.facts.cart.lines.len());
        for line in &self.facts.cart.lines {
            let given = if line.product == *product { line.quantity.min(missing) } else { 0 };
            missing -= given;
            units.push(given);
        }
        for side in 0..self.basis.sides.len() {
            let parts = self.bases(side, &units, self.gift_base());
            self.off(side, parts);
        }
        self.taken.gifts.push(Gift { product: product.clone(), units: wanted, missing_units: missing });
    }

    pub(super) fn goods(&mut self, discount: &Discount<'a>) {
        let chosen = self.chosen(discount, self.coupon.accumulate_with_promotion);
        let units = select(discount, &chosen, self.facts, self.basis);
        let value = self.value(discount, &units);
        match self.rounding.profile {
            Profile::Magento => self.line_by_line(discount, value, &units),
            _ => self.split(discount, value, &units),
        }
    }

    pub(super) fn split(&mut self, discount: &Discount<'_>, value: i64, units: &[u32]) {
        // The side on which an amount is meant, and the other one, which follows.
        let main = self.side_of(discount);
        let base = self.base_of(discount);
        let bases = self.bases(main, units, base);
        let mut parts = self.parts(discount, value, units, &bases);
        let sum: i64 = parts.iter().sum();
        if let Some(cap) = discount.cap.map(|cap| self.working(cap)).filter(|cap| *cap < sum) {
            parts = largest_remainder(cap, &parts);
        }
        for side in 0..self.basis.sides.len() {
            let parts = match discount.kind {
                _ if side == main => parts.clone(),
                DiscountKind::Percent if discount.cap.is_none() => {
                    let bases = self.bases(side, units, base);
                    self.parts(discount, value, units, &bases)
                }
                _ => self.mirrored(main, side, &parts),
            };
            self.off(side, parts);
        }
    }

    /// What each line loses.
    fn parts(&self, discount: &Discount<'_>, value: i64, units: &[u32], bases: &[i64]) -> Vec<i64> {
        let (prices, left) = self.basis.sides.first().map_or((&[][..], &[][..]), |side| (&side.unit, &side.left));
        let (scale, quantities) = (self.basis.scale, &self.basis.quantities);
        let split = Split { rounding: self.rounding, scale, units, quantities, prices, left };
        let per = discount.per.unwrap_or(Per::Selection);
        let times = |units: u32| match per {
            Per::Unit => i64::from(units),
            _ => i64::from(units > 0),
        };
        let each = |off: &dyn Fn(i64, i64) -> i64| -> Vec<i64> {
            bases.iter().zip(units).map(|(base, units)| off(*base, value.saturating_mul(times(*units)))).collect()
        };
        match (discount.kind, per) {
            (DiscountKind::Percent, _) => split.percent(value, bases),
            (DiscountKind::Price, Per::Selection) => {
                let total: i64 = bases.iter().sum();
                split.amount((total - value).max(0), bases)
            }
            (DiscountKind::Price, _) => each(&|base, price| (base - price).max(0)),
            (_, Per::Selection) => split.amount(value.min(bases.iter().sum()), bases),
            (_, _) => each(&|base, amount| amount.min(base)),
        }
    }

    /// The other side of parts: in proportion to what is left of each line.
    fn mirrored(&self, main: usize, side: usize, parts: &[i64]) -> Vec<i64> {
        let (Some(main), Some(side)) = (self.basis.sides.get(main), self.basis.sides.get(side)) else {
            return Vec::new();
        };
        let part = |((part, main), side): ((&i64, &i64), &i64)| {
            if *main == 0 { 0 } else { mul_div_half_up(*part, *side, *main) }
        };
        parts.iter().zip(&main.left).zip(&side.left).map(part).collect()
    }

    pub(super) fn off(&mut self, side: usize, mut parts: Vec<i64>) {
        let (Some(prices), Some(taken)) = (self.basis.sides.get_mut(side), self.taken.goods.get_mut(side)) else {
            return;
        };
        for (part, left) in parts.iter_mut().zip(&prices.left) {
            *part = (*part).min(*left);
        }
        prices.take(&parts);
        for (taken, part) in taken.iter_mut().zip(parts) {
            *taken += part;
        }
    }

    /// Basis points, or working units: that of the step which the chosen units reach.
    pub(super) fn value(&self, discount: &Discount<'_>, units: &[u32]) -> i64 {
        let Some(tiers) = &discount.tiers else { return self.meant(discount, discount.value) };
        let reached = |from: Decimal| match tiers.by {
            TierBy::Quantity => from.floor().is_some_and(|(floor, whole)| {
                floor + i64::from(!whole) <= units.iter().map(|units| i64::from(*units)).sum()
            }),
            TierBy::Amount => self.working(from) <= self.bases(0, units, self.step_base()).iter().sum(),
        };
        let step = tiers.steps.iter().rev().find(|step| reached(step.from));
        step.map_or(0, |step| self.meant(discount, Some(step.value)))
    }

    fn meant(&self, discount: &Discount<'_>, value: Option<Decimal>) -> i64 {
        match discount.kind {
            DiscountKind::Percent => value.and_then(|value| value.shifted(2)).unwrap_or(0),
            _ => self.amount(discount, value),
        }
    }

    /// Working units of an amount: what the cart's currency is given, or else the value, less what is spent of it.
    pub(super) fn amount(&self, discount: &Discount<'_>, value: Option<Decimal>) -> i64 {
        let cart = self.facts.cart.currency;
        let listed = discount.amounts.as_deref().unwrap_or_default();
        let listed = listed.iter().find(|(currency, _)| currency == cart.code());
        let amount = match listed {
            Some((_, amount)) => {
                amount.shifted_floor(cart.exponent() + self.rounding.decimals()).map(|(floor, _)| floor)
            }
            None => value.or(discount.value).map(|value| self.working(value)),
        };
        (amount.unwrap_or(0) - self.spent_minor.saturating_mul(self.basis.scale)).max(0)
    }

    pub(super) fn working(&self, value: Decimal) -> i64 {
        self.facts.converter.working(value, self.rounding)
    }

    /// The side on which an amount is meant.
    fn side_of(&self, discount: &Discount<'_>) -> usize {
        let priced_gross = self.facts.cart.prices_include_tax.unwrap_or(true);
        let meant_gross = discount.tax_included.unwrap_or(priced_gross);
        usize::from(meant_gross != priced_gross && self.basis.sides.len() > 1)
    }
}
