//! What there is to show: fields gathered under the thing they belong to (a contact point, a place), each with the fitting comparison.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use veiviser_schema::content::label::{path_label, value_text};
use veiviser_schema::content::{ListingContent, tree};
use veiviser_schema::hours::Schedule;
use veiviser_schema::text::Language;

use super::api::{ChangeKind, Difference, Risk};
use crate::ui::format;

/// The lists whose things keep an id through all revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    ContactPoint,
    Place,
    Announcement,
    Other,
}

impl ItemKind {
    fn of(list: &str) -> Self {
        match list {
            "contactPoints" => Self::ContactPoint,
            "places" => Self::Place,
            "announcements" => Self::Announcement,
            _ => Self::Other,
        }
    }
}

/// A thing in a list, as one would point it out.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub kind: ItemKind,
    /// "Telefon 55 55 55 55"; empty when nothing is known that tells it from others.
    pub name: String,
    pub fate: ChangeKind,
}

/// Fields that are shown together: those of one thing, or one field by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub item: Option<Item>,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub path: String,
    pub label: String,
    pub kind: ChangeKind,
    pub risk: Risk,
    pub body: Body,
}

/// How a field is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Prose in a language: word by word.
    Words {
        before: String,
        after: String,
        language: Option<Language>,
    },
    /// A choice, a number, a date: the one for the other. A telephone number is never shown half.
    Whole { before: String, after: String },
    /// What came to a list and what left it.
    List {
        removed: Vec<String>,
        added: Vec<String>,
        kept: Vec<String>,
    },
    Hours {
        before: Box<Schedule>,
        after: Box<Schedule>,
    },
    /// The same things in another order.
    Order,
}

/// Names of what a document only holds the keys of: municipalities and organisations.
pub type Names = HashMap<String, String>;

/// Arranges differences. `content` is the document they belong to, where there is one: it tells things by name whose names did not
/// change.
#[must_use]
pub fn sections(
    differences: &[Difference],
    content: Option<&ListingContent>,
    names: &Names,
    language: Language,
) -> Vec<Section> {
    let known = known(differences, content);
    let mut out: Vec<(Option<(&str, &str)>, Section)> = Vec::new();
    for difference in differences {
        let key = item_of(&difference.path);
        let Some(field) = field(difference, names, language) else {
            continue;
        };
        let place = key.and_then(|key| out.iter().position(|(other, _)| *other == Some(key)));
        if let Some((_, section)) = place.and_then(|index| out.get_mut(index)) {
            section.fields.push(field);
            continue;
        }
        let item = key.map(|(list, id)| Item {
            kind: ItemKind::of(list),
            name: name_of(list, id, &known, language),
            fate: fate(differences, list, id),
        });
        let fields = vec![field];
        out.push((key, Section { item, fields }));
    }
    out.into_iter().map(|(_, section)| section).collect()
}

/// `contactPoints[a1].value` → (`contactPoints`, `a1`).
pub fn item_of(path: &str) -> Option<(&str, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (id, _) = rest.split_once(']')?;
    Some((list, id))
}

/// What is known of the document after the change (before it, for what is gone).
fn known(differences: &[Difference], content: Option<&ListingContent>) -> BTreeMap<String, Value> {
    let mut known = content.map(tree::leaves).unwrap_or_default();
    for Difference {
        path,
        before,
        after,
        ..
    } in differences
    {
        if let Some(value) = after.as_ref().or(before.as_ref()) {
            known.insert(path.clone(), value.clone());
        }
    }
    known
}

fn name_of(list: &str, id: &str, known: &BTreeMap<String, Value>, language: Language) -> String {
    let said = |field: &str| {
        let path = format!("{list}[{id}].{field}");
        known
            .get(&path)
            .map(|value| value_text(&path, value, language))
            .filter(|text| !text.is_empty())
    };
    let text = |field: &str| {
        language
            .preference()
            .into_iter()
            .find_map(|language| said(&format!("{field}.{}", language.tag())))
    };
    match ItemKind::of(list) {
        ItemKind::ContactPoint => [said("kind"), said("value").or_else(|| text("label"))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        ItemKind::Place => text("name").or_else(|| said("street")).unwrap_or_default(),
        ItemKind::Announcement => text("text")
            .map(|text| shortened(&text))
            .unwrap_or_default(),
        ItemKind::Other => String::new(),
    }
}

fn shortened(text: &str) -> String {
    const LENGTH: usize = 40;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LENGTH).collect();
    format!("{} …", cut.trim_end())
}

/// Whether the list of ids gained or lost the thing.
fn fate(differences: &[Difference], list: &str, id: &str) -> ChangeKind {
    let holds = |value: &Option<Value>| {
        value
            .as_ref()
            .and_then(Value::as_array)
            .is_some_and(|ids| ids.iter().any(|other| other == id))
    };
    match differences.iter().find(|other| other.path == list) {
        Some(order) => match (holds(&order.before), holds(&order.after)) {
            (false, true) => ChangeKind::Added,
            (true, false) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        },
        None => ChangeKind::Changed,
    }
}

fn field(difference: &Difference, names: &Names, language: Language) -> Option<Field> {
    let Difference {
        path,
        kind,
        before,
        after,
        risk,
    } = difference;
    // Where nothing was before, "no" says nothing.
    if *kind != ChangeKind::Changed
        && before.as_ref().or(after.as_ref()) == Some(&Value::Bool(false))
    {
        return None;
    }
    Some(Field {
        path: path.clone(),
        label: path_label(path, language),
        kind: *kind,
        risk: *risk,
        body: body(path, before.as_ref(), after.as_ref(), names, language)?,
    })
}

fn body(
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    names: &Names,
    language: Language,
) -> Option<Body> {
    if ItemKind::of(path) != ItemKind::Other {
        return reordered(before, after).then_some(Body::Order);
    }
    if path.ends_with("openingHours") {
        let schedule = |value: Option<&Value>| {
            value
                .and_then(|value| serde_json::from_value::<Schedule>(value.clone()).ok())
                .unwrap_or_default()
        };
        return Some(Body::Hours {
            before: Box::new(schedule(before)),
            after: Box::new(schedule(after)),
        });
    }
    let said = |value: &Value| spoken(path, value, names, language);
    if before.or(after).is_some_and(Value::is_array) {
        let list = |value: Option<&Value>| -> Vec<String> {
            value
                .and_then(Value::as_array)
                .map(|items| items.iter().map(&said).collect())
                .unwrap_or_default()
        };
        let (before, after) = (list(before), list(after));
        let (kept, added): (Vec<_>, Vec<_>) =
            after.into_iter().partition(|item| before.contains(item));
        let removed: Vec<_> = before
            .into_iter()
            .filter(|item| !kept.contains(item))
            .collect();
        if removed.is_empty() && added.is_empty() {
            return Some(Body::Order);
        }
        return Some(Body::List {
            removed,
            added,
            kept,
        });
    }
    let text = |value: Option<&Value>| value.map(&said).unwrap_or_default();
    let (before, after) = (text(before), text(after));
    let prose = Language::ALL
        .into_iter()
        .find(|language| path.ends_with(&format!(".{}", language.tag())));
    Some(match prose {
        Some(_) => Body::Words {
            before,
            after,
            language: prose,
        },
        None => Body::Whole { before, after },
    })
}

/// Whether those that both have stand in another order.
fn reordered(before: Option<&Value>, after: Option<&Value>) -> bool {
    let none = Vec::new();
    let ids = |value: Option<&Value>| value.and_then(Value::as_array).unwrap_or(&none).clone();
    let (before, after) = (ids(before), ids(after));
    let was: Vec<_> = before.iter().filter(|id| after.contains(id)).collect();
    let now: Vec<_> = after.iter().filter(|id| before.contains(id)).collect();
    was != now
}

/// A value in words: keys by name, dates as people write them, the rest as the contract says it.
fn spoken(path: &str, value: &Value, names: &Names, language: Language) -> String {
    if let Value::String(key) = value {
        if let Some(name) = names.get(key).filter(|_| key_kind(path).is_some()) {
            return name.clone();
        }
        let is_day = matches!(path, "pilotUntil" | "endsOn")
            || path.starts_with("announcements[")
                && (path.ends_with(".from") || path.ends_with(".until"));
        if let (true, Ok(day)) = (is_day, key.parse()) {
            return format::date(day, language);
        }
    }
    value_text(path, value, language)
}

/// What the keys in a field are keys of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    Municipality,
    Organisation,
}

/// Whether a field holds keys rather than words.
pub fn key_kind(path: &str) -> Option<KeyKind> {
    match path {
        "serviceArea" => Some(KeyKind::Municipality),
        "ownerId" | "operatorId" | "funderId" => Some(KeyKind::Organisation),
        _ if path.ends_with(".municipalityNumber") => Some(KeyKind::Municipality),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changed(path: &str, before: Value, after: Value) -> Difference {
        let some = |value: Value| (!value.is_null()).then_some(value);
        let (before, after) = (some(before), some(after));
        let kind = match (&before, &after) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        Difference {
            path: path.to_owned(),
            kind,
            before,
            after,
            risk: Risk::Low,
        }
    }

    fn arranged(differences: &[Difference]) -> Vec<Section> {
        sections(differences, None, &Names::new(), Language::Nb)
    }

    #[test]
    fn a_new_contact_point_is_one_thing_with_a_name() {
        let found = arranged(&[
            changed("contactPoints", json!(["a"]), json!(["a", "b"])),
            changed("contactPoints[b].kind", Value::Null, json!("PHONE")),
            changed("contactPoints[b].value", Value::Null, json!("+4755555555")),
        ]);
        assert_eq!(found.len(), 1);
        let item = found[0].item.as_ref().expect("a thing");
        assert_eq!(item.fate, ChangeKind::Added);
        assert!(item.name.ends_with("55 55 55 55"), "{}", item.name);
        assert_eq!(found[0].fields.len(), 2);
    }

    #[test]
    fn a_telephone_number_is_shown_whole() {
        let found = arranged(&[changed(
            "contactPoints[a].value",
            json!("+4755555555"),
            json!("+4755555556"),
        )]);
        assert_eq!(
            found[0].fields[0].body,
            Body::Whole {
                before: "55 55 55 55".into(),
                after: "55 55 55 56".into()
            }
        );
    }

    #[test]
    fn lists_tell_what_came_and_what_went() {
        let found = arranged(&[changed(
            "serviceArea",
            json!(["4204", "4205"]),
            json!(["4205", "4206"]),
        )]);
        let list = |items: &[&str]| {
            items
                .iter()
                .map(|item| (*item).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found[0].fields[0].body,
            Body::List {
                removed: list(&["4204"]),
                added: list(&["4206"]),
                kept: list(&["4205"])
            }
        );
    }

    #[test]
    fn names_stand_for_keys() {
        let names = Names::from([("4206".to_owned(), "Farsund".to_owned())]);
        let found = sections(
            &[changed("serviceArea", Value::Null, json!(["4206"]))],
            None,
            &names,
            Language::Nb,
        );
        assert!(
            matches!(&found[0].fields[0].body, Body::List { added, .. } if added == &["Farsund"])
        );
    }

    #[test]
    fn a_postal_code_is_no_municipality() {
        let names = Names::from([("0301".to_owned(), "Oslo".to_owned())]);
        let found = sections(
            &[changed("places[p].postalCode", Value::Null, json!("0301"))],
            None,
            &names,
            Language::Nb,
        );
        assert!(matches!(&found[0].fields[0].body, Body::Whole { after, .. } if after == "0301"));
    }

    #[test]
    fn an_order_is_only_told_when_it_changed() {
        assert_eq!(
            arranged(&[changed("places", json!(["a", "b"]), json!(["b"]))]),
            []
        );
        let moved = arranged(&[changed("places", json!(["a", "b"]), json!(["b", "a"]))]);
        assert_eq!(moved[0].fields[0].body, Body::Order);
    }

    #[test]
    fn prose_knows_its_language_and_choices_their_words() {
        let found = arranged(&[
            changed("name.nn", json!("A"), json!("B")),
            changed("access.referral", json!("REQUIRED"), json!("NOT_REQUIRED")),
            changed("pilotUntil", Value::Null, json!("2026-11-25")),
            changed("endsOn", json!("2026-12-31"), Value::Null),
        ]);
        assert!(matches!(
            found[0].fields[0].body,
            Body::Words {
                language: Some(Language::Nn),
                ..
            }
        ));
        assert!(
            matches!(&found[1].fields[0].body, Body::Whole { after, .. } if after == "Ingen henvisning")
        );
        assert!(
            matches!(&found[2].fields[0].body, Body::Whole { after, .. } if after == "25. november 2026")
        );
        assert!(
            matches!(&found[3].fields[0].body, Body::Whole { before, after } if before == "31. desember 2026" && after.is_empty())
        );
    }

    #[test]
    fn the_document_names_a_thing_whose_name_did_not_change() {
        let mut content = ListingContent::default();
        content.places.push(veiviser_schema::content::Place {
            id: "p".into(),
            street: "Storgata 1".into(),
            ..Default::default()
        });
        let found = sections(
            &[changed("places[p].hidden", json!(false), json!(true))],
            Some(&content),
            &Names::new(),
            Language::Nb,
        );
        assert_eq!(found[0].item.as_ref().expect("a thing").name, "Storgata 1");
    }
}
