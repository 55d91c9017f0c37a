//! The bar at the bottom of the editor: the draft's state, whether it is saved, and the buttons that send or discard it.

use chrono::Timelike;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::problem::Problem;
use veiviser_schema::text::Language;

use super::api::{Change, ChangeState, ListingState};
use super::autosave::{Autosave, SaveState};
use super::state::{Editor, use_editor};
use crate::features::diff::Road;
use crate::i18n::*;
use crate::ui::{Button, ConfirmDialog, ErrorPanel, Status, Tone, announce, format, use_task};

#[component]
pub fn Bar(change: Change, attempts: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let going = RwSignal::new(None::<String>);
    // On a narrow screen only what one does most is in sight; the rest folds behind a button.
    let more = RwSignal::new(false);
    let discarding = RwSignal::new(false);
    go_when_saved(editor, going);
    let submit = format!("/changes/{}/submit", change.id);
    let see = submit.clone();
    let send = move |()| {
        editor.check();
        if editor
            .problems
            .with_untracked(|problems| problems.iter().any(Problem::is_error))
        {
            editor.show_all.set(true);
            attempts.update(|count| *count += 1);
            editor.flush();
        } else {
            going.set(Some(submit.clone()));
            editor.flush();
        }
    };
    let see = move |()| {
        going.set(Some(see.clone()));
        editor.flush();
    };
    let returned = change.state == ChangeState::Returned;
    let may_submit = change.permitted.submit;
    view! {
        <div class="edit-bar" role="region" aria-label=move || t_string!(i18n, editor.bar)>
            <div class="edit-bar-state">
                {if returned {
                    view! { <Status tone=Tone::Warning>{t!(i18n, editor.state_returned)}</Status> }
                } else {
                    view! { <Status tone=Tone::Draft>{t!(i18n, editor.state_draft)}</Status> }
                }}
                <SaveWords />
            </div>
            <div class="actions">
                {may_submit
                    .then(|| {
                        view! {
                            <Button size="sm" busy=Signal::derive(move || going.with(Option::is_some)) on_click=send>
                                {move || match editor.road.get() {
                                    Road::PublishFirst => t_string!(i18n, editor.look_and_publish),
                                    Road::LocalApproval | Road::NationalApproval => t_string!(i18n, editor.send),
                                }}
                            </Button>
                        }
                    })}
                <button
                    type="button"
                    class="ds-button edit-more-button"
                    data-variant="secondary"
                    data-size="sm"
                    aria-expanded=move || if more.get() { "true" } else { "false" }
                    aria-controls="edit-more"
                    on:click=move |_| more.update(|more| *more = !*more)
                    on:keydown=move |event| if event.key() == "Escape" { more.set(false) }
                >
                    {t!(i18n, editor.more)}
                </button>
            </div>
            <div class="actions edit-more" id="edit-more" class:edit-more-open=move || more.get()>
                <Button size="sm" variant="secondary" on_click=see>{t!(i18n, editor.see_changes)}</Button>
                <Button size="sm" variant="tertiary" color="danger" on_click=move |()| discarding.set(true)>
                    {t!(i18n, editor.discard)}
                </Button>
            </div>
            <Discard change open=discarding />
        </div>
    }
}

/// Goes to another page of the draft once the server has everything.
fn go_when_saved(editor: Editor, going: RwSignal<Option<String>>) {
    let navigate = use_navigate();
    let step = Memo::new(move |_| {
        let waiting = going.with(Option::is_some);
        editor.saves.with(|saves| {
            (
                waiting && !saves.unsaved(),
                waiting && (saves.stuck() || failing(saves)),
            )
        })
    });
    Effect::new(move |_| match step.get() {
        (true, _) => {
            if let Some(to) = going.get_untracked() {
                going.set(None);
                navigate(&to, NavigateOptions::default());
            }
        }
        // It was not saved. The words beside the button say why, and the person may press again.
        (_, true) => going.set(None),
        _ => {}
    });
}

fn failing(saves: &Autosave) -> bool {
    matches!(saves.state(), SaveState::Retrying { .. })
}

/// Whether the draft is saved, in words.
#[component]
fn SaveWords() -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let state = Memo::new(move |_| editor.saves.with(Autosave::state));
    let words = move || match state.get() {
        SaveState::Saved(at) => t_string!(
            i18n,
            editor.saved_at,
            time = clock(at, editor.language.get())
        )
        .to_string(),
        SaveState::Pending => t_string!(i18n, editor.save_pending).to_owned(),
        SaveState::Saving => t_string!(i18n, editor.saving).to_owned(),
        // The browser knows its own cable: where that is in order, it is the server that does not answer.
        SaveState::Retrying { offline: true } if window().navigator().on_line() => {
            t_string!(i18n, editor.save_unreached).to_owned()
        }
        SaveState::Retrying { offline: true } => t_string!(i18n, editor.save_offline).to_owned(),
        SaveState::Retrying { offline: false } => t_string!(i18n, editor.save_retrying).to_owned(),
        SaveState::SignedOut => t_string!(i18n, editor.save_signed_out).to_owned(),
        SaveState::Clash => t_string!(i18n, editor.save_clash).to_owned(),
        SaveState::Stopped => t_string!(i18n, editor.save_stopped).to_owned(),
    };
    let failing = move || {
        matches!(
            state.get(),
            SaveState::Retrying { .. }
                | SaveState::SignedOut
                | SaveState::Stopped
                | SaveState::Clash
        )
    };
    view! {
        <span class="save-state" class:save-failing=failing>{words}</span>
        {move || editor.refusal.get().map(|message| view! { <span class="save-state save-failing">{message}</span> })}
        <Show when=move || matches!(state.get(), SaveState::Retrying { .. } | SaveState::SignedOut)>
            <Button variant="tertiary" size="sm" on_click=move |()| editor.retry()>{t!(i18n, common.retry)}</Button>
        </Show>
    }
}

/// The time of day: `14.03`, in English `14:03`.
fn clock(at: chrono::DateTime<chrono::Utc>, language: Language) -> String {
    let local = format::oslo(at);
    let separator = if language == Language::En { ':' } else { '.' };
    format!("{:02}{separator}{:02}", local.hour(), local.minute())
}

/// The button that discards the draft, and the question it asks first.
#[component]
fn Discard(change: Change, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let editor = use_editor();
    let failure = RwSignal::new(None);
    let refusal = RwSignal::new(None::<String>);
    let task = use_task();
    let navigate = StoredValue::new(use_navigate());
    let listing = change.listing.id;
    let published = change.listing.state != ListingState::Draft;
    let discard = move |()| {
        task.run(async move {
            failure.set(None);
            refusal.set(None);
            let outcome = editor.discard().await;
            open.set(false);
            match outcome {
                Ok(outcome) => match outcome.user_errors.into_iter().next() {
                    None => {
                        editor.abandon();
                        announce(untrack(|| t_string!(i18n, editor.discarded_said)));
                        let to = if published {
                            format!("/listings/{listing}")
                        } else {
                            "/".to_owned()
                        };
                        navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
                    }
                    Some(error) => refusal.set(Some(error.message)),
                },
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        {move || refusal.get().map(|message| view! { <p class="ds-validation-message" role="alert">{message}</p> })}
        {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
        <ConfirmDialog
            id="discard-draft"
            open
            title=move || t_string!(i18n, editor.discard_title)
            text=move || {
                if published { t_string!(i18n, editor.discard_text) } else { t_string!(i18n, editor.discard_text_new) }
            }
            confirm=move || t_string!(i18n, editor.discard_confirm)
            color="danger"
            busy=task.busy()
            on_confirm=discard
        />
    }
}
