//! Schedules the tests share.

use veiviser_schema::hours::{
    DatedException, HolidayKey, HolidayOverride, HolidayRule, Schedule, Season, Span, Weekday,
    WeeklyRule,
};
use veiviser_schema::text::LocalizedText;

pub fn days(list: &[usize]) -> Vec<Weekday> {
    list.iter()
        .map(|&day| Weekday::from_index(day - 1))
        .collect()
}

pub fn rule(on: &[usize], start: &str, minutes: i32) -> WeeklyRule {
    WeeklyRule {
        days: days(on),
        start: start.into(),
        duration_minutes: minutes,
        ..WeeklyRule::default()
    }
}

pub fn span(start: &str, minutes: i32) -> Span {
    Span {
        start: start.into(),
        duration_minutes: minutes,
        ..Span::default()
    }
}

pub fn text(nb: &str, nn: &str, en: &str) -> LocalizedText {
    LocalizedText::new(nb, nn, en)
}

/// Weekdays 08.00–15.30.
pub fn office() -> Schedule {
    Schedule::of_week(vec![rule(&[1, 2, 3, 4, 5], "08:00", 450)])
}

/// Out-of-hours clinic: weekdays 15.30–08, weekends and holidays 08–08.
pub fn legevakt() -> Schedule {
    let mut schedule = Schedule::of_week(vec![
        rule(&[1, 2, 3, 4, 5], "15:30", 990),
        rule(&[6, 7], "08:00", 1440),
    ]);
    schedule.holidays.rule = HolidayRule::AsSunday;
    schedule
}

pub fn holiday(key: HolidayKey, spans: Vec<Span>) -> HolidayOverride {
    HolidayOverride {
        key,
        spans,
        ..HolidayOverride::default()
    }
}

pub fn exception(from: &str, to: &str, spans: Vec<Span>) -> DatedException {
    DatedException {
        from: from.into(),
        to: to.into(),
        spans,
        ..DatedException::default()
    }
}

pub fn season(from: &str, to: &str, rules: Vec<WeeklyRule>) -> Season {
    Season {
        from: from.into(),
        to: to.into(),
        rules,
        ..Season::default()
    }
}
