//! What a coupon takes off, and from which lines.

mod apply;
mod base;
mod basis;
mod magento;
mod select;
mod shipping;

use crate::cart::Cart;
use crate::condition::{Rule, any_comparison, check_all, comparisons};
use crate::coupon::{Kind, MAX_CONDITIONS};
use crate::money::{Currency, Decimal, FULL_BASIS_POINTS};
use crate::rounding::Profile;
use crate::wire::Text;
use crate::wire::record::{seldom, words};
pub use apply::{FixedAmount, Gift, Taken, take};
pub use basis::{Basis, Side};
pub use select::whole_steps;

/// Most steps of a scale.
const MAX_STEPS: usize = 50;

seldom! {
    /// One discount of a coupon. A coupon without any has the one that its `type` and `value` tell (S2).
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Discount<'a> {
        /// What `value` means.
        pub kind: DiscountKind => Kind,
        /// Percent, or major units of the coupon's currency.
        pub value: Option<Decimal> => Value,
        /// Major units by currency; they come before `value` where the cart's currency is among them.
        pub amounts: Option<Vec<(Text<'a>, Decimal)>> => Amounts,
        /// Whether an amount is meant with tax; as the cart's prices are when absent.
        pub tax_included: Option<bool> => TaxIncluded,
        /// Most that is taken off, in major units of the coupon's currency.
        pub cap: Option<Decimal> => Cap,
        /// The goods when absent.
        pub on: Option<On> => On,
        /// Which lines: those for which all of these hold. Every line when absent.
        pub only: Option<Vec<Rule<'a>>> => Where,
        /// Which of their units; all of them when absent.
        pub pick: Option<Pick> => Pick,
        /// Units at most; one when absent, for `cheapest` and `dearest`. What one set gets, with `buy`.
        pub units: Option<u32> => Units,
        /// With `nth`: every so many units, the dearest first.
        pub nth: Option<u32> => Nth,
        /// What an amount or a price is for.
        pub per: Option<Per> => Per,
        /// Values that depend on how much is bought.
        pub tiers: Option<Tiers> => Tiers,
        /// What has to be bought for it.
        pub buy: Option<Buy<'a>> => Buy,
        /// Whether `units`, `step` and `buy` count each line by itself.
        pub by_line: bool => ByLine or false,
        /// Units are discounted in whole steps of so many: of 23 units with steps of 10 it is 20.
        pub step: Option<u32> => Step,
        /// The gift.
        pub product: Option<Text<'a>> => Product,
    }
}

words! {
    /// What a discount does.
    pub enum DiscountKind {
        /// Takes a percentage off.
        Percent = "percent",
        /// Takes an amount off.
        Amount = "amount",
        /// Sets a price.
        Price = "price",
        /// Takes the shipping off.
        FreeShipping = "free_shipping",
        /// Adds a product that costs nothing.
        Gift = "gift",
    }
}

words! {
    /// What is discounted.
    pub enum On {
        /// Goods.
        Goods = "goods",
        /// Shipping.
        Shipping = "shipping",
        /// Goods and shipping: a percentage of both, an amount off the goods and what they leave of it off shipping. PrestaShop 9.1's
        /// discount on the total order: 55.00 off goods of 39.81 and shipping of 7.00 is 46.81. In profile `magento` an amount is
        /// shared by both in proportion.
        Order = "order",
    }
}

words! {
    /// Which units of the chosen lines.
    pub enum Pick {
        /// All, in the order of the cart where `units` limits them.
        All = "all",
        /// Those that cost least.
        Cheapest = "cheapest",
        /// Those that cost most.
        Dearest = "dearest",
        /// Every N-th, the dearest first: of 5, 4, 3, 2 and 1 every second is 4 and 2.
        Nth = "nth",
    }
}

words! {
    /// What an amount or a price is for.
    pub enum Per {
        /// All that is chosen, together.
        Selection = "selection",
        /// Each unit.
        Unit = "unit",
        /// Each line.
        Line = "line",
    }
}

words! {
    /// What a scale is read by.
    pub enum TierBy {
        /// Units that are chosen.
        Quantity = "quantity",
        /// What they cost, in major units of the coupon's currency.
        Amount = "amount",
    }
}

seldom! {
    /// Values that depend on how much is chosen: that of the last step that is reached holds, for all of it. On shipping the
    /// goods are what is measured.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Tiers {
        /// What is measured.
        pub by: TierBy => By,
        /// From small to large.
        pub steps: Vec<Step> => Steps,
    }
}

seldom! {
    /// One step of a scale.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Step {
        /// Reached by this much.
        pub from: Decimal => From,
        /// In place of the discount's `value`.
        pub value: Decimal => Value,
    }
}

seldom! {
    /// What has to be bought. The cheapest of the chosen units are discounted: for each `units` others, as many as the
    /// discount's own `units` say, one when absent.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Buy<'a> {
        /// Units of a set.
        pub units: u32 => Units,
        /// Which lines count; every line when absent.
        pub only: Option<Vec<Rule<'a>>> => Where,
        /// Sets at most.
        pub limit: Option<u32> => Limit,
    }
}

impl<'a> Discount<'a> {
    /// Whether it comes to some units of what it is for, and not to all.
    pub(crate) fn chooses_units(&self) -> bool {
        let some = self.pick.is_some() || self.buy.is_some() || self.units.is_some() || self.nth.is_some();
        some || self.kind == DiscountKind::Gift
    }

    /// The discount of a coupon's `type` and `value` (S2).
    pub fn of_value(kind: Kind, value: Decimal) -> Discount<'a> {
        let kind = match kind {
            Kind::Percentage => DiscountKind::Percent,
            Kind::Value => DiscountKind::Amount,
        };
        Discount {
            kind,
            value: Some(value),
            amounts: None,
            tax_included: None,
            cap: None,
            on: None,
            only: None,
            pick: None,
            units: None,
            nth: None,
            per: None,
            tiers: None,
            buy: None,
            by_line: false,
            step: None,
            product: None,
        }
    }

    /// Whether it is one that goods and shipping can share.
    fn is_of_order(&self) -> bool {
        let one = self.per.is_none_or(|per| per == Per::Selection);
        (self.kind == DiscountKind::Percent || (self.kind == DiscountKind::Amount && one)) && self.cap.is_none()
    }

    /// Whether it can only be held against a cart of the coupon's own currency, or one that a rate leads to.
    pub fn names_money(&self, cart: &str) -> bool {
        let listed = self.amounts.as_deref().unwrap_or_default().iter().any(|(currency, _)| currency == cart);
        let by_amount = self.tiers.as_ref().is_some_and(|tiers| tiers.by == TierBy::Amount);
        let valued = matches!(self.kind, DiscountKind::Amount | DiscountKind::Price) && !listed;
        let chosen = self.rules().any(|rules| any_comparison(rules, &mut |condition| condition.fact.is_money()));
        valued || by_amount || self.cap.is_some() || chosen
    }

    /// The trees that choose lines.
    fn rules(&self) -> impl Iterator<Item = &[Rule<'a>]> {
        let bought = self.buy.as_ref().and_then(|buy| buy.only.as_deref());
        self.only.as_deref().into_iter().chain(bought)
    }

    /// Whether it is taken off shipping.
    pub(crate) fn is_on_shipping(&self) -> bool {
        self.kind == DiscountKind::FreeShipping || self.on == Some(On::Shipping)
    }

    /// Whether it chooses among lines.
    fn chooses(&self) -> bool {
        self.only.is_some() || self.pick.is_some() || self.buy.is_some()
    }

    /// What does not fit together: path below the discount, and what would be right.
    pub(crate) fn check(&self, coupon: Kind, wrong: &mut dyn FnMut(&str, &'static str)) {
        let needs_value = matches!(self.kind, DiscountKind::Percent | DiscountKind::Amount | DiscountKind::Price);
        if needs_value && self.value.is_none() && self.tiers.is_none() && self.amounts.is_none() {
            wrong("value", "give a `value`, `amounts` or `tiers`");
        }
        let steps = self.tiers.as_ref().map_or(&[][..], |tiers| &tiers.steps);
        let mut values = self.value.into_iter().chain(steps.iter().map(|step| step.value));
        if self.kind == DiscountKind::Percent && !values.all(is_percent) {
            wrong("value", "must be between 0 and 100, with two decimals at most");
        } else if values.any(Decimal::is_negative) {
            wrong("value", "must be zero or more");
        }
        if self.cap.is_some_and(Decimal::is_negative) {
            wrong("cap", "must be zero or more");
        }
        let mut amounts = self.amounts.as_deref().unwrap_or_default().iter();
        if amounts.any(|(currency, amount)| amount.is_negative() || Currency::new(currency).is_none()) {
            wrong("amounts", "must be zero or more each, by currencies such as `EUR`");
        }
        let rising = steps.windows(2).all(|pair| matches!(pair, [low, high] if low.from.is_below(high.from)));
        if self.tiers.is_some() && (steps.is_empty() || steps.len() > MAX_STEPS || !rising) {
            wrong("tiers.steps", "must be 1 to 50 steps, each `from` larger than the one before");
        }
        if (self.pick == Some(Pick::Nth)) != self.nth.is_some_and(|nth| nth > 0) {
            wrong("nth", "goes with `pick` of `nth`, and is 1 or more");
        }
        if self.units == Some(0) || self.buy.as_ref().is_some_and(|buy| buy.units == 0) {
            wrong("units", "must be 1 or more");
        }
        if self.step == Some(0) {
            wrong("step", "must be 1 or more");
        }
        if self.on == Some(On::Order) && !self.is_of_order() {
            wrong("on", "`order` goes with a percentage or one amount, without a cap");
        }
        if (self.kind == DiscountKind::Gift) != self.product.is_some() {
            wrong("product", "goes with a discount of kind `gift`");
        }
        let whole = self.cap.is_none() && self.tiers.is_none() && matches!(self.per, None | Some(Per::Selection));
        if self.on == Some(On::Order) && (!whole || !matches!(self.kind, DiscountKind::Percent | DiscountKind::Amount))
        {
            wrong("on", "`order` goes with a percentage or an amount for all of it, without `cap` and `tiers`");
        }
        let units = self.pick.is_some() || self.buy.is_some();
        if (self.on == Some(On::Shipping) && self.chooses()) || (self.kind == DiscountKind::FreeShipping && units) {
            wrong("on", "shipping has no lines to choose among");
        }
        let bought = self.buy.as_ref().and_then(|buy| buy.only.as_deref());
        for (field, rules) in [("where", self.only.as_deref()), ("buy.where", bought)] {
            let rules = rules.unwrap_or_default();
            if comparisons(rules) > MAX_CONDITIONS {
                wrong(field, "must be 100 conditions at most, with those in groups and in `where`");
            }
            check_all(rules, coupon, &mut |path, message| wrong(&[field, path].concat(), message));
        }
        if self.kind == DiscountKind::Gift && (self.on == Some(On::Shipping) || self.chooses()) {
            wrong("kind", "a gift goes with `product` and `units` alone; ask for lines by the coupon's conditions");
        }
        if self.buy.is_some() && matches!(self.pick, Some(Pick::Dearest | Pick::Nth)) {
            wrong("pick", "with `buy` the cheapest units are discounted");
        }
    }
}

/// The side of the tax on which an amount is meant: 0 as the cart is priced, 1 the other one.
pub(crate) fn side_of(discount: &Discount<'_>, cart: &Cart<'_>) -> usize {
    let priced_gross = cart.prices_include_tax.unwrap_or(true);
    let meant_gross = discount.tax_included.unwrap_or(priced_gross);
    let both = cart.rounding().profile == Profile::PrestaShop && cart.is_taxed();
    usize::from(both && meant_gross != priced_gross)
}

fn is_percent(value: Decimal) -> bool {
    value.shifted(2).is_some_and(|points| (0..=FULL_BASIS_POINTS).contains(&points))
}
