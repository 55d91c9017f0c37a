//! What dated exceptions, closures and seasons have in common: each is a thing of one of the schedule's lists, known by its position in
//! it. What the lists do alike is written here once.

use std::hash::Hash;
use std::marker::PhantomData;

use chrono::NaiveDate;
use leptos::prelude::*;
use veiviser_schema::hours::Schedule;
use veiviser_schema::text::{Language, LocalizedText};

use super::super::sheet::{Sheet, use_sheet};
use super::list::{Entry, Kind};
use super::phrase::Slot;
use crate::i18n::*;
use crate::ui::{Bind, locale_of};

/// One part of something, to read and to change; `part!(from)` is that field of it.
pub struct Part<W: 'static, P: 'static> {
    pub of: fn(&W) -> &P,
    pub of_mut: fn(&mut W) -> &mut P,
}

macro_rules! part {
    ($field:ident) => {
        Part {
            of: |whole| &whole.$field,
            of_mut: |whole| &mut whole.$field,
        }
    };
}
pub(super) use part;

/// A thing of one of the schedule's lists.
pub trait Item: Hash + Sized + 'static {
    /// Where its list stands in the document: `exceptions`.
    const PATH: &'static str;
    const LIST: Part<Schedule, Vec<Self>>;
    /// The text in three languages that it may have: why, or what it is called.
    const PHRASE: Part<Self, LocalizedText>;

    /// When it begins, as the document has it.
    fn start(&self) -> &str;
    fn is_over(&self, today: NaiveDate) -> bool;

    /// What its line begins with, and what the line says beneath.
    fn name(&self, language: Language) -> String;
    fn words(&self, language: Language) -> Option<String>;
}

/// The name of what has a beginning, but no end that can be read yet.
pub fn endless(language: Language, from: &str) -> String {
    let missing = td_string!(locale_of(language), hours_special.end_missing);
    format!("{from} – {missing}")
}

impl Kind {
    /// The list of these things; `fields` are those of the thing at a position.
    pub const fn of<I: Item>(fields: fn(usize) -> AnyView) -> Self {
        Self {
            path: I::PATH,
            entries: |schedule, today| {
                let entry = |item: &I| Entry::new(item, item.start(), item.is_over(today));
                (I::LIST.of)(schedule).iter().map(entry).collect()
            },
            name: |schedule, index, language| {
                let item = (I::LIST.of)(schedule).get(index);
                item.map_or_else(String::new, |item| item.name(language))
            },
            words: |schedule, index, language| (I::LIST.of)(schedule).get(index)?.words(language),
            notes: |_| ().into_any(),
            fields,
            remove: |schedule, index| {
                let all = (I::LIST.of_mut)(schedule);
                if index < all.len() {
                    all.remove(index);
                }
            },
        }
    }
}

/// The thing at one position of the sheet's schedule.
pub struct At<I> {
    sheet: Sheet,
    index: usize,
    kind: PhantomData<fn() -> I>,
}

impl<I> Clone for At<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for At<I> {}

impl<I: Item> At<I> {
    pub fn new(index: usize) -> Self {
        Self {
            sheet: use_sheet(),
            index,
            kind: PhantomData,
        }
    }

    /// `exceptions[0]`.
    pub fn path(self) -> String {
        format!("{}[{}]", I::PATH, self.index)
    }

    /// Reads something of it, as long as it is there; what reads follows it.
    pub fn read<T>(self, read: impl FnOnce(&I) -> T) -> Option<T> {
        self.sheet
            .read(|schedule| (I::LIST.of)(schedule).get(self.index).map(read))
    }

    pub fn edit(self, edit: impl FnOnce(&mut I)) {
        self.sheet.change(|schedule| {
            if let Some(item) = (I::LIST.of_mut)(schedule).get_mut(self.index) {
                edit(item);
            }
        });
    }

    /// One of its texts, to follow.
    pub fn text(self, get: fn(&I) -> &String) -> Signal<String> {
        Signal::derive(move || self.read(|item| get(item).clone()).unwrap_or_default())
    }

    /// A list in it, to read and to change.
    pub fn list<T>(self, part: Part<I, Vec<T>>) -> Bind<Vec<T>>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Bind {
            get: Memo::new(move |_| {
                self.read(|item| (part.of)(item).clone())
                    .unwrap_or_default()
            })
            .into(),
            set: Callback::new(move |list| self.edit(|item| *(part.of_mut)(item) = list)),
        }
    }

    pub fn slot(self) -> Slot {
        Slot {
            index: self.index,
            read: |schedule, index| (I::LIST.of)(schedule).get(index).map(I::PHRASE.of),
            write: |schedule, index| {
                (I::LIST.of_mut)(schedule)
                    .get_mut(index)
                    .map(I::PHRASE.of_mut)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{Closure, DatedException, Season};

    #[test]
    fn what_is_unfinished_is_named_by_what_it_lacks() {
        let exception = |from: &str, to: &str| DatedException {
            from: from.to_owned(),
            to: to.to_owned(),
            ..DatedException::default()
        };
        let closure = |from: &str| Closure {
            from: from.to_owned(),
            ..Closure::default()
        };
        let season = |from: &str| Season {
            from: from.to_owned(),
            ..Season::default()
        };
        let nb = Language::Nb;
        assert_eq!(exception("", "").name(nb), "Nytt avvik");
        assert_eq!(exception("tull", "").name(nb), "Nytt avvik");
        assert_eq!(
            exception("2026-12-24", "").name(nb),
            "24.12.2026 – slutt mangler"
        );
        assert_eq!(closure("").name(nb), "Ny stenging");
        assert_eq!(
            closure("2026-11-22T08:30").name(nb),
            "22.11.2026 08.30 – slutt mangler"
        );
        assert_eq!(Item::name(&season(""), nb), "Ny sesong");
        assert_eq!(Item::name(&season(""), Language::En), "New season");
    }
}
