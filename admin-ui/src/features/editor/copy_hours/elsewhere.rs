//! Other listings of the municipality: found by name, looked up one by one, with what is chosen in each.

use leptos::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::ListingId;

use super::api::{Hand, other};
use super::choose::spot_rows;
use super::spots::Spot;
use super::state::{Chosen, Copying};
use crate::api::ApiError;
use crate::api::fragments::Paging;
use crate::features::listings::api::{ListingRecordFilter, ListingRecordOrder, records};
use crate::i18n::*;
use crate::ui::{Bind, Button, ErrorPanel, Timer, announce, focus_soon, use_language, use_task};

/// The pause before a search, in milliseconds.
const PAUSE: u32 = 300;
/// Listings shown of a search.
const SHOWN: i32 = 20;

/// What came of a search.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    NotAsked,
    Asking,
    Failed,
    /// Id and name of the first ones, and how many there are in all.
    These(Vec<(ListingId, String)>, i32),
}

#[component]
pub fn Elsewhere(id: String, copying: Copying) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let (own, municipality) = copying
        .editor
        .listing
        .with_value(|listing| (listing.id, listing.municipality.clone()));
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(Found::NotAsked);
    let failure = RwSignal::new(None::<ApiError>);
    let timer = Timer::new();
    let task = use_task();
    let number = StoredValue::new(municipality.number);
    let search = move |text: String| {
        words.set(text.clone());
        timer.start(PAUSE, move || {
            found.set(Found::Asking);
            let asked = text.trim().to_owned();
            let filter = ListingRecordFilter {
                municipality_number: Some(number.get_value()),
                text: (!asked.is_empty()).then_some(asked),
                ..Default::default()
            };
            let paging = Paging {
                first: Some(SHOWN + 1),
                ..Default::default()
            };
            let language = language.get_untracked();
            leptos::task::spawn_local(async move {
                let answer = records(filter, ListingRecordOrder::Name, language, paging).await;
                // An answer to words that have changed since is dropped.
                if words.try_with_untracked(|now| *now == text) != Some(true) {
                    return;
                }
                found.try_set(match answer {
                    Ok(records) => {
                        let total = records.total_count;
                        let others = records.nodes.into_iter().filter(|one| one.id != own);
                        let list: Vec<_> = others.map(|one| (one.id, one.name)).collect();
                        Found::These(list, total)
                    }
                    Err(_) => Found::Failed,
                });
            });
        });
    };
    // The first ones are there without a search.
    search(String::new());
    let group = StoredValue::new(format!("{id}-other"));
    let pick = move |listing: ListingId, name: String| {
        let target = format!("{}-{listing}", group.get_value());
        failure.set(None);
        task.run(async move {
            match other(listing, copying.editor.me).await {
                Ok(other) => {
                    let spots = Spot::all(&other.document);
                    let may = matches!(other.hand, Hand::Nobody | Hand::Mine(_));
                    // Where there is one target only, it is meant.
                    let only = spots.len() == 1 && may;
                    let taken = Chosen {
                        id: listing,
                        name,
                        spots: spots.into_iter().filter(|_| only).collect(),
                        other,
                    };
                    copying.others.try_update(|others| {
                        if others.iter().all(|one| one.id != listing) {
                            others.push(taken);
                        }
                    });
                    focus_soon(target);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let said = move || match found.get() {
        Found::NotAsked => String::new(),
        Found::Asking => t_string!(i18n, common.loading).to_owned(),
        Found::Failed => t_string!(i18n, copy_hours.search_failed).to_owned(),
        Found::These(list, _) if list.is_empty() => {
            t_string!(i18n, copy_hours.none_found).to_owned()
        }
        Found::These(list, total) if total > SHOWN + 1 => {
            t_string!(i18n, copy_hours.first_found, count = list.len()).to_string()
        }
        Found::These(list, _) => t_string!(i18n, copy_hours.found, count = list.len()).to_string(),
    };
    let results = move || {
        let Found::These(list, _) = found.get() else {
            return Vec::new();
        };
        list.into_iter()
            .filter(|(id, _)| copying.others.with(|others| others.iter().all(|one| one.id != *id)))
            .map(|(id, name)| {
                let text = name.clone();
                view! {
                    <li>
                        <Button variant="tertiary" size="sm" busy=task.busy() on_click=move |()| pick(id, name.clone())>
                            {text}
                        </Button>
                    </li>
                }
                .into_any()
            })
            .collect()
    };
    let field = format!("{id}-search");
    let chosen = move || {
        copying
            .others
            .with(|others| others.iter().map(|one| one.id).collect::<Vec<_>>())
    };
    view! {
        <fieldset class="ds-fieldset">
            <legend class="ds-label">{t!(i18n, copy_hours.elsewhere, municipality = municipality.name)}</legend>
            <p class="field-help">{t!(i18n, copy_hours.elsewhere_help)}</p>
            <For each=chosen key=|id| *id children=move |listing| other_listing(group.get_value(), listing, copying) />
            <div class="ds-field">
                <label class="ds-label" for=field.clone()>{t!(i18n, copy_hours.search)}</label>
                <input
                    class="ds-input"
                    type="search"
                    id=field
                    autocomplete="off"
                    prop:value=move || words.get()
                    on:input=move |event| search(event_target_value(&event))
                />
                <p class="field-help" role="status">{said}</p>
            </div>
            <ul class="results copy-found" role="list">{results}</ul>
            {move || failure.get().map(|error| view! { <ErrorPanel error work_open=true /> })}
        </fieldset>
    }
    .into_any()
}

/// One other listing: who writes in it, and its places and contact points.
fn other_listing(group: String, listing: ListingId, copying: Copying) -> AnyView {
    let i18n = use_i18n();
    let Some(found) = copying
        .others
        .with_untracked(|others| others.iter().find(|one| one.id == listing).cloned())
    else {
        return ().into_any();
    };
    let id = format!("{group}-{listing}");
    let Chosen { name, other, .. } = found;
    let spots = Spot::all(&other.document);
    let content: Signal<ListingContent> = Signal::stored(other.document);
    let chosen = Bind::new(
        move || {
            copying.others.with(|others| {
                others
                    .iter()
                    .find(|one| one.id == listing)
                    .map(|one| one.spots.clone())
                    .unwrap_or_default()
            })
        },
        move |spots| {
            copying.others.update(|others| {
                if let Some(one) = others.iter_mut().find(|one| one.id == listing) {
                    one.spots = spots;
                }
            });
        },
    );
    let note = |text: AnyView| view! { <p class="ds-paragraph muted">{text}</p> }.into_any();
    let inside = match other.hand {
        Hand::Theirs { change, author } => view! {
            <p class="ds-paragraph">
                {t!(i18n, copy_hours.theirs, name = author)}" "
                <a class="ds-link" href=format!("/changes/{change}") target="_blank" rel="noopener">{t!(i18n, copy_hours.see_draft)}</a>
            </p>
        }
        .into_any(),
        Hand::InReview(change) => view! {
            <p class="ds-paragraph">
                {t!(i18n, copy_hours.in_review)}" "
                <a class="ds-link" href=format!("/changes/{change}") target="_blank" rel="noopener">{t!(i18n, copy_hours.see_change)}</a>
            </p>
        }
        .into_any(),
        Hand::Nobody | Hand::Mine(_) if spots.is_empty() => {
            note(t!(i18n, copy_hours.no_spots).into_any())
        }
        Hand::Mine(_) => view! {
            {note(t!(i18n, copy_hours.mine).into_any())}
            {spot_rows(&id, &spots, content, chosen, copying)}
        }
        .into_any(),
        Hand::Nobody => spot_rows(&id, &spots, content, chosen, copying),
    };
    let for_label = name.clone();
    let removed = name.clone();
    let remove = move |()| {
        copying
            .others
            .update(|others| others.retain(|one| one.id != listing));
        announce(untrack(|| {
            t_string!(i18n, copy_hours.left_out, name = removed.clone()).to_string()
        }));
    };
    view! {
        <fieldset class="ds-fieldset copy-other" id=id.clone() tabindex="-1">
            <legend class="ds-label">{name}</legend>
            {inside}
            <Button
                variant="tertiary"
                size="sm"
                aria_label=move || t_string!(i18n, copy_hours.leave_out_of, name = for_label.clone()).to_string()
                on_click=remove
            >
                {t!(i18n, copy_hours.leave_out)}
            </Button>
        </fieldset>
    }
    .into_any()
}
