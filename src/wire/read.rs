//! Typed values out of nodes, with every fault noted.

use super::doc::Kind;
use super::scan::unescape;
use super::{BadJson, Doc, Node};
use crate::wire::record::record;
use std::borrow::Cow;

/// A string of a request; borrowed unless it had escapes.
pub type Text<'a> = Cow<'a, str>;

/// Most faults told at once; a request with more has another problem.
const MAX_FAULTS: usize = 32;

record! {
    /// What is wrong with a request, and where.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Fault<'a> {
        /// Stable snake_case code, such as `unknown_field`.
        pub fault: Text<'a> => Fault,
        /// JSON path, such as `$.coupon.code`.
        pub path: String => Path,
        /// What would be right, for a person.
        pub message: String => Message,
    }
}

/// The faults found so far.
#[derive(Default, Debug)]
pub struct Faults {
    list: Vec<Fault<'static>>,
}

impl Faults {
    /// One fault, where the node stands.
    #[cold]
    pub fn add(&mut self, node: Node<'_, '_>, fault: &'static str, message: impl Into<String>) {
        // Finding a path takes a walk through the document: not for faults that nobody will be told.
        if self.has_room() {
            self.add_at(node.path(), fault, message);
        }
    }

    /// One fault of a field that is not there.
    pub fn missing(&mut self, record: Node<'_, '_>, field: &str) {
        self.add_in(record, field, "missing_field", format!("`{field}` is required"));
    }

    /// One fault of a record's field.
    #[cold]
    pub fn add_in(&mut self, record: Node<'_, '_>, field: &str, fault: &'static str, message: impl Into<String>) {
        if self.has_room() {
            self.add_at(format!("{}.{field}", record.path()), fault, message);
        }
    }

    /// One fault at a path.
    #[cold]
    pub fn add_at(&mut self, path: String, fault: &'static str, message: impl Into<String>) {
        self.push(Fault { fault: fault.into(), path, message: message.into() });
    }

    /// One fault that was found elsewhere.
    pub fn push(&mut self, fault: Fault<'static>) {
        if self.has_room() {
            self.list.push(fault);
        }
    }

    fn has_room(&self) -> bool {
        self.list.len() < MAX_FAULTS
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, in the order of the request.
    pub fn into_vec(self) -> Vec<Fault<'static>> {
        self.list
    }
}

/// A type that reads itself from JSON.
pub trait Read<'a>: Sized {
    /// `None` when a fault was noted.
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self>;

    /// The value of an optional field that is not there; `None` when it is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads a whole JSON text, or tells every fault.
    fn from_json(text: &'a str) -> Result<Self, Vec<Fault<'static>>> {
        let mut faults = Faults::default();
        match Doc::scan(text) {
            Ok(doc) => match Self::read(doc.root(), &mut faults) {
                Some(value) if faults.is_empty() => return Ok(value),
                _ => {}
            },
            Err(bad) => return Err(vec![bad.fault()]),
        }
        Err(faults.into_vec())
    }
}

impl BadJson {
    /// The fault that tells it.
    pub fn fault(self) -> Fault<'static> {
        let message = format!("not JSON: expected {} at byte {}", self.expected, self.at);
        Fault { fault: "bad_json".into(), path: "$".to_owned(), message }
    }
}

#[cold]
fn wrong_type<T>(node: Node<'_, '_>, faults: &mut Faults, wanted: &str) -> Option<T> {
    faults.add(node, "wrong_type", format!("must be {wanted}"));
    None
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        T::read(node, faults).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<'a, T: Read<'a>> Read<'a> for Vec<T> {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        if !node.cell().is(Kind::Array) {
            return wrong_type(node, faults, "a list");
        }
        let mut list = Vec::with_capacity(node.count());
        let mut whole = true;
        for item in node.children() {
            match T::read(item, faults) {
                Some(value) => list.push(value),
                None => whole = false,
            }
        }
        whole.then_some(list)
    }
}

/// An object with names of the caller's choice, in their order.
impl<'a, T: Read<'a>> Read<'a> for Vec<(Text<'a>, T)> {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        if !node.cell().is(Kind::Object) {
            return wrong_type(node, faults, "an object");
        }
        let mut list = Vec::with_capacity(node.count());
        let mut whole = true;
        for item in node.children() {
            match T::read(item, faults) {
                Some(value) => list.push((item.name(), value)),
                None => whole = false,
            }
        }
        whole.then_some(list)
    }
}

impl<'a> Read<'a> for Text<'a> {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        node.text().or_else(|| wrong_type(node, faults, "a string"))
    }
}

impl<'a> Read<'a> for String {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        Text::read(node, faults).map(Cow::into_owned)
    }
}

impl Read<'_> for bool {
    fn read(node: Node<'_, '_>, faults: &mut Faults) -> Option<Self> {
        let cell = node.cell();
        if !cell.is(Kind::Bool) {
            return wrong_type(node, faults, "true or false");
        }
        Some(cell.a == 1)
    }
}

impl Read<'_> for i64 {
    fn read(node: Node<'_, '_>, faults: &mut Faults) -> Option<Self> {
        let cell = node.cell();
        if !cell.is(Kind::Int) {
            return wrong_type(node, faults, "an integer");
        }
        Some(i64::from(cell.b as i32) << 32 | i64::from(cell.a))
    }
}

impl Read<'_> for u32 {
    fn read(node: Node<'_, '_>, faults: &mut Faults) -> Option<Self> {
        let value = i64::read(node, faults)?;
        let small = u32::try_from(value).ok();
        if small.is_none() {
            faults.add(node, "out_of_range", "must be between 0 and 4294967295");
        }
        small
    }
}

impl Read<'_> for i32 {
    fn read(node: Node<'_, '_>, faults: &mut Faults) -> Option<Self> {
        let value = i64::read(node, faults)?;
        let small = i32::try_from(value).ok();
        if small.is_none() {
            faults.add(node, "out_of_range", "must be between -2147483648 and 2147483647");
        }
        small
    }
}

/// An object kept as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raw<'a>(pub Text<'a>);

impl<'a> Read<'a> for Raw<'a> {
    fn read(node: Node<'a, '_>, faults: &mut Faults) -> Option<Self> {
        match node.cell().kind() {
            Kind::Object => Some(Raw(Cow::Borrowed(node.source()))),
            _ => wrong_type(node, faults, "an object"),
        }
    }
}

impl<'a> Node<'a, '_> {
    /// The digits of a number as they stand in the text; `None` for anything else.
    pub(crate) fn number(self) -> Option<Text<'a>> {
        let cell = self.cell();
        match cell.kind() {
            Kind::Int => Some(Cow::Owned((i64::from(cell.b as i32) << 32 | i64::from(cell.a)).to_string())),
            Kind::Decimal => Some(Cow::Borrowed(self.span(cell.a, cell.b))),
            _ => None,
        }
    }

    /// The string; `None` for anything else.
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
