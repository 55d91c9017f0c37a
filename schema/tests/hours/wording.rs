//! The sentences the public reads, the differences an approver reads, the reasons both read.

use veiviser_schema::hours::{
    Closure, HolidayChoice, HolidayKey, HolidayRule, RuleState, Schedule, WeekParity, compile,
    diff, regular_hours, summary, summary_on, upcoming,
};
use veiviser_schema::text::{Language, LocalizedText};

use crate::sample::*;

#[track_caller]
fn reads(schedule: &Schedule, nb: &str, nn: &str, en: &str) {
    assert_eq!(summary(schedule, Language::Nb), nb);
    assert_eq!(summary(schedule, Language::Nn), nn);
    assert_eq!(summary(schedule, Language::En), en);
}

#[test]
fn an_office() {
    reads(
        &office(),
        "Mandag–fredag 08.00–15.30. Lørdag og søndag stengt. Helligdager: stengt.",
        "Måndag–fredag 08.00–15.30. Laurdag og søndag stengt. Heilagdagar: stengt.",
        "Monday–Friday 08:00–15:30. Saturday and Sunday closed. Public holidays: closed.",
    );
}

#[test]
fn a_night_closes_the_next_day() {
    reads(
        &legevakt(),
        "Mandag–fredag kl. 15.30 til kl. 08.00 neste dag. Lørdag og søndag kl. 08.00 til kl. 08.00 neste dag. Helligdager: som søndag.",
        "Måndag–fredag kl. 15.30 til kl. 08.00 neste dag. Laurdag og søndag kl. 08.00 til kl. 08.00 neste dag. Heilagdagar: som søndag.",
        "Monday–Friday 15:30 until 08:00 the next day. Saturday and Sunday 08:00 until 08:00 the next day. Public holidays: as on Sundays.",
    );
}

#[test]
fn the_three_modes_without_a_week() {
    reads(
        &Schedule::always(),
        "Døgnåpent hele året.",
        "Døgnope heile året.",
        "Open 24 hours a day, all year.",
    );
    reads(
        &Schedule::appointment_only(),
        "Kun etter avtale.",
        "Berre etter avtale.",
        "By appointment only.",
    );
    reads(
        &Schedule::default(),
        "Åpningstidene er ikke oppgitt.",
        "Opningstidene er ikkje oppgitte.",
        "Opening hours are not stated.",
    );
}

#[test]
fn breaks_appointments_and_scattered_days() {
    let mut schedule = Schedule::of_week(vec![
        rule(&[1, 3, 5], "08:00", 240),
        rule(&[1, 3, 5], "12:30", 180),
        rule(&[1, 3, 5], "15:30", 90),
    ]);
    schedule.weekly[2].state = RuleState::Appointment;
    assert_eq!(
        regular_hours(&schedule, Language::Nb),
        "Mandag, onsdag og fredag 08.00–12.00, 12.30–15.30 og 15.30–17.00 etter avtale. Ellers stengt. Helligdager: stengt."
    );
    let mut daily = Schedule::of_week(vec![rule(&[1, 2, 3, 4, 5, 6, 7], "00:00", 1440)]);
    daily.holidays.rule = HolidayRule::Normal;
    assert_eq!(
        regular_hours(&daily, Language::Nb),
        "Alle dager døgnåpent. Helligdager: som vanlig."
    );
}

#[test]
fn conditions_are_told_with_their_days() {
    let mut schedule = Schedule::of_week(vec![rule(&[2], "17:00", 120), rule(&[1], "10:00", 240)]);
    schedule.weekly[0].nth = vec![-1, 1];
    schedule.weekly[1].weeks = WeekParity::Odd;
    schedule.weekly[1].note = text("ring på", "ring på", "ring the bell");
    reads(
        &schedule,
        "Første og siste tirsdag i måneden 17.00–19.00. Mandag i oddetallsuker 10.00–14.00 (ring på). Ellers stengt. Helligdager: stengt.",
        "Første og siste tysdag i månaden 17.00–19.00. Måndag i oddetalsveker 10.00–14.00 (ring på). Elles stengt. Heilagdagar: stengt.",
        "First and last Tuesday of the month 17:00–19:00. Monday in odd weeks 10:00–14:00 (ring the bell). Otherwise closed. Public holidays: closed.",
    );
}

#[test]
fn seasons_holidays_and_what_is_announced() {
    let mut schedule = office();
    schedule.seasons = vec![
        season("06-15", "08-15", vec![rule(&[1, 2, 3, 4, 5], "08:00", 420)]),
        season("2026-06-29", "2026-07-24", vec![]),
    ];
    schedule.seasons[0].name = text("Sommer", "Sommar", "Summer");
    schedule.holidays.overrides = vec![
        holiday(HolidayKey::NewYearsEve, vec![span("08:00", 240)]),
        holiday(HolidayKey::ChristmasEve, vec![span("08:00", 240)]),
        holiday(HolidayKey::GoodFriday, vec![]),
    ];
    schedule.exceptions = vec![exception("2026-11-25", "2026-11-25", vec![])];
    schedule.exceptions[0].reason = text("kursdag", "kursdag", "training day");
    schedule.closures = vec![Closure {
        from: "2026-12-01T10:00".into(),
        to: "2026-12-01T12:00".into(),
        reason: text("strømbrudd", "straumbrot", "power cut"),
    }];
    assert_eq!(
        summary(&schedule, Language::Nb),
        "Mandag–fredag 08.00–15.30. Lørdag og søndag stengt. Sommer (15. juni–15. august): mandag–fredag 08.00–15.00; \
         lørdag og søndag stengt. 29. juni–24. juli 2026: stengt. Helligdager: stengt. Julaften og nyttårsaften: 08.00–12.00. \
         25. november 2026: stengt (kursdag). Midlertidig stengt (strømbrudd) 1. desember 2026 kl. 10.00–12.00."
    );
    let later = summary_on(&schedule, Language::En, "2026-12-01".parse().unwrap());
    assert!(
        !later.contains("June 2026") && !later.contains("training day"),
        "{later}"
    );
    assert_eq!(
        upcoming(&schedule, Language::En, "2026-12-01".parse().unwrap()),
        ["Temporarily closed (power cut) 1 December 2026 at 10:00–12:00."]
    );
}

#[test]
fn differences_are_grouped_and_told_before_and_after() {
    let before = office();
    let mut after = office();
    assert_eq!(diff(&before, &after, Language::Nb), Vec::<String>::new());
    after.weekly = vec![
        rule(&[1, 2, 3, 4, 5], "09:00", 420),
        rule(&[6], "10:00", 240),
    ];
    after.holidays.rule = HolidayRule::AsSunday;
    after.holidays.overrides = vec![holiday(HolidayKey::ChristmasEve, vec![span("10:00", 120)])];
    after.exceptions = vec![exception("2026-11-25", "2026-11-25", vec![])];
    assert_eq!(
        diff(&before, &after, Language::Nb),
        [
            "Mandag–fredag: før 08.00–15.30, nå 09.00–16.00.",
            "Lørdag: før stengt, nå 10.00–14.00.",
            "Helligdager: før stengt, nå som søndag.",
            "Julaften: før som vanlig, nå 10.00–12.00.",
            "25. november 2026: lagt til (stengt).",
        ]
    );
    assert_eq!(
        diff(&after, &before, Language::En)[0..2],
        [
            "Monday–Friday: was 09:00–16:00, now 08:00–15:30.",
            "Saturday: was 10:00–14:00, now closed."
        ]
    );
    assert_eq!(
        diff(&before, &Schedule::always(), Language::Nn),
        [
            "Opningstider: før Måndag–fredag 08.00–15.30. Laurdag og søndag stengt. Heilagdagar: stengt, no Døgnope heile året."
        ]
    );
    // Rules written another way that mean the same are no difference.
    let split = Schedule::of_week(vec![
        rule(&[1, 2], "08:00", 450),
        rule(&[3, 4, 5], "08:00", 240),
        rule(&[3, 4, 5], "12:00", 210),
    ]);
    assert_eq!(diff(&before, &split, Language::Nb), Vec::<String>::new());
}

#[test]
fn a_confirmation_is_a_difference() {
    let mut before = office();
    before.holidays.overrides = vec![holiday(HolidayKey::ChristmasEve, vec![])];
    before.holidays.overrides[0].choice = HolidayChoice::Policy;
    let mut after = before.clone();
    after.holidays.overrides[0].confirmed_years = vec![2026];
    assert_eq!(
        diff(&before, &after, Language::En),
        ["Christmas Eve, confirmed years: was none, now 2026."]
    );
}

#[test]
fn the_reason_is_told_in_words() {
    let mut schedule = office();
    schedule.exceptions = vec![exception("2026-11-25", "2026-11-25", vec![])];
    schedule.exceptions[0].reason = LocalizedText {
        nb: Some("Kursdag".into()),
        ..LocalizedText::default()
    };
    let compiled = compile(&schedule).unwrap();
    let reason = |at: &str, language| {
        let answer = compiled.state_at(at.parse().unwrap());
        (
            answer.reason.path(),
            answer.reason.describe(&schedule, language),
        )
    };
    assert_eq!(
        reason("2026-11-23T09:00:00Z", Language::Nb),
        ("weekly[0]".into(), "Mandag–fredag 08.00–15.30".into())
    );
    assert_eq!(
        reason("2026-11-22T09:00:00Z", Language::En),
        ("weekly".into(), "Outside opening hours".into())
    );
    assert_eq!(
        reason("2026-11-25T09:00:00Z", Language::Nb),
        (
            "exceptions[0]".into(),
            "25. november 2026: stengt (Kursdag)".into()
        )
    );
    assert_eq!(
        reason("2026-12-25T09:00:00Z", Language::Nn),
        ("holidays.rule".into(), "1. juledag: stengt".into())
    );
}

#[test]
fn an_open_date_tells_the_rules_that_open_it() {
    let mut split = Schedule::of_week(vec![
        rule(&[1, 2, 3, 4, 5], "12:30", 180),
        rule(&[1, 2, 3, 4, 5], "08:00", 240),
        rule(&[2], "17:00", 120),
    ]);
    split.weekly[2].nth = vec![4];
    split.seasons = vec![season("07-01", "07-31", vec![rule(&[1], "10:00", 60)])];
    split.seasons[0].name = text("Sommer", "Sommar", "Summer");
    split.closures = vec![Closure {
        from: "2026-11-26T00:00".into(),
        to: "2026-11-27T00:00".into(),
        ..Default::default()
    }];
    let compiled = compile(&split).unwrap();
    let day = |text: &str| {
        let date = text.parse().unwrap();
        compiled.days(date, date).remove(0)
    };
    let told =
        |text: &str| Language::ALL.map(|language| day(text).reason.describe(&split, language));
    assert_eq!(
        told("2026-11-23"),
        [
            "Mandag–fredag 08.00–12.00 og 12.30–15.30",
            "Måndag–fredag 08.00–12.00 og 12.30–15.30",
            "Monday–Friday 08:00–12:00 and 12:30–15:30"
        ]
    );
    assert_eq!(
        told("2026-11-24")[0],
        "Mandag–fredag 08.00–12.00 og 12.30–15.30; fjerde tirsdag i måneden 17.00–19.00"
    );
    assert_eq!(
        told("2026-07-06")[2],
        "Summer (1–31 July): Monday 10:00–11:00"
    );
    for closed in ["2026-11-28", "2026-11-26"] {
        assert_eq!(
            told(closed),
            [
                "Utenfor åpningstiden",
                "Utanfor opningstida",
                "Outside opening hours"
            ],
            "{closed}"
        );
    }
    // One rule alone is told as an instant within it tells it.
    let one = office();
    let compiled = compile(&one).unwrap();
    let day = compiled
        .days("2026-11-23".parse().unwrap(), "2026-11-23".parse().unwrap())
        .remove(0);
    let inside = compiled
        .state_at("2026-11-23T09:00:00Z".parse().unwrap())
        .reason;
    assert_eq!(
        (day.reason.path(), inside.path()),
        ("weekly[0]".to_owned(), "weekly[0]".to_owned())
    );
    for language in Language::ALL {
        assert_eq!(
            day.reason.describe(&one, language),
            inside.describe(&one, language)
        );
    }
}
