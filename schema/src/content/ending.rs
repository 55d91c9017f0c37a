//! When a service is over.
//!
//! A listing that says its **last day** is public to the end of that day, as the date is in Norway, and gone from the next on: no number is
//! left standing that nobody answers. Nothing else happens to it. Its revisions stay, and clearing the day brings it back.

use chrono::NaiveDate;

use super::ListingContent;

impl ListingContent {
    /// The last day on which the service is offered. What is no date ends nothing.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.ends_on.as_deref()?, "%Y-%m-%d").ok()
    }

    /// Whether the last day has passed.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last_day().is_some_and(|last_day| last_day < today)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::diff::{ChangeKind, diff};
    use super::super::label::path_label;
    use super::super::merge::{Merged, Side, merge};
    use super::super::road::{Road, TypeRules, change_road};
    use super::super::tree;
    use super::*;
    use crate::text::Language;

    fn ending(date: Option<&str>) -> ListingContent {
        ListingContent {
            ends_on: date.map(str::to_owned),
            ..ListingContent::default()
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn it_is_offered_to_the_end_of_its_last_day() {
        let content = ending(Some("2026-11-30"));
        assert_eq!(content.last_day(), Some(day("2026-11-30")));
        assert!(!content.is_over(day("2026-11-29")));
        assert!(!content.is_over(day("2026-11-30")));
        assert!(content.is_over(day("2026-12-01")));
        // What is not known takes nothing away.
        for unknown in [None, Some(""), Some("snart"), Some("2026-02-30")] {
            assert!(!ending(unknown).is_over(NaiveDate::MAX), "{unknown:?}");
        }
    }

    #[test]
    fn a_document_that_does_not_end_is_written_as_before() {
        let text = ending(None).canonical_json();
        assert!(!text.contains("endsOn"), "{text}");
        // What `ListingContent::default()` hashed to before the field was in the model.
        assert_eq!(ending(None).content_hash(), HASH_BEFORE);
        let ends = ending(Some("2026-11-30"));
        assert_ne!(ends.content_hash(), HASH_BEFORE);
        assert_eq!(
            ListingContent::from_json(&ends.canonical_json()).expect("reads"),
            ends
        );
        let said_nothing = text.replacen('{', r#"{"endsOn":null,"#, 1);
        let read = ListingContent::from_json(&said_nothing).expect("reads");
        assert_eq!(read.content_hash(), HASH_BEFORE);
    }

    const HASH_BEFORE: &str = "5870865b736808fdd9cdf2ef6a1f0e033b139f706d8bc96e5fd4786b45822920";

    #[test]
    fn to_end_to_move_and_to_come_back_are_one_change_each() {
        let (goes_on, ends, later) = (
            ending(None),
            ending(Some("2026-11-30")),
            ending(Some("2026-12-31")),
        );
        for (before, after, kind) in [
            (&goes_on, &ends, ChangeKind::Added),
            (&ends, &later, ChangeKind::Changed),
            (&ends, &goes_on, ChangeKind::Removed),
        ] {
            let changes = diff(before, after);
            assert_eq!(changes.len(), 1, "{changes:?}");
            assert_eq!(
                (changes[0].path.as_str(), changes[0].kind),
                ("endsOn", kind)
            );
        }
        assert_eq!(path_label("endsOn", Language::Nb), "Tilbys til og med");
    }

    #[test]
    fn the_last_day_merges_as_a_field() {
        let (goes_on, ends, later) = (
            ending(None),
            ending(Some("2026-11-30")),
            ending(Some("2026-12-31")),
        );
        let nothing_chosen = BTreeMap::new();
        for content in [&goes_on, &ends] {
            let leaves = tree::leaves(content);
            assert_eq!(tree::assemble(&leaves).expect("a document"), *content);
        }
        let clean = |content: &ListingContent| Merged::Clean(Box::new(content.clone()));
        // Cleared on one side, untouched on the other.
        assert_eq!(
            merge(&ends, &goes_on, &ends, &nothing_chosen),
            clean(&goes_on)
        );
        assert_eq!(
            merge(&ends, &ends, &goes_on, &nothing_chosen),
            clean(&goes_on)
        );
        // Two last days: a person chooses.
        let Merged::Conflicts(conflicts) = merge(&goes_on, &ends, &later, &nothing_chosen) else {
            panic!("no conflict");
        };
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].path, "endsOn");
        let take = |side| BTreeMap::from([("endsOn".to_owned(), side)]);
        assert_eq!(
            merge(&goes_on, &ends, &later, &take(Side::Proposed)),
            clean(&later)
        );
        // One moved the day, the other took it away: to come back is a choice too.
        assert_eq!(
            merge(&ends, &later, &goes_on, &take(Side::Proposed)),
            clean(&goes_on)
        );
    }

    #[test]
    fn nobody_ends_a_listing_alone_and_a_crisis_service_ends_nationally() {
        let changes = diff(&ending(None), &ending(Some("2026-11-30")));
        let road = |crisis| {
            let rules = TypeRules {
                crisis,
                publishes_hours_first: true,
            };
            change_road(&changes, rules, false)
        };
        assert_eq!(road(false), Road::LocalApproval);
        assert_eq!(road(true), Road::NationalApproval);
    }
}
