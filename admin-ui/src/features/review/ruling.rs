//! Whether a reviewer may decide a change, and if not, why: the buttons stay, and say it.

use veiviser_schema::ids::UserId;

use super::api::{Change, ChangeState};
use crate::features::diff::Risk;

/// The three things a reviewer can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Return,
    Reject,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It does not wait for anybody's decision.
    NotWaiting,
    /// The reviewer has a hand in it.
    OwnWork,
    /// Too risky for this role.
    HighRisk,
    /// Not this reviewer's to decide.
    NotAllowed,
    /// The published listing changed in the same fields: the author chooses first.
    Conflicts,
}

/// What stands in the way of this decision. The server decides in the end; this is so that nobody writes a reason in vain.
#[must_use]
pub fn hindrance(change: &Change, viewer: UserId, decision: Decision) -> Option<Hindrance> {
    let permitted = match decision {
        Decision::Approve => change.permitted.approve,
        Decision::Return | Decision::Reject => change.permitted.decline,
    };
    let conflicts = decision == Decision::Approve && !change.conflicts.is_empty();
    let own =
        change.author.id == viewer || change.contributors.iter().any(|person| person.id == viewer);
    if change.state != ChangeState::Submitted {
        Some(Hindrance::NotWaiting)
    } else if own {
        Some(Hindrance::OwnWork)
    } else if conflicts {
        Some(Hindrance::Conflicts)
    } else if permitted {
        None
    } else if change.risk == Risk::High {
        Some(Hindrance::HighRisk)
    } else {
        Some(Hindrance::NotAllowed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::api::{Conflict, Permitted, ReviewedListing, ReviewedType};
    use super::*;
    use crate::api::fragments::{MunicipalityName, UserName};
    use uuid::Uuid;
    use veiviser_schema::content::ListingContent;
    use veiviser_schema::ids::{ChangeRequestId, ListingId};

    fn user(number: u128) -> UserName {
        UserName {
            id: UserId(Uuid::from_u128(number)),
            name: "A".into(),
        }
    }

    fn change() -> Change {
        Change {
            id: ChangeRequestId(Uuid::nil()),
            state: ChangeState::Submitted,
            version: 1,
            listing: ReviewedListing {
                id: ListingId(Uuid::nil()),
                name: "A".into(),
                municipality: MunicipalityName {
                    number: "4204".into(),
                    name: "Kristiansand".into(),
                },
                service_type: ReviewedType {
                    name: "B".into(),
                    crisis: false,
                },
            },
            author: user(1),
            contributors: vec![user(1), user(2)],
            reason: None,
            risk: Risk::Low,
            base_revision: None,
            revision: None,
            document: ListingContent::default(),
            differences: vec![],
            conflicts: vec![],
            problems: vec![],
            comments: vec![],
            submitted_at: None,
            decided_at: None,
            decided_by: None,
            decision_reason: None,
            permitted: Permitted {
                approve: true,
                decline: true,
                comment: true,
            },
        }
    }

    fn found(change: &Change, viewer: u128, decision: Decision) -> Option<Hindrance> {
        hindrance(change, UserId(Uuid::from_u128(viewer)), decision)
    }

    #[test]
    fn whoever_wrote_any_of_it_is_told_so() {
        for viewer in [1, 2] {
            assert_eq!(
                found(&change(), viewer, Decision::Approve),
                Some(Hindrance::OwnWork)
            );
        }
        assert_eq!(found(&change(), 3, Decision::Approve), None);
    }

    #[test]
    fn a_risky_change_waits_for_a_coordinator() {
        let mut risky = change();
        risky.risk = Risk::High;
        risky.permitted.approve = false;
        assert_eq!(
            found(&risky, 3, Decision::Approve),
            Some(Hindrance::HighRisk)
        );
        assert_eq!(found(&risky, 3, Decision::Return), None);
    }

    #[test]
    fn a_change_in_conflict_can_be_returned_but_not_approved() {
        let mut torn = change();
        torn.conflicts.push(Conflict {
            path: "name.nb".into(),
            label: "Navn".into(),
            live_text: None,
            proposed_text: None,
            changed_by: None,
        });
        assert_eq!(
            found(&torn, 3, Decision::Approve),
            Some(Hindrance::Conflicts)
        );
        assert_eq!(found(&torn, 3, Decision::Return), None);
    }

    #[test]
    fn what_is_decided_is_decided() {
        let mut done = change();
        done.state = ChangeState::Approved;
        assert_eq!(
            found(&done, 3, Decision::Reject),
            Some(Hindrance::NotWaiting)
        );
    }
}
