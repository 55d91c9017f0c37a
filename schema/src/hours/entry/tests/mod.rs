//! What people write, and what it must come to.

mod phrases;
mod properties;

use super::*;
use crate::hours::{Mode, ProblemCode, ValidationContext, regular_hours, validate};
use crate::text::Language;

#[track_caller]
fn reads(text: &str, expected: &str) {
    let parsed = parse_text(text);
    assert_eq!(parsed.not_understood, Vec::<String>::new(), "{text}");
    let told = regular_hours(&parsed.schedule, Language::Nb);
    assert_eq!(
        told.strip_suffix(" Helligdager: stengt.").unwrap_or(&told),
        expected,
        "{text}"
    );
}

#[test]
fn times_as_people_write_them() {
    for (text, minutes) in [
        ("8", 480),
        ("0830", 510),
        ("8.30", 510),
        ("08:30", 510),
        ("830", 510),
        ("kl. 9", 540),
        ("24", 1440),
        ("0", 0),
        (" 15,30 ", 930),
    ] {
        assert_eq!(time(text), Some(minutes), "{text}");
    }
    for wrong in [
        "", "25", "8.60", "2401", "12345", "halv ni", "8:3", "-1", "08:30:00",
    ] {
        assert_eq!(time(wrong), None, "{wrong}");
    }
}

#[test]
fn weekdays_with_a_long_thursday() {
    reads(
        "hverdager 8–15.30, tors til 18",
        "Mandag–onsdag og fredag 08.00–15.30. Torsdag 08.00–18.00. Lørdag og søndag stengt.",
    );
}

#[test]
fn days_in_ranges_and_lists_before_or_after_the_time() {
    reads(
        "Man-fre 08:00-15:30; lør 10-14",
        "Mandag–fredag 08.00–15.30. Lørdag 10.00–14.00. Søndag stengt.",
    );
    reads(
        "mandag, onsdag og fredag kl. 9 til 15",
        "Mandag, onsdag og fredag 09.00–15.00. Ellers stengt.",
    );
    reads(
        "8-16 man–fre",
        "Mandag–fredag 08.00–16.00. Lørdag og søndag stengt.",
    );
    reads(
        "Måndag til torsdag 0830–1500",
        "Mandag–torsdag 08.30–15.00. Fredag–søndag stengt.",
    );
    reads(
        "Monday to Friday 9:00-17:00, Saturday closed",
        "Mandag–fredag 09.00–17.00. Lørdag og søndag stengt.",
    );
    reads(
        "søn-tir 9-10",
        "Mandag, tirsdag og søndag 09.00–10.00. Ellers stengt.",
    );
}

#[test]
fn breaks_nights_and_appointments() {
    reads(
        "man-fre 8-12 og 12.30-15.30",
        "Mandag–fredag 08.00–12.00 og 12.30–15.30. Lørdag og søndag stengt.",
    );
    reads(
        "fredag og lørdag 22–02",
        "Fredag og lørdag kl. 22.00 til kl. 02.00 neste dag. Ellers stengt.",
    );
    reads(
        "tirsdag 17-19 etter avtale",
        "Tirsdag 17.00–19.00 etter avtale. Ellers stengt.",
    );
    reads(
        "hverdager 9-15, onsdag også 17-19",
        "Mandag, tirsdag, torsdag og fredag 09.00–15.00. Onsdag 09.00–15.00 og 17.00–19.00. Lørdag og søndag stengt.",
    );
    reads(
        "alle dager 8-20, søndag stengt",
        "Mandag–lørdag 08.00–20.00. Søndag stengt.",
    );
    reads(
        "hverdager 8-16, fredag fra 10",
        "Mandag–torsdag 08.00–16.00. Fredag 10.00–16.00. Lørdag og søndag stengt.",
    );
}

#[test]
fn conditions() {
    reads(
        "mandag i oddetallsuker 10-14",
        "Mandag i oddetallsuker 10.00–14.00. Ellers stengt.",
    );
    reads(
        "første og siste tirsdag i måneden 17–19",
        "Første og siste tirsdag i måneden 17.00–19.00. Ellers stengt.",
    );
}

#[test]
fn whole_modes() {
    assert_eq!(parse_text("Døgnåpent").schedule.mode, Mode::Always);
    assert_eq!(parse_text("24/7").schedule.mode, Mode::Always);
    assert_eq!(
        parse_text("Kun etter avtale").schedule.mode,
        Mode::AppointmentOnly
    );
    reads("lørdag døgnåpent", "Lørdag døgnåpent. Ellers stengt.");
}

#[test]
fn holidays() {
    let parsed =
        parse_text("hverdager 8-15, julaften 10-12, helligdager som søndag, nyttårsaften stengt");
    assert_eq!(parsed.not_understood, Vec::<String>::new());
    let told = regular_hours(&parsed.schedule, Language::Nb);
    assert!(
        told.ends_with("Helligdager: som søndag. Julaften: 10.00–12.00. Nyttårsaften: stengt."),
        "{told}"
    );
}

#[test]
fn what_is_not_understood_is_said() {
    for (text, left) in [
        ("hverdager 8-15, etter påske 9-10", "påske"),
        ("8-15", "8-15"),
        ("man 8-25", "8-25"),
        ("24.12 stengt", "24.12"),
        ("ring oss", "ring oss"),
        ("torsdag til 18", "torsdag til 18"),
        ("man-fre", "man-fre"),
        ("stengt", "stengt"),
    ] {
        let parsed = parse_text(text);
        assert!(
            parsed.not_understood.iter().any(|part| part.contains(left)),
            "{text}: {parsed:?}"
        );
    }
}

/// What is asked about hours that were understood, in English.
fn asked(text: &str) -> Vec<(ProblemCode, String, String)> {
    let parsed = parse_text(text);
    assert_eq!(parsed.not_understood, Vec::<String>::new(), "{text}");
    let context = ValidationContext {
        today: "2026-11-21".parse().unwrap(),
        crisis_line: false,
    };
    validate(&parsed.schedule, context)
        .into_iter()
        .map(|problem| {
            let words = problem.message.get(Language::En).unwrap_or_default();
            (problem.code, problem.path.clone(), words.to_owned())
        })
        .collect()
}

#[test]
fn an_end_before_the_start_is_asked_about() {
    let asked = |text: &str| {
        let mut told = asked(text);
        told.retain(|(code, ..)| *code == ProblemCode::OvernightConfirm);
        told
    };
    let minutes = |text: &str| parse_text(text).schedule.weekly[0].duration_minutes;
    let about = |words: &str| {
        let path = "weekly[0].durationMinutes".to_owned();
        [(ProblemCode::OvernightConfirm, path, words.to_owned())]
    };
    assert_eq!(minutes("Mon-Fri 9-5"), 1200);
    assert_eq!(
        asked("Mon-Fri 9-5"),
        about("Closes at 05:00 the next day. Is that right, or is it 17:00 the same day?")
    );
    assert_eq!(
        asked("mandag 8.30–3.30"),
        about("Closes at 03:30 the next day. Is that right, or is it 15:30 the same day?")
    );
    // A night is a night.
    for (text, end) in [
        ("fredag 22-02", "02:00"),
        ("fredag 15.30-8", "08:00"),
        ("fredag 10-00.30", "00:30"),
    ] {
        let plain = format!("Closes at {end} the next day. Is that right?");
        assert_eq!(asked(text), about(&plain), "{text}");
    }
}

#[test]
fn an_end_that_is_the_start_is_asked_about() {
    for text in [
        "mandag 12-12",
        "julaften 8-8, mandag 9-10",
        "man 0-0",
        "man 8-16, man til 8",
    ] {
        let told = asked(text);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert_eq!(told[0].0, ProblemCode::StartEqualsEnd, "{text}");
        assert!(
            told[0].1.ends_with("[0].durationMinutes"),
            "{text}: {told:?}"
        );
    }
    assert_eq!(asked("alle dager 0-24, helligdager som vanlig"), []);
}

#[test]
fn holidays_alone_open_nothing_and_it_is_told() {
    for text in [
        "helligdager stengt",
        "julaften stengt",
        "helligdager som søndag",
    ] {
        let told = asked(text);
        let closed: Vec<_> = told
            .iter()
            .filter(|(code, ..)| *code == ProblemCode::ClosedGe7Days)
            .collect();
        assert_eq!(closed.len(), 1, "{text}: {told:?}");
        assert_eq!(closed[0].1, "weekly");
        assert!(
            closed[0].2.starts_with("No opening hours are written"),
            "{told:?}"
        );
    }
    let told = asked("julaften 10-12");
    assert!(
        told.iter()
            .all(|(.., words)| !words.starts_with("No opening")),
        "{told:?}"
    );
}

#[test]
fn blank_is_not_stated() {
    for text in ["", "   ", "\n,;.", "–"] {
        assert_eq!(parse_text(text).schedule.mode, Mode::NotStated, "{text:?}");
    }
}
