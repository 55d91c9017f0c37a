//! Against the OpenStreetMap engine `opening-hours` 2.1.4, on what both mean the same by: hours
//! that end on the date they begin, no clock change near, nothing lost in the export.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Oslo;
use opening_hours::localization::{Country, TzLocation};
use opening_hours::{Context, OpeningHours};
use proptest::prelude::*;
use veiviser_schema::hours::{
    DatedException, HolidayKey, HolidayOverride, HolidayRule, Schedule, Season, Span, State,
    WeekParity, Weekday, WeeklyRule, compile, osm,
};

fn other(value: &str) -> OpeningHours<TzLocation<chrono_tz::Tz>> {
    let context = Context::default()
        .with_holidays(Country::NO.holidays())
        .with_locale(TzLocation::new(Oslo));
    value
        .parse::<OpeningHours>()
        .unwrap_or_else(|error| panic!("{value}: {error}"))
        .with_context(context)
}

fn near_clock_change(at: DateTime<Utc>) -> bool {
    let offset = |at: DateTime<Utc>| {
        chrono::Offset::fix(&Oslo.offset_from_utc_datetime(&at.naive_utc())).local_minus_utc()
    };
    offset(at - TimeDelta::days(3)) != offset(at + TimeDelta::days(3))
}

fn clock(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Up to two spans of a date that neither meet nor pass midnight.
fn spans() -> impl Strategy<Value = Vec<Span>> {
    let morning = (0..20_i32, 1..4_i32).prop_map(|(start, length)| (start * 30, length * 30));
    let evening = (24..40_i32, 1..8_i32).prop_map(|(start, length)| (start * 30, length * 30));
    (proptest::option::of(morning), proptest::option::of(evening)).prop_map(|(morning, evening)| {
        let span = |(start, duration_minutes)| Span {
            start: clock(start),
            duration_minutes,
            ..Span::default()
        };
        morning.into_iter().chain(evening).map(span).collect()
    })
}

/// A week in which every weekday is named by one group of hours only.
fn week(conditions: bool) -> impl Strategy<Value = Vec<WeeklyRule>> {
    let parity = if conditions {
        prop_oneof![3 => Just(WeekParity::Every), 1 => Just(WeekParity::Odd), 1 => Just(WeekParity::Even)].boxed()
    } else {
        Just(WeekParity::Every).boxed()
    };
    (
        proptest::collection::vec(0..3_usize, 7),
        proptest::collection::vec(spans(), 3),
        parity,
    )
        .prop_map(|(groups, hours, weeks)| {
            let mut rules = Vec::new();
            for (group, spans) in hours.into_iter().enumerate() {
                let days: Vec<Weekday> = (0..7)
                    .filter(|&day| groups[day] == group)
                    .map(Weekday::from_index)
                    .collect();
                for Span {
                    start,
                    duration_minutes,
                    state,
                } in spans
                {
                    if !days.is_empty() {
                        rules.push(WeeklyRule {
                            days: days.clone(),
                            start,
                            duration_minutes,
                            state,
                            weeks,
                            ..WeeklyRule::default()
                        });
                    }
                }
            }
            rules
        })
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let season = (1..12_u32, 1..28_u32, 1..12_u32, 1..28_u32, week(false)).prop_map(
        |(m1, d1, m2, d2, rules)| Season {
            from: format!("{m1:02}-{d1:02}"),
            to: format!("{m2:02}-{d2:02}"),
            rules,
            ..Season::default()
        },
    );
    let exception = (0..700_i64, 0..20_i64, spans()).prop_map(|(from, length, spans)| {
        let day = |offset| {
            (NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(offset)).to_string()
        };
        DatedException {
            from: day(from),
            to: day(from + length),
            spans,
            ..DatedException::default()
        }
    });
    let holiday = (
        prop_oneof![
            Just(HolidayKey::ChristmasEve),
            Just(HolidayKey::EasterEve),
            Just(HolidayKey::LabourDay),
            Just(HolidayKey::WhitMonday)
        ],
        spans(),
    )
        .prop_map(|(key, spans)| HolidayOverride {
            key,
            spans,
            ..HolidayOverride::default()
        });
    (
        week(true),
        proptest::option::of(season),
        any::<bool>(),
        proptest::option::of(holiday),
        proptest::collection::vec(exception, 0..4),
    )
        .prop_map(|(weekly, season, closed, holiday, exceptions)| {
            let mut schedule = Schedule::of_week(weekly);
            schedule.seasons.extend(season);
            schedule.holidays.rule = if closed {
                HolidayRule::Closed
            } else {
                HolidayRule::Normal
            };
            schedule.holidays.overrides.extend(holiday);
            schedule.exceptions = exceptions;
            schedule
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn both_engines_say_the_same(schedule in schedule(), minutes in proptest::collection::vec(0..700 * 1440_i64, 24)) {
        let exported = osm::export(&schedule);
        prop_assert!(!exported.lossy, "{:?}", exported);
        let value = exported.value.unwrap();
        let (ours, theirs) = (compile(&schedule).unwrap(), other(&value));
        for minute in minutes {
            let at = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap() + TimeDelta::minutes(minute);
            if near_clock_change(at) {
                continue;
            }
            let local = at.with_timezone(&Oslo);
            prop_assert_eq!(ours.state_at(at).state == State::Open, theirs.is_open(local), "{} at {}", value, local);
            // Theirs has no horizon, and ours looks 400 days ahead; both are asked about what is near.
            let next = ours.next_change(at).map(|change| change.at);
            if next.is_some_and(|next| !near_clock_change(next) && next - at < TimeDelta::days(60)) {
                prop_assert_eq!(next, theirs.next_change(local).map(|at| at.to_utc()), "{} after {}", value, local);
            }
        }
    }
}

#[test]
fn where_the_other_engine_is_wrong() {
    // A line that is always open is not closed for a minute when the clock is put back.
    let fold: DateTime<Utc> = "2026-10-25T00:59:30Z".parse().unwrap();
    assert_eq!(
        compile(&Schedule::always()).unwrap().state_at(fold).state,
        State::Open
    );
    assert!(
        !other("24/7").is_open(fold.with_timezone(&Oslo)),
        "2.1.4 was right after all: say so in the docs"
    );
    // The night that begins on Saturday goes on into Easter Sunday.
    let rule = WeeklyRule {
        days: vec![Weekday::Friday, Weekday::Saturday],
        start: "22:00".into(),
        duration_minutes: 240,
        ..WeeklyRule::default()
    };
    let night = Schedule::of_week(vec![rule]);
    let easter: DateTime<Utc> = "2026-04-04T22:30:00Z".parse().unwrap();
    assert_eq!(easter.with_timezone(&Oslo).day(), 5);
    assert_eq!(compile(&night).unwrap().state_at(easter).state, State::Open);
    assert!(!other("Fr,Sa 22:00-02:00; PH off").is_open(easter.with_timezone(&Oslo)));
}
