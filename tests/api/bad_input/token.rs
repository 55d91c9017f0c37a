use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::cast::{EDITOR, PASSWORD};
use harness::{TestApp, both_apps};
use serde_json::{Value, json};

const VIEWER: &str = "{ viewer { user { email } } }";

async fn token(app: &TestApp) -> String {
    let response = app
        .anonymous()
        .graphql(
            "mutation($input: IssueTokenInput!) { issueToken(input: $input) { accessToken userErrors { code } } }",
            json!({ "input": { "email": EDITOR.email, "password": PASSWORD } }),
        )
        .await;
    response.done("issueToken")["accessToken"]
        .as_str()
        .expect("a token")
        .to_owned()
}

/// The same token with one part of it rewritten.
fn forged(token: &str, part: usize, rewrite: impl Fn(&mut Value)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let bytes = URL_SAFE_NO_PAD.decode(&parts[part]).expect("base64");
    let mut value: Value = serde_json::from_slice(&bytes).expect("JSON");
    rewrite(&mut value);
    parts[part] = URL_SAFE_NO_PAD.encode(value.to_string());
    parts.join(".")
}

both_apps! {
    async fn a_token_speaks_for_its_user_until_it_expires(app: TestApp) {
        let program = app.anonymous().with_token(token(&app).await);
        let viewer = program.graphql(VIEWER, json!({})).await;
        assert_eq!(viewer.data()["viewer"]["user"]["email"], EDITOR.email);
        app.clock().advance(chrono::TimeDelta::seconds(599));
        assert_eq!(program.graphql(VIEWER, json!({})).await.status, 200);
        // Some seconds more for clocks that differ.
        app.clock().advance(chrono::TimeDelta::seconds(32));
        let expired = program.graphql(VIEWER, json!({})).await;
        assert_eq!(expired.status, 401, "{}", expired.text);
        assert_eq!(expired.error_code(), "UNAUTHENTICATED");
        assert!(expired.header("www-authenticate").starts_with("Bearer"));
    }

    async fn a_forged_token_is_refused(app: TestApp) {
        let good = token(&app).await;
        let unsigned = good.rsplit_once('.').map(|(signed, _)| format!("{signed}.")).expect("three parts");
        for bad in [
            forged(&good, 0, |header| header["alg"] = "none".into()),
            forged(&good, 0, |header| header["alg"] = "HS256".into()),
            forged(&good, 0, |header| header["kid"] = "another".into()),
            forged(&good, 1, |claims| claims["exp"] = 4_000_000_000_u64.into()),
            forged(&good, 1, |claims| claims["sub"] = "user_00000000000000000000000000000001".into()),
            unsigned,
            "nonsense".to_owned(),
            "a.b.c".to_owned(),
        ] {
            let response = app.anonymous().with_token(&bad).graphql(VIEWER, json!({})).await;
            assert_eq!(response.status, 401, "{bad}: {}", response.text);
            assert_eq!(response.error_code(), "UNAUTHENTICATED", "{bad}");
        }
    }

    async fn the_public_key_is_published_and_the_private_one_is_not(app: TestApp) {
        let _ = token(&app).await;
        let keys = app.anonymous().get("/.well-known/jwks.json").await;
        let key = &keys.json["keys"][0];
        assert_eq!((&key["kty"], &key["crv"]), (&json!("OKP"), &json!("Ed25519")), "{}", keys.text);
        assert!(key["d"].is_null());
    }
}
