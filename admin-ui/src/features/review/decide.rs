//! The decision on a change: the buttons, the reason why a button may not be used, and the dialog that asks for words and confirmation.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::{self, Change, Outcome, Waiting};
use super::done::{self, Done, use_last_decision};
use super::next::next;
use super::queue_page::{filter, query_of, review_href};
use super::ruling::{Decision, Hindrance, hindrance};
use super::verdict::{NextStep, Unsent, Verdict};
use crate::api::session::use_viewer;
use crate::api::{ApiError, UserError};
use crate::i18n::*;
use crate::ui::guard::use_guard;
use crate::ui::{
    Alert, Bind, Button, Dialog, ErrorPanel, Remote, Task, TextArea, UrlState, announce, focus,
    focus_soon, use_task, use_url_state,
};

const WHY_NOT: &str = "why-not";
const WORDS: &str = "decision-words";

/// What stands in the dialog.
#[derive(Clone, Copy)]
struct Asked {
    /// The decision to confirm. The dialog is open while there is one.
    decision: RwSignal<Option<Decision>>,
    words: RwSignal<String>,
    /// What is wrong with the words.
    wrong: RwSignal<Option<String>>,
    refusal: RwSignal<Option<UserError>>,
    failure: RwSignal<Option<ApiError>>,
}

impl Asked {
    fn new() -> Self {
        Self {
            decision: RwSignal::new(None),
            words: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            refusal: RwSignal::new(None),
            failure: RwSignal::new(None),
        }
    }

    fn clear_problems(self) {
        self.wrong.set(None);
        self.refusal.set(None);
        self.failure.set(None);
    }
}

/// `read_again` is set when somebody else was first, and the page has read the change again because of it.
#[component]
pub fn Decide(change: Change, remote: Remote<Change>, read_again: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let url = use_url_state();
    let last = use_last_decision();
    let navigate = use_navigate();
    let task = use_task();
    let asked = Asked::new();
    let why_not = RwSignal::new(None::<Hindrance>);
    let unsent = Signal::derive(move || asked.words.with(|words| !words.trim().is_empty()));
    use_guard(move || t_string!(i18n, review.guard), unsent);
    let choices = Decision::of(change.state);
    let change = StoredValue::new(change);

    let ask = move |decision: Decision| {
        let me = viewer.with_untracked(|viewer| viewer.id);
        let hindered = change.with_value(|change| hindrance(change, me, decision));
        why_not.set(hindered);
        asked.clear_problems();
        if hindered.is_none() {
            asked.decision.set(Some(decision));
        } else {
            // The reason appears above the buttons. Focus goes there, so that a screen reader reads it.
            focus_soon(WHY_NOT);
        }
    };
    let decide = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(decision) = asked.decision.get_untracked() else {
            return;
        };
        asked.clear_problems();
        let verdict = change.with_value(|change| {
            asked
                .words
                .with_untracked(|words| Verdict::of(change, decision, words))
        });
        let verdict = match verdict {
            Ok(verdict) => verdict,
            Err(Unsent::ReasonMissing) => {
                let words = untrack(|| t_string!(i18n, review.reason_missing));
                asked.wrong.set(Some(words.to_owned()));
                focus(WORDS);
                return;
            }
            Err(Unsent::NoRevision) => {
                asked.failure.set(Some(ApiError::not_found()));
                return;
            }
        };
        let navigate = navigate.clone();
        task.run(async move {
            match send(verdict).await.into() {
                NextStep::GoOn => {
                    asked.decision.set(None);
                    announce(untrack(|| done::words(i18n, decision)));
                    let to = change.with_value(place).next_address(url).await;
                    let name = change.with_value(|change| change.listing.name.clone());
                    last.leave(Done { decision, name });
                    navigate(&to, NavigateOptions::default());
                }
                NextStep::ReadAgain => {
                    asked.decision.set(None);
                    read_again.set(true);
                    remote.reload();
                }
                NextStep::ShowRefusal(refusal) => asked.refusal.set(Some(refusal)),
                NextStep::ShowFailure(error) => asked.failure.set(Some(error)),
            }
        });
    };
    let buttons = choices
        .iter()
        .map(|&choice| {
            let variant = if choice == choices[0] {
                "primary"
            } else {
                "secondary"
            };
            view! {
                <Button variant color=color(choice) on_click=move |()| ask(choice)>
                    {move || button(i18n, choice)}
                </Button>
            }
        })
        .collect_view();
    view! {
        <section class="stack decision" aria-labelledby="decision">
            <h2 class="ds-heading" data-size="sm" id="decision">{t!(i18n, review.decision)}</h2>
            <div id=WHY_NOT tabindex="-1">
                {move || why_not.get().map(|why| view! { <WhyNot why /> })}
            </div>
            <div class="actions">{buttons}</div>
            <DecisionDialog asked task on_submit=decide />
        </section>
    }
}

/// Asks for words and confirmation. It stays open when the server refuses, and shows why.
#[component]
fn DecisionDialog(
    asked: Asked,
    task: Task,
    on_submit: impl Fn(web_sys::SubmitEvent) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = Bind::new(
        move || asked.decision.with(Option::is_some),
        move |open| {
            if !open {
                asked.decision.set(None);
            }
        },
    );
    // While the dialog closes there is no decision any more, and its words must still be there.
    let decision = Memo::new(move |before: Option<&Decision>| {
        let before = before.copied().unwrap_or(Decision::Approve);
        asked.decision.get().unwrap_or(before)
    });
    let label = move || {
        if decision.get().needs_reason() {
            t_string!(i18n, review.reason_for)
        } else {
            t_string!(i18n, review.comment)
        }
    };
    let refusal = move || {
        asked
            .refusal
            .get()
            .map(|refusal| view! { <Alert color="danger"><p class="ds-paragraph">{refusal.message}</p></Alert> })
    };
    view! {
        <Dialog id="decide" open described=true title=move || title(i18n, decision.get())>
            <form class="stack" on:submit=on_submit.clone() novalidate>
                <p class="ds-paragraph" id="decide-text">{move || explanation(i18n, decision.get())}</p>
                {move || asked.failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
                {refusal}
                {move || {
                    let optional = !decision.get().needs_reason();
                    view! { <TextArea id=WORDS label value=asked.words error=asked.wrong optional /> }
                }}
                <div class="actions">
                    {move || {
                        let decision = decision.get();
                        view! {
                            <Button submit=true busy=task.busy() color=color(decision)>
                                {move || button(i18n, decision)}
                            </Button>
                        }
                    }}
                    <Button variant="secondary" on_click=move |()| asked.decision.set(None)>
                        {t!(i18n, common.cancel)}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

fn title(i18n: I18nContext<Locale>, decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => t_string!(i18n, review.approve_title),
        Decision::Return => t_string!(i18n, review.return_title),
        Decision::Reject => t_string!(i18n, review.reject_title),
        Decision::Confirm => t_string!(i18n, review.confirm_title),
        Decision::Revert => t_string!(i18n, review.revert_title),
    }
}

/// What happens when the reviewer goes through with it.
fn explanation(i18n: I18nContext<Locale>, decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => t_string!(i18n, review.approve_text),
        Decision::Return => t_string!(i18n, review.return_text),
        Decision::Reject => t_string!(i18n, review.reject_text),
        Decision::Confirm => t_string!(i18n, review.confirm_text),
        Decision::Revert => t_string!(i18n, review.revert_text),
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

/// The colour of a decision's buttons. A decision that throws somebody's work away is red.
fn color(decision: Decision) -> &'static str {
    match decision {
        Decision::Reject | Decision::Revert => "danger",
        Decision::Approve | Decision::Return | Decision::Confirm => "accent",
    }
}

async fn send(verdict: Verdict) -> Result<Outcome, ApiError> {
    match verdict {
        Verdict::Approve(input) => api::approve(input).await,
        Verdict::Return(input) => api::return_to_author(input).await,
        Verdict::Reject(input) => api::reject(input).await,
        Verdict::Confirm(input) => api::confirm(input).await,
        Verdict::Revert(input) => api::revert(input).await,
    }
}

/// Where a change stood in the queue.
fn place(change: &Change) -> Waiting {
    Waiting {
        id: change.id,
        state: change.state,
        submitted_at: change.submitted_at,
    }
}

impl Waiting {
    /// The address of the change that follows this one in the queue with the reviewer's filters, or of the queue when none is left. The
    /// queue's address too when the queue could not be read: the decision stands, and that page says what is wrong.
    async fn next_address(self, url: UrlState) -> String {
        let following = api::waiting(untrack(|| filter(url)))
            .await
            .ok()
            .and_then(|waiting| next(&waiting, &self));
        untrack(|| match following {
            Some(id) => review_href(id, url),
            None => format!("/review{}", query_of(&url.href(&[("view", None)]))),
        })
    }
}

/// Why the button that was pressed cannot be used.
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
