//! The facts that a condition can name.

use crate::wire::{Faults, Json, Node, Read, Text, Write};
use std::borrow::Cow;

/// A fact of the cart, its buyer or the moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact<'a> {
    /// Sum of the lines, in major units of the coupon's currency.
    CartTotal,
    /// Units in the cart.
    ItemCount,
    /// 1 Monday to 7 Sunday, in the shop's zone.
    Weekday,
    /// 0 to 23, in the shop's zone.
    Hour,
    /// Id of the buyer's account.
    Customer,
    /// Where the goods go.
    ShippingCountry,
    /// What is paid with.
    PaymentCurrency,
    /// Whether the buyer has ordered nothing before.
    FirstOrder,
    /// Products in the cart.
    Product,
    /// Categories of the products in the cart.
    Category,
    /// Brands in the cart.
    Brand,
    /// Values of an attribute in the cart.
    Attribute(Text<'a>),
    /// Groups the buyer is in.
    CustomerGroup,
}

/// What stands in front of an attribute's name.
const ATTRIBUTE: &str = "attribute:";

const NAMES: &[(&str, Fact<'static>)] = &[
    ("cart_total", Fact::CartTotal),
    ("item_count", Fact::ItemCount),
    ("weekday", Fact::Weekday),
    ("hour", Fact::Hour),
    ("customer", Fact::Customer),
    ("shipping_country", Fact::ShippingCountry),
    ("payment_currency", Fact::PaymentCurrency),
    ("first_order", Fact::FirstOrder),
    ("product", Fact::Product),
    ("category", Fact::Category),
    ("brand", Fact::Brand),
    ("customer_group", Fact::CustomerGroup),
];

impl Fact<'_> {
    /// As it stands in a condition's `id`.
    pub fn name(&self) -> Text<'_> {
        if let Fact::Attribute(name) = self {
            return Cow::Owned([ATTRIBUTE, name].concat());
        }
        let found = NAMES.iter().find(|(_, fact)| fact == self);
        Cow::Borrowed(found.map_or("", |(name, _)| name))
    }

    /// Whether it is a number, so that it can be greater or less.
    pub fn is_number(&self) -> bool {
        matches!(self, Fact::CartTotal | Fact::ItemCount | Fact::Weekday | Fact::Hour)
    }
}

impl<'a> Read<'a> for Fact<'a> {
    fn blank() -> Self {
        Fact::CartTotal
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        let Some(name) = node.text() else { return faults.wrong_type(node, "a string") };
        if let Some((_, fact)) = NAMES.iter().find(|(known, _)| *known == name) {
            *self = fact.clone();
            return true;
        }
        let attribute = match name {
            Cow::Borrowed(name) => name.strip_prefix(ATTRIBUTE).map(Cow::Borrowed),
            Cow::Owned(name) => name.strip_prefix(ATTRIBUTE).map(|name| Cow::Owned(name.to_owned())),
        };
        match attribute.filter(|name| !name.is_empty()) {
            Some(attribute) => {
                *self = Fact::Attribute(attribute);
                true
            }
            None => unknown_fact(node, faults),
        }
    }
}

#[cold]
fn unknown_fact(node: Node<'_, '_>, faults: &mut Faults) -> bool {
    let known: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    faults.refuse(node, "not_allowed", &format!("must name a fact: {} or attribute:NAME", known.join(", ")))
}

impl Write for Fact<'_> {
    fn write(&self, json: &mut Json) {
        self.name().write(json);
    }
}
