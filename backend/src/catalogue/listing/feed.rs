//! The calendar feed of a place or contact point: its hours as events, from a month ago to a year ahead.
//!
//! It says the name and the hours and nothing else: no address, so that there is none to leak. The same hours on the same day
//! give the same text, to the byte.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use veiviser_schema::hours::CompiledSchedule;
use veiviser_schema::hours::ical::{self, Feed};
use veiviser_schema::text::Language;

use super::model::best;
use super::part::Part;
use crate::snapshot::Snapshot;

/// Dates before and after today; together no more than the engine lists.
const BEHIND: Days = Days::new(31);
const AHEAD: Days = Days::new(366);

/// The feed of a published place or contact point, before its events are worked out: that takes a hundred times as long as finding it.
pub struct CalendarFeed<'a> {
    compiled: &'a CompiledSchedule,
    content_hash: &'a str,
    key: &'a str,
    name: String,
    language: Language,
    stamp: DateTime<Utc>,
    from: NaiveDate,
    to: NaiveDate,
}

impl<'a> CalendarFeed<'a> {
    /// `None` when there is no such place or contact point.
    #[must_use]
    pub fn find(
        snapshot: &'a Snapshot,
        part_id: &'a str,
        language: Language,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let (listing, find) = Part::read(part_id)?;
        let listing = snapshot.listing(listing)?;
        let part = find(listing)?;
        let hours = part.hours(listing);
        // Inherited hours may be newer than the listing.
        let inherited = hours.inherited_from.as_ref();
        let inherited = inherited.and_then(|place| snapshot.default_hours(place));
        let stamp = inherited.map_or(listing.published_at, |stated| {
            stated.updated_at.max(listing.published_at)
        });
        let kind = snapshot.service_type(&listing.service_type);
        let name = best(&listing.content.name, language)
            .or_else(|| best(&kind?.name, language))
            .unwrap_or_default();
        let name = match part.name(listing, language) {
            Some(part) => format!("{name}: {part}"),
            None => name.to_owned(),
        };
        let hours = hours.readable();
        let compiled = hours.compiled.as_ref()?;
        let today = compiled.local_date(now);
        let a_year = today.checked_add_days(AHEAD)?;
        Some(Self {
            compiled,
            content_hash: &hours.content_hash,
            key: part_id,
            name,
            language,
            stamp,
            from: today.checked_sub_days(BEHIND)?,
            to: listing.last_day.map_or(a_year, |last| last.min(a_year)),
        })
    }

    /// A hash of all that the text is made from: as long as it is the same, so is the text.
    #[must_use]
    pub fn fingerprint(&self, domain: &str) -> [u8; 32] {
        let Self {
            compiled: _,
            content_hash,
            key,
            name,
            language,
            stamp,
            from,
            to,
        } = self;
        let made_from = (
            // Another version may write the same hours otherwise.
            env!("CARGO_PKG_VERSION"),
            content_hash,
            (key, domain, name, language.tag()),
            (stamp, from, to),
        );
        Sha256::digest(serde_json::to_vec(&made_from).unwrap_or_default()).into()
    }

    /// The feed itself, as RFC 5545 writes it.
    #[must_use]
    pub fn text(&self, domain: &str) -> String {
        ical::feed(
            self.compiled,
            &Feed {
                key: self.key,
                domain,
                name: &self.name,
                language: self.language,
                stamp: self.stamp,
                from: self.from,
                to: self.to,
            },
        )
    }
}
