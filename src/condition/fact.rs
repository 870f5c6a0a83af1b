//! The facts that a condition can name.

use crate::wire::{Faults, Json, Node, Read, Text, Write};
use std::borrow::Cow;

/// A fact of the cart, its buyer or the moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact<'a> {
    /// Sum of the lines as they are priced, in major units of the coupon's currency, as all money is.
    CartTotal,
    /// The same without tax.
    CartTotalNet,
    /// The same with tax.
    CartTotalGross,
    /// The sum of the lines, and shipping.
    OrderTotal,
    /// The same without tax.
    OrderTotalNet,
    /// The same with tax.
    OrderTotalGross,
    /// Price of one unit; of several lines the smallest.
    UnitPrice,
    /// Units in the cart.
    ItemCount,
    /// Lines of the cart.
    LineCount,
    /// Units of a line; of several lines the largest number.
    LineQuantity,
    /// Sum of the lines' weights, in the shop's unit.
    Weight,
    /// 1 for a buyer's first order, 2 for the second.
    OrderNumber,
    /// 1 Monday to 7 Sunday, in the shop's zone.
    Weekday,
    /// 0 to 23, in the shop's zone.
    Hour,
    /// Id of the buyer's account.
    Customer,
    /// Where the goods go.
    ShippingCountry,
    /// Who carries the goods.
    Carrier,
    /// How it is paid.
    PaymentMethod,
    /// What is paid with.
    PaymentCurrency,
    /// Whether the buyer has ordered nothing before.
    FirstOrder,
    /// Whether the price is already reduced; of several lines, whether one is.
    OnPromotion,
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
    ("cart_total_net", Fact::CartTotalNet),
    ("cart_total_gross", Fact::CartTotalGross),
    ("order_total", Fact::OrderTotal),
    ("order_total_net", Fact::OrderTotalNet),
    ("order_total_gross", Fact::OrderTotalGross),
    ("unit_price", Fact::UnitPrice),
    ("line_count", Fact::LineCount),
    ("line_quantity", Fact::LineQuantity),
    ("weight", Fact::Weight),
    ("order_number", Fact::OrderNumber),
    ("carrier", Fact::Carrier),
    ("payment_method", Fact::PaymentMethod),
    ("on_promotion", Fact::OnPromotion),
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

    /// Whether it is an amount of money.
    pub fn is_money(&self) -> bool {
        matches!(
            self,
            Fact::CartTotal
                | Fact::CartTotalNet
                | Fact::CartTotalGross
                | Fact::OrderTotal
                | Fact::OrderTotalNet
                | Fact::OrderTotalGross
                | Fact::UnitPrice
        )
    }

    /// Whether it is a number, so that it can be greater or less.
    pub fn is_number(&self) -> bool {
        let count = matches!(
            self,
            Fact::ItemCount
                | Fact::LineCount
                | Fact::LineQuantity
                | Fact::Weight
                | Fact::OrderNumber
                | Fact::Weekday
                | Fact::Hour
        );
        count || self.is_money()
    }

    /// Whether it is yes or no.
    pub fn is_yes_no(&self) -> bool {
        matches!(self, Fact::FirstOrder | Fact::OnPromotion)
    }

    /// Whether it is a set of names.
    pub fn is_set(&self) -> bool {
        matches!(self, Fact::Product | Fact::Category | Fact::Brand | Fact::Attribute(_) | Fact::CustomerGroup)
    }

    /// Whether it is of the lines, so that `where` can choose among them.
    pub fn is_of_lines(&self) -> bool {
        self.is_money()
            || matches!(
                self,
                Fact::ItemCount
                    | Fact::LineCount
                    | Fact::LineQuantity
                    | Fact::Weight
                    | Fact::OnPromotion
                    | Fact::Product
                    | Fact::Category
                    | Fact::Brand
                    | Fact::Attribute(_)
            )
    }

    /// Whether a buyer can mend it by putting more or less into the cart.
    pub fn is_mendable(&self) -> bool {
        (self.is_money() && *self != Fact::UnitPrice) || matches!(self, Fact::ItemCount | Fact::LineCount)
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
    faults.refuse(node, "not_allowed", &["must name a fact: ", &known.join(", "), " or attribute:NAME"].concat())
}

impl Write for Fact<'_> {
    fn write(&self, json: &mut Json) {
        self.name().write(json);
    }
}
