use harness::both_apps;
use harness::cast::EDITOR;
use serde_json::json;

both_apps! {
    /// The cookie is worth nothing afterwards, also for somebody who copied it.
    async fn a_session_that_ended_is_nobody(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let copy = editor.clone();
        let out = editor.graphql("mutation { signOut { signedOut } }", json!({})).await;
        assert_eq!(out.data()["signOut"]["signedOut"], true);
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
        let viewer = copy.graphql("{ viewer { user { name } } }", json!({})).await;
        assert!(viewer.data()["viewer"].is_null());
        let again = editor.graphql("mutation { signOut { signedOut } }", json!({})).await;
        assert_eq!(again.data()["signOut"]["signedOut"], false);
    }

    async fn a_session_ends_by_itself(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        app.clock().advance(chrono::TimeDelta::days(30));
        let viewer = editor.graphql("{ viewer { user { name } } }", json!({})).await;
        assert!(viewer.data()["viewer"].is_null());
    }
}
