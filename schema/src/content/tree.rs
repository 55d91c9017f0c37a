//! A document as a tree of JSON, seen the way people see it: lists of things with an `id` are matched by that id, not by position;
//! an opening-hours schedule, and a list of plain values, is one leaf.
//!
//! Difference and merge both walk this tree, so that a field is the same field in both.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ListingContent;
use super::codes::HoursSource;

/// The leaves of a document by path. Lists of things keep their order in a leaf of their own: `contactPoints` → the ids in order.
pub type Leaves = BTreeMap<String, Value>;

/// Fields that are taken whole: their inner structure has a difference of its own.
const WHOLE: [&str; 1] = ["openingHours"];

/// Takes a document apart.
#[must_use]
pub fn leaves(content: &ListingContent) -> Leaves {
    let mut out = Leaves::new();
    if let Ok(mut value) = serde_json::to_value(content) {
        say_defaults(&mut value);
        walk("", &value, &mut out);
    }
    out
}

/// A field that is left out of the written form at its default is a leaf all the same: it can be compared and merged.
fn say_defaults(document: &mut Value) {
    if let Value::Object(fields) = document {
        fields.entry("endsOn").or_insert(Value::Null);
    }
    for list in ["places", "contactPoints"] {
        let items = document.get_mut(list).and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            if let Value::Object(fields) = item {
                fields
                    .entry("hoursSource")
                    .or_insert_with(|| HoursSource::Own.code().into());
            }
        }
    }
}

fn walk(path: &str, value: &Value, out: &mut Leaves) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let inner_path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                if WHOLE.contains(&name.as_str()) {
                    out.insert(inner_path, inner.clone());
                } else {
                    walk(&inner_path, inner, out);
                }
            }
        }
        Value::Array(items) if is_keyed(items) => {
            let ids = items.iter().map(|item| item["id"].clone()).collect();
            out.insert(path.to_owned(), Value::Array(ids));
            for item in items {
                let id = item["id"].as_str().unwrap_or_default();
                if let Value::Object(fields) = item {
                    let rest: Map<String, Value> = fields
                        .iter()
                        .filter(|(name, _)| *name != "id")
                        .map(|(n, v)| (n.clone(), v.clone()))
                        .collect();
                    walk(&format!("{path}[{id}]"), &Value::Object(rest), out);
                }
            }
        }
        other => {
            out.insert(path.to_owned(), other.clone());
        }
    }
}

fn is_keyed(items: &[Value]) -> bool {
    !items.is_empty()
        && items.iter().all(|item| {
            item.get("id")
                .and_then(Value::as_str)
                .is_some_and(|id| !id.is_empty())
        })
}

/// Puts a document together again. Leaves of things that the list no longer names are dropped.
pub fn assemble(leaves: &Leaves) -> Result<ListingContent, serde_json::Error> {
    let mut root = Map::new();
    let keyed: Vec<&str> = leaves
        .keys()
        .filter_map(|path| path.split_once('[').map(|(list, _)| list))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    for (path, value) in leaves {
        if path.contains('[') {
            continue;
        }
        if keyed.contains(&path.as_str()) {
            let items = value.as_array().map_or_else(Vec::new, |ids| {
                ids.iter()
                    .filter_map(Value::as_str)
                    .map(|id| item(leaves, path, id))
                    .collect()
            });
            insert(&mut root, path, Value::Array(items));
        } else {
            insert(&mut root, path, value.clone());
        }
    }
    serde_json::from_value(Value::Object(root))
}

fn item(leaves: &Leaves, list: &str, id: &str) -> Value {
    let prefix = format!("{list}[{id}].");
    let mut fields = Map::new();
    fields.insert("id".to_owned(), Value::String(id.to_owned()));
    for (path, value) in leaves {
        if let Some(rest) = path.strip_prefix(&prefix) {
            insert(&mut fields, rest, value.clone());
        }
    }
    Value::Object(fields)
}

fn insert(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            fields.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inner = fields
                .entry(head.to_owned())
                .or_insert_with(|| Value::Object(Map::new()));
            // `image` is null when there is none: a field below it makes it an object.
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ContactPoint, Image};
    use super::*;

    #[test]
    fn a_document_survives_being_taken_apart() {
        let mut content = ListingContent::default();
        content.name.nb = Some("Krisesenter".to_owned());
        content.service_area = vec!["1103".to_owned()];
        for id in ["b", "a"] {
            content.contact_points.push(ContactPoint {
                id: id.to_owned(),
                value: "112".to_owned(),
                ..Default::default()
            });
        }
        content.image = Some(Image {
            url: "https://x.example/a.jpg".to_owned(),
            ..Default::default()
        });
        assert_eq!(assemble(&leaves(&content)).expect("a document"), content);
        assert_eq!(
            assemble(&leaves(&ListingContent::default())).expect("a document"),
            ListingContent::default()
        );
    }
}
