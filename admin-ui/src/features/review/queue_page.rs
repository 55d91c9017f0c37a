//! The queue: what waits for this person's review, what is public already first, then oldest first; filters and pages in the address.

use leptos::prelude::*;
use veiviser_schema::authz::Action;

use super::api::{self, ChangeRequestFilter, ChangeState, Queue, Queued};
use super::done::{DoneNotice, use_last_decision};
use super::state::StateStatus;
use crate::api::session::use_viewer;
use crate::features::diff::{Risk, RiskStatus, phrase};
use crate::features::places::{MunicipalityOptions, use_counties};
use crate::i18n::*;
use crate::ui::{
    Allowed, Bind, Cell, Choice, Empty, FieldFrame, ListResults, Load, Page, PageGone, SelectField,
    Status, Tone, UrlState, announce_found, columns, format, paging, use_language, use_remote,
    use_url_state,
};

/// The keys of the address that narrow the queue.
pub const FILTERS: [&str; 4] = ["county", "place", "risk", "state"];

#[component]
pub fn QueuePage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let may_decide = Memo::new(move |_| viewer.with(|viewer| viewer.may(Action::ApproveLowRisk)));
    view! {
        <Page title=move || t_string!(i18n, review.title) wide=true>
            {use_last_decision().take().map(|done| view! { <DoneNotice done /> })}
            <Allowed
                when=may_decide
                title=move || t_string!(i18n, review.no_access_title)
                text=move || t_string!(i18n, review.no_access)
            >
                <p class="ds-paragraph">{t!(i18n, review.intro)}</p>
                <List />
            </Allowed>
        </Page>
    }
}

/// The filter that the address names.
pub fn filter(url: UrlState) -> ChangeRequestFilter {
    ChangeRequestFilter {
        states: match url.get("state").as_deref() {
            Some("PUBLIC") => Some(vec![ChangeState::PublishedUnreviewed]),
            Some("WAITING") => Some(vec![ChangeState::Submitted]),
            _ => None,
        },
        municipality_number: url.get("place"),
        county_number: url.get("county"),
        risk: match url.get("risk").as_deref() {
            Some("HIGH") => Some(Risk::High),
            Some("LOW") => Some(Risk::Low),
            _ => None,
        },
    }
}

#[component]
fn List() -> impl IntoView {
    let i18n = use_i18n();
    let url = use_url_state();
    let language = use_language();
    let queue = use_remote(move || api::queue(filter(url), language.get(), paging(url)));
    announce_found(
        move || queue.get().map(|page| page.total_count),
        move |count| t_string!(i18n, review.found, count).to_string(),
    );
    view! {
        <Filters url />
        <PageGone remote=queue />
        <Load remote=queue let:page>
            <Results page url />
        </Load>
    }
}

#[component]
fn Filters(url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let everywhere = viewer.with_untracked(|viewer| viewer.may_nationally(Action::ReadUnpublished));
    let states = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, common.all)),
            Choice::new("PUBLIC", t_string!(i18n, review.state_public)),
            Choice::new("WAITING", t_string!(i18n, review.state_submitted)),
        ]
    });
    let risks = Signal::derive(move || {
        vec![
            Choice::new("", t_string!(i18n, common.all)),
            Choice::new("HIGH", t_string!(i18n, diff.risk_high)),
            Choice::new("LOW", t_string!(i18n, diff.risk_low)),
        ]
    });
    view! {
        <form
            class="filters"
            role="search"
            aria-label=move || t_string!(i18n, review.filter)
            on:submit=|event: web_sys::SubmitEvent| event.prevent_default()
        >
            {everywhere.then(|| view! { <PlaceFilters url /> })}
            <SelectField
                id="state"
                optional=true
                label=move || t_string!(i18n, review.state)
                value=url.bind("state")
                choices=states
            />
            <SelectField
                id="risk"
                optional=true
                label=move || t_string!(i18n, review.risk)
                value=url.bind("risk")
                choices=risks
            />
        </form>
    }
}

/// The choice of a county, and of a municipality in that county or in any.
#[component]
fn PlaceFilters(url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let counties = use_counties();
    let chosen = Signal::derive(move || url.text("place"));
    let county = Bind::new(
        move || url.text("county"),
        // The chosen municipality lies in another county now, and would match nothing.
        move |value: String| url.set(&[("county", Some(&value)), ("place", None)]),
    );
    let county_choices = Signal::derive(move || {
        let all = Choice::new("", t_string!(i18n, common.all));
        let each = counties.get().unwrap_or_default().into_iter();
        std::iter::once(all)
            .chain(each.map(|county| Choice::new(county.number, county.name)))
            .collect::<Vec<_>>()
    });
    let shown = move || {
        let county = url.get("county");
        counties
            .get()
            .unwrap_or_default()
            .into_iter()
            .filter(|other| county.as_ref().is_none_or(|county| *county == other.number))
            .collect::<Vec<_>>()
    };
    view! {
        <SelectField
            id="county"
            optional=true
            label=move || t_string!(i18n, review.county)
            value=county
            choices=county_choices
        />
        <FieldFrame id="place" label=move || t_string!(i18n, review.municipality) optional=true>
            <select
                class="ds-input"
                id="place"
                name="place"
                on:change=move |event| url.set(&[("place", Some(&event_target_value(&event)))])
            >
                <option value="" selected=move || chosen.with(String::is_empty)>
                    {t!(i18n, common.all)}
                </option>
                {move || view! { <MunicipalityOptions counties=shown() chosen /> }}
            </select>
        </FieldFrame>
    }
}

#[component]
fn Results(page: Queue, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let Queue {
        nodes,
        page_info,
        total_count,
    } = page;
    let columns = columns(move || {
        [
            t_string!(i18n, review.listing),
            t_string!(i18n, review.changed),
            t_string!(i18n, review.state),
            t_string!(i18n, review.municipality),
            t_string!(i18n, review.author),
            t_string!(i18n, review.risk),
            t_string!(i18n, review.age),
        ]
    });
    let rows = nodes
        .into_iter()
        .map(|queued| view! { <Row queued url /> }.into_any())
        .collect();
    view! {
        <ListResults
            url
            filters=&FILTERS
            rows
            info=page_info
            total=total_count
            caption=move || t_string!(i18n, review.caption)
            columns
            no_match_title=move || t_string!(i18n, review.no_match_title)
            no_match=move || t_string!(i18n, review.no_match)
        >
            <Empty title=move || t_string!(i18n, review.none_title) text=move || t_string!(i18n, review.none) />
        </ListResults>
    }
}

/// The address of one change. It carries the queue's filters along: after a decision the next change is the next of those that match.
pub fn review_href(id: impl std::fmt::Display, url: UrlState) -> String {
    format!("/review/{id}{}", query_of(&url.href(&[("view", None)])))
}

/// The part of an address from its question mark on.
pub fn query_of(address: &str) -> &str {
    address.find('?').map_or("", |start| &address[start..])
}

#[component]
fn Row(queued: Queued, url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let viewer = use_viewer();
    let Queued {
        id,
        state,
        listing,
        author,
        contributors,
        risk,
        base_revision,
        differences,
        submitted_at,
    } = queued;
    let own = viewer.with_untracked(|viewer| {
        author.id == viewer.id || contributors.iter().any(|person| person.id == viewer.id)
    });
    let is_new = base_revision.is_none();
    let changed = move || {
        if is_new {
            return t_string!(i18n, review.new_listing).to_owned();
        }
        let paths = differences.iter().map(|field| field.path.as_str());
        match phrase(paths, language.get()) {
            (said, 0) if said.is_empty() => t_string!(i18n, review.nothing_differs).to_owned(),
            (said, 0) => said,
            (said, more) => format!("{said} {}", t_string!(i18n, diff.more, count = more)),
        }
    };
    let href = move || review_href(id, url);
    let age = submitted_at.map(|at| {
        view! { <time datetime=at.to_rfc3339()>{move || format::days_ago(at, format::now(), language.get())}</time> }
    });
    view! {
        <tr>
            <Cell head=true>
                <a class="ds-link" href=href>
                    {listing.name}
                </a>
                <span class="muted">" "{listing.service_type.name}</span>
            </Cell>
            <Cell column=move || t_string!(i18n, review.changed)>{changed}</Cell>
            <Cell column=move || t_string!(i18n, review.state)>
                <StateStatus state />
            </Cell>
            <Cell column=move || t_string!(i18n, review.municipality)>{listing.municipality.name}</Cell>
            <Cell column=move || t_string!(i18n, review.author)>
                {author.name}
                {own.then(|| view! { " " <Status tone=Tone::Info>{t!(i18n, review.own)}</Status> })}
            </Cell>
            <Cell column=move || t_string!(i18n, review.risk)>
                <RiskStatus risk />
            </Cell>
            <Cell column=move || t_string!(i18n, review.age)>{age}</Cell>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::query_of;

    #[test]
    fn filters_follow_into_the_change() {
        assert_eq!(query_of("/review?risk=HIGH"), "?risk=HIGH");
        assert_eq!(query_of("/review"), "");
    }
}
