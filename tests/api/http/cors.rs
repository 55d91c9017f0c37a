use harness::TestApp;
use reqwest::Method;

/// Any website may ask, and a preflight says so; none may use our readers' cookies.
#[tokio::test]
async fn other_websites_may_read_without_cookies() {
    let app = TestApp::sqlite().await;
    let website = app.anonymous();
    let preflight = website
        .request(Method::OPTIONS, "/graphql")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,authorization",
        );
    let preflight = website.send(preflight).await;
    assert!(preflight.status.is_success());
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    let allowed = preflight.header("access-control-allow-headers");
    assert!(allowed.contains("content-type") && allowed.contains("authorization"));
    // Whom the console shows is nobody else's to say.
    assert!(!allowed.contains("veiviser-viewer"), "{allowed}");
    assert_eq!(preflight.header("access-control-allow-credentials"), "");

    let read = website.get_graphql("{ counties { totalCount } }").await;
    assert_eq!(read.header("access-control-allow-origin"), "*");
    assert_eq!(read.header("access-control-allow-credentials"), "");
    // The console's pages are for themselves.
    let page = website.get("/").await;
    assert_eq!(page.header("access-control-allow-origin"), "");
}
