//! `/changes/:id`: the draft to write in for those who may, to read for others, with what has happened to it and what was said.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use veiviser_schema::ids::ChangeRequestId;

use super::api::{self, Change};
use super::banner::Banner;
use super::form::{EditForm, Leftover};
use super::read::ReadOnly;
use crate::api::ApiError;
use crate::features::discussion::Discussion;
use crate::i18n::*;
use crate::ui::{Breadcrumb, Load, Page, use_language, use_remote};

/// The change request that the address names.
pub fn use_change_id() -> Memo<Option<ChangeRequestId>> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse().ok())
    })
}

#[component]
pub fn EditorPage() -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let id = use_change_id();
    let change = use_remote(move || {
        let id = id.get();
        async move { api::change(id.ok_or_else(ApiError::not_found)?).await }
    });
    let title = move || {
        let change = change.get();
        // What can only be read does not call itself an editor.
        let read = change.as_ref().is_some_and(|change| !change.permitted.save);
        let name = change.and_then(|change| name_of(&change, language.get()));
        match (name, read) {
            (Some(name), false) => t_string!(i18n, editor.title_of, name = name).to_string(),
            (None, false) => t_string!(i18n, editor.title).to_owned(),
            (Some(name), true) => t_string!(i18n, editor.read_title_of, name = name).to_string(),
            (None, true) => t_string!(i18n, editor.read_title).to_owned(),
        }
    };
    view! {
        <Page title wide=true>
            <Load remote=change lines=8 let:loaded>
                <Loaded change=loaded on_change=move |changed| change.replace(changed) />
            </Load>
        </Page>
    }
}

/// What the listing is called: its own name, or that of its type while it has none.
pub fn name_of(change: &Change, language: veiviser_schema::text::Language) -> Option<String> {
    let own = change
        .document
        .name
        .best(language)
        .map(|(_, name)| name.to_owned());
    own.or_else(|| {
        change
            .listing
            .service_type
            .name()
            .best(language)
            .map(|(_, name)| name.to_owned())
    })
}

#[component]
fn Loaded(change: Change, #[prop(into)] on_change: Callback<Change>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let listing = change.listing.id;
    let head = change.listing.clone();
    let about = move || {
        let kind = head
            .service_type
            .name()
            .best(language.get())
            .map(|(_, name)| name.to_owned())
            .unwrap_or_default();
        format!("{kind} – {}", head.municipality.name)
    };
    let comments = (change.id, change.comments.clone(), change.permitted.comment);
    view! {
        <Breadcrumb href=format!("/listings/{listing}") label=move || t_string!(i18n, editor.to_listing) />
        <p class="ds-paragraph muted">{about}</p>
        <Banner change=change.clone() on_change />
        {if change.permitted.save {
            view! { <EditForm change /> }.into_any()
        } else {
            view! {
                <Leftover change=change.clone() />
                <ReadOnly change />
            }
            .into_any()
        }}
        <Discussion change=comments.0 comments=comments.1 may_comment=comments.2 />
    }
}
