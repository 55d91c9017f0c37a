//! The order of what waits: what somebody sent back comes first, then what is overdue, then what the person began, then the rest.

use chrono::{DateTime, Utc};

use super::api::{Change, Missing, Named, Published, Waiting};

/// One thing that waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Returned(Change),
    Overdue(Published),
    MissingCrisis(Missing),
    ToReview(Change),
    Draft(Change),
    DueSoon(Published),
    Incomplete(Named),
    Missing(Missing),
}

/// All rows, the most pressing first. Within a kind the server's order stands.
#[must_use]
pub fn ranked(waiting: Waiting, now: DateTime<Utc>) -> Vec<Row> {
    let Waiting {
        returned,
        drafts,
        awaiting_review,
        due_for_verification,
        incomplete,
        missing,
    } = waiting;
    let (overdue, soon): (Vec<_>, Vec<_>) = due_for_verification
        .into_iter()
        .partition(|listing| listing.verify_by.is_none_or(|by| by <= now));
    let (crisis, other): (Vec<_>, Vec<_>) = missing
        .into_iter()
        .partition(|missing| missing.service_type.crisis);
    let mut rows: Vec<Row> = returned.into_iter().map(Row::Returned).collect();
    rows.extend(overdue.into_iter().map(Row::Overdue));
    rows.extend(awaiting_review.into_iter().map(Row::ToReview));
    rows.extend(drafts.into_iter().map(Row::Draft));
    rows.extend(crisis.into_iter().map(Row::MissingCrisis));
    rows.extend(soon.into_iter().map(Row::DueSoon));
    rows.extend(incomplete.into_iter().map(Row::Incomplete));
    rows.extend(other.into_iter().map(Row::Missing));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::fragments::MunicipalityName;
    use chrono::TimeDelta;
    use veiviser_schema::ids::ListingId;

    fn due(name: &str, verify_by: DateTime<Utc>) -> Published {
        Published {
            id: ListingId(uuid::Uuid::from_u128(1)),
            name: name.to_owned(),
            municipality: MunicipalityName {
                number: "1103".to_owned(),
                name: "Stavanger".to_owned(),
            },
            version: 1,
            verified_at: None,
            verify_by: Some(verify_by),
        }
    }

    #[test]
    fn what_is_overdue_comes_before_what_is_soon_due() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let waiting = Waiting {
            returned: vec![],
            drafts: vec![],
            awaiting_review: vec![],
            due_for_verification: vec![
                due("soon", now + TimeDelta::days(3)),
                due("late", now - TimeDelta::days(3)),
            ],
            incomplete: vec![],
            missing: vec![],
        };
        let rows = ranked(waiting, now);
        assert!(matches!(&rows[0], Row::Overdue(listing) if listing.name == "late"));
        assert!(matches!(&rows[1], Row::DueSoon(listing) if listing.name == "soon"));
    }
}
