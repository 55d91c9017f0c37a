//! Tokens, for programs.

mod issue;
mod refresh;
mod revoke;

use harness::cast::{EDITOR, PASSWORD};
use harness::{Client, Response};
use serde_json::{Value, json};

use crate::ask::{ask, text};

pub const ANSWERS: &str = "accessToken expiresIn refreshToken";

/// A first pair for the editor.
pub async fn issued(client: &Client) -> (String, String) {
    let input = json!({ "email": EDITOR.email, "password": PASSWORD });
    let response = ask(client, "issueToken", "IssueTokenInput", ANSWERS, input).await;
    pair(response.done("issueToken"))
}

pub async fn refresh(client: &Client, token: &str) -> Response {
    let input = json!({ "refreshToken": token });
    ask(client, "refreshToken", "RefreshTokenInput", ANSWERS, input).await
}

pub fn pair(payload: &Value) -> (String, String) {
    (
        text(&payload["accessToken"]),
        text(&payload["refreshToken"]),
    )
}

/// Whether the server believes the token; else it says so with 401.
pub async fn believed(client: &Client, token: &str) -> bool {
    let response = client
        .with_token(token)
        .graphql("{ viewer { user { email } } }", json!({}))
        .await;
    if response.status == 401 {
        return false;
    }
    assert_eq!(response.data()["viewer"]["user"]["email"], EDITOR.email);
    true
}
