use harness::TestApp;
use serde_json::{Value, json};

const QUERY: &str = "query($schedule: OpeningHoursScheduleInput!, $crisis: Boolean! = false) {
    validateOpeningHours(schedule: $schedule, crisisLine: $crisis) { code path severity message nn: message(language: NN) en: message(language: EN) } }";

fn brief(problem: &Value) -> (&str, &str, &str) {
    let text = |field: &str| problem[field].as_str().expect("a text");
    (text("code"), text("path"), text("severity"))
}

#[tokio::test]
async fn errors_come_first_each_with_its_place_and_in_three_languages() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let schedule = json!({
        "mode": "SCHEDULED",
        "weekly": [
            { "days": ["MONDAY"], "start": "8.30", "durationMinutes": 60 },
            { "days": [], "start": "08:30", "durationMinutes": 60 },
        ],
        "exceptions": [{ "from": "2026-12-24", "to": "2026-12-23" }],
    });
    let response = anybody
        .graphql(QUERY, json!({ "schedule": schedule }))
        .await;
    let problems = response.data()["validateOpeningHours"]
        .as_array()
        .expect("problems");
    let told: Vec<_> = problems.iter().map(brief).collect();
    for expected in [
        ("TIME_FORMAT", "weekly[0].start", "ERROR"),
        ("NO_DAYS", "weekly[1].days", "ERROR"),
        ("RANGE_REVERSED", "exceptions[0].to", "ERROR"),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    for problem in problems {
        let texts =
            ["message", "nn", "en"].map(|field| problem[field].as_str().unwrap_or_default());
        assert!(texts.iter().all(|text| text.len() > 10), "{problem}");
        assert_ne!(texts[0], texts[2], "{problem}");
    }
}

#[tokio::test]
async fn warnings_are_as_of_today_and_of_what_it_is_for() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let night = json!({ "mode": "SCHEDULED", "holidays": { "rule": "NORMAL" },
        "weekly": [{ "days": ["MONDAY"], "start": "22:00", "durationMinutes": 600 }],
        "exceptions": [{ "from": "2026-11-24", "to": "2026-11-24" }] });
    let codes = async |variables: Value| -> Vec<String> {
        let response = anybody.graphql(QUERY, variables).await;
        let problems = response.data()["validateOpeningHours"]
            .as_array()
            .expect("problems")
            .clone();
        problems.iter().map(|it| brief(it).0.to_owned()).collect()
    };
    let told = codes(json!({ "schedule": night })).await;
    assert!(
        told.contains(&"OVERNIGHT_CONFIRM".to_owned())
            && told.contains(&"EXCEPTION_PAST".to_owned()),
        "{told:?}"
    );
    assert!(!told.contains(&"CRISIS_LINE_NOT_24_7".to_owned()));
    let told = codes(json!({ "schedule": night, "crisis": true })).await;
    assert!(
        told.contains(&"CRISIS_LINE_NOT_24_7".to_owned()),
        "{told:?}"
    );
    assert_eq!(
        codes(json!({ "schedule": { "mode": "ALWAYS" }, "crisis": true })).await,
        [""; 0]
    );
}
