//! The road of a change: from a draft to what the public reads.

mod approve;
mod comment;
mod confirm;
mod discard_draft;
mod list;
mod one;
mod publish_first;
mod queue;
mod reject;
mod resolve_conflicts;
mod return_change;
mod revert;
mod road;
mod save_draft;
mod start_draft;
mod statements;
mod submit;
mod verify;
mod withdraw;

use chrono::TimeDelta;
use harness::cast::{APPROVER, COLLEAGUE, EDITOR, EDITOR_THERE, HERE, THERE};
use harness::fixture::{Change, content, listing_id, published_listing, save, start, submit};
use harness::{Client, TestApp};
use serde_json::{Value, json};

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
    described_in(HERE, author, listing, words).await
}

async fn described_in(municipality: &str, author: &Client, listing: &str, words: &str) -> Change {
    let change = start(author, listing, municipality, KIND).await;
    let mut content = content("Frisklivssentralen", municipality);
    content["description"] = json!({ "nb": words, "nn": words, "en": words });
    let change = save(author, &change, content).await;
    submit(author, &change).await
}

/// A draft of a published listing in which the telephone is answered from `start_of_day` on, and nothing else is changed.
pub async fn reopening(author: &Client, listing: &str, start_of_day: &str) -> (Change, Value) {
    let draft = start(author, listing, HERE, KIND).await;
    let document = "query($id: ID!) { changeRequest(id: $id) { document } }";
    let read = crate::ask::by_id(author, document, &draft.id).await;
    let mut content = read.data()["changeRequest"]["document"].clone();
    content["contactPoints"][0]["openingHours"]["weekly"][0]["start"] = json!(start_of_day);
    (draft, content)
}

/// The same, submitted: public at once.
pub async fn rescheduled(author: &Client, listing: &str, start_of_day: &str) -> Change {
    let (draft, content) = reopening(author, listing, start_of_day).await;
    let change = save(author, &draft, content).await;
    let change = submit(author, &change).await;
    assert_eq!(change.state, "PUBLISHED_UNREVIEWED");
    change
}

/// What waits for a reviewer, in the order in which it was sent, a minute apart.
pub struct Waiting {
    /// An editor's description of a published listing: low-risk.
    pub low: Change,
    /// A colleague's new listing: high-risk.
    pub high: Change,
    /// The approver's own description.
    pub approvers: Change,
    /// The editor's new hours: public already.
    pub public: Change,
    /// A description in another county.
    pub there: Change,
}

pub async fn waiting(app: &TestApp) -> Waiting {
    let editor = app.as_user(EDITOR).await;
    let tick = || app.clock().advance(TimeDelta::minutes(1));
    let published = async |municipality| {
        let id = published_listing(app, "Frisklivssentralen", municipality, KIND).await;
        tick();
        id
    };
    let id = published(HERE).await;
    let low = described(&editor, &id, "Lav").await;
    tick();
    let colleague = app.as_user(COLLEAGUE).await;
    let high = start(&colleague, &listing_id(), HERE, KIND).await;
    let high = save(&colleague, &high, content("Ny", HERE)).await;
    let high = submit(&colleague, &high).await;
    tick();
    let id = published(HERE).await;
    let approvers = described(&app.as_user(APPROVER).await, &id, "Egen").await;
    tick();
    let id = published(HERE).await;
    let public = rescheduled(&editor, &id, "10:00").await;
    tick();
    let id = published(THERE).await;
    let editor_there = app.as_user(EDITOR_THERE).await;
    let there = described_in(THERE, &editor_there, &id, "Der").await;
    tick();
    Waiting {
        low,
        high,
        approvers,
        public,
        there,
    }
}

/// What the public reads: the telephone's hours, the description and the number of the revision.
pub async fn public(app: &TestApp, listing: &str) -> (String, Value, i64) {
    let document = "query($id: ID!) { listing(id: $id) { description revisionNumber contactPoints { openingHours { summary(language: NB) } } } }";
    let answer = crate::ask::by_id(&app.anonymous(), document, listing).await;
    let listing = answer.data()["listing"].clone();
    let hours = crate::ask::text(&listing["contactPoints"][0]["openingHours"]["summary"]);
    let number = listing["revisionNumber"].as_i64().expect("a number");
    (hours, listing["description"].clone(), number)
}
