//! Answers in words, for a preview: a date, what it offers and why, a state, and when it changes.
//!
//! Times are told on the schedule's own clock. Closed, by appointment and not stated have words of their own and are never mixed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::answer::{Change, ReasonKind};
use super::calendar::{self, DAY_SECONDS};
use super::days::{DayHours, DaySpan};
use super::describe;
use super::engine::CompiledSchedule;
use super::plan::State;
use super::schedule::{HolidayKey, RuleState, Schedule, Span, WeeklyRule};
use super::words::{self, capital, words};
use crate::text::{Language, LocalizedText};

const fn pick(language: Language, [nb, nn, en]: [&'static str; 3]) -> &'static str {
    match language {
        Language::Nb => nb,
        Language::Nn => nn,
        Language::En => en,
    }
}

/// A state by itself: "Åpent", "Stengt", "Etter avtale", "Ikke oppgitt".
#[must_use]
pub const fn state(language: Language, state: State) -> &'static str {
    let texts = match state {
        State::Open => ["Åpent", "Ope", "Open"],
        State::Closed => ["Stengt", "Stengt", "Closed"],
        State::Appointment => ["Etter avtale", "Etter avtale", "By appointment"],
        State::Unknown => ["Ikke oppgitt", "Ikkje oppgitt", "Not stated"],
    };
    pick(language, texts)
}

/// "Mandag 23. november".
#[must_use]
pub fn date(language: Language, date: NaiveDate) -> String {
    let weekday = words(language).weekdays[date.weekday().num_days_from_monday() as usize];
    let day = words::day_month(language, date.month(), date.day());
    capital(&format!("{weekday} {day}"))
}

/// A holiday or eve as it stands inside a sentence: "julaften".
#[must_use]
pub fn holiday(language: Language, key: HolidayKey) -> &'static str {
    words::holiday(language, key)
}

/// What a date offers, a phrase for each span: "08.00–15.30", "kl. 22.00 til kl. 06.00 neste dag", "stengt", "ikke oppgitt".
#[must_use]
pub fn day(language: Language, schedule: &Schedule, day: &DayHours) -> Vec<String> {
    if day.spans.is_empty() {
        return vec![state(language, day.state).to_lowercase()];
    }
    let phrase = |span: &DaySpan| {
        let own = Span {
            start: clock_text(span.start_minute),
            duration_minutes: span.end_minute - span.start_minute,
            state: if span.state == State::Appointment {
                RuleState::Appointment
            } else {
                RuleState::Open
            },
        };
        let text = describe::spans(language, std::slice::from_ref(&own));
        match rule_of(schedule, day, span).and_then(|rule| note(language, &rule.note)) {
            Some(note) => format!("{text} ({note})"),
            None => text,
        }
    };
    day.spans.iter().map(phrase).collect()
}

/// As the document writes a time.
fn clock_text(minute: i32) -> String {
    format!(
        "{:02}:{:02}",
        minute.rem_euclid(1440) / 60,
        minute.rem_euclid(60)
    )
}

fn rule_of<'a>(schedule: &'a Schedule, day: &DayHours, span: &DaySpan) -> Option<&'a WeeklyRule> {
    let rules = match (day.reason.kind, day.reason.index) {
        (ReasonKind::Weekly, _) => &schedule.weekly,
        (ReasonKind::Season, Some(season)) => &schedule.seasons.get(usize::from(season))?.rules,
        _ => return None,
    };
    rules.get(usize::from(span.rule?))
}

fn note(language: Language, text: &LocalizedText) -> Option<&str> {
    text.best(language)
        .map(|(_, note)| note.trim().trim_end_matches('.'))
}

/// What makes a date special, if anything does: its holidays, its exception, its season, what closed part of it.
#[must_use]
pub fn day_reasons(language: Language, schedule: &Schedule, day: &DayHours) -> Vec<String> {
    let mut reasons: Vec<String> = day
        .holidays
        .iter()
        .map(|key| capital(words::holiday(language, *key)))
        .collect();
    let index = day.reason.index.map(usize::from);
    match (day.reason.kind, index) {
        (ReasonKind::Exception, Some(index)) => {
            let reason = schedule.exceptions.get(index).map(|e| &e.reason);
            let said = reason.and_then(|reason| note(language, reason));
            let unsaid = ["Særskilte tider", "Særskilde tider", "Special hours"];
            reasons.push(said.unwrap_or(pick(language, unsaid)).to_owned());
        }
        (ReasonKind::Season, Some(index)) => {
            reasons.extend(
                schedule
                    .seasons
                    .get(index)
                    .map(|season| capital(&describe::season_name(language, season))),
            );
        }
        _ => {}
    }
    let closures = day
        .closures
        .iter()
        .filter_map(|&i| schedule.closures.get(usize::from(i)));
    reasons.extend(closures.map(|closure| {
        capital(&format!(
            "{} {}",
            describe::closure_text(language, closure),
            describe::closure_time(language, closure)
        ))
    }));
    reasons
}

impl CompiledSchedule {
    /// The clock reading at an instant, in the schedule's zone.
    #[must_use]
    pub fn local_time(&self, at: DateTime<Utc>) -> NaiveDateTime {
        DateTime::from_timestamp(self.zone().local(at.timestamp()), 0)
            .unwrap_or_default()
            .naive_utc()
    }

    /// The instant at which the clock of the schedule's zone reads so; the first when it does so twice.
    #[must_use]
    pub fn instant_at(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let second = i64::from(calendar::from_date(local.date())) * DAY_SECONDS
            + i64::from(local.num_seconds_from_midnight());
        DateTime::from_timestamp(self.zone().instant(second), 0).unwrap_or_default()
    }

    /// The next change after an instant, as a sentence: "Stenger samme dag kl. 15.30.", "Åpner tirsdag 24. november kl. 08.00."
    #[must_use]
    pub fn next_change_in_words(&self, after: DateTime<Utc>, language: Language) -> String {
        let Some(Change { at, state }) = self.next_change(after) else {
            let never = [
                "Ingen endring de neste 400 dagene.",
                "Inga endring dei neste 400 dagane.",
                "No change in the next 400 days.",
            ];
            return pick(language, never).to_owned();
        };
        let (asked, local) = (self.local_time(after), self.local_time(at));
        let clock = words::clock(
            language,
            i32::try_from(local.num_seconds_from_midnight() / 60).unwrap_or_default(),
        );
        let day = if asked.date() == local.date() {
            pick(language, ["samme dag", "same dag", "the same day"]).to_owned()
        } else {
            let weekday =
                words(language).weekdays[local.date().weekday().num_days_from_monday() as usize];
            let date = if asked.year() == local.year() {
                words::day_month(language, local.month(), local.day())
            } else {
                words::date(language, local.date())
            };
            format!("{weekday} {date}")
        };
        let template = match state {
            State::Open => [
                "Åpner {0} kl. {1}.",
                "Opnar {0} kl. {1}.",
                "Opens {0} at {1}.",
            ],
            State::Closed => [
                "Stenger {0} kl. {1}.",
                "Stenger {0} kl. {1}.",
                "Closes {0} at {1}.",
            ],
            State::Appointment => [
                "Etter avtale fra {0} kl. {1}.",
                "Etter avtale frå {0} kl. {1}.",
                "By appointment from {0} at {1}.",
            ],
            State::Unknown => [
                "Ikke oppgitt fra {0} kl. {1}.",
                "Ikkje oppgitt frå {0} kl. {1}.",
                "Not stated from {0} at {1}.",
            ],
        };
        words::fill(pick(language, template), &[&day, &clock])
    }
}
