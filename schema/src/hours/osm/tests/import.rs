//! What is read.

use super::super::{export, import};
use crate::hours::{Mode, compile, regular_hours};
use crate::text::Language;

#[track_caller]
fn reads(value: &str, expected: &str) {
    let parsed = import(value);
    assert_eq!(parsed.not_understood, Vec::<String>::new(), "{value}");
    assert_eq!(
        regular_hours(&parsed.schedule, Language::En),
        expected,
        "{value}"
    );
}

#[test]
fn common_values() {
    reads(
        "Mo-Fr 08:00-12:00,12:30-15:30; PH off",
        "Monday–Friday 08:00–12:00 and 12:30–15:30. Saturday and Sunday closed. Public holidays: closed.",
    );
    reads(
        "Mo-Su 08:00-20:00; Su off",
        "Monday–Saturday 08:00–20:00. Sunday closed. Public holidays: as usual.",
    );
    reads(
        "Fr,Sa 22:00-02:00",
        "Friday and Saturday 22:00 until 02:00 the next day. Otherwise closed. Public holidays: as usual.",
    );
    reads(
        "Tu[1,-1] 17:00-19:00",
        "First and last Tuesday of the month 17:00–19:00. Otherwise closed. Public holidays: as usual.",
    );
    reads("24/7", "Open 24 hours a day, all year.");
    reads("\"by appointment\"", "By appointment only.");
    reads(
        "Mo-Fr 08:00-15:30; Dec 24 08:00-12:00; easter -2 days off",
        "Monday–Friday 08:00–15:30. Saturday and Sunday closed. Public holidays: as usual. Good Friday: closed. Christmas Eve: 08:00–12:00.",
    );
}

#[test]
fn a_blank_value_is_not_always_open_and_june_has_no_31st() {
    assert_eq!(import("").schedule.mode, Mode::NotStated);
    assert_eq!(import(" ; ").schedule.mode, Mode::NotStated);
    let parsed = import("Mo-Fr 08:00-15:00; Jun 31 off");
    assert_eq!(parsed.not_understood, ["Jun 31 off"]);
    assert_eq!(parsed.schedule.weekly.len(), 1);
}

/// A later rule has the last word on the weeks it names, and leaves the others as they were.
#[test]
fn a_rule_for_some_weeks_takes_only_those() {
    reads(
        "Mo-Fr 08:00-16:00; We[2] off",
        "Monday, Tuesday, Thursday and Friday 08:00–16:00. First, third, fourth and fifth Wednesday of the month 08:00–16:00. Saturday and Sunday closed. Public holidays: as usual.",
    );
    reads(
        "Mo-Fr 08:00-16:00; week 1-53/2 Mo off",
        "Tuesday–Friday 08:00–16:00. Monday in even weeks 08:00–16:00. Saturday and Sunday closed. Public holidays: as usual.",
    );
    reads(
        "We 08:00-16:00; We[1] 12:00-18:00",
        "First Wednesday of the month 12:00–18:00. Second, third, fourth and fifth Wednesday of the month 08:00–16:00. Otherwise closed. Public holidays: as usual.",
    );
    for (value, left) in [
        ("Mo-Fr 08:00-16:00; We[-1] off", "We[-1] off"),
        ("week 2-52/2 We 08:00-16:00; We[1] off", "We[1] off"),
    ] {
        assert_eq!(import(value).not_understood, [left], "{value}");
    }
}

#[test]
fn always_open_but_for_holidays_is_closed_on_holidays() {
    reads(
        "24/7; PH off",
        "Every day open 24 hours. Public holidays: closed.",
    );
}

/// The rule written last holds; what it takes back is told.
#[test]
fn what_a_later_rule_takes_back_is_told() {
    for (value, left) in [
        ("PH off; Mo-Fr 08:00-16:00", "PH off"),
        ("Jul 1-31 off; Mo-Fr 08:00-16:00", "Jul 1-31 off"),
        ("May 17 off; Mo-Fr 08:00-16:00", "May 17 off"),
        (
            "easter -2 days off; Mo-Fr 08:00-16:00",
            "easter -2 days off",
        ),
        (
            "2027 Jul 01-2027 Jul 31 off; Mo-Fr 08:00-16:00",
            "2027 Jul 01-2027 Jul 31 off",
        ),
        ("PH off; 24/7", "PH off"),
    ] {
        assert_eq!(import(value).not_understood, [left], "{value}");
    }
}

#[test]
fn what_is_not_understood_is_handed_back() {
    for value in [
        "sunrise-sunset",
        "Mo-Fr 08:00+",
        "SH off",
        "Mo 08:00-10:00 || unknown",
        "week 10-20 Mo 08:00-10:00",
        "Mo-Fr 08:00-12:00 \"ring the bell\"",
        "rubbish",
        "Mo[6] 08:00-09:00",
    ] {
        assert!(!import(value).not_understood.is_empty(), "{value}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    for value in [
        "Mo-Fr 08:00-12:00,12:30-15:30; PH off",
        "Mo-Fr 09:00-15:00, Mo-Fr 15:00-17:00 unknown \"by appointment\"; PH off",
        "Mo-Fr 08:00-15:30; Jun 15-Aug 15 off; Jun 15-Aug 15 Mo 08:00-09:00; PH off; 2026 Dec 21-2027 Jan 03 off; 2026 Nov 25 10:00-11:00 off",
        "week 01-53/2 Mo 10:00-14:00",
        "24/7",
        "24/7; 2026 Nov 25 02:00-04:00 off",
        "24/7 unknown \"by appointment\"",
        "off",
    ] {
        let parsed = import(value);
        assert_eq!(parsed.not_understood, Vec::<String>::new(), "{value}");
        let again = export(&parsed.schedule).value.unwrap();
        assert_eq!(
            import(&again).schedule,
            parsed.schedule,
            "{value} became {again}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn any_value_is_read_without_harm(value in "\\PC{0,120}") {
        let _ = import(&value);
    }

    #[test]
    fn near_values_give_schedules_that_compile(parts in proptest::collection::vec(
        proptest::sample::select(vec!["Mo", "-", "Fr", ",", " ", "08:00", "26:00", "00:00", ";", "off", "PH", "Jun", "15", "31", "2026 ", "Feb 29", "easter", "-2 days", "week 1-53/2",
            "[1]", "24/7", "unknown", "\"by appointment\"", "closed", "open", "Su"]), 0..16)) {
        let value = parts.concat();
        let parsed = import(&value);
        proptest::prop_assert!(compile(&parsed.schedule).is_ok(), "{value}: {:?}", parsed.schedule);
        let _ = export(&parsed.schedule);
    }
}
