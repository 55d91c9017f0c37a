//! A listing's revisions, newest first, and the differences of two of them.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ListingId;

use super::api::{self, History, Revision};
use super::fate::{Fate, fate};
use super::pair::{Pair, pair};
use super::restore::Restore;
use crate::api::ApiError;
use crate::api::session::use_viewer;
use crate::features::diff::{DiffMode, Differences, ModeSwitch};
use crate::i18n::*;
use crate::ui::{
    Bind, Breadcrumb, Button, Cell, Choice, DateTime, Empty, Load, Page, SelectField, Status,
    Table, Tone, UrlState, format, use_language, use_remote, use_url_state,
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<ListingId>().ok()));
    let history = use_remote(move || {
        let (id, language) = (id.get(), language.get());
        async move {
            match id {
                Some(id) => api::history(id, language).await,
                None => Err(ApiError::not_found()),
            }
        }
    });
    let title = move || {
        history.get().map_or_else(
            || t_string!(i18n, history.title).to_owned(),
            |history| t_string!(i18n, history.title_of, name = history.name).to_string(),
        )
    };
    let back = move || {
        id.get()
            .map_or_else(|| "/listings".to_owned(), |id| format!("/listings/{id}"))
    };
    view! {
        <Breadcrumb href=back label=move || t_string!(i18n, history.back) />
        <Page title wide=true>
            <Load remote=history let:loaded>
                <Loaded history=loaded />
            </Load>
        </Page>
    }
}

#[component]
fn Loaded(history: History) -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    if history.revisions.is_empty() {
        return view! {
            <Empty
                title=move || t_string!(i18n, history.none_title)
                text=move || t_string!(i18n, history.none)
            />
        }
        .into_any();
    }
    let revisions = StoredValue::new(history.revisions.clone());
    let pair = Memo::new(move |_| {
        let (from, to) = (url.get("from"), url.get("to"));
        revisions.with_value(|revisions| pair(revisions, from.as_deref(), to.as_deref()))
    });
    view! {
        <Compare revisions pair url />
        <Revisions history url />
    }
    .into_any()
}

/// The two selects, the layout, and what differs.
#[component]
fn Compare(
    revisions: StoredValue<Vec<Revision>>,
    pair: Memo<Option<Pair>>,
    url: UrlState,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let choices = Signal::derive(move || {
        revisions.with_value(|revisions| {
            revisions
                .iter()
                .map(|revision| {
                    let at = format::short_date_time(moment(revision), language.get());
                    let label = t_string!(i18n, history.choice, number = revision.number, at = at);
                    Choice::new(revision.number.to_string(), label.to_string())
                })
                .collect::<Vec<_>>()
        })
    });
    // The one chosen and the other stand in the address together, so that what is seen can be shared.
    let both = move |older: Option<i32>, newer: i32| {
        let (older, newer) = (older.map(|number| number.to_string()), newer.to_string());
        url.set(&[("from", older.as_deref()), ("to", Some(&newer))]);
    };
    let from = Bind::new(
        move || {
            let older = pair.get().and_then(|pair| pair.older);
            older.map_or_else(String::new, |number| number.to_string())
        },
        move |value: String| {
            if let (Some(pair), Ok(number)) = (pair.get_untracked(), value.parse()) {
                both(Some(number), pair.newer);
            }
        },
    );
    let to = Bind::new(
        move || {
            pair.get()
                .map_or_else(String::new, |pair| pair.newer.to_string())
        },
        move |value: String| {
            if let (Some(pair), Ok(number)) = (pair.get_untracked(), value.parse()) {
                both(pair.older, number);
            }
        },
    );
    let mode = Bind::new(
        move || DiffMode::from_code(&url.text("view")),
        move |mode: DiffMode| {
            let code = Some(mode.code()).filter(|_| mode != DiffMode::default());
            url.set(&[("view", code)]);
        },
    );
    let several = revisions.with_value(|revisions| revisions.len() > 1);
    view! {
        <section class="stack" aria-labelledby="compare">
            <h2 class="ds-heading" data-size="sm" id="compare">
                {if several { t!(i18n, history.compare).into_any() } else { t!(i18n, history.first).into_any() }}
            </h2>
            {several
                .then(|| {
                    view! {
                        <div class="filters">
                            <SelectField
                                id="from"
                                optional=true
                                label=move || t_string!(i18n, history.from)
                                value=from
                                choices
                            />
                            <SelectField
                                id="to"
                                optional=true
                                label=move || t_string!(i18n, history.to)
                                value=to
                                choices
                            />
                        </div>
                    }
                })}
            <ModeSwitch mode />
            <Compared revisions pair mode=mode.get />
        </section>
    }
}

#[component]
fn Compared(
    revisions: StoredValue<Vec<Revision>>,
    pair: Memo<Option<Pair>>,
    mode: Signal<DiffMode>,
) -> impl IntoView {
    let comparison = use_remote(move || {
        let ids = pair.get().and_then(|Pair { older, newer }| {
            revisions.with_value(|revisions| {
                let id = |number: i32| {
                    let found = revisions.iter().find(|revision| revision.number == number);
                    found.map(|revision| revision.id)
                };
                Some((id(newer)?, older.and_then(id)))
            })
        });
        async move {
            match ids {
                Some((newer, older)) => api::comparison(newer, older).await,
                None => Err(ApiError::not_found()),
            }
        }
    });
    view! {
        <Load remote=comparison let:compared>
            <Differences differences=compared.differences mode content=compared.document />
        </Load>
    }
}

/// When it came to be; when it was published, where it was.
fn moment(revision: &Revision) -> chrono::DateTime<chrono::Utc> {
    revision.published_at.unwrap_or(revision.created_at)
}

#[component]
fn Revisions(history: History, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let History {
        id,
        municipality,
        revisions,
        ..
    } = history;
    let may_restore = viewer
        .with_untracked(|viewer| viewer.may_in(Action::SaveDraft, &municipality.number, false));
    let chosen = RwSignal::new(None::<Revision>);
    let current = revisions
        .iter()
        .find(|revision| revision.published_at.is_some())
        .map(|revision| revision.id);
    let columns = Signal::derive(move || {
        [
            t_string!(i18n, history.number),
            t_string!(i18n, history.written_by),
            t_string!(i18n, history.approved_by),
            t_string!(i18n, history.published),
            t_string!(i18n, history.ways),
        ]
        .map(str::to_owned)
        .to_vec()
    });
    let fates: Vec<Fate> = revisions.iter().map(|it| fate(it, &revisions)).collect();
    let rows = revisions
        .into_iter()
        .zip(fates)
        .map(|(revision, fate)| {
            let is_current = current == Some(revision.id);
            view! { <Row revision fate is_current may_restore=may_restore && !is_current chosen url /> }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="revisions">
            <h2 class="ds-heading" data-size="sm" id="revisions">{t!(i18n, history.revisions)}</h2>
            {may_restore.then(|| view! { <Restore listing=id chosen /> })}
            <Table caption=move || t_string!(i18n, history.revisions) columns>
                {rows}
            </Table>
        </section>
    }
}

#[component]
fn Row(
    revision: Revision,
    fate: Fate,
    is_current: bool,
    may_restore: bool,
    chosen: RwSignal<Option<Revision>>,
    url: UrlState,
) -> impl IntoView {
    let i18n = use_i18n();
    let restored = revision.clone();
    let Revision {
        number,
        author,
        approved_by,
        created_at,
        published_at,
        ..
    } = revision;
    let href = move || url.href(&[("from", None), ("to", Some(&number.to_string()))]);
    view! {
        <tr>
            <Cell head=true>
                <a
                    class="ds-link"
                    href=href
                    aria-label=move || t_string!(i18n, history.see, number = number).to_string()
                >
                    {t!(i18n, history.revision, number = number)}
                </a>
                {is_current.then(|| view! { " " <Status tone=Tone::Success>{t!(i18n, history.current)}</Status> })}
                {match fate {
                    Fate::Plain => ().into_any(),
                    Fate::Unreviewed => {
                        view! { " " <Status tone=Tone::Waiting>{t!(i18n, history.unreviewed)}</Status> }.into_any()
                    }
                    Fate::RevertedBy(by) => {
                        view! { " " <Status tone=Tone::Warning>{t!(i18n, history.reverted_by, number = by)}</Status> }.into_any()
                    }
                    Fate::Reverts(other) => {
                        view! { " " <Status tone=Tone::Info>{t!(i18n, history.reverts, number = other)}</Status> }.into_any()
                    }
                }}
            </Cell>
            <Cell column=move || t_string!(i18n, history.written_by)>
                {author.name}
                ", "
                <DateTime at=created_at short=true />
            </Cell>
            <Cell column=move || t_string!(i18n, history.approved_by)>
                {approved_by
                    .map_or_else(
                        || view! { <span class="muted">{t!(i18n, history.nobody)}</span> }.into_any(),
                        |by| by.name.into_any(),
                    )}
            </Cell>
            <Cell column=move || t_string!(i18n, history.published)>
                {match published_at {
                    Some(at) => view! { <DateTime at short=true /> }.into_any(),
                    None => view! { <span class="muted">{t!(i18n, history.unpublished)}</span> }.into_any(),
                }}
            </Cell>
            <Cell column=move || t_string!(i18n, history.ways)>
                {may_restore
                    .then(|| {
                        view! {
                            <Button
                                variant="secondary"
                                size="sm"
                                aria_label=move || t_string!(i18n, history.restore_label, number = number).to_string()
                                on_click=move |()| chosen.set(Some(restored.clone()))
                            >
                                {t!(i18n, history.restore)}
                            </Button>
                        }
                    })}
            </Cell>
        </tr>
    }
}
