//! One holiday of one year: a line of words with a box to tick, and its choices when it is opened.

use chrono::Datelike;
use leptos::prelude::*;
use veiviser_schema::hours::special::effect::days_words;
use veiviser_schema::hours::special::holiday_table::{self, HolidayDay};
use veiviser_schema::hours::special::{
    capital, day_words, exception_dates, holiday_name, rule_words, season_name, weekday_and_date,
};
use veiviser_schema::hours::{
    DatedException, HolidayChoice, HolidayKey, ReasonKind, Schedule, Span,
};
use veiviser_schema::text::{Language, LocalizedText};

use super::super::coded;
use super::super::sheet::{Sheet, use_sheet};
use super::super::spans::SpanFields;
use super::super::typed::Line;
use super::Desk;
use super::holidays::{Holidays, confirm_id};
use crate::i18n::*;
use crate::ui::{Button, Choice, RadioGroup, Status, Tone, focus, focus_soon};

const CHOICES: [(&str, HolidayChoice); 5] = [
    ("policy", HolidayChoice::Policy),
    ("closed", HolidayChoice::Closed),
    ("normal", HolidayChoice::Normal),
    ("sunday", HolidayChoice::AsSunday),
    ("hours", HolidayChoice::Hours),
];

#[component]
pub fn HolidayRow(desk: Desk, holidays: Holidays, at: usize, last: bool) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let Some(first) = untrack(|| holidays.day(at)) else {
        return ().into_any();
    };
    let (key, date) = (first.key, first.date);
    let year = date.year();
    let language = sheet.language;
    let day = Memo::new(move |_| holidays.day(at));
    let name = move || capital(holiday_name(language.get(), key));
    let when = move || weekday_and_date(language.get(), date);
    let hours = Memo::new(move |_| {
        let language = language.get();
        day.with(|day| {
            let hours = day.as_ref().and_then(|day| day.hours.as_ref());
            hours.map(|hours| capital(&day_words(language, hours)))
        })
    });
    let why = Memo::new(move |_| {
        let language = language.get();
        sheet.read(|schedule| {
            day.with(|day| day.as_ref().map(|day| why(schedule, day, language, i18n)))
        })
    });
    let confirmed =
        Memo::new(move |_| day.with(|day| day.as_ref().is_some_and(|day| day.confirmed)));
    let due = Memo::new(move |_| day.with(|day| day.as_ref().is_some_and(HolidayDay::due)));
    let left = first.days_left;
    let open = Memo::new(move |_| holidays.open.get() == Some(at));
    let (row_id, box_id) = (
        sheet.field_id(&format!("holiday-{at}")),
        confirm_id(sheet, at),
    );
    let edit_id = StoredValue::new(format!("{row_id}-edit"));
    let panel_id = format!("{row_id}-panel");
    let choices_id = StoredValue::new(format!("{row_id}-choice"));
    let controls = panel_id.clone();
    let toggle = move |_| {
        if open.get_untracked() {
            holidays.open.set(None);
        } else {
            holidays.open.set(Some(at));
            let chosen = choice_now(sheet, key);
            let code = CHOICES
                .iter()
                .find(|(_, choice)| *choice == chosen)
                .map_or("policy", |(code, _)| code);
            choices_id.with_value(|id| focus_soon(format!("{id}-{code}")));
        }
    };
    let done = Callback::new(move |()| {
        holidays.open.set(None);
        edit_id.with_value(|id| focus_soon(id.clone()));
    });
    let set_confirmed = move |on: bool| {
        sheet.change(|schedule| {
            holiday_table::confirm(&mut schedule.holidays, key, year, on);
        });
    };
    // Enter goes down the column, as in the week.
    let down = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            if !last {
                focus(&confirm_id(sheet, at + 1));
            }
        }
    };
    view! {
        <tr id=row_id>
            <th scope="row" data-label=move || t_string!(i18n, hours_special.day)>
                <span class="special-name">{name}</span>
                <span class="special-date">{when}</span>
            </th>
            <td data-label=move || t_string!(i18n, hours_special.applies)>
                <span class="special-hours">{move || hours.get().unwrap_or_else(|| "–".to_owned())}</span>
                <span class="special-note">{move || why.get()}</span>
            </td>
            <td>
                <span class="hours-toggle">
                    <input
                        class="ds-input"
                        type="checkbox"
                        id=box_id.clone()
                        prop:checked=move || confirmed.get()
                        on:change=move |event| set_confirmed(event_target_checked(&event))
                        on:keydown=down
                    />
                    <label for=box_id>
                        {t!(i18n, hours_special.confirmed)}
                        <span class="visually-hidden">": "{name}" "{when}" "{year}</span>
                    </label>
                </span>
                {move || {
                    due.get()
                        .then(|| {
                            view! {
                                <Status tone=Tone::Warning>
                                    {move || {
                                        let days = days_words(language.get(), left.unsigned_abs() as usize);
                                        t_string!(i18n, hours_special.due, days).to_string()
                                    }}
                                </Status>
                            }
                        })
                }}
            </td>
            <td>
                <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    data-size="sm"
                    id=edit_id.get_value()
                    aria-expanded=move || open.get().to_string()
                    aria-controls=move || open.get().then(|| controls.clone())
                    on:click=toggle
                >
                    {move || if open.get() { t_string!(i18n, hours_special.done) } else { t_string!(i18n, hours_special.edit) }}
                    <span class="visually-hidden">": "{name}" "{when}" "{year}</span>
                </button>
            </td>
        </tr>
        {move || {
            let id = panel_id.clone();
            open.get()
                .then(|| {
                    view! {
                        <tr class="special-panel">
                            <td colspan="4">
                                <div class="special-fields" id=id>
                                    <HolidayFields desk holidays at key year done />
                                </div>
                            </td>
                        </tr>
                    }
                })
        }}
    }
    .into_any()
}

fn choice_now(sheet: Sheet, key: HolidayKey) -> HolidayChoice {
    let schedule = sheet.get_untracked();
    holiday_table::position(&schedule.holidays, key).map_or(HolidayChoice::Policy, |at| {
        schedule.holidays.overrides[at].choice
    })
}

/// What decided it, in a few words.
fn why(
    schedule: &Schedule,
    day: &HolidayDay,
    language: Language,
    i18n: leptos_i18n::I18nContext<Locale>,
) -> String {
    let Some(reason) = day.hours.as_ref().map(|hours| hours.reason) else {
        return t_string!(i18n, hours_special.why_unread).to_owned();
    };
    let index = reason.index.map(usize::from);
    match reason.kind {
        ReasonKind::Exception => index
            .and_then(|at| schedule.exceptions.get(at))
            .map_or_else(String::new, |item| {
                let dates = exception_dates(language, item);
                t_string!(i18n, hours_special.why_exception, dates).to_string()
            }),
        ReasonKind::Holiday if index.is_none() => {
            t_string!(i18n, hours_special.why_rule).to_owned()
        }
        ReasonKind::Holiday => match reason.holiday.filter(|key| *key != day.key) {
            // Two days on one date: the choice of the other one counts.
            Some(other) => {
                let name = holiday_name(language, other);
                t_string!(i18n, hours_special.why_twin, name).to_string()
            }
            None => t_string!(i18n, hours_special.why_own).to_owned(),
        },
        ReasonKind::Season => {
            index
                .and_then(|at| schedule.seasons.get(at))
                .map_or_else(String::new, |season| {
                    let name = season_name(language, season);
                    t_string!(i18n, hours_special.why_season, name).to_string()
                })
        }
        _ => t_string!(i18n, hours_special.why_usual).to_owned(),
    }
}

/// The choices of one day, which hold every year, and the way to something for this year alone.
#[component]
fn HolidayFields(
    desk: Desk,
    holidays: Holidays,
    at: usize,
    key: HolidayKey,
    year: i32,
    done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let language = sheet.language;
    let today = sheet.today();
    let position =
        Memo::new(move |_| sheet.read(|schedule| holiday_table::position(&schedule.holidays, key)));
    let chosen = Memo::new(move |_| {
        sheet.read(|schedule| {
            holiday_table::position(&schedule.holidays, key).map_or(HolidayChoice::Policy, |at| {
                schedule.holidays.overrides[at].choice
            })
        })
    });
    let spans_now = move |schedule: &Schedule| {
        holiday_table::position(&schedule.holidays, key)
            .map_or_else(Vec::new, |at| schedule.holidays.overrides[at].spans.clone())
    };
    let choose = move |choice: HolidayChoice| {
        let before = sheet.get_untracked();
        let spans = spans_now(&before);
        if !spans.is_empty() {
            holidays.kept.update_value(|kept| {
                kept.retain(|(known, _)| *known != key);
                kept.push((key, spans));
            });
        }
        let own = if choice == HolidayChoice::Hours {
            own_hours(holidays, &before, key, at)
        } else {
            Vec::new()
        };
        sheet.change(|schedule| {
            holiday_table::choose(&mut schedule.holidays, key, choice, own, year, today);
        });
    };
    let value = coded(&CHOICES, move || chosen.get(), choose);
    // An eve is as usual of itself; that choice is only there where it was made already.
    let normal = !key.is_eve() || chosen.get_untracked() == HolidayChoice::Normal;
    // Remembered: choices that are made anew would take the focus with them.
    let choices = Memo::new(move |_| {
        let language = language.get();
        let rule = sheet.read(|schedule| schedule.holidays.rule);
        let mut choices = vec![if key.is_eve() {
            Choice::new("policy", t_string!(i18n, hours_special.choice_ordinary))
        } else {
            let rule = rule_words(language, rule);
            Choice::new(
                "policy",
                t_string!(i18n, hours_special.choice_rule, rule).to_string(),
            )
        }];
        choices.push(Choice::new("closed", t_string!(i18n, hours_special.closed)));
        if normal {
            choices.push(Choice::new(
                "normal",
                t_string!(i18n, hours_special.as_usual),
            ));
        }
        choices.push(Choice::new(
            "sunday",
            t_string!(i18n, hours_special.as_sunday),
        ));
        choices.push(Choice::new(
            "hours",
            t_string!(i18n, hours_special.own_hours),
        ));
        choices
    });
    let label = move || {
        let name = holiday_name(language.get(), key);
        t_string!(i18n, hours_special.every_year_of, name).to_string()
    };
    let spans = sheet.bind(spans_now, move |schedule, spans: Vec<Span>| {
        holiday_table::set_spans(&mut schedule.holidays, key, spans, year, today);
    });
    let own_path = Memo::new(move |_| {
        (chosen.get() == HolidayChoice::Hours)
            .then(|| position.get())
            .flatten()
            .map(|at| format!("holidays.overrides[{at}].spans"))
    });
    let only = move |()| {
        let Some(day) = untrack(|| holidays.day(at)) else {
            return;
        };
        let mut reason = LocalizedText::default();
        for language in Language::ALL {
            reason.set(language, Some(capital(holiday_name(language, key))));
        }
        desk.exceptions_open.set(true);
        let there = sheet.get_untracked().exceptions.iter().position(|item| {
            let date = day.date.to_string();
            item.from == date && item.to == date
        });
        if let Some(there) = there {
            desk.exceptions.open_at(there);
            let path = desk.exceptions.item(there);
            focus_soon(format!("{}-edit", sheet.field_id(&path)));
            return;
        }
        let item = DatedException {
            from: day.date.to_string(),
            to: day.date.to_string(),
            reason,
            ..DatedException::default()
        };
        desk.exceptions.add(
            |schedule| schedule.exceptions.push(item),
            Some("choice-closed"),
        );
    };
    view! {
        <RadioGroup id=sheet.field_id(&format!("holiday-{at}-choice")) label value choices />
        {move || {
            own_path
                .get()
                .map(|path| {
                    view! { <SpanFields path label=move || capital(holiday_name(language.get(), key)) spans /> }
                })
        }}
        <div class="actions">
            <Button variant="secondary" size="sm" on_click=done>
                {t!(i18n, hours_special.done)}
            </Button>
            <Button variant="tertiary" size="sm" on_click=only>
                {move || t_string!(i18n, hours_special.only_year, year).to_string()}
            </Button>
        </div>
    }
}

/// Own hours to begin with: those taken away before, else the usual ones, else a span to be filled in.
fn own_hours(holidays: Holidays, schedule: &Schedule, key: HolidayKey, at: usize) -> Vec<Span> {
    let kept = holidays.kept.with_value(|kept| {
        kept.iter()
            .find(|(known, _)| *known == key)
            .map(|(_, spans)| spans.clone())
    });
    let usual = || {
        let date = untrack(|| holidays.day(at))?.date;
        Some(holiday_table::usual_spans(schedule, date)).filter(|spans| !spans.is_empty())
    };
    kept.or_else(usual)
        .unwrap_or_else(|| vec![Line::default().span()])
}
