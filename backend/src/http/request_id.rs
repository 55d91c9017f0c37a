//! A name for each request: in the answer's `x-request-id`, in the log, in the audit trail, and in an error that tells no more.
//!
//! A frontend may name its request itself, so that its log and ours can be read together. A name that is not a plain short word
//! is replaced: it is written to logs.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tower_http::request_id::RequestId;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 64;

pub async fn name(mut request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(X_REQUEST_ID)
        .filter(|id| is_plain(id.as_bytes()))
        .cloned()
        .unwrap_or_else(fresh);
    request.extensions_mut().insert(RequestId::new(id.clone()));
    let mut response = next.run(request).await;
    response.headers_mut().insert(X_REQUEST_ID, id);
    response
}

/// The request's name as text.
pub fn of(request: &Request) -> String {
    request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

fn is_plain(id: &[u8]) -> bool {
    (8..=LONGEST).contains(&id.len())
        && id
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn fresh() -> HeaderValue {
    let id = uuid::Uuid::new_v4().to_string();
    HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unnamed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_name_is_taken_over() {
        assert!(is_plain(b"3f0c1d52-9c1b-4a57-8f2e-0a8f3e1d7b11"));
        for id in [
            &b"short"[..],
            b"has space in it",
            b"line\nbreak-in-it",
            &[b'a'; 65],
        ] {
            assert!(!is_plain(id));
        }
    }
}
