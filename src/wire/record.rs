//! The declarations of wire types: [`record!`] for objects, [`answer!`] for what is only written, [`words!`] for closed
//! sets of strings.

/// A struct that is an object on the wire: each field with its [`Key`](crate::wire::Key).
///
/// A field is required unless its type is an `Option` or `or VALUE` gives its default. `, then CHECK` behind the struct
/// names a function `fn(&Self, Node, &mut Faults) -> Option<()>` for what no single field can tell.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty => $key:ident $(or $default:expr)?, )*
        }
        $(then $check:path)?
    ) => {
        $(#[$meta])*
        $vis struct $name $(<$life>)? {
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        impl<'wire $(: $life, $life: 'wire)?> $crate::wire::Read<'wire> for $name $(<$life>)? {
            fn read(node: $crate::wire::Node<'wire, '_>, faults: &mut $crate::wire::Faults) -> Option<Self> {
                use $crate::wire::record::Slot;
                $( let mut $field = Slot::<$type>::Absent; )*
                if !$crate::wire::record::is_object(node, faults) {
                    return None;
                }
                for value in node.children() {
                    match value.key() {
                        $( $crate::wire::Key::$key => $field.fill(value, faults), )*
                        _ => $crate::wire::record::unknown_field(value, faults),
                    }
                }
                $( $( $field.default(|| $default); )? )*
                $( let $field = $field.take(node, $crate::wire::Key::$key, faults); )*
                let record = Self { $( $field: $field? ),* };
                $( $check(&record, node, faults)?; )?
                Some(record)
            }
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

            /// As it stands in JSON.
            $vis fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// The one that is written like this.
            $vis fn from_word(word: &str) -> Option<$name> {
                match word { $( $word => Some($name::$variant), )* _ => None }
            }
        }

        impl<'wire> $crate::wire::Read<'wire> for $name {
            fn read(node: $crate::wire::Node<'wire, '_>, faults: &mut $crate::wire::Faults) -> Option<Self> {
                let text = $crate::wire::Text::read(node, faults)?;
                let found = $name::from_word(&text);
                if found.is_none() {
                    $crate::wire::record::unknown_word(node, &text, &[$( $word ),*], faults);
                }
                found
            }
        }

        impl $crate::wire::Write for $name {
            fn write(&self, json: &mut $crate::wire::Json) {
                $crate::wire::Write::write(self.word(), json);
            }
        }
    };
}

pub(crate) use {answer, record, words};

use super::{Faults, Key, Node, Read};

/// What became of one field while a record is read.
pub(crate) enum Slot<T> {
    Absent,
    /// There, and at fault; the fault is noted.
    Bad,
    Read(T),
}

impl<T> Slot<T> {
    pub(crate) fn fill<'a>(&mut self, node: Node<'a, '_>, faults: &mut Faults)
    where
        T: Read<'a>,
    {
        if !matches!(self, Slot::Absent) {
            duplicate_field(node, faults);
        }
        *self = T::read(node, faults).map_or(Slot::Bad, Slot::Read);
    }

    pub(crate) fn default(&mut self, default: impl FnOnce() -> T) {
        if matches!(self, Slot::Absent) {
            *self = Slot::Read(default());
        }
    }

    pub(crate) fn take<'a>(self, record: Node<'a, '_>, key: Key, faults: &mut Faults) -> Option<T>
    where
        T: Read<'a>,
    {
        match self {
            Slot::Read(value) => Some(value),
            Slot::Bad => None,
            Slot::Absent => {
                let absent = T::absent();
                if absent.is_none() {
                    faults.missing(record, key.name());
                }
                absent
            }
        }
    }
}

pub(crate) fn is_object(node: Node<'_, '_>, faults: &mut Faults) -> bool {
    let object = node.is_object();
    if !object {
        faults.add(node, "wrong_type", "must be an object");
    }
    object
}

#[cold]
fn duplicate_field(node: Node<'_, '_>, faults: &mut Faults) {
    faults.add(node, "duplicate_field", format!("`{}` stands here twice", node.name()));
}

#[cold]
pub(crate) fn unknown_field(node: Node<'_, '_>, faults: &mut Faults) {
    faults.add(node, "unknown_field", format!("there is no field `{}` here", node.name()));
}

#[cold]
pub(crate) fn unknown_word(node: Node<'_, '_>, given: &str, words: &[&str], faults: &mut Faults) {
    let given: String = given.chars().take(40).collect();
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    faults.add(node, "not_allowed", format!("`{given}` is none of {}", words.join(", ")));
}
