//! `http`: routes, authenticates and answers an HTTP request.

mod admin;
mod caller;
mod coupons;
mod dynamic;
mod export;
mod import_rows;
mod imports;
mod keys;
mod list;
mod once;
mod reply;
mod save_coupon;
mod voucher;
mod vouchers;

use super::{Failure, OFFICE, VOUCHER};
use crate::coupon::Coupon;
use crate::shop::Shop;
use crate::wire::record::seldom;
use crate::wire::{Faults, Json, Read, Text, short};
use reply::Reply;

/// Largest body that is read.
const MAX_BODY_BYTES: usize = 1 << 20;

/// Largest coupon that is stored, as JSON: it is read whole for every cart that it is used in.
const MAX_STORED_BYTES: usize = 32 << 10;

seldom! {
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

    /// Refuses parameters of the query that nobody reads.
    fn only(&self, names: &[&str], faults: &mut Faults) {
        for (name, _) in &self.query {
            if !names.contains(&&**name) {
                let message = match names {
                    [] => "there are none here".to_owned(),
                    _ => ["there are none but `", &names.join("`, `"), "` here"].concat(),
                };
                faults.add_at(["query.", &short(name)].concat(), "unknown_field", message);
            }
        }
    }

    /// [`only`](Self::only), where nothing else of the query can be at fault at once.
    fn query_of(&self, names: &[&str]) -> Result<(), Reply> {
        let mut faults = Faults::default();
        self.only(names, &mut faults);
        if faults.is_empty() { Ok(()) } else { Err(Reply::faults(faults.into_vec())) }
    }

    /// One of a few words in the query.
    fn word<'w>(&self, name: &str, words: &[&'w str], faults: &mut Faults) -> Option<&'w str> {
        let given = self.query(name)?;
        let word = words.iter().copied().find(|word| *word == given);
        if word.is_none() {
            let message = ["must be one of `", &words.join("`, `"), "`"].concat();
            faults.add_at(["query.", name].concat(), "not_allowed", message);
        }
        word
    }

    /// A whole number in the query; 0 for anything else.
    fn number(&self, name: &str) -> Option<u32> {
        let text = self.query(name)?;
        let digits = text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit());
        Some(if digits { text.parse().unwrap_or(0) } else { 0 })
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
type Route = (&'static str, &'static [(&'static str, Handler)]);

/// Every path, with its methods; a longer one before what it would fit as well.
const ROUTES: &[Route] = &[
    ("/api/saveCoupon", &[("POST", save_coupon::save)]),
    ("/api/dynamicCoupons", &[("POST", dynamic::create)]),
    ("/api/coupons", &[("GET", coupons::list)]),
    ("/api/coupons/{code}/activate", &[("POST", coupons::activate)]),
    ("/api/coupons/{code}/deactivate", &[("POST", coupons::deactivate)]),
    ("/api/coupons/{code}", &[("GET", coupons::read), ("DELETE", coupons::delete)]),
    ("/api/admin/site", &[("GET", admin::site), ("PUT", admin::save_site)]),
    ("/api/admin/coupons", &[("GET", admin::coupons)]),
    ("/api/admin/attempts", &[("GET", admin::attempts)]),
    ("/api/admin/keys", &[("GET", keys::list), ("POST", keys::add), ("DELETE", keys::revoke)]),
    ("/api/admin/keys/rotate", &[("POST", keys::rotate)]),
    (
        "/api/admin/imports",
        &[("GET", imports::show), ("POST", imports::start), ("PUT", imports::read), ("DELETE", imports::drop)],
    ),
    ("/api/admin/imports/faults", &[("GET", imports::faults)]),
    ("/api/admin/imports/apply", &[("POST", imports::apply)]),
    ("/api/admin/export", &[("GET", export::export)]),
];

/// The same, of vouchers.
const VOUCHER_ROUTES: &[Route] = &[
    ("/api/admin/vouchers", &[("GET", vouchers::list)]),
    ("/api/admin/vouchers/history", &[("GET", vouchers::history)]),
    ("/api/admin/vouchers/settings", &[("GET", vouchers::settings), ("PUT", vouchers::save_settings)]),
    (
        "/api/admin/vouchers/templates",
        &[("GET", vouchers::templates), ("POST", vouchers::save_template), ("DELETE", vouchers::delete_template)],
    ),
    ("/api/voucher{number}", &[("GET", voucher::ask), ("POST", voucher::redeem)]),
];

/// Whether a path is of a route; a code may hold a slash.
fn fits(route: &str, path: &str) -> bool {
    if let Some(before) = route.strip_suffix("{number}") {
        let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
        return path.strip_prefix(before).is_some_and(is_number);
    }
    match route.split_once("{code}") {
        Some((before, behind)) => {
            path.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind)).is_some_and(|code| !code.is_empty())
        }
        None => route == path,
    }
}

/// What every path of vouchers begins with, and no other.
const VOUCHER_PATHS: [&str; 2] = ["/api/voucher", "/api/admin/voucher"];

pub(super) fn answer(call: &HttpCall<'_>, shop: &mut dyn Shop) -> Result<Reply, Failure> {
    let is_voucher = VOUCHER_PATHS.iter().any(|beginning| call.path.starts_with(beginning));
    let routes = match is_voucher {
        true if VOUCHER => VOUCHER_ROUTES,
        false if OFFICE => ROUTES,
        _ => return Err(Failure::Elsewhere),
    };
    // `HEAD` is `GET` without the body.
    let head = call.method == "HEAD";
    let reply = routed(call, routes, if head { "GET" } else { &call.method }, shop);
    Ok(if head { reply.without_body() } else { reply })
}

fn routed(call: &HttpCall<'_>, routes: &[Route], method: &str, shop: &mut dyn Shop) -> Reply {
    let Some((_, methods)) = routes.iter().find(|(route, _)| fits(route, &call.path)) else {
        return Reply::error(404, "not_found", "there is nothing at this address");
    };
    match methods.iter().find(|(name, _)| *name == method) {
        Some((_, handler)) => handler(call, shop).unwrap_or_else(|refused| refused),
        None => {
            let mut allowed: Vec<&str> = methods.iter().map(|(name, _)| *name).collect();
            if allowed.contains(&"GET") {
                allowed.push("HEAD");
            }
            let allowed = allowed.join(", ");
            Reply::error(405, "method_not_allowed", ["use ", &allowed].concat()).with_header("allow", allowed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ROUTES, VOUCHER_ROUTES};
    use std::collections::BTreeSet;

    /// The description lies with the hosts, which serve it, and the routes lie here.
    #[test]
    #[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
    fn every_route_is_described_and_nothing_else_is() {
        let text = include_str!("../../../plugins/bridge/resources/openapi.json");
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut described = BTreeSet::new();
        for (path, item) in document.get("paths").unwrap().as_object().unwrap() {
            let methods = item.as_object().unwrap().keys().filter(|name| *name != "parameters");
            described.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
        }
        let routes = ROUTES
            .iter()
            .chain(VOUCHER_ROUTES)
            .flat_map(|(path, methods)| methods.iter().map(move |(name, _)| (name, path)));
        let mut answered: BTreeSet<String> = routes.map(|(name, path)| format!("{name} {path}")).collect();
        answered.insert("GET /api/openapi.json".to_owned());
        assert_eq!(described, answered);
    }
}
