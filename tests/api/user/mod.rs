//! Accounts, and the roles people have.

mod create;
mod disable;
mod enable;
mod grant;
mod list;
mod revoke;
mod set_password;

use harness::{Client, Response};
use serde_json::{Value, json};

use crate::ask::{ask, text};

pub const ANSWERS: &str =
    "user { id name email disabled grants { id role municipality { number } national } }";

/// Runs a mutation that answers with a user.
pub async fn user(client: &Client, mutation: &str, input_type: &str, input: Value) -> Response {
    ask(client, mutation, input_type, ANSWERS, input).await
}

/// The id of whoever has this address, as somebody may see it.
pub async fn id_of(client: &Client, email: &str) -> String {
    let response = client
        .graphql(
            "query($text: String!) { users(filter: { text: $text }) { nodes { id email } } }",
            json!({ "text": email }),
        )
        .await;
    let nodes = response.data()["users"]["nodes"].clone();
    assert_eq!(nodes[0]["email"], email, "{nodes}");
    text(&nodes[0]["id"])
}

/// Whether one gets in with this.
pub async fn signs_in(client: &Client, email: &str, password: &str) -> bool {
    let input = json!({ "email": email, "password": password });
    let response = ask(
        client,
        "signIn",
        "SignInInput",
        "viewer { user { id } }",
        input,
    )
    .await;
    response.refusals("signIn").is_empty()
}

/// Who this client is signed in as.
pub async fn viewer(client: &Client) -> Value {
    let response = client
        .graphql("{ viewer { user { email } } }", json!({}))
        .await;
    response.data()["viewer"]["user"]["email"].clone()
}
