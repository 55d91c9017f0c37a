use harness::{Contents, TestApp, TestDatabase};
use reqwest::Method;
use veiviser::db::Backend;

#[tokio::test]
async fn requests_and_statements_are_counted() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let _ = anybody.get_graphql("{ counties { totalCount } }").await;
    let text = anybody.get("/metrics").await.text;
    for line in [
        "veiviser_http_requests_total{method=\"GET\",route=\"/graphql\",status=\"200\"} 1",
        "# TYPE veiviser_db_statements counter",
        "# TYPE veiviser_http_request_seconds histogram",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let version = app.catalogue().current().version();
    assert!(text.contains(&format!("veiviser_catalogue_version {version}\n")));
}

/// A proxy on this machine makes everybody's requests come from here.
#[tokio::test]
async fn others_are_not_shown_them_unless_the_operator_says_so() {
    let asked = |app: &TestApp| {
        let client = app.anonymous();
        let request = client
            .request(Method::GET, "/metrics")
            .header("x-forwarded-for", "203.0.113.9");
        async move { client.send(request).await.status.as_u16() }
    };
    let app = TestApp::sqlite().await;
    assert_eq!(asked(&app).await, 404);
    let database = TestDatabase::on(Backend::Sqlite, Contents::Cast).await;
    let open = TestApp::over(database, &["--metrics-public"]).await;
    assert_eq!(asked(&open).await, 200);
}
