//! The form: the list of its parts, the parts, and the bar that stays in sight.

use leptos::prelude::*;
use veiviser_schema::content::diff::diff;
use veiviser_schema::content::label::{path_label, value_text};

use super::api::Change;
use super::bar::Bar;
use super::clash_dialog::ClashDialog;
use super::kept::Desk;
use super::outline::{Outline, Summary};
use super::parts::Parts;
use super::saving::watch;
use super::state::{Editor, use_editor};
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::keep::Browser;
use crate::ui::{Alert, Button, DateTime, focus_heading, focus_if_there, use_language};

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

/// What earlier sittings kept in this browser and the server does not have: offered back, the newest first. It stays until it is
/// answered, whatever is written and saved meanwhile.
#[component]
fn Recovered(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let left = RwSignal::new(editor.desk.with_value(|desk| desk.left(&change.document)));
    let first = move || {
        left.try_update(|left| (!left.is_empty()).then(|| left.remove(0)))
            .flatten()
    };
    let take = move |()| {
        if let Some(first) = first() {
            editor.take_up(first);
        }
    };
    let drop = move |()| {
        if let Some(first) = first() {
            editor.desk.with_value(|desk| desk.answered(&first.name));
            focus_heading();
        }
    };
    move || {
        left.with(|left| left.first().map(|first| first.kept.at)).map(|at| {
            view! {
                <Alert color="warning" title=move || t_string!(i18n, editor.recovered_title)>
                    <p class="ds-paragraph">{t!(i18n, editor.recovered_text)}" "<DateTime at=instant(at) /></p>
                    <div class="actions">
                        <Button on_click=take>{t!(i18n, editor.recovered_take)}</Button>
                        <Button variant="tertiary" on_click=drop>{t!(i18n, editor.recovered_drop)}</Button>
                    </div>
                </Alert>
            }
        })
    }
}

/// The same where the draft can no longer be written in: the text is shown, to be copied from, until it is dropped.
#[component]
pub fn Leftover(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let me = use_viewer().with_untracked(|viewer| viewer.id);
    let desk = Desk::new(Browser, me, change.id, uuid::Uuid::new_v4());
    let left = RwSignal::new(desk.left(&change.document));
    let desk = StoredValue::new(desk);
    let document = StoredValue::new(change.document);
    let drop = move |()| {
        for one in left.get_untracked() {
            desk.with_value(|desk| desk.answered(&one.name));
        }
        left.set(Vec::new());
        focus_heading();
    };
    let lines = move || {
        let language = language.get();
        left.get()
            .into_iter()
            .flat_map(|one| document.with_value(|document| diff(document, &one.kept.work.content)))
            .filter_map(|change| {
                let text = value_text(&change.path, change.after.as_ref()?, language);
                Some(view! {
                    <dt>{path_label(&change.path, language)}</dt>
                    <dd class="written">{text}</dd>
                })
            })
            .collect_view()
    };
    view! {
        <Show when=move || left.with(|left| !left.is_empty())>
            <Alert color="warning" title=move || t_string!(i18n, editor.recovered_title)>
                <p class="ds-paragraph">{t!(i18n, editor.recovered_too_late)}</p>
                <dl class="facts">{lines}</dl>
                <div class="actions">
                    <Button variant="secondary" on_click=drop>{t!(i18n, editor.recovered_drop)}</Button>
                </div>
            </Alert>
        </Show>
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit many times over"
)]
fn instant(milliseconds: f64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}
