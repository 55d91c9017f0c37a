use harness::cast::{ADMINISTRATOR, COLLEAGUE, EDITOR, HERE, NATIONAL};
use harness::fixture::{approve, published_listing};
use harness::{Client, TestApp, both_apps};
use serde_json::json;

use super::{KIND, described, rescheduled};
use crate::ask::change;

const CHANGE: &str = "id state version listing { id name municipality { name } published { name } } author { name } contributors { name } reason risk
    baseRevision { number author { name } } revision { number author { name } approvedBy { name } } content { name { nb } } document
    road differences { path beforeText afterText } conflicts { path changedBy { name } } problems { code message } comments { body author { name } }
    decidedBy { name } permitted { save submit withdraw approve decline confirm revert comment }";

/// Asks for few and for many, and compares what it costs.
async fn same_for_many(app: &TestApp, client: &Client, query: &str, list: &str) {
    let mut costs = Vec::new();
    for (first, enough) in [(2, 2), (20, 4)] {
        let asked = query.replace("FIRST", &first.to_string());
        let (response, statements) = app.statements(client.graphql(&asked, json!({}))).await;
        let nodes = response
            .data()
            .pointer(&format!("/{list}/nodes"))
            .and_then(|nodes| nodes.as_array());
        let rows = nodes.map_or(0, Vec::len);
        assert!(rows >= enough, "{list} has {rows} rows: {}", response.text);
        costs.push(statements);
    }
    assert!(
        costs[0] > 0 && costs[0] == costs[1],
        "{list}: {costs:?} statements"
    );
}

both_apps! {
    /// However much is selected, a list costs a fixed number of statements.
    async fn a_long_list_takes_as_many_statements_as_a_short_one(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let reviewer = app.as_user(NATIONAL).await;
        let administrator = app.as_user(ADMINISTRATOR).await;
        let colleague = app.as_user(COLLEAGUE).await;
        let (mut listing, mut listings) = (String::new(), Vec::new());
        // All alike, so that few rows ask for all that many ask for: published twice, with an open change that the second overtook.
        for number in 0..4 {
            listing = published_listing(&app, &format!("Tilbud {number}"), HERE, KIND).await;
            let sent = described(&editor, &listing, "Nytt").await;
            let input = json!({ "changeRequestId": sent.id, "body": "Sett på." });
            let _ = change(&reviewer, "commentOnChange", "CommentOnChangeInput", input).await.done("commentOnChange");
            approve(&reviewer, &described(&colleague, &listing, "Annet").await).await;
            listings.push(listing.clone());
        }
        for words in ["Tredje", "Fjerde"] {
            approve(&reviewer, &described(&colleague, &listing, words).await).await;
        }
        // Two of each that are public already: the first can no longer be reverted, the second can.
        for listing in &listings {
            for start in ["09:00", "10:00"] {
                rescheduled(&colleague, listing, start).await;
            }
        }
        let records = "{ listingRecords(first: FIRST) { totalCount nodes { id state version municipality { name county { name } } serviceType { name } name published { name contactPoints { uri } }
            openChangeRequests { id author { name } contributors { name } differences { path } conflicts { path } comments { body } permitted { approve } }
            changeRequests(first: 3) { totalCount nodes { id author { name } } } revisions(first: 3) { totalCount nodes { number author { name } approvedBy { name } differences { path } } }
            verifiedBy { name } verifyBy problems { code } } } }";
        same_for_many(&app, &reviewer, records, "listingRecords").await;
        for (list, state) in [("changeRequests", "SUBMITTED"), ("changeRequests", "APPROVED"), ("changeRequests", "PUBLISHED_UNREVIEWED"), ("reviewQueue", "SUBMITTED"), ("reviewQueue", "PUBLISHED_UNREVIEWED")] {
            let query = format!("{{ {list}(first: FIRST, filter: {{ states: [{state}] }}) {{ totalCount nodes {{ {CHANGE} }} }} }}");
            same_for_many(&app, &reviewer, &query, list).await;
        }
        let revisions = format!("{{ listingRecord(id: \"{listing}\") {{ revisions(first: FIRST) {{ totalCount nodes {{ id number author {{ name }} approvedBy {{ name }} listing {{ name municipality {{ name }} }} content {{ name {{ nb }} }} differences {{ path beforeText afterText }} }} }} }} }}");
        same_for_many(&app, &reviewer, &revisions, "listingRecord/revisions").await;
        let ids = reviewer.graphql("{ changeRequests(first: 20) { nodes { id } } }", json!({})).await;
        let ids: Vec<_> = ids.data()["changeRequests"]["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].clone()).collect();
        let mut costs = Vec::new();
        for asked in [&ids[..2], &ids[..]] {
            let nodes = reviewer.graphql("query($ids: [ID!]!) { nodes(ids: $ids) { ... on ChangeRequest { author { name } listing { name } } } }", json!({ "ids": asked }));
            let (response, statements) = app.statements(nodes).await;
            assert!(response.data()["nodes"].as_array().expect("nodes").iter().all(|node| node["author"]["name"].is_string()));
            costs.push(statements);
        }
        assert!(ids.len() > 4 && costs[0] == costs[1], "nodes: {costs:?} statements");
        let users = "{ users(first: FIRST) { totalCount nodes { id name email lastSignedInAt grants { id role municipality { name } county { name } grantedBy { name } } } } }";
        same_for_many(&app, &administrator, users, "users").await;
        // Of what people did: nobody has to be named for what was done at the command line.
        let entries = "{ auditEntries(first: FIRST, filter: { event: \"change.approved\" }) { totalCount nodes { id at actor { name } event subjectId municipality { name } detail } } }";
        same_for_many(&app, &administrator, entries, "auditEntries").await;
    }
}
