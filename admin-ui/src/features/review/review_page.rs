//! One change: who proposes it and why, what it changes, the problems in it, the decision, and the discussion.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use veiviser_schema::content::label::path_label;
use veiviser_schema::ids::ChangeRequestId;
use wasm_bindgen::JsCast;

use super::api::{self, Change, ChangeState};
use super::conflicts::Conflicts;
use super::decide::Decide;
use super::done::{Done, DoneNotice, use_last_decision};
use super::preview::Preview;
use super::queue_page::query_of;
use super::state::StateStatus;
use crate::api::ApiError;
use crate::features::diff::{DiffMode, Differences, RiskStatus};
use crate::features::discussion::Discussion;
use crate::i18n::*;
use crate::ui::{
    Alert, Bind, Breadcrumb, Choice, DateTime, Load, Loading, Page, ProblemLine, Problems,
    RadioGroup, Remote, Status, Tone, announce, use_language, use_remote, use_url_state,
};

#[component]
pub fn ReviewPage() -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let url = use_url_state();
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id")?.parse::<ChangeRequestId>().ok()));
    let remote = use_remote(move || {
        let (id, language) = (id.get(), language.get());
        async move {
            match id {
                Some(id) => api::change(id, language).await,
                None => Err(ApiError::not_found()),
            }
        }
    });
    // Somebody else was first, and the change was read again: the page says so.
    let read_again = RwSignal::new(false);
    let done = RwSignal::new(use_last_decision().take());
    focus_each(id, read_again, done);
    // The change that the address names. While it loads, the page must not show the name of the one before.
    let shown = Memo::new(move |_| remote.get().filter(|change| Some(change.id) == id.get()));
    let title = move || {
        shown.get().map_or_else(
            || t_string!(i18n, review.one).to_owned(),
            |change| change.listing.name,
        )
    };
    let back = move || format!("/review{}", query_of(&url.href(&[("view", None)])));
    view! {
        <Breadcrumb href=back label=move || t_string!(i18n, review.back) />
        <Page title wide=true>
            {move || done.get().map(|done| view! { <DoneNotice done next=true /> })}
            <Show when=move || read_again.get()>
                <Alert color="warning" title=move || t_string!(i18n, review.stale_title)>
                    <p class="ds-paragraph">{t!(i18n, review.stale)}</p>
                </Alert>
            </Show>
            <Load remote=remote let:change>
                {if id.get() == Some(change.id) {
                    view! { <Review change remote read_again /> }.into_any()
                } else {
                    view! { <Loading /> }.into_any()
                }}
            </Load>
        </Page>
    }
}

/// Moves focus when the page shows another change: to the notice of the decision just made, or to the heading. The router does not do it,
/// because to the router the page is the same. Moves it to the heading also when the change was read again.
fn focus_each(
    id: Memo<Option<ChangeRequestId>>,
    read_again: RwSignal<bool>,
    done: RwSignal<Option<Done>>,
) {
    let i18n = use_i18n();
    let last = use_last_decision();
    let to_heading = || {
        request_animation_frame(|| {
            let heading = document().query_selector(".page h1").ok().flatten();
            if let Some(heading) =
                heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
            {
                // A heading that cannot take focus costs only the focus.
                let _ = heading.focus();
            }
        });
    };
    Effect::new(move |before: Option<Option<ChangeRequestId>>| {
        let now = id.get();
        if before.is_some_and(|before| before != now) {
            read_again.set(false);
            window().scroll_to_with_x_and_y(0.0, 0.0);
            let decided = last.take();
            // The notice of the decision takes focus itself.
            if decided.is_none() {
                to_heading();
            }
            done.set(decided);
        }
        now
    });
    Effect::new(move |_| {
        if read_again.get() {
            done.set(None);
            announce(untrack(|| t_string!(i18n, review.stale)));
            window().scroll_to_with_x_and_y(0.0, 0.0);
            to_heading();
        }
    });
}

#[component]
fn Review(change: Change, remote: Remote<Change>, read_again: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let problems: Vec<_> = change
        .problems
        .iter()
        .map(|problem| ProblemLine {
            severity: problem.severity,
            field: untrack(|| path_label(&problem.path, language.get())),
            message: problem.message.clone(),
            target: None,
        })
        .collect();
    let waiting = change.state.in_review();
    let public = change.state == ChangeState::PublishedUnreviewed;
    let (id, comments, may_comment) =
        (change.id, change.comments.clone(), change.permitted.comment);
    view! {
        <Facts change=change.clone() />
        <Problems problems />
        {public.then(|| view! { <AlreadyPublic /> })}
        <Conflicts conflicts=change.conflicts.clone() public />
        <Changes change=change.clone() />
        {waiting.then(|| view! { <Decide change remote read_again /> })}
        <Discussion change=id comments may_comment />
    }
}

/// Says that the change is public already, and what the reviewer's two choices do.
#[component]
fn AlreadyPublic() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Alert color="info" title=move || t_string!(i18n, review.public_title)>
            <p class="ds-paragraph">{t!(i18n, review.public_text)}</p>
        </Alert>
    }
}

#[component]
fn Facts(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let Change {
        state,
        listing,
        author,
        contributors,
        reason,
        risk,
        submitted_at,
        decided_at,
        decided_by,
        decision_reason,
        ..
    } = change;
    let others: Vec<String> = contributors
        .into_iter()
        .filter(|person| person.id != author.id)
        .map(|person| person.name)
        .collect();
    let authors = std::iter::once(author.name)
        .chain(others)
        .collect::<Vec<_>>()
        .join(", ");
    let listing_href = format!("/listings/{}", listing.id);
    view! {
        <p class="actions">
            <StateStatus state />
            <RiskStatus risk />
            {listing.service_type.crisis.then(|| view! { <Status tone=Tone::Crisis>{t!(i18n, review.crisis)}</Status> })}
        </p>
        <dl class="facts">
            <dt>{t!(i18n, review.listing)}</dt>
            <dd>
                <a class="ds-link" href=listing_href>
                    {listing.name}
                </a>
            </dd>
            <dt>{t!(i18n, review.municipality)}</dt>
            <dd>{listing.municipality.name}</dd>
            <dt>{t!(i18n, review.service_type)}</dt>
            <dd>{listing.service_type.name}</dd>
            <dt>{t!(i18n, review.written_by)}</dt>
            <dd>{authors}</dd>
            {submitted_at
                .map(|at| {
                    view! {
                        <dt>{t!(i18n, review.submitted)}</dt>
                        <dd>
                            <DateTime at />
                        </dd>
                    }
                })}
            <dt>{t!(i18n, review.reason)}</dt>
            <dd class="written">
                {match reason.filter(|reason| !reason.trim().is_empty()) {
                    Some(reason) => reason.into_any(),
                    None => view! { <span class="muted">{t!(i18n, review.no_reason)}</span> }.into_any(),
                }}
            </dd>
            {decided_at
                .filter(|_| !state.in_review())
                .map(|at| {
                    view! {
                        <dt>{t!(i18n, review.decided)}</dt>
                        <dd>
                            <DateTime at />
                            {decided_by.map(|by| format!(", {}", by.name))}
                            {decision_reason.map(|reason| view! { <p class="ds-paragraph written">{reason}</p> })}
                        </dd>
                    }
                })}
        </dl>
    }
}

/// The differences in one of two layouts, or the whole as the public would read it.
#[component]
fn Changes(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    const PREVIEW: &str = "preview";
    let view = Memo::new(move |_| {
        url.get("view")
            .unwrap_or_else(|| DiffMode::default().code().to_owned())
    });
    let mode = Signal::derive(move || DiffMode::from_code(&view.get()));
    let previewing = Memo::new(move |_| view.get() == PREVIEW);
    let value = Bind::new(
        move || view.get(),
        move |code: String| {
            let code = Some(code.as_str()).filter(|code| *code != DiffMode::default().code());
            url.set(&[("view", code)]);
        },
    );
    let choices = Signal::derive(move || {
        vec![
            Choice::new(DiffMode::Inline.code(), t_string!(i18n, diff.mode_inline)),
            Choice::new(DiffMode::SideBySide.code(), t_string!(i18n, diff.mode_side)),
            Choice::new(PREVIEW, t_string!(i18n, review.preview)),
        ]
    });
    let is_new = change.base_revision.is_none();
    let (differences, content) = (change.differences, change.document);
    let municipality = change.listing.municipality.number;
    view! {
        <section class="stack" aria-labelledby="changes">
            <h2 class="ds-heading" data-size="sm" id="changes">
                {if is_new { t!(i18n, review.new_listing).into_any() } else { t!(i18n, review.changes).into_any() }}
            </h2>
            <div class="diff-mode">
                <RadioGroup id="view" label=move || t_string!(i18n, diff.mode) value choices />
            </div>
            {move || {
                if previewing.get() {
                    view! { <Preview content=content.clone() municipality=municipality.clone() /> }.into_any()
                } else {
                    view! { <Differences differences=differences.clone() mode content=content.clone() /> }.into_any()
                }
            }}
        </section>
    }
}
