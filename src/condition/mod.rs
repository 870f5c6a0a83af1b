//! Conditions (S3): a fact of the cart, an operator, a value; and trees of them.

mod fact;
mod holds;
mod rule;

use crate::coupon::Kind;
use crate::money::Decimal;
use crate::wire::record::{record, words};
use crate::wire::{Faults, Json, Node, Read, Text, Write, same};
pub use fact::Fact;
pub(crate) use holds::local;
pub use holds::{Facts, Verdict};
pub use rule::{Quantifier, Rule, any_comparison};
pub(crate) use rule::{check_all, comparisons};

/// Most values that a fact is compared with.
const MAX_VALUES: usize = 1_000;

record! {
    /// One comparison.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Condition<'a> {
        /// What is compared.
        pub fact: Fact<'a> => Id,
        /// How.
        pub operator: Operator => Operator,
        /// With what.
        pub value: Operand<'a> => Value,
        /// For display only; never parsed.
        pub value_mask: Option<Text<'a>> => ValueMask,
        /// `PERCENTAGE`: percent of the coupon's own value.
        pub kind: Option<Kind> => Type,
        /// Only the lines for which all of these hold are looked at.
        pub only: Option<Vec<Rule<'a>>> => Where,
    }
}

words! {
    /// S3's seven.
    pub enum Operator {
        /// Greater.
        Greater = ">",
        /// Less.
        Less = "<",
        /// Equal; on a set, no other member than this.
        Equal = "=",
        /// Greater or equal.
        AtLeast = ">=",
        /// Less or equal.
        AtMost = "<=",
        /// Not equal; on a set, no such member.
        NotEqual = "!=",
        /// On a set, such a member; on a text, such a part.
        Contains = "contains",
    }
}

impl Operator {
    fn is_order(self) -> bool {
        matches!(self, Operator::Greater | Operator::Less | Operator::AtLeast | Operator::AtMost)
    }
}

/// What a fact is compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operand<'a> {
    /// One value.
    One(Scalar<'a>),
    /// Any of these.
    AnyOf(Vec<Scalar<'a>>),
}

/// One value of a condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scalar<'a> {
    /// `10.50`
    Number(Decimal),
    /// `"FR"`
    Text(Text<'a>),
    /// `true`
    YesNo(bool),
}

impl<'a> Operand<'a> {
    /// The values, one or many.
    pub fn values(&self) -> &[Scalar<'a>] {
        match self {
            Operand::One(value) => std::slice::from_ref(value),
            Operand::AnyOf(values) => values,
        }
    }
}

impl<'a> Condition<'a> {
    /// What the lines that are looked at must fulfil.
    pub fn narrowed(&self) -> &[Rule<'a>] {
        self.only.as_deref().unwrap_or_default()
    }

    /// What does not fit together: the field, and what would be right.
    pub(crate) fn check(&self, coupon: Kind) -> Result<(), (&'static str, &'static str)> {
        let values = self.value.values();
        let numbers = values.iter().all(|value| matches!(value, Scalar::Number(_)));
        let number = self.fact.is_number();
        if self.operator.is_order() && (!number || values.len() != 1) {
            return Err(("operator", "only a number can be compared with `<`, `<=`, `>` and `>=`, and with one value"));
        }
        if number && !numbers {
            return Err(("value", "must be a number, or a list of numbers, for this fact"));
        }
        let yes_no = values.iter().all(|value| value.as_yes_no().is_some());
        if self.fact.is_yes_no() && (self.operator == Operator::Contains || !yes_no) {
            return Err(("value", "`first_order` and `on_promotion` take `=` or `!=` and true or false"));
        }
        if self.only.is_some() && !self.fact.is_of_lines() {
            return Err(("where", "only facts of the cart's lines can be narrowed"));
        }
        if values.len() > MAX_VALUES {
            return Err(("value", "must be 1000 values at most"));
        }
        let percent = |value: &Scalar<'_>| matches!(value, Scalar::Number(number) if number.shifted(2).is_none());
        if self.kind == Some(Kind::Percentage) && values.iter().any(percent) {
            return Err(("value", "a percentage has two decimals at most"));
        }
        if self.kind == Some(Kind::Percentage) && (self.fact != Fact::CartTotal || coupon != Kind::Value) {
            return Err(("type", "`PERCENTAGE` goes with `cart_total` of a coupon of type `VALUE`"));
        }
        Ok(())
    }
}

impl Scalar<'_> {
    /// Whether a set's member or a text is this.
    pub(crate) fn is_text(&self, text: &str) -> bool {
        match self {
            Scalar::Text(value) => same(value.as_bytes(), text.as_bytes()),
            Scalar::Number(value) => value.text() == text,
            Scalar::YesNo(_) => false,
        }
    }

    /// S3 knows numbers only, so 1 and 0 do for yes and no.
    fn as_yes_no(&self) -> Option<bool> {
        match self {
            Scalar::YesNo(value) => Some(*value),
            Scalar::Number(value) => match value.floor() {
                Some((1, true)) => Some(true),
                Some((0, true)) => Some(false),
                _ => None,
            },
            Scalar::Text(_) => None,
        }
    }
}

impl<'a> Read<'a> for Operand<'a> {
    fn blank() -> Self {
        Operand::One(Scalar::blank())
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        if !node.is_array() {
            let mut value = Scalar::blank();
            let read = value.fill(node, faults);
            *self = Operand::One(value);
            return read;
        }
        let mut values = Vec::new();
        let read = values.fill(node, faults);
        if values.is_empty() {
            return faults.refuse(node, "out_of_range", "must hold one value at least");
        }
        *self = Operand::AnyOf(values);
        read
    }
}

impl<'a> Read<'a> for Scalar<'a> {
    fn blank() -> Self {
        Scalar::YesNo(false)
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        let read = if node.is_number() {
            Decimal::read(node, faults).map(Scalar::Number)
        } else if node.is_text() {
            node.text().map(Scalar::Text)
        } else if node.is_object() || node.is_array() {
            return faults.wrong_type(node, "a number, a string, true or false");
        } else {
            bool::read(node, faults).map(Scalar::YesNo)
        };
        let whole = read.is_some();
        if let Some(read) = read {
            *self = read;
        }
        whole
    }
}

impl Write for Operand<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            Operand::One(value) => value.write(json),
            Operand::AnyOf(values) => values.write(json),
        }
    }
}

impl Write for Scalar<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            Scalar::Number(value) => value.write(json),
            Scalar::Text(value) => value.write(json),
            Scalar::YesNo(value) => value.write(json),
        }
    }
}
