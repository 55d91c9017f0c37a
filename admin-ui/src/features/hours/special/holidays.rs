//! Holidays and eves: the rule for all of them, and a table a year of what applies on each, to be looked over and confirmed.
//!
//! Seventeen rows a year, so each is words, one box to tick and one button; the choices come when a row is opened. A year is drawn when
//! it is unfolded.

use chrono::Datelike;
use leptos::prelude::*;
use veiviser_schema::hours::special::holiday_table::{self, HolidayDay};
use veiviser_schema::hours::special::{exception_dates, last_year};
use veiviser_schema::hours::{HolidayKey, HolidayRule, Span};

use super::super::coded;
use super::super::sheet::{Sheet, use_sheet};
use super::exceptions::offer_words;
use super::holiday_row::HolidayRow;
use super::{Desk, Fold};
use crate::i18n::*;
use crate::ui::{Button, Choice, RadioGroup, announce, focus_soon};

const RULES: [(&str, HolidayRule); 3] = [
    ("closed", HolidayRule::Closed),
    ("normal", HolidayRule::Normal),
    ("sunday", HolidayRule::AsSunday),
];

/// What public holidays do to the week.
#[component]
pub fn HolidayRuleChoice() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let rule = coded(
        &RULES,
        move || sheet.read(|schedule| schedule.holidays.rule),
        move |rule| {
            let today = sheet.today();
            sheet.change(|schedule| holiday_table::set_rule(&mut schedule.holidays, rule, today));
        },
    );
    let rules = Signal::derive(move || {
        vec![
            Choice::new("closed", t_string!(i18n, hours.holiday_closed)),
            Choice::new("normal", t_string!(i18n, hours.holiday_normal)),
            Choice::new("sunday", t_string!(i18n, hours.holiday_sunday)),
        ]
    });
    view! {
        <RadioGroup
            id=sheet.field_id("holidays.rule")
            label=move || t_string!(i18n, hours.holidays)
            value=rule
            choices=rules
        />
    }
}

/// What the tables share.
#[derive(Clone, Copy)]
pub struct Holidays {
    pub table: Memo<Vec<HolidayDay>>,
    /// The row that is open, by its place in the table.
    pub open: RwSignal<Option<usize>>,
    /// Own hours that another choice has taken away: they come back with the choice.
    pub kept: StoredValue<Vec<(HolidayKey, Vec<Span>)>>,
}

impl Holidays {
    pub fn day(&self, at: usize) -> Option<HolidayDay> {
        self.table.with(|table| table.get(at).cloned())
    }
}

/// The id of a row's box.
pub fn confirm_id(sheet: Sheet, at: usize) -> String {
    sheet.field_id(&format!("holiday-{at}-confirmed"))
}

#[component]
pub fn HolidayYears(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let holidays = Holidays {
        table: Memo::new(move |_| sheet.read(|schedule| holiday_table::table(schedule, today))),
        open: RwSignal::new(None),
        kept: StoredValue::new(Vec::new()),
    };
    let [this, next, later] = holiday_table::years(today);
    let folds = [(this, true), (next, false), (later, false)]
        .map(|(year, open)| (year, RwSignal::new(open)));
    open_what_is_wrong(sheet, holidays, folds);
    let years = folds
        .into_iter()
        .map(|(year, open)| {
            let title = Signal::derive(move || {
                let (all, confirmed) = counted(holidays, year);
                match due(holidays, year) {
                    0 => t_string!(i18n, hours_special.year_title, year, all, confirmed).to_string(),
                    due => t_string!(i18n, hours_special.year_title_due, year, all, confirmed, due).to_string(),
                }
            });
            let content = move || view! { <Year desk holidays year /> }.into_any();
            view! { <Fold id=sheet.field_id(&format!("holidays-{year}")) open title content=Callback::new(move |()| content()) /> }
                .into_any()
        })
        .collect_view();
    view! {
        <p class="field-help">{t!(i18n, hours_special.holidays_help)}</p>
        <div>{years}</div>
    }
}

/// Own hours that cannot be read are in sight: their row and its year are opened.
fn open_what_is_wrong(sheet: Sheet, holidays: Holidays, folds: [(i32, RwSignal<bool>); 3]) {
    let wrong = Memo::new(move |_| {
        let keys: Vec<HolidayKey> = sheet.read(|schedule| {
            let overrides = &schedule.holidays.overrides;
            overrides.iter().map(|holiday| holiday.key).collect()
        });
        let bad = |at: &usize| {
            sheet
                .error_below(&format!("holidays.overrides[{at}]"))
                .is_some()
        };
        (0..keys.len()).find(bad).map(|at| keys[at])
    });
    Effect::new(move |_| {
        let Some(key) = wrong.get() else { return };
        let found = holidays.table.with_untracked(|table| {
            let at = table.iter().position(|day| day.key == key)?;
            Some((at, table[at].date.year()))
        });
        let open = holidays.open.get_untracked();
        let same = open
            .and_then(|at| untrack(|| holidays.day(at)))
            .is_some_and(|day| day.key == key);
        if let (Some((at, year)), false) = (found, same) {
            holidays.open.set(Some(at));
            for (_, fold) in folds.iter().filter(|(known, _)| *known == year) {
                fold.set(true);
            }
        }
    });
}

/// The days of a year that are shown, and how many are confirmed.
fn counted(holidays: Holidays, year: i32) -> (usize, usize) {
    holidays.table.with(|table| {
        let days = table.iter().filter(|day| day.date.year() == year);
        let all = days.clone().count();
        (all, days.filter(|day| day.confirmed).count())
    })
}

/// How many days of a year are to be confirmed now.
fn due(holidays: Holidays, year: i32) -> usize {
    let due = |day: &&HolidayDay| day.date.year() == year && day.due();
    holidays
        .table
        .with(|table| table.iter().filter(due).count())
}

#[component]
fn Year(desk: Desk, holidays: Holidays, year: i32) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    // Which days there are depends on today alone.
    let places: Vec<usize> = holidays.table.with_untracked(|table| {
        (0..table.len())
            .filter(|&at| table[at].date.year() == year)
            .collect()
    });
    let last = places.last().copied().unwrap_or_default();
    let rows = places
        .iter()
        .map(|&at| view! { <HolidayRow desk holidays at last=at == last /> }.into_any())
        .collect_view();
    let all: Vec<HolidayKey> = holidays
        .table
        .with_untracked(|table| places.iter().map(|&at| table[at].key).collect());
    let confirm = move |keys: &[HolidayKey]| {
        sheet.change(|schedule| {
            for &key in keys {
                holiday_table::confirm(&mut schedule.holidays, key, year, true);
            }
        });
        announce(untrack(|| {
            let (all, confirmed) = counted(holidays, year);
            t_string!(i18n, hours_special.confirmed_count, year, all, confirmed).to_string()
        }));
    };
    let all_id = sheet.field_id(&format!("holidays-{year}-all"));
    let confirm_all = move |()| confirm(&all);
    let again = Memo::new(move |_| {
        sheet.read(|schedule| holiday_table::confirmed_last_year(&schedule.holidays, year, today))
    });
    let back_to = StoredValue::new(all_id.clone());
    let confirm_again = move |()| {
        confirm(&again.get_untracked());
        back_to.with_value(|id| focus_soon(id.clone()));
    };
    view! {
        <table class="ds-table stacking special-table">
            <caption class="visually-hidden">{move || t_string!(i18n, hours_special.table, year).to_string()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, hours_special.day)}</th>
                    <th scope="col">{t!(i18n, hours_special.applies)}</th>
                    <th scope="col">{t!(i18n, hours_special.confirmed)}</th>
                    <th scope="col">{t!(i18n, hours_special.choice)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="actions">
            <Button variant="secondary" size="sm" id=all_id on_click=confirm_all>
                {move || t_string!(i18n, hours_special.confirm_all, year).to_string()}
            </Button>
            <Show when=move || again.with(|again| !again.is_empty())>
                <Button variant="tertiary" size="sm" on_click=confirm_again>
                    {move || {
                        t_string!(
                            i18n,
                            hours_special.confirm_again,
                            count = again.with(Vec::len),
                            year = year - 1,
                        )
                            .to_string()
                    }}
                </Button>
            </Show>
        </div>
        <LastYear desk year />
    }
}

/// Last year's exceptions, offered at this year's dates.
#[component]
fn LastYear(desk: Desk, year: i32) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let today = sheet.today();
    let offers =
        Memo::new(move |_| sheet.read(|schedule| last_year::offers(schedule, year, today)));
    let id = sheet.field_id(&format!("holidays-{year}-offers"));
    let all_id = sheet.field_id(&format!("holidays-{year}-all"));
    let (group, back) = (StoredValue::new(id), StoredValue::new(all_id));
    let take = move |taken: Vec<last_year::Offer>| {
        let count = taken.len();
        sheet.change(|schedule| {
            schedule
                .exceptions
                .extend(taken.into_iter().map(|offer| offer.exception));
        });
        desk.exceptions_open.set(true);
        announce(untrack(|| {
            t_string!(i18n, hours_special.offers_taken, count).to_string()
        }));
        let next = if offers.with_untracked(Vec::is_empty) {
            back
        } else {
            group
        };
        focus_soon(next.get_value());
    };
    let rows = move || {
        offers
            .get()
            .into_iter()
            .map(|offer| {
                let before = sheet.read(|schedule| {
                    schedule
                        .exceptions
                        .get(offer.source)
                        .map(|item| exception_dates(sheet.language.get(), item))
                        .unwrap_or_default()
                });
                let words = offer_words(sheet, &offer);
                let named = words.clone();
                view! {
                    <li class="special-head">
                        <span class="special-words">
                            <span>{words}</span>
                            <span class="muted">{t_string!(i18n, hours_special.was_then, dates = before).to_string()}</span>
                        </span>
                        <Button variant="secondary" size="sm" on_click=move |()| take(vec![offer.clone()])>
                            {t!(i18n, hours_special.take_over)}
                            <span class="visually-hidden">": "{named}</span>
                        </Button>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    let many = Memo::new(move |_| offers.with(Vec::len) > 1);
    view! {
        <Show when=move || offers.with(|offers| !offers.is_empty())>
            <div class="special-offers" id=group.get_value() role="group" aria-label=move || t_string!(i18n, hours_special.last_year, year = year - 1).to_string()>
                <p class="ds-label">
                    {move || t_string!(i18n, hours_special.last_year, year = year - 1).to_string()}
                </p>
                <p class="field-help">{t!(i18n, hours_special.last_year_help)}</p>
                <ul class="special-list">{rows}</ul>
                <Show when=move || many.get()>
                    <Button variant="tertiary" size="sm" on_click=move |()| take(offers.get_untracked())>
                        {move || t_string!(i18n, hours_special.take_all, count = offers.with(Vec::len)).to_string()}
                    </Button>
                </Show>
            </div>
        </Show>
    }
}
