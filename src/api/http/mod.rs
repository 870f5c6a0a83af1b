//! `http`: routes, authenticates and answers an HTTP request.

mod admin;
mod dynamic;
mod export;
mod import_rows;
mod imports;
mod reply;
mod save_coupon;

use crate::coupon::Coupon;
use crate::shop::Shop;
use crate::wire::record::record;
use crate::wire::{Json, Read, Text};
use reply::Reply;

/// Largest body that is read.
const MAX_BODY_BYTES: usize = 1 << 20;

/// Largest coupon that is stored, as JSON: it is read whole for every cart that it is used in.
const MAX_STORED_BYTES: usize = 32 << 10;

record! {
    /// `http`.
    #[derive(Debug)]
    pub(super) struct HttpCall<'a> {
        verb: Text<'a> => Verb,
        method: Text<'a> => Method,
        path: Text<'a> => Path,
        query: Vec<(Text<'a>, Text<'a>)> => Query or Vec::new(),
        headers: Vec<(Text<'a>, Text<'a>)> => Headers or Vec::new(),
        body: Text<'a> => Body or Text::Borrowed(""),
        remote_address: Option<Text<'a>> => RemoteAddress,
        admin: bool => Admin or false,
        /// The body is not UTF-8: each of its characters stands for the byte with its number.
        bytes: bool => Bytes or false,
    }
}

impl HttpCall<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        pick(&self.headers, name)
    }

    fn query(&self, name: &str) -> Option<&str> {
        pick(&self.query, name)
    }

    /// Whether the body is announced as this.
    fn is_of(&self, media_type: &str) -> bool {
        let media = self.header("content-type").and_then(|value| value.split(';').next());
        media.is_some_and(|media| media.trim().eq_ignore_ascii_case(media_type))
    }

    /// The body as a record: JSON, announced as such, of 1 MiB at most.
    fn json<'c, T: Read<'c>>(&'c self) -> Result<T, Reply> {
        if !self.is_of("application/json") {
            return Err(Reply::error(415, "unsupported_media_type", "send `Content-Type: application/json`"));
        }
        if self.body.len() > MAX_BODY_BYTES {
            return Err(Reply::error(413, "body_too_large", "send 1 MiB at most"));
        }
        T::from_json(&self.body).map_err(Reply::faults)
    }

    /// Only for the shop's own back office.
    fn require_admin(&self) -> Result<(), Reply> {
        if self.admin { Ok(()) } else { Err(Reply::unauthorized("sign in to the back office")) }
    }

    /// For the back office, or with one of the shop's private keys.
    fn require_private_key(&self, shop: &mut dyn Shop) -> Result<(), Reply> {
        let key = self.header("authorization").and_then(|value| value.split_once(' '));
        let key = key.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"));
        if self.admin || key.map(|(_, key)| shop.authenticate(key.trim())).transpose()?.unwrap_or(false) {
            return Ok(());
        }
        Err(Reply::unauthorized("send `Authorization: Bearer` and a private key of this shop"))
    }
}

/// A coupon's JSON, when it is small enough to be stored.
fn stored(coupon: &Coupon<'_>) -> Result<String, Reply> {
    let json = Json::of(coupon);
    let too_long = || Reply::fault("$.coupon", "too_long", "must be 32 KiB of JSON at most");
    if json.len() > MAX_STORED_BYTES { Err(too_long()) } else { Ok(json) }
}

fn pick<'p>(pairs: &'p [(Text<'_>, Text<'_>)], name: &str) -> Option<&'p str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
}

type Handler = fn(&HttpCall<'_>, &mut dyn Shop) -> Result<Reply, Reply>;

/// Every path, with its methods.
const ROUTES: &[(&str, &[(&str, Handler)])] = &[
    ("/api/saveCoupon", &[("POST", save_coupon::save)]),
    ("/api/dynamicCoupons", &[("POST", dynamic::create)]),
    ("/api/admin/site", &[("GET", admin::site), ("PUT", admin::save_site)]),
    ("/api/admin/coupons", &[("GET", admin::coupons)]),
    (
        "/api/admin/imports",
        &[("GET", imports::show), ("POST", imports::start), ("PUT", imports::read), ("DELETE", imports::drop)],
    ),
    ("/api/admin/imports/faults", &[("GET", imports::faults)]),
    ("/api/admin/imports/apply", &[("POST", imports::apply)]),
    ("/api/admin/export", &[("GET", export::export)]),
];

pub(super) fn answer(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Reply {
    let Some((_, methods)) = ROUTES.iter().find(|(path, _)| *path == call.path) else {
        return Reply::error(404, "not_found", "there is nothing at this address");
    };
    match methods.iter().find(|(method, _)| *method == call.method) {
        Some((_, handler)) => handler(call, shop).unwrap_or_else(|refused| refused),
        None => {
            let allowed: Vec<&str> = methods.iter().map(|(method, _)| *method).collect();
            let allowed = allowed.join(", ");
            Reply::error(405, "method_not_allowed", format!("use {allowed}")).with_header("allow", allowed)
        }
    }
}
