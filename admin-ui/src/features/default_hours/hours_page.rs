//! `/default-hours/:municipality`: the page where the default hours of one municipality are set.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use veiviser_schema::authz::Action;

use super::NoAccess;
use super::api::{self, Record};
use super::choose_page::only;
use super::form::HoursForm;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::format::date_time;
use crate::ui::{Breadcrumb, Load, Page, use_language, use_remote};

#[component]
pub fn DefaultHoursPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let params = use_params_map();
    let number = Memo::new(move |_| {
        params
            .with(|params| params.get("municipality"))
            .unwrap_or_default()
    });
    let may = Memo::new(move |_| {
        viewer.with(|viewer| {
            number.with(|number| viewer.may_in(Action::SetDefaultHours, number, false))
        })
    });
    view! {
        // A person who works in one municipality has nothing to choose, and is led back to Min side.
        {move || {
            if viewer.with(|viewer| only(viewer).is_some()) {
                view! { <Breadcrumb href="/" label=move || t_string!(i18n, default_hours.to_my_page) /> }
            } else {
                view! { <Breadcrumb href="/default-hours" label=move || t_string!(i18n, default_hours.to_choice) /> }
            }
        }}
        <Show
            when=move || may.get()
            fallback=move || {
                view! {
                    <Page title=move || t_string!(i18n, default_hours.title)>
                        <NoAccess />
                    </Page>
                }
            }
        >
            <OneMunicipality number />
        </Show>
    }
}

#[component]
fn OneMunicipality(number: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let record = use_remote(move || api::record(number.get()));
    let title = move || match record.get() {
        Some(record) => t_string!(
            i18n,
            default_hours.title_of,
            name = record.municipality.name
        )
        .to_string(),
        None => t_string!(i18n, default_hours.title).to_owned(),
    };
    view! {
        <Page title>
            <p class="ds-paragraph">{t!(i18n, default_hours.intro)}</p>
            <Load remote=record lines=8 let:loaded>
                <HoursForm record=loaded />
            </Load>
        </Page>
    }
}

/// When the hours were last set and by whom, and which listings follow them.
#[component]
pub fn About(#[prop(into)] record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let set = move || {
        record.with(|record| match (record.updated_at, &record.updated_by) {
            (None, _) => t_string!(i18n, default_hours.never).to_owned(),
            (Some(at), None) => {
                let at = date_time(at, language.get());
                t_string!(i18n, default_hours.updated, at = at).to_string()
            }
            (Some(at), Some(by)) => {
                let at = date_time(at, language.get());
                t_string!(
                    i18n,
                    default_hours.updated_by,
                    at = at,
                    name = by.name.as_str()
                )
                .to_string()
            }
        })
    };
    view! {
        <p class="ds-paragraph">{set}</p>
        <Followers record linked=true />
    }
}

/// Up to so many listings are shown at once. More are folded away.
const FEW: usize = 5;

/// How many published listings follow the hours, which ones, and how many of those are there for people in crisis.
#[component]
pub fn Followers(
    #[prop(into)] record: Signal<Record>,
    /// Whether the names are links. In a dialog they are not: following one would leave the unsaved hours behind.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let counted = move || {
        let count = record.with(|record| record.inheriting_listings);
        match count {
            0 => t_string!(i18n, default_hours.nobody_follows).to_owned(),
            1 => t_string!(i18n, default_hours.one_follows).to_owned(),
            count => t_string!(i18n, default_hours.some_follow, count = count).to_string(),
        }
    };
    let crisis = move || {
        let count = record.with(|record| record.inheriting_crisis_listings);
        (count > 0).then(|| {
            view! {
                <p class="ds-paragraph">
                    <strong>{t!(i18n, default_hours.crisis_follow, count = count)}</strong>
                </p>
            }
        })
    };
    let named = move || {
        let count = record.with(|record| record.heirs.len());
        let links = move || {
            let language = language.get();
            record.with(|record| {
                record
                    .heirs
                    .iter()
                    .map(|heir| {
                        let name = heir.name(language);
                        let href = format!("/listings/{}", heir.id);
                        if linked {
                            view! { <li><a class="ds-link" href=href>{name}</a></li> }.into_any()
                        } else {
                            view! { <li>{name}</li> }.into_any()
                        }
                    })
                    .collect_view()
            })
        };
        let list = view! { <ul class="ds-list">{links}</ul> };
        match count {
            0 => ().into_any(),
            1..=FEW => list.into_any(),
            _ => view! {
                <details class="ds-details" data-variant="default">
                    <summary>{t!(i18n, default_hours.which_follow)}</summary>
                    <div>{list}</div>
                </details>
            }
            .into_any(),
        }
    };
    view! {
        <p class="ds-paragraph">{counted}</p>
        {crisis}
        {named}
    }
}
