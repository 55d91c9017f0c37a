//! The order of what waits: what somebody sent back or put back comes first, then what is overdue, then what the person began, then the
//! rest; what only is to be known comes last.

use chrono::{DateTime, Utc};

use super::api::{Change, ChangeState, Missing, Named, Published, Waiting};

/// One thing that waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Returned(Change),
    /// Was public, and a reviewer put back what was there before.
    Reverted(Change),
    Overdue(Published),
    MissingCrisis(Missing),
    /// Public already, and this person is to confirm or revert it.
    ToConfirm(Change),
    ToReview(Change),
    Draft(Change),
    DueSoon(Published),
    Incomplete(Named),
    Missing(Missing),
    /// The person's own, public and not yet reviewed.
    Unreviewed(Change),
    /// The person's own, public and now reviewed.
    Confirmed(Change),
}

/// All rows, the most pressing first. Within a kind the server's order stands.
#[must_use]
pub fn ranked(waiting: Waiting, now: DateTime<Utc>) -> Vec<Row> {
    let Waiting {
        returned,
        drafts,
        published_first,
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
    let of = |wanted: ChangeState| {
        let found = published_first.iter();
        found.filter(move |change| change.state == wanted).cloned()
    };
    rows.extend(of(ChangeState::Reverted).map(Row::Reverted));
    rows.extend(overdue.into_iter().map(Row::Overdue));
    rows.extend(
        awaiting_review
            .into_iter()
            .map(|change| match change.state {
                ChangeState::PublishedUnreviewed => Row::ToConfirm(change),
                _ => Row::ToReview(change),
            }),
    );
    rows.extend(drafts.into_iter().map(Row::Draft));
    rows.extend(crisis.into_iter().map(Row::MissingCrisis));
    rows.extend(soon.into_iter().map(Row::DueSoon));
    rows.extend(incomplete.into_iter().map(Row::Incomplete));
    rows.extend(other.into_iter().map(Row::Missing));
    rows.extend(of(ChangeState::PublishedUnreviewed).map(Row::Unreviewed));
    rows.extend(of(ChangeState::Confirmed).map(Row::Confirmed));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::fragments::{MunicipalityName, UserName};
    use chrono::TimeDelta;
    use veiviser_schema::ids::{ChangeRequestId, ListingId, UserId};

    fn place() -> MunicipalityName {
        MunicipalityName {
            number: "1103".to_owned(),
            name: "Stavanger".to_owned(),
        }
    }

    fn due(name: &str, verify_by: DateTime<Utc>) -> Published {
        Published {
            id: ListingId(uuid::Uuid::from_u128(1)),
            name: name.to_owned(),
            municipality: place(),
            version: 1,
            verified_at: None,
            verify_by: Some(verify_by),
        }
    }

    fn change(number: u128, state: ChangeState) -> Change {
        Change {
            id: ChangeRequestId(uuid::Uuid::from_u128(number)),
            state,
            listing: Named {
                id: ListingId(uuid::Uuid::from_u128(1)),
                name: "A".to_owned(),
                municipality: place(),
            },
            author: UserName {
                id: UserId(uuid::Uuid::from_u128(2)),
                name: "B".to_owned(),
            },
            updated_at: DateTime::UNIX_EPOCH,
            submitted_at: None,
            decided_by: None,
            decision_reason: None,
        }
    }

    fn nothing() -> Waiting {
        Waiting {
            returned: vec![],
            drafts: vec![],
            published_first: vec![],
            awaiting_review: vec![],
            due_for_verification: vec![],
            incomplete: vec![],
            missing: vec![],
        }
    }

    #[test]
    fn what_was_put_back_is_pressing_and_what_was_confirmed_is_not() {
        let waiting = Waiting {
            published_first: vec![
                change(1, ChangeState::Confirmed),
                change(2, ChangeState::PublishedUnreviewed),
                change(3, ChangeState::Reverted),
            ],
            awaiting_review: vec![
                change(4, ChangeState::PublishedUnreviewed),
                change(5, ChangeState::Submitted),
            ],
            drafts: vec![change(6, ChangeState::Draft)],
            ..nothing()
        };
        let rows = ranked(waiting, DateTime::UNIX_EPOCH);
        assert!(matches!(
            rows.as_slice(),
            [
                Row::Reverted(_),
                Row::ToConfirm(_),
                Row::ToReview(_),
                Row::Draft(_),
                Row::Unreviewed(_),
                Row::Confirmed(_)
            ]
        ));
    }

    #[test]
    fn what_is_overdue_comes_before_what_is_soon_due() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let waiting = Waiting {
            due_for_verification: vec![
                due("soon", now + TimeDelta::days(3)),
                due("late", now - TimeDelta::days(3)),
            ],
            ..nothing()
        };
        let rows = ranked(waiting, now);
        assert!(matches!(&rows[0], Row::Overdue(listing) if listing.name == "late"));
        assert!(matches!(&rows[1], Row::DueSoon(listing) if listing.name == "soon"));
    }
}
