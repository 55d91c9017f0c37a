//! Dates with hours of their own: from–to, closed or own hours, why, and in words what that changes.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use veiviser_schema::hours::special::{self, effect, holiday_table, last_year, reasons, typed};
use veiviser_schema::hours::{DatedException, Schedule, Span, read};
use veiviser_schema::text::{Language, LocalizedText};

use super::super::sheet::{Sheet, use_sheet};
use super::super::spans::SpanFields;
use super::super::typed::Line;
use super::dates::DateField;
use super::item::{At, Item, Part, endless, part};
use super::list::{Kind, List, Rows};
use super::phrase::Phrase;
use super::said;
use crate::i18n::*;
use crate::ui::{Bind, Button, Choice, RadioGroup, announce, focus_soon, locale_of};

pub const EXCEPTIONS: Kind = Kind {
    notes: |index| view! { <Meetings index /> }.into_any(),
    ..Kind::of::<DatedException>(fields)
};

impl Item for DatedException {
    const PATH: &'static str = "exceptions";
    const LIST: Part<Schedule, Vec<Self>> = part!(exceptions);
    const PHRASE: Part<Self, LocalizedText> = part!(reason);

    fn start(&self) -> &str {
        &self.from
    }

    fn is_over(&self, today: NaiveDate) -> bool {
        effect::exception_is_over(self, today)
    }

    fn name(&self, language: Language) -> String {
        match special::dates(self) {
            Some((from, to)) if from == to => special::capital(&special::long_date(language, from)),
            Some((from, to)) => special::range_words(language, from, to),
            None => {
                let [from, to] = [&self.from, &self.to].map(|date| typed::shown(language, date));
                match (read::date(&self.from), read::date(&self.to)) {
                    (Ok(_), Ok(_)) => format!("{from}–{to}"),
                    (Ok(_), Err(_)) => endless(language, &from),
                    (Err(_), _) => {
                        td_string!(locale_of(language), hours_special.new_exception).to_owned()
                    }
                }
            }
        }
    }

    fn words(&self, language: Language) -> Option<String> {
        let hours = special::exception_hours(language, self);
        Some(special::capital(&hours))
    }
}

/// Which of two that meet goes first, said at both.
#[component]
fn Meetings(index: usize) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let lines = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| {
            effect::meetings(schedule, index)
                .into_iter()
                .map(|meeting| {
                    let common = special::range_words(language, meeting.from, meeting.to);
                    let other =
                        special::exception_dates(language, &schedule.exceptions[meeting.other]);
                    let said = match (meeting.loses, meeting.as_long) {
                        (true, false) => {
                            t_string!(i18n, hours_special.meet_loses, common, other).to_string()
                        }
                        (false, false) => {
                            t_string!(i18n, hours_special.meet_wins, common, other).to_string()
                        }
                        (true, true) => {
                            t_string!(i18n, hours_special.meet_later, common, other).to_string()
                        }
                        (false, true) => {
                            t_string!(i18n, hours_special.meet_earlier, common, other).to_string()
                        }
                    };
                    (meeting.as_long, said)
                })
                .collect::<Vec<_>>()
        })
    });
    move || {
        lines
            .get()
            .into_iter()
            .map(|(_, line)| view! { <span class="special-note">{line}</span> })
            .collect_view()
    }
}

fn fields(index: usize) -> AnyView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let exception = At::<DatedException>::new(index);
    let item = exception.path();
    // One date is the whole of it until an end of its own is given; a range gives both.
    let one_day = RwSignal::new(
        exception
            .read(|item| item.to.is_empty() || item.to == item.from)
            .unwrap_or(true),
    );
    let write_from = Callback::new(move |text: String| {
        let alone = one_day.get_untracked();
        exception.edit(|item| match typed::range(&text, today) {
            Some((from, to)) => {
                item.from = from.to_string();
                if from != to || alone {
                    item.to = to.to_string();
                }
            }
            None => item.from = text,
        });
    });
    let write_to = Callback::new(move |text: String| {
        one_day.set(text.trim().is_empty());
        exception.edit(|item| {
            let near = item.from.parse().unwrap_or(today);
            item.to = typed::day(&text, near).map_or(text, |day| day.to_string());
        });
    });
    // Own hours may have no span for a moment, which says closed; the person is still choosing.
    let own = RwSignal::new(exception.read(|item| !item.spans.is_empty()) == Some(true));
    let spans = exception.list(part!(spans));
    let kept = StoredValue::new(Vec::<Span>::new());
    let has_own = Memo::new(move |_| own.get() || spans.get.with(|spans| !spans.is_empty()));
    let choice = Bind::new(
        move || if has_own.get() { "own" } else { "closed" }.to_owned(),
        move |code: String| {
            own.set(code == "own");
            if code == "own" {
                let before = kept.get_value();
                spans.set.run(if before.is_empty() {
                    first_hours(&sheet.get_untracked(), index)
                } else {
                    before
                });
            } else {
                kept.set_value(spans.get.get_untracked());
                spans.set.run(Vec::new());
            }
        },
    );
    let choices = Signal::derive(move || {
        vec![
            Choice::new("closed", t_string!(i18n, hours_special.closed)),
            Choice::new("own", t_string!(i18n, hours_special.own_hours)),
        ]
    });
    let spans_path = StoredValue::new(format!("{item}.spans"));
    let changes = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| effect::of_exception(language, schedule, index))
    });
    view! {
        <div class="special-line">
            <DateField
                path=format!("{item}.from")
                item=item.clone()
                label=move || t_string!(i18n, hours_special.from)
                help=move || t_string!(i18n, hours_special.from_help)
                text=exception.text(|item| &item.from)
                write=write_from
            />
            <DateField
                path=format!("{item}.to")
                item=item.clone()
                label=move || t_string!(i18n, hours_special.to)
                help=move || t_string!(i18n, hours_special.to_help)
                text=exception.text(|item| &item.to)
                write=write_to
            />
        </div>
        <RadioGroup
            id=sheet.field_id(&format!("{item}.choice"))
            label=move || t_string!(i18n, hours_special.these_days)
            value=choice
            choices
        />
        {move || {
            has_own
                .get()
                .then(|| {
                    view! {
                        <SpanFields
                            path=spans_path.get_value()
                            label=move || t_string!(i18n, hours_special.own_hours)
                            spans
                        />
                    }
                })
        }}
        <Phrase
            path=format!("{item}.reason")
            place=exception.slot()
            ready=&reasons::EXCEPTIONS
            label=move || t_string!(i18n, hours_special.reason)
            none=move || t_string!(i18n, hours_special.no_reason)
        />
        {said((move || t_string!(i18n, hours_special.changes)).into(), changes, sheet.warnings_within(&item))}
    }
    .into_any()
}

/// Hours to begin with: those of the first date as an ordinary one, or an empty span to be filled in.
fn first_hours(schedule: &Schedule, index: usize) -> Vec<Span> {
    let usual = schedule
        .exceptions
        .get(index)
        .and_then(special::dates)
        .map(|(from, _)| holiday_table::usual_spans(schedule, from))
        .unwrap_or_default();
    if usual.is_empty() {
        vec![Line::default().span()]
    } else {
        usual
    }
}

/// The list with what adds to it.
#[component]
pub fn Exceptions(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let add = move |()| {
        list.add(
            |schedule| schedule.exceptions.push(DatedException::default()),
            Some("from"),
        );
    };
    // July still to come, or that of next year.
    let july = typed::range("juli", today);
    let july_year = july.map_or(0, |(from, _)| from.year());
    let add_july = move |()| {
        let Some((from, to)) = july else { return };
        let july = DatedException {
            from: from.to_string(),
            to: to.to_string(),
            reason: reasons::text(&reasons::EXCEPTIONS[0]),
            ..DatedException::default()
        };
        let there = sheet
            .get_untracked()
            .exceptions
            .iter()
            .position(|item| (&item.from, &item.to) == (&july.from, &july.to));
        if let Some(there) = there {
            list.open_at(there);
            focus_soon(format!("{}-edit", sheet.field_id(&list.item(there))));
            announce(untrack(|| t_string!(i18n, hours_special.there_already)));
        } else {
            list.add(|schedule| schedule.exceptions.push(july), None);
            announce(untrack(|| {
                t_string!(i18n, hours_special.july_added, year = july_year).to_string()
            }));
        }
    };
    view! {
        <p class="field-help">{t!(i18n, hours_special.exceptions_help)}</p>
        <Rows list none=move || t_string!(i18n, hours_special.no_exceptions) />
        <div class="actions">
            <Button variant="secondary" size="sm" id=list.add_id() on_click=add>
                {t!(i18n, hours_special.add_exception)}
            </Button>
            <Button variant="tertiary" size="sm" on_click=add_july>
                {move || t_string!(i18n, hours_special.add_july, year = july_year).to_string()}
            </Button>
        </div>
    }
}

/// An exception offered from last year, in words.
pub fn offer_words(sheet: Sheet, offer: &last_year::Offer) -> String {
    let language = sheet.language.get();
    format!(
        "{}: {}",
        special::exception_dates(language, &offer.exception),
        special::exception_hours(language, &offer.exception)
    )
}
