//! Asking for a change, with what the tests look at.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::fixture::Change;
use harness::{Client, Response};
use serde_json::{Value, json};

/// Runs one mutation of one `input`, and asks for `answers`.
pub async fn ask(
    client: &Client,
    mutation: &str,
    input_type: &str,
    answers: &str,
    input: Value,
) -> Response {
    let document = format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {answers} userErrors {{ code field message }} }} }}"
    );
    client.graphql(&document, json!({ "input": input })).await
}

/// A mutation that answers with a change request.
pub async fn change(client: &Client, mutation: &str, input_type: &str, input: Value) -> Response {
    let answers = "changeRequest { id version state decisionReason revision { id } comments { kind body author { name } } }";
    ask(client, mutation, input_type, answers, input).await
}

/// A change as the next step must name it.
pub fn step(change: &Change) -> Value {
    json!({ "changeRequestId": change.id, "expectedVersion": change.version })
}

/// The same with one more field.
pub fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

/// Reads with one id.
pub async fn by_id(client: &Client, document: &str, id: &str) -> Response {
    client.graphql(document, json!({ "id": id })).await
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// A cursor as a list gives them out, of a place that somebody made up.
pub fn cursor(list: &str, position: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json!([list, position]).to_string())
}
