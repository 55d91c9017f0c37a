//! Where the change stands and what that means for the reader.

use leptos::prelude::*;

use super::api::{self, Change, ChangeState};
use crate::api::ErrorKind;
use crate::i18n::*;
use crate::ui::{Alert, Button, DateTime, ErrorPanel, LinkButton, announce, use_task};

#[component]
pub fn Banner(change: Change, on_change: Callback<Change>) -> impl IntoView {
    let i18n = use_i18n();
    let listing = change.listing.id;
    let history = move || {
        view! {
            <p class="ds-paragraph">
                <a class="ds-link" href=format!("/listings/{listing}/history")>{t!(i18n, editor.to_history)}</a>
            </p>
        }
    };
    let decision = change
        .decision_reason
        .clone()
        .filter(|reason| !reason.trim().is_empty());
    let decided = change.decided_by.clone().map(|user| user.name);
    let decided_at = change.decided_at;
    let by_whom = move || {
        decided.clone().map(|name| {
            view! {
                <p class="ds-paragraph" data-size="sm">
                    {name} {decided_at.map(|at| view! { ", "<DateTime at /> })}
                </p>
            }
        })
    };
    let quoted = decision.map(|reason| view! { <blockquote class="quote">{reason}</blockquote> });
    match change.state {
        ChangeState::Draft => ().into_any(),
        ChangeState::Returned => view! {
            <Alert color="warning" title=move || t_string!(i18n, editor.returned_title)>
                {quoted}
                {by_whom()}
                <p class="ds-paragraph">{t!(i18n, editor.returned_text)}</p>
            </Alert>
        }
        .into_any(),
        ChangeState::Submitted => view! { <Submitted change on_change /> }.into_any(),
        ChangeState::Approved => view! {
            <Alert color="success" title=move || t_string!(i18n, editor.approved_title)>{by_whom()} {history()}</Alert>
        }
        .into_any(),
        ChangeState::Rejected => view! {
            <Alert color="danger" title=move || t_string!(i18n, editor.rejected_title)>{quoted} {by_whom()} {history()}</Alert>
        }
        .into_any(),
        ChangeState::Withdrawn => view! {
            <Alert title=move || t_string!(i18n, editor.withdrawn_title)>{history()}</Alert>
        }
        .into_any(),
        ChangeState::PublishedUnreviewed => {
            let id = change.id;
            view! {
                <Alert title=move || t_string!(i18n, editor.public_title)>
                    {change
                        .submitted_at
                        .map(|at| view! { <p class="ds-paragraph">{t!(i18n, editor.public_since)}" "<DateTime at /></p> })}
                    <p class="ds-paragraph">{t!(i18n, editor.public_text)}</p>
                    {change
                        .permitted
                        .confirm
                        .then(|| {
                            view! {
                                <div class="actions">
                                    <LinkButton href=format!("/review/{id}")>{t!(i18n, editor.to_review)}</LinkButton>
                                </div>
                            }
                        })}
                    {history()}
                </Alert>
            }
            .into_any()
        }
        ChangeState::Confirmed => view! {
            <Alert color="success" title=move || t_string!(i18n, editor.confirmed_title)>{by_whom()} {history()}</Alert>
        }
        .into_any(),
        ChangeState::Reverted => view! {
            <Alert color="warning" title=move || t_string!(i18n, editor.reverted_title)>
                {quoted}
                {by_whom()}
                <p class="ds-paragraph">{t!(i18n, editor.reverted_text)}</p>
                {history()}
            </Alert>
        }
        .into_any(),
        ChangeState::Discarded => view! {
            <Alert title=move || t_string!(i18n, editor.discarded_title)>{history()}</Alert>
        }
        .into_any(),
    }
}

/// It waits for somebody; its author may take it back, a reviewer may go and decide.
#[component]
fn Submitted(change: Change, on_change: Callback<Change>) -> impl IntoView {
    let i18n = use_i18n();
    let failure = RwSignal::new(None);
    let refusal = RwSignal::new(None::<String>);
    let task = use_task();
    let (id, version, permitted) = (change.id, change.version, change.permitted);
    let withdraw = move |()| {
        task.run(async move {
            failure.set(None);
            refusal.set(None);
            match api::withdraw(id, version).await {
                Ok(outcome) => match (
                    outcome.user_errors.into_iter().next(),
                    outcome.change_request,
                ) {
                    (None, Some(change)) => {
                        announce(untrack(|| t_string!(i18n, editor.withdrawn_said)));
                        on_change.run(change);
                    }
                    (Some(error), _) => refusal.set(Some(error.message)),
                    (None, None) => failure.set(Some(crate::api::ApiError::new(ErrorKind::Server))),
                },
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <Alert title=move || t_string!(i18n, editor.submitted_title)>
            {change
                .submitted_at
                .map(|at| view! { <p class="ds-paragraph">{t!(i18n, editor.submitted_at)}" "<DateTime at /></p> })}
            <p class="ds-paragraph">{t!(i18n, editor.submitted_text)}</p>
            {move || refusal.get().map(|message| view! { <p class="ds-validation-message" role="alert">{message}</p> })}
            {move || failure.get().map(|error| view! { <ErrorPanel error /> })}
            <div class="actions">
                {permitted
                    .withdraw
                    .then(|| {
                        view! {
                            <Button variant="secondary" busy=task.busy() on_click=withdraw>
                                {t!(i18n, editor.withdraw)}
                            </Button>
                        }
                    })}
                {permitted
                    .approve
                    .then(|| view! { <LinkButton href=format!("/review/{id}")>{t!(i18n, editor.to_review)}</LinkButton> })}
            </div>
        </Alert>
    }
}
