//! What became of a revision besides being published: it waits for its review, was put back, or put another back.

use super::api::Revision;

/// Numbers are those of the listing's revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Plain,
    /// Public before anybody reviewed it, and nobody has said since that it is right.
    Unreviewed,
    RevertedBy(i32),
    Reverts(i32),
}

/// The fate of one among all revisions of its listing.
#[must_use]
pub fn fate(revision: &Revision, all: &[Revision]) -> Fate {
    let number_of = |found: Option<&Revision>| found.map(|it| it.number);
    let reverted_by = number_of(all.iter().find(|it| it.reverts == Some(revision.id)));
    let reverts = number_of(
        all.iter()
            .find(|it| revision.reverts.is_some_and(|id| id == it.id)),
    );
    match (reverts, reverted_by) {
        (Some(number), _) => Fate::Reverts(number),
        (None, Some(number)) => Fate::RevertedBy(number),
        (None, None) if revision.published_at.is_some() && revision.approved_by.is_none() => {
            Fate::Unreviewed
        }
        (None, None) => Fate::Plain,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;
    use veiviser_schema::ids::{RevisionId, UserId};

    use super::*;
    use crate::api::fragments::UserName;

    fn revision(number: i32, reviewed: bool, reverts: Option<u128>) -> Revision {
        let user = UserName {
            id: UserId(Uuid::from_u128(1)),
            name: "A".into(),
        };
        Revision {
            id: RevisionId(Uuid::from_u128(number.unsigned_abs().into())),
            number,
            author: user.clone(),
            approved_by: reviewed.then_some(user),
            reverts: reverts.map(|id| RevisionId(Uuid::from_u128(id))),
            created_at: DateTime::UNIX_EPOCH,
            published_at: Some(DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn each_revision_tells_what_became_of_it() {
        let all = [
            revision(4, false, None),
            revision(3, true, Some(2)),
            revision(2, false, None),
            revision(1, true, None),
        ];
        let fates: Vec<Fate> = all.iter().map(|it| fate(it, &all)).collect();
        assert_eq!(
            fates,
            [
                Fate::Unreviewed,
                Fate::Reverts(2),
                Fate::RevertedBy(3),
                Fate::Plain
            ]
        );
        let mut waiting = revision(5, false, None);
        waiting.published_at = None;
        assert_eq!(fate(&waiting, &all), Fate::Plain);
    }
}
