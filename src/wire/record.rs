//! The declarations of wire types: [`record!`] for objects, [`answer!`] for what is only written, [`words!`] for closed
//! sets of strings.

/// A struct that is an object on the wire: each field with its [`Key`](crate::wire::Key).
///
/// A field is required unless its type is an `Option` or `or VALUE` gives its default. `, then CHECK` behind the struct
/// names a function `fn(&Self, Node, &mut Faults) -> bool` for what no single field can tell. It is called also when a field
/// could not be read, so that every fault is found at once.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty => $key:ident $(or $default:expr)?, )*
        }
        $(then $check:path)?
    ) => {
        $crate::wire::record::written! {
            $(#[$meta])*
            $vis struct $name $(<$life>)? {
                $( $(#[$field_meta])* $field_vis $field: $type => $key, )*
            }
        }

        impl<'wire $(: $life, $life: 'wire)?> $crate::wire::Read<'wire> for $name $(<$life>)? {
            const COLUMNS: &'static [($crate::wire::Key, $crate::wire::Shape)] =
                &[$( ($crate::wire::Key::$key, <$type as $crate::wire::Read<'wire>>::SHAPE) ),*];

            fn blank() -> Self {
                Self { $( $field: $crate::wire::record::first!($( $default, )? $crate::wire::Read::blank()), )* }
            }

            fn fill(&mut self, node: $crate::wire::Node<'wire, '_>, faults: &mut $crate::wire::Faults) -> bool {
                use $crate::wire::record::{Progress, is_object, unknown_field};
                /// Where each field stands in the record.
                #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "these are the fields' names")]
                enum Position { $( $field ),* }
                const KEYS: &[$crate::wire::Key] = &[$( $crate::wire::Key::$key ),*];
                let required = 0 $( | $crate::wire::record::required!($type, Position::$field $(, $default)?) )*;
                if !is_object(node, faults) {
                    return false;
                }
                let mut progress = Progress::default();
                for value in node.children() {
                    match value.key() {
                        $( $crate::wire::Key::$key => {
                            progress.reached(Position::$field as u32, value, faults);
                            let read = self.$field.fill(value, faults);
                            progress.whole &= read;
                        } )*
                        _ => unknown_field(value, faults),
                    }
                }
                let whole = progress.finish(required, KEYS, node, faults);
                $( let whole = $check(self, node, faults) && whole; )?
                whole
            }
        }
    };
}

/// A record of which a call has few. All of them are read by one loop, [`fill_seldom`], at a third of the code and not as fast as
/// [`record!`], which is for those that come by the dozen, such as the lines of a cart.
macro_rules! seldom {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty => $key:ident $(or $default:expr)?, )*
        }
        $(then $check:path)?
    ) => {
        $crate::wire::record::written! {
            $(#[$meta])*
            $vis struct $name $(<$life>)? {
                $( $(#[$field_meta])* $field_vis $field: $type => $key, )*
            }
        }

        impl<'wire $(: $life, $life: 'wire)?> $crate::wire::Read<'wire> for $name $(<$life>)? {
            const COLUMNS: &'static [($crate::wire::Key, $crate::wire::Shape)] =
                &[$( ($crate::wire::Key::$key, <$type as $crate::wire::Read<'wire>>::SHAPE) ),*];

            fn blank() -> Self {
                Self { $( $field: $crate::wire::record::first!($( $default, )? $crate::wire::Read::blank()), )* }
            }

            fn fill(&mut self, node: $crate::wire::Node<'wire, '_>, faults: &mut $crate::wire::Faults) -> bool {
                /// Where each field stands in the record.
                #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "these are the fields' names")]
                enum Position { $( $field ),* }
                const KEYS: &[$crate::wire::Key] = &[$( $crate::wire::Key::$key ),*];
                let required = 0 $( | $crate::wire::record::required!($type, Position::$field $(, $default)?) )*;
                let whole = $crate::wire::record::fill_seldom(node, KEYS, required, faults, &mut |at, value, faults| {
                    $( if at == Position::$field as u32 { return self.$field.fill(value, faults); } )*
                    false
                });
                $( let whole = $check(self, node, faults) && whole; )?
                whole
            }
        }
    };
}

/// A record's struct, and how it is written.
macro_rules! written {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty => $key:ident, )*
        }
    ) => {
        $(#[$meta])*
        $vis struct $name $(<$life>)? {
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        impl $(<$life>)? $crate::wire::WriteFields for $name $(<$life>)? {
            fn write_fields(&self, fields: &mut $crate::wire::Fields<'_>) {
                $( fields.field($crate::wire::Key::$key, &self.$field); )*
            }
        }

        impl $(<$life>)? $crate::wire::Write for $name $(<$life>)? {
            fn write(&self, json: &mut $crate::wire::Json) {
                json.object(|fields| $crate::wire::WriteFields::write_fields(self, fields));
            }
        }
    };
}

/// The first of its arguments.
macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

/// The bit of a field that has to be there; none for one with a default.
macro_rules! required {
    ($type:ty, $position:expr) => {
        if <$type as $crate::wire::Read<'_>>::REQUIRED { 1u32 << $position as u32 } else { 0 }
    };
    ($type:ty, $position:expr, $default:expr) => {
        0
    };
}

/// A struct that is only ever written: an answer, tagged with its name.
macro_rules! answer {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? = $tag:literal {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty => $key:ident, )*
        }
    ) => {
        $(#[$meta])*
        $vis struct $name $(<$life>)? {
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        impl $(<$life>)? $crate::wire::Write for $name $(<$life>)? {
            fn write(&self, json: &mut $crate::wire::Json) {
                json.object(|fields| {
                    fields.field($crate::wire::Key::Answer, $tag);
                    $( fields.field($crate::wire::Key::$key, &self.$field); )*
                });
            }
        }
    };
}

/// An enum that is one of a few strings on the wire.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        $vis enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $name {
            /// All of them, in the order of the contract.
            #[allow(dead_code, reason = "few sets are listed")]
            $vis const ALL: &'static [$name] = &[$( $name::$variant ),*];

            /// Their words, in the same order.
            const WORDS: &'static [&'static str] = &[$( $word ),*];

            /// As it stands in JSON.
            $vis fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// The one that is written like this.
            #[allow(dead_code, reason = "few sets are looked up")]
            $vis fn from_word(word: &str) -> Option<$name> {
                $crate::wire::record::position(word, Self::WORDS).and_then(|at| Self::ALL.get(at)).copied()
            }
        }

        impl<'wire> $crate::wire::Read<'wire> for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::Text;

            fn blank() -> Self {
                $crate::wire::record::first!($( $name::$variant ),*)
            }

            fn fill(&mut self, node: $crate::wire::Node<'wire, '_>, faults: &mut $crate::wire::Faults) -> bool {
                let at = $crate::wire::record::read_word(node, Self::WORDS, faults);
                let found = at.and_then(|at| Self::ALL.get(at));
                *self = found.copied().unwrap_or(*self);
                found.is_some()
            }
        }

        impl $crate::wire::Write for $name {
            fn write(&self, json: &mut $crate::wire::Json) {
                $crate::wire::Write::write(self.word(), json);
            }
        }
    };
}

pub(crate) use {answer, first, record, required, seldom, words, written};

use super::vocabulary::same;
use super::{Faults, Key, Node};

/// How far a record has been read.
pub(crate) struct Progress {
    /// A bit for each field that was there.
    seen: u32,
    /// Whether all of them could be read.
    pub(crate) whole: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Progress { seen: 0, whole: true }
    }
}

impl Progress {
    pub(crate) fn reached(&mut self, position: u32, field: Node<'_, '_>, faults: &mut Faults) {
        if self.seen >> position & 1 == 1 {
            duplicate_field(field, faults);
            self.whole = false;
        }
        self.seen |= 1 << position;
    }

    /// Notes what is required and was not there.
    pub(crate) fn finish(self, required: u32, keys: &[Key], record: Node<'_, '_>, faults: &mut Faults) -> bool {
        let missing = required & !self.seen;
        if missing != 0 {
            missing_fields(missing, keys, record, faults);
        }
        missing == 0 && self.whole
    }
}

/// Fills a [`seldom!`] record: `fill` takes a field's position in `keys`, and its value.
#[inline(never)]
pub(crate) fn fill_seldom<'a>(
    node: Node<'a, '_>,
    keys: &[Key],
    required: u32,
    faults: &mut Faults,
    fill: &mut dyn FnMut(u32, Node<'a, '_>, &mut Faults) -> bool,
) -> bool {
    if !is_object(node, faults) {
        return false;
    }
    let mut progress = Progress::default();
    for value in node.children() {
        match keys.iter().position(|key| *key == value.key()) {
            Some(position) => {
                progress.reached(position as u32, value, faults);
                progress.whole &= fill(position as u32, value, faults);
            }
            None => unknown_field(value, faults),
        }
    }
    progress.finish(required, keys, node, faults)
}

#[cold]
fn missing_fields(missing: u32, keys: &[Key], record: Node<'_, '_>, faults: &mut Faults) {
    let is_missing = |position: &usize| missing >> position & 1 == 1;
    for key in (0..keys.len()).filter(is_missing).filter_map(|position| keys.get(position)) {
        faults.missing(record, key.name());
    }
}

pub(crate) fn is_object(node: Node<'_, '_>, faults: &mut Faults) -> bool {
    node.is_object() || faults.wrong_type(node, "an object")
}

#[cold]
fn duplicate_field(node: Node<'_, '_>, faults: &mut Faults) {
    faults.add(node, "duplicate_field", ["`", &node.name(), "` stands here twice"].concat());
}

#[cold]
pub(crate) fn unknown_field(node: Node<'_, '_>, faults: &mut Faults) {
    faults.add(node, "unknown_field", ["there is no field `", &short(&node.name()), "` here"].concat());
}

/// As much of what a caller wrote as is told back.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Where the word stands among `words`, or a fault.
#[inline(never)]
pub(crate) fn read_word(node: Node<'_, '_>, words: &[&str], faults: &mut Faults) -> Option<usize> {
    let at = position(&node.text().unwrap_or_default(), words);
    if at.is_none() {
        unknown_word(node, words, faults);
    }
    at
}

/// Where a word stands among others.
#[inline(never)]
pub(crate) fn position(word: &str, words: &[&str]) -> Option<usize> {
    words.iter().position(|known| same(known.as_bytes(), word.as_bytes()))
}

#[cold]
fn unknown_word(node: Node<'_, '_>, words: &[&str], faults: &mut Faults) {
    let Some(given) = node.text() else {
        faults.wrong_type(node, "a string");
        return;
    };
    faults.add(node, "not_allowed", ["`", &short(&given), "` is none of `", &words.join("`, `"), "`"].concat());
}
