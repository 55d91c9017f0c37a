//! Methods, media types, parameters.

use http::Method;
use serde_json::json;

use crate::tiny::{Answer, get, post, post_json, post_query, send, with_method};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn answers_in_the_accepted_media_type() {
    let ask = |accept| async move {
        let body = json!({ "query": "{ hello }" }).to_string();
        send(post(body, &[JSON, ("accept", accept)])).await
    };
    for (accept, expected) in [
        (
            "application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
        ),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
    ] {
        let answer = ask(accept).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, expected)
        );
        assert_eq!(answer.body, json!({ "data": { "hello": "hello " } }));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("vary"), "accept");
    }
    let answer = ask("text/html").await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (406, "NOT_ACCEPTABLE")
    );
}

#[tokio::test]
async fn a_document_fault_is_200_for_json_and_400_for_graphql_response() {
    for query in [
        "{",
        "{ nothing }",
        "query($n: Int!) { hello(times: $n) }",
        "{ hello(times: \"x\") }",
        "{ hello { name } }",
    ] {
        let body = json!({ "query": query }).to_string();
        let old = send(post(body, &[JSON, ("accept", "application/json")])).await;
        let new = send(post_query(query)).await;
        assert_eq!(
            (old.status.as_u16(), new.status.as_u16()),
            (200, 400),
            "{query}"
        );
        assert_eq!(old.body, new.body);
        assert!(new.body.get("data").is_none(), "{query}");
        assert!(new.body["errors"][0]["message"].is_string());
        assert!(
            new.body["errors"][0]["locations"][0]["line"].is_u64(),
            "{query}: {}",
            new.body
        );
    }
}

#[tokio::test]
async fn only_get_and_post_are_served() {
    for method in [
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
        Method::TRACE,
    ] {
        let answer = send(with_method(method.clone())).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (405, "METHOD_NOT_ALLOWED"),
            "{method}"
        );
        assert_eq!(answer.header("allow"), "GET, HEAD, POST");
    }
}

#[tokio::test]
async fn only_json_is_read() {
    let query = json!({ "query": "mutation { increase }" }).to_string();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "",
    ] {
        let answer = send(post(query.clone(), &[("content-type", content_type)])).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{content_type}"
        );
    }
    assert_eq!(send(post(query.clone(), &[])).await.status, 415);
    let gzip = send(post(query, &[JSON, ("content-encoding", "gzip")])).await;
    assert_eq!(
        (gzip.status.as_u16(), gzip.code()),
        (415, "UNSUPPORTED_MEDIA_TYPE")
    );
}

#[tokio::test]
async fn malformed_requests_are_400_whatever_is_accepted() {
    for (body, code) in [
        ("", "BAD_JSON"),
        ("{", "BAD_JSON"),
        ("\u{0}", "BAD_JSON"),
        ("[]", "BAD_REQUEST"),
        (r#"[{"query":"{ hello }"}]"#, "BAD_REQUEST"),
        ("7", "BAD_REQUEST"),
        ("null", "BAD_REQUEST"),
        ("{}", "BAD_REQUEST"),
        (r#"{"query":" "}"#, "BAD_REQUEST"),
        (r#"{"query":7}"#, "BAD_REQUEST"),
        (
            r#"{"query":"{ hello }","operationName":["a"]}"#,
            "BAD_REQUEST",
        ),
        (r#"{"query":"{ hello }","variables":[]}"#, "BAD_REQUEST"),
        (r#"{"query":"{ hello }","variables":"{}"}"#, "BAD_REQUEST"),
        (r#"{"query":"{ hello }","extensions":false}"#, "BAD_REQUEST"),
    ] {
        for accept in ["application/json", "application/graphql-response+json"] {
            let answer = send(post(body, &[JSON, ("accept", accept)])).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, code),
                "{body}"
            );
            assert_eq!(
                answer.header("content-type").split(';').next(),
                Some(accept)
            );
            no_library_text(&answer);
        }
    }
    let not_utf8 = send(post(vec![b'"', 0xFF, b'"'], &[JSON])).await;
    assert_eq!(
        (not_utf8.status.as_u16(), not_utf8.code()),
        (400, "BAD_JSON")
    );
    let deep = send(post("[".repeat(100_000), &[JSON])).await;
    assert_eq!((deep.status.as_u16(), deep.code()), (400, "BAD_JSON"));
}

/// Words that only appear when a library's own message got through.
fn no_library_text(answer: &Answer) {
    let text = answer.body.to_string();
    for word in [
        "EOF",
        "expected",
        "invalid type",
        "serde",
        "at line 1 column",
        "async_graphql",
        "::",
    ] {
        assert!(!text.contains(word), "{text}");
    }
}

#[tokio::test]
async fn parameters_arrive_by_post_and_by_get() {
    let answer = send(post_json(&json!({
        "query": "query A($n: Int) { hello(times: $n) } query B { caller }",
        "operationName": "A",
        "variables": { "n": 2 },
        "extensions": { "any": [1] },
    })))
    .await;
    assert_eq!(answer.body, json!({ "data": { "hello": "hello hello " } }));

    let path = "/graphql?query=query+A(%24n:Int)%7Bhello(times:%24n)%7D+query+B%7Bcaller%7D&operationName=A\
                &variables=%7B%22n%22:2%7D&extensions=&cachebuster=1";
    let answer = send(get(path, &[])).await;
    assert_eq!(answer.body, json!({ "data": { "hello": "hello hello " } }));

    for (path, code) in [
        ("/graphql", "BAD_REQUEST"),
        ("/graphql?query=", "BAD_REQUEST"),
        (
            "/graphql?query=%7Bhello%7D&query=%7Bhello%7D",
            "BAD_REQUEST",
        ),
        ("/graphql?query=%7Bhello%7D&variables=%7B", "BAD_JSON"),
        ("/graphql?query=%7Bhello%7D&variables=7", "BAD_REQUEST"),
    ] {
        let answer = send(get(path, &[])).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, code),
            "{path}"
        );
    }
    let long = format!("/graphql?query=%7Bhello%7D&x={}", "x".repeat(16 * 1024));
    let answer = send(get(&long, &[])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (414, "URI_TOO_LONG")
    );
}

#[tokio::test]
async fn resolvers_know_what_the_middleware_found_out() {
    let answer = send(post_query("{ caller }")).await;
    assert_eq!(
        answer.body,
        json!({ "data": { "caller": "the middleware" } })
    );
}

#[tokio::test]
async fn resolvers_may_set_headers_but_not_the_content_type() {
    let answer = send(post_query("{ cached }")).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!(answer.headers.get_all("content-type").iter().count(), 1);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/graphql-response+json")
    );
}
