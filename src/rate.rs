//! Rates of tax: one, or several that are due beside each other or on top of each other.

use crate::money::{Decimal, mul_div_half_up};
use crate::wire::record::seldom;
use crate::wire::{Faults, Node};

/// Parts of one rate in the whole: 20 % is 200,000.
const WHOLE: i64 = 1_000_000;
/// Parts of rates on top of each other: 5.5 % on 107.5 % needs more decimals than either.
const FINE: i64 = 1_000_000_000_000;
/// Most rates of one line.
const MAX_RATES: usize = 10;

seldom! {
    /// One of several rates of tax.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct TaxRate {
        /// Percent, four decimals at most.
        pub percent: Decimal => Percent,
        /// Whether it is due on the taxes before it too: 5.5 % behind 7.5 % is then 5.9125 % of the price.
        pub compound: bool => Compound or false,
    }
}

/// A rate, as a fraction of a price without tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    parts: i64,
    whole: i64,
}

impl Rate {
    fn percent(percent: Decimal) -> Rate {
        Rate { parts: percent.shifted(4).unwrap_or(0), whole: WHOLE }
    }

    /// The tax on a price without it.
    pub fn on_net(self, net: i64) -> i64 {
        mul_div_half_up(net, self.parts, self.whole)
    }

    /// The tax in a price with it.
    pub fn in_gross(self, gross: i64) -> i64 {
        mul_div_half_up(gross, self.parts, self.whole + self.parts)
    }

    /// A price without tax, with it.
    pub fn to_gross(self, net: i64) -> i64 {
        if self.parts == 0 { net } else { mul_div_half_up(net, self.whole + self.parts, self.whole) }
    }

    /// A price with tax, without it.
    pub fn to_net(self, gross: i64) -> i64 {
        if self.parts == 0 { gross } else { mul_div_half_up(gross, self.whole, self.whole + self.parts) }
    }

    /// As people write it: 13.4125.
    pub fn as_percent(self) -> Decimal {
        Decimal::new(self.parts, if self.whole == FINE { 10 } else { 4 })
    }
}

/// How a line or shipping is taxed.
#[derive(Clone, Copy, Debug)]
pub struct Taxing<'t> {
    /// The one rate, in percent.
    pub percent: Option<Decimal>,
    /// Several, instead.
    pub several: Option<&'t [TaxRate]>,
    /// The rate that a price with tax includes, where it is not what is due.
    pub included: Option<Decimal>,
}

impl Taxing<'_> {
    /// Whether any rate is given, be it zero.
    pub fn is_taxed(self) -> bool {
        self.percent.is_some() || self.several.is_some()
    }

    /// Each rate that is rounded by itself, as a fraction of the price without any tax.
    pub fn rates(self) -> Vec<Rate> {
        let Some(several) = self.several else { return self.percent.map(Rate::percent).into_iter().collect() };
        let mut before = 0;
        let rate = |rate: &TaxRate| {
            let base = if rate.compound { FINE + before } else { FINE };
            let parts = Rate::percent(rate.percent).on_net(base);
            before += parts;
            Rate { parts, whole: FINE }
        };
        several.iter().map(rate).collect()
    }

    /// All of them together.
    pub fn rate(self) -> Rate {
        match (self.several, self.percent) {
            (Some(_), _) => Rate { parts: self.rates().iter().map(|rate| rate.parts).sum(), whole: FINE },
            (None, Some(percent)) => Rate::percent(percent),
            (None, None) => Rate { parts: 0, whole: WHOLE },
        }
    }

    /// What a price with tax comes to where it goes: 9.99 with 10 % included and 20 % due is 10.898….
    pub fn due(self, gross: i64) -> i64 {
        match self.included {
            None => gross,
            Some(included) => {
                let (included, due) = (Rate::percent(included), self.rate());
                // Both over one whole, so that nothing is rounded in between.
                let above = due.whole + due.parts;
                let below = due.whole + due.whole / included.whole * included.parts;
                mul_div_half_up(gross, above, below)
            }
        }
    }

    /// Tells what is wrong with the fields `percent`, `several` and `included`.
    #[inline]
    pub(crate) fn check(self, fields: [&str; 3], node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let untaxed = !self.is_taxed() && self.included.is_none();
        untaxed || self.check_given(fields, node, faults)
    }

    #[inline(never)]
    fn check_given(self, fields: [&str; 3], node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let [percent, several, included] = fields;
        let fits = |percent: Decimal| percent.shifted(4).is_some_and(|parts| (0..=WHOLE).contains(&parts));
        let mut whole = true;
        let mut wrong = |field: &str, fault: &'static str, message: &str| {
            faults.add_checked(node, field, fault, message);
            whole = false;
        };
        for (field, value) in [(percent, self.percent), (included, self.included)] {
            if value.is_some_and(|value| !fits(value)) {
                wrong(field, "out_of_range", "must be between 0 and 100, with four decimals at most");
            }
        }
        if let Some(rates) = self.several {
            if self.percent.is_some() {
                wrong(several, "not_allowed", &["give the tax once: `", percent, "` or `", several, "`"].concat());
            }
            let few = rates.len() <= MAX_RATES && rates.iter().all(|rate| fits(rate.percent));
            if !few || self.rate().parts > FINE {
                wrong(several, "out_of_range", "must be 10 rates at most, of 0 to 100 percent together");
            }
        }
        whole
    }
}
