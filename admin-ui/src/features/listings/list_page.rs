//! The list of listings: search, filters, order and pages, all in the address.

use leptos::prelude::*;
use veiviser_schema::authz::Action;

use super::api::{self, Listed, ListingRecordFilter, ListingRecordOrder, ListingState, Records};
use super::state::{StandingStatus, standing_now};
use crate::api::session::use_viewer;
use crate::i18n::*;
use crate::ui::{
    Allowed, Button, Cell, Choice, Day, Empty, LinkButton, ListResults, Load, Page, PageGone,
    SelectField, TextField, UrlState, announce_found, columns, paging, use_language, use_remote,
    use_url_state,
};

/// The keys of the address that narrow the list.
const FILTERS: [&str; 3] = ["text", "state", "place"];

#[component]
pub fn ListingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may_read = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ReadUnpublished)));
    let may_write = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::SaveDraft)));
    let actions = move || {
        may_write.get().then(|| view! { <LinkButton href="/listings/new">{t!(i18n, listings.new_listing)}</LinkButton> })
    };
    view! {
        <Page title=move || t_string!(i18n, listings.title) wide=true actions>
            <Allowed
                when=may_read
                title=move || t_string!(i18n, listings.no_access_title)
                text=move || t_string!(i18n, listings.no_access)
            >
                <List />
            </Allowed>
        </Page>
    }
}

/// The filter that the address names.
fn filter(url: UrlState) -> ListingRecordFilter {
    let state = url.get("state");
    let is = |name: &str| state.as_deref() == Some(name);
    ListingRecordFilter {
        text: url.get("text"),
        municipality_number: url.get("place"),
        state: match state.as_deref() {
            Some("published") => Some(ListingState::Published),
            Some("draft") => Some(ListingState::Draft),
            Some("ended") => Some(ListingState::Ended),
            _ => None,
        },
        changing: is("changing").then_some(true),
        due_within_days: is("due").then_some(30),
        ..ListingRecordFilter::default()
    }
}

fn order(url: UrlState) -> ListingRecordOrder {
    match url.get("order").as_deref() {
        Some("updated") => ListingRecordOrder::RecentlyUpdated,
        Some("verified") => ListingRecordOrder::LeastRecentlyVerified,
        _ => ListingRecordOrder::Name,
    }
}

#[component]
fn List() -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    let language = use_language();
    let records =
        use_remote(move || api::records(filter(url), order(url), language.get(), paging(url)));
    announce_found(
        move || records.get().map(|page| page.total_count),
        move |count| t_string!(i18n, listings.found, count).to_string(),
    );
    view! {
        <Filters url />
        <PageGone remote=records />
        <Load remote=records let:page>
            <Results page url />
        </Load>
    }
}

#[component]
fn Filters(url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let (text, search) = url.search("text");
    let states = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, common.all)),
            Choice::new("published", t_string!(i18n, listings.filter_published)),
            Choice::new("draft", t_string!(i18n, listings.filter_draft)),
            Choice::new("ended", t_string!(i18n, listings.filter_ended)),
            Choice::new("changing", t_string!(i18n, listings.filter_changing)),
            Choice::new("due", t_string!(i18n, listings.filter_due)),
        ]
    });
    let orders = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, listings.order_name)),
            Choice::new("updated", t_string!(i18n, listings.order_updated)),
            Choice::new("verified", t_string!(i18n, listings.order_verified)),
        ]
    });
    let places = Signal::derive(move || {
        let all = std::iter::once(Choice::new("", t_string!(i18n, common.all)));
        let own = viewer.with(|viewer| viewer.editable.clone());
        all.chain(
            own.into_iter()
                .map(|place| Choice::new(place.number, place.name)),
        )
        .collect::<Vec<_>>()
    });
    let several_places = Memo::new(move |_| viewer.with(|viewer| viewer.editable.len() > 1));
    view! {
        <form class="filters" role="search" aria-label=move || t_string!(i18n, listings.filter) on:submit=search>
            <TextField id="text" kind="search" optional=true label=move || t_string!(i18n, listings.text) value=text />
            <Button submit=true variant="secondary">{t!(i18n, common.search)}</Button>
            <SelectField
                id="state"
                optional=true
                label=move || t_string!(i18n, listings.state)
                value=url.bind("state")
                choices=states
            />
            <Show when=move || several_places.get()>
                <SelectField
                    id="place"
                    optional=true
                    label=move || t_string!(i18n, listings.municipality)
                    value=url.bind("place")
                    choices=places
                />
            </Show>
            <SelectField
                id="order"
                optional=true
                label=move || t_string!(i18n, listings.order)
                value=url.bind("order")
                choices=orders
            />
        </form>
    }
}

#[component]
fn Results(page: Records, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let Records {
        nodes,
        page_info,
        total_count,
    } = page;
    let columns = columns(move || {
        [
            t_string!(i18n, listings.name),
            t_string!(i18n, listings.service_type),
            t_string!(i18n, listings.municipality),
            t_string!(i18n, listings.state),
            t_string!(i18n, listings.verified),
        ]
    });
    let rows = nodes
        .into_iter()
        .map(|listing| view! { <Row listing /> }.into_any())
        .collect();
    view! {
        <ListResults
            url
            filters=&FILTERS
            rows
            info=page_info
            total=total_count
            caption=move || t_string!(i18n, listings.title)
            columns
            no_match_title=move || t_string!(i18n, listings.no_match_title)
            no_match=move || t_string!(i18n, listings.no_match)
        >
            <Empty title=move || t_string!(i18n, listings.none_title) text=move || t_string!(i18n, listings.none)>
                <LinkButton href="/listings/new">{t!(i18n, listings.new_listing)}</LinkButton>
            </Empty>
        </ListResults>
    }
}

#[component]
fn Row(listing: Listed) -> impl IntoView {
    let i18n = use_i18n();
    let Listed {
        id,
        name,
        state,
        municipality,
        service_type,
        open_change_requests,
        verified_at,
        verify_by,
        ..
    } = listing;
    let standing = standing_now(state, &open_change_requests, verify_by);
    let name = if name.is_empty() {
        untrack(|| t_string!(i18n, listings.unnamed).to_owned())
    } else {
        name
    };
    view! {
        <tr>
            <Cell head=true>
                <a class="ds-link" href=format!("/listings/{id}")>
                    {name}
                </a>
            </Cell>
            <Cell column=move || t_string!(i18n, listings.service_type)>{service_type.name}</Cell>
            <Cell column=move || t_string!(i18n, listings.municipality)>{municipality.name}</Cell>
            <Cell column=move || t_string!(i18n, listings.state)>
                <StandingStatus standing />
            </Cell>
            <Cell column=move || t_string!(i18n, listings.verified)>
                {match verified_at {
                    Some(at) => view! { <Day at short=true /> }.into_any(),
                    None => t!(i18n, listings.never).into_any(),
                }}
            </Cell>
        </tr>
    }
}
