//! Typed values out of nodes, with every fault noted.

use super::doc::Kind;
use super::scan::{scan, unescape};
use super::{Doc, Fault, Faults, Json, Key, Node};
use std::borrow::Cow;

/// A string of a request; borrowed unless it had escapes.
pub type Text<'a> = Cow<'a, str>;

/// Items that room is made for before they are read: a list of a million ones may be meant to be a million records.
const MAX_RESERVED: usize = 2_000;

/// What a value looks like in one cell of a table, where there are no quotes to tell a text from a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// As it stands.
    Text,
    /// Decimal digits.
    Number,
    /// Milliseconds, or a date.
    Instant,
    /// True or false.
    YesNo,
    /// JSON.
    Nested,
}

/// A type that reads itself from JSON, in place: a record is filled where it stands, and not passed about.
pub trait Read<'a>: Sized {
    /// Whether a field of this type has to be there.
    const REQUIRED: bool = true;

    /// How a field of this type stands in a cell.
    const SHAPE: Shape = Shape::Nested;

    /// Of a record: its fields, in their order, and how each stands in a cell.
    const COLUMNS: &'static [(Key, Shape)] = &[];

    /// What stands in a place that is yet to be filled.
    fn blank() -> Self;

    /// Reads the node; false when a fault was noted.
    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool;

    /// A value of its own; `None` when a fault was noted.
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        let mut value = Self::blank();
        value.fill(node, faults).then_some(value)
    }

    /// Reads a whole JSON text, or tells every fault.
    fn from_json(text: &'a str) -> Result<Self, Vec<Fault<'static>>> {
        let mut faults = Faults::default();
        match scan(text) {
            Ok(cells) => match Self::read(Doc::new(text, &cells).root(), &mut faults) {
                Some(value) if faults.is_empty() => return Ok(value),
                _ => {}
            },
            Err(bad) => return Err(vec![bad.fault()]),
        }
        Err(faults.into_vec())
    }
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    const REQUIRED: bool = false;
    const SHAPE: Shape = T::SHAPE;

    fn blank() -> Self {
        None
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        self.insert(T::blank()).fill(node, faults)
    }
}

impl<'a, T: Read<'a>> Read<'a> for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        if !node.is_array() {
            return faults.wrong_type(node, "a list");
        }
        let items = node.children();
        *self = Vec::with_capacity(items.expected.min(MAX_RESERVED));
        let mut whole = true;
        for item in items {
            self.push(T::blank());
            whole &= self.last_mut().is_some_and(|last| last.fill(item, faults));
            if !whole && !faults.has_room() {
                break;
            }
        }
        whole
    }
}

/// An object with names of the caller's choice, in their order.
impl<'a, T: Read<'a>> Read<'a> for Vec<(Text<'a>, T)> {
    fn blank() -> Self {
        Vec::new()
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        if !node.is_object() {
            return faults.wrong_type(node, "an object");
        }
        let items = node.children();
        *self = Vec::with_capacity(items.expected);
        let mut whole = true;
        for item in items {
            self.push((item.name(), T::blank()));
            whole &= self.last_mut().is_some_and(|(_, last)| last.fill(item, faults));
        }
        whole
    }
}

impl<'a> Read<'a> for Text<'a> {
    const SHAPE: Shape = Shape::Text;

    fn blank() -> Self {
        Cow::Borrowed("")
    }

    #[inline]
    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        match node.text() {
            Some(text) => {
                *self = text;
                true
            }
            None => faults.wrong_type(node, "a string"),
        }
    }
}

impl<'a> Read<'a> for String {
    const SHAPE: Shape = Shape::Text;

    fn blank() -> Self {
        String::new()
    }

    /// Owned texts are what hosts answer and few calls hold: once, and not written out for each field.
    #[inline(never)]
    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        let mut text = Text::blank();
        let read = text.fill(node, faults);
        *self = text.into_owned();
        read
    }
}

impl Read<'_> for bool {
    const SHAPE: Shape = Shape::YesNo;

    fn blank() -> Self {
        false
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let cell = node.cell();
        *self = cell.a == 1;
        cell.is(Kind::Bool) || faults.wrong_type(node, "true or false")
    }
}

impl Read<'_> for i64 {
    const SHAPE: Shape = Shape::Instant;

    fn blank() -> Self {
        0
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let cell = node.cell();
        *self = cell.int();
        cell.is(Kind::Int) || faults.wrong_type(node, "an integer")
    }
}

/// An integer of fewer bits; `range` tells which.
fn small<T: TryFrom<i64>>(slot: &mut T, node: Node<'_, '_>, range: &'static str, faults: &mut Faults) -> bool {
    let cell = node.cell();
    if !cell.is(Kind::Int) {
        return faults.wrong_type(node, "an integer");
    }
    match T::try_from(cell.int()) {
        Ok(value) => {
            *slot = value;
            true
        }
        Err(_) => faults.refuse(node, "out_of_range", range),
    }
}

impl Read<'_> for u32 {
    const SHAPE: Shape = Shape::Number;

    fn blank() -> Self {
        0
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        small(self, node, "must be between 0 and 4294967295", faults)
    }
}

impl Read<'_> for i32 {
    const SHAPE: Shape = Shape::Number;

    fn blank() -> Self {
        0
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        small(self, node, "must be between -2147483648 and 2147483647", faults)
    }
}

/// An object kept as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raw<'a>(pub Text<'a>);

impl<'a> Read<'a> for Raw<'a> {
    fn blank() -> Self {
        Raw(Cow::Borrowed("{}"))
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        if !node.is_object() {
            return faults.wrong_type(node, "an object");
        }
        self.0 = Cow::Borrowed(node.source());
        true
    }
}

impl<'a> Node<'a, '_> {
    /// The number, when it is whole and has 18 digits at most.
    pub(crate) fn integer(self) -> Option<i64> {
        let cell = self.cell();
        cell.is(Kind::Int).then(|| cell.int())
    }

    /// The digits of a number as they stand in the text; `None` for anything else.
    pub(crate) fn number(self) -> Option<Text<'a>> {
        let cell = self.cell();
        match cell.kind() {
            Kind::Int => Some(Cow::Owned(Json::of(&cell.int()))),
            Kind::Decimal => Some(Cow::Borrowed(self.span(cell.a, cell.b))),
            _ => None,
        }
    }

    /// The string; `None` for anything else.
    #[inline(always)]
    pub(crate) fn text(self) -> Option<Text<'a>> {
        let cell = self.cell();
        if cell.is(Kind::Text) {
            return Some(Cow::Borrowed(self.span(cell.a, cell.b)));
        }
        cell.is(Kind::Escaped).then(|| unescape(self.span(cell.a, cell.b)))
    }

    /// Whether this is an object.
    pub(crate) fn is_object(self) -> bool {
        self.cell().is(Kind::Object)
    }

    /// Whether this is a list.
    pub(crate) fn is_array(self) -> bool {
        self.cell().is(Kind::Array)
    }

    /// Whether this is a number.
    pub(crate) fn is_number(self) -> bool {
        matches!(self.cell().kind(), Kind::Int | Kind::Decimal)
    }

    /// Whether this is a string.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.cell().kind(), Kind::Text | Kind::Escaped)
    }
}
