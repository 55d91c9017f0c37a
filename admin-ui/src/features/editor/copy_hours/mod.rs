//! "Copy to …": the hours of one place or contact point to others, in this listing and in other listings of the municipality.
//!
//! `spots`, `plan` and `outcome` are plain logic: where to, what it would do, what came of it. `run` puts hours into another listing's
//! draft and takes them back. `state` is one copying, `choose`, `elsewhere` and `results` the dialog.

mod api;
mod choose;
mod elsewhere;
mod outcome;
mod plan;
mod results;
mod run;
mod spots;
mod state;

use leptos::prelude::*;

use self::choose::Choose;
use self::results::Results;
use self::state::Copying;
use super::paths::field_id;
use super::state::use_editor;
use crate::i18n::*;
use crate::ui::{Button, Dialog};

/// The button beside the hours at a path, and its dialog.
#[component]
pub fn CopyHours(#[prop(into)] path: String) -> impl IntoView {
    let i18n = use_i18n();
    let copying = Copying::new(use_editor(), &path);
    let id = format!("{}-copy", field_id(&path));
    let inner = id.clone();
    let again = move || {
        copying.begun.get().then(|| {
            view! {
                <Button variant="tertiary" size="sm" busy=copying.task.busy() on_click=move |()| copying.open.set(true)>
                    {t!(i18n, copy_hours.see_results)}
                </Button>
            }
        })
    };
    let begin = move |()| {
        if !copying.task.busy().get_untracked() {
            copying.forget();
        }
        copying.open.set(true);
    };
    view! {
        <div class="actions copy-hours">
            <Button variant="secondary" size="sm" id=format!("{id}-button") on_click=begin>
                {t!(i18n, copy_hours.button)}
            </Button>
            {again}
        </div>
        <Dialog id=id.clone() open=copying.open title=move || t_string!(i18n, copy_hours.title)>
            {
                let id = inner.clone();
                move || if copying.begun.get() {
                    view! { <Results id=id.clone() copying /> }.into_any()
                } else {
                    view! { <Choose id=id.clone() copying /> }.into_any()
                }
            }
        </Dialog>
    }
    .into_any()
}
