//! Who may change something, and how.

use http::Method;
use serde_json::{Value, json};

use crate::tiny::{Answer, PUBLIC_URL, app, get, post, send_to};

const CHANGE: &str = r#"{"query":"mutation { increase }"}"#;

/// Sends a change with these headers; also says how often it took effect.
async fn change(headers: &[(&str, &str)]) -> (Answer, usize) {
    let (app, counter) = app();
    let mut all = vec![("content-type", "application/json")];
    all.extend_from_slice(headers);
    let answer = send_to(app, post(CHANGE, &all)).await;
    (answer, counter.value())
}

#[tokio::test]
async fn a_mutation_over_get_is_refused() {
    for path in [
        "/graphql?query=mutation%7Bincrease%7D",
        "/graphql?query=query+A%7Bhello%7D+mutation+B%7Bincrease%7D&operationName=B",
    ] {
        for headers in [
            &[][..],
            &[("cookie", "session=1"), ("origin", PUBLIC_URL)],
            &[("content-type", "application/json")],
        ] {
            let (app, counter) = app();
            let answer = send_to(app, get(path, headers)).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (405, "METHOD_NOT_ALLOWED")
            );
            assert_eq!(answer.header("allow"), "POST");
            assert_eq!(counter.value(), 0);
        }
    }
}

#[tokio::test]
async fn forms_and_plain_text_change_nothing() {
    for (content_type, body) in [
        ("text/plain", CHANGE),
        (
            "application/x-www-form-urlencoded",
            "query=mutation%7Bincrease%7D",
        ),
        (
            "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"mutation { increase }\"}\r\n--x--\r\n",
        ),
    ] {
        let (app, counter) = app();
        let answer = send_to(app, post(body, &[("content-type", content_type)])).await;
        assert_eq!(
            (answer.status.as_u16(), counter.value()),
            (415, 0),
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn a_change_with_cookies_must_come_from_our_own_pages() {
    for headers in [
        &[][..],
        &[("cookie", "s=1"), ("origin", PUBLIC_URL)],
        &[("cookie", "s=1"), ("sec-fetch-site", "same-origin")],
    ] {
        let (answer, changed) = change(headers).await;
        assert_eq!((answer.status.as_u16(), changed), (200, 1), "{headers:?}");
    }
    for headers in [
        &[("cookie", "s=1")][..],
        &[("cookie", "s=1"), ("origin", "https://evil.example")],
        &[("cookie", "s=1"), ("origin", "null")],
        &[("cookie", "s=1"), ("sec-fetch-site", "cross-site")],
        &[
            ("cookie", "s=1"),
            ("authorization", "Bearer x"),
            ("origin", "https://evil.example"),
        ],
    ] {
        let (answer, changed) = change(headers).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code(), changed),
            (403, "ORIGIN_NOT_ALLOWED", 0),
            "{headers:?}"
        );
    }
    // Reading with cookies is another matter.
    let (app, _) = app();
    let answer = send_to(
        app,
        get(
            "/graphql?query=%7Bhello%7D",
            &[("cookie", "s=1"), ("origin", "https://evil.example")],
        ),
    )
    .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_batch_changes_nothing() {
    let (app, counter) = app();
    let answer = send_to(
        app,
        post(
            format!("[{CHANGE},{CHANGE}]"),
            &[("content-type", "application/json")],
        ),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code(), counter.value()),
        (400, "BAD_REQUEST", 0)
    );
}

#[tokio::test]
async fn a_method_override_is_not_listened_to() {
    let (app, counter) = app();
    let mut request = get(
        "/graphql?query=mutation%7Bincrease%7D",
        &[("x-http-method-override", "POST")],
    );
    assert_eq!(send_to(app.clone(), request).await.status, 405);
    request = post(CHANGE, &[("content-type", "application/json")]);
    *request.method_mut() = Method::PUT;
    assert_eq!(send_to(app, request).await.status, 405);
    assert_eq!(counter.value(), 0);
}

#[tokio::test]
async fn a_mutation_answers_its_data() {
    let (answer, changed) = change(&[]).await;
    let expected: Value = json!({ "data": { "increase": 1 } });
    assert_eq!((answer.body, changed), (expected, 1));
}
