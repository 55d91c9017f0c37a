use chrono::TimeDelta;
use harness::both_apps;
use harness::cast::{ADMINISTRATOR, EDITOR, HERE, NATIONAL, THERE};
use harness::fixture::{approve, published_listing};
use serde_json::{Value, json};

use crate::ask::cursor;
use crate::change::{KIND, submitted};

const LIST: &str = "query($filter: AuditFilter, $first: Int, $after: String) { auditEntries(filter: $filter, first: $first, after: $after) {
    totalCount nodes { id event at actor { name } subjectId municipality { number } requestId detail } pageInfo { hasNextPage endCursor } } }";

both_apps! {
    /// Every step is there, with who and where, newest first; nothing of it is a secret.
    async fn the_trail_tells_the_whole_road(app: TestApp) {
        let (_, sent) = submitted(&app).await;
        approve(&app.as_user(NATIONAL).await, &sent).await;
        let administrator = app.as_user(ADMINISTRATOR).await;
        let response = administrator.graphql(LIST, json!({ "filter": { "subjectId": sent.id } })).await;
        let entries = response.data()["auditEntries"]["nodes"].as_array().expect("entries").clone();
        let told = |event: &str| entries.iter().find(|entry| entry["event"] == event).cloned().unwrap_or_default();
        for (event, who) in [("change.submitted", EDITOR.name), ("change.approved", NATIONAL.name)] {
            let entry = told(event);
            assert_eq!((&entry["actor"]["name"], &entry["municipality"]["number"]), (&json!(who), &json!(HERE)), "{event}: {entries:?}");
            assert!(entry["requestId"].is_string(), "{entry}");
        }
        assert_eq!(told("change.approved")["detail"]["revisionId"], json!(sent.revision));
        assert_eq!(entries[0]["event"], "change.approved");
        let all = administrator.graphql(LIST, json!({ "first": 100 })).await;
        assert!(!all.text.contains(harness::cast::PASSWORD) && !all.text.contains("$argon2"));
    }

    async fn a_cursor_that_names_no_place_is_refused(app: TestApp) {
        let administrator = app.as_user(ADMINISTRATOR).await;
        for position in [json!(["yesterday", "0190a4c0000070008000000000000000"]), json!(["2026-11-25T08:00:00Z", "entry"])] {
            let cursor = cursor("audit", &position);
            for side in ["first: 2, after", "last: 2, before"] {
                let query = format!("{{ auditEntries({side}: \"{cursor}\") {{ totalCount }} }}");
                let refused = administrator.graphql(&query, json!({})).await;
                assert_eq!(refused.error_code(), "BAD_ARGUMENT", "{}", refused.text);
            }
        }
    }

    async fn filters_and_pages_hold_together(app: TestApp) {
        published_listing(&app, "Her", HERE, KIND).await;
        app.clock().advance(TimeDelta::minutes(30));
        published_listing(&app, "Der", THERE, KIND).await;
        let administrator = app.as_user(ADMINISTRATOR).await;
        let count = async |filter: Value| {
            let response = administrator.graphql(LIST, json!({ "filter": filter, "first": 100 })).await;
            let found = response.data()["auditEntries"].clone();
            assert_eq!(found["totalCount"], found["nodes"].as_array().map_or(0, Vec::len), "{filter}");
            found["totalCount"].as_u64().unwrap_or_default()
        };
        assert_eq!(count(json!({ "event": "change.approved" })).await, 2);
        assert_eq!(count(json!({ "event": "change.approved", "municipalityNumber": THERE })).await, 1);
        assert_eq!(count(json!({ "event": "change.approved", "until": "2026-11-25T08:15:00Z" })).await, 1);
        assert_eq!(count(json!({ "event": "change.approved", "from": "2026-11-25T08:15:00Z" })).await, 1);
        assert_eq!(count(json!({ "event": "finnes.ikke" })).await, 0);
        // Page by page, everything comes once.
        let (mut seen, mut after, mut total) = (Vec::new(), Value::Null, 0);
        loop {
            let response = administrator.graphql(LIST, json!({ "first": 7, "after": after })).await;
            let page = response.data()["auditEntries"].clone();
            seen.extend(page["nodes"].as_array().expect("entries").iter().map(|entry| entry["id"].to_string()));
            total = total.max(page["totalCount"].as_u64().unwrap_or_default());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        let once: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), once.len()), (usize::try_from(total).expect("a count"), seen.len()));
    }
}
