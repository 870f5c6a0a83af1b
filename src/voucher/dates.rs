//! Days and instants in the shop's zone.

use crate::cart::Clock;
use crate::csv::zoned;
use crate::shop::{Hosted, Shop};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60_000;

/// The present, from which other instants are told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments(Clock);

impl Moments {
    pub(crate) fn new(clock: Clock) -> Moments {
        Moments(clock)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.0.now_ms
    }

    /// `2027-11-24T23:59:59-03:00`, to the second.
    pub(crate) fn text(&self, ms: i64, shop: &mut dyn Shop) -> Hosted<String> {
        let second = ms.div_euclid(1000) * 1000;
        // What the clocks show at an instant depends on the offset that is looked for: the second look is at the right day.
        let near = shop.zone_offset(second + i64::from(self.0.utc_offset_minutes) * MINUTE_MS)?;
        let offset = shop.zone_offset(second + i64::from(near) * MINUTE_MS)?;
        Ok(zoned(second, offset).unwrap_or_default())
    }

    /// The instant at which the day is over that comes so many days after today.
    pub(crate) fn end_of_day(&self, days: u32, shop: &mut dyn Shop) -> Hosted<i64> {
        let today = (self.0.now_ms + i64::from(self.0.utc_offset_minutes) * MINUTE_MS).div_euclid(DAY_MS);
        let midnight = (today + i64::from(days) + 1) * DAY_MS;
        Ok(midnight - i64::from(shop.zone_offset(midnight)?) * MINUTE_MS)
    }
}
