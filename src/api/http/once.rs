//! `Idempotency-Key`: a request that is sent again is answered again, and carried out once.
//!
//! As the IETF's draft (draft-ietf-httpapi-idempotency-key-header) has it: the result of the first request comes again, success
//! or error; one that is still running is 409, and the same key with another request 422. A refusal to begin is no result.

use super::HttpCall;
use super::reply::{JSON, Reply};
use crate::shop::{ClaimKey, ClaimOutcome, SettleKey, Shop};
use crate::wire::Text;

const HEADER: &str = "idempotency-key";
const MAX_BYTES: usize = 255;
/// Longer than any request takes. Who has not answered by then has died, and the key may be taken over.
const STALE_MS: i64 = 60_000;
/// Two days, so that an answer is there for more than one whichever way it is counted.
const KEPT_MS: i64 = 2 * 24 * 60 * 60 * 1000;

/// A key that this request holds; nothing for a request without.
pub(super) struct Claim<'a> {
    held: Option<(&'a str, &'a str, i64)>,
}

impl HttpCall<'_> {
    /// Claims the request's key for its caller. What is answered without doing anything comes as an error: the first answer
    /// again, or why there is none.
    pub(super) fn claim<'a>(&'a self, scope: &'a str, shop: &mut dyn Shop) -> Result<Claim<'a>, Reply> {
        let Some(key) = self.header(HEADER) else { return Ok(Claim { held: None }) };
        if !(1..=MAX_BYTES).contains(&key.len()) || !key.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let message = "must be 1 to 255 printable ASCII characters";
            return Err(Reply::fault("header.idempotency-key", "not_allowed", message));
        }
        let at_ms = shop.clock()?.now_ms;
        let claimed = shop.claim_key(&ClaimKey {
            scope: Text::Borrowed(scope),
            key: Text::Borrowed(key),
            request: self.fingerprint().into(),
            at_ms,
            stale_before_ms: at_ms - STALE_MS,
            forget_before_ms: at_ms - KEPT_MS,
        })?;
        match claimed.outcome {
            ClaimOutcome::Claimed => Ok(Claim { held: Some((scope, key, at_ms)) }),
            ClaimOutcome::Settled => {
                let first = Reply::text(claimed.status, JSON, claimed.body);
                Err(first.with_header("idempotency-replayed", "true".to_owned()))
            }
            ClaimOutcome::Other => {
                let message = "this `Idempotency-Key` stands for another request; use a new key";
                Err(Reply::error(422, "key_reused", message))
            }
            ClaimOutcome::Running => {
                let message =
                    "the first request with this `Idempotency-Key` is not answered yet; ask again in a moment";
                Err(Reply::error(409, "key_running", message).with_header("retry-after", "2".to_owned()))
            }
        }
    }

    /// All that makes it this request: method, path, query and body.
    fn fingerprint(&self) -> String {
        let mut text = [&*self.method, " ", &self.path].concat();
        for (name, value) in &self.query {
            text.extend(["\n", name, "=", value]);
        }
        text.extend(["\n\n", &self.body]);
        text
    }
}

impl Claim<'_> {
    /// Keeps the answer, if it settles the request; otherwise gives the key back, for the next attempt. What was done and the
    /// answer that is kept are one transaction of the shop: one that cannot keep the answer has done nothing either.
    pub(super) fn settle(self, answer: Result<Reply, Reply>, shop: &mut dyn Shop) -> Result<Reply, Reply> {
        if let Some((scope, key, at_ms)) = self.held {
            let reply = answer.as_ref().unwrap_or_else(|refused| refused);
            let kept = reply.settles();
            let settled = shop.settle_key(&SettleKey {
                scope: Text::Borrowed(scope),
                key: Text::Borrowed(key),
                at_ms,
                status: kept.then_some(reply.status),
                body: kept.then(|| Text::Borrowed(&*reply.body)),
            });
            if kept {
                settled?;
            }
        }
        answer
    }
}
