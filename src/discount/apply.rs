//! Takes a coupon's discounts off a cart.

use super::base::Base;
use super::basis::Basis;
use super::select::{chosen, select};
use super::{Discount, DiscountKind, On, Per, TierBy, side_of};
use crate::allocate::{Split, largest_remainder};
use crate::condition::Facts;
use crate::coupon::{Converter, Coupon};
use crate::money::{Decimal, mul_div_half_up};
use crate::rounding::{Profile, Rounding};
use crate::wire::Text;
use crate::wire::record::written;

/// What a coupon takes off, in working units.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Taken<'a> {
    /// By side of the tax: what each line loses.
    pub goods: Vec<Vec<i64>>,
    /// By side of the tax: what shipping loses.
    pub shipping: Vec<i64>,
    /// What is to be added to the cart.
    pub gifts: Vec<Gift<'a>>,
    /// Of a fixed amount.
    pub amount: Option<FixedAmount>,
    /// Ids of lines that a discount ships for nothing.
    pub ships_free: Vec<Text<'a>>,
}

/// What became of a fixed amount, in working units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FixedAmount {
    /// How much there was to be taken.
    pub amount: i64,
    /// How much was taken.
    pub taken: i64,
    /// On which side of the tax.
    pub side: usize,
}

written! {
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
        self.of_goods(0)
    }

    /// Of the goods, on that side of the tax.
    pub fn of_goods(&self, side: usize) -> i64 {
        self.goods.get(side).map_or(0, |parts| parts.iter().sum())
    }

    /// Of goods and shipping, on that side of the tax.
    pub fn sum(&self, side: usize) -> i64 {
        self.of_goods(side) + self.shipping.get(side).copied().unwrap_or(0)
    }

    /// Whether nothing is taken off and nothing is given. What is rounded to nothing is nothing: 1 % of 0.10, where the profile
    /// rounds late.
    pub fn is_nothing(&self, rounding: Rounding) -> bool {
        let taken = |parts: &Vec<i64>| parts.iter().any(|part| *part > 0);
        let rounded = |amount: i64| rounding.mode.divide(amount, rounding.scale());
        // PrestaShop rounds goods and shipping together.
        let minor = |side: usize| match rounding.profile {
            Profile::PrestaShop => rounded(self.sum(side)),
            _ => rounded(self.of_goods(side)) + rounded(self.sum(side) - self.of_goods(side)),
        };
        let any = self.goods.iter().any(taken) || self.shipping.iter().any(|part| *part > 0);
        let shown = any && (rounding.scale() == 1 || (0..self.goods.len()).any(|side| minor(side) > 0));
        !shown && self.gifts.is_empty() && self.ships_free.is_empty()
    }
}

/// Takes the coupon's discounts off, one after another.
pub fn take<'a>(coupon: &Coupon<'a>, spent_minor: i64, facts: &Facts<'_, 'a>, basis: &mut Basis) -> Taken<'a> {
    let rounding = facts.cart.rounding();
    let mut taken = Taken {
        goods: basis.sides.iter().map(|side| vec![0; side.left.len()]).collect(),
        shipping: vec![0; basis.sides.len()],
        ..Taken::default()
    };
    let spent_minor = if coupon.partial_use == Some(true) { spent_minor } else { 0 };
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
        match (discount.kind, discount.on.unwrap_or(On::Goods)) {
            (DiscountKind::Gift, _) => self.gift(discount),
            (DiscountKind::FreeShipping, _) => self.free_shipping(discount),
            (_, On::Goods) => self.goods(discount),
            (_, On::Shipping) => self.off_shipping(discount, 0),
            (_, On::Order) => self.order(discount),
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

    /// Units of the product that stand in the cart, and are not given already, cost nothing.
    fn gift(&mut self, discount: &Discount<'a>) {
        let Some(product) = &discount.product else { return };
        let wanted = discount.units.unwrap_or(1);
        let mut missing = wanted;
        let mut units = Vec::with_capacity(self.facts.cart.lines.len());
        for (line, given) in self.facts.cart.lines.iter().zip(&self.basis.given) {
            let more = if line.product == *product { (line.quantity - given).min(missing) } else { 0 };
            missing -= more;
            units.push(more);
        }
        let by_price = self.rounding.profile == Profile::PrestaShop;
        for side in 0..self.basis.sides.len() {
            let mut parts = match self.rounding.profile {
                Profile::PrestaShop => self.bases(side, &units, Base::Price),
                _ => self.basis.price_left(side, &units),
            };
            if self.rounding.round_gifts {
                for (part, units) in parts.iter_mut().zip(&units) {
                    let units = i64::from((*units).max(1));
                    *part = self.rounding.mode.round(*part / units, self.basis.scale) * units;
                }
            }
            self.off(side, parts, by_price);
        }
        for (given, more) in self.basis.given.iter_mut().zip(units) {
            *given += more;
        }
        self.taken.gifts.push(Gift { product: product.clone(), units: wanted, missing_units: missing });
    }

    /// Units of each line that the discount is for.
    pub(super) fn units(&mut self, discount: &Discount<'_>) -> Vec<u32> {
        let chosen = self.chosen(discount, self.coupon.accumulate_with_promotion);
        select(discount, &chosen, self.facts, self.basis)
    }

    pub(super) fn goods(&mut self, discount: &Discount<'a>) {
        let units = self.units(discount);
        let Some(value) = self.value(discount, &units) else { return };
        match self.rounding.profile {
            Profile::Magento => self.line_by_line(discount, value, &units),
            _ => self.split(discount, value, &units),
        }
    }

    fn split(&mut self, discount: &Discount<'_>, value: i64, units: &[u32]) {
        // The side on which an amount is meant, and the other one, which follows.
        let main = side_of(discount, self.facts.cart);
        let base = self.base_of(discount);
        let bases = self.bases(main, units, base);
        let mut parts = self.parts(discount, value, units, &bases);
        let sum: i64 = parts.iter().sum();
        if let Some(cap) = discount.cap.map(|cap| self.working(cap)).filter(|cap| *cap < sum) {
            parts = largest_remainder(cap, &parts);
        }
        // Every side is computed on what is left before any of them loses its part.
        let of_side = |side: usize| match discount.kind {
            _ if side == main => parts.clone(),
            DiscountKind::Percent if discount.cap.is_none() => {
                let bases = self.bases(side, units, base);
                self.parts(discount, value, units, &bases)
            }
            _ => self.mirrored(main, side, &parts),
        };
        let sides: Vec<Vec<i64>> = (0..self.basis.sides.len()).map(of_side).collect();
        let before = self.taken.of_goods(main);
        for (side, parts) in sides.into_iter().enumerate() {
            self.off(side, parts, self.takes_all(base));
        }
        if discount.kind == DiscountKind::Amount {
            let taken = self.taken.of_goods(main) - before;
            self.taken.amount = Some(FixedAmount { amount: value, taken, side: main });
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

    /// Takes parts off the lines; `all` counts them whole even where a line has less left.
    pub(super) fn off(&mut self, side: usize, mut parts: Vec<i64>, all: bool) {
        let (Some(prices), Some(taken)) = (self.basis.sides.get_mut(side), self.taken.goods.get_mut(side)) else {
            return;
        };
        for (part, left) in parts.iter_mut().zip(&prices.left) {
            if !all {
                *part = (*part).min(*left);
            }
        }
        prices.take(&parts);
        for (taken, part) in taken.iter_mut().zip(parts) {
            *taken += part;
        }
    }

    /// Basis points, or working units: that of the step which the chosen units reach; the discount's own below the first one.
    /// Without any nothing is taken off: not even by a price, which would be none.
    pub(super) fn value(&self, discount: &Discount<'_>, units: &[u32]) -> Option<i64> {
        let Some(tiers) = &discount.tiers else { return self.meant(discount, discount.value) };
        let reached = |from: Decimal| match tiers.by {
            TierBy::Quantity => from.floor().is_some_and(|(floor, whole)| {
                floor + i64::from(!whole) <= units.iter().map(|units| i64::from(*units)).sum()
            }),
            TierBy::Amount => {
                let least = self.facts.converter.working_least(from, self.rounding);
                least <= self.bases(0, units, self.step_base()).iter().sum()
            }
        };
        let step = tiers.steps.iter().rev().find(|step| reached(step.from));
        self.meant(discount, step.map(|step| step.value).or(discount.value))
    }

    fn meant(&self, discount: &Discount<'_>, value: Option<Decimal>) -> Option<i64> {
        match discount.kind {
            DiscountKind::Percent => value?.shifted(2),
            _ => self.amount(discount, value),
        }
    }

    /// Working units of an amount: what the cart's currency is given, or else the value, less what is spent of it.
    pub(super) fn amount(&self, discount: &Discount<'_>, value: Option<Decimal>) -> Option<i64> {
        let cart = self.facts.cart;
        let listed = discount.amounts.as_deref().unwrap_or_default();
        let listed = listed.iter().find(|(currency, _)| currency == cart.currency.code());
        let amount = match listed {
            Some((_, amount)) => Converter::none(cart).working(*amount, self.rounding),
            None => self.working(value?),
        };
        Some((amount - self.spent_minor.saturating_mul(self.basis.scale)).max(0))
    }

    pub(super) fn working(&self, value: Decimal) -> i64 {
        self.facts.converter.working(value, self.rounding)
    }
}
