//! How data crosses the boundary: JSON in, typed records, JSON out.
//!
//! [`scan`] reads a JSON text once into a flat list of nodes that point back into it; a host that has the values apart
//! already writes the same nodes itself. Typed [`Record`](crate::wire::record)s are
//! read from those nodes; strings are borrowed, decimals keep their digits, and *every* fault of a request is found in one
//! pass, each with its JSON path. Nothing is ever held in a float, and no message is made with `format!`, whose machinery
//! would be a fifth of the code checker.
//!
//! Why not serde: its decoders stop at the first fault, and in a translated module nearly every instruction of a call was
//! spent in them. Scanning once, with field names turned into [`Key`]s on the way, costs a fraction of that.

mod doc;
mod fault;
mod read;
pub(crate) mod record;
mod scan;
mod vocabulary;
mod write;

pub use doc::{Cell, Doc, Node};
pub use fault::{Fault, Faults};
pub use read::{Raw, Read, Shape, Text};
pub(crate) use record::short;
pub use scan::{BadJson, scan};
pub use vocabulary::Key;
pub(crate) use vocabulary::same;
pub use write::{Fields, Json, Write, WriteFields};
