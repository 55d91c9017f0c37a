//! The opening hours of a place or contact point, as the public reads them.

use leptos::prelude::*;
use veiviser_schema::hours::{Schedule, summary};

use super::super::lens::Lens;
use super::super::paths::{cut, field_id};
use super::super::state::use_editor;

/// The hours at a path. `crisis_line`: people in crisis call here.
#[component]
pub fn ScheduleField(
    #[prop(into)] path: String,
    lens: Lens<Schedule>,
    crisis_line: Signal<bool>,
) -> impl IntoView {
    let editor = use_editor();
    let schedule = editor.bind(lens).get;
    let own = path.clone();
    let problems = Memo::new(move |_| editor.problems.with(|problems| cut(problems, &own)));
    let lines = move || {
        let language = editor.language.get();
        let _ = crisis_line.get();
        problems
            .get()
            .into_iter()
            .map(|problem| view! { <p class="ds-validation-message">{problem.message(language).to_owned()}</p> })
            .collect_view()
    };
    view! {
        <div id=field_id(&path) tabindex="-1">
            <h4 class="ds-label">{editor.label(&path)}</h4>
            <p class="ds-paragraph">{move || schedule.with(|schedule| summary(schedule, editor.language.get()))}</p>
            {lines}
        </div>
    }
}
