//! What must hold of any schedule, however it came about.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use veiviser_schema::hours::{
    CompiledSchedule, Schedule, State, ValidationContext, compile, diff, osm, schema_org, summary,
    validate,
};
use veiviser_schema::text::Language;

const LANGUAGES: [Language; 3] = [Language::Nb, Language::Nn, Language::En];

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 0)
        .single()
        .expect("an instant")
}

/// Nothing here may panic, take long, or contradict itself.
pub fn hold(schedule: &Schedule) {
    let today = now().date_naive();
    let problems = validate(
        schedule,
        ValidationContext {
            today,
            crisis_line: true,
        },
    );
    for problem in &problems {
        for language in LANGUAGES {
            assert!(
                problem
                    .message
                    .get(language)
                    .is_some_and(|text| !text.is_empty()),
                "{problem:?}"
            );
        }
    }
    for language in LANGUAGES {
        assert!(!summary(schedule, language).is_empty());
        assert!(diff(schedule, schedule, language).is_empty());
    }
    let _ = osm::export(schedule);
    match compile(schedule) {
        Ok(compiled) => answers(schedule, &compiled),
        // What cannot be read cannot be submitted either.
        Err(_) => assert!(
            problems
                .iter()
                .any(|problem| problem.severity == veiviser_schema::hours::Severity::Error)
        ),
    }
    // What is stored and sent is what was written.
    let json = serde_json::to_string(schedule).expect("a schedule is JSON");
    let back: Schedule = serde_json::from_str(&json).expect("and is read again");
    assert_eq!(&back, schedule);
    assert_eq!(back.content_hash(), schedule.content_hash());
}

fn answers(schedule: &Schedule, compiled: &CompiledSchedule) {
    let mut at = now();
    for _ in 0..20 {
        let answer = compiled.state_at(at);
        let _ = answer.reason.describe(schedule, Language::Nb);
        let Some(change) = compiled.next_change(at) else {
            break;
        };
        // A change is a change, it lies ahead, and just before it nothing has happened yet.
        assert!(change.at > at);
        assert_ne!(change.state, answer.state);
        assert_eq!(compiled.state_at(change.at).state, change.state);
        assert_eq!(
            compiled.state_at(change.at - TimeDelta::seconds(1)).state,
            answer.state
        );
        at = change.at;
    }
    let today = compiled.local_date(now());
    for day in compiled.days(today, today + TimeDelta::days(20)) {
        for span in day.spans {
            assert!(span.start < span.end);
            let first = compiled.state_at(span.start.with_timezone(&Utc)).state;
            assert!(
                first == span.state || first == State::Open,
                "{span:?} begins {first:?}"
            );
        }
    }
    schema_org::json_ld(schedule, compiled, today);
}

/// Both answer alike for a year.
#[allow(dead_code, reason = "each target is a program of its own")]
pub fn same(one: &Schedule, other: &Schedule, what: &str) {
    let (Ok(one), Ok(other)) = (compile(one), compile(other)) else {
        panic!("{what}: only one of them can be read");
    };
    let first = one.local_date(now());
    let told = |compiled: &CompiledSchedule| -> Vec<_> {
        compiled
            .days(first, first + TimeDelta::days(366))
            .into_iter()
            .map(|day| {
                let spans: Vec<_> = day
                    .spans
                    .iter()
                    .map(|s| (s.start, s.end, s.state))
                    .collect();
                (day.date, spans)
            })
            .collect()
    };
    assert_eq!(told(&one), told(&other), "{what}");
}
