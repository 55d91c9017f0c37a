//! Which way each request goes.
//!
//! Every answer passes the outer layers: a name for the request, the caller's address, the log and the counters, security headers, a net
//! under panics. The API has more: any website may ask it (without cookies), nobody may ask too fast or wait for ever, caches
//! are answered without running the query, and only then is found out who asks.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get};
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER,
};
use http::{HeaderName, Method, StatusCode};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any as Anybody, CorsLayer};

use super::cache::{self, Freshness};
use super::calendar::{self, Calendars};
use super::client::{self, Callers};
use super::compress;
use super::console;
use super::context::{self, Door};
use super::graphql::{Endpoint, Executor};
use super::headers;
use super::health::{self, Readiness};
use super::jwks;
use super::limit::{self, RequestLimit};
use super::metrics::{self, Metrics};
use super::problem::{not_found, problem};
use super::request_id;
use crate::config::TrustedProxies;
use crate::identity::Identity;

/// What the routes run on; the composition root hands it over.
pub struct Parts<E> {
    pub endpoint: Endpoint<E>,
    pub door: Door,
    pub identity: Identity,
    pub freshness: Freshness,
    pub calendars: Calendars,
    pub readiness: Readiness,
    pub metrics: Metrics,
    pub limit: RequestLimit,
    pub timeout: Duration,
    pub proxies: TrustedProxies,
    /// Whether the public address is `https`.
    pub secure: bool,
}

pub fn router<E: Executor>(parts: Parts<E>) -> Router {
    let Parts {
        endpoint,
        door,
        identity,
        freshness,
        calendars,
        readiness,
        metrics,
        limit,
        timeout,
        proxies,
        secure,
    } = parts;

    let graphql = Router::new()
        .route("/graphql", endpoint.into_route())
        .layer(from_fn_with_state(door.clone(), context::recognise))
        .layer(from_fn_with_state(freshness, cache::revalidate))
        .layer(from_fn_with_state(timeout, answer_in_time));
    let keys = get(jwks::show).with_state(identity);
    let api = graphql
        .route("/.well-known/jwks.json", keys)
        .route("/calendar/{*file}", calendar::route(calendars))
        .layer(from_fn_with_state(limit.clone(), limit::hold))
        .layer(from_fn(compress::compress))
        .layer(open_to_websites());
    let watched = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready).with_state(readiness))
        .route("/metrics", get(metrics::show).with_state(metrics.clone()));

    Router::new()
        .merge(api)
        .merge(watched)
        // Below the API's addresses an answer is data, also when it is "no".
        .route("/graphql/{*rest}", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .route("/.well-known/{*rest}", any(not_found))
        .merge(console::router(door).layer(from_fn_with_state(limit, limit::hold_pages)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(secure, headers::protect))
        .layer(from_fn_with_state(metrics, metrics::observe))
        .layer(from_fn_with_state(
            Arc::new(Callers::new(proxies)),
            client::find,
        ))
        .layer(from_fn(request_id::name))
}

/// Any website may read the public API, and a program may bring its token. Cookies are never let through: `*` and
/// credentials exclude each other, by the rules of every browser.
fn open_to_websites() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Anybody)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            ACCEPT,
            ACCEPT_LANGUAGE,
            AUTHORIZATION,
            CONTENT_TYPE,
            IF_NONE_MATCH,
            HeaderName::from_static("x-request-id"),
        ])
        .expose_headers([ETAG, RETRY_AFTER, HeaderName::from_static("x-request-id")])
        .max_age(Duration::from_secs(24 * 3600))
        // The answer is the same for every origin: nothing varies.
        .vary([])
}

/// A change that was begun goes on to its end behind this: the caller looks again before trying again.
async fn answer_in_time(State(timeout): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(timeout, next.run(request))
        .await
        .unwrap_or_else(|_| {
            problem(
                StatusCode::SERVICE_UNAVAILABLE,
                "TIMEOUT",
                "This took too long. If it was a change, see whether it was made before trying again.",
            )
        })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let detail = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    tracing::error!(event = "http.panic", detail, "a handler panicked");
    problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL",
        "Something went wrong on the server.",
    )
}
