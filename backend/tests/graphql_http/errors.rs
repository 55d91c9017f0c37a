//! What a client is told when something goes wrong, and what it is never told.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::tiny::{app, post_json, post_query, send, send_to};

fn is_request_id(value: &Value) -> bool {
    value.as_str().is_some_and(|id| Uuid::parse_str(id).is_ok())
}

#[tokio::test]
async fn an_error_without_a_code_is_told_as_internal() {
    let answer = send(post_query("{ hello leak }")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body["data"],
        json!({ "hello": "hello ", "leak": null })
    );
    let error = &answer.body["errors"][0];
    assert_eq!(
        (error["message"].as_str(), answer.code()),
        (Some("Something went wrong on the server."), "INTERNAL")
    );
    assert_eq!(
        (&error["path"], &error["locations"]),
        (&json!(["leak"]), &json!([{ "line": 1, "column": 9 }]))
    );
    assert!(is_request_id(&error["extensions"]["requestId"]));
    assert!(!answer.body.to_string().contains("SELECT"));
}

/// async-graphql leaves a failed field out; the specification wants null there, or in the nearest place that may be null.
#[tokio::test]
async fn a_failed_field_is_null_and_a_required_one_takes_its_parent_along() {
    for (query, data) in [
        ("{ hello leak }", json!({ "hello": "hello ", "leak": null })),
        ("{ leak }", json!({ "leak": null })),
        (
            "{ x: leak ...F } fragment F on Query { y: leak }",
            json!({ "x": null, "y": null }),
        ),
        ("{ maybe { fine broken } }", json!({ "maybe": null })),
        ("{ maybe { broken } }", json!({ "maybe": null })),
        (
            "{ maybe { fine leaky } }",
            json!({ "maybe": { "fine": 1, "leaky": null } }),
        ),
        ("{ maybe { leaky } }", json!({ "maybe": { "leaky": null } })),
        ("{ maybe { leaky broken } }", json!({ "maybe": null })),
        (
            "{ maybe { inner { fine broken } fine } }",
            json!({ "maybe": null }),
        ),
        ("{ many { fine broken } }", json!({ "many": [null, null] })),
        (
            "{ many { leaky } }",
            json!({ "many": [{ "leaky": null }, { "leaky": null }] }),
        ),
        ("{ hello surely { fine broken } }", Value::Null),
        ("{ surely { broken } leak }", Value::Null),
    ] {
        let answer = send(post_query(query)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (200, "INTERNAL"),
            "{query}"
        );
        assert_eq!(answer.body.get("data"), Some(&data), "{query}");
    }
}

#[tokio::test]
async fn an_error_with_a_code_is_passed_on() {
    let answer = send(post_query("{ coded }")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (200, "UNAUTHENTICATED")
    );
    assert_eq!(answer.body["errors"][0]["message"], "Sign in first.");
}

#[tokio::test]
async fn a_value_that_a_scalar_refuses_is_the_clients_fault() {
    let answer = send(post_query("{ day(day: \"next week\") }")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (200, "BAD_USER_INPUT")
    );
    assert_eq!(
        answer.body["errors"][0]["message"],
        "A value given for \"NaiveDate\" is not valid."
    );
}

#[tokio::test]
async fn a_panic_is_500_and_the_server_lives() {
    let (app, _) = app();
    for query in ["{ boom }", "mutation { boom }"] {
        let answer = send_to(app.clone(), post_query(query)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (500, "INTERNAL"),
            "{query}"
        );
        assert!(is_request_id(
            &answer.body["errors"][0]["extensions"]["requestId"]
        ));
        assert!(!answer.body.to_string().contains("panic"));
    }
    assert_eq!(send_to(app, post_query("{ hello }")).await.status, 200);
}

#[tokio::test]
async fn at_most_ten_errors_are_told() {
    let fields: String = (0..15).map(|n| format!("nothing{n} ")).collect();
    let answer = send(post_query(&format!("{{ {fields} }}"))).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(10));
    assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn every_refusal_has_its_code() {
    let once = |query: String| async move { send(post_query(&query)).await };
    for (query, code) in [
        ("{".into(), "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }".into(), "GRAPHQL_VALIDATION_FAILED"),
        (
            "{ hello(times: \"1\") }".into(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            format!("{{ hello(times: {}", "[".repeat(1_500)),
            "TOO_MANY_TOKENS",
        ),
        (
            format!("{{ {} }}", "__typename ".repeat(20_000)),
            "TOO_MANY_TOKENS",
        ),
        (
            format!(
                "{{ __schema {{ types {{ {} name {} }} }} }}",
                "ofType { ".repeat(17),
                "}".repeat(17)
            ),
            "TOO_DEEP",
        ),
        (format!("{{ {} }}", "hello ".repeat(21)), "TOO_COMPLEX"),
        (
            "query A { hello } query B { hello }".into(),
            "OPERATION_RESOLUTION_FAILURE",
        ),
        (
            "query($n: Int!) { hello(times: $n) }".into(),
            "BAD_USER_INPUT",
        ),
        ("subscription { hello }".into(), "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let answer = once(query).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, code),
            "{}",
            answer.body
        );
    }
}

/// async-graphql checks a variable against the argument, not against its own declaration.
#[tokio::test]
async fn null_does_not_pass_for_a_required_variable() {
    for (query, variables) in [
        ("query($n: Int!) { hello(times: $n) }", json!({ "n": null })),
        ("query($n: Int!) { hello(times: $n) }", json!({})),
        (
            "query($l: [Int!]!) { nullable(list: $l) }",
            json!({ "l": [1, null] }),
        ),
        (
            "query($l: [Int!]) { nullable(list: $l) }",
            json!({ "l": [null] }),
        ),
    ] {
        let answer = send(post_json(
            &json!({ "query": query, "variables": variables }),
        ))
        .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "BAD_USER_INPUT"),
            "{query} {variables}"
        );
    }
    let literal = send(post_query("{ nullable(list: [1, null]) }")).await;
    assert_eq!(
        (literal.status.as_u16(), literal.code()),
        (400, "GRAPHQL_VALIDATION_FAILED")
    );
    let fine = send(post_query("{ nullable(list: null) }")).await;
    assert_eq!(fine.body, json!({ "data": { "nullable": null } }));
}

/// The texts by which the codes of async-graphql's own limits are known.
#[tokio::test]
async fn the_limits_of_async_graphql_get_their_codes() {
    use async_graphql::{EmptyMutation, EmptySubscription, Schema};
    use veiviser::http::graphql::{Endpoint, Settings};

    use crate::tiny::{Caller, Query};

    for (schema, query, code) in [
        (
            Schema::build(Query, EmptyMutation, EmptySubscription).limit_complexity(1),
            "{ hello caller }",
            "TOO_COMPLEX",
        ),
        (
            Schema::build(Query, EmptyMutation, EmptySubscription).limit_depth(1),
            "{ maybe { broken } }",
            "TOO_DEEP",
        ),
        (
            Schema::build(Query, EmptyMutation, EmptySubscription).limit_recursive_depth(0),
            "{ maybe { broken } }",
            "TOO_DEEP",
        ),
        (
            Schema::build(Query, EmptyMutation, EmptySubscription).limit_directives(0),
            "{ hello @skip(if: false) }",
            "TOO_COMPLEX",
        ),
    ] {
        let endpoint =
            Endpoint::with_context::<Caller>(schema.finish(), Settings::new("")).expect("a schema");
        let app = axum::Router::new().route("/graphql", endpoint.into_route());
        let answer = send_to(app, post_query(query)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, code),
            "{}",
            answer.body
        );
    }
}
