//! Clock time taken away from whatever is open: an outage, a meeting. It always says when it ends, for else a line that was down for
//! an hour stays "closed" for as long as nobody remembers to come back.

use chrono::{NaiveDate, Timelike};
use leptos::prelude::*;
use veiviser_schema::hours::special::{self, effect, reasons, typed};
use veiviser_schema::hours::{Closure, Schedule, read};

use super::super::sheet::{Sheet, use_sheet};
use super::dates::{DateField, TimeField};
use super::list::{Entry, Kind, List, Rows};
use super::phrase::{Phrase, Slot};
use super::said;
use crate::i18n::*;
use crate::ui::{Button, announce, format};

pub const CLOSURES: Kind = Kind {
    path: "closures",
    entries,
    name,
    words,
    fields,
    remove,
};

const REASON: Slot = Slot {
    read: |schedule, index| schedule.closures.get(index).map(|item| &item.reason),
    write: |schedule, index| {
        schedule
            .closures
            .get_mut(index)
            .map(|item| &mut item.reason)
    },
};

fn entries(schedule: &Schedule, today: NaiveDate) -> Vec<Entry> {
    let over = effect::past_closures(schedule, today);
    schedule
        .closures
        .iter()
        .enumerate()
        .map(|(index, item)| Entry::new(item, &item.from, over.contains(&index)))
        .collect()
}

fn name(sheet: Sheet, index: usize) -> String {
    let language = sheet.language.get();
    let moment = |text: &str| {
        let (date, time) = typed::cut_moment(text);
        format!(
            "{} {}",
            typed::shown(language, date),
            typed::shown_time(language, time)
        )
    };
    sheet.read(|schedule| {
        schedule
            .closures
            .get(index)
            .map_or_else(String::new, |item| {
                if special::closure_dates(item).is_some() {
                    special::capital(&special::closure_time(language, item))
                } else {
                    format!(
                        "{} – {}",
                        moment(&item.from).trim(),
                        moment(&item.to).trim()
                    )
                }
            })
    })
}

fn words(index: usize) -> AnyView {
    let sheet = use_sheet();
    let words = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| {
            schedule
                .closures
                .get(index)
                .and_then(|item| item.reason.best(language).map(|(_, text)| text.to_owned()))
        })
    });
    view! { <span>{move || words.get()}</span> }.into_any()
}

fn remove(schedule: &mut Schedule, index: usize) {
    if index < schedule.closures.len() {
        schedule.closures.remove(index);
    }
}

/// Which end of a closure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

fn moment(schedule: &Schedule, index: usize, end: End) -> String {
    schedule
        .closures
        .get(index)
        .map_or_else(String::new, |item| match end {
            End::From => item.from.clone(),
            End::To => item.to.clone(),
        })
}

fn set_moment(sheet: Sheet, index: usize, end: End, text: String) {
    sheet.change(|schedule| {
        if let Some(item) = schedule.closures.get_mut(index) {
            match end {
                End::From => item.from = text,
                End::To => item.to = text,
            }
        }
    });
}

/// Date and time of one end.
#[component]
fn Moment(index: usize, end: End) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let item = format!("closures[{index}]");
    let path = format!("{item}.{}", if end == End::From { "from" } else { "to" });
    let halves = Memo::new(move |_| {
        let text = sheet.read(|schedule| moment(schedule, index, end));
        let (date, time) = typed::cut_moment(&text);
        (date.to_owned(), time.to_owned())
    });
    let date = Signal::derive(move || halves.with(|halves| halves.0.clone()));
    let time = Signal::derive(move || halves.with(|halves| halves.1.clone()));
    let write_date = Callback::new(move |text: String| {
        let before = sheet.get_untracked();
        // The end is looked for from the beginning on.
        let near = if end == End::To {
            let from = moment(&before, index, End::From);
            typed::cut_moment(&from).0.parse().unwrap_or(today)
        } else {
            today
        };
        let day = typed::day(&text, near).map_or(text, |day| day.to_string());
        let joined = typed::joined_moment(&day, &time.get_untracked());
        set_moment(sheet, index, end, joined);
    });
    let write_time = Callback::new(move |text: String| {
        let joined = typed::joined_moment(&date.get_untracked(), &typed::time_text(&text));
        set_moment(sheet, index, end, joined);
    });
    let told = sheet.error(&path);
    let time_id = format!("{}-time", sheet.field_id(&path));
    let (date_label, time_label): (TextProp, TextProp) = match end {
        End::From => (
            (move || t_string!(i18n, hours_special.closed_from)).into(),
            (move || t_string!(i18n, hours_special.closed_from_time)).into(),
        ),
        End::To => (
            (move || t_string!(i18n, hours_special.closed_to)).into(),
            (move || t_string!(i18n, hours_special.closed_to_time)).into(),
        ),
    };
    // What is wrong with the date stands at the date; what is wrong with the time alone, at the time.
    let date_told = Signal::derive(move || {
        let (date, time) = (read::date(&date.get()), read::time(&time.get()));
        told.get().filter(|_| date.is_err() || time.is_ok())
    });
    view! {
        <DateField path item=item.clone() label=date_label text=date write=write_date told=date_told />
        <TimeField id=time_id item label=time_label text=time write=write_time told />
    }
}

fn fields(index: usize) -> AnyView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let item = format!("{}[{index}]", CLOSURES.path);
    let changes = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| effect::of_closure(language, schedule, index))
    });
    // An end one rarely wants to reckon out, counted from the beginning.
    let end_at = move |days: u64, time: &'static str| {
        let from = moment(&sheet.get_untracked(), index, End::From);
        let from = typed::cut_moment(&from)
            .0
            .parse()
            .unwrap_or_else(|_| sheet.today());
        let day = (0..days).fold(from, |day, _| typed::next(day));
        set_moment(
            sheet,
            index,
            End::To,
            typed::joined_moment(&day.to_string(), time),
        );
        announce(untrack(|| name(sheet, index)));
    };
    view! {
        <div class="special-line">
            <Moment index end=End::From />
        </div>
        <div class="special-line">
            <Moment index end=End::To />
        </div>
        <div class="actions" role="group" aria-label=move || t_string!(i18n, hours_special.until)>
            <Button variant="secondary" size="sm" on_click=move |()| end_at(1, "00:00")>
                {t!(i18n, hours_special.rest_of_day)}
            </Button>
            <Button variant="secondary" size="sm" on_click=move |()| end_at(1, "08:00")>
                {t!(i18n, hours_special.tomorrow_8)}
            </Button>
        </div>
        <Phrase
            path=format!("{item}.reason")
            index
            place=REASON
            ready=&reasons::CLOSURES
            label=move || t_string!(i18n, hours_special.reason)
            none=move || t_string!(i18n, hours_special.no_reason)
        />
        {said((move || t_string!(i18n, hours_special.changes)).into(), changes, sheet.warnings_within(&item))}
    }
    .into_any()
}

/// The list with what adds to it.
#[component]
pub fn Closures(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let add = move |()| {
        let now = format::oslo(format::now());
        let (hour, minute) = (now.hour(), now.minute() / 5 * 5);
        let item = Closure {
            from: format!("{}T{hour:02}:{minute:02}", now.date()),
            ..Closure::default()
        };
        list.add(|schedule| schedule.closures.push(item), Some("from"));
    };
    view! {
        <p class="field-help">{t!(i18n, hours_special.closures_help)}</p>
        <Rows list none=move || t_string!(i18n, hours_special.no_closures) />
        <div class="actions">
            <Button variant="secondary" size="sm" id=list.add_id() on_click=add>
                {t!(i18n, hours_special.add_closure)}
            </Button>
        </div>
    }
}
