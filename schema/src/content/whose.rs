//! Which of several things a field belongs to, as a person tells them apart: "Kontaktpunkt 3 (Vakttelefon), åpningstider, mandag".

use super::ListingContent;
use super::label::path_label;
use crate::hours::{Schedule, weekdays_in_words};
use crate::text::{Language, LocalizedText};

/// The label of a field, and of the thing it is a field of where the document has several. Takes paths by position (`places[0].street`)
/// and by key (`places[huset].street`).
#[must_use]
pub fn label_in(content: &ListingContent, path: &str, language: Language) -> String {
    let label = path_label(path, language);
    let Some(thing) = Thing::at(content, path) else {
        return label;
    };
    let kind = match (thing.list, language) {
        ("contactPoints", Language::En) => "Contact point",
        ("contactPoints", _) => "Kontaktpunkt",
        ("places", Language::En) => "Place",
        ("places", Language::Nn) => "Stad",
        ("places", Language::Nb) => "Sted",
        (_, Language::En) => "Announcement",
        _ => "Melding",
    };
    let number = thing.position + 1;
    let name = match thing.name.best(language) {
        Some((_, name)) => format!(" ({})", name.trim()),
        None => String::new(),
    };
    let days = thing
        .hours
        .and_then(|hours| days_at(hours, path))
        .map(|days| format!(", {}", weekdays_in_words(language, days)))
        .unwrap_or_default();
    let mut letters = label.chars();
    let label = match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => label,
    };
    format!("{kind} {number}{name}, {label}{days}")
}

/// One of several things of a document.
struct Thing<'a> {
    list: &'static str,
    position: usize,
    name: &'a LocalizedText,
    hours: Option<&'a Schedule>,
}

impl<'a> Thing<'a> {
    fn at(content: &'a ListingContent, path: &str) -> Option<Self> {
        let (list, rest) = path.split_once('[')?;
        let (key, _) = rest.split_once(']')?;
        let find = |ids: Vec<&str>| {
            let named = ids.iter().position(|id| *id == key);
            named.or_else(|| key.parse().ok().filter(|index| *index < ids.len()))
        };
        match list {
            "contactPoints" => {
                let points = &content.contact_points;
                let position = find(points.iter().map(|point| point.id.as_str()).collect())?;
                Some(Self {
                    list: "contactPoints",
                    position,
                    name: &points[position].label,
                    hours: Some(&points[position].opening_hours),
                })
            }
            "places" => {
                let places = &content.places;
                let position = find(places.iter().map(|place| place.id.as_str()).collect())?;
                Some(Self {
                    list: "places",
                    position,
                    name: &places[position].name,
                    hours: Some(&places[position].opening_hours),
                })
            }
            "announcements" => {
                let announcements = &content.announcements;
                let ids = announcements.iter().map(|item| item.id.as_str()).collect();
                const NAMELESS: &LocalizedText = &LocalizedText {
                    nb: None,
                    nn: None,
                    en: None,
                };
                Some(Self {
                    list: "announcements",
                    position: find(ids)?,
                    name: NAMELESS,
                    hours: None,
                })
            }
            _ => None,
        }
    }
}

/// The weekdays of the weekly rule that a path leads into.
fn days_at(hours: &Schedule, path: &str) -> Option<[bool; 7]> {
    let (_, rule) = path.split_once(".openingHours.weekly[")?;
    let index: usize = rule.split_once(']')?.0.parse().ok()?;
    let days = &hours.weekly.get(index)?.days;
    Some(std::array::from_fn(|day| {
        days.iter().any(|known| known.index() == day)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{ContactPoint, Place};
    use crate::hours::{Weekday, WeeklyRule};

    #[test]
    fn a_field_is_told_with_what_it_belongs_to() {
        let rule = WeeklyRule {
            days: vec![Weekday::Monday, Weekday::Tuesday],
            ..WeeklyRule::default()
        };
        let content = ListingContent {
            contact_points: vec![
                ContactPoint::default(),
                ContactPoint {
                    id: "vakt".into(),
                    label: LocalizedText::new("Vakttelefon", "", ""),
                    opening_hours: Schedule::of_week(vec![rule]),
                    ..ContactPoint::default()
                },
            ],
            places: vec![Place::default()],
            ..ListingContent::default()
        };
        let told = |path: &str| label_in(&content, path, Language::Nb);
        assert_eq!(
            told("contactPoints[vakt].value"),
            "Kontaktpunkt 2 (Vakttelefon), nummer eller adresse"
        );
        assert_eq!(
            told("contactPoints[0].value"),
            "Kontaktpunkt 1, nummer eller adresse"
        );
        assert_eq!(
            told("contactPoints[1].openingHours.weekly[0].start"),
            "Kontaktpunkt 2 (Vakttelefon), åpningstider for kontaktpunkt, mandag og tirsdag"
        );
        assert_eq!(
            label_in(&content, "places[0].postalCode", Language::En),
            "Place 1, postal code"
        );
        assert_eq!(
            told("places[9].street"),
            path_label("places[9].street", Language::Nb)
        );
        assert_eq!(told("name.nn"), "Navn (nynorsk)");
    }
}
