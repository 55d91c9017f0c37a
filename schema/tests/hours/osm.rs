//! OpenStreetMap's notation there and back: what is said to lose nothing answers as before.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use veiviser_schema::hours::{CompiledSchedule, RuleState, Schedule, State, compile, osm};

use crate::oracle::schedule;

/// Every state from an instant on, each with the instant it begins.
fn states(
    compiled: &CompiledSchedule,
    from: DateTime<Utc>,
    days: i64,
) -> Vec<(DateTime<Utc>, State)> {
    let mut states = vec![(from, compiled.state_at(from).state)];
    let mut at = from;
    while let Some(change) = compiled.next_change(at) {
        if change.at > from + TimeDelta::days(days) {
            break;
        }
        at = change.at;
        states.push((change.at, change.state));
    }
    states
}

/// Without what the notation has no word for: appointments, another zone and, where wanted, nights.
fn plain(mut schedule: Schedule, by_day: bool) -> Schedule {
    schedule.time_zone = "Europe/Oslo".into();
    let day = |start: &str, minutes: &mut i32, state: &mut RuleState| {
        *state = RuleState::Open;
        let (hour, minute) = start.split_once(':').unwrap();
        let start = hour.parse::<i32>().unwrap() * 60 + minute.parse::<i32>().unwrap();
        if by_day {
            *minutes = (*minutes).min(1440 - start);
        }
    };
    let seasons = schedule
        .seasons
        .iter_mut()
        .flat_map(|season| &mut season.rules);
    for rule in schedule.weekly.iter_mut().chain(seasons) {
        day(&rule.start, &mut rule.duration_minutes, &mut rule.state);
    }
    let holidays = schedule
        .holidays
        .overrides
        .iter_mut()
        .flat_map(|holiday| &mut holiday.spans);
    let exceptions = schedule
        .exceptions
        .iter_mut()
        .flat_map(|exception| &mut exception.spans);
    for span in holidays.chain(exceptions) {
        day(&span.start, &mut span.duration_minutes, &mut span.state);
    }
    schedule
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn what_loses_nothing_answers_as_before((schedule, from) in schedule(), by_day in prop::bool::weighted(0.8)) {
        let schedule = plain(schedule, by_day);
        let exported = osm::export(&schedule);
        prop_assume!(!exported.lossy);
        let value = exported.value.unwrap();
        let read = osm::import(&value);
        prop_assert_eq!(&read.not_understood, &Vec::<String>::new(), "{}", value);
        let from = DateTime::from_timestamp(from, 0).unwrap() - TimeDelta::days(5);
        let (ours, again) = (compile(&schedule).unwrap(), compile(&read.schedule).unwrap());
        prop_assert_eq!(states(&again, from, 500), states(&ours, from, 500), "{} of {:#?}", value, schedule);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_global_rejects: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_read_and_loses_nothing_is_read_again(rules in prop::collection::vec(prop::sample::select(vec![
        "Mo-Fr 08:00-15:30", "Mo,We 10:00-12:00,13:00-14:00", "Su 12:00-14:00", "Tu[1] 17:00-18:00", "week 01-53/2 Th 09:00-10:00", "PH off", "PH 10:00-11:00",
        "Jun 15-Aug 15 off", "Jun 15-Aug 15 Mo 08:00-09:00", "2026 Dec 21-2026 Dec 30 off", "2026 Dec 22-2026 Dec 31 09:00-10:00", "2026 Dec 21-2026 Dec 30 Mo-Fr 07:00-08:00",
        "Dec 24 10:00-12:00", "Dec 24 Mo-Su off", "easter +50 days 09:00-10:00", "May 17 off", "2026 Nov 25 10:00-11:00 off", "24/7", "off", "Sa off",
    ]), 1..7)) {
        let value = rules.join("; ");
        let first = osm::import(&value).schedule;
        let exported = osm::export(&first);
        prop_assume!(!exported.lossy);
        let again = osm::import(exported.value.as_deref().unwrap()).schedule;
        let from: DateTime<Utc> = "2026-11-01T00:00:00Z".parse().unwrap();
        let (one, other) = (compile(&first).unwrap(), compile(&again).unwrap());
        prop_assert_eq!(states(&one, from, 400), states(&other, from, 400), "{} became {:?}", value, exported.value);
    }
}
