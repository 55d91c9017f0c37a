//! Hours date by date.

use std::sync::Arc;

use async_graphql::{Context, Description, Object, Result};
use chrono::{DateTime, Days, Utc};
use veiviser_schema::hours::{Closure, DayHours, DaySpan, HolidayKey, ReasonKind, Weekday};
use veiviser_schema::text::{Language, LocalizedText};

use super::OpenState;
use super::bounds;
use crate::graphql::scalars::Date;
use crate::hours::model::Hours;

/// The hours of one date. What runs past midnight stands on the date it starts on.
#[derive(Description)]
pub struct OpeningHoursDay {
    hours: Arc<Hours>,
    day: DayHours,
}

/// A stretch of time in which it is open or by appointment; what a closure takes away is left out already.
#[derive(Description)]
pub struct OpeningHoursDaySpan {
    date: Date,
    span: DaySpan,
    note: LocalizedText,
}

/// A public holiday, or one of the five eves.
#[derive(Description)]
pub struct OpeningHoursHoliday(HolidayKey);

impl OpeningHoursDay {
    /// Each date of a range, both ends included, that is short enough.
    pub fn list(ctx: &Context<'_>, hours: &Arc<Hours>, from: Date, to: Date) -> Result<Vec<Self>> {
        let (from, to) = bounds::range(ctx, from, to)?;
        let days = hours.readable().compiled.as_ref();
        let days = days.map_or_else(Vec::new, |compiled| compiled.days(from, to));
        let of_hours = |day| Self {
            hours: Arc::clone(hours),
            day,
        };
        Ok(days.into_iter().map(of_hours).collect())
    }
}

#[Object(use_type_description)]
impl OpeningHoursDay {
    async fn date(&self) -> Date {
        Date(self.day.date)
    }

    async fn weekday(&self) -> Weekday {
        self.day.weekday
    }

    /// The most open state of the date. `CLOSED` when it has no spans and that is known.
    async fn state(&self) -> OpenState {
        self.day.state.into()
    }

    /// In order, without overlaps. Empty: closed, or not known: see `state`.
    async fn spans(&self) -> Vec<OpeningHoursDaySpan> {
        let hours = self.hours.readable();
        let note = |span: &DaySpan| {
            let compiled = hours.compiled.as_ref()?;
            compiled.note(&hours.schedule, &self.day, span).cloned()
        };
        let spans = self.day.spans.iter().map(|span| OpeningHoursDaySpan {
            date: Date(self.day.date),
            note: note(span).unwrap_or_default(),
            span: span.clone(),
        });
        spans.collect()
    }

    /// What decided the date's hours, in words.
    async fn reason(&self, #[graphql(default)] language: Language) -> String {
        self.day
            .reason
            .describe(&self.hours.readable().schedule, language)
    }

    /// What kind of thing decided the date's hours.
    async fn reason_kind(&self) -> ReasonKind {
        self.day.reason.kind
    }

    /// Where in the schedule that stands: `weekly`, `seasons[0]`, `exceptions[3]`.
    async fn reason_path(&self) -> String {
        self.day.reason.path()
    }

    /// Why the date is out of the ordinary, as the editor wrote it. Null when it is ordinary or nothing was written.
    async fn note(&self, #[graphql(default)] language: Language) -> Option<&str> {
        if self.day.reason.kind != ReasonKind::Exception {
            return None;
        }
        let exceptions = &self.hours.readable().schedule.exceptions;
        let exception = exceptions.get(usize::from(self.day.reason.index?))?;
        exception.reason.best(language).map(|(_, text)| text)
    }

    /// The date's public holidays and eves, whether or not they have a say. Nearly always none, now and then two.
    async fn holidays(&self) -> Vec<OpeningHoursHoliday> {
        self.day
            .holidays
            .iter()
            .copied()
            .map(OpeningHoursHoliday)
            .collect()
    }

    /// The closures that took something away from the date's hours.
    async fn closures(&self) -> Vec<&Closure> {
        let closures = &self.hours.readable().schedule.closures;
        let taken = self.day.closures.iter();
        taken
            .filter_map(|&index| closures.get(usize::from(index)))
            .collect()
    }
}

#[Object(use_type_description)]
impl OpeningHoursDaySpan {
    /// The first instant.
    async fn start(&self) -> DateTime<Utc> {
        self.span.start.to_utc()
    }

    /// The end, not included.
    async fn end(&self) -> DateTime<Utc> {
        self.span.end.to_utc()
    }

    /// What the clock there shows at the start: `08:00`.
    async fn start_time(&self) -> String {
        clock(self.span.start_minute)
    }

    /// What the clock there shows at the end: `15:30`; `00:00` at midnight, with the next date as `endDate`.
    async fn end_time(&self) -> String {
        clock(self.span.end_minute)
    }

    /// The date there at the end: the same, or the next.
    async fn end_date(&self) -> Date {
        let days = self.span.end_minute.div_euclid(DAY_MINUTES);
        let days = Days::new(u64::try_from(days).unwrap_or_default());
        Date(self.date.0.checked_add_days(days).unwrap_or(self.date.0))
    }

    /// `OPEN` or `APPOINTMENT`.
    async fn state(&self) -> OpenState {
        self.span.state.into()
    }

    /// What the editor wrote about these hours. Null when nothing.
    async fn note(&self, #[graphql(default)] language: Language) -> Option<&str> {
        self.note.best(language).map(|(_, text)| text)
    }
}

#[Object(use_type_description)]
impl OpeningHoursHoliday {
    async fn key(&self) -> HolidayKey {
        self.0
    }

    /// As within a sentence: "julaften".
    async fn name(&self, #[graphql(default)] language: Language) -> &'static str {
        self.0.name(language)
    }
}

const DAY_MINUTES: i32 = 1440;

fn clock(minute: i32) -> String {
    let minute = minute.rem_euclid(DAY_MINUTES);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
