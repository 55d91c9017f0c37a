//! Instants in the page, readable by people and machines.

use chrono::{DateTime as Instant, SecondsFormat, Utc};
use leptos::prelude::*;

use super::{format, use_language};

/// The Norwegian date of an instant, where the hour says nothing. `short` for tables.
#[component]
pub fn Day(at: Instant<Utc>, #[prop(optional)] short: bool) -> impl IntoView {
    let language = use_language();
    let day = format::oslo(at).date();
    let text = move || {
        if short {
            format::short_date(day, language.get())
        } else {
            format::date(day, language.get())
        }
    };
    view! { <time datetime=day.to_string()>{text}</time> }
}

/// An instant in Norwegian time. `short` for tables.
#[component]
pub fn DateTime(at: Instant<Utc>, #[prop(optional)] short: bool) -> impl IntoView {
    let language = use_language();
    let text = move || {
        if short {
            format::short_date_time(at, language.get())
        } else {
            format::date_time(at, language.get())
        }
    };
    view! { <time datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true)>{text}</time> }
}
