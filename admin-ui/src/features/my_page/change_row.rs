//! A change on the start page: what became of it, or what it waits for, and the one thing to do about it.

use leptos::prelude::*;

use super::Sentence;
use super::api::Change;
use crate::i18n::*;
use crate::ui::format::{date_time, days_ago, now};
use crate::ui::{LinkButton, Tone, use_language};

/// What is told of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Returned,
    Reverted,
    ToConfirm,
    ToReview,
    Unreviewed,
    Confirmed,
    Draft,
}

pub fn change_row(kind: Told, change: Change) -> AnyView {
    let i18n = use_i18n();
    let language = use_language().get_untracked();
    let Change {
        id,
        listing,
        author,
        submitted_at,
        updated_at,
        decision_reason,
        decided_by,
        ..
    } = change;
    let (name, place) = (listing.name, listing.municipality.name);
    let since = || days_ago(submitted_at.unwrap_or(updated_at), now(), language);
    let reason = || decision_reason.map(|reason| format!("«{reason}»"));
    let (tone, title, text, more) = untrack(|| match kind {
        Told::Returned => (
            Tone::Warning,
            t_string!(i18n, my_page.returned).to_owned(),
            t_string!(i18n, my_page.returned_text, name, place).to_string(),
            reason(),
        ),
        Told::Reverted => (
            Tone::Warning,
            t_string!(i18n, my_page.reverted).to_owned(),
            t_string!(i18n, my_page.reverted_text, name, place).to_string(),
            reason(),
        ),
        Told::ToConfirm => (
            Tone::Waiting,
            t_string!(i18n, my_page.to_confirm).to_owned(),
            t_string!(
                i18n,
                my_page.to_confirm_text,
                author = author.name,
                name,
                place
            )
            .to_string(),
            Some(since()),
        ),
        Told::ToReview => (
            Tone::Waiting,
            t_string!(i18n, my_page.to_review).to_owned(),
            t_string!(
                i18n,
                my_page.to_review_text,
                author = author.name,
                name,
                place
            )
            .to_string(),
            Some(since()),
        ),
        Told::Unreviewed => (
            Tone::Info,
            t_string!(i18n, my_page.unreviewed).to_owned(),
            t_string!(i18n, my_page.unreviewed_text, name, place).to_string(),
            Some(since()),
        ),
        Told::Confirmed => (
            Tone::Success,
            t_string!(i18n, my_page.confirmed).to_owned(),
            t_string!(i18n, my_page.confirmed_text, name, place).to_string(),
            decided_by.map(|by| by.name),
        ),
        Told::Draft => (
            Tone::Draft,
            t_string!(i18n, my_page.draft).to_owned(),
            t_string!(i18n, my_page.draft_text, name, place).to_string(),
            Some(
                t_string!(
                    i18n,
                    my_page.last_saved,
                    at = date_time(updated_at, language)
                )
                .to_string(),
            ),
        ),
    });
    let (folder, variant) = match kind {
        Told::Returned => ("changes", "primary"),
        Told::ToConfirm | Told::ToReview => ("review", "primary"),
        Told::Confirmed => ("changes", "tertiary"),
        Told::Reverted | Told::Unreviewed | Told::Draft => ("changes", "secondary"),
    };
    let action = move || match kind {
        Told::Returned => t_string!(i18n, my_page.mend),
        Told::Reverted => t_string!(i18n, my_page.see_what),
        Told::ToConfirm | Told::ToReview => t_string!(i18n, my_page.review),
        Told::Unreviewed | Told::Confirmed => t_string!(i18n, my_page.look),
        Told::Draft => t_string!(i18n, my_page.go_on),
    };
    view! {
        <Sentence tone kind=title text more>
            <LinkButton href=format!("/{folder}/{id}") variant>
                {action}
            </LinkButton>
        </Sentence>
    }
    .into_any()
}
