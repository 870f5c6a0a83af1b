//! The port of attempts over one function of the host.

use super::host::{Done, HostShop};
use super::{Attempt, Attempts, Buckets, Hosted, NotedAttempt};
use crate::wire::record::seldom;
use crate::wire::{Key, WriteFields};

seldom! { struct Taken { changed: bool => Changed, } }
seldom! { struct Listed { attempts: Vec<NotedAttempt> => Attempts, } }

impl<F: FnMut(&str) -> A, A: AsRef<str>> Attempts for HostShop<F> {
    fn take_tokens(&mut self, buckets: &Buckets<'_>) -> Hosted<bool> {
        self.ask("takeTokens", |fields| buckets.write_fields(fields)).map(|Taken { changed }| changed)
    }

    fn give_tokens(&mut self, buckets: &Buckets<'_>) -> Hosted<()> {
        self.ask("giveTokens", |fields| buckets.write_fields(fields)).map(|Done| ())
    }

    fn note_attempt(&mut self, attempt: &Attempt<'_>) -> Hosted<()> {
        let noted = self.ask("noteAttempt", |fields| {
            attempt.buckets.write_fields(fields);
            fields.field(Key::Code, &attempt.code);
            fields.field(Key::Outcome, &attempt.outcome);
            fields.field(Key::ForgetBeforeMs, &attempt.forget_before_ms);
            fields.field(Key::Rows, &attempt.rows);
        });
        noted.map(|Done| ())
    }

    fn list_attempts(&mut self, limit: u32) -> Hosted<Vec<NotedAttempt>> {
        self.ask("listAttempts", |fields| fields.field(Key::Limit, &limit)).map(|Listed { attempts }| attempts)
    }
}
