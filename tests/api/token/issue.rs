use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use harness::both_apps;
use harness::cast::EDITOR;
use serde_json::{Value, json};

use super::{ANSWERS, believed, issued};
use crate::ask::ask;

both_apps! {
    async fn a_token_is_short_lived_and_its_key_is_published(app: TestApp) {
        let program = app.anonymous();
        let (access, refresh) = issued(&program).await;
        assert!(refresh.len() >= 43, "256 bits of text");
        assert!(believed(&program, &access).await);
        let header = access.split('.').next().expect("a header");
        let header: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(header).expect("base64")).expect("JSON");
        assert_eq!(header["alg"], "EdDSA");
        let keys = program.get("/.well-known/jwks.json").await;
        let found = keys.json["keys"].as_array().expect("keys").iter().any(|key| key["kid"] == header["kid"] && key.get("d").is_none());
        assert!(found, "{}", keys.text);
        // Ten minutes, and a little grace for clocks that disagree.
        app.clock().advance(TimeDelta::minutes(11));
        assert!(!believed(&program, &access).await);
    }

    async fn a_wrong_password_gets_none(app: TestApp) {
        let input = json!({ "email": EDITOR.email, "password": "ikke riktig passord" });
        let response = ask(&app.anonymous(), "issueToken", "IssueTokenInput", ANSWERS, input).await;
        assert_eq!(response.refusals("issueToken"), ["BAD_CREDENTIALS"]);
        let payload = &response.data()["issueToken"];
        assert!(payload["accessToken"].is_null() && payload["refreshToken"].is_null());
    }
}
