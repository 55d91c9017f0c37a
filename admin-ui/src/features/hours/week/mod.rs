//! A week, base or season's: seven visible rows in a real table, ready-made weeks, and hours typed as a sentence.
//!
//! The rows are a [`Week`]; every change goes through the [`Grid`], which writes the rules it makes. Whatever else changes the rules (undo,
//! a sentence, a clash that was settled) makes the rows anew.

mod copy;
mod model;
mod more;
mod names;
mod reading;
mod ready;
mod row;
mod sentence;

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use veiviser_schema::hours::{Schedule, Weekday, WeeklyRule};
use wasm_bindgen::JsCast;

use self::copy::{CopyDialog, Source};
use self::model::{Field, Places, Week, place};
pub use self::names::{day_name, days_in_words};
use self::reading::Reading;
use self::ready::ReadyMade;
use self::row::DayRow;
use self::sentence::Sentence;
use super::sheet::{Sheet, use_sheet};
use super::spans::Place;
use super::typed::{Edge, Line, Typed, shown};
use crate::i18n::*;
use crate::ui::{Bind, Button};

/// The rows and the way to change them, for the parts of the table.
#[derive(Clone, Copy)]
struct Grid {
    sheet: Sheet,
    /// Begins the ids of the elements.
    id: StoredValue<String>,
    path: StoredValue<String>,
    week: RwSignal<Week>,
    rules: Bind<Vec<WeeklyRule>>,
    places: Memo<Places>,
    /// What is being copied to other days.
    copying: RwSignal<Option<Source>>,
    /// A sentence that was pasted where a time belongs.
    pasted: RwSignal<Option<String>>,
}

impl Grid {
    fn new(path: String, rules: Bind<Vec<WeeklyRule>>) -> Self {
        let sheet = use_sheet();
        let week = RwSignal::new(rules.get.with_untracked(|rules| Week::of(rules)));
        Effect::new(move |_| {
            rules.get.with(|rules| {
                if week.with_untracked(|week| week.rules() != *rules) {
                    week.set(Week::of(rules));
                }
            });
        });
        Self {
            sheet,
            id: StoredValue::new(sheet.field_id(&path)),
            path: StoredValue::new(path),
            week,
            rules,
            places: Memo::new(move |_| {
                rules.get.with(|rules| week.with(|week| week.places(rules)))
            }),
            copying: RwSignal::new(None),
            pasted: RwSignal::new(None),
        }
    }

    fn edit(self, change: impl FnOnce(&mut Week)) {
        let mut next = self.week.get_untracked();
        change(&mut next);
        self.set(next);
    }

    fn set(self, next: Week) {
        let rules = next.rules();
        self.week.set(next);
        self.rules.set.run(rules);
    }

    /// An id below this week's.
    fn at(self, tail: &str) -> String {
        self.id.with_value(|id| format!("{id}-{tail}"))
    }

    fn line_id(self, day: usize, line: usize) -> String {
        self.at(&format!("d{day}-{line}"))
    }

    fn field_id(self, (day, line, edge): Field) -> String {
        let end = if edge == Edge::Start { "start" } else { "end" };
        format!("{}-{end}", self.line_id(day, line))
    }

    /// Where a line stands in the document; what reads follows it.
    fn place(self, day: usize, line: usize) -> Option<Place> {
        self.path
            .with_value(|path| self.places.with(|places| place(path, places, day, line)))
    }

    /// Hours pasted as a sentence into a time field are handed to the field for sentences; what may be a time stays where it is.
    fn paste(self, event: &web_sys::Event) {
        let Some(text) = pasted_text(event) else {
            return;
        };
        let a_time = !Typed::default()
            .with(Edge::Start, &text)
            .unread(Edge::Start);
        if !a_time
            && Reading::of(&text, &self.now(), self.is_base())
                .taken
                .is_some()
        {
            event.prevent_default();
            self.pasted.set(Some(text));
        }
    }

    /// The hours a sentence is said of: the whole schedule, or a season's week alone.
    fn now(self) -> Schedule {
        if self.is_base() {
            self.sheet.get_untracked()
        } else {
            Schedule::of_week(self.rules.get.get_untracked())
        }
    }

    /// Whether it is the base week: the mode is its to choose.
    fn is_base(self) -> bool {
        self.path.with_value(|path| path == "weekly")
    }
}

/// What is being pasted. Through the event itself: the browser's types for it are not among those this crate carries.
fn pasted_text(event: &web_sys::Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let read: Function = Reflect::get(&data, &"getData".into())
        .ok()?
        .dyn_into()
        .ok()?;
    read.call1(&data, &"text".into()).ok()?.as_string()
}

/// The week at a path of the schedule: `weekly`, or `seasons[0].rules`.
#[component]
pub fn WeekEditor(#[prop(into)] path: String, rules: Bind<Vec<WeeklyRule>>) -> impl IntoView {
    let i18n = use_i18n();
    let grid = Grid::new(path, rules);
    let rows = (0..7)
        .map(|day| view! { <DayRow grid day /> }.into_any())
        .collect_view();
    // The roles are those the elements have: written out, they stay when a narrow screen lays the rows out as cards.
    view! {
        <div class="hours-part" id=grid.id.get_value()>
            <ReadyMade grid />
            <Sentence grid />
            <table class="ds-table hours-week" role="table" on:paste=move |event| grid.paste(&event)>
                <caption class="visually-hidden">{t!(i18n, hours.week)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!(i18n, hours.day)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, hours.state)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, hours.times)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            <Dayless grid />
            <CopyDialog grid />
        </div>
    }
}

/// Rules that name no day, as another program may have written them: they wait here for their days.
#[component]
fn Dayless(grid: Grid) -> impl IntoView {
    let i18n = use_i18n();
    let waiting = Memo::new(move |_| grid.week.with(|week| week.dayless.clone()));
    let told = move |rule: &WeeklyRule| {
        let (line, language) = (Line::of_rule(rule), grid.sheet.language.get());
        let shown = |edge| shown(language, line.typed.text(edge));
        format!("{}–{}", shown(Edge::Start), shown(Edge::End))
    };
    // Rules without days stand last in the document.
    let first = move || {
        grid.rules
            .get
            .with(|rules| rules.iter().position(|rule| rule.days.is_empty()))
            .unwrap_or_default()
    };
    move || {
        let first = first();
        waiting
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, rule)| {
                let id = grid.path.with_value(|path| {
                    grid.sheet
                        .field_id(&format!("{path}[{}].days", first + index))
                });
                let times = told(&rule);
                let remove = move |()| grid.edit(|week| {
                    if index < week.dayless.len() {
                        week.dayless.remove(index);
                    }
                });
                view! {
                    <div class="hours-dayless" id=id>
                        <p class="ds-validation-message">{t!(i18n, hours.dayless, times = times)}</p>
                        <div class="actions">
                            <Button
                                variant="secondary"
                                size="sm"
                                on_click=move |()| grid.copying.set(Some(Source::Dayless(index)))
                            >
                                {t!(i18n, hours.choose_days)}
                            </Button>
                            <Button variant="tertiary" size="sm" color="danger" on_click=remove>
                                {t!(i18n, hours.remove)}
                            </Button>
                        </div>
                    </div>
                }
            })
            .collect_view()
    }
}

/// Days as words: "mandag–onsdag og fredag".
fn day_words(days: &[usize], grid: Grid) -> String {
    days_in_words(
        &days
            .iter()
            .map(|day| Weekday::from_index(*day))
            .collect::<Vec<_>>(),
        grid.sheet.language.get_untracked(),
    )
}
