use harness::both_apps;
use harness::cast::HERE;
use harness::fixture::{listing_id, published_listing};
use serde_json::json;

both_apps! {
    /// In the order asked for, twice when asked for twice, nothing where there is nothing.
    async fn nodes_answer_in_the_order_of_the_ids(app: TestApp) {
        let anybody = app.anonymous();
        let listing = published_listing(&app, "Mestringshuset", HERE, "psykisk-helse-rus-kommune").await;
        let known = anybody
            .get_graphql(r#"{ county(number: "11") { id } municipality(number: "1103") { id } serviceType(slug: "krisesenter") { id } }"#)
            .await;
        let id = |field: &str| known.data()[field]["id"].clone();
        let ids = json!([id("municipality"), listing_id(), listing, id("county"), "rubbish", id("serviceType"), id("county")]);
        let response = anybody
            .graphql("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids }))
            .await;
        let kinds: Vec<_> = response.data()["nodes"]
            .as_array()
            .expect("nodes")
            .iter()
            .map(|node| node["__typename"].as_str())
            .collect();
        assert_eq!(
            kinds,
            [Some("Municipality"), None, Some("Listing"), Some("County"), None, Some("ServiceType"), Some("County")]
        );
        assert_eq!(response.data()["nodes"][2]["id"], listing);
    }

    async fn more_ids_than_a_page_are_refused(app: TestApp) {
        let ids = vec!["county_11"; 101];
        let response = app
            .anonymous()
            .graphql("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": ids }))
            .await;
        assert_eq!(response.error_code(), "BAD_ARGUMENT");
    }
}
