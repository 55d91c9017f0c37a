//! The worked cases, asked over HTTP: what GraphQL answers is what the engine answers.

use chrono::{DateTime, TimeDelta, Utc};
use harness::TestApp;
use serde_json::{Value, json};
use veiviser_schema::hours::{CompiledSchedule, Schedule, State, cases, compile};

use super::preview::preview;

const CASES: &str = include_str!("../../../schema/tests/hours/cases.json");

fn word(state: State) -> &'static str {
    match state {
        State::Open => "OPEN",
        State::Closed => "CLOSED",
        State::Appointment => "APPOINTMENT",
        State::Unknown => "UNKNOWN",
    }
}

/// The engine's answer in the shape of GraphQL's.
fn expected(schedule: &Schedule, compiled: &CompiledSchedule, at: DateTime<Utc>) -> Value {
    let answer = compiled.state_at(at);
    let next = compiled
        .next_change(at)
        .map(|change| json!({ "at": change.at.to_rfc3339(), "state": word(change.state) }));
    json!({
        "at": at.to_rfc3339(),
        "state": word(answer.state),
        "reason": answer.reason.describe(schedule, veiviser_schema::text::Language::En),
        "nextChange": next,
    })
}

#[tokio::test]
async fn every_worked_case_is_answered_over_http_as_by_the_engine() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let file: Value = serde_json::from_str(CASES).expect("the cases");
    let (mut passed, mut asked) = (0, 0);
    for (name, notation) in file["schedules"].as_object().expect("schedules") {
        let schedule = cases::schedule(notation).expect("a schedule");
        let compiled = compile(&schedule).expect("a schedule that can be read");
        let of_schedule: Vec<&Value> = file["cases"]
            .as_array()
            .expect("cases")
            .iter()
            .filter(|case| case["s"] == **name)
            .collect();
        let noted: Vec<DateTime<Utc>> = of_schedule
            .iter()
            .map(|case| {
                case["at"]
                    .as_str()
                    .expect("an instant")
                    .parse()
                    .expect("an instant")
            })
            .collect();
        // The cases' own instants, and a few around each.
        let instants: Vec<DateTime<Utc>> = noted
            .iter()
            .flat_map(|at| {
                [0, -1, 1, 59, 61, 24 * 60, 7 * 24 * 60]
                    .map(|minutes| *at + TimeDelta::minutes(minutes))
            })
            .collect();
        for instants in instants.chunks(100) {
            let variables = json!({ "schedule": schedule, "at": instants, "from": "2026-11-01", "to": "2027-11-30" });
            let response = preview(&anybody, variables, "states { at state reason(language: EN) nextChange { at state } } days { date state spans { start end } }").await;
            let answer = &response.data()["previewOpeningHours"];
            let engine: Value = instants
                .iter()
                .map(|at| expected(&schedule, &compiled, *at))
                .collect();
            assert_eq!(answer["states"], engine, "{name}");
            asked += instants.len();
            let days = compiled.days(
                "2026-11-01".parse().expect("a date"),
                "2027-11-30".parse().expect("a date"),
            );
            let engine: Value = days
                .iter()
                .map(|day| {
                    let spans: Value = day.spans.iter().map(|span| json!({ "start": span.start.to_utc().to_rfc3339(), "end": span.end.to_utc().to_rfc3339() })).collect();
                    json!({ "date": day.date.to_string(), "state": word(day.state), "spans": spans })
                })
                .collect();
            assert_eq!(answer["days"], engine, "{name}");
        }
        // And as the cases themselves say.
        let variables =
            json!({ "schedule": schedule, "at": noted, "from": "2026-11-01", "to": "2026-11-01" });
        let response = preview(&anybody, variables, "states { state nextChange { at } }").await;
        for (case, state) in of_schedule.iter().zip(
            response.data()["previewOpeningHours"]["states"]
                .as_array()
                .expect("states"),
        ) {
            assert_eq!(
                state["state"].as_str().map(str::to_lowercase).as_deref(),
                case["state"].as_str(),
                "{case}"
            );
            if let Some(next) = case.get("next") {
                let instant = |text: &Value| {
                    text.as_str()
                        .map(|text| text.parse::<DateTime<Utc>>().expect("an instant"))
                };
                assert_eq!(instant(&state["nextChange"]["at"]), instant(next), "{case}");
            }
            passed += 1;
        }
    }
    assert_eq!((passed, asked), (56, 7 * 56));
}
