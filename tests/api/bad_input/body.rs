use harness::TestApp;
use reqwest::Method;

#[tokio::test]
async fn a_body_that_is_not_a_request_is_refused() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let oversized = format!("{{\"query\":\"{}\"}}", "x".repeat(300 * 1024));
    for (content_type, body, status, code) in [
        ("application/json", "{", 400, "BAD_JSON"),
        ("application/json", "", 400, "BAD_JSON"),
        ("application/json", "\u{0}\u{1}", 400, "BAD_JSON"),
        ("application/json", "[]", 400, "BAD_REQUEST"),
        ("application/json", "{\"query\": 7}", 400, "BAD_REQUEST"),
        (
            "application/json",
            oversized.as_str(),
            413,
            "PAYLOAD_TOO_LARGE",
        ),
        ("text/plain", "{ version }", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            "application/x-www-form-urlencoded",
            "query=mutation{signOut{signedOut}}",
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
    ] {
        let request = anybody
            .request(Method::POST, "/graphql")
            .header("content-type", content_type)
            .body(body.to_owned());
        let response = anybody.send(request).await;
        let shown: String = body.chars().take(40).collect();
        assert_eq!(
            response.status.as_u16(),
            status,
            "{shown}: {}",
            response.text
        );
        assert_eq!(response.error_code(), code, "{shown}: {}", response.text);
    }
    assert_eq!(anybody.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_change_is_never_made_by_an_address() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let response = anybody
        .get_graphql("mutation { signOut { signedOut } }")
        .await;
    assert_eq!(response.status, 405, "{}", response.text);
    assert_eq!(response.header("allow"), "POST");
}
