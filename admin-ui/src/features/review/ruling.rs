//! Whether a reviewer may decide a change, and if not, why. The buttons are there all the same: pressed, they say why not.

use veiviser_schema::ids::UserId;

use super::api::{Change, ChangeState};
use crate::features::diff::Risk;

/// What a reviewer can do: three things with what waits, two with what is public already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Return,
    Reject,
    Confirm,
    Revert,
}

impl Decision {
    /// The decisions that a change in this state waits for.
    #[must_use]
    pub fn of(state: ChangeState) -> &'static [Self] {
        match state {
            ChangeState::PublishedUnreviewed => &[Self::Confirm, Self::Revert],
            ChangeState::Submitted => &[Self::Approve, Self::Return, Self::Reject],
            _ => &[],
        }
    }

    /// Whether the reviewer must write to the author why.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Reject | Self::Revert)
    }
}

/// Why a reviewer may not decide.
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
    /// Others have published changes to the same fields. The author must choose first what stands.
    Conflicts,
    /// Others have changed the same fields since. Taking this change back would take theirs back too.
    ChangedAgain,
}

/// What stands in the way of this decision. The server checks it again; the console tells it first, so that nobody writes a reason in vain.
#[must_use]
pub fn hindrance(change: &Change, viewer: UserId, decision: Decision) -> Option<Hindrance> {
    let permitted = match decision {
        Decision::Approve => change.permitted.approve,
        Decision::Return | Decision::Reject => change.permitted.decline,
        Decision::Confirm => change.permitted.confirm,
        Decision::Revert => change.permitted.revert,
    };
    let hindered = match decision {
        _ if change.conflicts.is_empty() => None,
        Decision::Approve => Some(Hindrance::Conflicts),
        Decision::Revert => Some(Hindrance::ChangedAgain),
        Decision::Return | Decision::Reject | Decision::Confirm => None,
    };
    let own =
        change.author.id == viewer || change.contributors.iter().any(|person| person.id == viewer);
    if !Decision::of(change.state).contains(&decision) {
        Some(Hindrance::NotWaiting)
    } else if own {
        Some(Hindrance::OwnWork)
    } else if hindered.is_some() {
        hindered
    } else if permitted {
        None
    } else if change.risk == Risk::High {
        Some(Hindrance::HighRisk)
    } else {
        Some(Hindrance::NotAllowed)
    }
}

#[cfg(test)]
pub(super) mod tests {
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

    pub fn change() -> Change {
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
                confirm: false,
                revert: false,
                comment: true,
            },
        }
    }

    fn conflict() -> Conflict {
        Conflict {
            path: "name.nb".into(),
            label: "Navn".into(),
            live_text: None,
            proposed_text: None,
            changed_by: None,
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
    fn what_is_public_is_confirmed_or_reverted_and_nothing_else() {
        let mut public = change();
        public.state = ChangeState::PublishedUnreviewed;
        public.permitted = Permitted {
            approve: false,
            decline: false,
            confirm: true,
            revert: true,
            comment: true,
        };
        for decision in [Decision::Approve, Decision::Return, Decision::Reject] {
            assert_eq!(found(&public, 3, decision), Some(Hindrance::NotWaiting));
        }
        for decision in [Decision::Confirm, Decision::Revert] {
            assert_eq!(found(&public, 3, decision), None);
            assert_eq!(found(&public, 1, decision), Some(Hindrance::OwnWork));
            assert_eq!(
                found(&change(), 3, decision),
                Some(Hindrance::NotWaiting),
                "it waits for approval"
            );
        }
        public.conflicts.push(conflict());
        assert_eq!(found(&public, 3, Decision::Confirm), None);
        assert_eq!(
            found(&public, 3, Decision::Revert),
            Some(Hindrance::ChangedAgain)
        );
    }

    #[test]
    fn a_change_in_conflict_can_be_returned_but_not_approved() {
        let mut torn = change();
        torn.conflicts.push(conflict());
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
