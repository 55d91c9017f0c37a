//! Each code once where it must be told and, where it matters, once where it must not.

use veiviser_schema::hours::{
    Closure, DatedException, HolidayChoice, HolidayKey, HolidayRule, Mode, ProblemCode, RuleState,
    Schedule, Severity, ValidationContext, WeekParity, WeeklyRule, validate,
};
use veiviser_schema::text::{Language, LocalizedText};

use crate::sample::*;

fn context() -> ValidationContext {
    ValidationContext {
        today: "2026-11-21".parse().unwrap(),
        crisis_line: false,
    }
}

fn told(schedule: &Schedule) -> Vec<(ProblemCode, String)> {
    validate(schedule, context())
        .into_iter()
        .map(|problem| (problem.code, problem.path))
        .collect()
}

#[track_caller]
fn tells(schedule: &Schedule, code: ProblemCode, path: &str) {
    let told = told(schedule);
    assert!(
        told.contains(&(code, path.to_owned())),
        "no {code:?} at {path} in {told:?}"
    );
}

#[track_caller]
fn silent(schedule: &Schedule, code: ProblemCode) {
    let told = told(schedule);
    assert!(
        told.iter().all(|(other, _)| *other != code),
        "{code:?} in {told:?}"
    );
}

#[test]
fn a_plain_office_has_nothing_to_tell() {
    assert_eq!(told(&office()), []);
    assert_eq!(told(&Schedule::always()), []);
    assert_eq!(told(&Schedule::appointment_only()), []);
    assert_eq!(told(&Schedule::default()), []);
}

#[test]
fn time_format() {
    tells(
        &Schedule::of_week(vec![rule(&[1], "8.00", 60)]),
        ProblemCode::TimeFormat,
        "weekly[0].start",
    );
    tells(
        &Schedule::of_week(vec![rule(&[1], "x", -5)]),
        ProblemCode::TimeFormat,
        "weekly[0].start",
    );
    // A negative length is no matter of how it is written.
    let backwards = Schedule::of_week(vec![rule(&[1], "08:00", -5)]);
    assert_eq!(
        told(&backwards),
        [(
            ProblemCode::RangeReversed,
            "weekly[0].durationMinutes".to_owned()
        )]
    );
    let mut schedule = office();
    schedule.exceptions = vec![exception("1.12.2026", "2026-12-01", vec![])];
    tells(&schedule, ProblemCode::TimeFormat, "exceptions[0].from");
    // Also where the mode does not read it.
    tells(
        &Schedule {
            weekly: vec![rule(&[1], "x", 60)],
            ..Schedule::always()
        },
        ProblemCode::TimeFormat,
        "weekly[0].start",
    );
}

#[test]
fn start_equals_end() {
    tells(
        &Schedule::of_week(vec![rule(&[1], "08:00", 0)]),
        ProblemCode::StartEqualsEnd,
        "weekly[0].durationMinutes",
    );
}

#[test]
fn duration_gt_24h() {
    tells(
        &Schedule::of_week(vec![rule(&[1], "08:00", 1441)]),
        ProblemCode::DurationGt24h,
        "weekly[0].durationMinutes",
    );
    silent(
        &Schedule::of_week(vec![rule(&[1], "08:00", 1440)]),
        ProblemCode::DurationGt24h,
    );
}

#[test]
fn date_not_exist() {
    let mut schedule = office();
    schedule.seasons = vec![season("06-01", "06-31", vec![])];
    tells(&schedule, ProblemCode::DateNotExist, "seasons[0].to");
    let mut schedule = office();
    schedule.weekly[0].nth = vec![1, 6];
    tells(&schedule, ProblemCode::DateNotExist, "weekly[0].nth[1]");
}

#[test]
fn range_reversed() {
    let mut schedule = office();
    schedule.exceptions = vec![exception("2026-12-02", "2026-12-01", vec![])];
    schedule.closures = vec![Closure {
        from: "2026-12-01T10:00".into(),
        to: "2026-12-01T10:00".into(),
        ..Closure::default()
    }];
    tells(&schedule, ProblemCode::RangeReversed, "exceptions[0].to");
    tells(&schedule, ProblemCode::RangeReversed, "closures[0].to");
    schedule = office();
    schedule.seasons = vec![season("11-01", "03-31", vec![rule(&[1], "10:00", 60)])];
    silent(&schedule, ProblemCode::RangeReversed);
}

#[test]
fn no_days() {
    tells(
        &Schedule::of_week(vec![rule(&[], "08:00", 60)]),
        ProblemCode::NoDays,
        "weekly[0].days",
    );
}

#[test]
fn overlap_same_day() {
    let mut schedule = Schedule::of_week(vec![
        rule(&[1, 2], "08:00", 240),
        rule(&[2, 3], "11:00", 60),
    ]);
    tells(&schedule, ProblemCode::OverlapSameDay, "weekly[1].start");
    let problem = validate(&schedule, context()).remove(0);
    assert_eq!(
        problem.message.get(Language::Nb),
        Some("Overlapper et annet tidsrom samme dag (tirsdag 08.00–12.00).")
    );
    // Adjoining is not overlapping, and odd weeks never meet even ones.
    schedule.weekly[1].start = "12:00".into();
    silent(&schedule, ProblemCode::OverlapSameDay);
    schedule.weekly[1].start = "11:00".into();
    (schedule.weekly[0].weeks, schedule.weekly[1].weeks) = (WeekParity::Odd, WeekParity::Even);
    silent(&schedule, ProblemCode::OverlapSameDay);
    // The fourth Tuesday may be the last.
    let mut nth = Schedule::of_week(vec![rule(&[2], "08:00", 240), rule(&[2], "09:00", 60)]);
    (nth.weekly[0].nth, nth.weekly[1].nth) = (vec![4], vec![-1]);
    tells(&nth, ProblemCode::OverlapSameDay, "weekly[1].start");
    nth.weekly[0].nth = vec![3];
    silent(&nth, ProblemCode::OverlapSameDay);
    let mut schedule = office();
    schedule.exceptions = vec![exception(
        "2026-12-01",
        "2026-12-01",
        vec![span("10:00", 120), span("11:00", 30)],
    )];
    tells(
        &schedule,
        ProblemCode::OverlapSameDay,
        "exceptions[0].spans[1].start",
    );
}

#[test]
fn overlap_previous_night() {
    let schedule = Schedule::of_week(vec![rule(&[7], "22:00", 600), rule(&[1], "07:00", 60)]);
    tells(
        &schedule,
        ProblemCode::OverlapPreviousNight,
        "weekly[1].start",
    );
    silent(&schedule, ProblemCode::OverlapSameDay);
    silent(&legevakt(), ProblemCode::OverlapPreviousNight);
    let mut schedule = office();
    schedule.exceptions = vec![exception(
        "2026-12-01",
        "2026-12-02",
        vec![span("00:30", 1440)],
    )];
    silent(&schedule, ProblemCode::OverlapPreviousNight);
    schedule.exceptions = vec![exception(
        "2026-12-01",
        "2026-12-02",
        vec![span("00:30", 60), span("23:00", 120)],
    )];
    tells(
        &schedule,
        ProblemCode::OverlapPreviousNight,
        "exceptions[0].spans[0].start",
    );
}

#[test]
fn season_overlap() {
    let mut schedule = office();
    let rules = || vec![rule(&[1, 2, 3, 4, 5], "09:00", 60)];
    schedule.seasons = vec![
        season("11-01", "03-31", rules()),
        season("03-31", "05-01", rules()),
    ];
    tells(&schedule, ProblemCode::SeasonOverlap, "seasons[1].from");
    // A dated season over a recurring one is meant to win.
    schedule.seasons = vec![
        season("06-15", "08-15", rules()),
        season("2027-07-01", "2027-07-03", rules()),
    ];
    silent(&schedule, ProblemCode::SeasonOverlap);
}

#[test]
fn exception_duplicate_range() {
    let mut schedule = office();
    schedule.exceptions = vec![
        exception("2026-12-01", "2026-12-01", vec![]),
        exception("2026-12-01", "2026-12-01", vec![span("10:00", 60)]),
    ];
    tells(
        &schedule,
        ProblemCode::ExceptionDuplicateRange,
        "exceptions[1].from",
    );
    let mut schedule = office();
    schedule.holidays.overrides = vec![
        holiday(HolidayKey::ChristmasEve, vec![]),
        holiday(HolidayKey::ChristmasEve, vec![]),
    ];
    tells(
        &schedule,
        ProblemCode::ExceptionDuplicateRange,
        "holidays.overrides[1].key",
    );
}

#[test]
fn rules_with_always() {
    for mode in [Mode::Always, Mode::AppointmentOnly, Mode::NotStated] {
        tells(
            &Schedule { mode, ..office() },
            ProblemCode::RulesWithAlways,
            "weekly",
        );
    }
}

#[test]
fn nth_with_parity() {
    let mut schedule = office();
    schedule.weekly[0].weeks = WeekParity::Odd;
    silent(&schedule, ProblemCode::NthWithParity);
    schedule.weekly[0].nth = vec![1];
    tells(&schedule, ProblemCode::NthWithParity, "weekly[0].nth");
}

#[test]
fn text_too_long() {
    let mut schedule = office();
    schedule.weekly[0].note = text(&"å".repeat(300), &"å".repeat(301), "ok");
    tells(&schedule, ProblemCode::TextTooLong, "weekly[0].note.nn");
    assert_eq!(told(&schedule).len(), 1);
}

#[test]
fn time_zone_unknown() {
    tells(
        &Schedule {
            time_zone: "Norge".into(),
            ..office()
        },
        ProblemCode::TimeZoneUnknown,
        "timeZone",
    );
}

#[test]
fn too_many() {
    let schedule = Schedule::of_week(vec![rule(&[1], "08:00", 60); 1000]);
    assert_eq!(
        told(&schedule),
        [(ProblemCode::TooMany, "weekly".to_owned())]
    );
    let mut schedule = office();
    schedule.exceptions = vec![exception(
        "2026-12-01",
        "2026-12-01",
        vec![span("08:00", 1); 500],
    )];
    tells(&schedule, ProblemCode::TooMany, "exceptions[0].spans");
}

#[test]
fn overnight_confirm() {
    tells(
        &legevakt(),
        ProblemCode::OvernightConfirm,
        "weekly[0].durationMinutes",
    );
    let problem = validate(&legevakt(), context()).remove(0);
    assert_eq!(problem.severity, Severity::Warning);
    assert_eq!(
        problem.message.get(Language::Nn),
        Some("Stengjer kl. 08.00 neste dag. Stemmer det?")
    );
    // Midnight itself is not the next day.
    silent(
        &Schedule::of_week(vec![rule(&[1], "16:00", 480)]),
        ProblemCode::OvernightConfirm,
    );
}

#[test]
fn exception_past() {
    let mut schedule = office();
    schedule.exceptions = vec![
        exception("2026-11-20", "2026-11-20", vec![]),
        exception("2026-11-20", "2026-11-23", vec![]),
    ];
    schedule.closures = vec![Closure {
        from: "2026-11-19T10:00".into(),
        to: "2026-11-19T11:00".into(),
        ..Closure::default()
    }];
    let past: Vec<_> = told(&schedule)
        .into_iter()
        .filter(|(code, _)| *code == ProblemCode::ExceptionPast)
        .collect();
    assert_eq!(past.len(), 2, "{past:?}");
    tells(&schedule, ProblemCode::ExceptionPast, "exceptions[0]");
    tells(&schedule, ProblemCode::ExceptionPast, "closures[0]");
}

#[test]
fn exception_no_effect() {
    let mut schedule = office();
    // A Saturday that is closed anyway; a Monday with the usual hours; a closure at night.
    schedule.exceptions = vec![
        exception("2026-11-28", "2026-11-28", vec![]),
        exception("2026-11-30", "2026-11-30", vec![span("08:00", 450)]),
    ];
    schedule.closures = vec![Closure {
        from: "2026-11-23T20:00".into(),
        to: "2026-11-24T08:00".into(),
        ..Closure::default()
    }];
    for path in ["exceptions[0]", "exceptions[1]", "closures[0]"] {
        tells(&schedule, ProblemCode::ExceptionNoEffect, path);
    }
    schedule.exceptions[0].to = "2026-11-30".into();
    schedule.exceptions.truncate(1);
    schedule.closures[0].to = "2026-11-24T08:01".into();
    silent(&schedule, ProblemCode::ExceptionNoEffect);
    // Wholly hidden by a narrower one.
    schedule.exceptions = vec![
        exception("2026-11-23", "2026-11-24", vec![]),
        exception("2026-11-23", "2026-11-23", vec![]),
        exception("2026-11-24", "2026-11-24", vec![]),
    ];
    tells(&schedule, ProblemCode::ExceptionNoEffect, "exceptions[0]");
    let unknown = Schedule {
        exceptions: vec![exception("2026-11-28", "2026-11-28", vec![])],
        ..Schedule::default()
    };
    tells(&unknown, ProblemCode::ExceptionNoEffect, "exceptions[0]");
}

/// The night after the first Monday never meets the third Tuesday, though both can be the Tuesday after a Monday.
#[test]
fn nights_of_other_weeks_of_the_month_do_not_overlap() {
    let of_month = |days: &[usize], start: &str, minutes, nth| WeeklyRule {
        nth: vec![nth],
        ..rule(days, start, minutes)
    };
    let schedule = |first, then| {
        Schedule::of_week(vec![
            of_month(&[1], "22:00", 600, first),
            of_month(&[2], "06:00", 60, then),
        ])
    };
    silent(&schedule(1, 3), ProblemCode::OverlapPreviousNight);
    tells(
        &schedule(1, 1),
        ProblemCode::OverlapPreviousNight,
        "weekly[1].start",
    );
    // The last Monday may be the last of its month, and the Tuesday after it the first.
    tells(
        &schedule(-1, 1),
        ProblemCode::OverlapPreviousNight,
        "weekly[1].start",
    );
    // The seventh is the first Monday, and the eighth the second Tuesday.
    tells(
        &schedule(1, 2),
        ProblemCode::OverlapPreviousNight,
        "weekly[1].start",
    );
    silent(&schedule(2, 1), ProblemCode::OverlapPreviousNight);
}

#[test]
fn parity_week53() {
    let mut schedule = office();
    schedule.weekly[0].weeks = WeekParity::Odd;
    tells(&schedule, ProblemCode::ParityWeek53, "weekly[0].weeks");
    let later = ValidationContext {
        today: "2028-01-10".parse().unwrap(),
        crisis_line: false,
    };
    assert!(
        validate(&schedule, later)
            .iter()
            .all(|problem| problem.code != ProblemCode::ParityWeek53)
    );
}

#[test]
fn closed_ge_7_days() {
    let mut schedule = office();
    schedule.exceptions = vec![exception("2026-12-21", "2027-01-03", vec![])];
    tells(&schedule, ProblemCode::ClosedGe7Days, "exceptions[0]");
    schedule.exceptions = vec![exception("2026-12-28", "2026-12-30", vec![])];
    silent(&schedule, ProblemCode::ClosedGe7Days);
    let mut schedule = office();
    schedule.seasons = vec![season("06-29", "07-24", vec![])];
    tells(&schedule, ProblemCode::ClosedGe7Days, "seasons[0]");
    let closed = Schedule {
        closures: vec![Closure {
            from: "2026-12-01T00:00".into(),
            to: "2026-12-09T00:00".into(),
            ..Closure::default()
        }],
        ..Schedule::always()
    };
    tells(&closed, ProblemCode::ClosedGe7Days, "closures[0]");
    tells(
        &Schedule::of_week(vec![]),
        ProblemCode::ClosedGe7Days,
        "weekly",
    );
    // Whole dates are counted, from the first of them; what lies beyond the horizon is not.
    let said = |exceptions: Vec<DatedException>| {
        let schedule = Schedule {
            exceptions,
            ..office()
        };
        let found = validate(&schedule, context());
        let problem = found
            .iter()
            .find(|problem| problem.code == ProblemCode::ClosedGe7Days);
        problem.map(|problem| (problem.path.clone(), problem.message.en.clone().unwrap()))
    };
    assert_eq!(
        said(vec![exception("2026-12-21", "2026-12-31", vec![])]),
        Some((
            "exceptions[0]".into(),
            "Closed 16 days in a row from 19 December 2026. Is that right?".into()
        )),
    );
    let (_, endless) = said(vec![exception("2027-03-01", "2199-12-31", vec![])]).unwrap();
    assert!(endless.starts_with("Closed at least "), "{endless}");
    let within = Schedule {
        seasons: vec![season(
            "06-01",
            "08-31",
            vec![rule(&[1, 2, 3, 4, 5], "09:00", 300)],
        )],
        exceptions: vec![exception("2027-07-05", "2027-07-16", vec![])],
        ..office()
    };
    tells(&within, ProblemCode::ClosedGe7Days, "exceptions[0]");
    // Once a month is once a month.
    let mut nth = Schedule::of_week(vec![rule(&[2], "17:00", 120)]);
    nth.weekly[0].nth = vec![1];
    silent(&nth, ProblemCode::ClosedGe7Days);
}

#[test]
fn holiday_unconfirmed() {
    let mut schedule = office();
    schedule.holidays.overrides = vec![
        holiday(HolidayKey::ChristmasEve, vec![span("08:00", 240)]),
        holiday(HolidayKey::WhitEve, vec![span("08:00", 240)]),
    ];
    let path = "holidays.overrides[0].confirmedYears";
    tells(&schedule, ProblemCode::HolidayUnconfirmed, path);
    assert_eq!(told(&schedule).len(), 1, "Whitsun is far off");
    let problem = validate(&schedule, context()).remove(0);
    assert_eq!(
        problem.message.get(Language::Nb),
        Some("Julaften (08.00–12.00) 24. desember 2026 er ikke bekreftet.")
    );
    schedule.holidays.overrides[0].confirmed_years = vec![2025];
    tells(&schedule, ProblemCode::HolidayUnconfirmed, path);
    schedule.holidays.overrides[0].confirmed_years.push(2026);
    silent(&schedule, ProblemCode::HolidayUnconfirmed);
    schedule.holidays.overrides[0] = holiday(HolidayKey::ChristmasDay, vec![]);
    schedule.holidays.overrides[0].choice = HolidayChoice::Policy;
    tells(&schedule, ProblemCode::HolidayUnconfirmed, path);
}

#[test]
fn crisis_line_not_24_7() {
    let crisis = ValidationContext {
        crisis_line: true,
        ..context()
    };
    let codes = |schedule: &Schedule| {
        validate(schedule, crisis)
            .into_iter()
            .map(|p| p.code)
            .collect::<Vec<_>>()
    };
    assert!(codes(&office()).contains(&ProblemCode::CrisisLineNot247));
    assert!(codes(&Schedule::default()).contains(&ProblemCode::CrisisLineNot247));
    assert_eq!(codes(&Schedule::always()), []);
    let mut daily = Schedule::of_week(vec![rule(&[1, 2, 3, 4, 5, 6, 7], "00:00", 1440)]);
    assert!(
        codes(&daily).contains(&ProblemCode::CrisisLineNot247),
        "holidays are closed"
    );
    daily.holidays.rule = HolidayRule::Normal;
    assert_eq!(codes(&daily), []);
}

#[test]
fn missing_translation() {
    let mut schedule = office();
    schedule.weekly[0].note = LocalizedText {
        nb: Some("Ring på".into()),
        ..LocalizedText::default()
    };
    tells(
        &schedule,
        ProblemCode::MissingTranslation,
        "weekly[0].note.nn",
    );
    tells(
        &schedule,
        ProblemCode::MissingTranslation,
        "weekly[0].note.en",
    );
    schedule.weekly[0].note = text("a", "b", "c");
    silent(&schedule, ProblemCode::MissingTranslation);
}

#[test]
fn dst_affected() {
    let night = Schedule::of_week(vec![rule(&[6], "22:00", 480)]);
    tells(&night, ProblemCode::DstAffected, "weekly[0]");
    let mut sunday = Schedule::of_week(vec![rule(&[7], "02:30", 60)]);
    sunday.holidays.rule = HolidayRule::Normal;
    tells(&sunday, ProblemCode::DstAffected, "weekly[0]");
    silent(
        &Schedule::of_week(vec![rule(&[7], "03:00", 60)]),
        ProblemCode::DstAffected,
    );
    silent(&office(), ProblemCode::DstAffected);
}

#[test]
fn every_message_is_in_three_languages_and_filled() {
    let mut schedule = Schedule::of_week(vec![
        rule(&[], "8", 0),
        rule(&[1], "08:00", 1500),
        rule(&[1, 2], "08:00", 600),
        rule(&[1], "09:00", 600),
        rule(&[2], "00:30", 60),
        rule(&[1], "20:00", 600),
    ]);
    schedule.weekly[5].state = RuleState::Appointment;
    schedule.weekly[5].note = text(&"x".repeat(500), "", "");
    schedule.exceptions = vec![exception("2026-02-30", "x", vec![])];
    let mut problems = validate(&schedule, context());
    let mut later = office();
    later.weekly[0].weeks = WeekParity::Odd;
    later.exceptions = vec![
        exception("2025-02-01", "2025-02-02", vec![]),
        exception("2026-12-01", "2026-12-20", vec![]),
    ];
    problems.extend(validate(&later, context()));
    problems.extend(validate(&legevakt(), context()));
    assert!(problems.len() > 12, "{problems:?}");
    for problem in problems {
        for language in Language::ALL {
            let message = problem.message.get(language).unwrap();
            assert!(
                !message.contains(['{', '}']) && message.ends_with(['.', '?']),
                "{message}"
            );
        }
    }
}

#[test]
fn notes_names_and_reasons_hold_only_what_can_be_seen() {
    let unseen = || text("a\u{7}b", "a\u{200b}b", "a\nb");
    let mut schedule = office();
    schedule.weekly[0].note = unseen();
    schedule.seasons = vec![season("06-15", "08-15", vec![rule(&[1], "09:00", 60)])];
    schedule.seasons[0].name = unseen();
    schedule.seasons[0].rules[0].note = unseen();
    schedule.exceptions = vec![exception("2026-12-22", "2026-12-22", vec![])];
    schedule.exceptions[0].reason = unseen();
    schedule.closures = vec![veiviser_schema::hours::Closure {
        from: "2026-12-01T10:00".into(),
        to: "2026-12-01T11:00".into(),
        reason: unseen(),
    }];
    for path in [
        "weekly[0].note",
        "seasons[0].name",
        "seasons[0].rules[0].note",
        "exceptions[0].reason",
        "closures[0].reason",
    ] {
        for language in ["nb", "nn", "en"] {
            tells(
                &schedule,
                ProblemCode::TextHasControlCharacters,
                &format!("{path}.{language}"),
            );
        }
    }
    let mut plain = office();
    plain.weekly[0].note = text("drop-in\u{ad}time", "drop-in", "drop-in");
    silent(&plain, ProblemCode::TextHasControlCharacters);
}

#[test]
fn both_ends_of_a_season_are_told() {
    let path = |field: &str| format!("seasons[0].{field}");
    let seasoned = |from: &str, to: &str| {
        let mut schedule = office();
        schedule.seasons = vec![season(from, to, vec![rule(&[1], "09:00", 60)])];
        told(&schedule)
    };
    use ProblemCode::{DateNotExist, RangeReversed, TimeFormat};
    assert_eq!(
        seasoned("02-30", "13-01"),
        [(DateNotExist, path("from")), (DateNotExist, path("to"))]
    );
    assert_eq!(
        seasoned("2026-02-30", "x"),
        [(DateNotExist, path("from")), (TimeFormat, path("to"))]
    );
    assert_eq!(seasoned("06-15", "13-01"), [(DateNotExist, path("to"))]);
    assert_eq!(
        seasoned("2026-06-15", "2026-06-14"),
        [(RangeReversed, path("to"))]
    );
}
