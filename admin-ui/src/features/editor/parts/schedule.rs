//! The opening hours of a place or contact point, within the listing's form.

use leptos::prelude::*;
use veiviser_schema::hours::Schedule;

use super::super::copy_hours::CopyHours;
use super::super::lens::Lens;
use super::super::paths::{cut, field_id};
use super::super::state::use_editor;
use crate::features::hours::HoursEditor;

/// The hours at a path. What is wrong with them is found with the rest of the document.
#[component]
pub fn ScheduleField(#[prop(into)] path: String, lens: Lens<Schedule>) -> impl IntoView {
    let editor = use_editor();
    let schedule = editor.bind(lens);
    let own = path.clone();
    let problems = Memo::new(move |_| editor.problems.with(|problems| cut(problems, &own)));
    let id = field_id(&path);
    view! {
        <div id=id.clone() tabindex="-1">
            <HoursEditor id=id.clone() label=editor.label(&path) schedule problems />
            <CopyHours path />
        </div>
    }
}
