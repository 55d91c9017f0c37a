//! The decision just made, told on the page that comes after it: the next change, or the queue.

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

/// Carries the decision from the page where it was made to the page that tells it. In context around all pages, because it outlives the
/// first of the two.
#[derive(Debug, Clone, Copy)]
pub struct LastDecision(StoredValue<Option<Done>>);

impl LastDecision {
    /// Puts an empty one into context.
    pub fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }

    /// Leaves a decision for the page that comes next.
    pub fn leave(self, done: Done) {
        self.0.set_value(Some(done));
    }

    /// The decision that was left, if this is the first page to ask for it.
    #[must_use]
    pub fn take(self) -> Option<Done> {
        self.0.try_update_value(Option::take).flatten()
    }
}

#[must_use]
pub fn use_last_decision() -> LastDecision {
    expect_context()
}

/// What has happened to the change.
pub fn words(i18n: I18nContext<Locale>, decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => t_string!(i18n, review.approved),
        Decision::Return => t_string!(i18n, review.returned),
        Decision::Reject => t_string!(i18n, review.rejected),
        Decision::Confirm => t_string!(i18n, review.confirmed),
        Decision::Revert => t_string!(i18n, review.reverted),
    }
}

/// Tells the decision, and takes focus at once: the rest of the page may still be loading. `next`: the page shows the next change.
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
