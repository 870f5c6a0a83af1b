//! `/api/admin/keys`: private keys and integrators' tokens are made, shown once, replaced and revoked. By the back office alone:
//! a key that could make keys would outlive its being revoked.

use super::HttpCall;
use super::reply::Reply;
use crate::shop::{AddKey, ApiKey, ApiKeyKind, RotateKey, Shop};
use crate::wire::record::{seldom, written};
use crate::wire::{Faults, Text};

/// Random bytes of a secret: nobody guesses it, so that a plain hash of it is enough and wrong ones need not be counted.
const SECRET_BYTES: usize = 32;
/// A day, for those who use the key to be told the new one.
const DEFAULT_LIFETIME_SECONDS: u32 = 24 * 60 * 60;
/// Thirty days.
const MAX_LIFETIME_SECONDS: u32 = 30 * DEFAULT_LIFETIME_SECONDS;
/// Longest name, and longest id of an organization.
const MAX_BYTES: usize = 100;

seldom! {
    #[derive(Debug)]
    struct AddBody<'a> {
        kind: ApiKeyKind => Kind,
        name: Text<'a> => Name,
        external_id: Option<Text<'a>> => ExternalId,
    }
}

seldom! {
    #[derive(Debug)]
    struct RotateBody {
        lifetime_seconds: u32 => LifetimeSeconds or DEFAULT_LIFETIME_SECONDS,
    }
}

written! {
    struct KeysAnswer {
        rows: Vec<ApiKey> => Rows,
    }
}

written! {
    /// The only answer that ever holds a secret.
    struct SecretAnswer {
        kind: ApiKeyKind => Kind,
        id: String => Id,
        key: String => Key,
    }
}

pub(super) fn list(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    Ok(Reply::json(200, &KeysAnswer { rows: shop.list_keys()? }))
}

pub(super) fn add(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let AddBody { kind, name, external_id } = call.json()?;
    let mut faults = Faults::default();
    if !(1..=MAX_BYTES).contains(&name.trim().len()) {
        faults.add_at("$.name".to_owned(), "out_of_range", "must be 1 to 100 bytes");
    }
    let fits = external_id.as_ref().map(|id| (1..=MAX_BYTES).contains(&id.len()));
    if fits != (kind == ApiKeyKind::Integrator).then_some(true) {
        let message = "of 1 to 100 bytes is required with the kind `integrator`, and goes with no other";
        faults.add_at("$.externalId".to_owned(), "not_allowed", message);
    }
    if !faults.is_empty() {
        return Err(Reply::faults(faults.into_vec()));
    }
    let site = shop.site()?;
    let at_ms = shop.clock()?.now_ms;
    let key = secret(kind, shop)?;
    let id = shop.add_key(&AddKey {
        kind,
        name: Text::Borrowed(name.trim()),
        key: Text::Borrowed(&key),
        organization: external_id.is_some().then(|| site.organization.id.into()),
        external_id,
        at_ms,
    })?;
    Ok(Reply::json(201, &SecretAnswer { kind, id, key }))
}

pub(super) fn rotate(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let RotateBody { lifetime_seconds } = call.json()?;
    if lifetime_seconds > MAX_LIFETIME_SECONDS {
        return Err(Reply::fault("$.lifetimeSeconds", "out_of_range", "must be 2592000 at most"));
    }
    let (kind, id) = named(call)?;
    let at_ms = shop.clock()?.now_ms;
    let key = secret(kind, shop)?;
    let end_at = at_ms + i64::from(lifetime_seconds) * 1000;
    let known =
        shop.rotate_key(&RotateKey { kind, id: Text::Borrowed(id), key: Text::Borrowed(&key), end_at, at_ms })?;
    if known { Ok(Reply::json(200, &SecretAnswer { kind, id: id.to_owned(), key })) } else { Err(unknown()) }
}

pub(super) fn revoke(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
    call.require_admin()?;
    let (kind, id) = named(call)?;
    let at_ms = shop.clock()?.now_ms;
    if !shop.revoke_key(kind, id, at_ms)? {
        return Err(unknown());
    }
    list(call, shop)
}

/// The key that the query names: `?kind=private&id=1`.
fn named<'c>(call: &'c HttpCall<'_>) -> Result<(ApiKeyKind, &'c str), Reply> {
    let mut faults = Faults::default();
    call.only(&["id", "kind"], &mut faults);
    let kind = call.word("kind", &["private", "integrator", "merchant"], &mut faults).and_then(ApiKeyKind::from_word);
    match (kind, call.query("id")) {
        (Some(kind), Some(id)) if faults.is_empty() => Ok((kind, id)),
        _ => {
            faults.add_at("query.id".to_owned(), "missing_field", "name the key: `?kind=private&id=…`");
            Err(Reply::faults(faults.into_vec()))
        }
    }
}

fn unknown() -> Reply {
    Reply::error(404, "unknown_key", "there is no such key, or it was revoked")
}

/// A new secret; its beginning tells whoever finds it somewhere what it is.
fn secret(kind: ApiKeyKind, shop: &mut dyn Shop) -> Result<String, Reply> {
    let mut bytes = [0; SECRET_BYTES];
    shop.fill(&mut bytes)?;
    let mut key = ["remise_", kind.word(), "_"].concat();
    for digit in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        key.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
    }
    Ok(key)
}
