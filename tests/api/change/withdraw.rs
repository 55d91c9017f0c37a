use harness::both_apps;
use harness::cast::{HERE, NATIONAL};
use harness::fixture::{content, save};
use serde_json::json;

use super::{drafted, submitted};
use crate::ask::{change, step, with};

both_apps! {
    async fn a_withdrawn_change_waits_for_nobody(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let response = change(&editor, "withdrawChange", "ChangeInput", step(&sent)).await;
        assert_eq!(response.done("withdrawChange")["changeRequest"]["state"], "WITHDRAWN");
        let reviewer = app.as_user(NATIONAL).await;
        let queue = reviewer.graphql("{ reviewQueue { totalCount } }", json!({})).await;
        assert_eq!(queue.data()["reviewQueue"]["totalCount"], 0);
        // Whoever read it meanwhile can no longer approve it.
        let input = with(step(&sent), "revisionId", json!(sent.revision));
        let late = change(&reviewer, "approveChange", "ApproveChangeInput", input).await;
        assert_eq!(late.refusals("approveChange"), ["CONFLICT"]);
    }

    async fn a_draft_is_not_withdrawn(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let old = step(&draft);
        let response = change(&editor, "withdrawChange", "ChangeInput", old.clone()).await;
        assert_eq!(response.refusals("withdrawChange"), ["WRONG_STATE"]);
        save(&editor, &draft, content("Nytt", HERE)).await;
        let response = change(&editor, "withdrawChange", "ChangeInput", old).await;
        assert_eq!(response.refusals("withdrawChange"), ["CONFLICT"]);
    }
}
