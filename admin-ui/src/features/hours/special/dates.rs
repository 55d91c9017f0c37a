//! Fields for a date of the document, and for a time of one of its moments.

use chrono::{Datelike, Duration, NaiveDate};
use leptos::prelude::*;
use veiviser_schema::hours::read;
use veiviser_schema::hours::special::{self, typed};

use super::super::sheet::use_sheet;
use super::typed_field::TypedField;
use crate::i18n::*;

/// A date, or a day of every year. The document's text is strict; what cannot be read yet stands in it as it was typed.
#[component]
pub fn DateField(
    path: String,
    /// What it belongs to; as long as that is fresh, nothing is said of what is lacking.
    item: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] text: Signal<String>,
    write: Callback<String>,
    #[prop(optional, into)] help: Option<TextProp>,
    /// What the document's problem with it is, where that is not the one at its path.
    #[prop(optional, into)]
    told: Option<Signal<Option<String>>>,
    /// A day of every year: no calendar, no weekday.
    #[prop(optional, into)]
    every_year: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let id = sheet.field_id(&path);
    let told = told.unwrap_or_else(|| sheet.error(&path));
    let readable = move || {
        text.with(|text| {
            if every_year.get() {
                read::month_day(text).is_ok()
            } else {
                read::date(text).is_ok()
            }
        })
    };
    let error = Signal::derive(move || {
        let told = told.get()?;
        Some(if readable() {
            told
        } else if every_year.get() {
            t_string!(i18n, hours_special.not_a_day).to_owned()
        } else {
            t_string!(i18n, hours_special.not_a_date).to_owned()
        })
    });
    let shown = Signal::derive(move || {
        let language = sheet.language.get();
        text.with(|text| typed::shown(language, text))
    });
    let date = move || text.with(|text| text.parse::<NaiveDate>().ok());
    let echo = Signal::derive(move || {
        let language = sheet.language.get();
        date().map(|date| special::long_date(language, date))
    });
    let step = Callback::new(move |by: i64| {
        let moved = |date: NaiveDate| date.checked_add_signed(Duration::days(by));
        let now = untrack(|| text.get());
        if let Some(next) = now.parse().ok().and_then(moved) {
            write.run(next.to_string());
        } else if let Ok((month, day)) = read::month_day(&now) {
            // In a leap year every day of every year exists.
            let next = NaiveDate::from_ymd_opt(2024, month, day).and_then(moved);
            if let Some(next) = next {
                write.run(format!("{}.{}.", next.day(), next.month()));
            }
        }
    });
    let fresh = Signal::derive(move || sheet.is_fresh(&item));
    let calendar = Signal::derive(move || {
        (!every_year.get()).then(|| {
            text.with(|text| read::date(text).is_ok().then(|| text.clone()))
                .unwrap_or_default()
        })
    });
    view! { <TypedField id label shown write step error fresh echo help calendar /> }
}

/// The time of a moment.
#[component]
pub fn TimeField(
    id: String,
    item: String,
    #[prop(into)] label: TextProp,
    /// As the document has it.
    #[prop(into)]
    text: Signal<String>,
    write: Callback<String>,
    /// What the document's problem with the moment is.
    #[prop(into)]
    told: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let error = Signal::derive(move || {
        told.get()?;
        text.with(|text| read::time(text).is_err())
            .then(|| t_string!(i18n, hours_special.not_a_time).to_owned())
    });
    let shown = Signal::derive(move || {
        let language = sheet.language.get();
        text.with(|text| typed::shown_time(language, text))
    });
    let step = Callback::new(move |by: i64| {
        if let Ok(minute) = untrack(|| text.with(|text| read::time(text))) {
            let next = (i64::from(minute) + by * 15).rem_euclid(1440);
            write.run(format!("{:02}:{:02}", next / 60, next % 60));
        }
    });
    let fresh = Signal::derive(move || sheet.is_fresh(&item));
    let nothing = Signal::stored(None);
    view! { <TypedField id label shown write step error fresh echo=nothing help=None calendar=nothing /> }
}
