//! The audit trail: who did what to what, newest first.

mod api;
mod filter;
mod subject;

use leptos::prelude::*;
use veiviser_schema::authz::Action;

use self::api::{AuditChannel, AuditEntries, AuditEntry, AuditOrigin};
use self::filter::{FILTERS, Filters, filter};
use self::subject::Subject;
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{
    Allowed, Cell, DateTime, Empty, ListResults, Load, Page, PageGone, UrlState, announce_found,
    columns, paging, use_remote, use_url_state,
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ReadAudit)));
    view! {
        <Page title=move || t_string!(i18n, audit.title) wide=true>
            <p class="ds-paragraph">{t!(i18n, audit.intro)}</p>
            <Allowed
                when=may
                title=move || t_string!(i18n, audit.no_access_title)
                text=move || t_string!(i18n, audit.no_access)
            >
                <Trail />
            </Allowed>
        </Page>
    }
}

#[component]
fn Trail() -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    let entries = use_remote(move || api::entries(filter(|key| url.get(key)), paging(url)));
    announce_found(
        move || entries.get().map(|page| page.total_count),
        move |count| t_string!(i18n, audit.found, count).to_string(),
    );
    view! {
        <Filters url />
        <PageGone remote=entries />
        <Load remote=entries let:page>
            <Results page url />
        </Load>
    }
}

#[component]
fn Results(page: AuditEntries, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let AuditEntries {
        nodes,
        page_info,
        total_count,
    } = page;
    let columns = columns(move || {
        [
            t_string!(i18n, audit.at),
            t_string!(i18n, audit.actor),
            t_string!(i18n, audit.event),
            t_string!(i18n, audit.subject),
            t_string!(i18n, audit.municipality),
            t_string!(i18n, audit.detail),
        ]
    });
    let rows = nodes
        .into_iter()
        .map(|entry| view! { <Row entry /> }.into_any())
        .collect();
    view! {
        <ListResults
            url
            filters=&FILTERS
            rows
            info=page_info
            total=total_count
            caption=move || t_string!(i18n, audit.caption)
            columns
            no_match_title=move || t_string!(i18n, audit.no_match_title)
            no_match=move || t_string!(i18n, audit.no_match)
        >
            <Empty title=move || t_string!(i18n, audit.none_title) />
        </ListResults>
    }
}

#[component]
fn Row(entry: AuditEntry) -> impl IntoView {
    let i18n = use_i18n();
    let AuditEntry {
        id: _,
        at,
        actor,
        event,
        subject_id,
        municipality,
        detail,
        request_id,
        origin,
    } = entry;
    let detail = serde_json::to_string_pretty(&detail).unwrap_or_default();
    view! {
        <tr>
            <Cell head=true>
                <DateTime at short=true />
            </Cell>
            <Cell column=move || t_string!(i18n, audit.actor)>
                {match actor {
                    Some(actor) => {
                        view! {
                            <a class="ds-link" href=format!("/users/{}", actor.id)>
                                {actor.name}
                            </a>
                        }
                            .into_any()
                    }
                    None => t!(i18n, audit.nobody).into_any(),
                }}
                {origin.map(|origin| view! { <Origin origin /> })}
            </Cell>
            <Cell column=move || t_string!(i18n, audit.event)>
                <code>{event}</code>
            </Cell>
            <Cell column=move || t_string!(i18n, audit.subject)>
                <Subject id=subject_id />
            </Cell>
            <Cell column=move || t_string!(i18n, audit.municipality)>{municipality.map(|place| place.name)}</Cell>
            <Cell column=move || t_string!(i18n, audit.detail)>
                <details>
                    <summary>{t!(i18n, audit.show_detail)}</summary>
                    <pre class="detail">{detail}</pre>
                    {request_id
                        .map(|id| {
                            view! {
                                <p class="ds-paragraph muted" data-size="sm">
                                    {t!(i18n, audit.request)}
                                    ": "
                                    {id}
                                </p>
                            }
                        })}
                </details>
            </Cell>
        </tr>
    }
}

/// By which door, and from which network.
#[component]
fn Origin(origin: AuditOrigin) -> impl IntoView {
    let i18n = use_i18n();
    let AuditOrigin { channel, network } = origin;
    let door = move || match channel {
        AuditChannel::Console => t_string!(i18n, audit.from_console),
        AuditChannel::ApiClient => t_string!(i18n, audit.from_api_client),
        AuditChannel::CommandLine => t_string!(i18n, audit.from_command_line),
    };
    view! {
        <p class="ds-paragraph muted" data-size="sm">
            {door}
            {network.map(|network| format!(" ({network})"))}
        </p>
    }
}
