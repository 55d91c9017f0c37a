//! Whose opening hours hold.
//!
//! Many listings of a municipality keep the town hall's hours. Rather than being written in each of them, those are said once, as the
//! **default hours** of the municipality, and a place or contact point **inherits** them: when the town hall changes, one edit moves
//! them all. What a document says of its own hours is kept meanwhile, but not used.

use super::ListingContent;
use super::codes::HoursSource;
use crate::hours::{Mode, Schedule};

impl HoursSource {
    /// Left out of a document, so that one written before there was a choice keeps its hash.
    #[must_use]
    pub fn is_own(&self) -> bool {
        *self == Self::Own
    }

    /// The hours that hold. `None` when they are inherited and the municipality has not stated any: they are unknown then, never closed.
    #[must_use]
    pub fn choose<'a>(
        self,
        own: &'a Schedule,
        default: Option<&'a Schedule>,
    ) -> Option<&'a Schedule> {
        match self {
            Self::Own => Some(own),
            Self::Municipality => default.filter(|schedule| schedule.mode != Mode::NotStated),
        }
    }
}

impl ListingContent {
    /// Whether any place or contact point keeps the municipality's hours.
    #[must_use]
    pub fn inherits_hours(&self) -> bool {
        let places = self.places.iter().map(|place| place.hours_source);
        let points = self.contact_points.iter().map(|point| point.hours_source);
        places.chain(points).any(|source| !source.is_own())
    }
}

/// What is known of the municipality's default hours when a document is checked.
#[derive(Debug, Clone, Copy)]
pub enum DefaultHours<'a> {
    /// The document belongs to no municipality: there is nothing to inherit.
    NoMunicipality,
    /// The municipality has not stated any.
    Missing,
    Stated(&'a Schedule),
    /// Not read yet. What is not known counts as right.
    Unread,
}

impl<'a> DefaultHours<'a> {
    /// Of a municipality.
    #[must_use]
    pub fn of(stated: Option<&'a Schedule>) -> Self {
        match stated {
            Some(schedule) if schedule.mode != Mode::NotStated => Self::Stated(schedule),
            _ => Self::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ContactPoint, Place, diff, merge, risk, tree};
    use super::*;
    use crate::content::label::{path_label, value_text};
    use crate::text::Language;

    fn document(source: HoursSource) -> ListingContent {
        ListingContent {
            contact_points: vec![ContactPoint {
                id: "a".to_owned(),
                hours_source: source,
                opening_hours: Schedule::always(),
                ..ContactPoint::default()
            }],
            places: vec![Place {
                id: "p".to_owned(),
                ..Place::default()
            }],
            ..ListingContent::default()
        }
    }

    #[test]
    fn a_document_from_before_the_choice_keeps_its_hash() {
        // As revisions were written before `hoursSource` was in the model, and what they hashed to.
        let written = include_str!("before_hours_source.json").trim_end();
        let read = ListingContent::from_json(written).expect("an older document reads");
        assert_eq!(read, document(HoursSource::Own));
        assert_eq!(read.canonical_json(), written);
        assert_eq!(read.content_hash(), HASH_BEFORE);
        assert!(!read.inherits_hours());
    }

    const HASH_BEFORE: &str = "0df3c188b1ac43f1f6b9fdac817f9993703e490b8e40df04a2a2f9f94e7c1aac";

    #[test]
    fn a_document_that_inherits_says_so_and_reads_back() {
        let content = document(HoursSource::Municipality);
        let text = content.canonical_json();
        assert_eq!(text.matches(r#""hoursSource":"MUNICIPALITY""#).count(), 1);
        assert_eq!(ListingContent::from_json(&text).expect("reads"), content);
        assert_ne!(content.content_hash(), HASH_BEFORE);
        assert!(content.inherits_hours());
    }

    #[test]
    fn the_source_is_a_change_of_its_own_with_both_values() {
        let changes = diff::diff(
            &document(HoursSource::Own),
            &document(HoursSource::Municipality),
        );
        assert_eq!(changes.len(), 1, "{changes:?}");
        let change = &changes[0];
        assert_eq!(change.path, "contactPoints[a].hoursSource");
        assert_eq!(change.kind, diff::ChangeKind::Changed);
        let said = |value: &Option<serde_json::Value>| {
            let value = value.as_ref().expect("a value");
            value_text(&change.path, value, Language::Nb)
        };
        assert_eq!(said(&change.before), "Egne tider");
        assert_eq!(said(&change.after), "Kommunens standardtider");
        assert_ne!(path_label(&change.path, Language::En), change.path);
    }

    #[test]
    fn a_new_thing_with_its_own_hours_does_not_mention_the_source() {
        let paths = |source| -> Vec<String> {
            diff::diff(&ListingContent::default(), &document(source))
                .into_iter()
                .map(|change| change.path)
                .filter(|path| path.ends_with(".hoursSource"))
                .collect()
        };
        assert_eq!(paths(HoursSource::Own), [""; 0]);
        assert_eq!(
            paths(HoursSource::Municipality),
            ["contactPoints[a].hoursSource"]
        );
    }

    #[test]
    fn the_source_merges_as_a_field_and_survives_being_taken_apart() {
        for source in HoursSource::ALL {
            let content = document(*source);
            let leaves = tree::leaves(&content);
            assert_eq!(tree::assemble(&leaves).expect("a document"), content);
        }
        let base = document(HoursSource::Own);
        let mut live = base.clone();
        live.contact_points[0].value = "112".to_owned();
        let merged = merge::merge(
            &base,
            &live,
            &document(HoursSource::Municipality),
            &std::collections::BTreeMap::new(),
        );
        let merge::Merged::Clean(merged) = merged else {
            panic!("a conflict: {merged:?}");
        };
        assert_eq!(merged.contact_points[0].value, "112");
        assert_eq!(
            merged.contact_points[0].hours_source,
            HoursSource::Municipality
        );
    }

    #[test]
    fn choosing_whose_hours_hold_risks_what_the_hours_risk() {
        for thing in ["contactPoints[a]", "places[p]"] {
            for crisis in [true, false] {
                assert_eq!(
                    risk::field_risk(&format!("{thing}.hoursSource"), crisis),
                    risk::field_risk(&format!("{thing}.openingHours"), crisis)
                );
            }
        }
    }

    #[test]
    fn what_is_not_stated_is_not_inherited() {
        let (own, default) = (Schedule::always(), Schedule::appointment_only());
        let unstated = Schedule::default();
        assert_eq!(
            HoursSource::Own.choose(&own, Some(&default)),
            Some(&own),
            "own hours hold"
        );
        let inherited = |default| HoursSource::Municipality.choose(&own, default);
        assert_eq!(inherited(Some(&default)), Some(&default));
        assert_eq!(inherited(None), None);
        assert_eq!(inherited(Some(&unstated)), None);
    }
}
