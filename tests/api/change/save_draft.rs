use harness::both_apps;
use harness::cast::HERE;
use harness::fixture::{content, save};
use serde_json::json;

use super::{drafted, submitted};
use crate::ask::{by_id, change, step, with};

both_apps! {
    async fn every_save_counts_and_is_kept(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let saved = save(&editor, &draft, content("Nytt navn", HERE)).await;
        assert_eq!(saved.version, draft.version + 1);
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { state version listing { name state } content { name { nb } } document } }", &draft.id).await;
        let read = &read.data()["changeRequest"];
        assert_eq!(read["content"]["name"]["nb"], "Nytt navn");
        assert_eq!(read["document"]["name"]["nb"], "Nytt navn");
        assert_eq!(read["listing"], json!({ "name": "Nytt navn", "state": "DRAFT" }));
        assert_eq!((&read["state"], &read["version"]), (&json!("DRAFT"), &json!(saved.version)));
    }

    /// Two windows: the later one is told, and shown what stands.
    async fn an_older_version_is_a_conflict_and_loses_nothing(app: TestApp) {
        let (editor, draft) = drafted(&app).await;
        let first = save(&editor, &draft, content("Først", HERE)).await;
        let input = with(step(&draft), "content", content("Sist", HERE));
        let second = change(&editor, "saveDraft", "SaveDraftInput", input).await;
        assert_eq!(second.refusals("saveDraft"), ["CONFLICT"]);
        assert_eq!(second.data()["saveDraft"]["changeRequest"]["version"], first.version);
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { content { name { nb } } } }", &draft.id).await;
        assert_eq!(read.data()["changeRequest"]["content"]["name"]["nb"], "Først");
    }

    async fn what_is_submitted_stands_still(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let input = with(step(&sent), "content", content("Snikendring", HERE));
        let response = change(&editor, "saveDraft", "SaveDraftInput", input).await;
        assert_eq!(response.refusals("saveDraft"), ["WRONG_STATE"]);
        assert_eq!(response.data()["saveDraft"]["changeRequest"]["version"], sent.version);
    }
}
