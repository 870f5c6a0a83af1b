//! A scanned JSON text: nodes in reading order.

use super::record::short;
use super::scan;
use super::{Json, Key};

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
    /// `a`: where it starts in the text; `b`: nodes it has, itself and its `End`, the last one, among them.
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
    pub(super) const fn new(kind: Kind, key: Key, a: u32, b: u32) -> Cell {
        Cell { tag: kind as u32 | key.number() << 8, a, b }
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

    fn is_nested(self) -> bool {
        self.is(Kind::Object) || self.is(Kind::Array)
    }

    fn key(self) -> Key {
        Key::numbered(self.tag >> 8)
    }
}

/// A text and the nodes that point into it.
#[derive(Clone, Copy, Debug)]
pub struct Doc<'a, 'd> {
    text: &'a str,
    cells: &'d [Cell],
}

/// What stands where there is no node.
static NOTHING: Cell = Cell::new(Kind::Null, Key::Other, 0, 0);

impl<'a, 'd> Doc<'a, 'd> {
    /// Nodes over a text: those of a scan, or what a host has written itself.
    pub fn new(text: &'a str, cells: &'d [Cell]) -> Doc<'a, 'd> {
        Doc { text, cells }
    }

    /// The whole value.
    pub fn root(&'d self) -> Node<'a, 'd> {
        Node { doc: self, cell: self.cells.first().unwrap_or(&NOTHING) }
    }
}

/// One value of a [`Doc`]: two words, so that it is passed in registers.
#[derive(Clone, Copy)]
pub struct Node<'a, 'd> {
    doc: &'d Doc<'a, 'd>,
    cell: &'d Cell,
}

impl<'a, 'd> Node<'a, 'd> {
    #[inline(always)]
    pub(super) fn cell(self) -> Cell {
        *self.cell
    }

    /// Where it stands among the document's nodes. Few ask, so no node carries it about.
    fn index(self) -> usize {
        let bytes = std::ptr::from_ref(self.cell).addr().wrapping_sub(self.doc.cells.as_ptr().addr());
        bytes / size_of::<Cell>()
    }

    /// The nodes of an object or array that stand behind its own; none of anything else.
    fn inside(self) -> &'d [Cell] {
        let index = self.index();
        let length = if self.cell.is_nested() { self.cell.b as usize } else { 0 };
        self.doc.cells.get(index + 1..index.saturating_add(length)).unwrap_or_default()
    }

    /// `start..end` of the text; empty when out of range, which the scanner never makes.
    #[inline(always)]
    pub(super) fn span(self, start: u32, end: u32) -> &'a str {
        self.doc.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The `End` of an object or array.
    fn last(self) -> Cell {
        self.inside().last().copied().unwrap_or(NOTHING)
    }

    /// The value as it stands in the text, of an object or array.
    pub(crate) fn source(self) -> &'a str {
        self.span(self.cell().a, self.last().a)
    }

    /// The values of an object or array; empty for anything else.
    #[inline(never)]
    pub fn children(self) -> Children<'a, 'd> {
        let (end, rest) = self.inside().split_last().unwrap_or((&NOTHING, &[]));
        Children { doc: self.doc, rest, expected: (end.b as usize).min(rest.len()) }
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
        let name = self.doc.cells.get(self.index().wrapping_sub(1)).copied().unwrap_or(NOTHING);
        if name.is(Kind::Name) { scan::unescape(self.span(name.a, name.b)) } else { super::Text::Borrowed("") }
    }

    /// Where this stands in the document: `$.coupon.conditions[0].operator`.
    pub fn path(self) -> String {
        let mut path = String::from("$");
        let mut at = self.doc.root();
        let index = self.index();
        while at.index() < index {
            let array = at.cell().is(Kind::Array);
            let reaches = |child: Node<'_, '_>| index - child.index() < child.inside().len() + 1;
            let inside = at.children().enumerate().find(|(_, child)| index >= child.index() && reaches(*child));
            let Some((position, child)) = inside else { break };
            if array {
                path.push_str(&["[", &Json::of(&(position as u32)), "]"].concat());
            } else {
                path.push('.');
                path.push_str(&short(&child.name()));
            }
            at = child;
        }
        path
    }
}

/// Iterates over [`Node::children`].
pub struct Children<'a, 'd> {
    doc: &'d Doc<'a, 'd>,
    rest: &'d [Cell],
    /// How many values there are, as the `End` has it.
    pub(super) expected: usize,
}

impl<'a, 'd> Iterator for Children<'a, 'd> {
    type Item = Node<'a, 'd>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a, 'd>> {
        let (mut cell, mut rest) = self.rest.split_first()?;
        if cell.is(Kind::Name) {
            (cell, rest) = rest.split_first()?;
        }
        // What a host has written wrongly ends the walk sooner, and never sends it back.
        self.rest =
            if cell.is_nested() { rest.get((cell.b as usize).wrapping_sub(1)..).unwrap_or_default() } else { rest };
        Some(Node { doc: self.doc, cell })
    }
}
