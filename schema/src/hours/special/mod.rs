//! Departures from the week, as the editor of opening hours works with them: holidays, dated exceptions, closures and seasons.
//!
//! The document says what was decided; this says what a person must see to decide it: the holidays of the years ahead with
//! what applies on each, which stretch of the year no season covers, what an exception really changes, which of two exceptions goes
//! first, what was done last year, and what somebody meant who typed `24. des`. Pure like the rest: today is handed in.

pub mod effect;
pub mod holiday_table;
pub mod last_year;
pub mod reasons;
pub mod typed;
pub mod year;

use chrono::{Datelike, NaiveDate};

use super::compile::compile;
use super::days::DayHours;
use super::describe;
use super::engine::CompiledSchedule;
use super::plan::State;
use super::read::{self, SeasonRange};
use super::schedule::{
    Closure, DatedException, HolidayKey, HolidayRule, RuleState, Schedule, Season, Span, WeeklyRule,
};
use super::words::{self, words};
use crate::text::Language;

/// Something that answers, also while the document is half typed: what cannot be read yet is left out.
#[must_use]
pub fn compile_readable(schedule: &Schedule) -> Option<CompiledSchedule> {
    compile(schedule)
        .or_else(|_| compile(&readable(schedule)))
        .ok()
}

/// The schedule without what cannot be read. What is taken out is emptied in its place, so that positions still point into the document.
fn readable(schedule: &Schedule) -> Schedule {
    let times =
        |start: &str, duration: i32| read::time(start).is_ok() && (1..=1440).contains(&duration);
    let rules = |rules: &mut Vec<WeeklyRule>| {
        for rule in rules {
            rule.nth.retain(|nth| matches!(nth, 1..=5 | -1));
            if !times(&rule.start, rule.duration_minutes) {
                *rule = WeeklyRule {
                    start: "00:00".to_owned(),
                    duration_minutes: 1,
                    ..WeeklyRule::default()
                };
            }
        }
    };
    let spans =
        |spans: &mut Vec<Span>| spans.retain(|span| times(&span.start, span.duration_minutes));
    let mut kept = schedule.clone();
    rules(&mut kept.weekly);
    for season in &mut kept.seasons {
        rules(&mut season.rules);
        if SeasonRange::read(&season.from, &season.to).is_err() {
            // A day long gone: no date ahead is in it.
            season.from = LONG_AGO.to_owned();
            season.to = LONG_AGO.to_owned();
        }
    }
    for holiday in &mut kept.holidays.overrides {
        spans(&mut holiday.spans);
    }
    for exception in &mut kept.exceptions {
        spans(&mut exception.spans);
        if dates(exception).is_none() {
            exception.from = LONG_AGO.to_owned();
            exception.to = LONG_AGO.to_owned();
        }
    }
    for closure in &mut kept.closures {
        let range = (read::moment(&closure.from), read::moment(&closure.to));
        if !matches!(range, (Ok(from), Ok(to)) if from < to) {
            closure.from = format!("{LONG_AGO}T00:00");
            closure.to = format!("{LONG_AGO}T00:01");
        }
    }
    kept
}

const LONG_AGO: &str = "1900-01-01";

/// First and last date of an exception, when they can be read and the one is not before the other.
#[must_use]
pub fn dates(exception: &DatedException) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = (
        read::date(&exception.from).ok()?,
        read::date(&exception.to).ok()?,
    );
    (from <= to).then(|| (super::calendar::to_date(from), super::calendar::to_date(to)))
}

/// The dates a closure touches, when its moments can be read and the one is before the other.
#[must_use]
pub fn closure_dates(closure: &Closure) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = (
        read::moment(&closure.from).ok()?,
        read::moment(&closure.to).ok()?,
    );
    (from < to).then(|| {
        // Half open: what ends at midnight does not touch the day that begins.
        let last = if to.1 == 0 { to.0 - 1 } else { to.0 };
        (
            super::calendar::to_date(from.0),
            super::calendar::to_date(last),
        )
    })
}

/// The hours of a date as one phrase: "08.00–15.30", "stengt", "døgnåpent".
#[must_use]
pub fn day_words(language: Language, day: &DayHours) -> String {
    if day.state == State::Unknown {
        return words(language).not_stated.to_owned();
    }
    let mut parts = Vec::with_capacity(day.spans.len());
    for span in &day.spans {
        let duration = span.end_minute - span.start_minute;
        let state = if span.state == State::Appointment {
            RuleState::Appointment
        } else {
            RuleState::Open
        };
        // Hours that join those of the night may last longer than a day.
        let pieces = if duration > 1440 {
            vec![
                (span.start_minute, 1440),
                (span.start_minute, duration - 1440),
            ]
        } else {
            vec![(span.start_minute, duration)]
        };
        for (start, duration_minutes) in pieces {
            let start = start.rem_euclid(1440);
            parts.push(describe::spans(
                language,
                &[Span {
                    start: format!("{:02}:{:02}", start / 60, start % 60),
                    duration_minutes,
                    state,
                }],
            ));
        }
    }
    if parts.is_empty() {
        words(language).closed.to_owned()
    } else {
        words::list(language, &parts)
    }
}

/// "1. juledag", as it stands inside a sentence.
#[must_use]
pub fn holiday_name(language: Language, key: HolidayKey) -> &'static str {
    words::holiday(language, key)
}

/// "stengt", "som vanlig", "som søndag".
#[must_use]
pub fn rule_words(language: Language, rule: HolidayRule) -> &'static str {
    describe::holiday_rule(language, rule)
}

/// "torsdag 24. desember 2026".
#[must_use]
pub fn long_date(language: Language, date: NaiveDate) -> String {
    format!(
        "{} {}",
        weekday(language, date),
        words::date(language, date)
    )
}

/// "torsdag 24. desember".
#[must_use]
pub fn weekday_and_date(language: Language, date: NaiveDate) -> String {
    format!(
        "{} {}",
        weekday(language, date),
        words::day_month(language, date.month(), date.day())
    )
}

fn weekday(language: Language, date: NaiveDate) -> &'static str {
    words(language).weekdays[date.weekday().num_days_from_monday() as usize]
}

/// "24.–26. desember 2026", "24. desember 2026–2. januar 2027".
#[must_use]
pub fn range_words(language: Language, from: NaiveDate, to: NaiveDate) -> String {
    words::date_range(language, from, to)
}

/// An exception's dates in words, or what was typed.
#[must_use]
pub fn exception_dates(language: Language, exception: &DatedException) -> String {
    describe::exception_dates(language, exception)
}

/// "stengt (kursdag)".
#[must_use]
pub fn exception_hours(language: Language, exception: &DatedException) -> String {
    describe::exception_hours(language, exception)
}

/// A closure's time in words, or what was typed.
#[must_use]
pub fn closure_time(language: Language, closure: &Closure) -> String {
    describe::closure_time(language, closure)
}

/// "Sommer (15. juni–15. august)" or the range alone.
#[must_use]
pub fn season_name(language: Language, season: &Season) -> String {
    describe::season_name(language, season)
}

/// The hours of a season's week.
#[must_use]
pub fn season_hours(language: Language, season: &Season) -> String {
    describe::season_hours(language, season)
}

/// The hours of the base week.
#[must_use]
pub fn week_hours(language: Language, rules: &[WeeklyRule]) -> String {
    let phrases = describe::week(language, rules);
    if phrases.is_empty() {
        words(language).closed.to_owned()
    } else {
        phrases.join("; ")
    }
}

/// First letter in upper case.
#[must_use]
pub fn capital(text: &str) -> String {
    words::capital(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{ReasonKind, Weekday};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule(start: &str, duration_minutes: i32) -> WeeklyRule {
        WeeklyRule {
            days: Weekday::ALL.to_vec(),
            start: start.into(),
            duration_minutes,
            ..WeeklyRule::default()
        }
    }

    #[test]
    fn what_is_half_typed_does_not_silence_the_rest() {
        let mut schedule = Schedule::of_week(vec![rule("halv ni", 60), rule("10:00", 60)]);
        schedule.exceptions = vec![
            DatedException {
                from: "24.1".into(),
                ..DatedException::default()
            },
            DatedException {
                from: "2026-11-24".into(),
                to: "2026-11-24".into(),
                ..DatedException::default()
            },
        ];
        schedule.closures = vec![Closure {
            from: "2026-11-25T10:00".into(),
            ..Closure::default()
        }];
        schedule.seasons = vec![Season {
            from: "juni".into(),
            ..Season::default()
        }];
        assert!(compile(&schedule).is_err());
        let compiled = compile_readable(&schedule).unwrap();
        let days = compiled.days(date("2026-11-24"), date("2026-11-25"));
        assert_eq!(day_words(Language::Nb, &days[0]), "stengt");
        assert_eq!(
            (days[0].reason.kind, days[0].reason.index),
            (ReasonKind::Exception, Some(1)),
            "positions are those of the document"
        );
        assert_eq!(day_words(Language::Nb, &days[1]), "10.00–11.00");
    }

    #[test]
    fn a_day_and_a_night_that_adjoin_are_told_in_full() {
        let mut schedule = Schedule::of_week(vec![rule("00:00", 720), rule("12:00", 720)]);
        schedule.holidays.rule = HolidayRule::Normal;
        let words = |schedule: &Schedule| {
            let days = compile(schedule)
                .unwrap()
                .days(date("2026-11-24"), date("2026-11-24"));
            day_words(Language::Nb, &days[0])
        };
        assert_eq!(words(&schedule), "døgnåpent");
        schedule.weekly[1].duration_minutes = 1200;
        assert_eq!(
            words(&schedule),
            "døgnåpent og 00.00–08.00",
            "more than a day is told as a day and the rest"
        );
        assert_eq!(words(&Schedule::default()), "Åpningstidene er ikke oppgitt");
    }

    #[test]
    fn a_closure_that_ends_at_midnight_leaves_the_next_day_alone() {
        let closure = |to: &str| Closure {
            from: "2026-11-24T10:00".into(),
            to: to.into(),
            ..Closure::default()
        };
        let day = date("2026-11-24");
        assert_eq!(
            closure_dates(&closure("2026-11-25T00:00")),
            Some((day, day))
        );
        assert_eq!(
            closure_dates(&closure("2026-11-25T00:01")),
            Some((day, date("2026-11-25")))
        );
        assert_eq!(closure_dates(&closure("2026-11-24T10:00")), None);
    }

    #[test]
    fn dates_are_told_with_their_weekday() {
        assert_eq!(
            long_date(Language::Nb, date("2026-12-24")),
            "torsdag 24. desember 2026"
        );
        assert_eq!(
            weekday_and_date(Language::En, date("2026-12-24")),
            "Thursday 24 December"
        );
    }
}
