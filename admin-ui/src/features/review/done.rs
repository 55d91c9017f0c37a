//! What was just decided, said on the page one is led to: the next change, or the queue.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::ruling::Decision;
use crate::i18n::*;
use crate::ui::{Alert, focus_soon};

/// The decision, and the listing it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub decision: Decision,
    pub name: String,
}

thread_local! {
    static DONE: RefCell<Option<Done>> = const { RefCell::new(None) };
}

/// Leaves it for the page that comes.
pub fn leave(done: Option<Done>) {
    DONE.set(done);
}

/// What was left for the page that asks; once.
#[must_use]
pub fn take() -> Option<Done> {
    DONE.take()
}

/// What came of a decision.
pub fn words(i18n: I18nContext<Locale>, decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => t_string!(i18n, review.approved),
        Decision::Return => t_string!(i18n, review.returned),
        Decision::Reject => t_string!(i18n, review.rejected),
        Decision::Confirm => t_string!(i18n, review.confirmed),
        Decision::Revert => t_string!(i18n, review.reverted),
    }
}

/// Takes focus: it is there while the rest of the page is still on its way. `next`: what stands beneath is the next change.
#[component]
pub fn DoneNotice(done: Done, #[prop(optional)] next: bool) -> impl IntoView {
    const DECIDED: &str = "decided";
    let i18n = use_i18n();
    let Done { decision, name } = done;
    focus_soon(DECIDED);
    view! {
        <div id=DECIDED tabindex="-1">
            <Alert color="success">
                <p class="ds-paragraph">
                    <strong>{name}</strong>
                    ": "
                    {move || words(i18n, decision)}
                </p>
                {next.then(|| view! { <p class="ds-paragraph">{t!(i18n, review.next_here)}</p> })}
            </Alert>
        </div>
    }
}
