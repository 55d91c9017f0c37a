//! Clock time taken away from whatever is open: an outage, a meeting. It always says when it ends, for else a line that was down for
//! an hour stays "closed" for as long as nobody remembers to come back.

use chrono::{NaiveDate, Timelike};
use leptos::prelude::*;
use veiviser_schema::hours::special::{self, effect, reasons, typed};
use veiviser_schema::hours::{Closure, Schedule, read};
use veiviser_schema::text::{Language, LocalizedText};

use super::super::sheet::use_sheet;
use super::dates::{DateField, TimeField};
use super::item::{At, Item, Part, endless, part};
use super::list::{Kind, List, Rows};
use super::phrase::Phrase;
use super::said;
use crate::i18n::*;
use crate::ui::{Button, announce, format, locale_of};

pub const CLOSURES: Kind = Kind::of::<Closure>(fields);

impl Item for Closure {
    const PATH: &'static str = "closures";
    const LIST: Part<Schedule, Vec<Self>> = part!(closures);
    const PHRASE: Part<Self, LocalizedText> = part!(reason);

    fn start(&self) -> &str {
        &self.from
    }

    fn is_over(&self, today: NaiveDate) -> bool {
        effect::closure_is_over(self, today)
    }

    fn name(&self, language: Language) -> String {
        if special::closure_dates(self).is_some() {
            return special::capital(&special::closure_time(language, self));
        }
        let [from, to] = [&self.from, &self.to].map(|moment| {
            let (date, time) = typed::cut_moment(moment);
            let (date, time) = (
                typed::shown(language, date),
                typed::shown_time(language, time),
            );
            format!("{date} {time}").trim().to_owned()
        });
        match (read::moment(&self.from), read::moment(&self.to)) {
            (Ok(_), Ok(_)) => format!("{from} – {to}"),
            (Ok(_), Err(_)) => endless(language, &from),
            (Err(_), _) => td_string!(locale_of(language), hours_special.new_closure).to_owned(),
        }
    }

    fn words(&self, language: Language) -> Option<String> {
        self.reason.best(language).map(|(_, text)| text.to_owned())
    }
}

/// Which end of a closure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

impl End {
    const fn part(self) -> Part<Closure, String> {
        match self {
            Self::From => part!(from),
            Self::To => part!(to),
        }
    }
}

/// Date and time of one end.
#[component]
fn Moment(index: usize, end: End) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let closure = At::<Closure>::new(index);
    let item = closure.path();
    let path = format!("{item}.{}", if end == End::From { "from" } else { "to" });
    let halves = Memo::new(move |_| {
        let halves = closure.read(|item| {
            let (date, time) = typed::cut_moment((end.part().of)(item));
            (date.to_owned(), time.to_owned())
        });
        halves.unwrap_or_default()
    });
    let date = Signal::derive(move || halves.with(|halves| halves.0.clone()));
    let time = Signal::derive(move || halves.with(|halves| halves.1.clone()));
    let write_date = Callback::new(move |text: String| {
        // The end is looked for from the beginning on.
        let near = if end == End::To {
            untrack(|| first_day(closure)).unwrap_or(today)
        } else {
            today
        };
        let day = typed::day(&text, near).map_or(text, |day| day.to_string());
        let joined = typed::joined_moment(&day, &time.get_untracked());
        closure.edit(|item| *(end.part().of_mut)(item) = joined);
    });
    let write_time = Callback::new(move |text: String| {
        let joined = typed::joined_moment(&date.get_untracked(), &typed::time_text(&text));
        closure.edit(|item| *(end.part().of_mut)(item) = joined);
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

/// The date of its beginning, if it can be read.
fn first_day(closure: At<Closure>) -> Option<NaiveDate> {
    closure.read(|item| typed::cut_moment(&item.from).0.parse().ok())?
}

fn fields(index: usize) -> AnyView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let closure = At::<Closure>::new(index);
    let item = closure.path();
    let changes = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| effect::of_closure(language, schedule, index))
    });
    // An end one rarely wants to reckon out, counted from the beginning.
    let end_at = move |days: u64, time: &'static str| {
        let from = untrack(|| first_day(closure)).unwrap_or_else(|| sheet.today());
        let day = (0..days).fold(from, |day, _| typed::next(day));
        closure.edit(|item| item.to = typed::joined_moment(&day.to_string(), time));
        let name = untrack(|| closure.read(|item| item.name(sheet.language.get())));
        announce(name.unwrap_or_default());
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
            place=closure.slot()
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
