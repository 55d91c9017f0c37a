//! From words to items: days, conditions, spans, and what stands between them.
//!
//! An item is the smallest part that means something by itself: "mandag til fredag", "8–15.30", "etter avtale". A word that says nothing
//! is allowed only where people write it; anywhere else it is unknown, and what it stands in is told as not understood.

use super::lexicon::{self, Meaning, meaning};
use super::phrase::PHRASES;
use super::token::{Kind as Mark, Token};
use crate::hours::schedule::{HolidayKey, WeekParity};

/// An item and the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `group`: days with a name of their own ("hverdager"), of which there is no first in a month.
    Days {
        set: [bool; 7],
        group: bool,
    },
    /// The days nobody named.
    Else,
    /// `every`: "hver" stood before it.
    Nth {
        nth: Vec<i32>,
        every: bool,
    },
    /// "i måneden".
    Month,
    Parity(WeekParity),
    Alternate,
    PublicHolidays,
    Holiday(HolidayKey),
    Except,
    Span(u16, u16),
    OnlyFrom(u16),
    OnlyTo(u16),
    Closed,
    Round,
    Appointment,
    DropIn,
    AsSunday,
    AsUsual,
    Also,
    /// `behind`: "Mondays only".
    Only {
        behind: bool,
    },
    DayPart,
    /// Says nothing.
    Filler,
    And,
    Comma,
    But,
    Line,
    Stop,
    Unknown,
}

impl Kind {
    pub(super) fn separates(&self) -> bool {
        use Kind as K;
        matches!(self, K::And | K::Comma | K::But | K::Line | K::Stop)
    }

    /// Whether it names days or says which of them.
    pub(super) fn is_subject(&self) -> bool {
        use Kind as K;
        matches!(
            self,
            K::Days { .. }
                | K::Else
                | K::Nth { .. }
                | K::Month
                | K::Parity(_)
                | K::Alternate
                | K::PublicHolidays
                | K::Holiday(_)
                | K::Except
        )
    }

    /// Whether it tells when, or that it is closed.
    fn is_said(&self) -> bool {
        !self.separates() && !self.is_subject() && !self.is_neutral() && *self != Kind::Unknown
    }

    pub(super) fn is_neutral(&self) -> bool {
        use Kind as K;
        matches!(self, K::Also | K::Only { .. } | K::DayPart | K::Filler)
    }
}

pub(super) fn items(text: &str, tokens: &[Token]) -> Vec<Item> {
    let mut reader = Reader {
        text,
        tokens,
        at: 0,
        items: Vec::new(),
    };
    while reader.at < tokens.len() {
        reader.next();
    }
    reader.items
}

pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub at: usize,
    pub items: Vec<Item>,
}

impl Reader<'_> {
    pub(super) fn mark(&self, i: usize) -> Option<&Mark> {
        self.tokens.get(i).map(|token| &token.kind)
    }

    pub(super) fn word(&self, i: usize) -> Option<&str> {
        match self.mark(i) {
            Some(Mark::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn meaning(&self, i: usize) -> Option<Meaning> {
        self.word(i).and_then(meaning)
    }

    pub(super) fn time(&self, i: usize) -> Option<u16> {
        match self.mark(i) {
            Some(Mark::Time(minute)) => Some(*minute),
            _ => None,
        }
    }

    /// A time, perhaps behind "kl", and where it ends.
    pub(super) fn time_after(&self, i: usize) -> Option<(u16, usize)> {
        match self.time(i) {
            None if self.meaning(i) == Some(Meaning::Clock) => {
                self.time(i + 1).map(|minute| (minute, i + 2))
            }
            found => found.map(|minute| (minute, i + 1)),
        }
    }

    /// A dash or "til"; where it ends.
    pub(super) fn to_after(&self, i: usize) -> Option<usize> {
        match self.mark(i)? {
            Mark::Dash => Some(i + 1),
            Mark::Word(word) if word == lexicon::TO => Some(i + 1),
            Mark::Word(_) if self.meaning(i) == Some(Meaning::To) => Some(self.included(i + 1)),
            _ => None,
        }
    }

    /// Skips the rest of "til og med".
    pub(super) fn included(&self, i: usize) -> usize {
        let with = self.meaning(i) == Some(Meaning::And) && self.word(i + 1) == Some("med");
        if with { i + 2 } else { i }
    }

    /// Skips "i", "på", "the".
    pub(super) fn after_prepositions(&self, mut i: usize) -> usize {
        while self.meaning(i) == Some(Meaning::Preposition) {
            i += 1;
        }
        i
    }

    /// Whether days, weeks or holidays begin here.
    pub(super) fn begins_subject(&self, i: usize) -> bool {
        use Meaning as M;
        matches!(
            self.meaning(i),
            Some(
                M::Day(_)
                    | M::Weekdays
                    | M::Weekend
                    | M::Daily
                    | M::Every
                    | M::Whole
                    | M::Parity(_)
                    | M::Like(_)
                    | M::Nth(_)
                    | M::Alternate
                    | M::PublicHolidays
                    | M::HolidayKind
                    | M::Holiday(_)
            )
        ) || matches!(self.mark(i), Some(Mark::Ordinal(_)))
            || PHRASES.at(self, i).is_some()
    }

    pub(super) fn last(&self) -> Option<&Kind> {
        self.items.last().map(|item| &item.kind)
    }

    /// Whether nothing stands before it in its clause, so that a day may begin.
    fn clause_begins(&self) -> bool {
        use Kind as K;
        match self.last() {
            None => true,
            Some(kind) => {
                kind.separates()
                    || matches!(
                        kind,
                        K::Closed
                            | K::Round
                            | K::Span(..)
                            | K::Filler
                            | K::Also
                            | K::Only { .. }
                            | K::Except
                    )
            }
        }
    }

    pub(super) fn put(&mut self, kind: Kind, end: usize) {
        let end = end.min(self.tokens.len());
        let (from, to) = (self.tokens[self.at].from, self.tokens[end - 1].to);
        self.items.push(Item { kind, from, to });
        self.at = end;
    }

    fn next(&mut self) {
        let i = self.at;
        if let Some((key, end)) = PHRASES.at(self, i) {
            return self.put(Kind::Holiday(key), end);
        }
        match &self.tokens[i].kind {
            Mark::Word(_) => self.next_word(),
            Mark::Time(start) => {
                let start = *start;
                self.after_time(start);
            }
            Mark::Ordinal(number) if (1..=5).contains(number) => self.nth(i, i32::from(*number)),
            Mark::Ordinal(_) | Mark::Number | Mark::Other | Mark::Close => {
                self.put(Kind::Unknown, i + 1);
            }
            Mark::Dash => {
                let kind = if self.dash_says_nothing() {
                    Kind::Filler
                } else {
                    Kind::Unknown
                };
                self.put(kind, i + 1);
            }
            Mark::Comma => self.put(Kind::Comma, i + 1),
            Mark::Stop => self.put(Kind::Stop, i + 1),
            Mark::Line => self.put(Kind::Line, i + 1),
            Mark::Open => self.brackets(),
        }
    }

    /// A bullet, "søn- og helligdager", "Mandag – stengt".
    fn dash_says_nothing(&self) -> bool {
        let next = self.at + 1;
        match self.last() {
            None => true,
            Some(kind) if kind.separates() => true,
            Some(Kind::Days { .. } | Kind::PublicHolidays | Kind::Holiday(_)) => {
                matches!(
                    self.meaning(next),
                    Some(Meaning::And | Meaning::Closed | Meaning::RoundTheClock | Meaning::Clock)
                ) || matches!(self.mark(next), Some(Mark::Comma | Mark::Time(_)) | None)
            }
            _ => matches!(self.mark(next), None | Some(Mark::Stop | Mark::Line)),
        }
    }

    /// In brackets: a condition, "etter avtale", the same days once more, or a clause of its own ("fredag til 15").
    fn brackets(&mut self) {
        let open = self.at;
        let close = (open + 1..self.tokens.len()).find(|&i| self.tokens[i].kind == Mark::Close);
        let Some(close) = close else {
            return self.put(Kind::Unknown, open + 1);
        };
        let mut inside = items(self.text, &self.tokens[open + 1..close]);
        let said: Vec<&Item> = inside
            .iter()
            .filter(|item| item.kind != Kind::Filler)
            .collect();
        let days = |kind: &Kind| match kind {
            Kind::Days { set, .. } => Some(*set),
            _ => None,
        };
        let clause = said.iter().all(|item| item.kind != Kind::Unknown)
            && said.iter().any(|item| item.kind.is_subject())
            && said
                .iter()
                .any(|item| item.kind.is_said() || item.kind == Kind::Also);
        if clause {
            self.put(Kind::Comma, open + 1);
            self.items.append(&mut inside);
            self.at = close;
            return self.put(Kind::Comma, close + 1);
        }
        let kind = match said.as_slice() {
            [one] if matches!(one.kind, Kind::Appointment | Kind::DropIn | Kind::Parity(_)) => {
                one.kind.clone()
            }
            [one] if days(&one.kind).is_some() && self.last().and_then(days) == days(&one.kind) => {
                Kind::Filler
            }
            _ => Kind::Unknown,
        };
        self.put(kind, close + 1);
    }

    /// "on" and "to" are onsdag and torsdag beside another day, a comma, a dash or a time.
    pub(super) fn short_day(&self, i: usize, expected: bool) -> Option<usize> {
        let (day, word) = match self.word(i)? {
            word if word == lexicon::ON => (2, word),
            word if word == lexicon::TO => (3, word),
            _ => return None,
        };
        if expected {
            return Some(day);
        }
        if i != self.at || !self.clause_begins() {
            return None;
        }
        let next = i + 1;
        let goes_on = match self.mark(next) {
            Some(Mark::Dash | Mark::Comma | Mark::Stop | Mark::Line | Mark::Open) => true,
            // "on 8" and "to 18" may say when.
            Some(Mark::Time(_)) => self.to_after(next + 1).is_some(),
            Some(Mark::Word(_)) => matches!(
                self.meaning(next),
                Some(
                    Meaning::And
                        | Meaning::To
                        | Meaning::From
                        | Meaning::Closed
                        | Meaning::Clock
                        | Meaning::RoundTheClock
                        | Meaning::Also
                        | Meaning::Except
                        | Meaning::Between
                )
            ),
            None => self.last().is_some_and(Kind::separates),
            _ => false,
        };
        // "Closed on, …" says nothing of Wednesday.
        let says_when = word == lexicon::ON && matches!(self.last(), Some(Kind::Filler));
        (goes_on && !says_when).then_some(day)
    }
}
