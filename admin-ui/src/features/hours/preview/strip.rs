//! The next two weeks, a date each: a list in words; the bars only help those who see them.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use veiviser_schema::hours::{Schedule, State, tell};
use veiviser_schema::text::Language;

use super::shown::{Bar, Good, StripDay, strip};
use super::{look_of, state_mark};
use crate::ui::use_language;

#[component]
pub fn Strip(good: Arc<Good>, today: NaiveDate) -> impl IntoView {
    let language = use_language();
    let days = strip(&good.compiled, today);
    let rows = move || {
        let language = language.get();
        days.iter()
            .map(|day| one(day, &good.schedule, language))
            .collect_view()
    };
    view! { <ol class="hours-strip" role="list">{rows}</ol> }.into_any()
}

fn one(shown: &StripDay, schedule: &Schedule, language: Language) -> AnyView {
    let StripDay { day, bars } = shown;
    // The state stands there by itself where no span tells it.
    let hours = if matches!(day.state, State::Closed | State::Unknown) {
        state_mark(day.state, language)
    } else {
        let (look, _) = look_of(day.state);
        let spans = tell::day(language, schedule, day)
            .into_iter()
            .map(|span| view! { <span class="hours-strip-span">{span}</span> })
            .collect_view();
        view! {
            <span class="hours-strip-state">{state_mark(day.state, language)}</span>
            <span class="hours-strip-spans" data-state=look>{spans}</span>
        }
        .into_any()
    };
    let reasons = tell::day_reasons(language, schedule, day);
    let reason = (!reasons.is_empty())
        .then(|| view! { <span class="hours-strip-reason">{reasons.join(". ")}</span> });
    let bars = bars.iter().copied().map(bar).collect_view();
    view! {
        <li data-state=look_of(day.state).0>
            <time datetime=day.date.to_string()>{tell::date(language, day.date)}</time>
            {hours}
            {reason}
            <span class="hours-bar" aria-hidden="true">{bars}</span>
        </li>
    }
    .into_any()
}

fn bar(
    Bar {
        from,
        length,
        state,
    }: Bar,
) -> AnyView {
    let percent = |thousandths: i32| format!("{}.{}%", thousandths / 10, thousandths % 10);
    let (from, length) = (percent(from), percent(length));
    view! { <span data-state=look_of(state).0 style:left=from style:width=length></span> }
        .into_any()
}
