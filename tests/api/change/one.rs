use harness::both_apps;
use harness::cast::{
    ADMINISTRATOR, APPROVER, COLLEAGUE, COUNTY, COUNTY_THERE, EDITOR, EDITOR_THERE, HERE, NATIONAL,
};
use harness::fixture::published_listing;
use serde_json::{Value, json};

use super::{KIND, described, drafted};
use crate::ask::by_id;

const PERMITTED: [&str; 8] = [
    "save", "submit", "withdraw", "approve", "decline", "confirm", "revert", "comment",
];

fn document() -> String {
    format!(
        "query($id: ID!) {{ changeRequest(id: $id) {{ permitted {{ {} }} }} }}",
        PERMITTED.join(" ")
    )
}

/// Of the permissions, those that are given.
fn given(change: &Value) -> Vec<&'static str> {
    PERMITTED
        .into_iter()
        .filter(|name| change["permitted"][name] == true)
        .collect()
}

both_apps! {
    async fn a_change_is_read_with_what_belongs_to_it(app: TestApp) {
        let listing = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let change = described(&editor, &listing, "Nytt innhold").await;
        let read = by_id(&app.as_user(COUNTY).await, "query($id: ID!) { changeRequest(id: $id) {
            id state version risk road author { name } contributors { name } decidedBy { name } decisionReason
            listing { id state } baseRevision { number } revision { id number }
            content { description { nb } } document differences { path beforeText afterText risk } conflicts { path } problems { code }
            comments { kind author { name } } submittedAt decidedAt
        } }", &change.id).await;
        let read = &read.data()["changeRequest"];
        for (field, expected) in [
            ("id", json!(change.id)),
            ("state", json!("SUBMITTED")),
            ("version", json!(change.version)),
            ("risk", json!("LOW")),
            ("road", json!("LOCAL_APPROVAL")),
            ("author", json!({ "name": EDITOR.name })),
            ("contributors", json!([{ "name": EDITOR.name }])),
            ("decidedBy", json!(null)),
            ("decisionReason", json!(null)),
            ("listing", json!({ "id": listing, "state": "PUBLISHED" })),
            ("baseRevision", json!({ "number": 1 })),
            ("revision", json!({ "id": change.revision, "number": 2 })),
            ("content", json!({ "description": { "nb": "Nytt innhold" } })),
            ("conflicts", json!([])),
            ("problems", json!([{ "code": "OWNER_MISSING" }])),
            ("comments", json!([{ "kind": "SUBMITTED", "author": { "name": EDITOR.name } }])),
            ("decidedAt", json!(null)),
        ] {
            assert_eq!(read[field], expected, "{field}");
        }
        assert_eq!(read["document"]["description"]["nb"], "Nytt innhold");
        assert!(read["submittedAt"].is_string(), "{read}");
        let differences = read["differences"].as_array().expect("differences");
        assert!(
            differences.contains(&json!({ "path": "description.nb", "beforeText": null, "afterText": "Nytt innhold", "risk": "LOW" })),
            "{differences:?}"
        );
    }

    /// What the state lets happen and the reader's role allows.
    async fn everybody_is_told_what_they_may_do_with_it(app: TestApp) {
        let listing = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let (editor, draft) = drafted(&app).await;
        let sent = described(&editor, &listing, "Nytt innhold").await;
        for (person, with_draft, with_sent) in [
            (EDITOR, vec!["save", "submit", "comment"], vec!["withdraw", "comment"]),
            (COLLEAGUE, vec!["save", "submit", "comment"], vec!["withdraw", "comment"]),
            (APPROVER, vec!["save", "submit", "comment"], vec!["withdraw", "approve", "decline", "comment"]),
            (COUNTY, vec!["comment"], vec!["comment"]),
            (NATIONAL, vec!["comment"], vec!["approve", "decline", "comment"]),
        ] {
            let client = app.as_user(person).await;
            for (change, expected) in [(&draft, with_draft), (&sent, with_sent)] {
                let read = by_id(&client, &document(), &change.id).await;
                assert_eq!(given(&read.data()["changeRequest"]), expected, "{} {}", person.name, change.state);
            }
        }
    }

    /// Out of reach is as if it were not there, and so is nonsense.
    async fn what_is_out_of_reach_is_null(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let mut strangers = vec![app.anonymous()];
        for person in [EDITOR_THERE, COUNTY_THERE, ADMINISTRATOR] {
            strangers.push(app.as_user(person).await);
        }
        for stranger in strangers {
            let read = by_id(&stranger, &document(), &draft.id).await;
            assert_eq!(read.data(), &json!({ "changeRequest": null }));
        }
        for id in [draft.listing.as_str(), "change_00000000000000000000000000000001", "change_", "rubbish", ""] {
            let read = by_id(&editor, &document(), id).await;
            assert_eq!(read.data(), &json!({ "changeRequest": null }), "{id}");
        }
    }
}
