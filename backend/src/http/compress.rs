//! Answers anybody may read travel compressed: a list of listings is a tenth of its size then, on a telephone's connection.
//!
//! Only what is public: an answer to somebody signed in, or one that holds a token, is left alone, because the size of a compressed
//! answer can give away a secret that lies in it beside something the asker chose. Answers lie in memory already, so they are
//! compressed whole, cheaply: what counts is the first tenth of the effort.
//!
//! The same answer in two forms is two things to a cache. `Vary` says so, and whoever takes a compressed form is given a weak tag
//! (`W/"…"`), with the answer as with "you have it already": the tag names the content, not its bytes.

use std::io::Write;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, COOKIE, ETAG, SET_COOKIE,
    VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::console::negotiate::{Encoding, accepted};
use super::problem::problem;

/// Smaller answers fit into one packet as they are.
const WORTHWHILE: usize = 1024;
/// Larger ones are not compressed on the threads that answer requests.
const QUICK: usize = 256 * 1024;

/// Put into an answer that was made by reading alone: then it holds no token.
#[derive(Debug, Clone, Copy)]
pub struct OnlyRead;

pub async fn compress(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if headers.contains_key(COOKIE) || headers.contains_key(AUTHORIZATION) {
        return next.run(request).await;
    }
    let encoding = accepted(headers.get_all(ACCEPT_ENCODING)).next();
    let method = request.method().clone();
    let response = next.run(request).await;
    let public = matches!(method, Method::GET | Method::HEAD)
        || response.extensions().get::<OnlyRead>().is_some();
    if !public || response.headers().contains_key(SET_COOKIE) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    also_varies(&mut parts.headers);
    let Some(encoding) = encoding else {
        return Response::from_parts(parts, body);
    };
    weaken(&mut parts.headers);
    if method == Method::HEAD {
        // The length of a form that is not made.
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, body);
    }
    if parts.status != StatusCode::OK || parts.headers.contains_key(CONTENT_ENCODING) {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return broken();
    };
    if bytes.len() < WORTHWHILE {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let small = if bytes.len() <= QUICK {
        encode(encoding, &bytes)
    } else {
        let bytes = bytes.clone();
        match tokio::task::spawn_blocking(move || encode(encoding, &bytes)).await {
            Ok(small) => small,
            Err(_) => return broken(),
        }
    };
    // Writing to memory does not fail; if it did, the plain form is as good.
    let Ok(small) = small else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts
        .headers
        .insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    Response::from_parts(parts, Body::from(small))
}

fn broken() -> Response {
    problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL",
        "Something went wrong on the server.",
    )
}

fn encode(encoding: Encoding, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut small = Vec::with_capacity(bytes.len() / 4);
    match encoding {
        Encoding::Gzip => {
            let mut encoder = GzEncoder::new(small, Compression::new(4));
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Encoding::Brotli => {
            let parameters = BrotliEncoderParams {
                quality: 4,
                size_hint: bytes.len(),
                ..BrotliEncoderParams::default()
            };
            brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
            Ok(small)
        }
    }
}

/// One `Vary` with what was in it and the encoding.
fn also_varies(headers: &mut HeaderMap) {
    let mut names: Vec<&str> = headers
        .get_all(VARY)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    if names.iter().any(|value| {
        value
            .split(',')
            .any(|name| name.trim().eq_ignore_ascii_case(ACCEPT_ENCODING.as_str()))
    }) {
        return;
    }
    names.push(ACCEPT_ENCODING.as_str());
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        headers.insert(VARY, value);
    }
}

fn weaken(headers: &mut HeaderMap) {
    let weak = headers
        .get(ETAG)
        .and_then(|tag| tag.to_str().ok())
        .filter(|tag| !tag.starts_with("W/"))
        .and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok());
    if let Some(weak) = weak {
        headers.insert(ETAG, weak);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_varied_by_already_stays() {
        let mut headers = HeaderMap::new();
        also_varies(&mut headers);
        assert_eq!(headers[VARY], "accept-encoding");
        headers.insert(VARY, HeaderValue::from_static("accept, cookie"));
        also_varies(&mut headers);
        also_varies(&mut headers);
        assert_eq!(headers[VARY], "accept, cookie, accept-encoding");
    }

    #[test]
    fn a_tag_is_weakened_once() {
        let mut headers = HeaderMap::new();
        weaken(&mut headers);
        assert!(headers.is_empty());
        headers.insert(ETAG, HeaderValue::from_static("\"abc\""));
        weaken(&mut headers);
        weaken(&mut headers);
        assert_eq!(headers[ETAG], "W/\"abc\"");
    }

    #[test]
    fn both_forms_are_much_smaller() {
        let text = r#"{"name":"Værested","municipality":{"number":"1103"}},"#.repeat(500);
        for encoding in Encoding::ALL {
            let small = encode(encoding, text.as_bytes()).expect("memory");
            assert!(
                small.len() * 10 < text.len(),
                "{} {}",
                encoding.name(),
                small.len()
            );
        }
    }
}
