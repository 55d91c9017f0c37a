use harness::cast::{EDITOR, HERE, NATIONAL, THERE};
use harness::fixture::{approve, published_listing};
use harness::{TestApp, both_apps};
use serde_json::{Value, json};

use crate::ask::by_id;
use crate::change::{KIND, described};

const LIST: &str = "query($id: ID!) { listingRecord(id: $id) { revisions { totalCount nodes { id number contentHash publishedAt differences { path kind beforeText afterText risk } } } } }";

async fn revisions(app: &TestApp, listing: &str) -> Vec<Value> {
    let reviewer = app.as_user(NATIONAL).await;
    let response = by_id(&reviewer, LIST, listing).await;
    response.data()["listingRecord"]["revisions"]["nodes"]
        .as_array()
        .expect("revisions")
        .clone()
}

both_apps! {
    /// Each says what it changed in what was published before it.
    async fn history_is_told_by_differences(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let sent = described(&editor, &id, "Ny tekst").await;
        approve(&app.as_user(NATIONAL).await, &sent).await;
        let mut revisions = revisions(&app, &id).await;
        revisions.sort_by_key(|revision| revision["number"].as_i64());
        assert_eq!(revisions.len(), 2);
        assert_ne!(revisions[0]["contentHash"], revisions[1]["contentHash"]);
        let differences = revisions[1]["differences"].as_array().expect("differences");
        assert!(differences.iter().all(|it| it["path"].as_str().is_some_and(|path| path.starts_with("description"))), "{differences:?}");
        assert!(differences.iter().any(|it| it["afterText"] == "Ny tekst" && it["risk"] == "LOW"), "{differences:?}");
        let backwards = editor
            .graphql(
                "query($id: ID!, $against: ID) { node(id: $id) { ... on Revision { differences(against: $against) { beforeText } } } }",
                json!({ "id": revisions[0]["id"], "against": revisions[1]["id"] }),
            )
            .await;
        assert!(backwards.data()["node"]["differences"].to_string().contains("Ny tekst"), "{}", backwards.text);
    }

    /// To compare with what one may not see would be a way to read it.
    async fn a_foreign_revision_is_nothing_to_compare_with(app: TestApp) {
        let own = published_listing(&app, "Vår", HERE, KIND).await;
        let foreign = published_listing(&app, "Deres", THERE, KIND).await;
        let own = revisions(&app, &own).await[0]["id"].clone();
        let foreign = revisions(&app, &foreign).await[0]["id"].clone();
        let editor = app.as_user(EDITOR).await;
        let mut answers = Vec::new();
        for against in [foreign, json!("revision_77777777777777777777777777777777")] {
            let response = editor
                .graphql(
                    "query($id: ID!, $against: ID) { node(id: $id) { ... on Revision { number differences(against: $against) { beforeText } } } }",
                    json!({ "id": own, "against": against }),
                )
                .await;
            assert_eq!(response.error_code(), "BAD_ARGUMENT", "{}", response.text);
            answers.push(response.json);
        }
        assert_eq!(answers[0], answers[1]);
    }
}
