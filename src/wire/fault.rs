//! What is wrong with a request: every fault, each where it stands.

use super::{BadJson, Json, Node, Text};
use crate::wire::record::record;

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
    /// Paths of those that a record's check found.
    checked: Vec<String>,
    /// How deep in values that hold values of their own kind the reader is.
    depth: u32,
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
            let path = [&path, ".", field].concat();
            let within = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
            let is_unread = |told: &str| {
                told.strip_prefix(&unread).is_some_and(within) && !self.checked.iter().any(|checked| checked == told)
            };
            if !self.list.iter().any(|told| told.path == path || is_unread(&told.path)) {
                self.checked.push(path.clone());
                self.add_at(path, fault, message);
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

    /// Goes into a value that may hold values of its own kind; false when that would be deeper than `most`.
    pub fn enter(&mut self, most: u32) -> bool {
        let fits = self.depth < most;
        self.depth += u32::from(fits);
        fits
    }

    /// Comes back from where [`enter`](Self::enter) went.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn has_room(&self) -> bool {
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

impl BadJson {
    /// The fault that tells it.
    pub fn fault(self) -> Fault<'static> {
        let message = ["not JSON: expected ", self.expected, " at byte ", &Json::of(&(self.at as u32))].concat();
        Fault { fault: "bad_json".into(), path: "$".to_owned(), message }
    }
}
