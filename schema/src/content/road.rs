//! Which road a change takes to the public.
//!
//! Three roads. What can do much harm, and every new listing, **waits for a national coordinator**. What can do little **waits for an
//! approver** of the municipality. And what is sooner wrong by waiting than by being public (when a place is open, that it is closed
//! this week, a message that expires by itself) is **published first** and reviewed after, where the service type allows it. Whoever
//! seeks help at a closed door is not helped by a queue.

use serde::{Deserialize, Serialize};

use super::diff::FieldChange;
use super::risk::{Risk, change_risk};

/// The way of a change to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Road {
    /// Public at once when it is submitted; another person confirms or reverts it after.
    PublishFirst,
    /// Waits for an approver of the municipality, or a national coordinator.
    LocalApproval,
    /// Waits for a national coordinator.
    NationalApproval,
}

impl Road {
    /// The value in GraphQL and in the audit trail.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Road::PublishFirst => "PUBLISH_FIRST",
            Road::LocalApproval => "LOCAL_APPROVAL",
            Road::NationalApproval => "NATIONAL_APPROVAL",
        }
    }
}

impl From<Risk> for Road {
    /// The road of what waits.
    fn from(risk: Risk) -> Self {
        match risk {
            Risk::Low => Road::LocalApproval,
            Risk::High => Road::NationalApproval,
        }
    }
}

/// What a service type says about changes of its listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeRules {
    /// People in crisis depend on it.
    pub crisis: bool,
    /// Opening hours and announcements may be public before anybody has reviewed them.
    pub publishes_hours_first: bool,
}

impl TypeRules {
    /// For a type that nobody knows: everything waits.
    pub const STRICT: Self = Self {
        crisis: true,
        publishes_hours_first: false,
    };
}

/// Whether a field is one of those that may be public before they are reviewed: the opening hours (with their exceptions and closures, own
/// or inherited) of a place or a contact point that is there, and announcements. Not the list of places or contact points: a new phone is a new way
/// of reaching a service, whatever its hours.
#[must_use]
pub fn may_publish_first(path: &str) -> bool {
    let of_item = |list: &str| {
        path.strip_prefix(list)
            .and_then(|rest| rest.strip_prefix('['))
            .and_then(|rest| rest.split_once(']'))
            .map(|(_, field)| field)
    };
    path == "announcements"
        || of_item("announcements").is_some()
        || ["places", "contactPoints"]
            .into_iter()
            .any(|list| matches!(of_item(list), Some(".openingHours" | ".hoursSource")))
}

/// The road of a whole change: the slowest that any of its fields asks for.
#[must_use]
pub fn change_road(changes: &[FieldChange], rules: TypeRules, new_listing: bool) -> Road {
    let risk = change_risk(changes, rules.crisis, new_listing);
    let first = risk == Risk::Low
        && rules.publishes_hours_first
        && !changes.is_empty()
        && changes.iter().all(|change| may_publish_first(&change.path));
    if first {
        Road::PublishFirst
    } else {
        risk.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codes::HoursSource;
    use super::super::diff::{ChangeKind, diff};
    use super::super::{Announcement, ContactPoint, ListingContent, Place};
    use super::*;
    use crate::hours::Schedule;

    const ORDINARY: TypeRules = TypeRules {
        crisis: false,
        publishes_hours_first: true,
    };
    const CRISIS: TypeRules = TypeRules {
        crisis: true,
        publishes_hours_first: false,
    };

    fn changed(path: &str) -> FieldChange {
        FieldChange {
            path: path.to_owned(),
            kind: ChangeKind::Changed,
            before: None,
            after: None,
        }
    }

    fn road(paths: &[&str], rules: TypeRules) -> Road {
        let changes: Vec<_> = paths.iter().map(|path| changed(path)).collect();
        change_road(&changes, rules, false)
    }

    /// A listing with one place, one phone and one message, and the fields that an edit of it touches.
    fn touched(edit: impl FnOnce(&mut ListingContent)) -> Vec<FieldChange> {
        let before = ListingContent {
            places: vec![Place {
                id: "p".to_owned(),
                opening_hours: Schedule::always(),
                ..Place::default()
            }],
            contact_points: vec![ContactPoint {
                id: "c".to_owned(),
                value: "51 50 70 00".to_owned(),
                opening_hours: Schedule::always(),
                ..ContactPoint::default()
            }],
            ..ListingContent::default()
        };
        let mut after = before.clone();
        edit(&mut after);
        diff(&before, &after)
    }

    #[test]
    fn hours_and_messages_of_an_ordinary_service_are_public_at_once() {
        let closed = Schedule::appointment_only;
        let roads = [
            touched(|content| content.places[0].opening_hours = closed()),
            touched(|content| content.contact_points[0].opening_hours = closed()),
            touched(|content| content.places[0].hours_source = HoursSource::Municipality),
            touched(|content| {
                content.announcements.push(Announcement {
                    id: "m".to_owned(),
                    until: "2026-12-24".to_owned(),
                    ..Announcement::default()
                });
            }),
        ]
        .map(|changes| change_road(&changes, ORDINARY, false));
        assert_eq!(roads, [Road::PublishFirst; 4]);
    }

    #[test]
    fn a_new_phone_waits_even_when_it_comes_with_hours() {
        let added = touched(|content| {
            content.contact_points.push(ContactPoint {
                id: "d".to_owned(),
                value: "51 50 70 01".to_owned(),
                opening_hours: Schedule::always(),
                ..ContactPoint::default()
            });
        });
        assert_eq!(change_road(&added, ORDINARY, false), Road::LocalApproval);
        let removed = touched(|content| content.contact_points.clear());
        assert_eq!(change_road(&removed, ORDINARY, false), Road::LocalApproval);
        // Whether a place's address is secret comes and goes with the place.
        let moved_out = touched(|content| content.places.clear());
        assert_eq!(
            change_road(&moved_out, ORDINARY, false),
            Road::NationalApproval
        );
    }

    #[test]
    fn hours_of_a_crisis_service_wait_for_a_coordinator() {
        let hours = ["contactPoints[c].openingHours"];
        assert_eq!(road(&hours, CRISIS), Road::NationalApproval);
        // Nor do they pass where the flag was set by mistake.
        let mistaken = TypeRules {
            publishes_hours_first: true,
            ..CRISIS
        };
        assert_eq!(road(&hours, mistaken), Road::NationalApproval);
        assert_eq!(road(&["announcements"], CRISIS), Road::LocalApproval);
    }

    #[test]
    fn a_new_listing_and_a_change_of_nothing_are_never_first() {
        let hours = [changed("places[p].openingHours")];
        assert_eq!(change_road(&hours, ORDINARY, true), Road::NationalApproval);
        assert_eq!(change_road(&[], ORDINARY, true), Road::NationalApproval);
        assert_eq!(change_road(&[], ORDINARY, false), Road::LocalApproval);
    }

    #[test]
    fn a_key_that_looks_like_a_field_is_no_field() {
        for path in [
            "places[x].openingHours].name.nb",
            "places",
            "places[p].openingHours.weekly",
            "openingHours",
            "contactPoints[c].value",
            "announcementsOfOthers[a].text",
            "description.nb",
        ] {
            assert!(!may_publish_first(path), "{path}");
        }
    }

    fn any_path() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "name.nb",
            "summary.en",
            "description.nb",
            "audience.groups",
            "cost.kind",
            "serviceArea",
            "places",
            "places[a].openingHours",
            "places[a].hidden",
            "places[a].street",
            "contactPoints",
            "contactPoints[a].openingHours",
            "contactPoints[b].openingHours",
            "contactPoints[a].value",
            "announcements",
            "announcements[m].text.nb",
            "announcements[m].until",
            "guidanceForProfessionals.nb",
        ])
    }

    fn slowness(road: Road) -> u8 {
        match road {
            Road::PublishFirst => 0,
            Road::LocalApproval => 1,
            Road::NationalApproval => 2,
        }
    }

    proptest! {
        /// The road is the slowest of its fields' roads: nothing gets public sooner by coming together with something else, and the
        /// order of fields does not matter.
        #[test]
        fn a_change_is_as_slow_as_its_slowest_field(
            paths in prop::collection::vec(any_path(), 1..8),
            crisis: bool,
            publishes_hours_first: bool,
        ) {
            let rules = TypeRules { crisis, publishes_hours_first };
            let slowest = paths.iter().map(|path| slowness(road(&[path], rules))).max();
            prop_assert_eq!(Some(slowness(road(&paths, rules))), slowest);
        }

        /// What is published first is low-risk, of a type that allows it, of a listing that is public, and nothing but hours and messages.
        #[test]
        fn only_hours_and_messages_are_ever_first(
            paths in prop::collection::vec(any_path(), 0..8),
            crisis: bool,
            publishes_hours_first: bool,
            new_listing: bool,
        ) {
            let changes: Vec<_> = paths.iter().map(|path| changed(path)).collect();
            let rules = TypeRules { crisis, publishes_hours_first };
            if change_road(&changes, rules, new_listing) == Road::PublishFirst {
                prop_assert!(publishes_hours_first && !new_listing && !paths.is_empty());
                prop_assert!(paths.iter().all(|path| path.starts_with("announcements") || path.ends_with("].openingHours") || path.ends_with("].hoursSource")));
                prop_assert_eq!(change_risk(&changes, crisis, new_listing), Risk::Low);
            }
        }
    }
}
