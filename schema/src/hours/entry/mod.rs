//! Quick entry: what people type, read as a schedule or as a change to one.
//!
//! "hverdager 8–15.30, tors til 18" becomes rules; what was not understood is handed back word for word. Nothing is guessed: a time
//! without a day, a date, a word nobody knows, hours that may be as well or instead are all told as not understood, and blank text is no
//! opening hours, never "always open". What was understood and is doubtful ("9–5", "12–12", holidays without a week) is kept, and
//! validation asks about it.
//!
//! The way: [`token`] cuts text, [`item`] makes the smallest parts that mean something, [`clause`] finds which days and hours belong
//! together, [`statement`] reads each exactly or not at all, [`build`] settles what they come to.

mod build;
mod chunk;
mod clause;
mod item;
mod lexicon;
mod phrase;
mod scope;
mod sense;
mod span;
mod statement;
mod token;
mod week;
mod word;

pub use token::time;

use super::schedule::{HolidayKey, HolidayRule, Mode, Schedule, WeeklyRule};
use super::summary;
use crate::text::Language;

/// More text than this is not read.
const MOST: usize = 2_000;

/// What came of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The schedule that was understood; `NOT_STATED` when nothing was.
    pub schedule: Schedule,
    /// What the text spoke of.
    pub said: Said,
    /// The parts of the text that were understood, as they were typed.
    pub understood: Vec<String>,
    /// The parts that were not.
    pub not_understood: Vec<String>,
}

/// What a text spoke of and was understood to say. The rest of the schedule stands as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Weekdays.
    pub week: bool,
    /// What public holidays are like.
    pub holidays: Option<HolidayRule>,
    /// Holidays with a choice of their own.
    pub named: Vec<HolidayKey>,
}

impl Parsed {
    /// What was understood, in words: the whole week it comes to where weekdays were named, and holidays where they were.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        summary::said(&self.schedule, &self.said, language)
    }
}

/// Reads hours typed in bokmål, nynorsk or English.
#[must_use]
pub fn parse_text(text: &str) -> Parsed {
    amend(text, &Schedule::default())
}

/// Reads a sentence as a change to hours that stand: the days and holidays it names are changed, the others are kept. "Kun" before days
/// keeps no others.
#[must_use]
pub fn amend(text: &str, schedule: &Schedule) -> Parsed {
    read(
        text,
        build::Onto {
            schedule,
            week_only: false,
        },
    )
}

/// Reads a sentence as a change to a season's week, which has neither a mode nor holidays: those are told.
#[must_use]
pub fn amend_week(text: &str, rules: &[WeeklyRule]) -> Parsed {
    let schedule = Schedule {
        mode: Mode::Scheduled,
        weekly: rules.to_vec(),
        ..Schedule::default()
    };
    read(
        text,
        build::Onto {
            schedule: &schedule,
            week_only: true,
        },
    )
}

fn read(text: &str, onto: build::Onto<'_>) -> Parsed {
    let cut = text.char_indices().nth(MOST).map_or(text.len(), |(i, _)| i);
    let (read, rest) = text.split_at(cut);
    let items = item::items(read, &token::tokens(read));
    let mut parsed = build::build(read, &clause::clauses(items), onto);
    if !rest.trim().is_empty() {
        parsed.not_understood.push(rest.trim().to_owned());
    }
    parsed
}

#[cfg(test)]
mod tests;
