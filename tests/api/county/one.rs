use harness::both_apps;
use serde_json::json;

both_apps! {
    async fn a_county_is_found_by_its_number_or_not_at_all(app: TestApp) {
        let anybody = app.anonymous();
        let response = anybody
            .get_graphql(r#"{ there: county(number: "55") { name nameOfficial } gone: county(number: "54") { name } nonsense: county(number: "%") { name } }"#)
            .await;
        assert_eq!(
            response.data(),
            &json!({ "there": { "name": "Troms", "nameOfficial": "Troms - Romsa - Tromssa" }, "gone": null, "nonsense": null })
        );
    }
}
