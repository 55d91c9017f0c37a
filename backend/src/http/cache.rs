//! What a cache may keep of the public API.
//!
//! An anonymous query sent with GET depends on three things: the query, the version and day of the published catalogue, and the minute
//! (`openNow` turns without anybody publishing). Together they are the answer's ETag, so that "still the same?" is answered
//! without running the query. Caches may keep the answer but ask each time: a listing that has just been put right must not
//! stay wrong anywhere.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use http::header::{ACCEPT, AUTHORIZATION, CACHE_CONTROL, COOKIE, ETAG, VARY};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use sha2::{Digest, Sha256};

use super::etag;
use super::problem::problem;
use crate::clock::Clock;
use crate::snapshot::{Catalogue, Snapshot};

pub(super) const ASK_EACH_TIME: HeaderValue =
    HeaderValue::from_static("public, max-age=0, must-revalidate");
const DEPENDS_ON: HeaderValue = HeaderValue::from_static("accept, authorization, cookie");

/// What an ETag is made of besides the request. Cloning is cheap.
#[derive(Clone)]
pub struct Freshness {
    pub clock: Clock,
    pub catalogue: Catalogue,
    /// Another build or schema may answer the same query differently.
    pub build: Arc<str>,
}

pub async fn revalidate(
    State(freshness): State<Freshness>,
    mut request: Request,
    next: Next,
) -> Response {
    // One version for the whole request: what the tag names is what the answer is made of.
    let snapshot = freshness.catalogue.current();
    let etag = freshness.etag(&request, &snapshot);
    request.extensions_mut().insert(snapshot);
    let Some(etag) = etag else {
        return next.run(request).await;
    };
    // Not for `*`: without the tag nobody says that the query was answered before.
    if etag::names(request.headers(), &etag) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        mark(response.headers_mut(), &etag);
        return response;
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Our own handler's body: it is in memory already.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return problem(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL",
            "Something went wrong on the server.",
        );
    };
    // Half an answer, or none, is not to be kept. The handler writes errors first.
    if !bytes.starts_with(br#"{"errors""#) {
        mark(&mut parts.headers, &etag);
    }
    Response::from_parts(parts, Body::from(bytes))
}

impl Freshness {
    /// `None` for what is not to be kept: it belongs to somebody, or is not a GET query.
    fn etag(&self, request: &Request, snapshot: &Snapshot) -> Option<String> {
        let headers = request.headers();
        let anonymous = !headers.contains_key(COOKIE) && !headers.contains_key(AUTHORIZATION);
        let query = request.uri().query()?;
        if !matches!(*request.method(), Method::GET | Method::HEAD) || !anonymous {
            return None;
        }
        let accept = headers.get(ACCEPT);
        let now = self.clock.now();
        Some(tag(&self.build, of(snapshot), now, query, accept))
    }
}

/// A version of the catalogue on a day: what was over by then is not in it.
type Edition = (i64, NaiveDate);

fn of(snapshot: &Snapshot) -> Edition {
    (snapshot.version(), snapshot.day())
}

fn tag(
    build: &str,
    (version, day): Edition,
    now: DateTime<Utc>,
    query: &str,
    accept: Option<&HeaderValue>,
) -> String {
    let mut hash = Sha256::new();
    for part in [
        build.as_bytes(),
        &version.to_le_bytes(),
        &day.num_days_from_ce().to_le_bytes(),
        &now.timestamp().div_euclid(60).to_le_bytes(),
        accept.map_or(&[][..], HeaderValue::as_bytes),
        query.as_bytes(),
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..18]))
}

fn mark(headers: &mut HeaderMap, etag: &str) {
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(ETAG, etag);
    }
    headers.insert(CACHE_CONTROL, ASK_EACH_TIME);
    headers.insert(VARY, DEPENDS_ON);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_changes_with_whatever_the_answer_depends_on() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let morning = at("2026-11-25T08:00:00Z");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let one = (1, day("2026-11-25"));
        let first = tag("1", one, morning, "query={a}", None);
        let same_minute = at("2026-11-25T08:00:59Z");
        assert_eq!(first, tag("1", one, same_minute, "query={a}", None));
        let next_minute = at("2026-11-25T08:01:00Z");
        for other in [
            tag("2", one, morning, "query={a}", None),
            tag("1", (2, one.1), morning, "query={a}", None),
            tag("1", (1, day("2026-11-26")), morning, "query={a}", None),
            tag("1", one, next_minute, "query={a}", None),
            tag("1", one, morning, "query={b}", None),
            tag("1", one, morning, "query={a}", Some(&ASK_EACH_TIME)),
        ] {
            assert_ne!(first, other);
        }
    }
}
