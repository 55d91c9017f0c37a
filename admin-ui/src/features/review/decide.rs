//! The decision: buttons that explain themselves, those that the change's state has, and a dialog for the words that go with it.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::outcome::ErrorCode;

use super::api::{
    self, ApproveChangeInput, Change, ConfirmChangeInput, DeclineChangeInput, Outcome,
    RevertChangeInput, Waiting,
};
use super::done::{self, Done};
use super::next::next;
use super::queue_page::{filter, query_of, review_href};
use super::ruling::{Decision, Hindrance, hindrance};
use crate::api::session::use_viewer;
use crate::api::{ApiError, UserError};
use crate::i18n::*;
use crate::ui::{
    Alert, Bind, Button, Dialog, ErrorPanel, Remote, TextArea, UrlState, announce, focus,
    focus_soon, use_task, use_url_state,
};

/// `notice` outlives a reload: it says why the page was read anew.
#[component]
pub fn Decide(change: Change, remote: Remote<Change>, notice: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let url = use_url_state();
    let navigate = use_navigate();
    let task = use_task();
    let asked = RwSignal::new(None::<Decision>);
    let why_not = RwSignal::new(None::<Hindrance>);
    let body = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let refusal = RwSignal::new(None::<UserError>);
    let failure = RwSignal::new(None::<ApiError>);
    let open = Bind::new(
        move || asked.with(Option::is_some),
        move |open| {
            if !open {
                asked.set(None);
            }
        },
    );
    let choices = Decision::of(change.state);
    let change = StoredValue::new(change);
    let go = Callback::new(move |to: String| navigate(&to, NavigateOptions::default()));

    let ask = move |decision: Decision| {
        let me = viewer.with_untracked(|viewer| viewer.id);
        let hindered = change.with_value(|change| hindrance(change, me, decision));
        why_not.set(hindered);
        wrong.set(None);
        refusal.set(None);
        failure.set(None);
        if hindered.is_none() {
            asked.set(Some(decision));
        } else {
            // It stands above the buttons; those who do not see it come there.
            focus_soon("why-not");
        }
    };
    let decide = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(decision) = asked.get_untracked() else {
            return;
        };
        let words = body.get_untracked().trim().to_owned();
        if words.is_empty() && decision.needs_reason() {
            wrong.set(Some(
                untrack(|| t_string!(i18n, review.reason_missing)).to_owned(),
            ));
            focus("decision-words");
            return;
        }
        wrong.set(None);
        task.run(async move {
            refusal.set(None);
            failure.set(None);
            match send(change, decision, words).await {
                Ok(Ok(())) => {
                    asked.set(None);
                    announce(untrack(|| done::words(i18n, decision)));
                    let name = change.try_with_value(|change| change.listing.name.clone());
                    let to = whereto(change, url).await;
                    done::leave(name.map(|name| Done { decision, name }));
                    go.run(to);
                }
                // Somebody was here first: what they did is shown, and nothing was done.
                Ok(Err(refused))
                    if matches!(
                        refused.code,
                        ErrorCode::Conflict | ErrorCode::WrongState | ErrorCode::AlreadyPublic
                    ) =>
                {
                    asked.set(None);
                    notice.set(true);
                    remote.reload();
                }
                Ok(Err(refused)) => refusal.set(Some(refused)),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <section class="stack decision" aria-labelledby="decision">
            <h2 class="ds-heading" data-size="sm" id="decision">{t!(i18n, review.decision)}</h2>
            <div id="why-not" tabindex="-1">
                {move || why_not.get().map(|why| view! { <WhyNot why /> })}
            </div>
            <div class="actions">
                {choices
                    .iter()
                    .map(|&choice| {
                        let color = color(choice);
                        let variant = if matches!(choice, Decision::Approve | Decision::Confirm) { "primary" } else { "secondary" };
                        view! {
                            <Button variant color on_click=move |()| ask(choice)>
                                {move || button(i18n, choice)}
                            </Button>
                        }
                    })
                    .collect_view()}
            </div>
            <Dialog
                id="decide"
                open
                described=true
                title=move || match asked.get() {
                    Some(Decision::Return) => t_string!(i18n, review.return_title),
                    Some(Decision::Reject) => t_string!(i18n, review.reject_title),
                    Some(Decision::Confirm) => t_string!(i18n, review.confirm_title),
                    Some(Decision::Revert) => t_string!(i18n, review.revert_title),
                    Some(Decision::Approve) | None => t_string!(i18n, review.approve_title),
                }
            >
                <form class="stack" on:submit=decide novalidate>
                    <p class="ds-paragraph" id="decide-text">
                        {move || match asked.get() {
                            Some(Decision::Return) => t_string!(i18n, review.return_text),
                            Some(Decision::Reject) => t_string!(i18n, review.reject_text),
                            Some(Decision::Confirm) => t_string!(i18n, review.confirm_text),
                            Some(Decision::Revert) => t_string!(i18n, review.revert_text),
                            Some(Decision::Approve) | None => t_string!(i18n, review.approve_text),
                        }}
                    </p>
                    {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
                    {move || {
                        refusal
                            .get()
                            .map(|refusal| view! { <Alert color="danger"><p class="ds-paragraph">{refusal.message}</p></Alert> })
                    }}
                    {move || {
                        let optional = asked.get().is_none_or(|decision| !decision.needs_reason());
                        view! {
                            <TextArea
                                id="decision-words"
                                label=move || {
                                    if optional { t_string!(i18n, review.comment) } else { t_string!(i18n, review.reason_for) }
                                }
                                value=body
                                error=wrong
                                optional
                            />
                        }
                    }}
                    <div class="actions">
                        {move || {
                            let decision = asked.get().unwrap_or(Decision::Approve);
                            view! {
                                <Button submit=true busy=task.busy() color=color(decision)>
                                    {move || button(i18n, decision)}
                                </Button>
                            }
                        }}
                        <Button variant="secondary" on_click=move |()| asked.set(None)>
                            {t!(i18n, common.cancel)}
                        </Button>
                    </div>
                </form>
            </Dialog>
        </section>
    }
}

/// Names exactly the version and the revision that was read.
async fn send(
    change: StoredValue<Change>,
    decision: Decision,
    words: String,
) -> Result<Outcome, ApiError> {
    let Some((change_request_id, expected_version, revision)) = change.try_with_value(|change| {
        let revision = change.revision.as_ref().map(|revision| revision.id);
        (change.id, change.version, revision)
    }) else {
        return Err(ApiError::not_found());
    };
    let decline = |reason| DeclineChangeInput {
        change_request_id,
        expected_version,
        reason,
    };
    match decision {
        Decision::Approve => {
            let input = ApproveChangeInput {
                change_request_id,
                expected_version,
                revision_id: revision.ok_or_else(ApiError::not_found)?,
                comment: (!words.is_empty()).then_some(words),
            };
            api::approve(input).await
        }
        Decision::Return => api::return_to_author(decline(words)).await,
        Decision::Reject => api::reject(decline(words)).await,
        Decision::Confirm => {
            let input = ConfirmChangeInput {
                change_request_id,
                expected_version,
                comment: (!words.is_empty()).then_some(words),
            };
            api::confirm(input).await
        }
        Decision::Revert => {
            let input = RevertChangeInput {
                change_request_id,
                expected_version,
                reason: words,
            };
            api::revert(input).await
        }
    }
}

/// What is written on the button of a decision.
fn button(i18n: I18nContext<Locale>, decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => t_string!(i18n, review.approve),
        Decision::Return => t_string!(i18n, review.return_it),
        Decision::Reject => t_string!(i18n, review.reject),
        Decision::Confirm => t_string!(i18n, review.confirm),
        Decision::Revert => t_string!(i18n, review.revert),
    }
}

/// What takes something away is seen to.
fn color(decision: Decision) -> &'static str {
    match decision {
        Decision::Reject | Decision::Revert => "danger",
        Decision::Approve | Decision::Return | Decision::Confirm => "accent",
    }
}

/// The next change of the queue one came from, or the queue itself.
async fn whereto(change: StoredValue<Change>, url: UrlState) -> String {
    let here = change.try_with_value(|change| Waiting {
        id: change.id,
        state: change.state,
        submitted_at: change.submitted_at,
    });
    let waiting = api::waiting(untrack(|| filter(url))).await;
    let following = match (here, waiting) {
        (Some(here), Ok(waiting)) => next(&waiting, &here),
        // The decision stands; the queue will say what is the matter.
        _ => None,
    };
    untrack(|| match following {
        Some(id) => review_href(id, url),
        None => format!("/review{}", query_of(&url.href(&[("view", None)]))),
    })
}

#[component]
fn WhyNot(why: Hindrance) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Alert color="warning">
            <p class="ds-paragraph">
                {move || match why {
                    Hindrance::NotWaiting => t_string!(i18n, review.why_decided),
                    Hindrance::OwnWork => t_string!(i18n, review.why_own),
                    Hindrance::HighRisk => t_string!(i18n, review.why_risk),
                    Hindrance::NotAllowed => t_string!(i18n, review.why_not_allowed),
                    Hindrance::Conflicts => t_string!(i18n, review.why_conflicts),
                    Hindrance::ChangedAgain => t_string!(i18n, review.why_changed_again),
                }}
            </p>
        </Alert>
    }
}
