//! What the preview stands on: the newest hours that make sense. Hours that do not make sense yet wait; the last good ones stay in sight,
//! marked as such.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use veiviser_schema::hours::{
    CompiledSchedule, DayHours, Schedule, State, compile, diff, summary_on,
};
use veiviser_schema::text::Language;

/// How many dates the strip shows.
pub const STRIP_DAYS: u64 = 14;
/// More news than this is told as the whole sentence instead.
const MOST_NEWS: usize = 3;

/// Hours that answer.
#[derive(Debug)]
pub struct Good {
    pub schedule: Schedule,
    pub compiled: CompiledSchedule,
}

/// What is in sight.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    pub good: Option<Arc<Good>>,
    /// Newer hours do not make sense yet.
    pub waiting: bool,
}

impl Shown {
    pub fn of(schedule: Schedule) -> Self {
        let mut shown = Self::default();
        shown.take(schedule);
        shown
    }

    /// Looks at newer hours.
    pub fn take(&mut self, schedule: Schedule) {
        match compile(&schedule) {
            Ok(compiled) => {
                self.waiting = false;
                self.good = Some(Arc::new(Good { schedule, compiled }));
            }
            Err(_) => self.waiting = true,
        }
    }
}

/// What to say aloud of a change: only what changed, or the whole where that is shorter. Nothing when nobody would notice.
pub fn news(
    before: &Schedule,
    after: &Schedule,
    language: Language,
    today: NaiveDate,
) -> Option<String> {
    let changes = diff(before, after, language);
    match changes.len() {
        0 => None,
        1..=MOST_NEWS => Some(changes.join(" ")),
        _ => Some(summary_on(after, language, today)),
    }
}

/// A stretch of a date's bar, in thousandths of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    pub from: i32,
    pub length: i32,
    pub state: State,
}

/// A date of the strip.
#[derive(Debug, Clone, PartialEq)]
pub struct StripDay {
    pub day: DayHours,
    pub bars: Vec<Bar>,
}

/// The dates from today on. A night is told on the date it starts, and drawn on both.
pub fn strip(compiled: &CompiledSchedule, today: NaiveDate) -> Vec<StripDay> {
    let (Some(before), Some(last)) = (
        today.checked_sub_days(Days::new(1)),
        today.checked_add_days(Days::new(STRIP_DAYS - 1)),
    ) else {
        return Vec::new();
    };
    let days = compiled.days(before, last);
    days.windows(2)
        .filter_map(|pair| {
            let [yesterday, day] = pair else { return None };
            let tails = pieces(yesterday, -1440);
            let bars = tails.chain(pieces(day, 0)).collect();
            Some(StripDay {
                day: day.clone(),
                bars,
            })
        })
        .collect()
}

/// The parts of a date's spans that lie between 0 and 24 on the clock moved by so many minutes.
fn pieces(day: &DayHours, moved: i32) -> impl Iterator<Item = Bar> {
    day.spans.iter().filter_map(move |span| {
        let from = (span.start_minute + moved).clamp(0, 1440);
        let to = (span.end_minute + moved).clamp(0, 1440);
        (from < to).then(|| Bar {
            from: from * 1000 / 1440,
            length: (to - from) * 1000 / 1440,
            state: span.state,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use veiviser_schema::hours::{Weekday, WeeklyRule};

    fn rule(start: &str, minutes: i32) -> WeeklyRule {
        WeeklyRule {
            days: Weekday::ALL.to_vec(),
            start: start.into(),
            duration_minutes: minutes,
            ..WeeklyRule::default()
        }
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().expect("a date")
    }

    #[test]
    fn the_last_good_hours_stay_while_newer_ones_make_no_sense() {
        let good = Schedule::of_week(vec![rule("08:00", 60)]);
        let mut shown = Shown::of(good.clone());
        assert!(!shown.waiting);
        shown.take(Schedule::of_week(vec![rule("8", 60)]));
        assert!(shown.waiting);
        assert_eq!(shown.good.as_ref().map(|good| &good.schedule), Some(&good));
        let better = Schedule::of_week(vec![rule("09:00", 60)]);
        shown.take(better.clone());
        assert!(!shown.waiting);
        assert_eq!(shown.good.map(|good| good.schedule.clone()), Some(better));
        let never = Shown::of(Schedule::of_week(vec![rule("", 60)]));
        assert!(never.waiting && never.good.is_none());
    }

    #[test]
    fn only_what_changed_is_said() {
        let before = Schedule::of_week(vec![rule("08:00", 60)]);
        let after = Schedule::of_week(vec![rule("09:00", 60)]);
        assert_eq!(news(&before, &before, Language::Nb, today()), None);
        assert_eq!(
            news(&before, &after, Language::Nb, today()).as_deref(),
            Some("Alle dager: før 08.00–09.00, nå 09.00–10.00.")
        );
    }

    #[test]
    fn much_that_changed_is_said_as_a_whole() {
        let one = |day: Weekday, start: &str| WeeklyRule {
            days: vec![day],
            ..rule(start, 60)
        };
        let before = Schedule::of_week(vec![rule("08:00", 60)]);
        let after = Schedule::of_week(
            Weekday::ALL
                .into_iter()
                .map(|day| one(day, &format!("{:02}:00", 10 + day.index())))
                .collect(),
        );
        let said = news(&before, &after, Language::Nb, today());
        assert_eq!(said, Some(summary_on(&after, Language::Nb, today())));
    }

    #[test]
    fn a_night_is_told_once_and_drawn_on_both_dates() {
        let night = Schedule::of_week(vec![rule("18:00", 720)]);
        let strip = strip(&compile(&night).expect("it makes sense"), today());
        assert_eq!(strip.len(), 14);
        assert_eq!(strip[0].day.date, today());
        assert_eq!(strip[0].day.spans.len(), 1);
        let drawn: Vec<_> = strip[0].bars.iter().map(|b| (b.from, b.length)).collect();
        assert_eq!(drawn, [(0, 250), (750, 250)]);
    }
}
