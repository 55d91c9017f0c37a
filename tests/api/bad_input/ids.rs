use harness::both_apps;
use harness::cast::{EDITOR, THERE};
use harness::fixture::listing_id;
use serde_json::json;

both_apps! {
    async fn an_unknown_or_malformed_id_is_nothing(app: TestApp) {
        let anybody = app.anonymous();
        let unknown = listing_id();
        for id in [unknown.as_str(), "listing_7", "", "'; drop table listing; --", "user_00000000000000000000000000000000", "\u{1F600}"] {
            let response = anybody
                .graphql("query($id: ID!) { node(id: $id) { id } listing(id: $id) { id } }", json!({ "id": id }))
                .await;
            assert!(response.data()["node"].is_null() && response.data()["listing"].is_null(), "{id}");
        }
    }

    /// PostgreSQL cannot keep it; the answer is the same on both, before anything is asked of a database.
    async fn a_text_with_a_nul_is_refused_in_words(app: TestApp) {
        let anybody = app.anonymous();
        let by_variable = "mutation($input: IssueTokenInput!) { issueToken(input: $input) { userErrors { code } } }";
        let input = json!({ "input": { "email": "a\u{0}@b.no", "password": "x" } });
        assert_eq!(anybody.graphql(by_variable, input).await.error_code(), "BAD_USER_INPUT");
        let in_text = r#"{ listings(filter: { text: "a\u0000" }) { totalCount } }"#;
        assert_eq!(anybody.graphql(in_text, json!({})).await.error_code(), "BAD_USER_INPUT");
    }

    /// One answer for "not allowed" and "not there".
    async fn a_foreign_municipality_is_as_good_as_none(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let mut answers = Vec::new();
        for municipality in [THERE, "9999"] {
            let response = editor
                .graphql(
                    "mutation($input: StartDraftInput!) { startDraft(input: $input) { changeRequest { id } userErrors { code } } }",
                    json!({ "input": { "listingId": listing_id(), "municipalityNumber": municipality, "serviceTypeSlug": "vaerested" } }),
                )
                .await;
            assert_eq!(response.refusals("startDraft"), ["NOT_ALLOWED"], "{municipality}");
            answers.push(response.json);
        }
        assert_eq!(answers[0], answers[1]);
        let records = editor.graphql("{ listingRecords { totalCount } }", json!({})).await;
        assert_eq!(records.data()["listingRecords"]["totalCount"], 0);
    }
}
