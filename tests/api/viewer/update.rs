use harness::both_apps;
use harness::cast::EDITOR;
use serde_json::json;

use crate::ask::ask;

const ANSWERS: &str = "viewer { user { name language } }";

both_apps! {
    /// Refusals are in the new language from the next request.
    async fn the_language_is_the_one_chosen(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let input = json!({ "name": "Eli Ny", "language": "EN" });
        let response = ask(&editor, "updateViewer", "UpdateViewerInput", ANSWERS, input).await;
        assert_eq!(response.done("updateViewer")["viewer"]["user"], json!({ "name": "Eli Ny", "language": "EN" }));
        let blank = json!({ "name": "  " });
        let english = ask(&editor, "updateViewer", "UpdateViewerInput", ANSWERS, blank.clone()).await;
        assert_eq!(english.refusals("updateViewer"), ["REQUIRED"]);
        let _ = ask(&editor, "updateViewer", "UpdateViewerInput", ANSWERS, json!({ "language": "NN" })).await.done("updateViewer");
        let nynorsk = ask(&editor, "updateViewer", "UpdateViewerInput", ANSWERS, blank).await;
        let words = |response: &harness::Response| response.data()["updateViewer"]["userErrors"][0]["message"].clone();
        assert_ne!(words(&english), words(&nynorsk));
        let read = editor.graphql("{ viewer { user { name language } } }", json!({})).await;
        assert_eq!(read.data()["viewer"]["user"], json!({ "name": "Eli Ny", "language": "NN" }));
    }
}
