use harness::cast::{EDITOR, PASSWORD};
use harness::{Contents, Response, TestApp, TestDatabase, both_apps};
use reqwest::Method;
use serde_json::json;
use veiviser::db::Backend;

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) { viewer { user { name email } } userErrors { code message } } }";

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Response {
    app.anonymous()
        .graphql(
            SIGN_IN,
            json!({ "input": { "email": email, "password": password } }),
        )
        .await
}

both_apps! {
    async fn the_viewer_is_whoever_signed_in(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let viewer = editor
            .graphql("{ viewer { user { name } editableMunicipalities { name } } }", json!({}))
            .await;
        assert_eq!(viewer.data()["viewer"]["user"]["name"], EDITOR.name);
        assert_eq!(viewer.data()["viewer"]["editableMunicipalities"][0]["name"], "Stavanger");
        let nobody = app.anonymous().graphql("{ viewer { user { name } } }", json!({})).await;
        assert!(nobody.data()["viewer"].is_null());
    }

    async fn the_cookie_is_kept_from_scripts_and_other_sites(app: TestApp) {
        let response = sign_in(&app, EDITOR.email, PASSWORD).await;
        let cookie = response.header("set-cookie");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
            assert!(cookie.contains(part), "{part} is not in {cookie}");
        }
        // 256 bits of text, and not in the answer's body.
        let secret = cookie.split(['=', ';']).nth(1).expect("a value");
        assert!(secret.len() >= 43, "{}", secret.len());
        assert!(!response.text.contains(secret));
    }

    /// Which of the two was wrong is not said, and neither is whether there is such an account.
    async fn a_wrong_password_and_an_unknown_address_are_one_answer(app: TestApp) {
        let wrong = sign_in(&app, EDITOR.email, "ikke riktig passord").await;
        let unknown = sign_in(&app, "ingen@here.example", "ikke riktig passord").await;
        assert_eq!(wrong.refusals("signIn"), ["BAD_CREDENTIALS"]);
        assert_eq!(wrong.json, unknown.json);
        assert_eq!(wrong.header("set-cookie"), "");
    }

    /// A cookie comes along with whatever a foreign page sends.
    async fn a_foreign_page_changes_nothing_with_our_cookie(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        let request = editor
            .request(Method::POST, "/graphql")
            .header("x-note", "the second Origin would be a foreign page's")
            .header("origin", "https://evil.example")
            .json(&json!({ "query": "mutation { signOut { signedOut } }" }));
        let response = editor.send(request).await;
        assert_eq!(response.status, 403, "{}", response.text);
        assert_eq!(response.error_code(), "ORIGIN_NOT_ALLOWED");
        let viewer = editor.graphql("{ viewer { user { name } } }", json!({})).await;
        assert_eq!(viewer.data()["viewer"]["user"]["name"], EDITOR.name);
    }

    /// In minutes, and for programs in seconds.
    async fn whoever_tried_too_often_is_told_how_long_to_wait(app: TestApp) {
        for _ in 0..10 {
            assert_eq!(sign_in(&app, EDITOR.email, "ikke riktig passord").await.refusals("signIn"), ["BAD_CREDENTIALS"]);
        }
        let refused = sign_in(&app, EDITOR.email, PASSWORD).await;
        assert_eq!(refused.refusals("signIn"), ["TOO_MANY_ATTEMPTS"]);
        let words = refused.data()["signIn"]["userErrors"][0]["message"].clone();
        assert_eq!(words, "For mange forsøk. Prøv igjen om 2 minutter.");
        let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((60..=92).contains(&seconds), "{seconds}");
        app.clock().advance(chrono::TimeDelta::seconds(i64::try_from(seconds).expect("few")));
        assert_eq!(sign_in(&app, EDITOR.email, PASSWORD).await.refusals("signIn"), [""; 0]);
    }
}

/// An e-mail address is no secret: whoever knows it must not be able to keep its owner out.
#[tokio::test]
async fn a_stranger_elsewhere_keeps_nobody_out() {
    let database = TestDatabase::on(Backend::Sqlite, Contents::Cast).await;
    let app = TestApp::over(database, &["--trusted-proxies=1"]).await;
    let from = async |address: &str, password: &str| {
        let body = json!({ "query": SIGN_IN, "variables": { "input": { "email": EDITOR.email, "password": password } } });
        let anybody = app.anonymous();
        let request = anybody
            .request(Method::POST, "/graphql")
            .header("x-forwarded-for", address)
            .json(&body);
        anybody.send(request).await.refusals("signIn")
    };
    for n in 0..12 {
        let _ = from(&format!("203.0.113.{n}"), "ikke riktig passord").await;
    }
    assert_eq!(from("203.0.113.99", PASSWORD).await, ["TOO_MANY_ATTEMPTS"]);
    assert_eq!(from("192.0.2.1", PASSWORD).await, [""; 0]);
}
