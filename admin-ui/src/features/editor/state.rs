//! The open draft: what stands in the form, what is wrong with it, and the way to the server and back. Fields find it in context.

use std::collections::BTreeSet;

use leptos::prelude::*;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::label::path_label;
use veiviser_schema::ids::{ChangeRequestId, UserId};
use veiviser_schema::problem::{Problem, Severity};
use veiviser_schema::text::{Language, LocalizedText};

use super::api::{Change, ListingHead};
use super::autosave::Autosave;
use super::clash::Clash;
use super::facts::Known;
use super::items::mend_keys;
use super::kept::Desk;
use super::lens::Lens;
use super::paths;
use crate::features::diff::Road;
use crate::ui::keep::Browser;
use crate::ui::{Bind, Timer, use_language};

/// How long after a keystroke the rules run, in milliseconds.
const CHECK_PAUSE: u32 = 300;

/// One open draft.
#[derive(Clone, Copy)]
pub struct Editor {
    pub change: ChangeRequestId,
    /// The listing it is a draft of.
    pub listing: StoredValue<ListingHead>,
    pub content: RwSignal<ListingContent>,
    pub known: Known,
    pub problems: RwSignal<Vec<Problem>>,
    /// After an attempt to send, every error is shown, also in fields nobody has been in.
    pub show_all: RwSignal<bool>,
    pub saves: RwSignal<Autosave>,
    /// The way to the public of what was saved last.
    pub road: RwSignal<Road>,
    pub clash: RwSignal<Option<Clash>>,
    /// Why the server will not have it, in its words.
    pub refusal: RwSignal<Option<String>>,
    pub language: Signal<Language>,
    touched: RwSignal<BTreeSet<String>>,
    pub(super) me: UserId,
    /// What the server had when this was last in step with it.
    pub(super) base: StoredValue<ListingContent>,
    /// What was last sent, whether or not an answer came.
    pub(super) sent: StoredValue<Option<ListingContent>>,
    /// What this browser keeps of it.
    pub(super) desk: StoredValue<Desk<Browser>>,
    pub(super) save_timer: Timer,
    check_timer: Timer,
}

/// The draft that the calling field is part of.
#[must_use]
pub fn use_editor() -> Editor {
    expect_context()
}

impl Editor {
    /// Opens a draft and puts it into context.
    pub fn provide(change: &Change, me: UserId) -> Self {
        let mut content = change.document.clone();
        mend_keys(&mut content, uuid::Uuid::new_v4);
        let municipality = change.listing.municipality.number.clone();
        let known = Known::load(&content, municipality, change.listing.service_type.crisis);
        let editor = Self {
            change: change.id,
            listing: StoredValue::new(change.listing.clone()),
            known,
            problems: RwSignal::new(known.problems(&content)),
            show_all: RwSignal::new(false),
            saves: RwSignal::new(Autosave::new(change.version, change.updated_at)),
            road: RwSignal::new(change.road),
            clash: RwSignal::new(None),
            refusal: RwSignal::new(None),
            language: use_language(),
            touched: RwSignal::new(BTreeSet::new()),
            me,
            base: StoredValue::new(content.clone()),
            sent: StoredValue::new(None),
            desk: StoredValue::new(Desk::new(Browser, me, change.id, uuid::Uuid::new_v4())),
            save_timer: Timer::new(),
            check_timer: Timer::new(),
            content: RwSignal::new(content),
        };
        provide_context(editor);
        // Facts that arrive may settle what could not be judged before.
        Effect::new(move |_| {
            known.municipalities.track();
            known.organisations.track();
            known.default_hours.track();
            editor.check();
        });
        editor
    }

    /// Changes the document.
    pub fn edit(self, change: impl FnOnce(&mut ListingContent)) {
        self.content.update(change);
        let step = self.saves.try_update(Autosave::edited);
        self.check_timer.start(CHECK_PAUSE, move || {
            self.check();
            self.keep();
        });
        if let Some(step) = step {
            self.perform(step);
        }
    }

    /// Puts another document into the form.
    pub(super) fn replace(self, content: ListingContent) {
        self.known.look_up(&content);
        self.content.set(content);
        self.check();
    }

    /// Runs the rules now.
    pub fn check(self) {
        let Some(problems) = self
            .content
            .try_with_untracked(|content| self.known.problems(content))
        else {
            return;
        };
        if self
            .problems
            .try_with_untracked(|before| *before != problems)
            .unwrap_or(false)
        {
            self.problems.set(problems);
        }
    }

    /// A field was left: what is wrong with it may be said now, and what was written is saved.
    pub fn leave(self, path: &str) {
        if self
            .touched
            .with_untracked(|touched| !touched.contains(path))
        {
            self.touched.update(|touched| {
                touched.insert(path.to_owned());
            });
        }
        self.check();
        self.flush();
    }

    /// What is said at a field: the first problem of this severity at its path (`within`: or below it), once the field was left.
    fn said(self, path: &str, severity: Severity, within: bool) -> Option<String> {
        let shown = self.show_all.get() || self.touched.with(|touched| touched.contains(path));
        if !shown {
            return None;
        }
        let language = self.language.get();
        self.problems.with(|problems| {
            let found = if within {
                paths::within(problems, path, severity)
            } else {
                paths::at(problems, path, severity)
            };
            found.map(|problem| problem.message(language).to_owned())
        })
    }

    /// What is wrong with a field, to hand to it.
    pub fn error(self, path: &str) -> Signal<Option<String>> {
        let path = path.to_owned();
        Memo::new(move |_| self.said(&path, Severity::Error, false)).into()
    }

    /// The same for a field that holds a list.
    pub fn error_within(self, path: &str) -> Signal<Option<String>> {
        let path = path.to_owned();
        Memo::new(move |_| self.said(&path, Severity::Error, true)).into()
    }

    /// What is worth a second look at a field.
    pub fn warning(self, path: &str) -> Signal<Option<String>> {
        let path = path.to_owned();
        Memo::new(move |_| self.said(&path, Severity::Warning, false)).into()
    }

    /// What people call a field.
    pub fn label(self, path: &str) -> impl Fn() -> String + Clone + Send + Sync + use<> {
        let path = path.to_owned();
        move || path_label(&path, self.language.get())
    }

    /// One part of the document, to read and to change.
    pub fn bind<T>(self, lens: Lens<T>) -> Bind<T>
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        let reads = lens.clone();
        Bind {
            get: Memo::new(move |_| self.content.with(|content| reads.value(content))).into(),
            set: Callback::new(move |value| {
                self.edit(|content| {
                    if let Some(slot) = lens.write(content) {
                        *slot = value;
                    }
                });
            }),
        }
    }

    /// A text in one language. Emptied, it is absent.
    pub fn bind_text(self, lens: Lens<LocalizedText>, language: Language) -> Bind<String> {
        let reads = lens.clone();
        let get = move |text: &LocalizedText| match language {
            Language::Nb => text.nb.clone(),
            Language::Nn => text.nn.clone(),
            Language::En => text.en.clone(),
        };
        Bind {
            get: Memo::new(move |_| {
                self.content
                    .with(|content| reads.read(content).and_then(get))
                    .unwrap_or_default()
            })
            .into(),
            set: Callback::new(move |value: String| {
                self.edit(|content| {
                    if let Some(text) = lens.write(content) {
                        text.set(language, (!value.is_empty()).then_some(value));
                    }
                });
            }),
        }
    }

    /// An optional text shown in a field: emptied, it is absent.
    pub fn bind_optional(self, lens: Lens<Option<String>>) -> Bind<String> {
        let whole = self.bind(lens);
        Bind::new(
            move || whole.get.get().unwrap_or_default(),
            move |value: String| whole.set.run((!value.is_empty()).then_some(value)),
        )
    }
}
