use harness::both_apps;
use serde_json::json;

both_apps! {
    /// Fifteen counties hold 357 municipalities, none of them twice.
    async fn every_municipality_is_in_one_county(app: TestApp) {
        let response = app
            .anonymous()
            .get_graphql("{ counties(first: 100) { totalCount nodes { number name municipalities { number county { number } } } } }")
            .await;
        let counties = &response.data()["counties"];
        assert_eq!(counties["totalCount"], 15);
        let mut municipalities = Vec::new();
        for county in counties["nodes"].as_array().expect("nodes") {
            for municipality in county["municipalities"].as_array().expect("municipalities") {
                assert_eq!(municipality["county"]["number"], county["number"]);
                municipalities.push(municipality["number"].to_string());
            }
        }
        assert_eq!(municipalities.len(), 357);
        municipalities.sort();
        municipalities.dedup();
        assert_eq!(municipalities.len(), 357);
    }

    async fn pages_follow_each_other_both_ways(app: TestApp) {
        let anybody = app.anonymous();
        let all = anybody.get_graphql("{ counties(first: 100) { nodes { number } } }").await;
        let all = all.data()["counties"]["nodes"].clone();
        let first = anybody.get_graphql("{ counties(first: 4) { nodes { number } pageInfo { endCursor hasNextPage hasPreviousPage } } }").await;
        let first = &first.data()["counties"];
        assert_eq!(first["nodes"], json!(&all.as_array().expect("nodes")[..4]));
        assert_eq!((&first["pageInfo"]["hasNextPage"], &first["pageInfo"]["hasPreviousPage"]), (&json!(true), &json!(false)));
        let query = format!("{{ counties(last: 2, before: {}) {{ nodes {{ number }} }} }}", first["pageInfo"]["endCursor"]);
        let back = anybody.get_graphql(&query).await;
        assert_eq!(back.data()["counties"]["nodes"], json!(&all.as_array().expect("nodes")[1..3]));
    }
}
