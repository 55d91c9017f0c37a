use std::fmt::Write;
use std::time::{Duration, Instant};

use harness::TestApp;
use serde_json::json;

/// Each of these stopped or stalled the libraries below.
#[tokio::test]
async fn a_document_made_to_hurt_is_refused_quickly() {
    let app = TestApp::sqlite().await;
    let anybody = app.anonymous();
    let brackets = format!("{{ node(id: {}", "[".repeat(1500));
    let deep = format!(
        "{}name{}",
        "{ county { municipalities ".repeat(40),
        "}".repeat(80)
    );
    let mut bomb = String::from("{ ...a0 }\n");
    for level in 0..30 {
        let next = level + 1;
        let _ = writeln!(
            bomb,
            "fragment a{level} on Query {{ ...a{next} ...a{next} }}"
        );
    }
    bomb.push_str("fragment a30 on Query { __typename }");
    let mut aliases = String::from("{");
    for number in 0..100 {
        let _ = write!(aliases, " a{number}: __typename");
    }
    aliases.push('}');
    for document in [&brackets, &deep, &bomb, &aliases] {
        let begun = Instant::now();
        let response = anybody.graphql(document, json!({})).await;
        let shown: String = document.chars().take(60).collect();
        assert!(
            !response.error_code().is_empty(),
            "{shown}: {}",
            response.text
        );
        assert!(
            response
                .json
                .get("data")
                .is_none_or(serde_json::Value::is_null),
            "{shown}"
        );
        assert!(begun.elapsed() < Duration::from_secs(5), "{shown}");
    }
    assert_eq!(anybody.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_password_is_tried_once_a_document() {
    let app = TestApp::sqlite().await;
    let document = r#"mutation {
        a: signIn(input: { email: "a@b.example", password: "first guess here" }) { userErrors { code } }
        b: signIn(input: { email: "a@b.example", password: "second guess here" }) { userErrors { code } }
    }"#;
    let response = app.anonymous().graphql(document, json!({})).await;
    assert!(!response.error_code().is_empty(), "{}", response.text);
    assert!(
        response
            .json
            .get("data")
            .is_none_or(serde_json::Value::is_null),
        "{}",
        response.text
    );
}
