use harness::both_apps;
use harness::cast::{APPROVER, EDITOR, HERE, NATIONAL};
use harness::fixture::{approve, published_listing, save};
use serde_json::json;

use super::{KIND, described, drafted, submitted};
use crate::ask::{by_id, change, step, with};

both_apps! {
    /// An approval names exactly what was read.
    async fn another_revision_than_the_one_read_is_a_conflict(app: TestApp) {
        let (editor, first) = submitted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let returned = change(&reviewer, "returnChange", "DeclineChangeInput", with(step(&first), "reason", json!("Telefonen mangler"))).await;
        let returned = returned.done("returnChange")["changeRequest"].clone();
        let input = json!({ "changeRequestId": first.id, "expectedVersion": returned["version"] });
        let second = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        let second = second.done("submitChange")["changeRequest"].clone();
        assert_ne!(second["revision"]["id"], json!(first.revision));
        let input = json!({ "changeRequestId": first.id, "expectedVersion": second["version"], "revisionId": first.revision });
        let stale = change(&reviewer, "approveChange", "ApproveChangeInput", input.clone()).await;
        assert_eq!(stale.refusals("approveChange"), ["CONFLICT"]);
        assert_eq!(stale.data()["approveChange"]["changeRequest"]["revision"], second["revision"]);
        let right = change(&reviewer, "approveChange", "ApproveChangeInput", with(input, "revisionId", second["revision"]["id"].clone())).await;
        assert_eq!(right.done("approveChange")["changeRequest"]["state"], "APPROVED");
    }

    /// Two reviewers at once: one decides, the other is shown what was decided.
    async fn the_second_approval_finds_it_done(app: TestApp) {
        let (_, sent) = submitted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let done = approve(&reviewer, &sent).await;
        let input = json!({ "changeRequestId": sent.id, "expectedVersion": done.version, "revisionId": sent.revision });
        let again = change(&reviewer, "approveChange", "ApproveChangeInput", input).await;
        assert_eq!(again.refusals("approveChange"), ["WRONG_STATE"]);
        assert_eq!(again.data()["approveChange"]["changeRequest"]["state"], "APPROVED");
        let revisions = by_id(&reviewer, "query($id: ID!) { listingRecord(id: $id) { revisions { totalCount } } }", &sent.listing).await;
        assert_eq!(revisions.data()["listingRecord"]["revisions"]["totalCount"], 1);
    }

    async fn an_approver_decides_about_what_does_little_harm(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let approver = app.as_user(APPROVER).await;
        let low = described(&editor, &id, "Ny tekst").await;
        assert_eq!(approve(&approver, &low).await.state, "APPROVED");
        // A new listing waits for a coordinator, also when the approver asks nicely.
        let (_, high) = submitted(&app).await;
        let input = with(step(&high), "revisionId", json!(high.revision));
        let refused = change(&approver, "approveChange", "ApproveChangeInput", input).await;
        assert_eq!(refused.refusals("approveChange"), ["NOT_ALLOWED"]);
    }

    /// Whoever has touched it, not only whoever began it.
    async fn nobody_approves_what_they_had_a_hand_in(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let approver = app.as_user(APPROVER).await;
        let own = described(&approver, &id, "Min egen").await;
        let input = with(step(&own), "revisionId", json!(own.revision));
        let refused = change(&approver, "approveChange", "ApproveChangeInput", input).await;
        assert_eq!(refused.refusals("approveChange"), ["OWN_WORK"]);

        let (editor, draft) = drafted(&app).await;
        let mut content = harness::fixture::content("Frisklivssentralen", HERE);
        content["description"] = json!({ "nb": "Med hjelp", "nn": "Med hjelp", "en": "Helped" });
        let helped = save(&approver, &draft, content).await;
        let sent = harness::fixture::submit(&editor, &helped).await;
        let read = by_id(&approver, "query($id: ID!) { changeRequest(id: $id) { contributors { name } permitted { approve decline } } }", &sent.id).await;
        let names = read.data()["changeRequest"]["contributors"].to_string();
        assert!(names.contains(EDITOR.name) && names.contains(APPROVER.name), "{names}");
        assert_eq!(read.data()["changeRequest"]["permitted"], json!({ "approve": false, "decline": false }));
    }
}
