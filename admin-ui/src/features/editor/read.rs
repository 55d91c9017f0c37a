//! The change for those who may read but not write: what differs, and folded away the whole document, every field that says something,
//! in the order of the form.

use leptos::prelude::*;
use serde_json::Value;
use veiviser_schema::content::codes::HoursSource;
use veiviser_schema::content::label::{order, path_label, value_text};
use veiviser_schema::content::{ListingContent, tree};
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::text::Language;

use super::api::{self, Change};
use super::facts::{COMING, Known};
use super::parts::title;
use super::sections::Section;
use super::tongues::tongue;
use crate::features::diff::{DiffMode, Differences};
use crate::i18n::*;
use crate::ui::{Empty, Load, use_language, use_remote};

#[component]
pub fn ReadOnly(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let municipality = change.listing.municipality.number.clone();
    let known = Known::load(
        &change.document,
        municipality,
        change.listing.service_type.crisis,
    );
    let rows = StoredValue::new(filled(&change.document));
    let part = move |section: Section| {
        let rows: Vec<(String, Value)> = rows.with_value(|rows| {
            rows.iter()
                .filter(|(path, _)| Section::of(path) == Some(section))
                .cloned()
                .collect()
        });
        (!rows.is_empty()).then(|| {
            let lines = rows
                .into_iter()
                .map(|(path, value)| {
                    let for_label = path.clone();
                    view! {
                        <dt>{move || path_label(&for_label, language.get())}</dt>
                        <dd class="written">{move || said(&path, &value, language.get(), known)}</dd>
                    }
                })
                .collect_view();
            view! {
                <section class="part" id=section.slug() aria-labelledby=format!("{}-title", section.slug())>
                    <h2 class="ds-heading" data-size="sm" id=format!("{}-title", section.slug())>{move || title(section, i18n)}</h2>
                    <dl class="facts">{lines}</dl>
                </section>
            }
        })
    };
    if rows.with_value(Vec::is_empty) {
        return view! { <Empty title=move || t_string!(i18n, editor.empty_document) /> }.into_any();
    }
    let whole = Section::ALL
        .iter()
        .map(|&section| part(section))
        .collect_view();
    view! {
        <WhatChanged change=change.id content=change.document />
        <details class="ds-details" data-variant="default">
            <summary>{t!(i18n, editor.whole_document)}</summary>
            <div class="edit-form">{whole}</div>
        </details>
    }
    .into_any()
}

/// What the change does, or did.
#[component]
fn WhatChanged(change: ChangeRequestId, content: ListingContent) -> impl IntoView {
    let i18n = use_i18n();
    let differences = use_remote(move || api::differences(change));
    view! {
        <section class="part" aria-labelledby="what-changed">
            <h2 class="ds-heading" data-size="sm" id="what-changed">{t!(i18n, editor.what_changed)}</h2>
            <Load remote=differences let:found>
                <Differences differences=found mode=Signal::stored(DiffMode::Inline) content=content.clone() />
            </Load>
        </section>
    }
}

/// The fields that say something, in reading order. The order of a list is told by the things in it.
fn filled(content: &ListingContent) -> Vec<(String, Value)> {
    let leaves = tree::leaves(content);
    let keyed = |path: &str| {
        leaves
            .keys()
            .any(|other| other.starts_with(&format!("{path}[")))
    };
    let mut rows: Vec<(String, Value)> = leaves
        .iter()
        .filter(|(path, value)| speaks(value) && !keyed(path))
        // Own hours stand there themselves.
        .filter(|(path, value)| {
            !path.ends_with(".hoursSource") || **value != HoursSource::Own.code()
        })
        .map(|(path, value)| (path.clone(), value.clone()))
        .collect();
    rows.sort_by_key(|(path, _)| {
        let list = path.split_once('[').map(|(list, _)| list.to_owned());
        let place = list.as_deref().and_then(|list| {
            let key = path.split(['[', ']']).nth(1)?;
            leaves
                .get(list)?
                .as_array()?
                .iter()
                .position(|id| id.as_str() == Some(key))
        });
        (order(list.as_deref().unwrap_or(path)), place, order(path))
    });
    rows
}

/// Whether a value says anything to a reader.
fn speaks(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.trim().is_empty() && text != "UNKNOWN",
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.get("mode").and_then(Value::as_str) != Some("NOT_STATED"),
        _ => true,
    }
}

/// A value in words, with municipalities, organisations and languages by their names.
fn said(path: &str, value: &Value, language: Language, known: Known) -> String {
    let each = |name: &dyn Fn(&str) -> String| {
        value.as_array().map_or_else(String::new, |items| {
            items
                .iter()
                .filter_map(Value::as_str)
                .map(name)
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    match (path, value.as_str()) {
        ("serviceArea", _) => each(&|number| known.municipality_name(number)),
        ("languages", _) => each(&|code| tongue(code, language)),
        ("ownerId" | "operatorId" | "funderId", Some(id)) => {
            known.organisations.with(|all| match all.get(id) {
                None => COMING.to_owned(),
                Some(None) => id.to_owned(),
                Some(Some(organisation)) => organisation.name.clone(),
            })
        }
        (path, Some(number)) if path.ends_with(".municipalityNumber") => {
            known.municipality_name(number)
        }
        _ => value_text(path, value, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::content::ContactPoint;

    #[test]
    fn only_what_says_something_is_shown_and_things_stay_together() {
        let point = |id: &str, value: &str| ContactPoint {
            id: id.to_owned(),
            value: value.to_owned(),
            ..Default::default()
        };
        let mut content = ListingContent {
            contact_points: vec![point("b", "112"), point("a", "113")],
            ..Default::default()
        };
        content.name.nb = Some("Hjelp".to_owned());
        content.summary.nb = Some("  ".to_owned());
        let paths: Vec<String> = filled(&content).into_iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [
                "name.nb",
                "contactPoints[b].kind",
                "contactPoints[b].value",
                "contactPoints[a].kind",
                "contactPoints[a].value"
            ]
        );
    }
}
