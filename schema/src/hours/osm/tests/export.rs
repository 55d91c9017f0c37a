//! What is written.

use super::super::{OsmLoss, export};
use crate::hours::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayOverride, HolidayRule, RuleState,
    Schedule, Season, Span, WeekParity, Weekday, WeeklyRule,
};

fn rule(days: &[usize], start: &str, minutes: i32) -> WeeklyRule {
    WeeklyRule {
        days: days.iter().map(|&day| Weekday::from_index(day)).collect(),
        start: start.into(),
        duration_minutes: minutes,
        ..WeeklyRule::default()
    }
}

fn value(schedule: &Schedule) -> String {
    export(schedule).value.unwrap()
}

#[test]
fn an_office_loses_nothing() {
    let office = Schedule::of_week(vec![
        rule(&[0, 1, 2, 3, 4], "08:00", 240),
        rule(&[0, 1, 2, 3, 4], "12:30", 180),
    ]);
    let exported = export(&office);
    assert_eq!(
        exported.value.as_deref(),
        Some("Mo-Fr 08:00-12:00,12:30-15:30; PH off")
    );
    assert!(!exported.lossy);
}

#[test]
fn nights_conditions_and_appointments() {
    let mut schedule = Schedule::of_week(vec![
        rule(&[4, 5], "22:00", 240),
        rule(&[6], "08:00", 1440),
        rule(&[1], "17:00", 120),
        rule(&[0], "10:00", 60),
    ]);
    schedule.weekly[2].nth = vec![1, -1];
    schedule.weekly[3].weeks = WeekParity::Odd;
    schedule.holidays.rule = HolidayRule::Normal;
    assert_eq!(
        value(&schedule),
        "Fr,Sa 22:00-02:00, Su 08:00-32:00, Tu[1,-1] 17:00-19:00, week 01-53/2 Mo 10:00-11:00"
    );
    let mut mixed = Schedule::of_week(vec![rule(&[0], "09:00", 360), rule(&[0], "15:00", 120)]);
    mixed.weekly[1].state = RuleState::Appointment;
    let exported = export(&mixed);
    assert_eq!(
        exported.value.as_deref(),
        Some("Mo 09:00-15:00, Mo 15:00-17:00 unknown \"by appointment\"; PH off")
    );
    assert_eq!(exported.losses, [OsmLoss::Appointment]);
}

#[test]
fn the_last_word_is_written_last() {
    let mut schedule = Schedule::of_week(vec![rule(&[0, 1, 2, 3, 4], "08:00", 450)]);
    schedule.seasons = vec![Season {
        from: "06-15".into(),
        to: "08-15".into(),
        rules: vec![rule(&[0], "08:00", 60)],
        ..Season::default()
    }];
    schedule.holidays.overrides = vec![HolidayOverride {
        key: HolidayKey::WednesdayBeforeEaster,
        spans: vec![Span {
            start: "08:00".into(),
            duration_minutes: 240,
            ..Span::default()
        }],
        ..HolidayOverride::default()
    }];
    schedule.exceptions = vec![
        DatedException {
            from: "2026-12-22".into(),
            to: "2026-12-22".into(),
            ..DatedException::default()
        },
        DatedException {
            from: "2026-12-21".into(),
            to: "2027-01-03".into(),
            ..DatedException::default()
        },
    ];
    schedule.closures = vec![Closure {
        from: "2026-11-25T10:00".into(),
        to: "2026-11-25T11:00".into(),
        ..Closure::default()
    }];
    assert_eq!(
        value(&schedule),
        "Mo-Fr 08:00-15:30; Jun 15-Aug 15 off; Jun 15-Aug 15 Mo 08:00-09:00; PH off; easter -4 days 08:00-12:00; \
         2026 Dec 21-2027 Jan 03 off; 2026 Dec 22 off; 2026 Nov 25 10:00-11:00 off"
    );
}

#[test]
fn blank_is_never_written() {
    let exported = export(&Schedule::default());
    assert_eq!(
        (exported.value, exported.losses),
        (None, vec![OsmLoss::NotStated])
    );
    assert_eq!(value(&Schedule::always()), "24/7");
    assert_eq!(value(&Schedule::of_week(vec![])), "off; PH off");
}

#[test]
fn sundays_of_some_weeks_are_no_holiday_hours() {
    for (nth, weeks) in [(vec![4], WeekParity::Every), (Vec::new(), WeekParity::Odd)] {
        let mut schedule = Schedule::of_week(vec![WeeklyRule {
            nth,
            weeks,
            ..rule(&[6], "08:00", 60)
        }]);
        assert_eq!(export(&schedule).losses, []);
        schedule.holidays.rule = HolidayRule::AsSunday;
        assert_eq!(export(&schedule).losses, [OsmLoss::SundayOfSomeWeeks]);
        schedule.holidays.rule = HolidayRule::Closed;
        schedule.holidays.overrides = vec![HolidayOverride {
            key: HolidayKey::ChristmasDay,
            choice: HolidayChoice::AsSunday,
            ..HolidayOverride::default()
        }];
        assert_eq!(export(&schedule).losses, [OsmLoss::SundayOfSomeWeeks]);
        // Also in the season the holiday would be in.
        schedule.weekly.clear();
        schedule.seasons = vec![Season {
            from: "12-01".into(),
            to: "12-31".into(),
            ..Season::default()
        }];
        assert_eq!(export(&schedule).losses, [OsmLoss::SundayInSeason]);
    }
}

#[test]
fn a_night_is_named_wherever_it_stands() {
    let night = || Span {
        start: "22:00".into(),
        duration_minutes: 240,
        ..Span::default()
    };
    // Long days are no nights.
    let mut schedule = Schedule::of_week(vec![rule(&[0], "07:00", 600)]);
    schedule.exceptions = vec![DatedException {
        from: "2026-12-21".into(),
        to: "2026-12-21".into(),
        ..DatedException::default()
    }];
    assert_eq!(export(&schedule).losses, []);
    let mut short = schedule.clone();
    short.weekly[0] = rule(&[0], "22:00", 240);
    let mut holiday = schedule.clone();
    holiday.holidays.overrides = vec![HolidayOverride {
        key: HolidayKey::ChristmasEve,
        spans: vec![night()],
        ..HolidayOverride::default()
    }];
    let mut season = schedule.clone();
    season.seasons = vec![Season {
        from: "06-15".into(),
        to: "08-15".into(),
        rules: vec![rule(&[0], "22:00", 240)],
        ..Season::default()
    }];
    schedule.exceptions[0].spans = vec![night()];
    for schedule in [schedule, short, holiday, season] {
        assert_eq!(export(&schedule).losses, [OsmLoss::NightTail]);
    }
}
