//! The port of imports and exports over one function of the host.

use super::host::{Done, HostShop};
use super::imports::*;
use super::{Hosted, Imports};
use crate::wire::record::seldom;
use crate::wire::{Key, WriteFields};

seldom! { struct Offset { utc_offset_minutes: i32 => UtcOffsetMinutes, } }
seldom! { struct Found { import: Option<Import> => Import, } }
seldom! { struct AllCreated { created: Vec<i64> => Created, } }

impl<F: FnMut(&str) -> A, A: AsRef<str>> HostShop<F> {
    /// One operation that answers with an import.
    fn import(&mut self, op: &str, fields: &dyn WriteFields) -> Hosted<Option<Import>> {
        self.ask(op, |object| fields.write_fields(object)).map(|Found { import }| import)
    }
}

seldom! {
    /// Which import is meant.
    struct Which {
        organization: String => Organization,
        id: String => Id,
        at_ms: Option<i64> => AtMs,
    }
}

impl Which {
    fn new(organization: &str, id: &str, at_ms: Option<i64>) -> Which {
        Which { organization: organization.to_owned(), id: id.to_owned(), at_ms }
    }
}

impl<F: FnMut(&str) -> A, A: AsRef<str>> Imports for HostShop<F> {
    fn zone_offset(&mut self, local_ms: i64) -> Hosted<i32> {
        let answer = self.ask("zoneOffset", |fields| fields.field(Key::AtMs, &local_ms));
        answer.map(|Offset { utc_offset_minutes }| utc_offset_minutes)
    }

    fn start_import(&mut self, start: &StartImport<'_>) -> Hosted<Option<Import>> {
        self.import("startImport", start)
    }

    fn find_import(&mut self, organization: &str, id: &str) -> Hosted<Option<Import>> {
        self.import("findImport", &Which::new(organization, id, None))
    }

    fn stage_import(&mut self, stage: &StageImport<'_>) -> Hosted<Option<Import>> {
        self.import("stageImport", stage)
    }

    fn apply_import(&mut self, organization: &str, id: &str, at_ms: i64) -> Hosted<Option<Import>> {
        self.import("applyImport", &Which::new(organization, id, Some(at_ms)))
    }

    fn drop_import(&mut self, organization: &str, id: &str) -> Hosted<()> {
        let which = Which::new(organization, id, None);
        self.ask("dropImport", |fields| which.write_fields(fields)).map(|Done| ())
    }

    fn import_faults(&mut self, query: &FaultQuery<'_>) -> Hosted<FaultPage> {
        self.ask("importFaults", |fields| query.write_fields(fields))
    }

    fn created(&mut self, query: &CreatedQuery<'_>) -> Hosted<Vec<i64>> {
        self.ask("created", |fields| query.write_fields(fields)).map(|AllCreated { created }| created)
    }

    fn export(&mut self, query: &ExportQuery<'_>) -> Hosted<ExportPage> {
        self.ask("export", |fields| query.write_fields(fields))
    }
}
