//! One shape for every error that is not GraphQL's own, so that a client needs to read only one.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// `{"errors":[{"message":…,"extensions":{"code":…}}]}`, never to be kept by a cache.
pub fn problem(status: StatusCode, code: &str, message: &str) -> Response {
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    let mut response = (status, Json(body)).into_response();
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What an address of the API answers that does not exist.
pub async fn not_found() -> Response {
    problem(
        StatusCode::NOT_FOUND,
        "NOT_FOUND",
        "There is nothing at this address. The API is at /graphql.",
    )
}
