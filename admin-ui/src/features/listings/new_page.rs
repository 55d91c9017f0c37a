//! A new listing begins with two choices: where, and what kind. The address may make them already.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ListingId;

use super::api;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{
    Allowed, Breadcrumb, Button, Choice, ErrorPanel, ErrorSummary, Errors, FormErrors, Load, Page,
    SelectField, use_language, use_remote, use_task, use_url_state,
};

#[component]
pub fn NewListingPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let language = use_language();
    let may = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::SaveDraft)));
    let types = use_remote(move || api::service_types(language.get()));
    view! {
        <Breadcrumb href="/listings" label=move || t_string!(i18n, listings.back) />
        <Page title=move || t_string!(i18n, listings.new_title)>
            <Allowed
                when=may
                title=move || t_string!(i18n, listings.no_access_title)
                text=move || t_string!(i18n, listings.no_write)
            >
                <Load remote=types let:types>
                    <Form types />
                </Load>
            </Allowed>
        </Page>
    }
}

#[component]
fn Form(types: Vec<api::TypeChoice>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let url = use_url_state();
    let navigate = use_navigate();
    let task = use_task();
    let errors = FormErrors::new();
    let failure = RwSignal::new(None);
    // Made once a page: a second click begins nothing twice.
    let id = ListingId(uuid::Uuid::new_v4());
    let own = viewer.with_untracked(|viewer| viewer.editable.clone());
    let first = if own.len() == 1 {
        own[0].number.clone()
    } else {
        String::new()
    };
    let place = RwSignal::new(untrack(|| url.get("municipality")).unwrap_or(first));
    let kind = RwSignal::new(untrack(|| url.text("type")));
    let places = Signal::derive(move || {
        let choose = std::iter::once(Choice::new("", t_string!(i18n, common.choose)));
        choose
            .chain(
                own.iter()
                    .map(|place| Choice::new(place.number.clone(), place.name.clone())),
            )
            .collect::<Vec<_>>()
    });
    let summaries: Vec<(String, String)> = types
        .iter()
        .map(|kind| (kind.slug.clone(), kind.summary.clone()))
        .collect();
    let kinds = Signal::derive(move || {
        let choose = std::iter::once(Choice::new("", t_string!(i18n, common.choose)));
        choose
            .chain(
                types
                    .iter()
                    .map(|kind| Choice::new(kind.slug.clone(), kind.name.clone())),
            )
            .collect::<Vec<_>>()
    });
    let summary = move || {
        let chosen = kind.get();
        summaries
            .iter()
            .find(|(slug, _)| *slug == chosen)
            .map(|(_, summary)| summary.clone())
    };
    let begin = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (place_now, kind_now) = (place.get_untracked(), kind.get_untracked());
        let mut wrong = Errors::new();
        untrack(|| {
            wrong
                .check(
                    place_now.is_empty(),
                    "new-municipalityNumber",
                    t_string!(i18n, listings.missing_municipality),
                )
                .check(
                    kind_now.is_empty(),
                    "new-serviceTypeSlug",
                    t_string!(i18n, listings.missing_type),
                );
        });
        if !errors.show(wrong) {
            return;
        }
        let navigate = navigate.clone();
        task.run(async move {
            failure.set(None);
            match api::start_listing(id, place_now, kind_now).await {
                Ok(Ok(change)) => {
                    navigate(&format!("/changes/{change}"), NavigateOptions::default())
                }
                Ok(Err(refusals)) => {
                    errors.show(Errors::from_refusals(&refusals, |field| {
                        format!("new-{field}")
                    }));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=begin>
            <ErrorSummary errors />
            <SelectField
                id="new-municipalityNumber"
                label=move || t_string!(i18n, listings.municipality)
                value=place
                choices=places
                error=errors.of("new-municipalityNumber")
            />
            <SelectField
                id="new-serviceTypeSlug"
                label=move || t_string!(i18n, listings.service_type)
                help=move || t_string!(i18n, listings.type_help)
                value=kind
                choices=kinds
                error=errors.of("new-serviceTypeSlug")
            />
            {move || summary().map(|text| view! { <p class="ds-paragraph muted">{text}</p> })}
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
            <div class="actions">
                <Button submit=true busy=task.busy()>
                    {t!(i18n, listings.begin)}
                </Button>
            </div>
        </form>
    }
}
