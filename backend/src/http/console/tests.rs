use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use axum::routing::post;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, COOKIE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::store::{File, FileStore};
use super::{Visitors, router_over};

struct Shelf(BTreeMap<&'static str, &'static str>);

impl FileStore for Shelf {
    fn get(&self, name: &str) -> Option<File> {
        let bytes = Bytes::from_static(self.0.get(name)?.as_bytes());
        Some(File {
            hash: Sha256::digest(&bytes).into(),
            bytes,
        })
    }
}

/// Signed in is who says so.
#[derive(Clone)]
struct Trusting;

impl Visitors for Trusting {
    async fn signed_in(&self, headers: &HeaderMap) -> bool {
        headers
            .get(COOKIE)
            .is_some_and(|cookie| cookie == SIGNED_IN.1)
    }
}

const SIGNED_IN: (HeaderName, &str) = (COOKIE, "in");

fn console() -> Router {
    let shelf = Shelf(BTreeMap::from([
        ("index.html", "first page"),
        ("index.html.br", "first page, brotli"),
        ("sign-in.html", "the form"),
        ("graphiql.html", "explorer"),
        ("favicon.svg", "<svg/>"),
        ("assets/console_bg-A1.wasm", "wasm"),
        ("assets/console_bg-A1.wasm.br", "wasm, brotli"),
        ("assets/console_bg-A1.wasm.gz", "wasm, gzip"),
        ("assets/inter-B2.woff2", "font"),
        ("assets/notes.doc", "not ours"),
    ]));
    router_over(Arc::new(shelf), Trusting)
}

async fn ask(path: &str, headers: &[(HeaderName, &str)]) -> Response {
    ask_of(console(), Method::GET, path, headers).await
}

async fn ask_of(
    router: Router,
    method: Method,
    path: &str,
    headers: &[(HeaderName, &str)],
) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    router
        .oneshot(request.body(Body::empty()).expect("a request"))
        .await
        .expect("the router cannot fail")
}

async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 10_000).await.expect("body");
    String::from_utf8(bytes.into()).expect("text")
}

fn header(response: &Response, name: HeaderName) -> &str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("text"))
}

const WASM: &str = "/assets/console_bg-A1.wasm";

#[tokio::test]
async fn hashed_files_are_kept_for_ever_in_the_smallest_form_the_client_takes() {
    for (accepts, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "wasm, brotli"),
        ("gzip", "gzip", "wasm, gzip"),
        ("br;q=0, gzip", "gzip", "wasm, gzip"),
        ("*", "br", "wasm, brotli"),
        ("*;q=0", "", "wasm"),
        ("identity", "", "wasm"),
        ("", "", "wasm"),
    ] {
        let response = ask(WASM, &[(ACCEPT_ENCODING, accepts)]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, CONTENT_TYPE), "application/wasm");
        assert_eq!(
            header(&response, CACHE_CONTROL),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(header(&response, VARY), "accept-encoding");
        assert_eq!(header(&response, CONTENT_ENCODING), encoding, "{accepts:?}");
        assert_eq!(text(response).await, body, "{accepts:?}");
    }
}

#[tokio::test]
async fn a_file_without_compressed_form_is_sent_as_it_is() {
    let response = ask("/assets/inter-B2.woff2", &[(ACCEPT_ENCODING, "br, gzip")]).await;
    assert_eq!(header(&response, CONTENT_TYPE), "font/woff2");
    assert_eq!(header(&response, CONTENT_ENCODING), "");
    assert_eq!(text(response).await, "font");
}

#[tokio::test]
async fn a_page_is_asked_for_anew_and_not_sent_twice() {
    let first = ask("/", &[SIGNED_IN, (ACCEPT_ENCODING, "br")]).await;
    assert_eq!(header(&first, CACHE_CONTROL), "no-cache");
    assert_eq!(header(&first, CONTENT_TYPE), "text/html; charset=utf-8");
    let etag = header(&first, ETAG).to_owned();
    assert_eq!(text(first).await, "first page, brotli");

    let weak = format!("\"other\", W/{etag}");
    let again = ask(
        "/",
        &[SIGNED_IN, (ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &weak)],
    )
    .await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header(&again, ETAG), etag);
    assert_eq!(text(again).await, "");

    // The plain form is another representation.
    let plain = ask("/", &[SIGNED_IN, (IF_NONE_MATCH, &etag)]).await;
    assert_eq!(plain.status(), StatusCode::OK);
    assert_eq!(text(plain).await, "first page");
}

#[tokio::test]
async fn a_browser_gets_the_console_at_every_path_of_its_own() {
    let browser = (ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
    for path in [
        "/listings",
        "/review/42/history",
        "/index.html",
        "/sign-in.html",
    ] {
        let response = ask(path, &[SIGNED_IN, browser.clone()]).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(text(response).await, "first page", "{path}");
        let program = ask(path, &[SIGNED_IN, (ACCEPT, "*/*")]).await;
        assert_eq!(program.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_gets_the_form_at_the_same_address_and_it_is_not_kept() {
    for path in ["/", "/listings", "/index.html"] {
        let browser = (ACCEPT, "text/html");
        let out = ask(path, std::slice::from_ref(&browser)).await;
        assert_eq!(out.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&out, CACHE_CONTROL), "no-store", "{path}");
        assert!(varies_by_cookie(&out), "{path}");
        assert_eq!(text(out).await, "the form", "{path}");
        let signed_in = ask(path, &[SIGNED_IN, browser]).await;
        assert!(varies_by_cookie(&signed_in), "{path}");
        assert_eq!(text(signed_in).await, "first page", "{path}");
    }
}

fn varies_by_cookie(response: &Response) -> bool {
    response
        .headers()
        .get_all(VARY)
        .iter()
        .any(|name| name == "cookie")
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_not_remembered() {
    for path in [
        "/assets/gone-C3.js",
        "/assets/console_bg-A1.wasm.br",
        "/assets/notes.doc",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
    ] {
        // Even for a browser: a page in place of a script only hides the defect.
        let response = ask(path, &[(ACCEPT, "text/html")]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&response, CACHE_CONTROL), "no-store", "{path}");
    }
}

#[tokio::test]
async fn files_that_keep_their_name_are_served_beside_the_page() {
    let response = ask("/favicon.svg", &[]).await;
    assert_eq!(header(&response, CONTENT_TYPE), "image/svg+xml");
    assert_eq!(header(&response, CACHE_CONTROL), "no-cache");
}

#[tokio::test]
async fn every_answer_carries_the_policies_and_only_the_explorer_a_wider_one() {
    for path in ["/", "/graphiql", WASM, "/assets/gone.js", "/favicon.svg"] {
        let response = ask(path, &[]).await;
        let policy = header(&response, CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert_eq!(
            policy.contains("'unsafe-inline'"),
            path == "/graphiql",
            "{path}"
        );
        assert!(!policy.contains("http"), "nothing from elsewhere: {path}");
        for name in [
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(response.headers().contains_key(name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn other_routes_go_before_and_a_head_has_no_body() {
    let whole: Router = Router::new()
        .route("/graphql", post(async || "api"))
        .merge(console());
    let api = ask_of(whole.clone(), Method::POST, "/graphql", &[]).await;
    assert_eq!(text(api).await, "api");
    let head = ask_of(whole.clone(), Method::HEAD, "/", &[]).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(text(head).await, "");
    let posted = ask_of(whole, Method::POST, "/listings", &[]).await;
    assert_eq!(posted.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_server_without_the_console_says_so() {
    let response = ask_of(
        router_over(Arc::new(Shelf(BTreeMap::new())), Trusting),
        Method::GET,
        "/",
        &[],
    )
    .await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(response).await.contains("cargo xtask build"));
}
