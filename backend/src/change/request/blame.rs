//! Who changed a field: the author of the last published revision that has another value there than the one published before it.

use std::sync::Arc;

use veiviser_schema::content::tree::leaves;
use veiviser_schema::ids::{RevisionId, UserId};

use crate::change::revision::model::Revision;

/// Among the publications (oldest first) that came after `base`.
#[must_use]
pub fn changed_by(
    path: &str,
    base: Option<RevisionId>,
    publications: &[Arc<Revision>],
) -> Option<UserId> {
    let start = base.and_then(|base| publications.iter().position(|it| it.id == base));
    let values: Vec<_> = publications
        .iter()
        .map(|it| (it.author, leaves(&it.content).remove(path)))
        .collect();
    let first = start.map_or(0, |start| start + 1);
    (first..values.len()).rev().find_map(|index| {
        let before = index
            .checked_sub(1)
            .and_then(|before| values[before].1.as_ref());
        let (author, value) = &values[index];
        (value.as_ref() != before).then_some(*author)
    })
}
