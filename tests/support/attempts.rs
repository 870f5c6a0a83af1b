//! Buckets and attempts of the shop in memory.

use super::MemoryShop;
use remise::shop::*;

fn keys(scope: &str, source: &Source<'_>) -> Vec<String> {
    let Source { remote_address, session, holder } = source;
    let named = [("address", remote_address), ("session", session), ("holder", holder)];
    named.iter().filter_map(|(kind, of)| Some(format!("{scope} {kind} {}", of.as_ref()?))).collect()
}

impl Attempts for MemoryShop {
    fn take_tokens(&mut self, take: &Buckets<'_>) -> Hosted<bool> {
        self.up()?;
        self.asked.push("takeTokens");
        let (wait, keys) = (i64::from(take.wait_ms), keys(&take.scope, &take.source));
        let full =
            |shop: &MemoryShop, key: &String| shop.buckets.get(key).map_or(take.at_ms, |at| *at.max(&take.at_ms));
        if keys.iter().any(|key| full(self, key) + wait > take.at_ms + wait * i64::from(take.limit)) {
            return Ok(false);
        }
        for key in keys {
            let full = full(self, &key) + wait;
            self.buckets.insert(key, full);
        }
        Ok(true)
    }

    fn give_tokens(&mut self, give: &Buckets<'_>) -> Hosted<()> {
        self.up()?;
        self.asked.push("giveTokens");
        for key in keys(&give.scope, &give.source) {
            *self.buckets.get_mut(&key).unwrap() -= i64::from(give.wait_ms);
        }
        Ok(())
    }

    fn note_attempt(&mut self, attempt: &Attempt<'_>) -> Hosted<()> {
        self.up()?;
        self.asked.push("noteAttempt");
        let text = |text: &Option<_>| text.as_ref().map(ToString::to_string);
        self.attempts.insert(
            0,
            NotedAttempt {
                scope: attempt.buckets.scope.to_string(),
                remote_address: text(&attempt.buckets.source.remote_address),
                session: text(&attempt.buckets.source.session),
                holder: text(&attempt.buckets.source.holder),
                code: attempt.code.clone(),
                outcome: attempt.outcome,
                count: 1,
                created_at: attempt.buckets.at_ms,
                at_ms: attempt.buckets.at_ms,
            },
        );
        Ok(())
    }

    fn list_attempts(&mut self, limit: u32) -> Hosted<Vec<NotedAttempt>> {
        self.up()?;
        Ok(self.attempts.iter().take(limit as usize).cloned().collect())
    }
}
