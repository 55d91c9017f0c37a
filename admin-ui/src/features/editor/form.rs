//! The form: the list of its parts, the parts, and the bar that stays in sight.

use leptos::prelude::*;

use super::api::Change;
use super::bar::Bar;
use super::clash::Work;
use super::clash_dialog::ClashDialog;
use super::outline::{Outline, Summary};
use super::parts::Parts;
use super::saving::watch;
use super::state::Editor;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{Alert, Button, DateTime, focus_if_there, keep};

#[component]
pub fn EditForm(change: Change) -> impl IntoView {
    let viewer = use_viewer();
    let me = viewer.with_untracked(|viewer| viewer.id);
    let editor = Editor::provide(&change, me);
    watch(editor);
    let attempts = RwSignal::new(0_u32);
    arrive(editor);
    view! {
        <Recovered change=change.clone() />
        <Summary attempts />
        <div class="edit-page">
            <Outline />
            <form class="edit-form" on:submit=|event| event.prevent_default() novalidate autocomplete="off">
                <Parts />
            </form>
        </div>
        <Bar change attempts />
        <ClashDialog />
    }
}

/// Whoever comes by a link to a field lands in it, and sees what is wrong.
fn arrive(editor: Editor) {
    let wanted = window().location().hash().unwrap_or_default();
    let Some(id) = wanted
        .strip_prefix('#')
        .filter(|id| id.starts_with("f-"))
        .map(str::to_owned)
    else {
        return;
    };
    editor.show_all.set(true);
    let wait = std::time::Duration::from_millis(50);
    set_timeout(
        move || {
            let mut id = id.as_str();
            // What the link names may lie inside a field that takes focus as a whole.
            while !focus_if_there(id) {
                let Some((outer, _)) = id.rsplit_once('-') else {
                    return;
                };
                id = outer;
            }
        },
        wait,
    );
}

/// What this browser kept and the server does not have: offered back.
#[component]
fn Recovered(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let editor = super::state::use_editor();
    let key = editor.key.get_value();
    let kept = keep::kept::<Work>(&key).filter(|kept| kept.work.content != change.document);
    if kept.is_none() {
        keep::forget(&key);
    }
    let kept = RwSignal::new(kept);
    let take = move |()| {
        if let Some(work) = kept.get_untracked() {
            kept.set(None);
            editor.take_up(work, &change);
        }
    };
    let take = StoredValue::new(Callback::new(take));
    let drop = move |()| {
        kept.set(None);
        keep::forget(&key);
    };
    let drop = StoredValue::new(Callback::new(drop));
    move || {
        kept.get().map(|kept| {
            #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit many times over")]
            let at = chrono::DateTime::from_timestamp_millis(kept.at as i64).unwrap_or_default();
            view! {
                <Alert color="warning" title=move || t_string!(i18n, editor.recovered_title)>
                    <p class="ds-paragraph">{t!(i18n, editor.recovered_text)}" "<DateTime at /></p>
                    <div class="actions">
                        <Button on_click=take.get_value()>{t!(i18n, editor.recovered_take)}</Button>
                        <Button variant="tertiary" on_click=drop.get_value()>{t!(i18n, editor.recovered_drop)}</Button>
                    </div>
                </Alert>
            }
        })
    }
}
