//! The proposal as the public would read it, in the reader's language or the nearest there is.

use leptos::prelude::*;
use serde_json::Value;
use veiviser_schema::content::codes::HoursSource;
use veiviser_schema::content::label::{order, path_label, value_text};
use veiviser_schema::content::{ContactPoint, ListingContent, Place, tree};
use veiviser_schema::hours::{Mode, Schedule, summary};
use veiviser_schema::text::{Language, LocalizedText};

use crate::features::default_hours::stated_hours;
use crate::i18n::*;
use crate::ui::{format, use_language};

#[component]
pub fn Preview(
    content: ListingContent,
    /// Number of the municipality whose hours may be inherited.
    municipality: String,
) -> impl IntoView {
    let language = use_language();
    let default = RwSignal::new(None::<Schedule>);
    if content.inherits_hours() {
        leptos::task::spawn_local(async move {
            if let Ok(stated) = stated_hours(municipality).await {
                // The page may be gone by now.
                default.try_set(stated);
            }
        });
    }
    move || {
        let language = language.get();
        let default = default.get();
        let default = default.as_ref();
        view! {
            <article class="stack preview">
                {text("h3", &content.name, language)}
                {text("p", &content.summary, language)}
                {text("p", &content.description, language)}
                {headed("howToContact", &content.how_to_contact, language)}
                {contacts(&content.contact_points, default, language)}
                {headed("whatToExpect", &content.what_to_expect, language)}
                {places(&content.places, default, language)}
                {facts(&content, language)}
                {headed("guidanceForProfessionals", &content.guidance_for_professionals, language)}
            </article>
        }
    }
}

/// A text with the language it is in, where that is not the reader's.
fn text(element: &str, text: &LocalizedText, language: Language) -> Option<AnyView> {
    let (of, words) = text.best(language)?;
    let (lang, words) = ((of != language).then(|| of.tag()), words.to_owned());
    Some(if element == "h3" {
        view! { <h3 class="ds-heading" data-size="md" lang=lang>{words}</h3> }.into_any()
    } else {
        view! { <p class="ds-paragraph written" lang=lang>{words}</p> }.into_any()
    })
}

fn headed(path: &'static str, words: &LocalizedText, language: Language) -> Option<AnyView> {
    let body = text("p", words, language)?;
    Some(
        view! {
            <h4 class="ds-heading" data-size="xs">{path_label(path, language)}</h4>
            {body}
        }
        .into_any(),
    )
}

/// Own hours, or the municipality's under their name.
fn hours(
    source: HoursSource,
    own: &Schedule,
    default: Option<&Schedule>,
    language: Language,
) -> Option<AnyView> {
    let held = source
        .choose(own, default)
        .filter(|schedule| schedule.mode != Mode::NotStated)
        .map(|schedule| summary(schedule, language));
    let whose = (source == HoursSource::Municipality).then(|| source.label(language).to_owned());
    let said = match (whose, held) {
        (Some(whose), Some(held)) => format!("{whose}: {held}"),
        (whose, held) => whose.or(held)?,
    };
    Some(view! { <p class="ds-paragraph muted">{said}</p> }.into_any())
}

fn contacts(
    points: &[ContactPoint],
    default: Option<&Schedule>,
    language: Language,
) -> Option<AnyView> {
    let rows: Vec<_> = points
        .iter()
        .map(|point| {
            let value = value_text(
                "contactPoints[].value",
                &Value::from(point.value.clone()),
                language,
            );
            let label = point
                .label
                .best(language)
                .map(|(_, label)| format!("{label}: "));
            view! {
                <li>
                    {label}
                    {point.kind.label(language)}
                    " "
                    <strong>{value}</strong>
                    {hours(point.hours_source, &point.opening_hours, default, language)}
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h4 class="ds-heading" data-size="xs">{path_label("contactPoints", language)}</h4>
            <ul class="ds-list">{rows}</ul>
        }
        .into_any()
    })
}

fn places(places: &[Place], default: Option<&Schedule>, language: Language) -> Option<AnyView> {
    let rows: Vec<_> = places
        .iter()
        .map(|place| {
            let hours = hours(place.hours_source, &place.opening_hours, default, language);
            view! { <li>{address(place, language)}{hours}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h4 class="ds-heading" data-size="xs">{path_label("places", language)}</h4>
            <ul class="ds-list">{rows}</ul>
        }
        .into_any()
    })
}

/// Name and address; of a hidden place only that it is hidden.
fn address(place: &Place, language: Language) -> AnyView {
    let i18n = use_i18n();
    let name = place.name.best(language).map(|(_, name)| name.to_owned());
    if place.hidden {
        return view! { {name.map(|name| format!("{name}. "))} {t!(i18n, review.hidden_place)} }
            .into_any();
    }
    let city = format!("{} {}", place.postal_code, place.city);
    name.into_iter()
        .chain([place.street.clone(), city.trim().to_owned()])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
        .into_any()
}

/// Everything else that says something, by the names of the fields.
fn facts(content: &ListingContent, language: Language) -> AnyView {
    let mut rows: Vec<(String, Value)> = tree::leaves(content)
        .into_iter()
        .filter(|(path, value)| is_fact(path) && speaks(value))
        .filter(|(path, _)| in_language(path, content, language))
        .collect();
    rows.sort_by_key(|(path, _)| order(path));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(path, value)| {
            view! {
                <dt>{path_label(stem(&path), language)}</dt>
                <dd class="written">{said(&path, &value, language)}</dd>
            }
        })
        .collect();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// A value in words, and a day as people write it.
fn said(path: &str, value: &Value, language: Language) -> String {
    let day = matches!(path, "pilotUntil" | "endsOn")
        .then(|| value.as_str()?.parse().ok())
        .flatten();
    match day {
        Some(day) => format::date(day, language),
        None => value_text(path, value, language),
    }
}

/// What is not told above, and is not keys.
fn is_fact(path: &str) -> bool {
    let root = path.split(['.', '[']).next().unwrap_or_default();
    matches!(
        root,
        "audience"
            | "access"
            | "cost"
            | "privacy"
            | "interpreter"
            | "accessibility"
            | "pilotUntil"
            | "endsOn"
            | "legalBases"
    )
}

fn speaks(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty() && text != "UNKNOWN",
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn stem(path: &str) -> &str {
    Language::ALL
        .into_iter()
        .find_map(|language| path.strip_suffix(&format!(".{}", language.tag())))
        .unwrap_or(path)
}

/// Of a text in several languages only the reader's, or the nearest there is.
fn in_language(path: &str, content: &ListingContent, language: Language) -> bool {
    let stem = stem(path);
    if stem == path {
        return true;
    }
    let leaves = tree::leaves(content);
    language
        .preference()
        .into_iter()
        .map(|language| format!("{stem}.{}", language.tag()))
        .find(|candidate| leaves.get(candidate).is_some_and(speaks))
        .is_some_and(|best| best == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_told_once_in_the_nearest_language() {
        let mut content = ListingContent::default();
        content.cost.note = LocalizedText::new("Gratis", "Gratis for alle", "");
        assert!(in_language("cost.note.nn", &content, Language::Nn));
        assert!(!in_language("cost.note.nb", &content, Language::Nn));
        assert!(in_language("cost.note.nb", &content, Language::En));
        assert!(!in_language("cost.note.en", &content, Language::En));
        assert!(in_language("cost.kind", &content, Language::En));
    }

    #[test]
    fn a_last_day_is_told_as_a_day() {
        let day = Value::from("2026-12-31");
        assert!(is_fact("endsOn"));
        assert_eq!(said("endsOn", &day, Language::Nb), "31. desember 2026");
        assert_eq!(said("endsOn", &"snart".into(), Language::Nb), "snart");
    }

    #[test]
    fn what_is_unknown_is_not_told() {
        assert!(!speaks(&Value::from("UNKNOWN")));
        assert!(speaks(&Value::from("REQUIRED")));
    }
}
