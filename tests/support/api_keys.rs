//! Keys of the shop in memory.

use super::MemoryShop;
use remise::shop::*;

/// A key, with the secrets that count.
pub struct Held {
    pub key: ApiKey,
    pub secret: String,
    pub before: Option<String>,
    pub external_id: Option<String>,
}

impl MemoryShop {
    /// The key of a secret that counts now.
    pub fn held(&self, kind: ApiKeyKind, secret: &str) -> Option<&Held> {
        let counts = |held: &&Held| {
            let before = held.before.as_deref() == Some(secret) && held.key.end_at.is_some_and(|end| end > self.now_ms);
            held.key.kind == kind && held.key.active && (held.secret == secret || before)
        };
        self.api_keys.iter().find(counts)
    }

    fn named(&mut self, kind: ApiKeyKind, id: &str) -> Option<&mut Held> {
        self.api_keys.iter_mut().find(|held| held.key.kind == kind && held.key.id == id && held.key.active)
    }
}

impl ApiKeys for MemoryShop {
    fn list_keys(&mut self) -> Hosted<Vec<ApiKey>> {
        self.up()?;
        Ok(self.api_keys.iter().map(|held| held.key.clone()).collect())
    }

    fn add_key(&mut self, add: &AddKey<'_>) -> Hosted<String> {
        self.up()?;
        let id = (self.api_keys.len() + 1).to_string();
        let key = ApiKey {
            kind: add.kind,
            id: id.clone(),
            name: add.name.to_string(),
            created_at: Some(add.at_ms),
            used_at: None,
            end_at: None,
            active: true,
        };
        let external_id = add.external_id.as_ref().map(ToString::to_string);
        self.api_keys.push(Held { key, secret: add.key.to_string(), before: None, external_id });
        Ok(id)
    }

    fn rotate_key(&mut self, rotate: &RotateKey<'_>) -> Hosted<bool> {
        self.up()?;
        let Some(held) = self.named(rotate.kind, &rotate.id) else { return Ok(false) };
        held.before = Some(std::mem::replace(&mut held.secret, rotate.key.to_string()));
        held.key.end_at = Some(rotate.end_at);
        Ok(true)
    }

    fn revoke_key(&mut self, kind: ApiKeyKind, id: &str, _: i64) -> Hosted<bool> {
        self.up()?;
        Ok(self.named(kind, id).map(|held| held.key.active = false).is_some())
    }
}
