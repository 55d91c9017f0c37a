use harness::{Client, Response, TestApp, both_apps};
use serde_json::{Value, json};

use super::{clinic, hours, of_place, published, with_hours};

const EVERYTHING: &str = "readable problems { code path severity message(language: EN) } states { at state reason(language: EN) nextChange { at state } }
    days { date state reason(language: EN) spans { startTime endTime } } summary(language: EN) schemaOrg osm { value lossy losses } contentHash validUntil";

pub async fn preview(client: &Client, variables: Value, fields: &str) -> Response {
    let document = format!(
        "query($schedule: OpeningHoursScheduleInput!, $at: [DateTime!]!, $from: Date!, $to: Date!) {{
            previewOpeningHours(schedule: $schedule, at: $at, from: $from, to: $to) {{ {fields} }} }}"
    );
    client.graphql(&document, variables).await
}

fn asked(schedule: Value) -> Value {
    json!({ "schedule": schedule, "at": ["2026-11-25T20:00:00Z"], "from": "2026-12-24", "to": "2026-12-25" })
}

both_apps! {
    /// What an editor sees before is what the public sees after.
    async fn a_preview_says_what_the_listing_will_say(app: TestApp) {
        let anybody = app.anonymous();
        let before = preview(&anybody, asked(clinic()), EVERYTHING).await;
        let shown = &before.data()["previewOpeningHours"];
        let listing = published(&app, with_hours()).await;
        let after = hours(&anybody, &listing, "stateAt(at: \"2026-11-25T20:00:00Z\") { at state reason(language: EN) nextChange { at state } }
            days(from: \"2026-12-24\", to: \"2026-12-25\") { date state reason(language: EN) spans { startTime endTime } }
            summary(language: EN) schemaOrg osm { value lossy losses } contentHash validUntil").await;
        let public = of_place(&after);
        assert_eq!(shown["states"], json!([public["stateAt"]]));
        assert_eq!(shown["states"][0]["state"], "OPEN");
        for field in ["days", "summary", "schemaOrg", "osm", "contentHash", "validUntil"] {
            assert_eq!(shown[field], public[field], "{field}");
            assert!(!shown[field].is_null(), "{field}");
        }
    }
}

fn codes(response: &Response) -> Vec<String> {
    let problems = response.data()["previewOpeningHours"]["problems"].as_array();
    let mut codes: Vec<String> = problems
        .expect("problems")
        .iter()
        .filter(|problem| problem["severity"] == "ERROR")
        .map(|problem| problem["code"].as_str().expect("a code").to_owned())
        .collect();
    codes.dedup();
    codes
}

#[tokio::test]
async fn nonsense_is_answered_with_problems() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let rule = |start: &str, minutes: i64| json!({ "mode": "SCHEDULED", "weekly": [{ "days": ["MONDAY"], "start": start, "durationMinutes": minutes }] });
    let many = |count: usize, item: Value| Value::Array(vec![item; count]);
    for (schedule, code) in [
        (rule("25:99", 60), "TIME_FORMAT"),
        (rule("", 60), "TIME_FORMAT"),
        (rule("🕗", 60), "TIME_FORMAT"),
        (rule("08:00", 0), "START_EQUALS_END"),
        (rule("08:00", i64::from(i32::MAX)), "DURATION_GT_24H"),
        (
            json!({ "timeZone": "Europe/Atlantis", "mode": "ALWAYS" }),
            "TIME_ZONE_UNKNOWN",
        ),
        (
            json!({ "mode": "SCHEDULED", "exceptions": [{ "from": "2026-02-30", "to": "2026-03-01" }] }),
            "DATE_NOT_EXIST",
        ),
        (
            json!({ "mode": "SCHEDULED", "exceptions": [{ "from": "2026-03-02", "to": "2026-03-01" }] }),
            "RANGE_REVERSED",
        ),
        (
            json!({ "mode": "SCHEDULED", "closures": [{ "from": "x", "to": "\u{0}" }] }),
            "TIME_FORMAT",
        ),
        (
            json!({ "mode": "SCHEDULED", "weekly": many(1_000, json!({ "start": "08:00", "durationMinutes": 1 })) }),
            "TOO_MANY",
        ),
        (
            json!({ "mode": "SCHEDULED", "exceptions": many(2_000, json!({ "from": "2026-12-24", "to": "2026-12-24" })) }),
            "TOO_MANY",
        ),
    ] {
        let response = preview(&anybody, asked(schedule.clone()), EVERYTHING).await;
        assert!(
            codes(&response).contains(&code.to_owned()),
            "{code}: {}",
            response.text
        );
        let shown = &response.data()["previewOpeningHours"];
        assert_eq!(
            (&shown["readable"], &shown["states"], &shown["days"]),
            (&json!(false), &json!([]), &json!([])),
            "{code}"
        );
        for field in ["summary", "schemaOrg", "osm", "validUntil"] {
            assert_eq!(shown[field], Value::Null, "{code} {field}");
        }
        assert_ne!(shown["problems"][0]["message"], "");
    }
    // What contradicts itself has a meaning all the same, and cannot be submitted.
    let twice = json!({ "mode": "SCHEDULED", "weekly": [
        { "days": ["WEDNESDAY"], "start": "08:00", "durationMinutes": 60 }, { "days": ["WEDNESDAY"], "start": "08:30", "durationMinutes": 900 }] });
    let response = preview(&anybody, asked(twice), EVERYTHING).await;
    assert_eq!(codes(&response), ["OVERLAP_SAME_DAY"]);
    let shown = &response.data()["previewOpeningHours"];
    assert_eq!(
        (&shown["readable"], &shown["states"][0]["state"]),
        (&json!(true), &json!("OPEN"))
    );
}

#[tokio::test]
async fn what_is_asked_for_is_bounded() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let with = |field: &str, value: Value| {
        let mut asked = asked(json!({ "mode": "ALWAYS" }));
        asked[field] = value;
        asked
    };
    let instants = |count: usize| Value::Array(vec![json!("2026-11-25T20:00:00Z"); count]);
    let hundred = preview(&anybody, with("at", instants(100)), "states { state }").await;
    let states = hundred.data()["previewOpeningHours"]["states"].as_array();
    assert_eq!(states.map(Vec::len), Some(100));
    for (variables, code) in [
        (with("at", instants(101)), "TOO_MANY_INSTANTS"),
        (
            with("at", json!(["+99999-01-01T00:00:00Z"])),
            "DATE_OUT_OF_RANGE",
        ),
        (with("to", json!("2028-01-28")), "RANGE_TOO_LONG"),
        (with("to", json!("2026-12-23")), "RANGE_REVERSED"),
        (with("from", json!("0001-01-01")), "DATE_OUT_OF_RANGE"),
        (with("at", json!(["tomorrow"])), "BAD_USER_INPUT"),
        (
            with("schedule", json!({ "mode": "SOMETIMES" })),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            with(
                "schedule",
                json!({ "weekly": [{ "days": ["FREDAG"], "start": "1", "durationMinutes": 1 }] }),
            ),
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ] {
        let response = preview(&anybody, variables, "states { state }").await;
        assert_eq!(response.error_code(), code, "{}", response.text);
    }
}
