//! The queries of docs/OPENING-HOURS.md run as they stand.

use harness::TestApp;

use super::{published, with_hours};

const PAGE: &str = include_str!("../../../docs/OPENING-HOURS.md");

#[tokio::test]
async fn every_documented_query_runs_as_it_stands() {
    let app = TestApp::sqlite().await;
    published(&app, with_hours()).await;
    let anybody = app.anonymous();
    let queries: Vec<&str> = PAGE
        .split("```graphql\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(queries.len() >= 4, "{queries:?}");
    for query in queries {
        let response = anybody.get_graphql(query).await;
        assert!(response.data().is_object(), "{query}");
    }
}
