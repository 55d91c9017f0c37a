use harness::both_apps;
use harness::cast::COUNTY;
use serde_json::json;

use super::submitted;
use crate::ask::{by_id, change};

both_apps! {
    /// It moves nothing: no version, no state. Markup is text like any other.
    async fn a_comment_stands_where_everybody_in_it_reads_it(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        let county = app.as_user(COUNTY).await;
        let words = "  Bra! <script>alert(1)</script> \u{1F600}\nSe også § 3-3.  ";
        let response = change(&county, "commentOnChange", "CommentOnChangeInput", json!({ "changeRequestId": sent.id, "body": words })).await;
        let answered = &response.done("commentOnChange")["changeRequest"];
        assert_eq!((&answered["version"], &answered["state"]), (&json!(sent.version), &json!("SUBMITTED")));
        let read = by_id(&editor, "query($id: ID!) { changeRequest(id: $id) { comments { kind body author { name } } } }", &sent.id).await;
        assert_eq!(
            read.data()["changeRequest"]["comments"][1],
            json!({ "kind": "COMMENT", "body": words.trim(), "author": { "name": COUNTY.name } })
        );
    }

    async fn nothing_and_too_much_are_no_comments(app: TestApp) {
        let (editor, sent) = submitted(&app).await;
        for (body, code) in [(" \n ".to_owned(), "REQUIRED"), ("a".repeat(2001), "TOO_LONG")] {
            let input = json!({ "changeRequestId": sent.id, "body": body });
            let response = change(&editor, "commentOnChange", "CommentOnChangeInput", input).await;
            assert_eq!(response.refusals("commentOnChange"), [code]);
            assert_eq!(response.data()["commentOnChange"]["userErrors"][0]["field"], "body");
        }
    }
}
