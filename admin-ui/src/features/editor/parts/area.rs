//! For how long, and for whose people: the municipalities, found by name among all of the country's.

use leptos::prelude::*;

use super::super::fields::Notes;
use super::super::lens::lens;
use super::super::paths::field_id;
use super::super::search::{fold, matches};
use super::super::state::use_editor;
use super::DateField;
use crate::i18n::*;
use crate::ui::{Bind, Button, Choice, SelectField, announce, focus_soon};

/// How many municipalities a search shows.
const SHOWN: usize = 12;
/// From how many on the chosen ones are folded away.
const MANY: usize = 30;

#[component]
pub fn Duration() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    view! {
        <DateField
            path="pilotUntil"
            value=editor.bind_optional(lens!(pilot_until))
            help=Some(TextProp::from(move || t_string!(i18n, editor.pilot_help)))
        />
        <DateField
            path="endsOn"
            value=editor.bind_optional(lens!(ends_on))
            help=Some(TextProp::from(move || t_string!(i18n, editor.end_help)))
        />
    }
}

#[component]
pub fn Area() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let chosen = editor.bind(lens!(service_area));
    let id = field_id("serviceArea");
    let (error, warning) = (
        editor.error_within("serviceArea"),
        editor.warning("serviceArea"),
    );
    let count =
        move || t_string!(i18n, editor.area_count, count = chosen.get.with(Vec::len)).to_string();
    view! {
        <fieldset class="ds-fieldset" id=field_id("serviceArea")>
            <legend class="ds-label">{editor.label("serviceArea")}</legend>
            <p class="field-help" role="status">{count}</p>
            <Show
                when=move || chosen.get.with(Vec::len) < MANY
                fallback=move || {
                    view! {
                        <details class="ds-details">
                            <summary>{t!(i18n, editor.area_show_all)}</summary>
                            <Chips chosen />
                        </details>
                    }
                }
            >
                <Chips chosen />
            </Show>
            <Finder chosen />
            <WholeCounty chosen />
            <Notes id error warning />
        </fieldset>
    }
}

/// The chosen ones, each a button that takes it out.
#[component]
fn Chips(chosen: Bind<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let remove = move |number: String| {
        let mut now = chosen.get.get_untracked();
        let Some(index) = now.iter().position(|other| *other == number) else {
            return;
        };
        now.remove(index);
        let next = now
            .get(index)
            .or_else(|| now.last())
            .map_or_else(|| "area-search".to_owned(), |next| format!("area-{next}"));
        let name = untrack(|| editor.known.municipality_name(&number));
        chosen.set.run(now);
        announce(untrack(|| {
            t_string!(i18n, editor.removed, name = name).to_string()
        }));
        focus_soon(next);
    };
    view! {
        <ul class="chips" role="list">
            <For
                each=move || chosen.get.get()
                key=Clone::clone
                children=move |number| {
                    let (for_name, for_label, for_click) = (number.clone(), number.clone(), number.clone());
                    let label = move || {
                        let name = editor.known.municipality_name(&for_label);
                        t_string!(i18n, editor.remove_of, name = name).to_string()
                    };
                    view! {
                        <li>
                            <button
                                type="button"
                                class="ds-chip"
                                data-removable="true"
                                id=format!("area-{number}")
                                aria-label=label
                                on:click=move |_| remove(for_click.clone())
                            >
                                {move || editor.known.municipality_name(&for_name)}
                            </button>
                        </li>
                    }
                }
            />
        </ul>
    }
}

/// Finds municipalities by name or number and ticks them.
#[component]
fn Finder(chosen: Bind<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let words = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = words.with(|words| fold(words.trim()));
        if wanted.is_empty() {
            return Vec::new();
        }
        editor.known.municipalities.with(|all| {
            all.iter()
                .filter(|one| matches(&wanted, &[&one.name, &one.name_official, &one.number]))
                .map(|one| {
                    (
                        one.number.clone(),
                        format!("{} ({})", one.name, one.county.name),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let said = move || {
        if words.with(|words| words.trim().is_empty()) {
            return String::new();
        }
        match found.with(Vec::len) {
            0 => t_string!(i18n, editor.area_none_found).to_owned(),
            count if count > SHOWN => {
                t_string!(i18n, editor.area_first_found, shown = SHOWN, count = count).to_string()
            }
            count => t_string!(i18n, editor.area_found, count = count).to_string(),
        }
    };
    let row = move |(number, name): (String, String)| {
        let id = format!("area-pick-{number}");
        let (shown, kept) = (number.clone(), number);
        view! {
            <div class="ds-field choice">
                <input
                    class="ds-input"
                    type="checkbox"
                    id=id.clone()
                    prop:checked=move || chosen.get.with(|chosen| chosen.contains(&shown))
                    on:change=move |event| {
                        let mut now = chosen.get.get_untracked();
                        now.retain(|other| *other != kept);
                        if event_target_checked(&event) {
                            now.push(kept.clone());
                        }
                        chosen.set.run(now);
                        editor.leave("serviceArea");
                    }
                />
                <label class="ds-label" data-weight="regular" for=id>{name}</label>
            </div>
        }
    };
    let shown = move || found.with(|found| found.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    view! {
        <div class="ds-field">
            <label class="ds-label" for="area-search">{t!(i18n, editor.area_search)}</label>
            <input
                class="ds-input"
                type="search"
                id="area-search"
                autocomplete="off"
                aria-describedby="area-said"
                prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))
            />
            <p class="field-help" id="area-said" role="status">{said}</p>
        </div>
        <div role="group" aria-labelledby="area-said" class="found">
            <For each=shown key=|(number, _)| number.clone() children=row />
        </div>
    }
}

/// Adds all municipalities of a county at once.
#[component]
fn WholeCounty(chosen: Bind<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let county = RwSignal::new(String::new());
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new("", t_string!(i18n, editor.not_chosen))];
        editor.known.municipalities.with(|all| {
            for one in all {
                if choices
                    .iter()
                    .all(|choice| choice.value != one.county.number)
                {
                    choices.push(Choice::new(&one.county.number, &one.county.name));
                }
            }
        });
        choices
    });
    let add = move |()| {
        let wanted = county.get_untracked();
        let mut now = chosen.get.get_untracked();
        let before = now.len();
        editor.known.municipalities.with_untracked(|all| {
            for one in all.iter().filter(|one| one.county.number == wanted) {
                if !now.contains(&one.number) {
                    now.push(one.number.clone());
                }
            }
        });
        let added = now.len() - before;
        if added > 0 {
            chosen.set.run(now);
            editor.leave("serviceArea");
        }
        announce(untrack(|| {
            t_string!(i18n, editor.area_added, count = added).to_string()
        }));
    };
    view! {
        <div class="filters">
            <SelectField
                id="area-county"
                label=move || t_string!(i18n, editor.area_county)
                value=county
                choices
                optional=true
            />
            <Button variant="secondary" on_click=add>{t!(i18n, editor.area_add_county)}</Button>
        </div>
    }
}
