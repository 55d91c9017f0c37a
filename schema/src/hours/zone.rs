//! The clock of a place: from instants to local time and back.
//!
//! `chrono-tz` knows every zone; asking it costs a search through a century of transitions, so
//! each zone's transitions are read out once and kept. Local times follow RFC 5545: one that
//! happens twice is its first occurrence, one that never happens takes the offset before the
//! gap. Both mean the same thing, "the offset from before the transition", so one switch-over
//! point a transition answers both.

use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

use super::calendar::{DAY_SECONDS, Day};

/// First instant looked at; before it the zone's offset of that moment is used.
const FIRST: i64 = 0;
/// 2100-01-01: `chrono-tz` knows no transition after it.
const LAST: i64 = 4_102_444_800;
/// Far enough from a transition that local time is plain arithmetic: a span starts at most two
/// dates before an instant inside it, and two more days cover zones that have skipped a date.
const CALM: i64 = 4 * DAY_SECONDS;
/// 2^23 seconds, 97 days: no bucket holds more than a few transitions.
const BUCKET_BITS: u32 = 23;

/// The transitions of one time zone.
#[derive(Debug)]
pub struct Zone {
    tz: Tz,
    /// Instant each offset begins at; the first is the beginning of time.
    starts: Vec<i64>,
    /// Local second from which each offset is used to read a local time.
    local_starts: Vec<i64>,
    /// Seconds east of UTC.
    offsets: Vec<i32>,
    /// For each bucket of time, the offset in force at its start.
    buckets: Vec<u16>,
}

static ZONES: [OnceLock<Zone>; chrono_tz::TZ_VARIANTS.len()] =
    [const { OnceLock::new() }; chrono_tz::TZ_VARIANTS.len()];

impl Zone {
    /// The zone with this IANA name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let tz: Tz = name.parse().ok()?;
        ZONES
            .get(tz as usize)
            .map(|slot| slot.get_or_init(|| Self::read(tz)))
    }

    fn read(tz: Tz) -> Self {
        let offset_at = |instant: i64| {
            let naive = DateTime::from_timestamp(instant, 0)
                .unwrap_or_default()
                .naive_utc();
            tz.offset_from_utc_datetime(&naive).fix().local_minus_utc()
        };
        let mut zone = Self {
            tz,
            starts: vec![i64::MIN],
            local_starts: vec![i64::MIN],
            offsets: vec![offset_at(FIRST)],
            buckets: Vec::new(),
        };
        // A week is shorter than any time between two transitions that differ.
        let step = 7 * DAY_SECONDS;
        let mut from = FIRST;
        let mut before = offset_at(from);
        while from < LAST {
            let to = from + step;
            let after = offset_at(to);
            if after != before {
                let (mut low, mut high) = (from, to);
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if offset_at(middle) == before {
                        low = middle
                    } else {
                        high = middle
                    }
                }
                zone.starts.push(high);
                zone.local_starts.push(high + i64::from(before.max(after)));
                zone.offsets.push(after);
            }
            (from, before) = (to, after);
        }
        let mut index = 0;
        let mut start = FIRST;
        while start < LAST {
            while zone
                .starts
                .get(index + 1)
                .is_some_and(|&next| next <= start)
            {
                index += 1;
            }
            zone.buckets.push(u16::try_from(index).unwrap_or(u16::MAX));
            start += 1 << BUCKET_BITS;
        }
        zone
    }

    /// The zone in `chrono-tz`.
    #[must_use]
    pub const fn tz(&self) -> Tz {
        self.tz
    }

    #[inline]
    fn guess(&self, seconds: i64) -> usize {
        if seconds < FIRST {
            return 0;
        }
        let bucket = (seconds - FIRST) >> BUCKET_BITS;
        match usize::try_from(bucket)
            .ok()
            .and_then(|bucket| self.buckets.get(bucket))
        {
            Some(&index) => usize::from(index),
            None => self.starts.len() - 1,
        }
    }

    #[inline]
    fn index_at(&self, instant: i64) -> usize {
        let mut index = self.guess(instant);
        while index + 1 < self.starts.len() && self.starts[index + 1] <= instant {
            index += 1;
        }
        index
    }

    /// Seconds east of UTC at an instant.
    #[must_use]
    pub fn offset_at(&self, instant: i64) -> i32 {
        self.offsets[self.index_at(instant)]
    }

    /// The offset at an instant, and the instants between which it may be taken for granted for
    /// every span that can reach them.
    #[must_use]
    #[inline]
    pub(crate) fn calm_at(&self, instant: i64) -> Calm {
        let index = self.index_at(instant);
        let from = self.starts[index].saturating_add(CALM);
        let until = self
            .starts
            .get(index + 1)
            .map_or(i64::MAX, |next| next - CALM);
        Calm {
            offset: i64::from(self.offsets[index]),
            from,
            until,
        }
    }

    /// The instant of a local second counted from 1970-01-01T00:00 on the zone's clock.
    #[must_use]
    pub fn instant(&self, local: i64) -> i64 {
        // A local reading is at most 15 hours from the instant: one bucket earlier is safe.
        let mut index = self.guess(local - 2 * DAY_SECONDS);
        while index + 1 < self.local_starts.len() && self.local_starts[index + 1] <= local {
            index += 1;
        }
        local - i64::from(self.offsets[index])
    }

    /// The instant of a minute counted from a date's midnight on the clock.
    #[must_use]
    pub fn instant_of(&self, day: Day, minute: u16) -> i64 {
        self.instant(i64::from(day) * DAY_SECONDS + i64::from(minute) * 60)
    }

    /// The local second an instant is read as.
    #[must_use]
    pub fn local(&self, instant: i64) -> i64 {
        instant + i64::from(self.offset_at(instant))
    }

    /// The local date of an instant.
    #[must_use]
    pub fn day(&self, instant: i64) -> Day {
        i32::try_from(self.local(instant).div_euclid(DAY_SECONDS)).unwrap_or(i32::MAX / 2)
    }

    /// The transitions whose instants lie in a range: instant, offset before, offset after.
    pub fn transitions(&self, from: i64, until: i64) -> impl Iterator<Item = (i64, i32, i32)> + '_ {
        (1..self.starts.len())
            .filter(move |&i| (from..until).contains(&self.starts[i]))
            .map(|i| (self.starts[i], self.offsets[i - 1], self.offsets[i]))
    }

    /// Whether the clock is changed on a local date.
    #[must_use]
    pub fn changes_on(&self, date: NaiveDate) -> bool {
        let day = super::calendar::from_date(date);
        self.instant_of(day + 1, 0) - self.instant_of(day, 0) != DAY_SECONDS
    }
}

/// An offset and the stretch of time in which nothing near can disturb it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calm {
    pub offset: i64,
    pub from: i64,
    pub until: i64,
}

impl Calm {
    #[inline]
    pub fn holds(&self, instant: i64) -> bool {
        self.from <= instant && instant < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> i64 {
        chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
            .unwrap()
            .and_utc()
            .timestamp()
    }

    fn utc(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp()
    }

    #[test]
    fn the_fold_is_its_first_occurrence_and_the_gap_takes_the_offset_before() {
        let oslo = Zone::named("Europe/Oslo").unwrap();
        for (wall, instant) in [
            ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
            ("2026-10-25T03:00", "2026-10-25T03:00:00+01:00"),
            ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),
            ("2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
            ("2026-07-01T12:00", "2026-07-01T12:00:00+02:00"),
        ] {
            assert_eq!(oslo.instant(local(wall)), utc(instant), "{wall}");
        }
    }

    #[test]
    fn offsets_agree_with_chrono_tz() {
        for name in [
            "Europe/Oslo",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Africa/Casablanca",
            "UTC",
        ] {
            let zone = Zone::named(name).unwrap();
            let mut instant = 0;
            while instant < LAST {
                let naive = DateTime::from_timestamp(instant, 0).unwrap().naive_utc();
                let expected = zone
                    .tz
                    .offset_from_utc_datetime(&naive)
                    .fix()
                    .local_minus_utc();
                assert_eq!(zone.offset_at(instant), expected, "{name} {naive}");
                let wall = instant + i64::from(expected);
                let reading = DateTime::from_timestamp(wall, 0).unwrap().naive_utc();
                let earliest = zone
                    .tz
                    .from_local_datetime(&reading)
                    .earliest()
                    .unwrap()
                    .timestamp();
                assert_eq!(zone.instant(wall), earliest, "{name} {reading}");
                instant += 35 * 3_600 + 1_234;
            }
        }
    }

    #[test]
    fn a_name_that_is_no_zone_is_none() {
        assert!(Zone::named("Europe/Atlantis").is_none());
        assert!(Zone::named("").is_none());
    }
}
