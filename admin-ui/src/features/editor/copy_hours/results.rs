//! The second half of the dialog: what happened at each target, what still must be done, and the way back.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::outcome::{Lost, Outcome};
use super::state::{Copying, Here, Row};
use crate::i18n::*;
use crate::ui::{Button, Status, Tone, announce};

#[component]
pub fn Results(id: String, copying: Copying) -> impl IntoView {
    let i18n = use_i18n();
    let busy = copying.task.busy();
    let tell = move |copying: Copying| {
        // The page may be gone by now.
        if copying.begun.try_get_untracked().is_some() {
            announce(untrack(|| said(copying, i18n)));
        }
    };
    let name = StoredValue::new(
        copying
            .from
            .get_value()
            .and_then(|from| {
                copying.editor.content.with_untracked(|content| {
                    from.name(content, copying.editor.language.get_untracked())
                })
            })
            .unwrap_or_default(),
    );
    let send = move |()| {
        let reason =
            untrack(|| t_string!(i18n, copy_hours.reason, name = name.get_value()).to_string());
        copying.send(reason, tell);
    };
    let here = move || match copying.here.get() {
        Here::Nothing => None,
        Here::Put(puts) if puts.is_empty() => Some((
            Tone::Neutral,
            t_string!(i18n, copy_hours.is_same).to_owned(),
        )),
        Here::Put(puts) => Some((
            Tone::Success,
            t_string!(i18n, copy_hours.is_here, count = puts.len()).to_string(),
        )),
        Here::Undone => Some((
            Tone::Neutral,
            t_string!(i18n, copy_hours.is_undone).to_owned(),
        )),
        Here::CannotUndo => Some((
            Tone::Warning,
            t_string!(i18n, copy_hours.cannot_undo).to_owned(),
        )),
    };
    let here = move || {
        here().map(|(tone, words)| {
            view! {
                <li>
                    <span class="copy-result-name">{t!(i18n, copy_hours.this_listing)}</span>
                    <Status tone>{words}</Status>
                </li>
            }
            .into_any()
        })
    };
    let rows = move || {
        copying.rows.with(|rows| {
            rows.iter()
                .map(|row| one(row, i18n))
                .collect::<Vec<AnyView>>()
        })
    };
    let any = move |fits: fn(&Outcome) -> bool| {
        Memo::new(move |_| {
            copying
                .rows
                .with(|rows| rows.iter().filter(|row| fits(&row.outcome)).count())
        })
    };
    let (retry, sendable) = (any(Outcome::can_retry), any(Outcome::can_send));
    let unsent = any(|outcome| outcome.done().is_some());
    view! {
        <div class="stack copy-dialog" id=format!("{id}-results") tabindex="-1">
            <ul class="copy-results" role="list">{here}{rows}</ul>
            <Show when=move || { unsent.get() > 0 }>
                <p class="ds-paragraph">{t!(i18n, copy_hours.still_to_send)}</p>
            </Show>
            <div class="actions">
                <Show when=move || { retry.get() > 0 && !busy.get() }>
                    <Button busy on_click=move |()| copying.go_on(tell)>{t!(i18n, copy_hours.retry)}</Button>
                </Show>
                <Show when=move || { sendable.get() > 0 }>
                    <Button busy on_click=send>
                        {move || t_string!(i18n, copy_hours.send, count = sendable.get()).to_string()}
                    </Button>
                </Show>
                <Show when=move || copying.can_undo()>
                    <Button variant="secondary" busy on_click=move |()| copying.undo(tell)>{t!(i18n, copy_hours.undo)}</Button>
                </Show>
                <Button variant="tertiary" on_click=move |()| copying.open.set(false)>{t!(i18n, copy_hours.close)}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// What came of it, in one breath.
pub fn said(copying: Copying, i18n: I18nContext<Locale>) -> String {
    let here = copying.here.with_untracked(|here| match here {
        Here::Put(_) => Some(t_string!(i18n, copy_hours.said_here).to_owned()),
        Here::Undone => Some(t_string!(i18n, copy_hours.is_undone).to_owned()),
        Here::CannotUndo => Some(t_string!(i18n, copy_hours.cannot_undo).to_owned()),
        Here::Nothing => None,
    });
    let rows = copying.rows.with_untracked(|rows| {
        rows.iter()
            .map(|row| format!("{}: {}", row.name, words(&row.outcome, i18n).1))
            .collect::<Vec<_>>()
    });
    here.into_iter().chain(rows).collect::<Vec<_>>().join(" ")
}

fn one(row: &Row, i18n: I18nContext<Locale>) -> AnyView {
    let (tone, text) = words(&row.outcome, i18n);
    let link = row.outcome.change().map(|change| {
        let name = row.name.clone();
        let draft = row.outcome.done().is_some();
        view! {
            <a
                class="ds-link"
                href=format!("/changes/{change}")
                target="_blank"
                rel="noopener"
            >
                {move || if draft {
                    t_string!(i18n, copy_hours.open_draft)
                } else {
                    t_string!(i18n, copy_hours.see_change)
                }}
                <span class="visually-hidden">": "{name}</span>
            </a>
        }
    });
    view! {
        <li>
            <span class="copy-result-name">{row.name.clone()}</span>
            <Status tone>{text}</Status>
            {link}
        </li>
    }
    .into_any()
}

/// An outcome in words; the tone only gives the icon.
fn words(outcome: &Outcome, i18n: I18nContext<Locale>) -> (Tone, String) {
    let lost = |why: Lost| match why {
        Lost::Offline => t_string!(i18n, copy_hours.lost_offline),
        Lost::Session => t_string!(i18n, copy_hours.lost_session),
        Lost::Server => t_string!(i18n, copy_hours.lost_server),
    };
    let plain = |tone: Tone, text: &str| (tone, text.to_owned());
    match outcome {
        Outcome::NotTried => plain(Tone::Waiting, t_string!(i18n, copy_hours.not_tried)),
        Outcome::Working => plain(Tone::Waiting, t_string!(i18n, copy_hours.working)),
        Outcome::Done(_) => plain(Tone::Success, t_string!(i18n, copy_hours.in_draft)),
        Outcome::Same => plain(Tone::Neutral, t_string!(i18n, copy_hours.is_same)),
        Outcome::Theirs { author, .. } => (
            Tone::Warning,
            t_string!(i18n, copy_hours.is_theirs, name = author.clone()).to_string(),
        ),
        Outcome::InReview { .. } => plain(Tone::Warning, t_string!(i18n, copy_hours.is_in_review)),
        Outcome::Moved => plain(Tone::Warning, t_string!(i18n, copy_hours.is_moved)),
        Outcome::Conflict { .. } => plain(Tone::Warning, t_string!(i18n, copy_hours.is_conflict)),
        Outcome::NoAccess => plain(Tone::Danger, t_string!(i18n, copy_hours.no_access)),
        Outcome::Refused(message) => (
            Tone::Danger,
            t_string!(i18n, copy_hours.refused, message = message.clone()).to_string(),
        ),
        Outcome::Lost { why, draft } => (
            Tone::Danger,
            match draft {
                None => lost(*why).to_owned(),
                Some(_) => format!("{} {}", lost(*why), t_string!(i18n, copy_hours.lost_draft)),
            },
        ),
        Outcome::Undone { kept: None } => {
            plain(Tone::Neutral, t_string!(i18n, copy_hours.is_undone))
        }
        Outcome::Undone { kept: Some(_) } => {
            plain(Tone::Neutral, t_string!(i18n, copy_hours.is_undone_kept))
        }
        Outcome::CannotUndo(_) => plain(Tone::Warning, t_string!(i18n, copy_hours.cannot_undo)),
        Outcome::UndoLost(_, why) => (
            Tone::Danger,
            format!("{} {}", t_string!(i18n, copy_hours.undo_lost), lost(*why)),
        ),
        Outcome::Sent { .. } => plain(Tone::Success, t_string!(i18n, copy_hours.is_sent)),
        Outcome::NotSent(_, message) => (
            Tone::Warning,
            t_string!(i18n, copy_hours.not_sent, message = message.clone()).to_string(),
        ),
        Outcome::SendLost(_, why) => (
            Tone::Danger,
            format!("{} {}", t_string!(i18n, copy_hours.send_lost), lost(*why)),
        ),
    }
}
