//! A list of departures: a line of words each, and its fields when it is opened. What is over is folded away.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use leptos::prelude::*;
use veiviser_schema::hours::Schedule;
use veiviser_schema::text::Language;
use wasm_bindgen::JsCast;

use super::super::sheet::{Sheet, use_sheet};
use super::keys::{Keys, order};
use crate::i18n::*;
use crate::ui::{Button, announce, focus_soon};

/// What a list must know of one of its things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub hash: u64,
    /// What it is sorted by.
    pub start: String,
    pub over: bool,
}

impl Entry {
    pub fn new(thing: &impl Hash, start: &str, over: bool) -> Self {
        let mut hasher = DefaultHasher::new();
        thing.hash(&mut hasher);
        Self {
            hash: hasher.finish(),
            start: start.to_owned(),
            over,
        }
    }
}

/// One list of the schedule, by functions of the document and a position in it: no code is made twice.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Where it stands: `exceptions`.
    pub path: &'static str,
    pub entries: fn(&Schedule, NaiveDate) -> Vec<Entry>,
    /// What one is called.
    pub name: fn(&Schedule, usize, Language) -> String,
    /// What it says, under its name.
    pub words: fn(&Schedule, usize, Language) -> Option<String>,
    /// What is to be noted of it besides.
    pub notes: fn(usize) -> AnyView,
    pub fields: fn(usize) -> AnyView,
    pub remove: fn(&mut Schedule, usize),
}

/// Which are there and which are open.
#[derive(Clone, Copy)]
pub struct List {
    pub kind: Kind,
    sheet: Sheet,
    entries: Memo<Vec<Entry>>,
    keys: Memo<Keys>,
    open: RwSignal<BTreeSet<u32>>,
}
impl List {
    pub fn new(sheet: Sheet, kind: Kind) -> Self {
        let entries =
            Memo::new(move |_| sheet.read(|schedule| (kind.entries)(schedule, sheet.today())));
        let keys = Memo::new(move |before: Option<&Keys>| {
            let mut keys = before.cloned().unwrap_or_default();
            let hashes: Vec<u64> =
                entries.with(|entries| entries.iter().map(|entry| entry.hash).collect());
            keys.follow(&hashes);
            keys
        });
        Self {
            kind,
            sheet,
            entries,
            keys,
            open: RwSignal::new(BTreeSet::new()),
        }
    }

    pub fn item(&self, index: usize) -> String {
        format!("{}[{index}]", self.kind.path)
    }

    fn id(&self, index: usize) -> String {
        self.sheet.field_id(&self.item(index))
    }

    pub fn add_id(&self) -> String {
        format!("{}-add", self.sheet.field_id(self.kind.path))
    }

    pub fn len(&self) -> usize {
        self.entries.with(Vec::len)
    }

    /// Adds one at the end and opens it, or shows its line with what is said of it.
    pub fn add(&self, push: impl FnOnce(&mut Schedule), field: Option<&str>) {
        let index = self.entries.with_untracked(Vec::len);
        match field {
            Some(field) => {
                self.sheet.set_fresh(Some(self.item(index)));
                self.sheet.change(push);
                self.open_at(index);
                focus_soon(
                    self.sheet
                        .field_id(&format!("{}.{field}", self.item(index))),
                );
            }
            None => {
                self.sheet.change(push);
                focus_soon(format!("{}-edit", self.id(index)));
            }
        }
    }

    pub fn open_at(&self, index: usize) {
        if let Some(key) = self.keys.get_untracked().at(index) {
            self.open.update(|open| {
                open.insert(key);
            });
        }
    }

    fn close(&self, key: u32, index: usize) {
        self.open.update(|open| {
            open.remove(&key);
        });
        self.sheet.set_fresh(None);
        focus_soon(format!("{}-edit", self.id(index)));
    }

    /// Takes one out; focus goes to the one that follows it in sight, or the one before it, or to the button that adds.
    fn take(&self, index: usize, shown: &[(u32, usize)]) {
        let at = shown.iter().position(|row| row.1 == index).unwrap_or(0);
        let next = shown.get(at + 1).or_else(|| shown.get(at.wrapping_sub(1)));
        let target = next.map_or_else(
            || self.add_id(),
            |&(_, other)| {
                let moved = if other > index { other - 1 } else { other };
                format!("{}-edit", self.id(moved))
            },
        );
        self.sheet.set_fresh(None);
        self.sheet
            .change(|schedule| (self.kind.remove)(schedule, index));
        focus_soon(target);
    }
}

/// The rows: those ahead, and those that are over in a fold of their own.
#[component]
pub fn Rows(
    list: List,
    /// Said when there is none.
    #[prop(into)]
    none: TextProp,
) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = use_sheet();
    let rows = Memo::new(move |before: Option<&Vec<(u32, usize)>>| {
        let keys: Vec<u32> = list.keys.with(|keys| keys.all().collect());
        let starts: Vec<String> = list
            .entries
            .with(|entries| entries.iter().map(|entry| entry.start.clone()).collect());
        let before: Vec<u32> =
            before.map_or_else(Vec::new, |rows| rows.iter().map(|row| row.0).collect());
        let editing = list
            .open
            .with(|open| keys.iter().any(|key| open.contains(key)));
        order(&before, &keys, &starts, editing)
    });
    let shown = move |over: bool| {
        Memo::new(move |_| {
            let entries = list.entries.get();
            // What is being edited stays where it is, also while it is dated back.
            let open = list.open.get();
            rows.with(|rows| {
                rows.iter()
                    .copied()
                    .filter(|&(key, index)| {
                        entries
                            .get(index)
                            .is_some_and(|entry| (entry.over && !open.contains(&key)) == over)
                    })
                    .collect::<Vec<_>>()
            })
        })
    };
    let (ahead, over) = (shown(false), shown(true));
    let past = Memo::new(move |_| over.with(Vec::len));
    let clear = move |()| {
        let gone: BTreeSet<usize> = over
            .get_untracked()
            .into_iter()
            .map(|(_, index)| index)
            .collect();
        sheet.change(|schedule| {
            for &index in gone.iter().rev() {
                (list.kind.remove)(schedule, index);
            }
        });
        announce(untrack(|| {
            t_string!(i18n, hours_special.cleared, count = gone.len()).to_string()
        }));
        focus_soon(list.add_id());
    };
    let none = StoredValue::new(none);
    view! {
        <Show when=move || list.len() == 0>
            <p class="muted">{move || none.with_value(|none| none.get().to_string())}</p>
        </Show>
        <ul class="special-list">
            <For each=move || ahead.get() key=|row| *row children=move |row| line(list, row, ahead) />
        </ul>
        <Show when=move || past.get() != 0>
            <details class="special-past">
                <summary>{move || t_string!(i18n, hours_special.over, count = past.get()).to_string()}</summary>
                <ul class="special-list">
                    <For each=move || over.get() key=|row| *row children=move |row| line(list, row, over) />
                </ul>
                <Button variant="secondary" size="sm" color="danger" on_click=clear>
                    {t!(i18n, hours_special.clear)}
                </Button>
            </details>
        </Show>
    }
}

fn line(list: List, (key, index): (u32, usize), shown: Memo<Vec<(u32, usize)>>) -> AnyView {
    let i18n = use_i18n();
    let sheet = list.sheet;
    let id = list.id(index);
    let wrong = sheet.error_within(&list.item(index));
    let open = Memo::new(move |_| {
        // What is wrong can be reached: its fields are in sight, once it was left.
        let fresh = sheet.is_fresh(&list.item(index));
        list.open.with(|open| open.contains(&key)) || (wrong.get().is_some() && !fresh)
    });
    // Mended while being edited, it stays open.
    Effect::new(move |_| {
        if open.get() {
            list.open.update_untracked(|open| {
                open.insert(key);
            });
        }
    });
    let name = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| (list.kind.name)(schedule, index, language))
    });
    let words = Memo::new(move |_| {
        let language = sheet.language.get();
        sheet.read(|schedule| (list.kind.words)(schedule, index, language))
    });
    let toggle = move |()| {
        if open.get_untracked() {
            list.close(key, index);
        } else {
            list.open.update(|open| {
                open.insert(key);
            });
            focus_soon(format!("{}-fields", list.id(index)));
        }
    };
    let remove = move |()| {
        let said =
            untrack(|| t_string!(i18n, hours_special.removed, name = name.get()).to_string());
        list.take(index, &shown.get_untracked());
        announce(said);
    };
    let left = move |event: web_sys::FocusEvent| {
        let node = |target: Option<web_sys::EventTarget>| {
            target.and_then(|target| target.dyn_into::<web_sys::Node>().ok())
        };
        let (own, next) = (node(event.current_target()), node(event.related_target()));
        if !own.is_some_and(|own| own.contains(next.as_ref())) && sheet.is_fresh(&list.item(index))
        {
            sheet.set_fresh(None);
        }
    };
    let fields_id = format!("{id}-fields");
    let controls = fields_id.clone();
    view! {
        <li id=id.clone() class="special-item" on:focusout=left>
            <div class="special-head">
                <div class="special-words">
                    <strong>{name}</strong>
                    <span>{words}</span>
                    {untrack(|| (list.kind.notes)(index))}
                </div>
                <div class="actions">
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="tertiary"
                        data-size="sm"
                        id=format!("{id}-edit")
                        aria-expanded=move || open.get().to_string()
                        aria-controls=move || open.get().then(|| controls.clone())
                        on:click=move |_| toggle(())
                    >
                        {move || if open.get() { t_string!(i18n, hours_special.done) } else { t_string!(i18n, hours_special.edit) }}
                        <span class="visually-hidden">": "{name}</span>
                    </button>
                    <Button variant="tertiary" size="sm" color="danger" on_click=remove>
                        {t!(i18n, hours_special.remove)}
                        <span class="visually-hidden">": "{name}</span>
                    </Button>
                </div>
            </div>
            {move || {
                let fields_id = fields_id.clone();
                open.get()
                    .then(|| {
                        view! {
                            <div class="special-fields" id=fields_id role="group" aria-label=move || name.get()>
                                {untrack(|| (list.kind.fields)(index))}
                                <div>
                                    <Button variant="secondary" size="sm" on_click=move |()| list.close(key, index)>
                                        {t!(i18n, hours_special.done)}
                                    </Button>
                                </div>
                            </div>
                        }
                    })
            }}
        </li>
    }
    .into_any()
}
