//! A scanned JSON text: nodes in reading order.

use super::Key;
use super::scan::{self, BadJson};

/// What a node is; `a` and `b` of [`Cell`] mean something else for each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// `a`: where the object or array ends in the text.
    End,
    /// Name of the next node, when it is not in the vocabulary; `a..b` of the text, `Escaped` or not.
    Name,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) kind: Kind,
    /// The field's name, inside an object.
    pub(super) key: Key,
    pub(super) a: u32,
    pub(super) b: u32,
}

/// A JSON text and its nodes.
#[derive(Debug)]
pub struct Doc<'a> {
    pub(super) text: &'a str,
    pub(super) cells: Vec<Cell>,
}

impl<'a> Doc<'a> {
    /// Scans one JSON value. Refuses what RFC 8259 refuses, nesting deeper than 64, and texts of 2³¹ bytes or more.
    pub fn scan(text: &'a str) -> Result<Doc<'a>, BadJson> {
        scan::scan(text).map(|cells| Doc { text, cells })
    }

    /// The whole value.
    pub fn root(&self) -> Node<'a, '_> {
        Node { doc: self, index: 0 }
    }
}

/// One value of a [`Doc`].
#[derive(Clone, Copy)]
pub struct Node<'a, 'd> {
    doc: &'d Doc<'a>,
    index: usize,
}

impl<'a, 'd> Node<'a, 'd> {
    pub(super) fn cell(self) -> Cell {
        const NULL: Cell = Cell { kind: Kind::Null, key: Key::Other, a: 0, b: 0 };
        self.doc.cells.get(self.index).copied().unwrap_or(NULL)
    }

    /// `start..end` of the text; empty when out of range, which the scanner never makes.
    pub(super) fn span(self, start: u32, end: u32) -> &'a str {
        self.doc.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The value as it stands in the text, of an object or array.
    pub(super) fn source(self) -> &'a str {
        let cell = self.cell();
        let end = Node { index: (cell.b as usize).saturating_sub(1), ..self }.cell();
        self.span(cell.a, end.a)
    }

    /// The values of an object or array; empty for anything else.
    pub fn children(self) -> Children<'a, 'd> {
        let cell = self.cell();
        let end = match cell.kind {
            Kind::Object | Kind::Array => (cell.b as usize).saturating_sub(1),
            _ => 0,
        };
        Children { next: Node { index: self.index + 1, ..self }, end }
    }

    /// The field's name in the vocabulary, inside an object; [`Key::Other`] for any other name.
    pub fn key(self) -> Key {
        self.cell().key
    }

    /// The field's name, inside an object.
    pub fn name(self) -> super::Text<'a> {
        let key = self.cell().key;
        if key != Key::Other {
            return super::Text::Borrowed(key.name());
        }
        let name = Node { index: self.index.saturating_sub(1), ..self }.cell();
        match name.kind {
            Kind::Name => scan::unescape(self.span(name.a, name.b)),
            _ => super::Text::Borrowed(""),
        }
    }

    /// Where this stands in the document: `$.coupon.conditions[0].operator`.
    pub fn path(self) -> String {
        let mut path = String::from("$");
        let mut at = self.doc.root();
        while at.index < self.index {
            let array = at.cell().kind == Kind::Array;
            let inside = at.children().enumerate().find(|(_, child)| self.index < child.end());
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

    /// Index of the node behind this value.
    fn end(self) -> usize {
        let cell = self.cell();
        match cell.kind {
            Kind::Object | Kind::Array => cell.b as usize,
            _ => self.index + 1,
        }
    }
}

/// Iterates over [`Node::children`].
pub struct Children<'a, 'd> {
    next: Node<'a, 'd>,
    end: usize,
}

impl<'a, 'd> Iterator for Children<'a, 'd> {
    type Item = Node<'a, 'd>;

    fn next(&mut self) -> Option<Node<'a, 'd>> {
        if self.next.index < self.end && self.next.cell().kind == Kind::Name {
            self.next.index += 1;
        }
        if self.next.index >= self.end {
            return None;
        }
        let child = self.next;
        self.next.index = child.end();
        Some(child)
    }
}
