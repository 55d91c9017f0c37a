//! The sheet: one schedule being edited, with what can be undone, what is wrong with it and what was confirmed. Every part of the
//! editor finds it in context, reads from it and changes it through it.
//!
//! The schedule itself lives in the listing's document; the sheet writes through to it. A change that did not come from here (a clash
//! was settled, the server answered) begins a new history: nobody undoes another's work by accident.
//!
//! Ctrl+Z belongs to a text field as long as it holds text typed since it got focus and not yet taken in (by Enter, an arrow, or by
//! leaving it), and to a remark until it is left; otherwise it takes back the last step made anywhere in the schedule.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use veiviser_schema::hours::{
    HolidayChoice, HolidayOverride, Mode, Schedule, Season, WeeklyRule, diff,
};
use veiviser_schema::problem::{Problem, Severity};
use veiviser_schema::text::Language;
use wasm_bindgen::JsCast;

use super::history::History;
use crate::i18n::*;
use crate::ui::{Bind, announce, format, use_language};

/// What a mode has no use for; kept until the mode comes back.
#[derive(Debug, Clone, PartialEq)]
struct Aside {
    weekly: Vec<WeeklyRule>,
    seasons: Vec<Season>,
    overrides: Vec<HolidayOverride>,
}

#[derive(Clone, Copy)]
pub struct Sheet {
    id: StoredValue<String>,
    schedule: Bind<Schedule>,
    problems: Signal<Vec<Problem>>,
    pub language: Signal<Language>,
    i18n: I18nContext<Locale>,
    history: RwSignal<History<Schedule>>,
    /// What the schedule is as far as this sheet knows.
    known: StoredValue<Schedule>,
    aside: RwSignal<Option<Aside>>,
    /// Hours over midnight that somebody has said are meant, by [`Sheet::night`].
    nights: RwSignal<BTreeSet<String>>,
    /// A span that was just added and has not been left: what it lacks is not held against it yet.
    fresh: RwSignal<Option<String>>,
    /// The text field in use holds text that has not been taken in yet.
    typing: StoredValue<bool>,
}

/// The schedule that the calling component is part of.
#[must_use]
pub fn use_sheet() -> Sheet {
    expect_context()
}

impl Sheet {
    /// `problems` are those of this schedule, their paths starting in it.
    pub fn new(id: String, schedule: Bind<Schedule>, problems: Signal<Vec<Problem>>) -> Self {
        let sheet = Self {
            id: StoredValue::new(id),
            schedule,
            problems,
            language: use_language(),
            i18n: use_i18n(),
            history: RwSignal::new(History::default()),
            known: StoredValue::new(schedule.get.get_untracked()),
            aside: RwSignal::new(None),
            nights: RwSignal::new(BTreeSet::new()),
            fresh: RwSignal::new(None),
            typing: StoredValue::new(false),
        };
        Effect::new(move |_| {
            let foreign = schedule
                .get
                .with(|now| sheet.known.with_value(|known| known != now));
            if foreign {
                sheet.known.set_value(schedule.get.get_untracked());
                sheet.history.set(History::default());
                sheet.aside.set(None);
            }
        });
        sheet
    }

    /// Reads the schedule, or a part of it; what reads follows it.
    pub fn read<T>(&self, read: impl FnOnce(&Schedule) -> T) -> T {
        self.schedule.get.with(read)
    }

    #[must_use]
    pub fn get_untracked(&self) -> Schedule {
        self.schedule.get.get_untracked()
    }

    /// Changes the schedule: one step that can be undone. What is typed in one text field without leaving it is one step.
    pub fn change(&self, edit: impl FnOnce(&mut Schedule)) {
        let before = self.get_untracked();
        let mut after = before.clone();
        edit(&mut after);
        self.write(before, after);
    }

    fn write(&self, before: Schedule, after: Schedule) {
        if before == after {
            return;
        }
        self.history
            .update(|history| history.record(before, text_field_in_use()));
        self.put(after);
    }

    fn put(&self, schedule: Schedule) {
        self.known.set_value(schedule.clone());
        self.schedule.set.run(schedule);
    }

    /// One part of the schedule, to read and to change.
    pub fn bind<T>(
        &self,
        get: impl Fn(&Schedule) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Schedule, T) + Send + Sync + 'static,
    ) -> Bind<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let sheet = *self;
        Bind {
            get: Memo::new(move |_| sheet.read(&get)).into(),
            set: Callback::new(move |value| sheet.change(|schedule| set(schedule, value))),
        }
    }

    /// Changes the mode. What the new mode does not read is put aside, so that the schedule stays valid and nothing is lost; with fixed
    /// hours it comes back.
    pub fn set_mode(&self, mode: Mode) {
        let before = self.get_untracked();
        let mut after = before.clone();
        after.mode = mode;
        if mode == Mode::Scheduled {
            if let Some(aside) = self.aside.get_untracked() {
                after.weekly = aside.weekly;
                after.seasons = aside.seasons;
                after.holidays.overrides = aside.overrides;
            }
        } else if before.mode == Mode::Scheduled {
            let kept = Aside {
                weekly: std::mem::take(&mut after.weekly),
                seasons: std::mem::take(&mut after.seasons),
                overrides: after.holidays.overrides.clone(),
            };
            // A mere confirmation contradicts nothing and may stay.
            after
                .holidays
                .overrides
                .retain(|holiday| holiday.choice == HolidayChoice::Policy);
            let lost = before
                != Schedule {
                    mode: before.mode,
                    ..after.clone()
                };
            self.aside.set(lost.then_some(kept));
        }
        self.write(before, after);
    }

    /// Whether hours wait for fixed hours to be chosen again.
    #[must_use]
    pub fn has_aside(&self) -> bool {
        self.aside.with(Option::is_some) && self.read(|schedule| schedule.mode != Mode::Scheduled)
    }

    /// The id of the element that edits a path below the schedule: `weekly[0].start`.
    #[must_use]
    pub fn field_id(&self, path: &str) -> String {
        self.id.with_value(|id| field_id(id, path))
    }

    /// The first error at exactly this path now, in the reader's language; what reads follows it.
    #[must_use]
    pub fn error_now(&self, path: &str) -> Option<String> {
        let language = self.language.get();
        self.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.is_error() && problem.path == path)
                .map(|problem| problem.message(language).to_owned())
        })
    }

    /// The first error at this path or below it now.
    #[must_use]
    pub fn error_below(&self, path: &str) -> Option<String> {
        self.within(path, Severity::Error).into_iter().next()
    }

    /// The first error at exactly this path, in the reader's language.
    #[must_use]
    pub fn error(&self, path: &str) -> Signal<Option<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.error_now(&path)).into()
    }

    /// The first error at this path or below it.
    #[must_use]
    pub fn error_within(&self, path: &str) -> Signal<Option<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.error_below(&path)).into()
    }

    /// What is worth a look at this path or below it.
    #[must_use]
    pub fn warnings_within(&self, path: &str) -> Signal<Vec<String>> {
        let (sheet, path) = (*self, path.to_owned());
        Memo::new(move |_| sheet.within(&path, Severity::Warning)).into()
    }

    fn within(&self, path: &str, severity: Severity) -> Vec<String> {
        let language = self.language.get();
        self.told()
            .iter()
            .filter(|problem| problem.severity == severity && is_below(&problem.path, path))
            .map(|problem| problem.message(language).to_owned())
            .collect()
    }

    /// What there is to tell: everything but nights that are confirmed and what a span just added still lacks.
    #[must_use]
    pub fn told(&self) -> Vec<Problem> {
        let fresh = self.fresh.get();
        self.problems.with(|problems| {
            problems
                .iter()
                .filter(|problem| {
                    fresh
                        .as_deref()
                        .is_none_or(|fresh| !is_below(&problem.path, fresh))
                        && !self.is_confirmed_night(problem)
                })
                .cloned()
                .collect()
        })
    }

    fn is_confirmed_night(&self, problem: &Problem) -> bool {
        problem.code == "OVERNIGHT_CONFIRM"
            && problem
                .path
                .strip_suffix(".durationMinutes")
                .and_then(|path| self.read(|schedule| night(schedule, path)))
                .is_some_and(|night| self.nights.with(|nights| nights.contains(&night)))
    }

    /// Whether somebody has said that the hours over midnight at this path are meant.
    #[must_use]
    pub fn night_confirmed(&self, path: &str) -> bool {
        self.read(|schedule| night(schedule, path))
            .is_some_and(|night| self.nights.with(|nights| nights.contains(&night)))
    }

    /// The hours over midnight at this path are meant. Kept as long as the editor is open, for these hours wherever they stand in the
    /// list: the warning is about the hours, and days may come and go.
    pub fn confirm_night(&self, path: &str) {
        let found = self
            .schedule
            .get
            .with_untracked(|schedule| night(schedule, path));
        if let Some(night) = found {
            self.nights.update(|nights| {
                nights.insert(night);
            });
        }
    }

    /// A span was just added at this path; nothing is said of what it lacks until it is left.
    pub fn set_fresh(&self, path: Option<String>) {
        if self.fresh.with_untracked(|fresh| *fresh != path) {
            self.fresh.set(path);
        }
    }

    #[must_use]
    pub fn is_fresh(&self, path: &str) -> bool {
        self.fresh.with(|fresh| fresh.as_deref() == Some(path))
    }

    pub fn undo(&self) {
        self.step(true);
    }

    pub fn redo(&self) {
        self.step(false);
    }

    fn step(&self, back: bool) {
        let i18n = self.i18n;
        let now = self.get_untracked();
        let next = self
            .history
            .try_update(|history| {
                if back {
                    history.undo(now.clone())
                } else {
                    history.redo(now.clone())
                }
            })
            .flatten();
        let Some(next) = next else {
            announce(untrack(|| {
                if back {
                    t_string!(i18n, hours.nothing_to_undo)
                } else {
                    t_string!(i18n, hours.nothing_to_redo)
                }
            }));
            return;
        };
        let what = diff(&now, &next, self.language.get_untracked()).join(" ");
        self.put(next);
        announce(untrack(|| match (back, what.is_empty()) {
            // What nobody would notice in the hours, as a half-typed time, has no words.
            (true, true) => t_string!(i18n, hours.undone_plain).to_owned(),
            (false, true) => t_string!(i18n, hours.redone_plain).to_owned(),
            (true, false) => t_string!(i18n, hours.undone, what = what).to_string(),
            (false, false) => t_string!(i18n, hours.redone, what = what).to_string(),
        }));
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.with(History::can_undo)
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.with(History::can_redo)
    }

    /// The field in use was left: what is typed next is a step of its own.
    pub fn leave_field(&self) {
        self.history.update_untracked(History::leave);
    }

    /// Whether the text field in use was typed in since it got focus, or since its text was last taken in.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing.get_value()
    }

    pub fn set_typing(&self, typing: bool) {
        self.typing.set_value(typing);
    }

    /// Today, on a Norwegian calendar.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        format::oslo(format::now()).date()
    }
}

/// Hours over midnight by the list they stand in: `weekly 15:30 990`.
fn night(schedule: &Schedule, path: &str) -> Option<String> {
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    let index: usize = index.parse().ok()?;
    let rule = |rules: &[WeeklyRule]| {
        rules
            .get(index)
            .map(|rule| (rule.start.clone(), rule.duration_minutes))
    };
    let spans = |spans: &[veiviser_schema::hours::Span]| {
        spans
            .get(index)
            .map(|span| (span.start.clone(), span.duration_minutes))
    };
    let at = |name: &str, field: &str| -> Option<usize> {
        list.strip_prefix(name)?
            .strip_prefix('[')?
            .strip_suffix(field)?
            .strip_suffix("].")?
            .parse()
            .ok()
    };
    let hours = if list == "weekly" {
        rule(&schedule.weekly)
    } else if let Some(season) = at("seasons", "rules") {
        rule(&schedule.seasons.get(season)?.rules)
    } else if let Some(holiday) = at("holidays.overrides", "spans") {
        spans(&schedule.holidays.overrides.get(holiday)?.spans)
    } else {
        spans(&schedule.exceptions.get(at("exceptions", "spans")?)?.spans)
    };
    let (start, minutes) = hours?;
    Some(format!("{list} {start} {minutes}"))
}

/// Whether a path is another, or lies below it.
pub fn is_below(path: &str, above: &str) -> bool {
    above.is_empty()
        || path
            .strip_prefix(above)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The id of the element for a path, by the rule that the listing's form has for all its fields.
fn field_id(root: &str, path: &str) -> String {
    let mut id = String::with_capacity(root.len() + path.len() + 1);
    id.push_str(root);
    id.push('-');
    for character in path.chars() {
        match character {
            ']' => {}
            character if character.is_ascii_alphanumeric() || character == '-' => {
                id.push(character)
            }
            _ => id.push('-'),
        }
    }
    id
}

/// The id of the text field that has focus, if one has.
fn text_field_in_use() -> Option<String> {
    let element = document().active_element()?;
    is_text_field(&element).then(|| element.id())
}

/// Whether an element is a field one types text into.
pub fn is_text_field(element: &web_sys::Element) -> bool {
    match element.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => !matches!(&*input.type_(), "radio" | "checkbox" | "button" | "submit"),
        None => element.has_type::<web_sys::HtmlTextAreaElement>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{DatedException, Span, Weekday};

    #[test]
    fn ids_are_those_of_the_listings_form() {
        assert_eq!(
            field_id("f-places-a-openingHours", "weekly[0].start"),
            "f-places-a-openingHours-weekly-0-start"
        );
        assert_eq!(
            field_id("x", "seasons[1].rules[2].note.nb"),
            "x-seasons-1-rules-2-note-nb"
        );
    }

    #[test]
    fn nights_are_known_by_their_hours() {
        let rule = |start: &str| WeeklyRule {
            days: vec![Weekday::Monday],
            start: start.to_owned(),
            duration_minutes: 990,
            ..WeeklyRule::default()
        };
        let schedule = Schedule {
            weekly: vec![rule("15:30")],
            seasons: vec![Season {
                rules: vec![rule("16:00")],
                ..Season::default()
            }],
            exceptions: vec![DatedException {
                spans: vec![Span {
                    start: "22:00".to_owned(),
                    duration_minutes: 300,
                    ..Span::default()
                }],
                ..DatedException::default()
            }],
            ..Schedule::default()
        };
        let of = |path: &str| night(&schedule, path);
        assert_eq!(of("weekly[0]").as_deref(), Some("weekly 15:30 990"));
        assert_eq!(
            of("seasons[0].rules[0]").as_deref(),
            Some("seasons[0].rules 16:00 990")
        );
        assert_eq!(
            of("exceptions[0].spans[0]").as_deref(),
            Some("exceptions[0].spans 22:00 300")
        );
        for gone in [
            "weekly[1]",
            "weekly",
            "exceptions[0]",
            "holidays.overrides[0].spans[0]",
            "",
        ] {
            assert_eq!(of(gone), None, "{gone}");
        }
    }

    #[test]
    fn a_path_lies_below_its_list() {
        assert!(is_below("weekly[1].start", "weekly[1]"));
        assert!(!is_below("weekly[10].start", "weekly[1]"));
        assert!(is_below("anything", ""));
    }
}
