use harness::both_apps;
use harness::cast::{ADMINISTRATOR, APPROVER, COLLEAGUE, EDITOR, HERE, NATIONAL};
use harness::fixture::{approve, content, published_listing, save, start, submit};
use serde_json::json;

use super::{KIND, described, public, rescheduled};
use crate::ask::{by_id, change, step, with};

both_apps! {
    async fn the_old_hours_are_public_again_and_the_author_is_told_why(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let before = public(&app, &id).await;
        let sent = rescheduled(&editor, &id, "10:00").await;
        let input = with(step(&sent), "reason", json!("Dere åpner fortsatt klokken åtte."));
        let response = change(&app.as_user(APPROVER).await, "revertChange", "RevertChangeInput", input).await;
        let reverted = &response.done("revertChange")["changeRequest"];
        assert_eq!((&reverted["state"], &reverted["decisionReason"]), (&json!("REVERTED"), &json!("Dere åpner fortsatt klokken åtte.")));
        assert_eq!(reverted["comments"][1]["kind"], "REVERTED");
        let after = public(&app, &id).await;
        assert_eq!((&after.0, &after.1, after.2), (&before.0, &before.1, 3));

        let record = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) {
            verifiedBy { name } openChangeRequests { id }
            revisions { nodes { id number reverts author { name } approvedBy { name } publishedAt differences { path } } }
        } }", &id).await;
        let record = &record.data()["listingRecord"];
        let revisions = &record["revisions"]["nodes"];
        let hours = json!([{ "path": "contactPoints[telefon].openingHours" }]);
        assert_eq!((&revisions[0]["number"], &revisions[0]["reverts"], &revisions[0]["differences"]), (&json!(3), &revisions[1]["id"], &hours));
        assert_eq!((&revisions[0]["author"]["name"], &revisions[0]["approvedBy"]["name"]), (&json!(APPROVER.name), &json!(APPROVER.name)));
        assert_eq!((&revisions[1]["differences"], &revisions[1]["reverts"]), (&hours, &json!(null)));
        assert!(revisions[1]["approvedBy"].is_null() && revisions[1]["publishedAt"].is_string(), "{revisions}");
        // What the author vouched for is gone, and putting something back says nothing about the rest: it is as right as whoever approved it said.
        assert_eq!((&record["verifiedBy"]["name"], &record["openChangeRequests"]), (&json!(NATIONAL.name), &json!([])));

        let trail = app.as_user(ADMINISTRATOR).await.graphql("{ auditEntries(filter: { event: \"change.reverted\" }) { nodes { subjectId actor { name } detail } } }", json!({})).await;
        let entry = &trail.data()["auditEntries"]["nodes"][0];
        assert_eq!((&entry["subjectId"], &entry["actor"]["name"]), (&json!(sent.id), &json!(APPROVER.name)));
        assert_eq!((&entry["detail"]["revertedRevisionId"], &entry["detail"]["revisionId"]), (&revisions[1]["id"], &revisions[0]["id"]));

        let mine = editor.graphql("{ viewer { myPage { publishedFirst { id state decisionReason decidedBy { name } } } } }", json!({})).await;
        assert_eq!(
            mine.data()["viewer"]["myPage"]["publishedFirst"],
            json!([{ "id": sent.id, "state": "REVERTED", "decisionReason": "Dere åpner fortsatt klokken åtte.", "decidedBy": { "name": APPROVER.name } }])
        );
        app.clock().advance(chrono::TimeDelta::days(31));
        let mine = app.as_user(EDITOR).await.graphql("{ viewer { myPage { publishedFirst { id } } } }", json!({})).await;
        assert_eq!(mine.data()["viewer"]["myPage"]["publishedFirst"], json!([]));
    }

    /// Exactly the fields of the change: what others published since stays.
    async fn what_was_published_since_in_other_fields_stays(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let reviewer = app.as_user(NATIONAL).await;
        let before = public(&app, &id).await;
        let sent = rescheduled(&app.as_user(EDITOR).await, &id, "10:00").await;
        let colleague = app.as_user(COLLEAGUE).await;
        let (draft, mut content) = super::reopening(&colleague, &id, "10:00").await;
        content["description"] = json!({ "nb": "Ny tekst" });
        let draft = save(&colleague, &draft, content).await;
        approve(&reviewer, &submit(&colleague, &draft).await).await;
        let reason = with(step(&sent), "reason", json!("Feil"));
        let _ = change(&reviewer, "revertChange", "RevertChangeInput", reason).await.done("revertChange");
        let after = public(&app, &id).await;
        assert_eq!((&after.0, &after.1, after.2), (&before.0, &json!("Ny tekst"), 4));
    }

    /// Reverting takes back what the author vouched for with the change, and nothing that somebody said since.
    async fn a_verification_since_stands(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let read = "query($id: ID!) { listingRecord(id: $id) { version verifiedAt } }";
        let verified = async || by_id(&editor, read, &id).await.data()["listingRecord"].clone();
        let approved = verified().await["verifiedAt"].clone();
        for said_since in [false, true] {
            app.clock().advance(chrono::TimeDelta::hours(1));
            let editor = app.as_user(EDITOR).await;
            let sent = rescheduled(&editor, &id, "10:00").await;
            app.clock().advance(chrono::TimeDelta::minutes(5));
            let mut expected = approved.clone();
            if said_since {
                let input = json!({ "listingId": id, "expectedVersion": verified().await["version"] });
                let query = "mutation($input: VerifyListingInput!) { verifyListing(input: $input) { listingRecord { verifiedAt } userErrors { code } } }";
                let said = editor.graphql(query, json!({ "input": input })).await;
                expected = said.done("verifyListing")["listingRecord"]["verifiedAt"].clone();
            }
            let reason = with(step(&sent), "reason", json!("Feil"));
            let _ = change(&app.as_user(NATIONAL).await, "revertChange", "RevertChangeInput", reason).await.done("revertChange");
            assert_eq!(verified().await["verifiedAt"], expected, "{said_since}");
        }
    }

    /// Putting the old value back would undo somebody else's work unread: it says which fields and what to do, and does nothing.
    async fn a_field_that_was_changed_again_is_not_put_back(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let reviewer = app.as_user(NATIONAL).await;
        let first = rescheduled(&app.as_user(EDITOR).await, &id, "10:00").await;
        let second = rescheduled(&app.as_user(COLLEAGUE).await, &id, "12:00").await;
        let now = public(&app, &id).await;
        let told = by_id(&reviewer, "query($id: ID!) { changeRequest(id: $id) { conflicts { path base live proposed changedBy { name } } } }", &first.id).await;
        let conflict = &told.data()["changeRequest"]["conflicts"][0];
        assert_eq!((&conflict["path"], &conflict["changedBy"]["name"]), (&json!("contactPoints[telefon].openingHours"), &json!(COLLEAGUE.name)));
        for (side, starts) in [("base", "10:00"), ("live", "12:00"), ("proposed", "08:00")] {
            assert_eq!(conflict[side]["weekly"][0]["start"], starts, "{side}");
        }
        let reason = with(step(&first), "reason", json!("Feil"));
        let refused = change(&reviewer, "revertChange", "RevertChangeInput", reason).await;
        assert_eq!(refused.refusals("revertChange"), ["REVERT_CONFLICT"]);
        let payload = &refused.data()["revertChange"];
        assert!(payload["userErrors"][0]["message"].as_str().is_some_and(|words| words.contains("Åpningstider")), "{payload}");
        assert_eq!((&payload["changeRequest"]["state"], &payload["changeRequest"]["version"]), (&json!("PUBLISHED_UNREVIEWED"), &json!(first.version)));
        assert_eq!(public(&app, &id).await, now);
        // The later one can be reverted, and then the first as well.
        for (sent, hours) in [(&second, "10"), (&first, "08")] {
            let reason = with(step(sent), "reason", json!("Feil"));
            let _ = change(&reviewer, "revertChange", "RevertChangeInput", reason).await.done("revertChange");
            let read = public(&app, &id).await;
            assert!(read.0.contains(hours), "{}", read.0);
        }
        assert_eq!(public(&app, &id).await.2, 5);
    }

    /// A message that was taken away comes back; one that came goes.
    async fn messages_come_and_go(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let reviewer = app.as_user(NATIONAL).await;
        let read = "query($id: ID!) { listing(id: $id) { announcements { text { nb } } } }";
        let told = async || by_id(&app.anonymous(), read, &id).await.data()["listing"]["announcements"].clone();
        let message = json!([{ "text": { "nb": "Stengt i dag" } }]);
        let mut changes = Vec::new();
        for said in [json!([{ "id": "m", "text": { "nb": "Stengt i dag" }, "from": "2026-11-25", "until": "2026-11-25" }]), json!([])] {
            let draft = start(&editor, &id, HERE, KIND).await;
            let draft = save(&editor, &draft, with(content("Frisklivssentralen", HERE), "announcements", said)).await;
            changes.push(submit(&editor, &draft).await);
        }
        assert_eq!(told().await, json!([]));
        for (sent, expected) in [(&changes[1], message), (&changes[0], json!([]))] {
            assert_eq!(sent.state, "PUBLISHED_UNREVIEWED");
            let reason = with(step(sent), "reason", json!("Feil"));
            let _ = change(&reviewer, "revertChange", "RevertChangeInput", reason).await.done("revertChange");
            assert_eq!(told().await, expected);
        }
    }

    /// Somebody has put it back already: it is noted, and nothing is published.
    async fn what_was_put_back_already_is_not_published_again(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let sent = rescheduled(&editor, &id, "10:00").await;
        rescheduled(&app.as_user(COLLEAGUE).await, &id, "08:00").await;
        let now = public(&app, &id).await;
        let reason = with(step(&sent), "reason", json!("Feil"));
        let response = change(&app.as_user(NATIONAL).await, "revertChange", "RevertChangeInput", reason).await;
        assert_eq!(response.done("revertChange")["changeRequest"]["state"], "REVERTED");
        assert_eq!(public(&app, &id).await, now);
    }

    async fn the_author_is_owed_a_reason(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let sent = rescheduled(&app.as_user(EDITOR).await, &id, "10:00").await;
        let now = public(&app, &id).await;
        for (words, code) in [("  ".to_owned(), "REQUIRED"), ("å".repeat(20_000), "TOO_LONG")] {
            let input = with(step(&sent), "reason", json!(words));
            let refused = change(&app.as_user(NATIONAL).await, "revertChange", "RevertChangeInput", input).await;
            assert_eq!(refused.refusals("revertChange"), [code]);
            assert_eq!(refused.data()["revertChange"]["userErrors"][0]["field"], "reason");
        }
        assert_eq!(public(&app, &id).await, now);
    }

    /// Somebody publishes between the reviewer's reading and the reversal: either goes through whole, and nothing of the other is lost.
    async fn a_reversal_and_an_approval_at_once_lose_nothing(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let (one, other) = (app.as_user(NATIONAL).await, app.as_user(APPROVER).await);
        let before = public(&app, &id).await;
        let text = described(&app.as_user(COLLEAGUE).await, &id, "Ny tekst").await;
        let sent = rescheduled(&app.as_user(EDITOR).await, &id, "10:00").await;
        let reason = with(step(&sent), "reason", json!("Feil"));
        let approval = with(step(&text), "revisionId", json!(text.revision));
        let (reverted, approved) = tokio::join!(
            change(&one, "revertChange", "RevertChangeInput", reason.clone()),
            change(&other, "approveChange", "ApproveChangeInput", approval),
        );
        // Whoever came second was told so, and tries again with what is now.
        if !reverted.refusals("revertChange").is_empty() {
            assert_eq!(reverted.refusals("revertChange"), ["CONFLICT"]);
            let _ = change(&one, "revertChange", "RevertChangeInput", reason).await.done("revertChange");
        }
        let mut answer = approved;
        for _ in 0..3 {
            if answer.refusals("approveChange").is_empty() {
                break;
            }
            assert_eq!(answer.refusals("approveChange"), ["CONFLICT"]);
            let standing = &answer.data()["approveChange"]["changeRequest"];
            let input = json!({ "changeRequestId": text.id, "expectedVersion": standing["version"], "revisionId": standing["revision"]["id"] });
            answer = change(&other, "approveChange", "ApproveChangeInput", input).await;
        }
        assert_eq!(answer.done("approveChange")["changeRequest"]["state"], "APPROVED");
        let after = public(&app, &id).await;
        assert_eq!((&after.0, &after.1), (&before.0, &json!("Ny tekst")));
    }
}
