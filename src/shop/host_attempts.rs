//! The port of attempts over one function of the host.

use super::host::{Done, HostShop};
use super::{Attempt, Attempts, GiveTokens, Hosted, NotedAttempt, TakeTokens};
use crate::wire::record::seldom;
use crate::wire::{Key, WriteFields};

seldom! { struct Taken { changed: bool => Changed, } }
seldom! { struct Listed { attempts: Vec<NotedAttempt> => Attempts, } }

impl<F: FnMut(&str) -> A, A: AsRef<str>> Attempts for HostShop<F> {
    fn take_tokens(&mut self, take: &TakeTokens<'_>) -> Hosted<bool> {
        self.ask("takeTokens", |fields| take.write_fields(fields)).map(|Taken { changed }| changed)
    }

    fn give_tokens(&mut self, give: &GiveTokens<'_>) -> Hosted<()> {
        self.ask("giveTokens", |fields| give.write_fields(fields)).map(|Done| ())
    }

    fn note_attempt(&mut self, attempt: &Attempt<'_>) -> Hosted<()> {
        self.ask("noteAttempt", |fields| attempt.write_fields(fields)).map(|Done| ())
    }

    fn list_attempts(&mut self, limit: u32) -> Hosted<Vec<NotedAttempt>> {
        self.ask("listAttempts", |fields| fields.field(Key::Limit, &limit)).map(|Listed { attempts }| attempts)
    }
}
