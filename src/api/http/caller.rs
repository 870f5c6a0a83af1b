//! Who is calling: the back office, the holder of a private key, or an integrator with its token.

use super::HttpCall;
use super::reply::Reply;
use crate::shop::{ApiKeyKind, Organization, Shop, SiteState};

/// Somebody who may read and manage an organization's coupons.
pub(super) struct Caller {
    /// Whose coupons.
    pub(super) organization: Organization,
    /// The shop's settings.
    pub(super) site: SiteState,
    /// Whose idempotency keys.
    pub(super) scope: String,
}

impl HttpCall<'_> {
    /// Only for the shop's own back office.
    pub(super) fn require_admin(&self) -> Result<(), Reply> {
        if self.admin { Ok(()) } else { Err(Reply::unauthorized("sign in to the back office")) }
    }

    /// The secret of `Authorization: Bearer`.
    pub(super) fn bearer(&self) -> Option<&str> {
        let (scheme, key) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("Bearer").then(|| key.trim())
    }

    /// For the back office, or with one of the shop's private keys; answers whose idempotency keys come along.
    pub(super) fn require_private_key(&self, shop: &mut dyn Shop) -> Result<String, Reply> {
        if self.admin {
            return Ok("admin".to_owned());
        }
        let key = self.bearer().unwrap_or_default();
        if !key.is_empty() && shop.authenticate(ApiKeyKind::Private, key)? {
            return Ok(["key ", key].concat());
        }
        Err(Reply::unauthorized("send `Authorization: Bearer` and a private key of this shop"))
    }

    /// As [`require_private_key`](Self::require_private_key), or an integrator, who names itself in two headers.
    pub(super) fn caller(&self, shop: &mut dyn Shop) -> Result<Caller, Reply> {
        let Some(token) = self.header("integration-token").filter(|_| !self.admin) else {
            let scope = self.require_private_key(shop)?;
            let site = shop.site()?;
            return Ok(Caller { organization: site.organization.clone(), site, scope });
        };
        let external_id = self.header("organization-external-id").unwrap_or_default();
        let (organization, scope) = integrator(token, external_id, shop)?;
        Ok(Caller { organization, site: shop.site()?, scope })
    }
}

/// The organization that an integrator's token serves under this id (S1), and whose idempotency keys come along.
pub(super) fn integrator(token: &str, external_id: &str, shop: &mut dyn Shop) -> Result<(Organization, String), Reply> {
    let found = shop.organization(token, external_id)?;
    if !found.integrator {
        return Err(Reply::error(401, "unauthorized", "the integration token is not known here"));
    }
    match found.organization {
        Some(organization) => {
            let scope = ["integrator ", &organization.id, " ", token].concat();
            Ok((organization, scope))
        }
        None => Err(Reply::error(404, "unknown_organization", "this integrator serves no organization of this id")),
    }
}
