//! The worked cases, and the replayer itself.

use veiviser_schema::hours::cases::replay;

const CASES: &str = include_str!("cases.json");

#[test]
fn every_worked_case_passes() {
    let report = replay(CASES).unwrap();
    assert_eq!(report.to_string(), "56 passed, 0 failed");
}

#[test]
fn a_wrong_expectation_is_a_line_and_a_failure() {
    let wrong = CASES.replacen("\"state\": \"open\"", "\"state\": \"closed\"", 1);
    let report = replay(&wrong).unwrap();
    assert_eq!((report.passed, report.failed), (55, 1));
    assert_eq!(
        report.to_string(),
        "E01 office at 2026-11-23T08:00:00+01:00: state is open, expected closed\n55 passed, 1 failed"
    );
}

#[test]
fn next_may_be_left_out_and_null_means_never() {
    let file = |case: &str| {
        format!(
            r#"{{"schedules": {{"office": {{"base": [{{"days": [1], "open": "08:00", "close": "15:30"}}]}}}}, "cases": [{case}]}}"#
        )
    };
    let at = r#""id": "X", "s": "office", "at": "2026-11-23T09:00:00+01:00", "state": "open""#;
    assert_eq!(
        replay(&file(&format!("{{{at}}}"))).unwrap().to_string(),
        "1 passed, 0 failed"
    );
    let report = replay(&file(&format!("{{{at}, \"next\": null}}"))).unwrap();
    assert_eq!(
        report.to_string(),
        "X office at 2026-11-23T09:00:00+01:00: next is 2026-11-23T15:30:00+01:00, expected never\n0 passed, 1 failed"
    );
}

#[test]
fn other_zones_and_unreadable_parts() {
    let file = r#"{"schedules": {
        "sydney": {"tz": "Australia/Sydney", "base": [{"days": [1,2,3,4,5,6,7], "open": "22:00", "close": "30:00"}],
                   "holidays": {"default": "normal"}},
        "broken": {"base": [{"days": [1], "open": "08:61", "close": "15:30"}]}},
      "cases": [
        {"id": "A", "s": "sydney", "at": "2026-04-04T23:00:00+11:00", "state": "open", "next": "2026-04-05T06:00:00+10:00"},
        {"id": "B", "s": "broken", "at": "2026-04-04T23:00:00+11:00", "state": "open"},
        {"id": "C", "s": "nowhere", "at": "2026-04-04T23:00:00+11:00", "state": "open"},
        {"id": "D"}]}"#;
    let report = replay(file).unwrap();
    assert_eq!((report.passed, report.failed), (1, 3), "{report}");
    assert!(replay("[]").is_err() && replay("").is_err());
}
