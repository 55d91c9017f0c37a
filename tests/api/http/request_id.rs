use harness::TestApp;
use reqwest::Method;

#[tokio::test]
async fn each_request_has_a_name_that_the_caller_may_choose() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let first = anybody.get("/healthz").await;
    let second = anybody.get("/healthz").await;
    assert_eq!(first.header("x-request-id").len(), 36);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    for (sent, kept) in [
        ("frontend-4711", true),
        ("with space in it", false),
        ("short", false),
    ] {
        let request = anybody
            .request(Method::GET, "/healthz")
            .header("x-request-id", sent);
        let named = anybody.send(request).await;
        assert_eq!(named.header("x-request-id") == sent, kept, "{sent}");
    }
}
