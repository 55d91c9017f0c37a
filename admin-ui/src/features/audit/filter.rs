//! What narrows the trail, in the address: an event, a period, a subject.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use super::api::AuditFilter;
use crate::api::NodeId;
use crate::i18n::*;
use crate::ui::{Button, TextField, UrlState, format};

/// The keys of the address that narrow the list.
pub const FILTERS: [&str; 5] = ["event", "from", "until", "subject", "actor"];

/// What the address asks for. The last day is included, so that the filter ends where the next begins.
pub fn filter(get: impl Fn(&str) -> Option<String>) -> AuditFilter {
    let day = |key: &str| get(key)?.parse::<NaiveDate>().ok();
    AuditFilter {
        actor_id: get("actor").map(NodeId),
        subject_id: get("subject").map(NodeId),
        event: get("event"),
        municipality_number: None,
        from: day("from").and_then(format::start_of_day),
        until: day("until")
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .and_then(format::start_of_day),
    }
}

#[component]
pub fn Filters(url: UrlState) -> impl IntoView {
    let i18n = use_i18n();
    let (event, search) = url.search("event");
    view! {
        <form class="filters" role="search" aria-label=move || t_string!(i18n, users.filter) on:submit=search>
            <TextField
                id="event"
                optional=true
                label=move || t_string!(i18n, audit.event)
                help=move || t_string!(i18n, audit.event_help)
                value=event
            />
            <Button submit=true variant="secondary">{t!(i18n, common.search)}</Button>
            <TextField
                id="from"
                kind="date"
                optional=true
                label=move || t_string!(i18n, audit.from)
                value=url.bind("from")
            />
            <TextField
                id="until"
                kind="date"
                optional=true
                label=move || t_string!(i18n, audit.until)
                value=url.bind("until")
            />
        </form>
        {move || {
            url.get("subject")
                .map(|id| {
                    view! {
                        <div class="actions">
                            <p class="ds-paragraph">{t!(i18n, audit.only_subject, id = id)}</p>
                            <Button variant="tertiary" size="sm" on_click=move |()| url.set(&[("subject", None)])>
                                {t!(i18n, common.clear_filters)}
                            </Button>
                        </div>
                    }
                })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &'static [(&str, &str)]) -> AuditFilter {
        filter(|key| {
            pairs
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_period_holds_its_last_day() {
        let filter = of(&[("from", "2026-07-01"), ("until", "2026-11-25")]);
        assert_eq!(
            filter.from.map(|at| at.to_rfc3339()).as_deref(),
            Some("2026-06-30T22:00:00+00:00")
        );
        assert_eq!(
            filter.until.map(|at| at.to_rfc3339()).as_deref(),
            Some("2026-11-25T23:00:00+00:00")
        );
    }

    #[test]
    fn what_is_no_date_is_no_filter() {
        let filter = of(&[("from", "yesterday"), ("event", "user.disabled")]);
        assert_eq!(filter.from, None);
        assert_eq!(filter.event.as_deref(), Some("user.disabled"));
    }
}
