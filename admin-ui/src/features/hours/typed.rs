//! One span of hours as it is typed: two texts, and what they say. Plain data: no signals here.
//!
//! The document keeps a start and a length, and has no room for an end that cannot be read. So that nothing typed is ever lost, also
//! not over a reload, a span that cannot be read is written into the document's start as both texts with a dash between
//! (`08.00–halv fire`): validation refuses that, and it comes back here as it was typed.

use veiviser_schema::hours::half_day_meant;
use veiviser_schema::hours::special::typed::written_time;
use veiviser_schema::hours::{RuleState, Span, WeekParity, Weekday, WeeklyRule, entry};
use veiviser_schema::text::{Language, LocalizedText};

/// Between the two texts of a span that cannot be read.
const MARK: char = '–';
const DAY: i32 = 1440;

/// Which end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Start,
    End,
}

/// `08.00`: how a time stands in a [`Typed`], whoever reads it.
#[must_use]
pub fn clock(minute: i32) -> String {
    format!("{:02}.{:02}", minute / 60, minute % 60)
}

/// A time as people type it, in minutes; 24 is the end of the day.
#[must_use]
pub fn minutes(text: &str) -> Option<i32> {
    entry::time(text).map(i32::from)
}

/// What a field shows of a text of [`Typed`]: a time as the reader's language writes it, `08:00` in English; else what was typed.
#[must_use]
pub fn shown(language: Language, text: &str) -> String {
    match entry::time(text) {
        Some(minute) if clock(minute.into()) == text => written_time(language, minute),
        _ => text.to_owned(),
    }
}

/// `8–15.30` or `8 til 15.30`, typed in one go.
fn range(text: &str) -> Option<(&str, &str)> {
    let (start, end) = [" til ", " to "]
        .iter()
        .find_map(|word| text.split_once(word))
        .or_else(|| text.split_once(['-', '–', '—']))?;
    (minutes(start)? < DAY && minutes(end).is_some()).then_some((start, end))
}

/// Moves a typed time by so many minutes, round the clock. What cannot be read stays.
#[must_use]
pub fn moved(text: &str, by: i32) -> Option<String> {
    minutes(text).map(|minute| clock((minute + by).rem_euclid(DAY)))
}

/// From when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub start: String,
    pub end: String,
    /// The length in minutes: nothing where start and end are the same and nobody has said yet what that means.
    minutes: i32,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            start: String::new(),
            end: String::new(),
            minutes: 1,
        }
    }
}

impl Typed {
    /// As it stands in the document.
    #[must_use]
    pub fn of(start: &str, minutes: i32) -> Self {
        if let Some((start, end)) = start.split_once(MARK) {
            return Self::read(start, end);
        }
        let from = self::minutes(start).filter(|from| *from < DAY);
        // The document has one spelling; another is an error there, and is shown as it is.
        let strict = start.len() == 5 && start.as_bytes()[2] == b':';
        Self {
            start: match from {
                Some(from) if strict => clock(from),
                _ => start.to_owned(),
            },
            end: from.map_or_else(String::new, |from| {
                let end = from.saturating_add(minutes);
                clock(if end == DAY { DAY } else { end.rem_euclid(DAY) })
            }),
            minutes,
        }
    }

    /// As somebody typed it. An end before the start is on the next day.
    #[must_use]
    pub fn read(start: &str, end: &str) -> Self {
        let (start, end) = (start.trim(), end.trim());
        let from = minutes(start).filter(|from| *from < DAY);
        if let (Some(from), Some(to)) = (from, minutes(end)) {
            let length = if to < from {
                to + DAY - from
            } else {
                to - from
            };
            return Self::of(&document_time(from), length);
        }
        let tidy = |text: &str, read: Option<i32>| read.map_or_else(|| text.to_owned(), clock);
        Self {
            start: tidy(start, from),
            end: tidy(end, minutes(end)),
            minutes: 1,
        }
    }

    /// Start and length for the document.
    #[must_use]
    pub fn put(&self) -> (String, i32) {
        match (self.from(), minutes(&self.end)) {
            (Some(from), Some(_)) => (document_time(from), self.minutes),
            (None, _) if self.end.is_empty() => (self.start.clone(), self.minutes),
            _ => (format!("{}{MARK}{}", self.start, self.end), 1),
        }
    }

    fn from(&self) -> Option<i32> {
        minutes(&self.start).filter(|from| *from < DAY)
    }

    /// Whether this end says nothing that can be read.
    #[must_use]
    pub fn unread(&self, edge: Edge) -> bool {
        match edge {
            Edge::Start => self.from().is_none(),
            Edge::End => minutes(&self.end).is_none(),
        }
    }

    #[must_use]
    pub fn text(&self, edge: Edge) -> &str {
        match edge {
            Edge::Start => &self.start,
            Edge::End => &self.end,
        }
    }

    /// With another text at one end. Both ends typed in one go are taken as both; the same time written otherwise changes nothing.
    #[must_use]
    pub fn with(&self, edge: Edge, text: &str) -> Self {
        if let Some((start, end)) = range(text) {
            return Self::read(start, end);
        }
        let before = self.text(edge);
        if before == text.trim() || minutes(text).is_some_and(|now| minutes(before) == Some(now)) {
            return self.clone();
        }
        match edge {
            Edge::Start => Self::read(text, &self.end),
            Edge::End => Self::read(&self.start, text),
        }
    }

    /// Whether both ends can be read, and where it ends when counted from the midnight before it.
    fn reach(&self) -> Option<i32> {
        minutes(&self.end)?;
        Some(self.from()?.saturating_add(self.minutes))
    }

    /// Whether it ends on the day after it began.
    #[must_use]
    pub fn overnight(&self) -> bool {
        self.minutes <= DAY && self.reach().is_some_and(|end| end > DAY)
    }

    /// Start and end are the same: round the clock, or a slip?
    #[must_use]
    pub fn asks(&self) -> bool {
        self.minutes == 0 && self.reach().is_some()
    }

    /// The end on the same day that somebody who counts twice to twelve may have meant: 17 of "9–5".
    #[must_use]
    pub fn sooner(&self) -> Option<String> {
        let (start, end) = (self.from()?, self.reach()?);
        half_day_meant(start, end).map(clock)
    }

    /// It is 24 hours.
    #[must_use]
    pub fn round_the_clock(&self) -> Self {
        Self {
            minutes: DAY,
            ..self.clone()
        }
    }

    #[must_use]
    pub fn is_round_the_clock(&self) -> bool {
        self.minutes == DAY && self.reach().is_some()
    }

    /// Nothing is typed yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.start.is_empty() && self.end.is_empty()
    }

    /// First and last minute counted from midnight, when it is a span like any other.
    #[must_use]
    pub fn extent(&self) -> Option<(i32, i32)> {
        let end = self.reach()?;
        (1..=DAY)
            .contains(&self.minutes)
            .then_some((end - self.minutes, end))
    }
}

fn document_time(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A span with all that can be said about it: a line in a row of the week, or on a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub typed: Typed,
    pub state: RuleState,
    pub weeks: WeekParity,
    pub nth: Vec<i32>,
    pub note: LocalizedText,
}

impl Line {
    #[must_use]
    pub fn open(typed: Typed) -> Self {
        Self {
            typed,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn of_span(span: &Span) -> Self {
        let Span {
            start,
            duration_minutes,
            state,
        } = span;
        Self {
            typed: Typed::of(start, *duration_minutes),
            state: *state,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn span(&self) -> Span {
        let (start, duration_minutes) = self.typed.put();
        Span {
            start,
            duration_minutes,
            state: self.state,
        }
    }

    #[must_use]
    pub fn of_rule(rule: &WeeklyRule) -> Self {
        let WeeklyRule {
            days: _,
            start,
            duration_minutes,
            state,
            weeks,
            nth,
            note,
        } = rule;
        Self {
            typed: Typed::of(start, *duration_minutes),
            state: *state,
            weeks: *weeks,
            nth: nth.clone(),
            note: note.clone(),
        }
    }

    #[must_use]
    pub fn rule(&self, day: Weekday) -> WeeklyRule {
        let (start, duration_minutes) = self.typed.put();
        WeeklyRule {
            days: vec![day],
            start,
            duration_minutes,
            state: self.state,
            weeks: self.weeks,
            nth: self.nth.clone(),
            note: self.note.clone(),
        }
    }

    /// Whether it holds in some weeks only, or says more than its times.
    #[must_use]
    pub fn is_special(&self) -> bool {
        self.weeks != WeekParity::Every || !self.nth.is_empty() || !self.note.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{Schedule, ValidationContext, validate};

    fn said(typed: &Typed) -> (&str, &str, i32) {
        (&typed.start, &typed.end, typed.put().1)
    }

    #[test]
    fn times_are_shown_one_way_however_they_were_typed() {
        for start in ["8", "08", "0800", "8.00", "08:00", "kl. 8"] {
            assert_eq!(said(&Typed::read(start, "1530")), ("08.00", "15.30", 450));
        }
        assert_eq!(said(&Typed::read("18", "0")), ("18.00", "24.00", 360));
        assert_eq!(said(&Typed::read("0", "24")), ("00.00", "24.00", 1440));
    }

    #[test]
    fn each_reads_times_as_their_language_writes_them() {
        let typed = Typed::read("8.30", "24");
        let shown_to =
            |language| [Edge::Start, Edge::End].map(|edge| shown(language, typed.text(edge)));
        assert_eq!(shown_to(Language::Nb), ["08.30", "24.00"]);
        assert_eq!(shown_to(Language::Nn), ["08.30", "24.00"]);
        assert_eq!(shown_to(Language::En), ["08:30", "24:00"]);
        // What is shown and left as it stands changes nothing, and a step from there is a step.
        for (edge, text) in [Edge::Start, Edge::End]
            .into_iter()
            .zip(shown_to(Language::En))
        {
            assert_eq!(typed.with(edge, &text), typed);
        }
        assert_eq!(moved("08:30", 15).as_deref(), Some("08.45"));
        // However it is typed, in any language.
        for start in ["8", "0800", "8.00", "08:00"] {
            let typed = Typed::read(start, "15:30");
            assert_eq!(
                shown(Language::En, typed.text(Edge::Start)),
                "08:00",
                "{start}"
            );
            assert_eq!(
                shown(Language::Nb, typed.text(Edge::End)),
                "15.30",
                "{start}"
            );
        }
    }

    #[test]
    fn what_is_no_time_is_shown_as_typed() {
        // "8:00" stands in the document only where it is an error there.
        for text in ["", "half. eight", "8.5", "8:00", "25.00"] {
            for language in Language::ALL {
                assert_eq!(shown(language, text), text);
            }
        }
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_day() {
        let night = Typed::read("15.30", "8");
        assert!(night.overnight());
        assert_eq!(night.put(), ("15:30".to_owned(), 990));
        assert!(!Typed::read("16", "24").overnight());
    }

    #[test]
    fn the_same_time_twice_is_a_question_until_it_is_answered() {
        let typed = Typed::read("8", "8");
        assert!(typed.asks() && !typed.overnight());
        let whole = typed.round_the_clock();
        assert!(!whole.asks() && whole.overnight() && whole.is_round_the_clock());
        assert_eq!(said(&whole), ("08.00", "08.00", 1440));
        // Writing the same time otherwise does not ask again; another time and back does.
        assert_eq!(whole.with(Edge::End, "0800"), whole);
        assert!(whole.with(Edge::End, "9").with(Edge::End, "8").asks());
    }

    #[test]
    fn a_range_typed_in_one_field_fills_both() {
        for text in ["8-15.30", "8–15.30", "8 til 15.30", "0800 — 1530"] {
            let typed = Typed::default().with(Edge::Start, text);
            assert_eq!(said(&typed), ("08.00", "15.30", 450), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_stays_as_typed_and_is_refused_in_the_document() {
        for (start, end) in [
            ("halv ni", "15.30"),
            ("08.00", "halv fire"),
            ("08.00", ""),
            ("", "15.30"),
            ("", ""),
            ("24", "08.00"),
            ("morgen", "kveld"),
        ] {
            let line = Line::open(Typed::read(start, end));
            let rule = line.rule(Weekday::Monday);
            assert_eq!(Line::of_rule(&rule), line, "{start:?} {end:?}");
            assert_eq!((&*line.typed.start, &*line.typed.end), (start, end));
            let context = ValidationContext {
                today: chrono::NaiveDate::default(),
                crisis_line: false,
            };
            let problems = validate(&Schedule::of_week(vec![rule]), context);
            let paths: Vec<_> = problems.iter().map(|problem| &*problem.path).collect();
            assert_eq!(paths, ["weekly[0].start"], "{start:?} {end:?}");
        }
    }

    #[test]
    fn a_foreign_spelling_in_the_document_is_shown_as_it_is() {
        assert_eq!(said(&Typed::of("8:00", 450)).0, "8:00");
        assert_eq!(said(&Typed::of("morgen", 450)), ("morgen", "", 450));
        assert_eq!(said(&Typed::of("08:00", 2_000)).2, 2_000);
        assert_eq!(said(&Typed::of("08:00", i32::MAX)).2, i32::MAX);
        assert_eq!(said(&Typed::of("08:00", -5)).2, -5);
    }

    #[test]
    fn arrows_move_by_a_quarter_round_the_clock() {
        assert_eq!(moved("8", 15).as_deref(), Some("08.15"));
        assert_eq!(moved("00:00", -15).as_deref(), Some("23.45"));
        assert_eq!(moved("24", -15).as_deref(), Some("23.45"));
        assert_eq!(moved("morgen", 15), None);
    }

    #[test]
    fn an_extent_counts_from_midnight() {
        assert_eq!(Typed::read("22", "2").extent(), Some((1320, 1560)));
        assert_eq!(Typed::read("8", "8").extent(), None);
        assert_eq!(Typed::read("8", "").extent(), None);
    }
}
