use harness::both_apps;
use harness::cast::{EDITOR, HERE, NATIONAL};
use harness::fixture::{published_listing, save, start, submit};
use serde_json::json;

use super::{KIND, drafted};
use crate::ask::{change, step, with};

both_apps! {
    async fn a_submitted_change_waits_with_its_reason_and_its_revision(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let input = with(step(&draft), "reason", json!("Nytt tilbud fra høsten"));
        let response = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        let sent = &response.done("submitChange")["changeRequest"];
        assert_eq!((&sent["state"], sent["revision"]["id"].is_string()), (&json!("SUBMITTED"), true));
        assert_eq!(sent["comments"], json!([{ "kind": "SUBMITTED", "body": "Nytt tilbud fra høsten", "author": { "name": EDITOR.name } }]));
        let reviewer = app.as_user(NATIONAL).await;
        let queue = reviewer.graphql("{ reviewQueue { nodes { id reason risk permitted { approve decline save } } } }", json!({})).await;
        assert_eq!(
            queue.data()["reviewQueue"]["nodes"],
            json!([{ "id": draft.id, "reason": "Nytt tilbud fra høsten", "risk": "HIGH", "permitted": { "approve": true, "decline": true, "save": false } }])
        );
        // Not those of whoever wrote it.
        let own = editor.graphql("{ reviewQueue { totalCount } }", json!({})).await;
        assert_eq!(own.data()["reviewQueue"]["totalCount"], 0);
    }

    async fn a_document_with_problems_is_refused_at_its_fields(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let empty = json!({ "serviceArea": [HERE], "contactPoints": [{ "id": "telefon", "kind": "PHONE", "value": "12" }] });
        let draft = save(&editor, &draft, empty).await;
        let response = change(&editor, "submitChange", "SubmitChangeInput", step(&draft)).await;
        let codes = response.refusals("submitChange");
        assert!(codes.len() >= 2 && codes.iter().all(|code| code == "INVALID"), "{codes:?}");
        let errors = response.data()["submitChange"]["userErrors"].as_array().expect("errors");
        for error in errors {
            assert!(error["field"].as_str().is_some_and(|field| field.starts_with("content.")), "{error}");
            assert!(error["message"].as_str().is_some_and(|words| !words.is_empty()), "{error}");
        }
        assert!(errors.iter().any(|error| error["field"].to_string().contains("contactPoints")), "{errors:?}");
        assert_eq!(response.data()["submitChange"]["changeRequest"]["state"], "DRAFT");
    }

    async fn nothing_changed_is_nothing_to_review(app: TestApp) {
        let id = published_listing(&app, "Mestringshuset", HERE, KIND).await;
        let editor = app.as_user(EDITOR).await;
        let draft = start(&editor, &id, HERE, KIND).await;
        let response = change(&editor, "submitChange", "SubmitChangeInput", step(&draft)).await;
        assert_eq!(response.refusals("submitChange"), ["NOTHING_CHANGED"]);
    }

    async fn a_reason_has_its_length(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let input = with(step(&draft), "reason", json!("å".repeat(20_000)));
        let response = change(&editor, "submitChange", "SubmitChangeInput", input).await;
        assert_eq!(response.refusals("submitChange"), ["TOO_LONG"]);
        assert_eq!(submit(&editor, &draft).await.state, "SUBMITTED");
    }
}
