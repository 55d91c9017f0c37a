//! The console's files, carried inside the server: pages, scripts, wasm, style sheets, font, explorer.
//!
//! Names below `/assets` contain a hash of the content, so browsers keep them for ever; a page is
//! asked for anew each time, and answered with 304 while it is the same. Every path that no other
//! route takes and that a browser asks for as a page gets the console's one page: the console's own
//! router reads the address.
//!
//! Who has a valid session gets the page that starts the wasm. Everybody else gets the sign-in page at the same address; it weighs a
//! thirtieth. Scripts cannot read the session cookie, so the server decides.

pub(super) mod negotiate;
mod policy;
mod store;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, COOKIE, ETAG, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::etag::knows;
use negotiate::Encoding;
use store::{Embedded, FileStore};

const FIRST_PAGE: &str = "index.html";
const SIGN_IN_PAGE: &str = "sign-in.html";
const EXPLORER_PAGE: &str = "graphiql.html";

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const KEEP_NOTHING: HeaderValue = HeaderValue::from_static("no-store");

/// Knows whether the browser that asks has a session that goes on.
pub trait Visitors: Clone + Send + Sync + 'static {
    fn signed_in(&self, headers: &HeaderMap) -> impl Future<Output = bool> + Send;
}

/// Routes for `/`, `/graphiql`, `/assets/…` and, for browsers, every path that no other route takes.
pub fn router<S: Clone + Send + Sync + 'static>(visitors: impl Visitors) -> Router<S> {
    router_over(Arc::new(Embedded), visitors)
}

fn router_over<S: Clone + Send + Sync + 'static>(
    files: Arc<dyn FileStore>,
    visitors: impl Visitors,
) -> Router<S> {
    let first = files.clone();
    let explorer = files.clone();
    let assets = files.clone();
    let everybody = visitors.clone();
    Router::new()
        .route(
            "/",
            get(async move |headers: HeaderMap| first_page(&*first, &visitors, &headers).await),
        )
        .route(
            "/graphiql",
            get(async move |headers: HeaderMap| {
                let mut response = page(&*explorer, EXPLORER_PAGE, &headers);
                response
                    .headers_mut()
                    .insert(CONTENT_SECURITY_POLICY, policy::EXPLORER);
                response
            }),
        )
        .route(
            "/assets/{*name}",
            get(async move |Path(name): Path<String>, headers: HeaderMap| {
                file(&*assets, &format!("assets/{name}"), &headers, FOR_EVER)
                    .unwrap_or_else(not_found)
            }),
        )
        .route(
            "/{*path}",
            get(async move |Path(path): Path<String>, headers: HeaderMap| {
                any_other(&*files, &everybody, &path, &headers).await
            }),
        )
        .layer(map_response(policy::protect))
}

/// The console for those who are signed in, the form for those who are not.
async fn first_page(
    files: &dyn FileStore,
    visitors: &impl Visitors,
    headers: &HeaderMap,
) -> Response {
    let mut response = if visitors.signed_in(headers).await {
        page(files, FIRST_PAGE, headers)
    } else {
        // Not kept even for Back: by then the person may have signed in, and should not see the form again.
        file(files, SIGN_IN_PAGE, headers, KEEP_NOTHING).unwrap_or_else(without_console)
    };
    response.headers_mut().append(VARY, COOKIE.into());
    response
}

/// A file that keeps its name, such as the icon; else, for a browser, the console.
async fn any_other(
    files: &dyn FileStore,
    visitors: &impl Visitors,
    path: &str,
    headers: &HeaderMap,
) -> Response {
    let is_page = [FIRST_PAGE, SIGN_IN_PAGE, EXPLORER_PAGE].contains(&path);
    if !path.contains('/')
        && !is_page
        && let Some(response) = file(files, path, headers, ASK_AGAIN)
    {
        return response;
    }
    let mut response = if wants_page(headers) {
        first_page(files, visitors, headers).await
    } else {
        not_found()
    };
    response.headers_mut().append(VARY, ACCEPT.into());
    response
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|accept| accept.contains("text/html"))
}

fn page(files: &dyn FileStore, name: &str, headers: &HeaderMap) -> Response {
    file(files, name, headers, ASK_AGAIN).unwrap_or_else(without_console)
}

fn without_console() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [
            (
                CONTENT_TYPE,
                HeaderValue::from_static("text/plain; charset=utf-8"),
            ),
            (CACHE_CONTROL, KEEP_NOTHING),
        ],
        "This server was built without the console. `cargo xtask build` builds both. The API at /graphql works.\n",
    )
        .into_response()
}

fn not_found() -> Response {
    (
        StatusCode::NOT_FOUND,
        [
            (
                CONTENT_TYPE,
                HeaderValue::from_static("text/plain; charset=utf-8"),
            ),
            (CACHE_CONTROL, KEEP_NOTHING),
        ],
        "Not found\n",
    )
        .into_response()
}

/// The file in the best encoding the client takes, or 304 when it has it already.
fn file(
    files: &dyn FileStore,
    name: &str,
    headers: &HeaderMap,
    cache: HeaderValue,
) -> Option<Response> {
    // The compressed forms are not files of their own.
    if Encoding::ALL
        .iter()
        .any(|encoding| name.ends_with(encoding.suffix()))
    {
        return None;
    }
    let plain = files.get(name)?;
    let content_type = content_type(name)?;
    let chosen = negotiate::accepted(headers.get_all(ACCEPT_ENCODING)).find_map(|encoding| {
        let packed = files.get(&format!("{name}{}", encoding.suffix()))?;
        Some((encoding, packed))
    });
    let etag = negotiate::etag(plain.hash, chosen.as_ref().map(|(encoding, _)| *encoding));

    let known = knows(headers, &etag);
    let (encoding, bytes) = match chosen {
        Some((encoding, packed)) => (Some(encoding), packed.bytes),
        None => (None, plain.bytes),
    };
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        whole(bytes, content_type, encoding)
    };
    let answer = response.headers_mut();
    answer.insert(ETAG, HeaderValue::try_from(etag).ok()?);
    answer.insert(CACHE_CONTROL, cache);
    answer.append(VARY, ACCEPT_ENCODING.into());
    Some(response)
}

fn whole(bytes: Bytes, content_type: &'static str, encoding: Option<Encoding>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    response
}

/// Only kinds of files that the console consists of: another kind is not served.
fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
