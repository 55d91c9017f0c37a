//! The engine against an oracle that is slow and obviously right: every minute of two weeks is
//! a cell, every span is painted into the cells it covers, and the best state wins.
//!
//! The oracle shares no code with the engine: it reads the document's text with chrono, asks
//! chrono-tz for every local time, and knows the holidays by another Easter formula (Gauss).

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;
use proptest::prelude::*;
use veiviser_schema::hours::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy,
    HolidayRule, Mode, RuleState, Schedule, Season, Span, State, WeekParity, Weekday, WeeklyRule,
    compile,
};

pub const WINDOW_DAYS: i64 = 14;

// ---- the oracle ----

/// Gauss's Easter, as printed in every almanac.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let k = year / 100;
    let p = (13 + 8 * k) / 25;
    let q = k / 4;
    let m = (15 - p + k - q) % 30;
    let n = (4 + k - q) % 7;
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let mut days = 22 + d + e;
    if d == 29 && e == 6 {
        days -= 7;
    }
    if d == 28 && e == 6 && (11 * m + 11) % 30 < 19 {
        days -= 7;
    }
    NaiveDate::from_ymd_opt(year, 3, 1).unwrap() + TimeDelta::days(i64::from(days) - 1)
}

fn is_key(date: NaiveDate, key: HolidayKey) -> bool {
    let md = (date.month(), date.day());
    let after = (date - easter(date.year())).num_days();
    match key {
        HolidayKey::NewYearsDay => md == (1, 1),
        HolidayKey::WednesdayBeforeEaster => after == -4,
        HolidayKey::MaundyThursday => after == -3,
        HolidayKey::GoodFriday => after == -2,
        HolidayKey::EasterEve => after == -1,
        HolidayKey::EasterSunday => after == 0,
        HolidayKey::EasterMonday => after == 1,
        HolidayKey::LabourDay => md == (5, 1),
        HolidayKey::ConstitutionDay => md == (5, 17),
        HolidayKey::AscensionDay => after == 39,
        HolidayKey::WhitEve => after == 48,
        HolidayKey::WhitSunday => after == 49,
        HolidayKey::WhitMonday => after == 50,
        HolidayKey::ChristmasEve => md == (12, 24),
        HolidayKey::ChristmasDay => md == (12, 25),
        HolidayKey::BoxingDay => md == (12, 26),
        HolidayKey::NewYearsEve => md == (12, 31),
    }
}

fn is_public(date: NaiveDate) -> bool {
    use HolidayKey as K;
    let eves = [
        K::WednesdayBeforeEaster,
        K::EasterEve,
        K::WhitEve,
        K::ChristmasEve,
        K::NewYearsEve,
    ];
    K::ALL
        .into_iter()
        .any(|key| !eves.contains(&key) && is_key(date, key))
}

fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// Spans of a date as (start, minutes, state).
fn spans_on(schedule: &Schedule, day: NaiveDate) -> Vec<(String, i32, RuleState)> {
    let of = |spans: &[Span]| {
        spans
            .iter()
            .map(|s| (s.start.clone(), s.duration_minutes, s.state))
            .collect::<Vec<_>>()
    };
    let mut exceptions: Vec<&DatedException> = schedule
        .exceptions
        .iter()
        .filter(|e| date(&e.from) <= day && day <= date(&e.to))
        .collect();
    // Sorting is stable: the earlier listed stays first.
    exceptions.sort_by_key(|e| date(&e.to) - date(&e.from));
    if let Some(exception) = exceptions.first() {
        return of(&exception.spans);
    }
    match schedule.mode {
        Mode::Always => return vec![("00:00".into(), 1440, RuleState::Open)],
        Mode::AppointmentOnly => return vec![("00:00".into(), 1440, RuleState::Appointment)],
        Mode::NotStated => return Vec::new(),
        Mode::Scheduled => {}
    }
    let mut weekday = day.weekday().num_days_from_monday() as usize;
    let chosen = schedule
        .holidays
        .overrides
        .iter()
        .find(|o| o.choice != HolidayChoice::Policy && is_key(day, o.key));
    let choice = match (chosen, schedule.holidays.rule) {
        (Some(chosen), _) => chosen.choice,
        (None, _) if !is_public(day) => HolidayChoice::Normal,
        (None, HolidayRule::Closed) => HolidayChoice::Closed,
        (None, HolidayRule::Normal) => HolidayChoice::Normal,
        (None, HolidayRule::AsSunday) => HolidayChoice::AsSunday,
    };
    match choice {
        HolidayChoice::Hours => return of(&chosen.unwrap().spans),
        HolidayChoice::Closed => return Vec::new(),
        HolidayChoice::AsSunday => weekday = 6,
        HolidayChoice::Normal | HolidayChoice::Policy => {}
    }
    let dated = schedule
        .seasons
        .iter()
        .find(|s| s.from.len() > 5 && date(&s.from) <= day && day <= date(&s.to));
    let md = day.format("%m-%d").to_string();
    let recurring = || {
        schedule.seasons.iter().find(|s| {
            let wraps = s.from > s.to;
            s.from.len() == 5
                && if wraps {
                    md >= s.from || md <= s.to
                } else {
                    s.from <= md && md <= s.to
                }
        })
    };
    let rules = dated
        .or_else(recurring)
        .map_or(&schedule.weekly, |season| &season.rules);
    rules
        .iter()
        .filter(|rule| rule_covers(rule, day, weekday))
        .map(|r| (r.start.clone(), r.duration_minutes, r.state))
        .collect()
}

fn rule_covers(rule: &WeeklyRule, day: NaiveDate, weekday: usize) -> bool {
    let odd = day.iso_week().week() % 2 == 1;
    let nth = (day.day() as i32 - 1) / 7 + 1;
    let last = (day + Days::new(7)).month() != day.month();
    rule.days.iter().any(|d| *d as usize == weekday)
        && match rule.weeks {
            WeekParity::Every => true,
            WeekParity::Odd => odd,
            WeekParity::Even => !odd,
        }
        && (rule.nth.is_empty() || rule.nth.contains(&nth) || (last && rule.nth.contains(&-1)))
}

/// RFC 5545: twice is the first time, never takes the offset before the gap.
fn instant(tz: Tz, local: NaiveDateTime) -> i64 {
    if let Some(first) = tz.from_local_datetime(&local).earliest() {
        return first.timestamp();
    }
    // Before any gap there is a time that exists; a whole date may be skipped.
    let mut before = local;
    loop {
        before -= TimeDelta::minutes(30);
        if let Some(known) = tz.from_local_datetime(&before).latest() {
            return local.and_utc().timestamp() - i64::from(known.offset().fix().local_minus_utc());
        }
    }
}

fn rank(state: RuleState) -> State {
    match state {
        RuleState::Open => State::Open,
        RuleState::Appointment => State::Appointment,
    }
}

/// One cell a minute from an instant on.
fn paint(schedule: &Schedule, from: i64) -> Vec<State> {
    let cells = (WINDOW_DAYS * 1440) as usize;
    if schedule.mode == Mode::NotStated {
        return vec![State::Unknown; cells];
    }
    let tz: Tz = schedule.time_zone.parse().unwrap();
    let mut painted = vec![State::Closed; cells];
    let cell = |instant: i64| ((instant - from) / 60).clamp(0, cells as i64) as usize;
    let first = DateTime::from_timestamp(from, 0).unwrap().date_naive() - Days::new(4);
    for offset in 0..(WINDOW_DAYS as u64 + 8) {
        let day = first + Days::new(offset);
        for (start, minutes, state) in spans_on(schedule, day) {
            let start = day.and_time(NaiveTime::parse_from_str(&start, "%H:%M").unwrap());
            let end = start + TimeDelta::minutes(i64::from(minutes));
            let (start, end) = (instant(tz, start), instant(tz, end));
            let state = if schedule.mode == Mode::AppointmentOnly {
                State::Appointment
            } else {
                rank(state)
            };
            for cell in painted.iter_mut().take(cell(end)).skip(cell(start)) {
                *cell = state.max(*cell);
            }
        }
    }
    for closure in &schedule.closures {
        let moment = |text: &str| {
            instant(
                tz,
                NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap(),
            )
        };
        for cell in painted
            .iter_mut()
            .take(cell(moment(&closure.to)))
            .skip(cell(moment(&closure.from)))
        {
            *cell = State::Closed;
        }
    }
    painted
}

// ---- the comparison ----

fn utc(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn agree(schedule: &Schedule, from: i64) -> Result<(), TestCaseError> {
    let compiled =
        compile(schedule).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
    let painted = paint(schedule, from);
    // The next cell of another state, for each cell.
    let mut next = vec![None; painted.len()];
    for i in (0..painted.len() - 1).rev() {
        next[i] = if painted[i + 1] == painted[i] {
            next[i + 1]
        } else {
            Some(i + 1)
        };
    }
    for i in 0..painted.len() {
        let edge = i > 0 && painted[i - 1] != painted[i];
        let before_edge = i + 1 < painted.len() && painted[i + 1] != painted[i];
        if !(edge || before_edge || i % 23 == 0) {
            continue;
        }
        for second in [0, 59] {
            let at = utc(from + i as i64 * 60 + second);
            prop_assert_eq!(
                compiled.state_at(at).state,
                painted[i],
                "state at {} of {:#?}",
                at,
                schedule
            );
            let change = compiled.next_change(at);
            match next[i] {
                Some(cell) => {
                    let expected = (utc(from + cell as i64 * 60), painted[cell]);
                    prop_assert_eq!(
                        change.map(|c| (c.at, c.state)),
                        Some(expected),
                        "next after {} of {:#?}",
                        at,
                        schedule
                    );
                }
                None => {
                    let end = utc(from + painted.len() as i64 * 60);
                    prop_assert!(
                        change.is_none_or(|c| c.at >= end),
                        "next after {} is {:?} of {:#?}",
                        at,
                        change,
                        schedule
                    );
                }
            }
        }
    }
    for day in compiled.days(
        utc(from).date_naive() + Days::new(2),
        utc(from).date_naive() + Days::new(9),
    ) {
        for span in &day.spans {
            let (start, end) = (span.start.timestamp(), span.end.timestamp());
            for instant in (start..end).step_by(60 * 7) {
                let cell = ((instant - from) / 60) as usize;
                if let Some(&state) = painted.get(cell) {
                    prop_assert!(
                        state >= span.state,
                        "{:?} at {} of {:#?}",
                        day,
                        utc(instant),
                        schedule
                    );
                }
            }
        }
    }
    Ok(())
}

// ---- random schedules, thick where the traps are ----

/// Zone and a date the window begins on: clock changes, Easter, week 53, leap day, skipped dates,
/// a change at midnight, a half-hour change.
const STAGES: [(&str, &str); 16] = [
    ("Europe/Oslo", "2026-03-22"),
    ("Europe/Oslo", "2026-10-18"),
    ("Europe/Oslo", "2026-03-28"),
    ("Europe/Oslo", "2026-10-24"),
    ("Europe/Oslo", "2026-12-19"),
    ("Europe/Oslo", "2027-05-10"),
    ("Europe/Oslo", "2008-04-28"),
    ("Europe/Oslo", "2028-02-22"),
    ("Europe/Oslo", "2026-06-10"),
    ("America/New_York", "2026-10-27"),
    ("America/St_Johns", "2010-11-02"),
    ("Australia/Lord_Howe", "2026-09-28"),
    ("Pacific/Apia", "2011-12-25"),
    ("Africa/Cairo", "2026-04-20"),
    ("America/Santiago", "2026-08-31"),
    ("Asia/Kathmandu", "2026-12-27"),
];

fn minute() -> impl Strategy<Value = i32> {
    prop_oneof![3 => (0..48).prop_map(|half| half * 30), 1 => 0..1440, 2 => 60..240, 1 => Just(0)]
}

fn length() -> impl Strategy<Value = i32> {
    prop_oneof![3 => (1..48).prop_map(|half| half * 30), 1 => 1..=1440, 1 => Just(1440), 1 => 1..100]
}

fn clock(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn state() -> impl Strategy<Value = RuleState> {
    prop_oneof![3 => Just(RuleState::Open), 1 => Just(RuleState::Appointment)]
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let span = (minute(), length(), state());
    proptest::collection::vec(
        span.prop_map(|(m, d, state)| Span {
            start: clock(m),
            duration_minutes: d,
            state,
        }),
        0..3,
    )
}

fn rule() -> impl Strategy<Value = WeeklyRule> {
    let weeks = prop_oneof![4 => Just(WeekParity::Every), 1 => Just(WeekParity::Odd), 1 => Just(WeekParity::Even)];
    let nth = prop_oneof![4 => Just(vec![]), 1 => proptest::collection::vec(prop_oneof![1..=5, Just(-1)], 1..3)];
    let days = prop_oneof![3 => proptest::collection::vec(0..7_usize, 1..6), 2 => Just((0..7).collect::<Vec<_>>())];
    (days, minute(), length(), state(), weeks, nth).prop_map(
        |(days, start, duration_minutes, state, weeks, nth)| WeeklyRule {
            days: days.into_iter().map(Weekday::from_index).collect(),
            start: clock(start),
            duration_minutes,
            state,
            weeks,
            nth,
            ..WeeklyRule::default()
        },
    )
}

fn holidays() -> impl Strategy<Value = HolidayPolicy> {
    let rule = prop_oneof![
        Just(HolidayRule::Closed),
        Just(HolidayRule::Normal),
        Just(HolidayRule::AsSunday)
    ];
    let choice = prop_oneof![
        3 => Just(HolidayChoice::Hours),
        1 => Just(HolidayChoice::Policy),
        1 => Just(HolidayChoice::Closed),
        1 => Just(HolidayChoice::Normal),
        1 => Just(HolidayChoice::AsSunday),
    ];
    let one = (0..17_usize, choice, spans()).prop_map(|(key, choice, spans)| HolidayOverride {
        key: HolidayKey::ALL[key],
        choice,
        spans,
        confirmed_years: vec![],
    });
    (rule, proptest::collection::vec(one, 0..5))
        .prop_map(|(rule, overrides)| HolidayPolicy { rule, overrides })
}

/// A schedule, and the instant its window of dates begins.
pub fn schedule() -> impl Strategy<Value = (Schedule, i64)> {
    let mode = prop_oneof![8 => Just(Mode::Scheduled), 2 => Just(Mode::Always), 1 => Just(Mode::AppointmentOnly), 1 => Just(Mode::NotStated)];
    let rules = || proptest::collection::vec(rule(), 0..4);
    let near = || (-3..16_i64, 0..6_i64);
    let exceptions = proptest::collection::vec((near(), spans()), 0..4);
    let closures = proptest::collection::vec((near(), minute(), minute()), 0..3);
    let seasons = proptest::collection::vec((near(), any::<bool>(), rules()), 0..3);
    (
        0..STAGES.len(),
        mode,
        rules(),
        seasons,
        holidays(),
        exceptions,
        closures,
    )
        .prop_map(
            |(stage, mode, weekly, seasons, holidays, exceptions, closures)| {
                let (zone, begin) = STAGES[stage];
                let begin = date(begin);
                let day = |offset: i64| begin + TimeDelta::days(offset);
                let schedule = Schedule {
                    mode,
                    time_zone: zone.into(),
                    weekly,
                    seasons: seasons
                        .into_iter()
                        .map(|((from, length), dated, rules)| {
                            let form = if dated { "%Y-%m-%d" } else { "%m-%d" };
                            let show = |date: NaiveDate| date.format(form).to_string();
                            Season {
                                from: show(day(from)),
                                to: show(day(from + length)),
                                rules,
                                ..Season::default()
                            }
                        })
                        .collect(),
                    holidays,
                    exceptions: exceptions
                        .into_iter()
                        .map(|((from, length), spans)| DatedException {
                            from: day(from).to_string(),
                            to: day(from + length).to_string(),
                            spans,
                            ..DatedException::default()
                        })
                        .collect(),
                    closures: closures
                        .into_iter()
                        .map(|((from, length), start, end)| {
                            let end = if length == 0 {
                                end.max(start + 1).min(1439)
                            } else {
                                end
                            };
                            let start = if length == 0 {
                                start.min(end - 1)
                            } else {
                                start
                            };
                            Closure {
                                from: format!("{}T{}", day(from), clock(start)),
                                to: format!("{}T{}", day(from + length), clock(end)),
                                ..Closure::default()
                            }
                        })
                        .collect(),
                };
                (
                    schedule,
                    begin.and_time(NaiveTime::MIN).and_utc().timestamp(),
                )
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_oracle_minute_by_minute((schedule, from) in schedule()) {
        agree(&schedule, from)?;
    }
}

#[test]
fn the_oracle_finds_a_wrong_minute() {
    // The comparison itself can fail: a schedule held against another's painting must differ.
    let office = crate::sample::office();
    let from = utc(1_774_137_600).timestamp();
    let painted = paint(&office, from);
    let other = paint(&crate::sample::legevakt(), from);
    assert_ne!(painted, other);
    assert!(painted.contains(&State::Open) && painted.contains(&State::Closed));
}
