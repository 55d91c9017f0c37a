//! Answers in words: what a preview tells of a date and of an instant.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use veiviser_schema::hours::{
    Closure, HolidayKey, RuleState, Schedule, Span, State, WeeklyRule, compile, tell,
};
use veiviser_schema::text::Language;

use crate::sample::*;

fn on(schedule: &Schedule, date: &str, language: Language) -> (Vec<String>, Vec<String>) {
    let date: NaiveDate = date.parse().unwrap();
    let days = compile(schedule).unwrap().days(date, date);
    (
        tell::day(language, schedule, &days[0]),
        tell::day_reasons(language, schedule, &days[0]),
    )
}

fn next(schedule: &Schedule, at: &str, language: Language) -> String {
    let at: DateTime<Utc> = at.parse().unwrap();
    compile(schedule)
        .unwrap()
        .next_change_in_words(at, language)
}

#[test]
fn closed_unknown_and_by_appointment_have_words_of_their_own() {
    let nb = |schedule: &Schedule| on(schedule, "2026-11-28", Language::Nb).0;
    assert_eq!(nb(&office()), ["stengt"]);
    assert_eq!(nb(&Schedule::default()), ["ikke oppgitt"]);
    assert_eq!(
        nb(&Schedule::appointment_only()),
        ["00.00–24.00 etter avtale"]
    );
    assert_eq!(nb(&Schedule::always()), ["døgnåpent"]);
    for language in Language::ALL {
        let states = [
            State::Open,
            State::Closed,
            State::Appointment,
            State::Unknown,
        ];
        let mut words = states.map(|state| tell::state(language, state)).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 4);
    }
}

#[test]
fn a_night_and_a_note_are_told_on_their_date() {
    assert_eq!(
        on(&legevakt(), "2026-11-24", Language::Nn).0,
        ["kl. 15.30 til kl. 08.00 neste dag"]
    );
    let noted = Schedule::of_week(vec![WeeklyRule {
        note: text("drop-in.", "drop-in.", "drop-in."),
        state: RuleState::Open,
        ..rule(&[2], "10:00", 60)
    }]);
    assert_eq!(
        on(&noted, "2026-11-24", Language::En).0,
        ["10:00–11:00 (drop-in)"]
    );
}

#[test]
fn a_special_date_says_why() {
    let mut schedule = office();
    schedule.holidays.overrides = vec![holiday(HolidayKey::ChristmasEve, vec![span("10:00", 120)])];
    let mut course = exception("2026-11-25", "2026-11-25", vec![]);
    course.reason = text("Kursdag.", "Kursdag.", "Training day.");
    schedule.exceptions = vec![
        course,
        exception("2026-11-26", "2026-11-26", vec![span("09:00", 60)]),
    ];
    schedule.closures = vec![Closure {
        from: "2026-11-27T12:00".into(),
        to: "2026-11-27T13:00".into(),
        ..Closure::default()
    }];
    let nb = |date: &str| on(&schedule, date, Language::Nb);
    let (hours, why) = nb("2026-12-24");
    assert_eq!(
        (hours, why),
        (vec!["10.00–12.00".into()], vec!["Julaften".into()])
    );
    assert_eq!(
        nb("2026-11-25"),
        (vec!["stengt".into()], vec!["Kursdag".into()])
    );
    assert_eq!(nb("2026-11-26").1, ["Særskilte tider"]);
    let (hours, why) = nb("2026-11-27");
    assert_eq!(hours, ["08.00–12.00", "13.00–15.30"]);
    assert_eq!(
        why,
        ["Midlertidig stengt 27. november 2026 kl. 12.00–13.00"]
    );
    assert_eq!(nb("2026-11-24").1, Vec::<String>::new());
    schedule.seasons = vec![season("06-15", "08-15", vec![])];
    assert_eq!(
        on(&schedule, "2026-07-01", Language::En).1,
        ["15 June–15 August"]
    );
}

#[test]
fn the_next_change_is_a_sentence() {
    let office = office();
    assert_eq!(
        next(&office, "2026-11-23T09:00:00Z", Language::Nb),
        "Stenger samme dag kl. 15.30."
    );
    assert_eq!(
        next(&office, "2026-11-23T15:00:00Z", Language::Nn),
        "Opnar tysdag 24. november kl. 08.00."
    );
    assert_eq!(
        next(&office, "2026-12-31T20:00:00Z", Language::En),
        "Opens Monday 4 January 2027 at 08:00."
    );
    assert_eq!(
        next(&Schedule::always(), "2026-11-23T09:00:00Z", Language::Nb),
        "Ingen endring de neste 400 dagene."
    );
    let mut by_appointment = office.clone();
    by_appointment.exceptions = vec![exception(
        "2026-11-24",
        "2026-11-24",
        vec![Span {
            state: RuleState::Appointment,
            ..span("09:00", 60)
        }],
    )];
    assert_eq!(
        next(&by_appointment, "2026-11-23T15:00:00Z", Language::Nb),
        "Etter avtale fra tirsdag 24. november kl. 09.00."
    );
}

#[test]
fn the_clock_of_the_schedule_is_read_both_ways() {
    let compiled = compile(&office()).unwrap();
    let local: NaiveDateTime = "2026-10-25T02:30:00".parse().unwrap();
    let at = compiled.instant_at(local);
    assert_eq!(at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    assert_eq!(compiled.local_time(at), local);
    let gap: NaiveDateTime = "2026-03-29T02:30:00".parse().unwrap();
    assert_eq!(
        compiled.instant_at(gap).to_rfc3339(),
        "2026-03-29T01:30:00+00:00"
    );
}

#[test]
fn a_date_is_told_with_its_weekday() {
    let date: NaiveDate = "2026-11-23".parse().unwrap();
    assert_eq!(tell::date(Language::Nn, date), "Måndag 23. november");
    assert_eq!(tell::date(Language::En, date), "Monday 23 November");
}
