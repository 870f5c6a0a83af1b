//! The port over one function of the host: JSON both ways.

use super::*;
use crate::wire::record::seldom;
use crate::wire::{Doc, Faults, Fields, Json, Key, Node, Read, WriteFields, scan};

/// Most bytes that a host is asked for at once.
const MAX_RANDOM_BYTES: usize = 65_536;

/// A shop behind `ask`, which answers a request `{"op": …}` with `{"ok": {…}}` or `{"failed": "…"}`.
pub struct HostShop<F> {
    ask: F,
}

impl<F: FnMut(&str) -> A, A: AsRef<str>> HostShop<F> {
    /// The shop that `ask` speaks for.
    pub fn new(ask: F) -> Self {
        HostShop { ask }
    }

    pub(super) fn ask<T: for<'a> Read<'a>>(&mut self, op: &str, fields: impl Fn(&mut Fields<'_>)) -> Hosted<T> {
        let mut value = T::blank();
        self.exchange(op, &fields, &mut |ok, faults| value.fill(ok, faults))?;
        Ok(value)
    }

    /// What all operations share, once in the module: it is most of their code.
    #[inline(never)]
    fn exchange(&mut self, op: &str, fields: &dyn Fn(&mut Fields<'_>), read: &mut ReadOk<'_>) -> Hosted<()> {
        let mut request = Json::default();
        request.object(|object| {
            object.field(Key::Op, op);
            fields(object);
        });
        let answer = (self.ask)(&request.into_text());
        read_answer(answer.as_ref(), op, read)
    }
}

/// Reads the `ok` of an answer; false when a fault was noted.
type ReadOk<'r> = dyn FnMut(Node<'_, '_>, &mut Faults) -> bool + 'r;

/// Gives `ok` to `read`, or the failure that the shop tells of.
fn read_answer(answer: &str, op: &str, read: &mut ReadOk<'_>) -> Hosted<()> {
    let cells = scan(answer).map_err(|bad| broken(op, &bad.fault().message))?;
    let doc = Doc::new(answer, &cells);
    let mut children = doc.root().children();
    let mut faults = Faults::default();
    match children.next() {
        Some(child) if child.key() == Key::Failed => Err(HostFailure(child.text().unwrap_or_default().into_owned())),
        Some(child) if child.key() == Key::Ok && read(child, &mut faults) && faults.is_empty() => Ok(()),
        Some(child) if child.key() == Key::Ok => {
            let fault = faults.into_vec().into_iter().next();
            let fault = fault.map(|fault| [&fault.path, " ", &*fault.message].concat());
            Err(broken(op, &fault.unwrap_or_default()))
        }
        _ => Err(broken(op, "neither `ok` nor `failed`")),
    }
}

#[cold]
fn broken(op: &str, what: &str) -> HostFailure {
    HostFailure(["the shop answered `", op, "` wrongly: ", what, "; is its module up to date?"].concat())
}

/// An answer that carries nothing.
pub(super) struct Done;

impl Read<'_> for Done {
    fn blank() -> Self {
        Done
    }

    fn fill(&mut self, _: Node<'_, '_>, _: &mut Faults) -> bool {
        true
    }
}

seldom! { struct Bytes { hex: String => Hex, } }
seldom! { struct Known { known: bool => Known, } }
seldom! { struct Collided { collided: Vec<u32> => Collided, } }
seldom! { struct Changed { changed: bool => Changed, } }
seldom! { struct Saved { outcome: SaveOutcome => Outcome, } }
seldom! { struct Deleted { outcome: DeleteOutcome => Outcome, } }

seldom! {
    struct SiteAnswer {
        site: String => Site,
        organization: Organization => Organization,
        patterns: Vec<String> => Patterns,
    }
}

seldom! {
    struct Listed {
        coupons: Vec<ListedRow> => Coupons,
        cursor: Option<String> => Cursor,
    }
}

seldom! {
    struct ListedRow {
        env: Env => Env,
        redeemed: u32 => Redeemed,
        code: String => Code,
        active: bool => Active,
        coupon: String => Coupon,
    }
}

impl<F: FnMut(&str) -> A, A: AsRef<str>> Random for HostShop<F> {
    fn fill(&mut self, bytes: &mut [u8]) -> Hosted<()> {
        for part in bytes.chunks_mut(MAX_RANDOM_BYTES) {
            let length = part.len() as i64;
            let Bytes { hex } = self.ask("random", |fields| fields.field(Key::Bytes, &length))?;
            if hex.len() != part.len() * 2 || !hex.is_ascii() {
                return Err(HostFailure("the shop gave too few random bytes; is its module up to date?".to_owned()));
            }
            for (byte, digits) in part.iter_mut().zip(hex.as_bytes().chunks(2)) {
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                *byte = u8::from_str_radix(digits, 16)
                    .map_err(|_| HostFailure("random bytes were not hexadecimal".to_owned()))?;
            }
        }
        Ok(())
    }
}

impl<F: FnMut(&str) -> A, A: AsRef<str>> Shop for HostShop<F> {
    fn clock(&mut self) -> Hosted<Clock> {
        self.ask("clock", |_| {})
    }

    fn site(&mut self) -> Hosted<SiteState> {
        let SiteAnswer { site, organization, patterns } = self.ask("site", |_| {})?;
        let site = Site::from_json(&site)
            .map_err(|_| HostFailure("the stored site details cannot be read; save them again".to_owned()))?;
        Ok(SiteState { site, organization, patterns })
    }

    fn save_site(&mut self, site: &Site) -> Hosted<()> {
        self.ask("saveSite", |fields| fields.field(Key::Site, &Json::of(site))).map(|Done| ())
    }

    fn organization(&mut self, token: &str, external_id: &str) -> Hosted<FoundOrganization> {
        self.ask("organization", |fields| {
            fields.field(Key::Token, token);
            fields.field(Key::ExternalId, external_id);
        })
    }

    fn authenticate(&mut self, kind: ApiKeyKind, key: &str) -> Hosted<bool> {
        let authenticated = self.ask("authenticate", |fields| {
            fields.field(Key::Kind, &kind);
            fields.field(Key::Key, key);
        });
        authenticated.map(|Known { known }| known)
    }

    fn find_coupon(&mut self, query: &FindCoupon<'_>) -> Hosted<FoundCoupon> {
        self.ask("findCoupon", |fields| query.write_fields(fields))
    }

    fn save_coupon(&mut self, save: &SaveCoupon<'_>) -> Hosted<SaveOutcome> {
        self.ask("saveCoupon", |fields| save.write_fields(fields)).map(|Saved { outcome }| outcome)
    }

    fn insert_codes(&mut self, insert: &InsertCodes<'_>) -> Hosted<Vec<u32>> {
        self.ask("insertCodes", |fields| insert.write_fields(fields)).map(|Collided { collided }| collided)
    }

    fn list_coupons(&mut self, query: &ListCoupons<'_>) -> Hosted<ListedCoupons> {
        let listed: Listed = self.ask("listCoupons", |fields| query.write_fields(fields))?;
        let row =
            |ListedRow { env, redeemed, code, active, coupon }| ListedCoupon { env, redeemed, coupon, code, active };
        Ok(ListedCoupons { coupons: listed.coupons.into_iter().map(row).collect(), cursor: listed.cursor })
    }

    fn set_active(&mut self, place: &FindCoupon<'_>, active: bool, at_ms: i64) -> Hosted<bool> {
        let set = self.ask("setActive", |fields| {
            place.write_fields(fields);
            fields.field(Key::Active, &active);
            fields.field(Key::AtMs, &at_ms);
        });
        set.map(|Known { known }| known)
    }

    fn delete_coupon(&mut self, place: &FindCoupon<'_>) -> Hosted<DeleteOutcome> {
        self.ask("deleteCoupon", |fields| place.write_fields(fields)).map(|Deleted { outcome }| outcome)
    }

    fn claim_key(&mut self, claim: &ClaimKey<'_>) -> Hosted<ClaimedKey> {
        self.ask("claimKey", |fields| claim.write_fields(fields))
    }

    fn settle_key(&mut self, settle: &SettleKey<'_>) -> Hosted<()> {
        self.ask("settleKey", |fields| settle.write_fields(fields)).map(|Done| ())
    }

    fn redeem(&mut self, redemption: &Redemption<'_>) -> Hosted<Redeemed> {
        self.ask("redeem", |fields| redemption.write_fields(fields))
    }

    fn commit(&mut self, key: &str, at_ms: i64) -> Hosted<Redeemed> {
        self.ask("commit", |fields| {
            fields.field(Key::Key, key);
            fields.field(Key::AtMs, &at_ms);
        })
    }

    fn release(&mut self, key: &str, keep: bool, at_ms: i64) -> Hosted<bool> {
        let released = self.ask("release", |fields| {
            fields.field(Key::Key, key);
            fields.field(Key::Keep, &keep);
            fields.field(Key::AtMs, &at_ms);
        });
        released.map(|Changed { changed }| changed)
    }

    fn publish(&mut self, env: Env, coupon: &str) -> Hosted<()> {
        let published = self.ask("publish", |fields| {
            fields.field(Key::Env, &env);
            fields.field(Key::Coupon, coupon);
        });
        published.map(|Done| ())
    }
}
