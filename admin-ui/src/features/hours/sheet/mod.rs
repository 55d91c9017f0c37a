//! The sheet: one schedule being edited, with what can be undone, what is wrong with it and what was confirmed. Every part of the
//! editor finds it in context, reads from it and changes it through it.
//!
//! The schedule itself lives in the listing's document; the sheet writes through to it. A change that did not come from here (a clash
//! was settled, the server answered) begins a new history: nobody undoes another's work by accident.
//!
//! Ctrl+Z belongs to a text field as long as it holds text typed since it got focus and not yet taken in (by Enter, an arrow, or by
//! leaving it), and to a remark until it is left; otherwise it takes back the last step made anywhere in the schedule.

mod history;
mod mode;
mod problems;
mod steps;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use veiviser_schema::hours::Schedule;
use veiviser_schema::problem::Problem;
use veiviser_schema::text::Language;
use wasm_bindgen::JsCast;

use self::history::History;
use self::mode::Aside;
pub use self::problems::is_below;
use crate::i18n::*;
use crate::ui::pointer::held;
use crate::ui::{Bind, format, path_id, use_language};

#[derive(Clone, Copy)]
pub struct Sheet {
    id: StoredValue<String>,
    schedule: Bind<Schedule>,
    /// Told when the pointer is up: a message must not move what is being clicked.
    problems: Signal<Vec<Problem>>,
    pub language: Signal<Language>,
    i18n: I18nContext<Locale>,
    history: RwSignal<History<Schedule>>,
    /// What the schedule is as far as this sheet knows.
    known: StoredValue<Schedule>,
    aside: RwSignal<Option<Aside>>,
    /// Hours over midnight that somebody has said are meant, as [`problems`] names them.
    nights: RwSignal<BTreeSet<String>>,
    /// A span that was just added and has not been left: what it lacks is not held against it yet.
    fresh: RwSignal<Option<String>>,
    /// The same for what is shown of it.
    fresh_told: Memo<Option<String>>,
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
        let fresh = RwSignal::new(None);
        let sheet = Self {
            id: StoredValue::new(id),
            schedule,
            problems: held(problems).into(),
            language: use_language(),
            i18n: use_i18n(),
            history: RwSignal::new(History::default()),
            known: StoredValue::new(schedule.get.get_untracked()),
            aside: RwSignal::new(None),
            nights: RwSignal::new(BTreeSet::new()),
            fresh,
            fresh_told: held(fresh.into()),
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

    /// The id of the element that edits a path below the schedule: `weekly[0].start`.
    #[must_use]
    pub fn field_id(&self, path: &str) -> String {
        self.id.with_value(|id| path_id(id, path))
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
    use crate::ui::path_id;

    #[test]
    fn ids_are_those_of_the_listings_form() {
        assert_eq!(
            path_id("f-places-a-openingHours", "weekly[0].start"),
            "f-places-a-openingHours-weekly-0-start"
        );
        assert_eq!(
            path_id("x", "seasons[1].rules[2].note.nb"),
            "x-seasons-1-rules-2-note-nb"
        );
    }
}
