//! The start page: one list of what waits for the person, the most urgent first. Each row is a sentence and a button.

mod api;
mod change_row;
mod rank;
mod unsent;

use leptos::prelude::*;
use veiviser_schema::authz::Action;

use self::api::{Missing, Named, Published};
use self::change_row::{Told, change_row};
use self::rank::{Row, ranked};
use self::unsent::Unsent;
use crate::api::session::use_viewer;
use crate::api::to_the_end;
use crate::api::verify::verify;
use crate::i18n::*;
use crate::ui::format::{days_ago, now};
use crate::ui::{
    Alert, Button, Empty, LinkButton, Load, Page, Remote, Status, Tone, announce, use_language,
    use_remote, use_task,
};

#[component]
pub fn MyPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let language = use_language();
    let waiting = use_remote(move || api::my_page(language.get()));
    let places = Memo::new(move |_| {
        viewer.with(|viewer| {
            viewer
                .editable
                .iter()
                .map(|place| place.name.clone())
                .collect::<Vec<_>>()
                .join(", ")
        })
    });
    let may_edit = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::SaveDraft)));
    let may_set_hours =
        Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::SetDefaultHours)));
    let actions = move || {
        let new = may_edit.get().then(|| view! { <LinkButton href="/listings/new">{t!(i18n, my_page.new_listing)}</LinkButton> });
        let hours = may_set_hours.get().then(|| {
            view! {
                <LinkButton href="/default-hours" variant="secondary">
                    {t!(i18n, my_page.default_hours)}
                </LinkButton>
            }
        });
        view! {
            {new}
            {hours}
        }
    };
    view! {
        <Page title=move || t_string!(i18n, my_page.title) actions>
            <p class="ds-paragraph">
                {move || viewer.with(|viewer| viewer.name.clone())}
                {move || (!places.with(String::is_empty)).then(|| format!(" · {}", places.get()))}
            </p>
            <Unsent />
            <Load remote=waiting let:page>
                <Rows rows=ranked(page, now()) waiting />
            </Load>
        </Page>
    }
}

#[component]
fn Rows(rows: Vec<Row>, waiting: Remote<api::Waiting>) -> impl IntoView {
    let i18n = use_i18n();
    if rows.is_empty() {
        return view! {
            <Empty title=move || t_string!(i18n, my_page.nothing_title) text=move || t_string!(i18n, my_page.nothing)>
                <LinkButton href="/listings" variant="secondary">{t!(i18n, my_page.all_listings)}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let items = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="waiting-row">
                    {match row {
                        Row::Returned(change) => change_row(Told::Returned, change),
                        Row::Reverted(change) => change_row(Told::Reverted, change),
                        Row::ToConfirm(change) => change_row(Told::ToConfirm, change),
                        Row::ToReview(change) => change_row(Told::ToReview, change),
                        Row::Unreviewed(change) => change_row(Told::Unreviewed, change),
                        Row::Confirmed(change) => change_row(Told::Confirmed, change),
                        Row::Draft(change) => change_row(Told::Draft, change),
                        Row::Overdue(listing) => view! { <DueRow listing overdue=true waiting /> }.into_any(),
                        Row::DueSoon(listing) => view! { <DueRow listing overdue=false waiting /> }.into_any(),
                        Row::Incomplete(listing) => view! { <IncompleteRow listing /> }.into_any(),
                        Row::MissingCrisis(missing) | Row::Missing(missing) => view! { <MissingRow missing /> }.into_any(),
                    }}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="waiting">{items}</ul> }.into_any()
}

/// A row: what kind of thing waits, a sentence about it, and the button.
#[component]
fn Sentence(
    tone: Tone,
    kind: String,
    text: String,
    #[prop(optional_no_strip)] more: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="waiting-text">
            <Status tone>{kind}</Status>
            <p class="ds-paragraph">{text}</p>
            {more.map(|more| view! { <p class="ds-paragraph muted" data-size="sm">{more}</p> })}
        </div>
        <div class="waiting-action">{children()}</div>
    }
}

#[component]
fn DueRow(listing: Published, overdue: bool, waiting: Remote<api::Waiting>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let task = use_task();
    let refused = RwSignal::new(None::<String>);
    let Published {
        id,
        name,
        municipality,
        version,
        verified_at,
        ..
    } = listing;
    let said = name.clone();
    let verify = move |()| {
        let said = said.clone();
        // To the end, because the row may be gone before the answer comes: the answer to another row's button draws all rows anew. The list
        // must be read again all the same, and the person told.
        task.run(to_the_end(async move {
            match verify(id, version).await {
                Ok(refusals) if refusals.is_empty() => {
                    announce(untrack(|| {
                        t_string!(i18n, my_page.verified, name = said).to_string()
                    }));
                    waiting.reload();
                }
                Ok(refusals) => {
                    refused.set(refusals.into_iter().next().map(|refusal| refusal.message))
                }
                Err(_) => refused.set(Some(untrack(|| {
                    t_string!(i18n, my_page.not_verified).to_owned()
                }))),
            }
        }));
    };
    let checked = verified_at
        .map(|at| days_ago(at, now(), language.get_untracked()))
        .unwrap_or_default();
    let kind = untrack(|| {
        if overdue {
            t_string!(i18n, my_page.overdue)
        } else {
            t_string!(i18n, my_page.due_soon)
        }
        .to_owned()
    });
    let label_name = name.clone();
    view! {
        <Sentence
            tone=if overdue { Tone::Warning } else { Tone::Info }
            kind
            text=untrack(|| t_string!(i18n, my_page.due_text, name = name, place = municipality.name).to_string())
            more=Some(untrack(|| t_string!(i18n, my_page.last_checked, since = checked).to_string()))
        >
            <Button
                on_click=verify
                busy=task.busy()
                aria_label=move || t_string!(i18n, my_page.still_right_label, name = label_name.clone()).to_string()
            >
                {t!(i18n, my_page.still_right)}
            </Button>
            <LinkButton href=format!("/listings/{id}") variant="tertiary">{t!(i18n, my_page.look)}</LinkButton>
            {move || refused.get().map(|text| view! { <Alert color="danger">{text}</Alert> })}
        </Sentence>
    }
}

#[component]
fn IncompleteRow(listing: Named) -> impl IntoView {
    let i18n = use_i18n();
    let Named {
        id,
        name,
        municipality,
    } = listing;
    view! {
        <Sentence
            tone=Tone::Info
            kind=untrack(|| t_string!(i18n, my_page.incomplete).to_owned())
            text=untrack(|| t_string!(i18n, my_page.incomplete_text, name = name, place = municipality.name).to_string())
        >
            <LinkButton href=format!("/listings/{id}") variant="secondary">{t!(i18n, my_page.look)}</LinkButton>
        </Sentence>
    }
}

#[component]
fn MissingRow(missing: Missing) -> impl IntoView {
    let i18n = use_i18n();
    let Missing {
        municipality,
        service_type,
    } = missing;
    let tone = if service_type.crisis {
        Tone::Danger
    } else {
        Tone::Neutral
    };
    let href = format!(
        "/listings/new?municipality={}&type={}",
        municipality.number, service_type.slug
    );
    view! {
        <Sentence
            tone
            kind=untrack(|| t_string!(i18n, my_page.missing).to_owned())
            text=untrack(|| {
                t_string!(i18n, my_page.missing_text, place = municipality.name, name = service_type.name).to_string()
            })
        >
            <LinkButton href variant="secondary">{t!(i18n, my_page.write)}</LinkButton>
        </Sentence>
    }
}
