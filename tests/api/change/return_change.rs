use harness::both_apps;
use harness::cast::NATIONAL;
use harness::fixture::submit;
use serde_json::json;

use super::submitted;
use crate::ask::{by_id, change, step, with};

both_apps! {
    async fn a_returned_change_is_mended_and_sent_again(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        let input = with(step(&sent), "reason", json!("Skriv hvem det er for."));
        let response = change(&reviewer, "returnChange", "DeclineChangeInput", input).await;
        let returned = response.done("returnChange")["changeRequest"].clone();
        assert_eq!((&returned["state"], &returned["decisionReason"]), (&json!("RETURNED"), &json!("Skriv hvem det er for.")));
        let page = editor.graphql("{ viewer { myPage { returned { id decisionReason decidedBy { name } } drafts { id } } } }", json!({})).await;
        assert_eq!(
            page.data()["viewer"]["myPage"],
            json!({ "returned": [{ "id": sent.id, "decisionReason": "Skriv hvem det er for.", "decidedBy": { "name": NATIONAL.name } }], "drafts": [] })
        );
        let again = harness::fixture::Change { version: returned["version"].as_i64().expect("a version"), ..sent.clone() };
        assert_eq!(submit(&editor, &again).await.state, "SUBMITTED");
        let said = by_id(&reviewer, "query($id: ID!) { changeRequest(id: $id) { comments { kind } } }", &sent.id).await;
        assert_eq!(said.data()["changeRequest"]["comments"], json!([{ "kind": "SUBMITTED" }, { "kind": "RETURNED" }, { "kind": "SUBMITTED" }]));
    }

    async fn no_reason_no_return(app: TestApp) {
        let (_, sent) = submitted(&app).await;
        let reviewer = app.as_user(NATIONAL).await;
        for (reason, code) in [("  \n".to_owned(), "REQUIRED"), ("å".repeat(2001), "TOO_LONG")] {
            let response = change(&reviewer, "returnChange", "DeclineChangeInput", with(step(&sent), "reason", json!(reason))).await;
            assert_eq!(response.refusals("returnChange"), [code]);
            let payload = &response.data()["returnChange"];
            assert_eq!((&payload["userErrors"][0]["field"], &payload["changeRequest"]["state"]), (&json!("reason"), &json!("SUBMITTED")));
        }
    }
}
