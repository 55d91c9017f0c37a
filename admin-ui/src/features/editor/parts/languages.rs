//! Languages and interpreter, and what makes a place reachable for everybody.

use leptos::prelude::*;
use veiviser_schema::content::codes::{AccessibilityFeature, Answer};
use veiviser_schema::content::limits;

use super::super::choices::{AnyOf, OneOf};
use super::super::fields::Localized;
use super::super::lens::{Lens, lens};
use super::super::paths::field_id;
use super::super::state::use_editor;
use super::super::tongues::{offered, read_code, tongue};
use crate::i18n::*;
use crate::ui::{Button, CheckboxGroup, Choice, TextField};

#[component]
pub fn Languages() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let chosen = editor.bind(lens!(languages));
    let interpreter: Lens<Answer> = lens!(interpreter);
    // Only a code that is new to the list makes it anew: ticking a box must not take the box away.
    let codes = Memo::new(move |before: Option<&Vec<String>>| {
        let mut codes = chosen.get.with(|chosen| offered(chosen));
        for code in before.into_iter().flatten() {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    });
    let choices = Signal::derive(move || {
        let language = editor.language.get();
        codes
            .get()
            .into_iter()
            .map(|code| Choice::new(code.clone(), tongue(&code, language)))
            .collect()
    });
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move |()| match read_code(&typed.get_untracked()) {
        Some(code) => {
            let mut now = chosen.get.get_untracked();
            if !now.contains(&code) {
                now.push(code);
                chosen.set.run(now);
            }
            wrong.set(None);
            typed.set(String::new());
        }
        None => wrong.set(Some(
            untrack(|| t_string!(i18n, editor.language_code_wrong)).to_owned(),
        )),
    };
    view! {
        <div class="columns">
            <CheckboxGroup
                id=field_id("languages")
                label=editor.label("languages")
                value=chosen
                choices
                error=editor.error_within("languages")
            />
        </div>
        <div class="filters">
            <TextField
                id="language-code"
                label=move || t_string!(i18n, editor.language_other)
                help=move || t_string!(i18n, editor.language_other_help)
                value=typed
                error=wrong
                optional=true
            />
            <Button variant="secondary" on_click=add>{t!(i18n, editor.add)}</Button>
        </div>
        <OneOf path="interpreter" lens=interpreter />
    }
}

#[component]
pub fn AccessibilityPart() -> impl IntoView {
    let features: Lens<Vec<AccessibilityFeature>> = lens!(accessibility.features);
    view! {
        <AnyOf path="accessibility.features" lens=features />
        <Localized path="accessibility.note" lens=lens!(accessibility.note) limit=limits::NOTE rows=2 />
    }
}
