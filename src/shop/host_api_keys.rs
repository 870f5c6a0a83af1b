//! The port of keys over one function of the host.

use super::host::HostShop;
use super::{AddKey, ApiKey, ApiKeyKind, ApiKeys, Hosted, RotateKey};
use crate::wire::record::seldom;
use crate::wire::{Key, WriteFields};

seldom! { struct Listed { rows: Vec<ApiKey> => Rows, } }
seldom! { struct Added { id: String => Id, } }
seldom! { struct Known { known: bool => Known, } }

impl<F: FnMut(&str) -> A, A: AsRef<str>> ApiKeys for HostShop<F> {
    fn list_keys(&mut self) -> Hosted<Vec<ApiKey>> {
        self.ask("listKeys", |_| {}).map(|Listed { rows }| rows)
    }

    fn add_key(&mut self, add: &AddKey<'_>) -> Hosted<String> {
        self.ask("addKey", |fields| add.write_fields(fields)).map(|Added { id }| id)
    }

    fn rotate_key(&mut self, rotate: &RotateKey<'_>) -> Hosted<bool> {
        self.ask("rotateKey", |fields| rotate.write_fields(fields)).map(|Known { known }| known)
    }

    fn revoke_key(&mut self, kind: ApiKeyKind, id: &str, at_ms: i64) -> Hosted<bool> {
        let revoked = self.ask("revokeKey", |fields| {
            fields.field(Key::Kind, &kind);
            fields.field(Key::Id, id);
            fields.field(Key::AtMs, &at_ms);
        });
        revoked.map(|Known { known }| known)
    }
}
