//! One listing: how it stands, what the public sees, what is being changed, and the ways on from here.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ListingId;

use super::api::{
    self, ChangeState, ListingState, OpenChange, PublishedContact, PublishedHours,
    PublishedListing, PublishedPlace, Record, RecordProblem,
};
use super::ending::{EndStep, FIELD, LastDay, Unseen};
use super::state::{StandingStatus, standing_now, when};
use crate::api::session::use_viewer;
use crate::api::verify::verify;
use crate::api::{ApiError, UserError};
use crate::i18n::*;
use crate::ui::{
    Alert, Breadcrumb, Button, DateTime, Day, ErrorPanel, LinkButton, Load, Page, Remote, Status,
    Tone, announce, use_language, use_remote, use_task,
};
use veiviser_schema::content::label::path_label;

#[component]
pub fn ListingPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let language = use_language();
    let record = use_remote(move || {
        let id = params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<ListingId>().ok());
        let language = language.get();
        async move {
            match id {
                Some(id) => api::record(id, language).await,
                None => Err(ApiError::not_found()),
            }
        }
    });
    let title = move || {
        record
            .get()
            .map(|record| record.name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| t_string!(i18n, listings.one).to_owned())
    };
    view! {
        <Breadcrumb href="/listings" label=move || t_string!(i18n, listings.back) />
        <Page title>
            <Load remote=record let:loaded>
                <Overview record=loaded remote=record />
            </Load>
        </Page>
    }
}

#[component]
fn Overview(record: Record, remote: Remote<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let Record {
        id,
        state,
        ends_on,
        version,
        municipality,
        service_type,
        published,
        open_change_requests,
        updated_at: _,
        verified_at,
        verified_by,
        verify_by,
        problems,
        ..
    } = record;
    let standing = standing_now(state, &open_change_requests, verify_by);
    let ended = state == ListingState::Ended;
    let step = EndStep::of(state, ends_on);
    let number = municipality.number.clone();
    view! {
        <dl class="facts">
            <dt>{t!(i18n, listings.state)}</dt>
            <dd>
                <StandingStatus standing />
            </dd>
            <dt>{t!(i18n, listings.service_type)}</dt>
            <dd>
                {service_type.name}
                {service_type.crisis.then(|| view! { " " <Status tone=Tone::Crisis>{t!(i18n, listings.crisis)}</Status> })}
            </dd>
            <dt>{t!(i18n, listings.municipality)}</dt>
            <dd>{municipality.name}</dd>
            <dt>{t!(i18n, listings.verified)}</dt>
            <dd>
                {match verified_at {
                    Some(at) => view! { <Day at /> }.into_any(),
                    None => t!(i18n, listings.never).into_any(),
                }}
                {verified_by.map(|by| format!(" · {}", by.name))}
            </dd>
            {verify_by
                .map(|by| {
                    view! {
                        <dt>{t!(i18n, listings.verify_by)}</dt>
                        <dd>
                            <Day at=by />
                        </dd>
                    }
                })}
            <LastDay ends_on />
        </dl>
        {ended.then(|| view! { <Unseen state ends_on /> })}
        <Ways id version number state step open=open_change_requests.clone() remote />
        <OpenChanges changes=open_change_requests />
        {(!ended).then(|| view! { <Lacks problems /> })}
        {match published {
            Some(published) => view! { <Public published /> }.into_any(),
            None => (!ended).then(|| view! { <Unseen state ends_on /> }).into_any(),
        }}
    }
}

/// What can be done from here.
#[component]
fn Ways(
    id: ListingId,
    version: i32,
    number: String,
    state: ListingState,
    step: Option<EndStep>,
    open: Vec<OpenChange>,
    remote: Remote<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let navigate = use_navigate();
    let task = use_task();
    let failure = RwSignal::new(None::<ApiError>);
    let refused = RwSignal::new(Vec::<UserError>::new());
    let may = move |action: Action, number: &str| {
        viewer.with(|viewer| viewer.may_in(action, number, false))
    };
    let may_edit = may(Action::SaveDraft, &number);
    let may_verify = state == ListingState::Published && may(Action::Verify, &number);
    let writing = open
        .iter()
        .find(|change| matches!(change.state, ChangeState::Draft | ChangeState::Returned))
        .map(|change| change.id);
    // The draft, at a field of it where one is named.
    let begin = move |field: &'static str| {
        let navigate = navigate.clone();
        task.run(async move {
            failure.set(None);
            match api::start_change(id).await {
                Ok(Ok(change)) => {
                    navigate(
                        &format!("/changes/{change}{field}"),
                        NavigateOptions::default(),
                    );
                }
                Ok(Err(refusals)) => refused.set(refusals),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let edit = begin.clone();
    let confirm = move |()| {
        task.run(async move {
            failure.set(None);
            match verify(id, version).await {
                Ok(refusals) if refusals.is_empty() => {
                    announce(untrack(|| {
                        t_string!(i18n, listings.now_verified).to_owned()
                    }));
                    remote.reload();
                }
                Ok(refusals) => refused.set(refusals),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <div class="actions">
            {may_edit
                .then(|| match writing {
                    Some(change) => {
                        view! { <LinkButton href=format!("/changes/{change}")>{t!(i18n, listings.go_on)}</LinkButton> }.into_any()
                    }
                    None => {
                        view! {
                            <Button on_click=move |()| edit("") busy=task.busy()>
                                {t!(i18n, listings.edit)}
                            </Button>
                        }
                            .into_any()
                    }
                })}
            {may_verify
                .then(|| {
                    view! {
                        <Button on_click=confirm busy=task.busy() variant="secondary">
                            {t!(i18n, listings.still_right)}
                        </Button>
                    }
                })}
            <LinkButton href=format!("/listings/{id}/history") variant="tertiary">
                {t!(i18n, listings.history)}
            </LinkButton>
            {step
                .filter(|_| may_edit)
                .map(|step| match writing {
                    Some(change) => {
                        view! {
                            <LinkButton href=format!("/changes/{change}{FIELD}") variant="tertiary">
                                {move || step.label(i18n)}
                            </LinkButton>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Button on_click=move |()| begin(FIELD) busy=task.busy() variant="tertiary">
                                {move || step.label(i18n)}
                            </Button>
                        }
                            .into_any()
                    }
                })}
        </div>
        {move || {
            refused
                .get()
                .into_iter()
                .map(|refusal| view! { <Alert color="warning">{refusal.message}</Alert> })
                .collect_view()
        }}
        {move || failure.get().map(|error| view! { <ErrorPanel error /> })}
    }
}

#[component]
fn OpenChanges(changes: Vec<OpenChange>) -> impl IntoView {
    let i18n = use_i18n();
    (!changes.is_empty()).then(|| {
        let items = changes
            .into_iter()
            .map(
                |OpenChange {
                     id,
                     state,
                     author,
                     updated_at,
                 }| {
                    let saved = when(updated_at);
                    let href = match state {
                        ChangeState::Submitted | ChangeState::PublishedUnreviewed => {
                            format!("/review/{id}")
                        }
                        _ => format!("/changes/{id}"),
                    };
                    let (tone, label) = match state {
                        ChangeState::Submitted => (
                            Tone::Waiting,
                            t!(i18n, listings.standing_waiting).into_any(),
                        ),
                        ChangeState::PublishedUnreviewed => (
                            Tone::Waiting,
                            t!(i18n, listings.standing_unreviewed).into_any(),
                        ),
                        ChangeState::Returned => (
                            Tone::Warning,
                            t!(i18n, listings.standing_returned).into_any(),
                        ),
                        _ => (Tone::Draft, t!(i18n, listings.standing_draft).into_any()),
                    };
                    view! {
                        <li class="row">
                            <span>
                                <Status tone>{label}</Status>
                                " "
                                <a class="ds-link" href=href>
                                    {t!(i18n, listings.see_change, name = author.name.clone())}
                                </a>
                            </span>
                            <span class="muted">{saved}</span>
                        </li>
                    }
                },
            )
            .collect_view();
        view! {
            <section aria-labelledby="open-changes">
                <h2 id="open-changes" class="ds-heading" data-size="sm">
                    {t!(i18n, listings.open_changes)}
                </h2>
                <ul class="plain-list">{items}</ul>
            </section>
        }
    })
}

/// What the listing lacks, in the words of the rules.
#[component]
fn Lacks(problems: Vec<RecordProblem>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    (!problems.is_empty()).then(|| {
        let items = problems
            .into_iter()
            .map(|RecordProblem { path, message, .. }| {
                view! {
                    <li>
                        <strong>{move || path_label(&path, language.get())}</strong>
                        ": "
                        {message}
                    </li>
                }
            })
            .collect_view();
        view! {
            <Alert color="info" title=move || t_string!(i18n, listings.lacks)>
                <ul>{items}</ul>
            </Alert>
        }
    })
}

/// What the public sees now.
#[component]
fn Public(published: PublishedListing) -> impl IntoView {
    let i18n = use_i18n();
    let PublishedListing {
        summary,
        revision_number,
        published_at,
        contact_points,
        places,
    } = published;
    let contacts = contact_points
        .into_iter()
        .map(
            |PublishedContact {
                 label,
                 formatted_value,
                 uri,
                 opening_hours: PublishedHours { summary },
             }| {
                view! {
                    <li class="row">
                        <span>
                            {label.map(|label| format!("{label}: "))} <a class="ds-link" href=uri>
                                {formatted_value}
                            </a>
                        </span>
                        <span class="muted">{summary}</span>
                    </li>
                }
            },
        )
        .collect_view();
    let places = places
        .into_iter()
        .map(|PublishedPlace { name, street, postal_code, city, opening_hours: PublishedHours { summary } }| {
            let address = [street, Some([postal_code, city].into_iter().flatten().collect::<Vec<_>>().join(" "))]
                .into_iter()
                .flatten()
                .filter(|part| !part.trim().is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            let hidden = address.is_empty();
            view! {
                <li class="row">
                    <span>
                        {name.map(|name| format!("{name}: "))} {address}
                        {hidden.then(|| view! { <span class="muted">{t!(i18n, listings.hidden_address)}</span> })}
                    </span>
                    <span class="muted">{summary}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="public">
            <h2 id="public" class="ds-heading" data-size="sm">
                {t!(i18n, listings.published)}
            </h2>
            <p class="muted">
                {t!(i18n, listings.revision, number = revision_number)} " · " <DateTime at=published_at />
            </p>
            <p class="ds-paragraph">{summary}</p>
            <ul class="plain-list">{contacts} {places}</ul>
        </section>
    }
}
