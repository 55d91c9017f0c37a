//! What changed between two documents, field by field, in the order the public reads them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ListingContent;
use super::codes::HoursSource;
use super::label::{order, path_label};
use super::tree::{Leaves, leaves};
use crate::text::Language;

/// What happened to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ChangeKind {
    Added,
    Removed,
    Changed,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// `name.nb`, `contactPoints[a1].value`.
    pub path: String,
    pub kind: ChangeKind,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl FieldChange {
    /// What a person calls the field.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        path_label(&self.path, language)
    }
}

/// Every field that differs. Two documents that say the same give nothing.
#[must_use]
pub fn diff(before: &ListingContent, after: &ListingContent) -> Vec<FieldChange> {
    diff_leaves(&leaves(before), &leaves(after))
}

pub(super) fn diff_leaves(before: &Leaves, after: &Leaves) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    for (path, old) in before {
        match after.get(path) {
            Some(new) if new == old => {}
            new => push(&mut changes, path, Some(old), new),
        }
    }
    for (path, new) in after {
        if !before.contains_key(path) {
            push(&mut changes, path, None, Some(new));
        }
    }
    changes.sort_by(|a, b| {
        order(&a.path)
            .cmp(&order(&b.path))
            .then_with(|| a.path.cmp(&b.path))
    });
    changes
}

fn push(changes: &mut Vec<FieldChange>, path: &str, old: Option<&Value>, new: Option<&Value>) {
    // A thing that came or went with its own hours says nothing by that.
    let alone = old.is_none() || new.is_none();
    let expected = |value: &&Value| {
        alone && path.ends_with(".hoursSource") && **value == HoursSource::Own.code()
    };
    let before = old.filter(|value| !is_nothing(value) && !expected(value));
    let after = new.filter(|value| !is_nothing(value) && !expected(value));
    let kind = match (before, after) {
        (None, None) => return,
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        (Some(_), Some(_)) => ChangeKind::Changed,
    };
    changes.push(FieldChange {
        path: path.to_owned(),
        kind,
        before: before.cloned(),
        after: after.cloned(),
    });
}

/// Absent, empty and null all read as "nothing there". A schedule that states nothing is nothing too.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.get("mode").and_then(Value::as_str) == Some("NOT_STATED"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ContactPoint;
    use super::*;

    fn with_name(nb: &str) -> ListingContent {
        let mut content = ListingContent::default();
        content.name.nb = Some(nb.to_owned());
        content
    }

    #[test]
    fn the_same_document_has_no_difference() {
        assert_eq!(diff(&with_name("A"), &with_name("A")), vec![]);
        let mut blank = ListingContent::default();
        blank.name.nn = Some(String::new());
        assert_eq!(diff(&ListingContent::default(), &blank), vec![]);
    }

    #[test]
    fn a_changed_name_is_one_change_with_both_values() {
        let changes = diff(&with_name("A"), &with_name("B"));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].path, "name.nb");
        assert_eq!(changes[0].kind, ChangeKind::Changed);
        assert_eq!(changes[0].before, Some(Value::from("A")));
        assert_eq!(changes[0].after, Some(Value::from("B")));
    }

    #[test]
    fn a_contact_point_is_followed_by_its_id_when_it_moves() {
        let point = |id: &str, value: &str| ContactPoint {
            id: id.to_owned(),
            value: value.to_owned(),
            ..Default::default()
        };
        let before = ListingContent {
            contact_points: vec![point("a", "112"), point("b", "113")],
            ..ListingContent::default()
        };
        let mut after = before.clone();
        after.contact_points = vec![point("b", "113"), point("a", "116117")];
        let paths: Vec<String> = diff(&before, &after)
            .into_iter()
            .map(|change| change.path)
            .collect();
        assert_eq!(paths, ["contactPoints", "contactPoints[a].value"]);
    }
}
