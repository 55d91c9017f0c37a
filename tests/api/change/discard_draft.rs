use harness::both_apps;
use serde_json::json;

use super::{drafted, submitted};
use crate::ask::{by_id, change, step};

both_apps! {
    /// It is not deleted: what was written stays to be read.
    async fn a_discarded_draft_is_no_longer_open(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let response = change(&editor, "discardDraft", "ChangeInput", step(&draft)).await;
        assert_eq!(response.done("discardDraft")["changeRequest"]["state"], "DISCARDED");
        let read = by_id(&editor, "query($id: ID!) { listingRecord(id: $id) { openChangeRequests { id } changeRequests { nodes { id state } } } }", &draft.listing).await;
        assert_eq!(
            read.data()["listingRecord"],
            json!({ "openChangeRequests": [], "changeRequests": { "nodes": [{ "id": draft.id, "state": "DISCARDED" }] } })
        );
        let again = change(&editor, "discardDraft", "ChangeInput", step(&draft)).await;
        assert_eq!(again.refusals("discardDraft"), ["CONFLICT"]);
    }

    async fn what_is_submitted_is_not_discarded(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let response = change(&editor, "discardDraft", "ChangeInput", step(&sent)).await;
        assert_eq!(response.refusals("discardDraft"), ["WRONG_STATE"]);
    }
}
