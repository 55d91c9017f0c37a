use harness::both_apps;
use harness::cast::NATIONAL;
use serde_json::json;

use super::{drafted, submitted};
use crate::ask::{change, step, with};

both_apps! {
    async fn a_rejected_change_is_over(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let input = with(step(&sent), "reason", json!("Tilbudet finnes allerede."));
        let response = change(&reviewer, "rejectChange", "DeclineChangeInput", input).await;
        let rejected = response.done("rejectChange")["changeRequest"].clone();
        assert_eq!(rejected["state"], "REJECTED");
        let input = json!({ "changeRequestId": sent.id, "expectedVersion": rejected["version"] });
        let again = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        assert_eq!(again.refusals("submitChange"), ["WRONG_STATE"]);
        let public = app.anonymous().get_graphql("{ listings { totalCount } }").await;
        assert_eq!(public.data()["listings"]["totalCount"], 0);
    }

    async fn only_what_waits_is_rejected(app: TestApp) {
        let (_, draft) = drafted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let input = with(step(&draft), "reason", json!("Nei"));
        let response = change(&reviewer, "rejectChange", "DeclineChangeInput", input).await;
        assert_eq!(response.refusals("rejectChange"), ["WRONG_STATE"]);
    }
}
