//! A scanned JSON text: nodes in reading order.

use super::Key;
use super::scan::{self, BadJson};
use std::borrow::Cow;

/// What a node is; `a` and `b` of its [`Cell`] mean something else for each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Kind {
    Null,
    /// `a`: 0 or 1.
    Bool,
    /// An integer of at most 18 digits: `a` low, `b` high word.
    Int,
    /// Any other number; `a..b` of the text.
    Decimal,
    /// `a..b` of the text, without quotes or escapes.
    Text,
    /// `a..b` of the text, with escapes yet to be resolved.
    Escaped,
    /// `a`: where it starts in the text; `b`: index of the node behind it. Its last node is an `End`.
    Object,
    /// As `Object`.
    Array,
    /// `a`: where the object or array ends in the text; `b`: how many values it has.
    End,
    /// Name of the next node, when it is not in the vocabulary; `a..b` of the text, `Escaped` or not.
    Name,
}

/// A node in three words, so that a host which has the values apart already can write nodes instead of JSON.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Cell {
    /// [`Kind`] in the lowest byte; above it the [`Key`] of the field's name, inside an object.
    tag: u32,
    pub(super) a: u32,
    pub(super) b: u32,
}

impl Cell {
    const NULL: Cell = Cell::new(Kind::Null, Key::Other, 0, 0);

    pub(super) const fn new(kind: Kind, key: Key, a: u32, b: u32) -> Cell {
        Cell { tag: kind as u32 | (key as u32) << 8, a, b }
    }

    /// A kind that no host should write is as good as none.
    pub(super) fn kind(self) -> Kind {
        const KINDS: [Kind; 10] = [
            Kind::Null,
            Kind::Bool,
            Kind::Int,
            Kind::Decimal,
            Kind::Text,
            Kind::Escaped,
            Kind::Object,
            Kind::Array,
            Kind::End,
            Kind::Name,
        ];
        KINDS.get(self.tag as usize & 0xFF).copied().unwrap_or(Kind::Null)
    }

    pub(super) fn is(self, kind: Kind) -> bool {
        self.tag & 0xFF == kind as u32
    }

    /// The value of an `Int`.
    pub(super) fn int(self) -> i64 {
        i64::from(self.b as i32) << 32 | i64::from(self.a)
    }

    fn key(self) -> Key {
        Key::numbered(self.tag >> 8)
    }
}

/// A JSON text and its nodes.
#[derive(Debug)]
pub struct Doc<'a> {
    pub(super) text: &'a str,
    pub(super) cells: Cow<'a, [Cell]>,
}

impl<'a> Doc<'a> {
    /// Scans one JSON value. Refuses what RFC 8259 refuses, nesting deeper than 64, and texts of 2³¹ bytes or more.
    pub fn scan(text: &'a str) -> Result<Doc<'a>, BadJson> {
        scan::scan(text).map(|cells| Doc { text, cells: Cow::Owned(cells) })
    }

    /// A value that a host has written as nodes over a text of its own.
    pub fn packed(text: &'a str, cells: &'a [Cell]) -> Doc<'a> {
        Doc { text, cells: Cow::Borrowed(cells) }
    }

    /// The whole value.
    pub fn root(&self) -> Node<'a, '_> {
        Node { doc: self, rest: &self.cells }
    }
}

/// One value of a [`Doc`].
#[derive(Clone, Copy)]
pub struct Node<'a, 'd> {
    doc: &'d Doc<'a>,
    /// Its cell, and all that follow to the end of the document.
    rest: &'d [Cell],
}

impl<'a, 'd> Node<'a, 'd> {
    pub(super) fn cell(self) -> Cell {
        self.rest.first().copied().unwrap_or(Cell::NULL)
    }

    fn index(self) -> usize {
        self.doc.cells.len() - self.rest.len()
    }

    /// `start..end` of the text; empty when out of range, which the scanner never makes.
    pub(super) fn span(self, start: u32, end: u32) -> &'a str {
        self.doc.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The `End` of an object or array.
    fn last(self) -> Cell {
        let last = (self.cell().b as usize).saturating_sub(1);
        self.doc.cells.get(last).copied().unwrap_or(Cell::NULL)
    }

    /// The value as it stands in the text, of an object.
    pub(super) fn source(self) -> &'a str {
        self.span(self.cell().a, self.last().a)
    }

    /// How many values an object or array has.
    pub(super) fn count(self) -> usize {
        (self.last().b as usize).min(self.rest.len())
    }

    /// The values of an object or array; empty for anything else.
    pub fn children(self) -> Children<'a, 'd> {
        let nested = matches!(self.cell().kind(), Kind::Object | Kind::Array);
        let behind =
            if nested { (self.doc.cells.len() + 1).saturating_sub(self.cell().b as usize) } else { usize::MAX };
        Children { doc: self.doc, rest: self.rest.get(1..).unwrap_or_default(), behind }
    }

    /// The field's name in the vocabulary, inside an object; [`Key::Other`] for any other name.
    pub fn key(self) -> Key {
        self.cell().key()
    }

    /// The field's name, inside an object.
    pub fn name(self) -> super::Text<'a> {
        let key = self.key();
        if key != Key::Other {
            return super::Text::Borrowed(key.name());
        }
        match self.index().checked_sub(1).and_then(|before| self.doc.cells.get(before)) {
            Some(name) if name.is(Kind::Name) => scan::unescape(self.span(name.a, name.b)),
            _ => super::Text::Borrowed(""),
        }
    }

    /// Where this stands in the document: `$.coupon.conditions[0].operator`.
    pub fn path(self) -> String {
        let mut path = String::from("$");
        let mut at = self.doc.root();
        while at.index() < self.index() {
            let array = at.cell().is(Kind::Array);
            let inside = at.children().enumerate().find(|(_, child)| child.behind().len() < self.rest.len());
            let Some((position, child)) = inside else { break };
            if array {
                path.push_str(&format!("[{position}]"));
            } else {
                path.push('.');
                path.push_str(&child.name());
            }
            at = child;
        }
        path
    }

    /// The cells behind this value.
    fn behind(self) -> &'d [Cell] {
        let cell = self.cell();
        match cell.kind() {
            Kind::Object | Kind::Array => self.doc.cells.get(cell.b as usize..).unwrap_or_default(),
            _ => self.rest.get(1..).unwrap_or_default(),
        }
    }
}

/// Iterates over [`Node::children`].
pub struct Children<'a, 'd> {
    doc: &'d Doc<'a>,
    rest: &'d [Cell],
    /// So many cells are left when only the `End` and what is behind it are.
    behind: usize,
}

impl<'a, 'd> Iterator for Children<'a, 'd> {
    type Item = Node<'a, 'd>;

    fn next(&mut self) -> Option<Node<'a, 'd>> {
        if let [name, rest @ ..] = self.rest
            && name.is(Kind::Name)
        {
            self.rest = rest;
        }
        if self.rest.len() <= self.behind {
            return None;
        }
        let child = Node { doc: self.doc, rest: self.rest };
        // What a host has packed wrongly must not send us backwards.
        let behind = child.behind();
        self.rest = if behind.len() < self.rest.len() { behind } else { &[] };
        Some(child)
    }
}
