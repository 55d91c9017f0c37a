//! `/changes/:id/submit`: what would change, in words, who will see it and when, who looks at it; and sending it.

use leptos::prelude::*;
use veiviser_schema::content::whose::label_in;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::problem::Problem;

use super::api::ChangeState;
use super::api_submit::{self, Proposal};
use super::facts::Known;
use super::page::{name_of, use_change_id};
use super::paths::{field_id, keyed};
use super::submit_parts::{Conflicts, RoadAhead, StopList, WhatChanges, WhoSees};
use crate::api::ApiError;
use crate::features::diff::Road;
use crate::i18n::*;
use crate::ui::guard::use_guard;
use crate::ui::{
    Alert, Breadcrumb, Button, ErrorPanel, LinkButton, Load, Page, TextArea, announce, focus_soon,
    use_language, use_remote, use_task,
};

#[component]
pub fn SubmitPage() -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let id = use_change_id();
    let sent = RwSignal::new(None::<Road>);
    // The reason as it is written, over a reading anew.
    let written = RwSignal::new(None::<String>);
    let proposal = use_remote(move || {
        let (id, language) = (id.get(), language.get());
        async move { api_submit::proposal(id.ok_or_else(ApiError::not_found)?, language).await }
    });
    let road = Memo::new(move |_| proposal.get().map(|proposal| proposal.effects.road));
    let title = move || {
        let name = proposal
            .get()
            .and_then(|proposal| name_of(&proposal.change, language.get()));
        match (sent.get(), name, road.get()) {
            (Some(Road::PublishFirst), _, _) => t_string!(i18n, editor.published_title).to_owned(),
            (Some(_), _, _) => t_string!(i18n, editor.sent_title).to_owned(),
            (None, Some(name), Some(Road::PublishFirst)) => {
                t_string!(i18n, editor.publish_title_of, name = name).to_string()
            }
            (None, Some(name), _) => {
                t_string!(i18n, editor.submit_title_of, name = name).to_string()
            }
            (None, None, _) => t_string!(i18n, editor.submit_title).to_owned(),
        }
    };
    let back = move || {
        id.get()
            .map(|id| format!("/changes/{id}"))
            .unwrap_or_default()
    };
    let reload = Callback::new(move |()| proposal.reload());
    view! {
        <Page title>
            {move || match sent.get() {
                Some(road) => view! { <Sent road /> }.into_any(),
                None => {
                    view! {
                        <Breadcrumb href=back label=move || t_string!(i18n, editor.back_to_draft) />
                        <Load remote=proposal lines=8 let:proposal>
                            <Look proposal sent written reload />
                        </Load>
                    }
                        .into_any()
                }
            }}
        </Page>
    }
}

/// It is on its way: what happens next, and where to follow it. Takes focus: the button that sent it is gone.
#[component]
fn Sent(road: Road) -> impl IntoView {
    let i18n = use_i18n();
    let id = use_change_id();
    let follow = move || {
        id.get()
            .map(|id| format!("/changes/{id}"))
            .unwrap_or_default()
    };
    const SENT: &str = "sent";
    focus_soon(SENT);
    view! {
        <div id=SENT tabindex="-1">
            <Alert
                color="success"
                title=move || match road {
                    Road::PublishFirst => t_string!(i18n, editor.published_heading),
                    Road::LocalApproval | Road::NationalApproval => t_string!(i18n, editor.sent_heading),
                }
            >
                <p class="ds-paragraph">
                    {move || match road {
                        Road::PublishFirst => t_string!(i18n, editor.published_first),
                        Road::LocalApproval => t_string!(i18n, editor.sent_low),
                        Road::NationalApproval => t_string!(i18n, editor.sent_high),
                    }}
                </p>
                <p class="ds-paragraph">{t!(i18n, editor.sent_follow)}</p>
                <div class="actions">
                    <LinkButton href="/">{t!(i18n, editor.to_my_page)}</LinkButton>
                    <LinkButton href=follow variant="secondary">{t!(i18n, editor.follow_change)}</LinkButton>
                </div>
            </Alert>
        </div>
    }
}

#[component]
fn Look(
    proposal: Proposal,
    sent: RwSignal<Option<Road>>,
    written: RwSignal<Option<String>>,
    reload: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Proposal { change, effects } = proposal;
    let municipality = change.listing.municipality.number.clone();
    let known = Known::load(
        &change.document,
        municipality,
        change.listing.service_type.crisis,
    );
    let open = matches!(change.state, ChangeState::Draft | ChangeState::Returned);
    if !open {
        let follow = format!("/changes/{}", change.id);
        return view! {
            <Alert title=move || t_string!(i18n, editor.not_a_draft)>
                <LinkButton href=follow variant="secondary">{t!(i18n, editor.follow_change)}</LinkButton>
            </Alert>
        }
        .into_any();
    }
    if !effects.conflicts.is_empty() {
        return view! { <Conflicts change=change.id version=change.version conflicts=effects.conflicts reload /> }.into_any();
    }
    let road = effects.road;
    let nothing = effects.differences.is_empty();
    view! {
        <WhatChanges differences=effects.differences content=change.document.clone() />
        <WhoSees area=change.document.service_area.clone() known />
        {(!nothing).then(|| view! { <RoadAhead road /> })}
        {(!nothing && change.permitted.submit).then(|| view! { <SendForm change known road sent written reload /> })}
    }
    .into_any()
}

#[component]
fn SendForm(
    change: super::api::Change,
    known: Known,
    road: Road,
    sent: RwSignal<Option<Road>>,
    written: RwSignal<Option<String>>,
    reload: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let before = change.reason.clone().unwrap_or_default();
    let reason = RwSignal::new(written.get_untracked().unwrap_or_else(|| before.clone()));
    Effect::new(move |_| written.set(Some(reason.get())));
    let unsent = Signal::derive(move || reason.with(|reason| reason.trim() != before.trim()));
    use_guard(move || t_string!(i18n, editor.guard_reason), unsent);
    let failure = RwSignal::new(None);
    let refusals = RwSignal::new(Vec::<(Option<String>, String)>::new());
    let attempts = RwSignal::new(0_u32);
    let task = use_task();
    let (id, version, document) = (change.id, change.version, change.document);
    let problems = {
        let document = document.clone();
        Memo::new(move |_| {
            known.municipalities.track();
            known.organisations.track();
            known.problems(&document)
        })
    };
    // What stops it: the rules here, and what the server alone knew.
    let shown = document.clone();
    let stops = Memo::new(move |_| {
        let language = language.get();
        let mut stops: Vec<(Option<String>, String)> = problems.with(|problems| {
            problems
                .iter()
                .filter(|problem| problem.is_error())
                .map(|problem| {
                    let words = format!(
                        "{}: {}",
                        label_in(&shown, &problem.path, language),
                        problem.message(language)
                    );
                    (
                        Some(format!("/changes/{id}#{}", field_id(&problem.path))),
                        words,
                    )
                })
                .collect()
        });
        stops.extend(refusals.get());
        stops
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if problems.with_untracked(|problems| problems.iter().any(Problem::is_error)) {
            attempts.update(|count| *count += 1);
            return;
        }
        let document = document.clone();
        task.run(async move {
            failure.set(None);
            refusals.set(Vec::new());
            let words = reason.get_untracked().trim().to_owned();
            match api_submit::submit(
                id,
                version,
                (!words.is_empty()).then_some(words),
                Some(road),
            )
            .await
            {
                Ok(outcome) if outcome.user_errors.is_empty() => {
                    announce(untrack(|| match road {
                        Road::PublishFirst => t_string!(i18n, editor.published_heading),
                        Road::LocalApproval | Road::NationalApproval => {
                            t_string!(i18n, editor.sent_heading)
                        }
                    }));
                    sent.set(Some(road));
                }
                Ok(outcome) => {
                    let moved = outcome.user_errors.iter().find(|error| {
                        matches!(
                            error.code,
                            ErrorCode::MergeConflict
                                | ErrorCode::Conflict
                                | ErrorCode::WrongState
                                | ErrorCode::AlreadyPublic
                                | ErrorCode::RoadChanged
                        )
                    });
                    if let Some(moved) = moved {
                        announce(moved.message.clone());
                        reload.run(());
                        return;
                    }
                    let language = language.get_untracked();
                    let told = outcome.user_errors.into_iter().map(|error| {
                        let path = error
                            .field
                            .as_deref()
                            .map(|field| field.trim_start_matches("content.").to_owned());
                        let path = path
                            .filter(|path| super::sections::Section::of(path).is_some())
                            .map(|path| keyed(&path, &document));
                        match path {
                            Some(path) => (
                                Some(format!("/changes/{id}#{}", field_id(&path))),
                                format!(
                                    "{}: {}",
                                    label_in(&document, &path, language),
                                    error.message
                                ),
                            ),
                            None => (None, error.message),
                        }
                    });
                    refusals.set(told.collect());
                    attempts.update(|count| *count += 1);
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <StopList stops attempts />
            <TextArea
                id="reason"
                label=move || t_string!(i18n, editor.reason)
                help=move || match road {
                    Road::PublishFirst => t_string!(i18n, editor.reason_help_first),
                    Road::LocalApproval | Road::NationalApproval => t_string!(i18n, editor.reason_help),
                }
                value=reason
                rows=3
                optional=true
            />
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <div class="actions">
                <Button submit=true busy=task.busy()>
                    {move || match road {
                        Road::PublishFirst => t_string!(i18n, editor.publish_now),
                        Road::LocalApproval | Road::NationalApproval => t_string!(i18n, editor.send),
                    }}
                </Button>
                <LinkButton href=format!("/changes/{id}") variant="secondary">{t!(i18n, editor.write_on)}</LinkButton>
            </div>
        </form>
    }
}
