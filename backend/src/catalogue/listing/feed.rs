//! The calendar feed of a place or contact point: its hours as events, from a month ago to a year ahead.
//!
//! It says the name and the hours and nothing else: no address, so that there is none to leak. The same hours on the same day
//! give the same text, to the byte.

use chrono::{DateTime, Days, Utc};
use veiviser_schema::hours::ical::{self, Feed};
use veiviser_schema::text::Language;

use super::model::best;
use super::part::Part;
use crate::snapshot::Snapshot;

/// Dates before and after today; together no more than the engine lists.
const BEHIND: Days = Days::new(31);
const AHEAD: Days = Days::new(366);

/// The feed of a published place or contact point; `None` when there is no such thing.
#[must_use]
pub fn feed(
    snapshot: &Snapshot,
    part_id: &str,
    language: Language,
    domain: &str,
    now: DateTime<Utc>,
) -> Option<String> {
    let (listing, find) = Part::read(part_id)?;
    let listing = snapshot.listing(listing)?;
    let part = find(listing)?;
    let hours = part.hours(listing);
    let compiled = hours.readable().compiled.as_ref()?;
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
    let today = compiled.local_date(now);
    let a_year = today.checked_add_days(AHEAD)?;
    let to = listing.last_day.map_or(a_year, |last| last.min(a_year));
    Some(ical::feed(
        compiled,
        &Feed {
            key: part_id,
            domain,
            name: &name,
            language,
            stamp,
            from: today.checked_sub_days(BEHIND)?,
            to,
        },
    ))
}
