//! An HTTP answer.

use crate::shop::HostFailure;
use crate::wire::{Fault, Json, Key, Text, Write};

/// The type of nearly every body.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// Status, headers and a body.
#[derive(Debug)]
pub(in crate::api) struct Reply {
    pub(super) status: u32,
    headers: Vec<(Text<'static>, Text<'static>)>,
    pub(super) body: String,
}

impl Reply {
    pub(super) fn json(status: u32, body: &impl Write) -> Reply {
        Reply::text(status, JSON, Json::of(body))
    }

    /// A body of any type.
    pub(super) fn text(status: u32, content_type: &'static str, body: String) -> Reply {
        let header = |name, value| (Text::Borrowed(name), Text::Borrowed(value));
        let headers = vec![
            header("content-type", content_type),
            header("cache-control", "no-store"),
            header("x-content-type-options", "nosniff"),
        ];
        Reply { status, headers, body }
    }

    pub(super) fn error(status: u32, error: &'static str, message: impl Into<Text<'static>>) -> Reply {
        Reply::json(status, &HttpError { error, message: message.into(), faults: Vec::new() })
    }

    /// 400: every fault of the request.
    pub(super) fn faults(faults: Vec<Fault<'static>>) -> Reply {
        let first = faults.first().map_or("", |fault| &fault.message);
        let path = faults.first().map_or("", |fault| &fault.path);
        let message = format!("{path}: {first}");
        Reply::json(400, &HttpError { error: "bad_request", message: message.into(), faults })
    }

    /// One fault of the request.
    pub(super) fn fault(path: &str, fault: &'static str, message: impl Into<String>) -> Reply {
        Reply::faults(vec![Fault { fault: fault.into(), path: path.to_owned(), message: message.into() }])
    }

    pub(super) fn unauthorized(message: &'static str) -> Reply {
        Reply::error(401, "unauthorized", message).with_header("www-authenticate", "Bearer".to_owned())
    }

    /// Whether the request is answered for good: sent again it would not be answered otherwise just because somebody signed in,
    /// an admin has switched on what it asks for, or the shop is well again. Those were refused before anything was begun.
    pub(super) fn settles(&self) -> bool {
        self.status < 500 && !matches!(self.status, 401 | 403)
    }

    /// The answer to `HEAD`.
    pub(super) fn without_body(self) -> Reply {
        Reply { body: String::new(), ..self }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: String) -> Reply {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// The details are for the shop's log; a caller learns that it may try again.
impl From<HostFailure> for Reply {
    fn from(_: HostFailure) -> Reply {
        let message = "the shop cannot answer right now; nothing was changed; try again in a moment";
        Reply::error(503, "unavailable", message).with_header("retry-after", "5".to_owned())
    }
}

impl Write for Reply {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Answer, "http");
            fields.field(Key::Status, &self.status);
            fields.field(Key::Headers, &self.headers);
            fields.field(Key::Body, &self.body);
        });
    }
}

struct HttpError {
    error: &'static str,
    message: Text<'static>,
    faults: Vec<Fault<'static>>,
}

impl Write for HttpError {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Error, self.error);
            fields.field(Key::Message, &self.message);
            if !self.faults.is_empty() {
                fields.field(Key::Faults, &self.faults);
            }
        });
    }
}
