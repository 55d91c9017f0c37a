use harness::both_apps;
use harness::cast::{ADMINISTRATOR, APPROVER, COLLEAGUE, EDITOR, HERE, NATIONAL, NATIONAL_TOO};
use harness::fixture::published_listing;
use serde_json::json;

use super::{KIND, described, public, rescheduled, submitted};
use crate::ask::{by_id, change, step, with};

both_apps! {
    /// Nothing the public reads changes; the record says who answers for it.
    async fn a_reviewer_answers_for_what_is_public(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let approver = app.as_user(APPROVER).await;
        let sent = rescheduled(&editor, &id, "10:00").await;
        let now = public(&app, &id).await;
        let input = with(step(&sent), "comment", json!("Stemmer med skiltet"));
        let response = change(&approver, "confirmChange", "ConfirmChangeInput", input).await;
        let confirmed = &response.done("confirmChange")["changeRequest"];
        assert_eq!(confirmed["state"], "CONFIRMED");
        assert_eq!(confirmed["comments"][1], json!({ "kind": "CONFIRMED", "body": "Stemmer med skiltet", "author": { "name": APPROVER.name } }));
        assert_eq!(public(&app, &id).await, now);
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) {
            road decidedBy { name } revision { number approvedBy { name } } differences { path } permitted { confirm revert }
            listing { openChangeRequests { id } verifiedBy { name } }
        } }", &sent.id).await;
        assert_eq!(read.data()["changeRequest"], json!({
            "road": "PUBLISH_FIRST",
            "decidedBy": { "name": APPROVER.name },
            "revision": { "number": 2, "approvedBy": { "name": APPROVER.name } },
            "differences": [{ "path": "contactPoints[telefon].openingHours" }],
            "permitted": { "confirm": false, "revert": false },
            "listing": { "openChangeRequests": [], "verifiedBy": { "name": EDITOR.name } },
        }));
        let queue = app.as_user(NATIONAL).await.graphql("{ reviewQueue { totalCount } }", json!({})).await;
        assert_eq!(queue.data()["reviewQueue"]["totalCount"], 0);
        let trail = app.as_user(ADMINISTRATOR).await.graphql("{ auditEntries(filter: { event: \"change.confirmed\" }) { nodes { subjectId actor { name } detail } } }", json!({})).await;
        let entry = &trail.data()["auditEntries"]["nodes"][0];
        assert_eq!((&entry["subjectId"], &entry["actor"]["name"], &entry["detail"]["revisionId"]), (&json!(sent.id), &json!(APPROVER.name), &json!(sent.revision)));

        // The author is told for a week.
        let mine = "{ viewer { myPage { publishedFirst { id state decidedBy { name } } } } }";
        let told = editor.graphql(mine, json!({})).await;
        assert_eq!(told.data()["viewer"]["myPage"]["publishedFirst"], json!([{ "id": sent.id, "state": "CONFIRMED", "decidedBy": { "name": APPROVER.name } }]));
        app.clock().advance(chrono::TimeDelta::days(8));
        let told = app.as_user(EDITOR).await.graphql(mine, json!({})).await;
        assert_eq!(told.data()["viewer"]["myPage"]["publishedFirst"], json!([]));
    }

    async fn nobody_confirms_what_they_had_a_hand_in(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let approver = app.as_user(APPROVER).await;
        let own = rescheduled(&approver, &id, "10:00").await;
        let refused = change(&approver, "confirmChange", "ConfirmChangeInput", step(&own)).await;
        assert_eq!(refused.refusals("confirmChange"), ["OWN_WORK"]);
        let reason = with(step(&own), "reason", json!("Angret meg"));
        let refused = change(&approver, "revertChange", "RevertChangeInput", reason).await;
        assert_eq!(refused.refusals("revertChange"), ["OWN_WORK"]);
        let editors = rescheduled(&app.as_user(EDITOR).await, &id, "11:00").await;
        for editor in [EDITOR, COLLEAGUE] {
            let refused = change(&app.as_user(editor).await, "confirmChange", "ConfirmChangeInput", step(&editors)).await;
            assert_eq!(refused.refusals("confirmChange"), ["NOT_ALLOWED"], "{}", editor.name);
        }
        let response = change(&approver, "confirmChange", "ConfirmChangeInput", step(&editors)).await;
        assert_eq!(response.done("confirmChange")["changeRequest"]["state"], "CONFIRMED");
    }

    /// What waits is approved, not confirmed.
    async fn only_what_is_public_is_confirmed(app: TestApp) {
        let (_, new) = submitted(&app).await;
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let text = described(&app.as_user(EDITOR).await, &id, "Ny tekst").await;
        let reviewer = app.as_user(NATIONAL).await;
        for waiting in [&new, &text] {
            let refused = change(&reviewer, "confirmChange", "ConfirmChangeInput", step(waiting)).await;
            assert_eq!(refused.refusals("confirmChange"), ["WRONG_STATE"]);
            let reason = with(step(waiting), "reason", json!("Nei"));
            let refused = change(&reviewer, "revertChange", "RevertChangeInput", reason).await;
            assert_eq!(refused.refusals("revertChange"), ["WRONG_STATE"]);
        }
    }

    /// One confirms while the other reverts: one of them decides, the other is shown what was decided, and the public reads that.
    async fn of_two_reviewers_at_once_one_decides(app: TestApp) {
        let id = published_listing(&app, "Frisklivssentralen", HERE, KIND).await;
        let before = public(&app, &id).await;
        let sent = rescheduled(&app.as_user(EDITOR).await, &id, "10:00").await;
        let now = public(&app, &id).await;
        let (one, other) = (app.as_user(NATIONAL).await, app.as_user(NATIONAL_TOO).await);
        let reason = with(step(&sent), "reason", json!("Feil dag"));
        let (confirmed, reverted) = tokio::join!(
            change(&one, "confirmChange", "ConfirmChangeInput", step(&sent)),
            change(&other, "revertChange", "RevertChangeInput", reason),
        );
        let codes = (confirmed.refusals("confirmChange"), reverted.refusals("revertChange"));
        let (state, hours) = match (codes.0.is_empty(), codes.1.is_empty()) {
            (true, false) => {
                assert_eq!(codes.1, ["CONFLICT"]);
                ("CONFIRMED", &now.0)
            }
            (false, true) => {
                assert_eq!(codes.0, ["CONFLICT"]);
                ("REVERTED", &before.0)
            }
            _ => panic!("{codes:?}"),
        };
        for payload in [&confirmed.data()["confirmChange"], &reverted.data()["revertChange"]] {
            assert_eq!(payload["changeRequest"]["state"], state);
        }
        assert_eq!(&public(&app, &id).await.0, hours);
        // And with the version of now: it is decided.
        let version = confirmed.data()["confirmChange"]["changeRequest"]["version"].clone();
        let late = with(step(&sent), "expectedVersion", version);
        let refused = change(&one, "confirmChange", "ConfirmChangeInput", late).await;
        assert_eq!(refused.refusals("confirmChange"), ["WRONG_STATE"]);
    }
}
