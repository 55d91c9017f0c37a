use harness::TestApp;

#[tokio::test]
async fn below_the_api_an_answer_is_data() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    for path in [
        "/api/v1/listings",
        "/graphql/other",
        "/.well-known/openid-configuration",
    ] {
        let response = anybody.get(path).await;
        assert_eq!(response.status, 404, "{path}");
        assert_eq!(response.error_code(), "NOT_FOUND", "{path}");
        assert_eq!(response.header("x-content-type-options"), "nosniff");
    }
}
