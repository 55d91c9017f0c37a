use harness::both_apps;
use serde_json::json;

both_apps! {
    async fn a_municipality_has_its_names_and_its_language_form(app: TestApp) {
        let response = app
            .anonymous()
            .get_graphql(
                r#"{ there: municipality(number: "1114") { name languageForm organisationNumber county { name } listingCount } gone: municipality(number: "1102") { name } }"#,
            )
            .await;
        assert_eq!(
            response.data(),
            &json!({
                "there": { "name": "Bjerkreim", "languageForm": "NYNORSK", "organisationNumber": "970490361", "county": { "name": "Rogaland" }, "listingCount": 0 },
                "gone": null,
            })
        );
    }
}
