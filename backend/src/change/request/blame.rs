//! Who changed a field: the author of the last published revision that has another value there than the one published before it.

use veiviser_schema::content::tree::{Leaves, leaves};
use veiviser_schema::ids::{RevisionId, UserId};

use crate::change::revision::model::Revision;

/// A published revision, its document taken apart once for all the fields that are asked for.
pub struct Past {
    pub revision: RevisionId,
    pub author: UserId,
    fields: Leaves,
}

impl Past {
    #[must_use]
    pub fn of(revision: &Revision) -> Self {
        Self {
            revision: revision.id,
            author: revision.author,
            fields: leaves(&revision.content),
        }
    }
}

/// Among the publications (oldest first) that came after `base`.
#[must_use]
pub fn changed_by(path: &str, base: Option<RevisionId>, publications: &[Past]) -> Option<UserId> {
    let start = base.and_then(|base| publications.iter().position(|it| it.revision == base));
    let first = start.map_or(0, |start| start + 1);
    let value = |index: usize| publications[index].fields.get(path);
    (first..publications.len()).rev().find_map(|index| {
        let before = index.checked_sub(1).and_then(value);
        (value(index) != before).then(|| publications[index].author)
    })
}
