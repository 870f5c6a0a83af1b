//! Typed values out of nodes, with every fault noted.

use super::doc::Kind;
use super::scan::{scan, unescape};
use super::{BadJson, Doc, Json, Node};
use crate::wire::record::record;
use std::borrow::Cow;

/// A string of a request; borrowed unless it had escapes.
pub type Text<'a> = Cow<'a, str>;

/// Items that room is made for before they are read: a list of a million ones may be meant to be a million records.
const MAX_RESERVED: usize = 2_000;

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

    /// [`add`](Self::add), and false.
    #[cold]
    pub fn refuse(&mut self, node: Node<'_, '_>, fault: &'static str, message: &str) -> bool {
        self.add(node, fault, message);
        false
    }

    /// A value of another type than `wanted`; false.
    #[cold]
    pub fn wrong_type(&mut self, node: Node<'_, '_>, wanted: &str) -> bool {
        self.add(node, "wrong_type", ["must be ", wanted].concat());
        false
    }

    /// One fault of a field that is not there.
    pub fn missing(&mut self, record: Node<'_, '_>, field: &str) {
        self.add_in(record, field, "missing_field", ["`", field, "` is required"].concat());
    }

    /// One fault that a record's check found in a field, unless the field could not be read: what stands in for it then is
    /// nobody's fault. Of `conditions[0].value` the field is `conditions[0]`.
    #[cold]
    pub fn add_checked(&mut self, record: Node<'_, '_>, field: &str, fault: &'static str, message: &str) {
        if self.has_room() {
            let path = record.path();
            let unread = [&path, ".", field.split('.').next().unwrap_or(field)].concat();
            let within = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
            if !self.list.iter().any(|told| told.path.strip_prefix(&unread).is_some_and(within)) {
                self.add_at([&path, ".", field].concat(), fault, message);
            }
        }
    }

    /// One fault of a record's field.
    #[cold]
    fn add_in(&mut self, record: Node<'_, '_>, field: &str, fault: &'static str, message: impl Into<String>) {
        if self.has_room() {
            self.add_at([&record.path(), ".", field].concat(), fault, message);
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

/// A type that reads itself from JSON, in place: a record is filled where it stands, and not passed about.
pub trait Read<'a>: Sized {
    /// Whether a field of this type has to be there.
    const REQUIRED: bool = true;

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

impl BadJson {
    /// The fault that tells it.
    pub fn fault(self) -> Fault<'static> {
        let message = ["not JSON: expected ", self.expected, " at byte ", &Json::of(&(self.at as u32))].concat();
        Fault { fault: "bad_json".into(), path: "$".to_owned(), message }
    }
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    const REQUIRED: bool = false;

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
        *self = Vec::with_capacity(node.count().min(MAX_RESERVED));
        let mut whole = true;
        for item in node.children() {
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
        *self = Vec::with_capacity(node.count());
        let mut whole = true;
        for item in node.children() {
            self.push((item.name(), T::blank()));
            whole &= self.last_mut().is_some_and(|(_, last)| last.fill(item, faults));
        }
        whole
    }
}

impl<'a> Read<'a> for Text<'a> {
    fn blank() -> Self {
        Cow::Borrowed("")
    }

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
    fn blank() -> Self {
        String::new()
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        let mut text = Text::blank();
        let read = text.fill(node, faults);
        *self = text.into_owned();
        read
    }
}

impl Read<'_> for bool {
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
    fn blank() -> Self {
        0
    }

    fn fill(&mut self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        small(self, node, "must be between 0 and 4294967295", faults)
    }
}

impl Read<'_> for i32 {
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
    /// The digits of a number as they stand in the text; `None` for anything else.
    pub(crate) fn number(self) -> Option<Text<'a>> {
        let cell = self.cell();
        match cell.kind() {
            Kind::Int => Some(Cow::Owned(cell.int().to_string())),
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
