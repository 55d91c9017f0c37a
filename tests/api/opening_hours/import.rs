use harness::{Client, Response, TestApp};
use serde_json::{Value, json};

use super::preview::preview;

async fn import(client: &Client, query: &str, argument: &str, text: &str) -> Response {
    let fields = "schedule { mode timeZone weekly { days start durationMinutes state weeks nth note { nb nn en } }
        seasons { name { nb nn en } from to rules { days start durationMinutes state weeks nth note { nb nn en } } }
        holidays { rule overrides { key choice spans { start durationMinutes state } confirmedYears } }
        exceptions { from to spans { start durationMinutes state } reason { nb nn en } } closures { from to reason { nb nn en } } }
        understood notUnderstood problems { code path severity }";
    let document = format!("query($text: String!) {{ {query}({argument}: $text) {{ {fields} }} }}");
    client.graphql(&document, json!({ "text": text })).await
}

async fn osm(client: &Client, text: &str) -> Value {
    let response = import(client, "importOsmOpeningHours", "value", text).await;
    response.data()["importOsmOpeningHours"].clone()
}

async fn typed(client: &Client, text: &str) -> Value {
    let response = import(client, "parseOpeningHoursText", "text", text).await;
    response.data()["parseOpeningHoursText"].clone()
}

/// What was read can be sent back, and written as it was.
#[tokio::test]
async fn a_value_of_the_map_comes_in_and_goes_out_again() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let value = "Mo-Fr 08:00-15:30; PH off";
    let read = osm(&anybody, value).await;
    assert_eq!(
        (&read["notUnderstood"], &read["schedule"]["mode"]),
        (&json!([]), &json!("SCHEDULED"))
    );
    let asked = json!({ "schedule": read["schedule"], "at": ["2026-11-25T08:00:00Z"], "from": "2026-11-25", "to": "2026-11-25" });
    let back = preview(&anybody, asked, "osm { value } states { state }").await;
    assert_eq!(
        back.data()["previewOpeningHours"],
        json!({ "osm": { "value": value }, "states": [{ "state": "OPEN" }] })
    );
}

#[tokio::test]
async fn what_is_not_understood_is_handed_back() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let sun = osm(&anybody, "Mo 10:00-12:00; sunrise-sunset").await;
    assert_eq!(
        (&sun["understood"], &sun["notUnderstood"]),
        (&json!(["Mo 10:00-12:00"]), &json!(["sunrise-sunset"]))
    );
    let easter = typed(&anybody, "hverdager 8-15, etter påske 9-10").await;
    assert!(
        easter["notUnderstood"].to_string().contains("påske"),
        "{easter}"
    );
    // Blank is no hours, never always open.
    for read in [osm(&anybody, " ").await, typed(&anybody, "").await] {
        assert_eq!(read["schedule"]["mode"], "NOT_STATED");
    }
}

#[tokio::test]
async fn what_people_write_is_read() {
    let app = TestApp::sqlite().await;
    let read = typed(&app.anonymous(), "hverdager 8–15.30, tors til 18").await;
    assert_eq!(read["notUnderstood"], json!([]));
    let thursday = read["schedule"]["weekly"]
        .as_array()
        .expect("rules")
        .iter()
        .find(|rule| rule["days"] == json!(["THURSDAY"]));
    assert_eq!(
        thursday.map(|rule| &rule["durationMinutes"]),
        Some(&json!(600))
    );
}

#[tokio::test]
async fn texts_are_bounded_and_harmless() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    for (query, argument) in [
        ("importOsmOpeningHours", "value"),
        ("parseOpeningHoursText", "text"),
    ] {
        let long = import(&anybody, query, argument, &"å".repeat(2_001)).await;
        assert_eq!(long.error_code(), "TEXT_TOO_LONG");
        for text in [
            "å".repeat(2_000),
            "\"".repeat(999),
            "Mo[1,2,3".repeat(200),
            "\u{0}\u{202e};,-:".to_owned(),
            "9-9-9 ".repeat(300),
        ] {
            let response = import(&anybody, query, argument, &text).await;
            assert_eq!(
                response.data()[query]["schedule"]["timeZone"],
                "Europe/Oslo"
            );
        }
    }
}
