use harness::both_apps;
use harness::cast::HERE;
use serde_json::json;

const LIST: &str = "query($filter: OrganisationFilter, $after: String) { organisations(filter: $filter, first: 100, after: $after) {
    totalCount nodes { id name kind isPublic municipality { number } } pageInfo { hasNextPage endCursor } } }";

both_apps! {
    /// Every municipality is one, and the municipality is found by its number.
    async fn organisations_are_found_by_place_kind_and_name(app: TestApp) {
        let anybody = app.anonymous();
        let here = anybody.graphql(LIST, json!({ "filter": { "municipalityNumber": HERE } })).await;
        let here = &here.data()["organisations"];
        assert_eq!((&here["totalCount"], &here["nodes"][0]["municipality"]["number"]), (&json!(1), &json!(HERE)));
        assert_eq!((&here["nodes"][0]["kind"], &here["nodes"][0]["isPublic"]), (&json!("MUNICIPALITY"), &json!(true)));
        let municipalities = anybody.graphql(LIST, json!({ "filter": { "kind": "MUNICIPALITY" } })).await;
        assert_eq!(municipalities.data()["organisations"]["totalCount"], 357);
        let by_name = anybody.graphql(LIST, json!({ "filter": { "text": "stavang" } })).await;
        let nodes = by_name.data()["organisations"]["nodes"].as_array().expect("nodes");
        assert!(nodes.iter().any(|node| node["id"] == here["nodes"][0]["id"]), "{nodes:?}");
    }

    async fn pages_give_everything_once(app: TestApp) {
        let anybody = app.anonymous();
        let (mut seen, mut after, mut total) = (Vec::new(), None, 0);
        loop {
            let response = anybody.graphql(LIST, json!({ "after": after })).await;
            let page = response.data()["organisations"].clone();
            seen.extend(page["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].to_string()));
            total = total.max(page["totalCount"].as_u64().unwrap_or_default());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
        }
        let once: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((u64::try_from(seen.len()).expect("a count"), once.len()), (total, seen.len()));
    }
}
