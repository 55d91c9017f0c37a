//! A whole change in a phrase: "Telefon; åpningstider", for lists.

use veiviser_schema::content::label::path_label;
use veiviser_schema::text::Language;

use super::sections::item_of;

/// So many fields are named; the rest are counted.
const NAMED: usize = 4;

/// What changed, by the fields' names, each once and without its language. The number is how many more there are.
#[must_use]
pub fn phrase<'a>(paths: impl IntoIterator<Item = &'a str>, language: Language) -> (String, usize) {
    let mut labels: Vec<String> = Vec::new();
    let mut lists: Vec<&str> = Vec::new();
    for path in paths {
        if item_of(path).is_none() && matches!(path, "contactPoints" | "places" | "announcements") {
            // What came to the list or left it is named by its own fields, unless it only changed order.
            lists.push(path);
            continue;
        }
        let label = path_label(without_language(path), language);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        labels.extend(lists.into_iter().map(|list| path_label(list, language)));
    }
    let more = labels.len().saturating_sub(NAMED);
    labels.truncate(NAMED);
    let said: Vec<String> = labels
        .into_iter()
        .enumerate()
        .map(|(index, label)| if index == 0 { label } else { uncapital(&label) })
        .collect();
    (said.join("; "), more)
}

fn without_language(path: &str) -> &str {
    Language::ALL
        .into_iter()
        .find_map(|language| path.strip_suffix(&format!(".{}", language.tag())))
        .unwrap_or(path)
}

fn uncapital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_named_once() {
        let said = phrase(
            [
                "name.nb",
                "name.nn",
                "contactPoints",
                "contactPoints[a].value",
                "places[p].openingHours",
            ],
            Language::Nb,
        );
        assert_eq!(
            said,
            ("Navn; nummer eller adresse; åpningstider".to_owned(), 0)
        );
    }

    #[test]
    fn many_fields_are_counted() {
        let (said, more) = phrase(
            [
                "name.nb",
                "summary.nb",
                "description.nb",
                "pilotUntil",
                "languages",
                "interpreter",
            ],
            Language::En,
        );
        assert!(said.starts_with("Name; summary; "), "{said}");
        assert_eq!(more, 2);
    }

    #[test]
    fn an_order_alone_is_named_by_its_list() {
        assert_eq!(phrase(["places"], Language::Nb).0, "Steder");
    }
}
