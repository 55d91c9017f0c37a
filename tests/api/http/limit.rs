use harness::{Contents, TestApp, TestDatabase};
use reqwest::Method;
use veiviser::db::Backend;

#[tokio::test]
async fn whoever_asks_without_end_is_told_to_wait() {
    let database = TestDatabase::on(Backend::Sqlite, Contents::Cast).await;
    let app = TestApp::over(database, &["--rate-limit=1"]).await;
    let anybody = app.anonymous();
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(anybody.get_graphql("{ counties { totalCount } }").await);
    }
    assert!(answers[..5].iter().all(|answer| answer.status == 200));
    let refused = answers.last().expect("an answer");
    assert_eq!(refused.status, 429, "{}", refused.text);
    assert_eq!(refused.error_code(), "RATE_LIMITED");
    assert!(refused.header("retry-after").parse::<u64>().is_ok());
    // Whoever watches over the server is not held back.
    assert_eq!(anybody.get("/readyz").await.status, 200);
}

/// A page asks the database about the session's cookie; the files of a page ask nothing.
#[tokio::test]
async fn pages_are_limited_and_their_files_are_not() {
    let database = TestDatabase::on(Backend::Sqlite, Contents::Cast).await;
    let app = TestApp::over(database, &["--rate-limit=1"]).await;
    let browser = app.anonymous();
    for path in ["/", "/listings/some/where"] {
        let mut answers = Vec::new();
        for _ in 0..8 {
            let request = browser.request(Method::GET, path);
            let asked = request.header("accept", "text/html");
            answers.push(browser.send(asked).await.status.as_u16());
        }
        assert_eq!(answers.last(), Some(&429), "{path}: {answers:?}");
    }
    for _ in 0..8 {
        assert_ne!(browser.get("/assets/console.js").await.status, 429);
    }
}
