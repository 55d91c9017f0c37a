//! A hidden place, such as a shelter: its address is never published, and must not stand in a text that is.

use serde_json::Value;

use super::found::Found;
use crate::content::{ListingContent, Place};
use crate::problem::words;

/// What is never published of a hidden place.
const CONCEALED: [&str; 4] = ["street", "postalCode", "city", "directions"];

pub fn addresses(content: &ListingContent, found: &mut Found) {
    let streets: Vec<Street> = content.places.iter().filter_map(Street::hidden).collect();
    if streets.is_empty() {
        return;
    }
    // A document whose numbers are not finite has no such form, and an error of its own.
    let Ok(document) = serde_json::to_value(content) else {
        return;
    };
    each_text("", &document, &mut |path, text| {
        let text = simplified(text);
        let tells = |part: &str| text.contains(part);
        if streets.iter().any(|street| tells(&street.address)) {
            found.error(
                "HIDDEN_ADDRESS_TOLD",
                path,
                words(
                    "Her står adressen til et sted som skal være skjult. Teksten blir publisert: ta bort adressen.",
                    "Her står adressa til ein stad som skal vere skjult. Teksten blir publisert: ta bort adressa.",
                    "This tells the address of a place that is to be hidden. The text is published: take the address out.",
                ),
            );
        } else if streets.iter().any(|street| tells(&street.name)) {
            found.warning(
                "HIDDEN_STREET_TOLD",
                path,
                words(
                    "Her står gata til et sted som skal være skjult. Er det trygt å publisere?",
                    "Her står gata til ein stad som skal vere skjult. Er det trygt å publisere?",
                    "This tells the street of a place that is to be hidden. Is it safe to publish?",
                ),
            );
        }
    });
}

/// The street of a hidden place as it is looked for: words apart by one space, with a space at both ends.
struct Street {
    /// With the number of the house.
    address: String,
    name: String,
}

impl Street {
    fn hidden(place: &Place) -> Option<Self> {
        let address = simplified(&place.street);
        let name: String = address
            .split(' ')
            .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()) || word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let name = format!("{} ", name.trim_end());
        let there = |text: &str| text.trim().chars().count() > 2;
        (place.hidden && there(&name)).then_some(Self { address, name })
    }
}

/// Letters and digits only, in lower case: "Løynvegen 7 B" and "løynvegen, 7B" are one address.
fn simplified(text: &str) -> String {
    let mut simple = String::from(" ");
    let mut before = None;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        let apart = match before {
            None => !simple.ends_with(' '),
            Some(last) => char::is_numeric(last) != c.is_numeric(),
        };
        if apart {
            simple.push(' ');
        }
        simple.push(c);
        before = Some(c);
    }
    simple.push(' ');
    simple
}

/// Every text of the document that is published, with the path of its field.
fn each_text(path: &str, value: &Value, visit: &mut impl FnMut(String, &str)) {
    match value {
        Value::String(text) => visit(path.to_owned(), text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each_text(&format!("{path}[{index}]"), item, visit);
            }
        }
        Value::Object(fields) => {
            let hidden = fields.get("hidden") == Some(&Value::Bool(true));
            for (name, inner) in fields {
                if !(hidden && CONCEALED.contains(&name.as_str())) {
                    let dot = if path.is_empty() { "" } else { "." };
                    each_text(&format!("{path}{dot}{name}"), inner, visit);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ContactPoint;
    use crate::hours::{DatedException, Schedule};

    fn house(street: &str) -> ListingContent {
        ListingContent {
            places: vec![Place {
                id: "p".into(),
                street: street.into(),
                directions: crate::text::LocalizedText {
                    nb: Some(format!("Ring på hos {street}")),
                    ..Default::default()
                },
                hidden: true,
                ..Place::default()
            }],
            ..ListingContent::default()
        }
    }

    fn told(content: &ListingContent) -> Vec<(String, String)> {
        let mut found = Found::default();
        addresses(content, &mut found);
        found
            .0
            .into_iter()
            .map(|problem| (problem.code, problem.path))
            .collect()
    }

    #[test]
    fn a_hidden_address_stands_in_no_text() {
        let mut content = house("Løynvegen 7B");
        assert_eq!(told(&content), [], "its own fields are not published");
        content.places[0].name.nb = Some("LØYNVEGEN 7 b, 4001 Stavanger".into());
        content.summary.nn = Some("Kom til løynvegen, 7b.".into());
        content.description.nb = Some("Vi holder til i Løynvegen.".into());
        content.how_to_contact.nb = Some("Vi holder til i Løynvegen 70.".into());
        content.contact_points.push(ContactPoint {
            opening_hours: Schedule {
                exceptions: vec![DatedException {
                    reason: crate::text::LocalizedText {
                        en: Some("Meet at Løynvegen 7b".into()),
                        ..Default::default()
                    },
                    ..DatedException::default()
                }],
                ..Schedule::default()
            },
            ..ContactPoint::default()
        });
        let found = told(&content);
        let of = |code: &str| -> Vec<&str> {
            found
                .iter()
                .filter(|(found, _)| found == code)
                .map(|(_, path)| path.as_str())
                .collect()
        };
        let mut errors = of("HIDDEN_ADDRESS_TOLD");
        errors.sort_unstable();
        assert_eq!(
            errors,
            [
                "contactPoints[0].openingHours.exceptions[0].reason.en",
                "places[0].name.nb",
                "summary.nn",
            ]
        );
        let mut warnings = of("HIDDEN_STREET_TOLD");
        warnings.sort_unstable();
        assert_eq!(warnings, ["description.nb", "howToContact.nb"]);
    }

    #[test]
    fn what_is_not_hidden_may_be_told() {
        let mut content = house("Storgata 1");
        content.places[0].hidden = false;
        content.summary.nb = Some("Vi er i Storgata 1.".into());
        assert_eq!(told(&content), []);
        let mut nowhere = house(" ");
        nowhere.summary.nb = Some("Vi er i Storgata 1.".into());
        assert_eq!(told(&nowhere), []);
    }
}
