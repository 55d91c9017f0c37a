//! Opening hours: what a listing says about them, and what anybody may ask about any schedule.

mod calendar;
mod cases;
mod days;
mod documented;
mod facts;
mod import;
mod preview;
mod validate;

use harness::cast::{EDITOR, HERE, NATIONAL};
use harness::fixture::{approve, content, listing_id, save, start, submit};
use harness::{Client, Response, TestApp};
use serde_json::{Value, json};

/// A casualty clinic: weekdays from half past three to eight, weekends and holidays day and night, Christmas Eve ten to twelve.
pub fn clinic() -> Value {
    json!({
        "mode": "SCHEDULED",
        "weekly": [
            { "days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"], "start": "15:30", "durationMinutes": 990,
              "note": { "nb": "Ring først", "nn": "Ring først", "en": "Call first" } },
            { "days": ["SATURDAY", "SUNDAY"], "start": "08:00", "durationMinutes": 1440 },
        ],
        "holidays": {
            "rule": "AS_SUNDAY",
            "overrides": [{ "key": "CHRISTMAS_EVE", "spans": [{ "start": "10:00", "durationMinutes": 120 }] }],
        },
        "exceptions": [{ "from": "2026-12-01", "to": "2026-12-01", "spans": [],
            "reason": { "nb": "Flytting", "nn": "Flytting", "en": "We are moving" } }],
        "closures": [{ "from": "2026-12-02T18:00", "to": "2026-12-02T20:00",
            "reason": { "nb": "Strømbrudd", "nn": "Straumbrot", "en": "Power cut" } }],
    })
}

/// A document with hours of four kinds: a hidden house, a telephone, a chat by appointment, and one that says nothing.
pub fn with_hours() -> Value {
    let mut listing = content("Legevakten", HERE);
    listing["places"] = json!([{
        "id": "huset",
        "name": { "nb": "Bakgården", "nn": "Bakgarden", "en": "The back yard" },
        "street": "Hemmeliggata 7",
        "postalCode": "4099",
        "city": "Skjulvik",
        "municipalityNumber": HERE,
        "hidden": true,
        "openingHours": clinic(),
    }]);
    let point = |id: &str, value: &str, hours: Value| json!({ "id": id, "kind": "PHONE", "value": value, "openingHours": hours });
    listing["contactPoints"] = json!([
        point("telefon", "39 00 00 01", json!({ "mode": "ALWAYS" })),
        point(
            "avtale",
            "39 00 00 02",
            json!({ "mode": "APPOINTMENT_ONLY" })
        ),
        point("ukjent", "39 00 00 03", json!({})),
    ]);
    listing["contactPoints"][0]["label"] =
        json!({ "nb": "Vakttelefonen", "nn": "Vakttelefonen", "en": "The emergency line" });
    listing
}

/// Publishes a document; answers the listing's id.
pub async fn published(app: &TestApp, document: Value) -> String {
    let editor = app.as_user(EDITOR).await;
    let draft = start(&editor, &listing_id(), HERE, super::change::KIND).await;
    let draft = save(&editor, &draft, document).await;
    let sent = submit(&editor, &draft).await;
    approve(&app.as_user(NATIONAL).await, &sent).await.listing
}

/// Asks `fields` of the opening hours of the listing's places and contact points.
pub async fn hours(client: &Client, listing: &str, fields: &str) -> Response {
    let query = format!(
        "{{ listing(id: \"{listing}\") {{ places {{ openingHours {{ {fields} }} }} contactPoints {{ openingHours {{ {fields} }} }} }} }}"
    );
    client.get_graphql(&query).await
}

/// Those of the first place.
#[track_caller]
pub fn of_place(response: &Response) -> &Value {
    &response.data()["listing"]["places"][0]["openingHours"]
}

/// Those of a contact point.
#[track_caller]
pub fn of_contact(response: &Response, index: usize) -> &Value {
    &response.data()["listing"]["contactPoints"][index]["openingHours"]
}
