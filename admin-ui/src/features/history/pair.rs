//! Which two revisions are compared: what the address asks for, else the newest against the one before it.

use super::api::Revision;

/// The older and the newer of the two. No older one: the newer is the first there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub older: Option<i32>,
    pub newer: i32,
}

/// `revisions` newest first. Numbers that name no revision count as not asked for, and the order asked in does not matter.
#[must_use]
pub fn pair(revisions: &[Revision], from: Option<&str>, to: Option<&str>) -> Option<Pair> {
    let known = |text: Option<&str>| {
        let number = text?.parse::<i32>().ok()?;
        revisions
            .iter()
            .any(|revision| revision.number == number)
            .then_some(number)
    };
    let before = |number: i32| {
        revisions
            .iter()
            .map(|revision| revision.number)
            .find(|other| *other < number)
    };
    let (from, to) = (known(from), known(to));
    let newest = revisions.first()?.number;
    Some(match (from, to) {
        (Some(from), Some(to)) => Pair {
            older: Some(from.min(to)),
            newer: from.max(to),
        },
        (None, Some(to)) => Pair {
            older: before(to),
            newer: to,
        },
        (Some(from), None) => Pair {
            older: Some(from),
            newer: newest,
        },
        (None, None) => Pair {
            older: before(newest),
            newer: newest,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::fragments::UserName;
    use uuid::Uuid;
    use veiviser_schema::ids::{RevisionId, UserId};

    fn revisions(numbers: &[i32]) -> Vec<Revision> {
        numbers
            .iter()
            .map(|&number| Revision {
                id: RevisionId(Uuid::nil()),
                number,
                author: UserName {
                    id: UserId(Uuid::nil()),
                    name: "A".into(),
                },
                approved_by: None,
                reverts: None,
                created_at: chrono::DateTime::default(),
                published_at: None,
            })
            .collect()
    }

    #[test]
    fn the_newest_against_the_one_before() {
        let all = revisions(&[5, 3, 1]);
        let both = |older, newer| {
            Some(Pair {
                older: Some(older),
                newer,
            })
        };
        assert_eq!(pair(&all, None, None), both(3, 5));
        assert_eq!(pair(&all, None, Some("3")), both(1, 3));
        assert_eq!(pair(&all, Some("1"), None), both(1, 5));
        assert_eq!(pair(&all, Some("5"), Some("1")), both(1, 5));
        assert_eq!(pair(&all, Some("4"), Some("x")), both(3, 5));
    }

    #[test]
    fn the_first_has_none_before_it() {
        let one = revisions(&[1]);
        assert_eq!(
            pair(&one, None, None),
            Some(Pair {
                older: None,
                newer: 1
            })
        );
        assert_eq!(pair(&[], None, None), None);
    }
}
