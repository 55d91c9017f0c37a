//! Where a change stands, in words with an icon.

use leptos::prelude::*;

use super::api::ChangeState;
use crate::i18n::*;
use crate::ui::{Status, Tone};

#[component]
pub fn StateStatus(state: ChangeState) -> impl IntoView {
    let i18n = use_i18n();
    let tone = match state {
        ChangeState::Submitted | ChangeState::PublishedUnreviewed => Tone::Waiting,
        ChangeState::Approved | ChangeState::Confirmed => Tone::Success,
        ChangeState::Returned | ChangeState::Reverted => Tone::Warning,
        ChangeState::Rejected => Tone::Danger,
        ChangeState::Draft => Tone::Draft,
        ChangeState::Withdrawn | ChangeState::Discarded => Tone::Neutral,
    };
    view! {
        <Status tone>
            {move || match state {
                ChangeState::Draft => t_string!(i18n, review.state_draft),
                ChangeState::Submitted => t_string!(i18n, review.state_submitted),
                ChangeState::Returned => t_string!(i18n, review.state_returned),
                ChangeState::Approved => t_string!(i18n, review.state_approved),
                ChangeState::Rejected => t_string!(i18n, review.state_rejected),
                ChangeState::Withdrawn => t_string!(i18n, review.state_withdrawn),
                ChangeState::Discarded => t_string!(i18n, review.state_discarded),
                ChangeState::PublishedUnreviewed => t_string!(i18n, review.state_public),
                ChangeState::Confirmed => t_string!(i18n, review.state_confirmed),
                ChangeState::Reverted => t_string!(i18n, review.state_reverted),
            }}
        </Status>
    }
}
