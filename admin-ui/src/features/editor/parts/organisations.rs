//! Who answers for the service, runs it and pays for it: organisations found by name. What is not public is shown as such.

use leptos::prelude::*;

use super::super::facts::{Organisation, search_organisations};
use super::super::fields::Notes;
use super::super::lens::{Lens, lens};
use super::super::paths::field_id;
use super::super::state::use_editor;
use crate::i18n::*;
use crate::ui::{Button, Timer, focus_soon};

/// The pause before a search, in milliseconds.
const PAUSE: u32 = 300;

#[component]
pub fn Organisations() -> impl IntoView {
    view! {
        <Picker path="ownerId" lens=lens!(owner_id) />
        <Picker path="operatorId" lens=lens!(operator_id) />
        <Picker path="funderId" lens=lens!(funder_id) />
    }
}

/// What came of a search.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    NotAsked,
    Asking,
    Failed,
    These(Vec<Organisation>),
}

#[component]
fn Picker(path: &'static str, lens: Lens<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let id = field_id(path);
    let value = editor.bind(lens);
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(Found::NotAsked);
    let timer = Timer::new();
    let search = move |text: String| {
        words.set(text.clone());
        if text.trim().chars().count() < 2 {
            timer.stop();
            found.set(Found::NotAsked);
            return;
        }
        timer.start(PAUSE, move || {
            found.set(Found::Asking);
            leptos::task::spawn_local(async move {
                let answer = search_organisations(text.trim().to_owned()).await;
                // An answer to words that have changed since is dropped.
                if words.try_with_untracked(|now| *now == text) == Some(true) {
                    found.set(answer.map_or(Found::Failed, Found::These));
                }
            });
        });
    };
    let choose = {
        let id = id.clone();
        move |organisation: Organisation| {
            let chosen = organisation.id.0.clone();
            editor.known.learn(organisation);
            value.set.run(Some(chosen));
            words.set(String::new());
            found.set(Found::NotAsked);
            editor.leave(path);
            focus_soon(format!("{id}-remove"));
        }
    };
    let remove = {
        let id = id.clone();
        move |()| {
            value.set.run(None);
            editor.leave(path);
            focus_soon(id.clone());
        }
    };
    let (error, warning) = (editor.error(path), editor.warning(path));
    let remove_id = format!("{id}-remove");
    let label = editor.label(path);
    let chosen = move || {
        let remove = remove.clone();
        let remove_id = remove_id.clone();
        value.get.get().map(|organisation| {
            let name = move || {
                editor
                    .known
                    .organisations
                    .with(|known| match known.get(&organisation) {
                        Some(Some(one)) => described(
                            one,
                            editor.language.get(),
                            t_string!(i18n, editor.not_public),
                        ),
                        Some(None) => t_string!(i18n, editor.organisation_unknown).to_owned(),
                        None => t_string!(i18n, common.loading).to_owned(),
                    })
            };
            view! {
                <div class="chosen">
                    <p class="ds-paragraph">{name}</p>
                    <Button
                        variant="tertiary"
                        color="danger"
                        size="sm"
                        id=remove_id
                        on_click=remove
                    >
                        {t!(i18n, editor.remove)}
                    </Button>
                </div>
            }
        })
    };
    let said = move || match found.get() {
        Found::NotAsked => String::new(),
        Found::Asking => t_string!(i18n, common.loading).to_owned(),
        Found::Failed => t_string!(i18n, editor.search_failed).to_owned(),
        Found::These(list) if list.is_empty() => {
            t_string!(i18n, editor.organisation_none_found).to_owned()
        }
        Found::These(list) => {
            t_string!(i18n, editor.organisation_found, count = list.len()).to_string()
        }
    };
    let results = move || {
        let Found::These(list) = found.get() else {
            return Vec::new();
        };
        list.into_iter()
            .map(|organisation| {
                let text = described(&organisation, editor.language.get(), t_string!(i18n, editor.not_public));
                let choose = choose.clone();
                view! {
                    <li>
                        <Button variant="tertiary" size="sm" on_click=move |()| choose(organisation.clone())>
                            {text}
                        </Button>
                    </li>
                }
            })
            .collect()
    };
    view! {
        <div class="ds-field">
            <label class="ds-label" for=id.clone()>{label}</label>
            {chosen}
            <input
                class="ds-input"
                type="search"
                id=id.clone()
                autocomplete="off"
                placeholder=move || t_string!(i18n, editor.organisation_search)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-error {id}-warning")
                prop:value=move || words.get()
                on:input=move |event| search(event_target_value(&event))
                on:blur=move |_| editor.leave(path)
            />
            <p class="field-help" role="status">{said}</p>
            <ul class="results" role="list">{results}</ul>
            <Notes id error warning />
        </div>
    }
}

/// Name, number and kind; that it is not public is said in words.
fn described(
    organisation: &Organisation,
    language: veiviser_schema::text::Language,
    not_public: &str,
) -> String {
    let Organisation {
        name,
        kind,
        organisation_number,
        ..
    } = organisation;
    let number = organisation_number
        .as_ref()
        .map(|number| format!(", {number}"))
        .unwrap_or_default();
    let public = if kind.is_public() {
        String::new()
    } else {
        format!(" – {not_public}")
    };
    format!("{name} ({}{number}){public}", kind.label(language))
}
