//! The road of a change: from a draft to what the public reads.

mod approve;
mod comment;
mod discard_draft;
mod reject;
mod resolve_conflicts;
mod return_change;
mod road;
mod save_draft;
mod start_draft;
mod statements;
mod submit;
mod verify;
mod withdraw;

use harness::cast::{EDITOR, HERE};
use harness::fixture::{Change, content, listing_id, save, start, submit};
use harness::{Client, TestApp};
use serde_json::json;

/// An ordinary service: its texts and phones are low-risk.
pub const KIND: &str = "frisklivssentral";

/// The editor of the place, with a draft of a new listing that can be submitted.
pub async fn drafted(app: &TestApp) -> (Client, Change) {
    let editor = app.as_user(EDITOR).await;
    let change = start(&editor, &listing_id(), HERE, KIND).await;
    let change = save(&editor, &change, content("Frisklivssentralen", HERE)).await;
    (editor, change)
}

/// The same, submitted.
pub async fn submitted(app: &TestApp) -> (Client, Change) {
    let (editor, change) = drafted(app).await;
    let change = submit(&editor, &change).await;
    (editor, change)
}

/// A submitted change of a published listing's description.
pub async fn described(author: &Client, listing: &str, words: &str) -> Change {
    let change = start(author, listing, HERE, KIND).await;
    let mut content = content("Frisklivssentralen", HERE);
    content["description"] = json!({ "nb": words, "nn": words, "en": words });
    let change = save(author, &change, content).await;
    submit(author, &change).await
}
