//! Three-way merge, field by field: what changed on one side is taken, what changed on both is a conflict for a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ListingContent;
use super::label::order;
use super::tree::{Leaves, assemble, leaves};

/// A field that both sides changed, to different values.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub path: String,
    pub base: Option<Value>,
    /// What is published now.
    pub live: Option<Value>,
    /// What the change proposes.
    pub proposed: Option<Value>,
}

/// Which side a person chose for a field in conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Side {
    Live,
    Proposed,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub enum Merged {
    Clean(Box<ListingContent>),
    /// Fields without a choice yet.
    Conflicts(Vec<Conflict>),
}

/// Merges `proposed` (made from `base`) into `live`. `choices` settles conflicts by path.
#[must_use]
pub fn merge(
    base: &ListingContent,
    live: &ListingContent,
    proposed: &ListingContent,
    choices: &BTreeMap<String, Side>,
) -> Merged {
    let (base, live, proposed) = (leaves(base), leaves(live), leaves(proposed));
    let mut merged = Leaves::new();
    let mut conflicts = Vec::new();
    let mut paths: Vec<&String> = base
        .keys()
        .chain(live.keys())
        .chain(proposed.keys())
        .collect();
    paths.sort();
    paths.dedup();
    for path in paths {
        let (was, now, wanted) = (base.get(path), live.get(path), proposed.get(path));
        let taken = if now == wanted || wanted == was {
            now.cloned()
        } else if now == was {
            wanted.cloned()
        } else if let Some(list) = list_of_ids(was, now, wanted) {
            Some(list)
        } else {
            match choices.get(path) {
                Some(Side::Live) => now.cloned(),
                Some(Side::Proposed) => wanted.cloned(),
                None => {
                    conflicts.push(Conflict {
                        path: path.clone(),
                        base: was.cloned(),
                        live: now.cloned(),
                        proposed: wanted.cloned(),
                    });
                    None
                }
            }
        };
        if let Some(value) = taken {
            merged.insert(path.clone(), value);
        }
    }
    if !conflicts.is_empty() {
        conflicts.sort_by_key(|conflict| order(&conflict.path));
        return Merged::Conflicts(conflicts);
    }
    for (path, side) in choices {
        let chosen = match side {
            Side::Live => &live,
            Side::Proposed => &proposed,
        };
        keep_whole(&mut merged, path, chosen, choices);
    }
    match assemble(&merged) {
        Ok(content) => Merged::Clean(Box::new(content)),
        // Cannot come of three documents that each read; if it does, a person looks at every field.
        Err(_) => Merged::Conflicts(Vec::new()),
    }
}

/// One side removed a thing, the other changed a field of it, and a person chose the field: the thing stands in its list again, as the
/// chosen side has it. Without its other fields a hidden place would be shown, and a telephone number would have no hours.
fn keep_whole(merged: &mut Leaves, path: &str, chosen: &Leaves, choices: &BTreeMap<String, Side>) {
    if chosen.get(path).is_none_or(Value::is_null) || merged.get(path).is_none_or(Value::is_null) {
        return;
    }
    let Some((list, id)) = path
        .split_once('[')
        .and_then(|(list, rest)| Some((list, rest.split_once(']')?.0)))
    else {
        return;
    };
    let Some(Value::Array(ids)) = merged.get_mut(list) else {
        return;
    };
    if ids.iter().any(|known| known == id) {
        return;
    }
    let order = chosen.get(list).and_then(Value::as_array);
    let before = order.map_or(&[][..], |order| {
        let own = order.iter().position(|known| known == id);
        &order[..own.unwrap_or(order.len())]
    });
    let at = ids
        .iter()
        .rposition(|known| before.contains(known))
        .map_or(0, |previous| previous + 1);
    ids.insert(at, Value::from(id));
    let fields = format!("{list}[{id}].");
    for (field, value) in chosen
        .range(fields.clone()..)
        .take_while(|(field, _)| field.starts_with(&fields))
    {
        if !choices.contains_key(field) {
            merged.insert(field.clone(), value.clone());
        }
    }
}

/// Lists of plain values that both sides changed merge as sets: added by either is in, removed by either is out.
fn list_of_ids(was: Option<&Value>, now: Option<&Value>, wanted: Option<&Value>) -> Option<Value> {
    let strings = |value: Option<&Value>| -> Option<Vec<String>> {
        match value {
            None => Some(Vec::new()),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect(),
            Some(_) => None,
        }
    };
    let (was, now, wanted) = (strings(was)?, strings(now)?, strings(wanted)?);
    let mut out: Vec<String> = now
        .iter()
        .filter(|item| wanted.contains(item) || !was.contains(item))
        .cloned()
        .collect();
    for item in &wanted {
        if !was.contains(item) && !out.contains(item) {
            out.push(item.clone());
        }
    }
    Some(Value::from(out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::codes::ContactKind;
    use crate::content::{ContactPoint, Place};
    use crate::hours::Schedule;
    use proptest::prelude::*;

    fn content(nb: &str, nn: &str) -> ListingContent {
        let mut content = ListingContent::default();
        content.name.nb = Some(nb.to_owned());
        content.name.nn = Some(nn.to_owned());
        content
    }

    #[test]
    fn changes_to_different_fields_both_survive() {
        let merged = merge(
            &content("a", "b"),
            &content("A", "b"),
            &content("a", "B"),
            &BTreeMap::new(),
        );
        assert_eq!(merged, Merged::Clean(Box::new(content("A", "B"))));
    }

    #[test]
    fn the_same_field_is_a_conflict_until_a_person_chooses() {
        let sides = (content("a", ""), content("x", ""), content("y", ""));
        let Merged::Conflicts(conflicts) = merge(&sides.0, &sides.1, &sides.2, &BTreeMap::new())
        else {
            panic!("no conflict");
        };
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].path, "name.nb");
        let choice = BTreeMap::from([("name.nb".to_owned(), Side::Proposed)]);
        assert_eq!(
            merge(&sides.0, &sides.1, &sides.2, &choice),
            Merged::Clean(Box::new(content("y", "")))
        );
    }

    #[test]
    fn municipalities_added_by_two_people_are_both_in() {
        let with = |numbers: &[&str]| ListingContent {
            service_area: numbers.iter().map(|n| (*n).to_owned()).collect(),
            ..ListingContent::default()
        };
        let merged = merge(
            &with(&["1", "2"]),
            &with(&["1", "2", "3"]),
            &with(&["2", "4"]),
            &BTreeMap::new(),
        );
        assert_eq!(merged, Merged::Clean(Box::new(with(&["2", "3", "4"]))));
    }

    /// A shelter whose door is not told, and a telephone with hours of its own.
    fn shelter() -> ListingContent {
        ListingContent {
            places: ["a", "shelter", "z"].map(place).into(),
            contact_points: vec![ContactPoint {
                id: "mail".into(),
                kind: ContactKind::Email,
                value: "a@b.no".into(),
                opening_hours: Schedule::always(),
                ..ContactPoint::default()
            }],
            ..ListingContent::default()
        }
    }

    fn place(id: &str) -> Place {
        Place {
            id: id.into(),
            street: "Løynveg 13".into(),
            city: "Stavanger".into(),
            hidden: true,
            opening_hours: Schedule::always(),
            ..Place::default()
        }
    }

    /// Whichever side removed it: what is chosen is kept whole, and nothing of what is not.
    #[test]
    fn what_one_side_removed_and_a_person_keeps_is_kept_whole() {
        let base = shelter();
        let mut removed = base.clone();
        removed.places.remove(1);
        removed.contact_points.clear();
        let mut edited = base.clone();
        edited.places[1].city = "Sandnes".into();
        edited.places[1].directions.nb = Some("Ring først".into());
        edited.contact_points[0].value = "c@d.no".into();
        let choose = |side| {
            [
                "places[shelter].city",
                "places[shelter].directions.nb",
                "contactPoints[mail].value",
            ]
            .map(|path| (path.to_owned(), side))
            .into()
        };
        let settled = |live, proposed, side| match merge(&base, live, proposed, &choose(side)) {
            Merged::Clean(content) => *content,
            Merged::Conflicts(conflicts) => panic!("{conflicts:?}"),
        };
        assert_eq!(settled(&edited, &removed, Side::Live), edited);
        assert_eq!(settled(&removed, &edited, Side::Proposed), edited);
        assert_eq!(settled(&edited, &removed, Side::Proposed), removed);
        assert_eq!(settled(&removed, &edited, Side::Live), removed);
    }

    /// Kept for one field and given up for another: the field given up is empty, and the rest is as it was.
    #[test]
    fn each_field_of_what_is_kept_is_as_it_was_chosen() {
        let base = shelter();
        let mut removed = base.clone();
        removed.places.remove(1);
        let mut edited = base.clone();
        edited.places[1].city = "Sandnes".into();
        edited.places[1].street = "Løynveg 14".into();
        let choices = BTreeMap::from([
            ("places[shelter].city".to_owned(), Side::Proposed),
            ("places[shelter].street".to_owned(), Side::Live),
        ]);
        let mut expected = edited.clone();
        expected.places[1].street = String::new();
        assert_eq!(
            merge(&base, &removed, &edited, &choices),
            Merged::Clean(Box::new(expected))
        );
    }

    proptest! {
        #[test]
        fn merging_with_an_unmoved_side_takes_the_other(a in "[a-c]{1,2}", b in "[a-c]{1,2}") {
            let (base, other) = (content(&a, "x"), content(&b, "x"));
            prop_assert_eq!(merge(&base, &base, &other, &BTreeMap::new()), Merged::Clean(Box::new(other.clone())));
            prop_assert_eq!(merge(&base, &other, &base, &BTreeMap::new()), Merged::Clean(Box::new(other)));
        }
    }
}
