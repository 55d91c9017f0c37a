use harness::cast::{EDITOR, HERE};
use harness::fixture::published_listing;
use harness::{Client, Response, both_apps};
use reqwest::Method;

const QUERY: &str = "{ listings { totalCount } }";

async fn ask(client: &Client, etag: Option<&str>) -> Response {
    let mut request = client
        .request(Method::GET, "/graphql")
        .query(&[("query", QUERY)]);
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    client.send(request).await
}

both_apps! {
    async fn an_unchanged_catalogue_is_not_sent_again(app: TestApp) {
        let anybody = app.anonymous();
        let first = ask(&anybody, None).await;
        assert_eq!(first.header("cache-control"), "public, max-age=0, must-revalidate");
        assert_eq!(first.header("vary"), "accept, authorization, cookie, accept-encoding");
        let etag = first.header("etag").to_owned();
        let second = ask(&anybody, Some(&etag)).await;
        assert_eq!((second.status.as_u16(), second.text.as_str()), (304, ""));
        assert_eq!(second.header("etag"), etag);

        published_listing(&app, "Nytt", HERE, "vaerested").await;
        let third = ask(&anybody, Some(&etag)).await;
        assert_eq!(third.data()["listings"]["totalCount"], 1);
        assert_ne!(third.header("etag"), etag);
    }

    /// `openNow` turns without anybody publishing.
    async fn an_answer_is_good_for_a_minute(app: TestApp) {
        let anybody = app.anonymous();
        let etag = ask(&anybody, None).await.header("etag").to_owned();
        app.clock().advance(chrono::TimeDelta::seconds(59));
        assert_eq!(ask(&anybody, Some(&etag)).await.status, 304);
        app.clock().advance(chrono::TimeDelta::seconds(1));
        assert_eq!(ask(&anybody, Some(&etag)).await.status, 200);
    }

    async fn what_belongs_to_somebody_is_kept_nowhere(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let response = ask(&editor, None).await;
        assert_eq!(response.header("cache-control"), "no-store");
        assert_eq!(response.header("etag"), "");
        let anybody = app.anonymous();
        let mistaken = anybody.get_graphql("{ nothingOfThisName }").await;
        assert_eq!(mistaken.header("cache-control"), "no-store");
        let posted = anybody.graphql(QUERY, serde_json::json!({})).await;
        assert_eq!(posted.header("cache-control"), "no-store");
    }
}
