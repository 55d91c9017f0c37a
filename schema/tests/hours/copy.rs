//! Copying hours: in place of what stands there, or beside it.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use veiviser_schema::hours::copy::{Copied, How, Part, copy};
use veiviser_schema::hours::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayPolicy,
    HolidayRule, Mode, Schedule, Season, Severity, ValidationContext, WeekParity, Weekday,
    WeeklyRule, diff, regular_hours, validate,
};
use veiviser_schema::text::Language;

use crate::sample::*;

fn add(target: &Schedule, source: &Schedule) -> Copied {
    copy(How::Add, target, source)
}

#[track_caller]
fn told(copied: &Copied) -> Vec<String> {
    let sentence = |c: &veiviser_schema::hours::copy::Collision| c.describe(Language::Nb);
    copied.collisions.iter().map(sentence).collect()
}

#[test]
fn a_replacement_says_what_the_source_says() {
    let copied = copy(How::Replace, &legevakt(), &office());
    assert_eq!(copied.schedule, office());
    assert!(copied.collisions.is_empty());
}

#[test]
fn an_evening_is_added_beside_the_day() {
    let evening = Schedule::of_week(vec![rule(&[2, 4], "17:00", 120)]);
    let copied = add(&office(), &evening);
    assert!(copied.collisions.is_empty());
    assert_eq!(
        regular_hours(&copied.schedule, Language::Nb),
        "Mandag, onsdag og fredag 08.00–15.30. Tirsdag og torsdag 08.00–15.30 og 17.00–19.00. Lørdag og søndag stengt. \
         Helligdager: stengt."
    );
}

#[test]
fn only_the_day_in_the_way_is_left_out() {
    let target = Schedule::of_week(vec![rule(&[3], "12:00", 240)]);
    let copied = add(&target, &office());
    assert_eq!(copied.schedule.weekly[0], target.weekly[0]);
    assert_eq!(copied.schedule.weekly[1].days, days(&[1, 2, 4, 5]));
    assert_eq!(
        told(&copied),
        ["Onsdag 08.00–15.30 – ikke lagt til, for her gjelder fra før: onsdag 12.00–16.00."]
    );
}

#[test]
fn the_end_of_a_night_is_in_the_way_of_the_morning() {
    let night = Schedule::of_week(vec![rule(&[7], "22:00", 660)]);
    let copied = add(&night, &office());
    assert_eq!(copied.schedule.weekly[1].days, days(&[2, 3, 4, 5]));
    assert_eq!(copied.collisions.len(), 1);
    // And the other way round.
    assert_eq!(add(&office(), &night).schedule, office());
}

#[test]
fn what_is_there_already_is_neither_doubled_nor_told() {
    let mut both = office();
    both.weekly.push(rule(&[6], "10:00", 120));
    let copied = add(&both, &office());
    assert_eq!(copied.schedule, both);
    assert!(copied.collisions.is_empty());
    // The same rule under other days is the same on the days it has.
    let split = Schedule::of_week(vec![
        rule(&[1, 2], "08:00", 450),
        rule(&[3, 4, 5], "08:00", 450),
    ]);
    assert_eq!(add(&split, &office()).schedule, split);
}

#[test]
fn weeks_that_never_meet_are_not_in_each_others_way() {
    let in_weeks = |weeks, start| {
        Schedule::of_week(vec![WeeklyRule {
            weeks,
            ..rule(&[1], start, 240)
        }])
    };
    let (odd, even) = (
        in_weeks(WeekParity::Odd, "09:00"),
        in_weeks(WeekParity::Even, "10:00"),
    );
    let copied = add(&odd, &even);
    assert!(copied.collisions.is_empty());
    assert_eq!(copied.schedule.weekly.len(), 2);
}

#[test]
fn special_days_are_added_and_what_they_meet_is_told() {
    let mut target = office();
    target.exceptions = vec![exception("2026-12-23", "2026-12-31", vec![])];
    target.holidays.overrides = vec![holiday(HolidayKey::ChristmasEve, vec![])];
    let mut source = office();
    source.exceptions = vec![
        exception("2026-12-24", "2026-12-24", vec![span("10:00", 120)]),
        exception("2026-11-25", "2026-11-25", vec![]),
    ];
    source.holidays.overrides = vec![
        holiday(HolidayKey::ChristmasEve, vec![span("10:00", 120)]),
        holiday(HolidayKey::NewYearsEve, vec![span("08:00", 240)]),
    ];
    source.holidays.rule = HolidayRule::AsSunday;
    source.closures = vec![Closure {
        from: "2026-11-26T12:00".into(),
        to: "2026-11-26T14:00".into(),
        ..Closure::default()
    }];
    source.seasons = vec![season(
        "06-15",
        "08-15",
        vec![rule(&[1, 2, 3, 4, 5], "09:00", 300)],
    )];
    let copied = add(&target, &source);
    assert_eq!(
        told(&copied),
        [
            "Helligdager: som søndag – ikke lagt til, for her gjelder fra før: helligdager: stengt.",
            "Julaften: 10.00–12.00 – ikke lagt til, for her gjelder fra før: julaften: stengt.",
            "24. desember 2026: 10.00–12.00 – ikke lagt til, for her gjelder fra før: 23.–31. desember 2026: stengt.",
        ]
    );
    assert_eq!(
        diff(&target, &copied.schedule, Language::Nb),
        [
            "15. juni–15. august: lagt til (mandag–fredag 09.00–14.00; lørdag og søndag stengt).",
            "Nyttårsaften: før som vanlig, nå 08.00–12.00.",
            "25. november 2026: lagt til (stengt).",
            "26. november 2026 kl. 12.00–14.00: lagt til (midlertidig stengt).",
        ]
    );
}

#[test]
fn another_kind_of_hours_or_another_clock_is_told() {
    let copied = add(&Schedule::always(), &office());
    assert_eq!(copied.schedule, Schedule::always());
    assert!(matches!(copied.collisions[0].part, Part::Regular(_)));
    let abroad = Schedule {
        time_zone: "Europe/London".into(),
        exceptions: vec![exception("2026-12-24", "2026-12-24", vec![])],
        ..office()
    };
    let copied = add(&office(), &abroad);
    assert_eq!(copied.schedule, office());
    assert_eq!(
        told(&copied),
        ["Tidssone Europe/London – ikke lagt til, for her gjelder fra før: tidssone Europe/Oslo."]
    );
}

#[test]
fn where_nothing_was_told_adding_tells_it_and_untold_hours_add_nothing() {
    assert_eq!(add(&Schedule::default(), &legevakt()).schedule, legevakt());
    assert_eq!(add(&legevakt(), &Schedule::default()).schedule, legevakt());
}

#[test]
fn what_there_is_no_room_for_is_told() {
    let many = |year: i32| {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let one = |day| {
            let date = (first + Days::new(day)).to_string();
            exception(&date, &date, vec![])
        };
        Schedule {
            exceptions: (0..300).map(one).collect(),
            ..office()
        }
    };
    let copied = add(&many(2026), &many(2027));
    assert_eq!(copied.schedule.exceptions.len(), 400);
    assert_eq!(copied.collisions.len(), 200);
    assert!(copied.collisions[0].met.is_none());
}

/// Weeks that are right by themselves: at most one span in each of three parts of the day, a night among them.
fn week() -> impl Strategy<Value = Vec<WeeklyRule>> {
    let slot = proptest::option::of((0..2_i32, 1..3_i32));
    proptest::collection::vec((0..7_usize, [slot.clone(), slot.clone(), slot]), 0..4).prop_map(
        |list| {
            let mut rules: Vec<WeeklyRule> = Vec::new();
            let mut seen = [false; 7];
            for (day, slots) in list {
                if std::mem::replace(&mut seen[day], true) {
                    continue;
                }
                for (begins, slot) in [8, 12, 22].into_iter().zip(slots) {
                    let Some((later, longer)) = slot else {
                        continue;
                    };
                    let hours = if begins == 22 { 4 + longer } else { longer };
                    let start = format!("{:02}:00", begins + later);
                    let same = rules
                        .iter_mut()
                        .find(|rule| rule.start == start && rule.duration_minutes == hours * 60);
                    match same {
                        Some(rule) => rule.days.push(Weekday::from_index(day)),
                        None => rules.push(WeeklyRule {
                            days: vec![Weekday::from_index(day)],
                            start,
                            duration_minutes: hours * 60,
                            ..WeeklyRule::default()
                        }),
                    }
                }
            }
            rules
        },
    )
}

fn holidays() -> impl Strategy<Value = HolidayPolicy> {
    let choice = prop_oneof![
        Just(HolidayChoice::Closed),
        Just(HolidayChoice::Policy),
        Just(HolidayChoice::AsSunday)
    ];
    let rule = prop_oneof![Just(HolidayRule::Closed), Just(HolidayRule::Normal)];
    (
        rule,
        proptest::collection::vec(proptest::option::of(choice), 4),
    )
        .prop_map(|(rule, choices)| {
            let overrides = HolidayKey::ALL
                .into_iter()
                .zip(choices)
                .filter_map(|(key, choice)| {
                    choice.map(|choice| HolidayOverride {
                        key,
                        choice,
                        ..HolidayOverride::default()
                    })
                })
                .collect();
            HolidayPolicy { rule, overrides }
        })
}

/// Ranges that do not meet each other: begin and length in days of five.
fn ranges() -> impl Strategy<Value = Vec<(u64, u64)>> {
    proptest::collection::vec(proptest::option::of((0..2_u64, 0..3_u64)), 0..5).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .filter_map(|(i, range)| range.map(|(begin, more)| (i as u64 * 5 + begin, more)))
            .collect()
    })
}

fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 1).unwrap() + Days::new(day)
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let mode = prop_oneof![
        6 => Just(Mode::Scheduled),
        1 => Just(Mode::Always),
        1 => Just(Mode::AppointmentOnly),
        1 => Just(Mode::NotStated)
    ];
    let seasons = (ranges(), week());
    let zone = prop_oneof![9 => Just("Europe/Oslo"), 1 => Just("Arctic/Longyearbyen")];
    (mode, week(), holidays(), ranges(), ranges(), seasons, zone).prop_map(
        |(mode, weekly, holidays, exceptions, closures, (seasons, rules), zone)| {
            let scheduled = mode == Mode::Scheduled;
            let kept = |list: Vec<(u64, u64)>| if scheduled { list } else { Vec::new() };
            Schedule {
                mode,
                time_zone: zone.into(),
                weekly: if scheduled { weekly } else { Vec::new() },
                holidays: if scheduled {
                    holidays
                } else {
                    HolidayPolicy::default()
                },
                seasons: kept(seasons)
                    .into_iter()
                    .map(|(from, more)| Season {
                        from: date(from).format("%m-%d").to_string(),
                        to: date(from + more).format("%m-%d").to_string(),
                        rules: rules.clone(),
                        ..Season::default()
                    })
                    .collect(),
                exceptions: exceptions
                    .into_iter()
                    .map(|(from, more)| DatedException {
                        from: date(from).to_string(),
                        to: date(from + more).to_string(),
                        ..DatedException::default()
                    })
                    .collect(),
                closures: closures
                    .into_iter()
                    .map(|(from, more)| Closure {
                        from: format!("{}T10:00", date(from)),
                        to: format!("{}T12:00", date(from + more)),
                        ..Closure::default()
                    })
                    .collect(),
            }
        },
    )
}

fn errors(schedule: &Schedule) -> Vec<String> {
    let context = ValidationContext {
        today: date(0),
        crisis_line: false,
    };
    validate(schedule, context)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{:?} {}", problem.code, problem.path))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_of_two_right_schedules_is_right(target in schedule(), source in schedule()) {
        prop_assert_eq!(errors(&target), Vec::<String>::new(), "the sample itself");
        let copied = add(&target, &source);
        prop_assert_eq!(errors(&copied.schedule), Vec::<String>::new());
    }

    #[test]
    fn adding_twice_changes_nothing_more(target in schedule(), source in schedule()) {
        let once = add(&target, &source);
        let twice = add(&once.schedule, &source);
        prop_assert_eq!(&twice.schedule, &once.schedule);
        prop_assert_eq!(twice.collisions.len(), once.collisions.len());
    }

    #[test]
    fn nothing_of_the_target_is_lost_and_nothing_of_the_source_goes_untold(target in schedule(), source in schedule()) {
        let Copied { schedule, collisions } = add(&target, &source);
        prop_assert!(schedule.weekly.starts_with(&target.weekly));
        prop_assert!(schedule.seasons.starts_with(&target.seasons));
        prop_assert!(schedule.exceptions.starts_with(&target.exceptions));
        prop_assert!(schedule.closures.starts_with(&target.closures));
        if collisions.is_empty() && source.mode != Mode::NotStated {
            for exception in &source.exceptions {
                prop_assert_eq!(schedule.exceptions.iter().filter(|e| *e == exception).count(), 1);
            }
            for rule in &source.weekly {
                for day in &rule.days {
                    let times = schedule.weekly.iter().filter(|r| {
                        r.days.contains(day) && (&r.start, r.duration_minutes) == (&rule.start, rule.duration_minutes)
                    });
                    prop_assert_eq!(times.count(), 1);
                }
            }
        }
        for collision in &collisions {
            for language in Language::ALL {
                let text = collision.describe(language);
                prop_assert!(text.ends_with('.') && !text.contains(['{', '}']), "{}", text);
            }
        }
    }
}
