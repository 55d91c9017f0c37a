//! Things to begin a test with, made through the API as people make them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::TestApp;
use crate::cast::{EDITOR, EDITOR_THERE, HERE, NATIONAL};
use crate::client::Client;

/// A change, as the next step must name it.
const CHANGE: &str = "changeRequest { id version state listing { id } revision { id } } userErrors { code field message }";

/// What a change looks like after a step.
#[derive(Debug, Clone)]
pub struct Change {
    pub id: String,
    pub version: i64,
    pub state: String,
    pub listing: String,
    pub revision: Option<String>,
}

impl Change {
    #[track_caller]
    fn read(payload: &Value) -> Self {
        let change = &payload["changeRequest"];
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Self {
            id: text(&change["id"]).expect("a change"),
            version: change["version"].as_i64().expect("a version"),
            state: text(&change["state"]).expect("a state"),
            listing: text(&change["listing"]["id"]).expect("a listing"),
            revision: text(&change["revision"]["id"]),
        }
    }
}

/// A fresh listing id, as the console makes them.
#[must_use]
pub fn listing_id() -> String {
    format!("listing_{}", Uuid::now_v7().simple())
}

/// A document that can be submitted.
#[must_use]
pub fn content(name: &str, municipality: &str) -> Value {
    json!({
        "name": { "nb": name, "nn": name, "en": name },
        "summary": { "nb": "Et tilbud til prøve.", "nn": "Eit tilbod til prøve.", "en": "A service on trial." },
        "serviceArea": [municipality],
        "contactPoints": [{
            "id": "telefon",
            "kind": "PHONE",
            "value": "39 00 00 01",
            "openingHours": {
                "mode": "SCHEDULED",
                "weekly": [{ "days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"], "start": "08:00", "durationMinutes": 450 }]
            }
        }]
    })
}

/// Begins a draft of a new listing.
pub async fn start(editor: &Client, listing: &str, municipality: &str, kind: &str) -> Change {
    let response = editor
        .graphql(
            &format!("mutation($input: StartDraftInput!) {{ startDraft(input: $input) {{ {CHANGE} }} }}"),
            json!({ "input": { "listingId": listing, "municipalityNumber": municipality, "serviceTypeSlug": kind } }),
        )
        .await;
    Change::read(response.done("startDraft"))
}

/// Saves a draft.
pub async fn save(editor: &Client, change: &Change, content: Value) -> Change {
    let response = editor
        .graphql(
            &format!("mutation($input: SaveDraftInput!) {{ saveDraft(input: $input) {{ {CHANGE} }} }}"),
            json!({ "input": { "changeRequestId": change.id, "expectedVersion": change.version, "content": content } }),
        )
        .await;
    Change::read(response.done("saveDraft"))
}

/// Submits a draft.
pub async fn submit(editor: &Client, change: &Change) -> Change {
    let response = editor
        .graphql(
            &format!("mutation($input: SubmitChangeInput!) {{ submitChange(input: $input) {{ {CHANGE} }} }}"),
            json!({ "input": { "changeRequestId": change.id, "expectedVersion": change.version } }),
        )
        .await;
    Change::read(response.done("submitChange"))
}

/// Approves what was submitted.
pub async fn approve(reviewer: &Client, change: &Change) -> Change {
    let response = reviewer
        .graphql(
            &format!("mutation($input: ApproveChangeInput!) {{ approveChange(input: $input) {{ {CHANGE} }} }}"),
            json!({ "input": {
                "changeRequestId": change.id,
                "expectedVersion": change.version,
                "revisionId": change.revision,
            } }),
        )
        .await;
    Change::read(response.done("approveChange"))
}

/// Takes a new listing from nothing to published; answers its id.
pub async fn published_listing(
    app: &TestApp,
    name: &str,
    municipality: &str,
    kind: &str,
) -> String {
    let editor = app
        .as_user(if municipality == HERE {
            EDITOR
        } else {
            EDITOR_THERE
        })
        .await;
    let reviewer = app.as_user(NATIONAL).await;
    let change = start(&editor, &listing_id(), municipality, kind).await;
    let change = save(&editor, &change, content(name, municipality)).await;
    let change = submit(&editor, &change).await;
    let change = approve(&reviewer, &change).await;
    assert_eq!(change.state, "APPROVED");
    change.listing
}
