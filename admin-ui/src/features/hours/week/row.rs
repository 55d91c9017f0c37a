//! One day: open, closed or by appointment, and its spans. Enter goes to the same field of the next day.

use leptos::prelude::*;
use veiviser_schema::hours::{RuleState, Schedule, Weekday, weekday_hours};

use super::super::spans::SpanLine;
use super::super::typed::{Edge, Line};
use super::copy::Source;
use super::model::DayState;
use super::more::MoreChoices;
use super::{Grid, day_name};
use crate::i18n::*;
use crate::ui::{Button, focus, focus_soon, use_language};

#[component]
pub fn DayRow(grid: Grid, day: usize) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_language();
    let name = move || day_name(day, language.get());
    let state = Memo::new(move |_| grid.week.with(|week| week.state(day)));
    let count = Memo::new(move |_| grid.week.with(|week| week.days[day].len()));
    let group = grid.at(&format!("d{day}-state"));
    let add_id = StoredValue::new(grid.at(&format!("d{day}-add")));
    let toggles = DayState::ALL
        .map(|choice| {
            let own = toggle_id(&group, choice);
            view! {
                <span class="hours-toggle">
                    <input
                        class="ds-input"
                        type="radio"
                        id=own.clone()
                        name=group.clone()
                        prop:checked=move || state.get() == choice
                        on:change=move |_| grid.edit(|week| week.set_state(day, choice))
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
    let lines = move || {
        (0..count.get())
            .map(|at| view! { <DayLine grid day at count /> }.into_any())
            .collect_view()
    };
    let add = move |()| {
        let mut at = 0;
        grid.edit(|week| at = week.add_line(day));
        let blank = grid
            .week
            .with_untracked(|week| week.days[day][at].typed.is_blank());
        if blank {
            let place = untrack(|| grid.place(day, at));
            grid.sheet.set_fresh(place.map(|place| place.path));
        }
        focus_soon(grid.field_id((day, at, Edge::Start)));
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell">
                <div role="radiogroup" aria-label=name class="hours-toggles">
                    {toggles}
                </div>
            </td>
            <td role="cell">
                {lines}
                <Show when=move || state.get() != DayState::Closed>
                    <div class="actions">
                        <Button
                            id=add_id.get_value()
                            variant="tertiary"
                            size="sm"
                            aria_label=move || t_string!(i18n, hours.add_break_label, day = name()).to_string()
                            on_click=add
                        >
                            {t!(i18n, hours.add_break)}
                        </Button>
                        <Button
                            variant="tertiary"
                            size="sm"
                            aria_label=move || t_string!(i18n, hours.copy_label, day = name()).to_string()
                            on_click=move |()| grid.copying.set(Some(Source::Day(day)))
                        >
                            {t!(i18n, hours.copy_to)}
                        </Button>
                    </div>
                </Show>
            </td>
        </tr>
    }
}

fn toggle_id(group: &str, choice: DayState) -> String {
    let tail = match choice {
        DayState::Open => "open",
        DayState::Closed => "closed",
        DayState::Appointment => "appointment",
    };
    format!("{group}-{tail}")
}

/// One span of a day.
#[component]
fn DayLine(grid: Grid, day: usize, at: usize, count: Memo<usize>) -> impl IntoView {
    let language = use_language();
    let line = Memo::new(move |_| {
        grid.week
            .with(|week| week.days[day].get(at).cloned().unwrap_or_default())
    });
    let place = Signal::derive(move || grid.place(day, at));
    let write = Callback::new(move |line: Line| {
        grid.edit(|week| {
            if let Some(slot) = week.days[day].get_mut(at) {
                *slot = line;
            }
        });
    });
    let remove = Callback::new(move |()| {
        grid.edit(|week| week.remove_line(day, at));
        let closed = grid.week.with_untracked(|week| week.days[day].is_empty());
        focus_soon(if closed {
            toggle_id(&grid.at(&format!("d{day}-state")), DayState::Closed)
        } else {
            grid.at(&format!("d{day}-add"))
        });
    });
    let enter = Callback::new(move |edge: Edge| {
        let next = grid.week.with_untracked(|week| week.after((day, at, edge)));
        if let Some(next) = next {
            focus(&grid.field_id(next));
        }
    });
    let name = move || {
        let day = day_name(day, language.get());
        if count.get() > 1 {
            format!("{day}, {}", at + 1)
        } else {
            day.to_owned()
        }
    };
    // What a row of times alone cannot show, in the words the public reads.
    let special = Memo::new(move |_| {
        line.with(|line| {
            let mixed = grid.week.with(|week| week.state(day) == DayState::Open)
                && line.state == RuleState::Appointment;
            (line.is_special() || mixed).then(|| {
                let alone = Schedule::of_week(vec![line.rule(Weekday::from_index(day))]);
                weekday_hours(&alone, language.get())[day].1.clone()
            })
        })
        .flatten()
    });
    view! {
        <SpanLine id=grid.line_id(day, at) name line write remove place enter>
            {move || special.get().map(|words| view! { <span class="hours-words">{words}</span> })}
            <MoreChoices id=grid.line_id(day, at) name=TextProp::from(name) line write place />
        </SpanLine>
    }
}
