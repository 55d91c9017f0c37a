//! Opening hours as calendars to subscribe to: `/calendar/{id of a place or contact point}.ics`.
//!
//! A calendar program asks again and again for years. So a feed has an `ETag` of what it is made from, which changes only when the hours do
//! (or the day: a feed moves on with it), and who knows it is answered before any event is worked out. Caches ask each time: hours that were
//! put right must not stay wrong anywhere.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use veiviser_schema::text::Language;

use super::cache::ASK_EACH_TIME;
use super::etag::knows;
use super::problem::{not_found, problem};
use crate::catalogue::listing::feed::CalendarFeed;
use crate::clock::Clock;
use crate::snapshot::Catalogue;

/// What a feed is made of besides its address. Cloning is cheap.
#[derive(Clone)]
pub struct Calendars {
    pub clock: Clock,
    pub catalogue: Catalogue,
    /// The host name that events' ids end in.
    pub host: Arc<str>,
}

/// Everything below `/calendar/`.
pub fn route<S: Clone + Send + Sync + 'static>(calendars: Calendars) -> MethodRouter<S> {
    get(show).fallback(other_method).with_state(calendars)
}

#[derive(Deserialize)]
struct Choice {
    language: Option<String>,
}

async fn show(
    State(calendars): State<Calendars>,
    file: Result<Path<String>, PathRejection>,
    choice: Result<Query<Choice>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let file = file.map_or_else(|_| String::new(), |Path(file)| file);
    let Some(id) = file.strip_suffix(".ics") else {
        return not_found().await;
    };
    let language = choice.ok().and_then(|Query(choice)| choice.language);
    let language = language
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default();
    let snapshot = calendars.catalogue.current();
    let now = calendars.clock.now();
    let Some(feed) = CalendarFeed::find(&snapshot, id, language, now) else {
        return not_found().await;
    };
    let etag = etag(&feed.fingerprint(&calendars.host));
    let response = if knows(&headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content_type = [(CONTENT_TYPE, "text/calendar; charset=utf-8")];
        (content_type, Body::from(feed.text(&calendars.host))).into_response()
    };
    marked(response, &etag)
}

fn marked(mut response: Response, etag: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, ASK_EACH_TIME);
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(ETAG, etag);
    }
    response
}

fn etag(fingerprint: &[u8; 32]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&fingerprint[..18]))
}

async fn other_method() -> Response {
    let mut response = problem(
        StatusCode::METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        "A calendar is read with GET.",
    );
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}
