//! That a listing ends: since when, how one ends it, and how it comes back. All of it is the one field of the draft.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::ListingState;
use crate::i18n::*;
use crate::ui::{Alert, Empty, format, use_language};

/// Where the editor keeps the last day: whoever comes by this link lands in the field.
pub const FIELD: &str = "#f-endsOn";

/// What there is to do about the end of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndStep {
    End,
    ChangeEnd,
    BringBack,
}

impl EndStep {
    /// Nothing for a listing that was never published: its draft is discarded.
    #[must_use]
    pub fn of(state: ListingState, ends_on: Option<NaiveDate>) -> Option<Self> {
        match (state, ends_on) {
            (ListingState::Draft, _) => None,
            (ListingState::Published, None) => Some(Self::End),
            (ListingState::Published, Some(_)) => Some(Self::ChangeEnd),
            (ListingState::Ended, _) => Some(Self::BringBack),
        }
    }

    pub fn label(self, i18n: leptos_i18n::I18nContext<Locale>) -> &'static str {
        match self {
            Self::End => t_string!(i18n, listings.end),
            Self::ChangeEnd => t_string!(i18n, listings.change_end),
            Self::BringBack => t_string!(i18n, listings.bring_back),
        }
    }
}

/// The last day among the facts of a listing.
#[component]
pub fn LastDay(ends_on: Option<NaiveDate>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    ends_on.map(|day| {
        view! {
            <dt>{t!(i18n, listings.ends_on)}</dt>
            <dd>{move || format::date(day, language.get())}</dd>
        }
    })
}

/// In place of what the public sees: why there is nothing.
#[component]
pub fn Unseen(state: ListingState, ends_on: Option<NaiveDate>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    match ends_on.filter(|_| state == ListingState::Ended) {
        Some(day) => view! {
            <Alert color="info" title=move || t_string!(i18n, listings.ended_title)>
                <p class="ds-paragraph">
                    {move || {
                        t_string!(i18n, listings.ended_text, day = format::date(day, language.get())).to_string()
                    }}
                </p>
                <p class="ds-paragraph">{t!(i18n, listings.ended_back)}</p>
            </Alert>
        }
        .into_any(),
        None => view! {
            <Empty
                title=move || t_string!(i18n, listings.unpublished_title)
                text=move || t_string!(i18n, listings.unpublished)
            />
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_step_at_a_time() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 31);
        for (state, ends_on, step) in [
            (ListingState::Draft, None, None),
            (ListingState::Draft, day, None),
            (ListingState::Published, None, Some(EndStep::End)),
            (ListingState::Published, day, Some(EndStep::ChangeEnd)),
            (ListingState::Ended, day, Some(EndStep::BringBack)),
        ] {
            assert_eq!(EndStep::of(state, ends_on), step, "{state:?} {ends_on:?}");
        }
    }
}
