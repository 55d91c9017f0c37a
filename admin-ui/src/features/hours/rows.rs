//! The seven rows: a real table, a toggle and two text fields a span. Arrow keys move a time by a quarter, Enter goes to the same field of
//! the next day.

use leptos::prelude::*;
use veiviser_schema::hours::entry;
use veiviser_schema::text::Language;

use super::week::{DayState, Typed, Week, moved};
use crate::i18n::*;
use crate::ui::{Button, focus, use_language};

fn day_name(day: usize, language: Language) -> &'static str {
    const NAMES: [[&str; 3]; 7] = [
        ["Mandag", "Måndag", "Monday"],
        ["Tirsdag", "Tysdag", "Tuesday"],
        ["Onsdag", "Onsdag", "Wednesday"],
        ["Torsdag", "Torsdag", "Thursday"],
        ["Fredag", "Fredag", "Friday"],
        ["Lørdag", "Laurdag", "Saturday"],
        ["Søndag", "Sundag", "Sunday"],
    ];
    let [nb, nn, en] = NAMES[day];
    match language {
        Language::Nb => nb,
        Language::Nn => nn,
        Language::En => en,
    }
}

#[component]
pub fn WeekRows(id: String, week: RwSignal<Week>, edit: Callback<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = (0..7)
        .map(|day| view! { <DayLine id=id.clone() day week edit /> })
        .collect_view();
    view! {
        <table class="ds-table hours-week">
            <caption class="visually-hidden">{t!(i18n, hours.week)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, hours.day)}</th>
                    <th scope="col">{t!(i18n, hours.state)}</th>
                    <th scope="col">{t!(i18n, hours.times)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn DayLine(id: String, day: usize, week: RwSignal<Week>, edit: Callback<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let name = move || day_name(day, language.get());
    let state = Memo::new(move |_| week.with(|week| week.days[day].state));
    let count = Memo::new(move |_| week.with(|week| week.days[day].spans.len()));
    let with = move |change: &dyn Fn(&mut Week)| {
        let mut next = week.get_untracked();
        change(&mut next);
        edit.run(next);
    };
    let group = format!("{id}-{day}-state");
    let toggles = DayState::ALL
        .map(|choice| {
            let own = format!("{group}-{choice:?}");
            view! {
                <span class="hours-toggle">
                    <input
                        class="ds-input"
                        type="radio"
                        id=own.clone()
                        name=group.clone()
                        prop:checked=move || state.get() == choice
                        on:change=move |_| with(&|week| week.set_state(day, choice))
                    />
                    <label for=own>
                        {move || match choice {
                            DayState::Open => t_string!(i18n, hours.open),
                            DayState::Closed => t_string!(i18n, hours.closed),
                            DayState::Appointment => t_string!(i18n, hours.appointment),
                        }}
                    </label>
                </span>
            }
        })
        .collect_view();
    let spans = move || {
        (state.get() != DayState::Closed).then(|| {
            (0..count.get())
                .map(|span| view! { <SpanLine id=id.clone() day span week edit /> })
                .collect_view()
        })
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <div role="radiogroup" aria-label=name class="hours-toggles">
                    {toggles}
                </div>
            </td>
            <td>
                {spans}
                <Show when=move || state.get() != DayState::Closed>
                    <div class="actions">
                        <Button
                            variant="tertiary"
                            size="sm"
                            aria_label=move || t_string!(i18n, hours.add_break_label, day = name()).to_string()
                            on_click=move |()| with(&|week| week.add_span(day))
                        >
                            {t!(i18n, hours.add_break)}
                        </Button>
                        <Button
                            variant="tertiary"
                            size="sm"
                            aria_label=move || t_string!(i18n, hours.copy_label, day = name()).to_string()
                            on_click=move |()| with(&|week| week.copy(day, 0..5))
                        >
                            {t!(i18n, hours.copy_weekdays)}
                        </Button>
                    </div>
                </Show>
            </td>
        </tr>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Start,
    End,
}

#[component]
fn SpanLine(
    id: String,
    day: usize,
    span: usize,
    week: RwSignal<Week>,
    edit: Callback<Week>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let typed = Memo::new(move |_| {
        week.with(|week| week.days[day].spans.get(span).cloned().unwrap_or_default())
    });
    let overnight = Memo::new(move |_| typed.with(Typed::overnight));
    let remove = move |()| {
        let mut next = week.get_untracked();
        next.remove_span(day, span);
        edit.run(next);
    };
    let times = [End::Start, End::End]
        .map(|end| view! { <TimeInput id=id.clone() day span end typed week edit /> })
        .collect_view();
    view! {
        <div class="hours-span">
            {times}
            <Show when=move || overnight.get()>
                <span class="muted">{move || t_string!(i18n, hours.next_day, time = typed.get().end).to_string()}</span>
            </Show>
            <Button
                variant="tertiary"
                size="sm"
                color="danger"
                aria_label=move || {
                    t_string!(i18n, hours.remove_label, day = day_name(day, language.get())).to_string()
                }
                on_click=remove
            >
                {t!(i18n, hours.remove)}
            </Button>
        </div>
    }
}

#[component]
fn TimeInput(
    id: String,
    day: usize,
    span: usize,
    end: End,
    typed: Memo<Typed>,
    week: RwSignal<Week>,
    edit: Callback<Week>,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let suffix = if end == End::Start { "start" } else { "end" };
    let own = format!("{id}-{day}-{span}-{suffix}");
    let next_day = format!("{id}-{}-{span}-{suffix}", day + 1);
    let text = move || {
        typed.with(|typed| {
            if end == End::Start {
                typed.start.clone()
            } else {
                typed.end.clone()
            }
        })
    };
    let wrong = Memo::new(move |_| entry::time(&text()).is_none());
    let write = move |text: String| {
        let mut next = week.get_untracked();
        if let Some(typed) = next.days[day].spans.get_mut(span) {
            match end {
                End::Start => typed.start = text,
                End::End => typed.end = text,
            }
        }
        edit.run(next);
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        key @ ("ArrowUp" | "ArrowDown") => {
            if let Some(next) = moved(&untrack(text), if key == "ArrowUp" { 15 } else { -15 }) {
                event.prevent_default();
                write(next);
            }
        }
        "Enter" => {
            event.prevent_default();
            focus(&next_day);
        }
        _ => {}
    };
    let label = move || {
        let day = day_name(day, language.get());
        match end {
            End::Start => t_string!(i18n, hours.from_label, day = day).to_string(),
            End::End => t_string!(i18n, hours.to_label, day = day).to_string(),
        }
    };
    view! {
        {(end == End::End).then_some("–")}
        <input
            class="ds-input hours-time"
            id=own
            type="text"
            inputmode="text"
            autocomplete="off"
            aria-label=label
            aria-invalid=move || wrong.get().then_some("true")
            prop:value=text
            on:change=move |event| write(event_target_value(&event))
            on:keydown=keys
        />
    }
}
