//! The public keys that our access tokens can be checked with, for gateways in front of other services.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;

use super::problem::problem;
use crate::identity::Identity;

pub async fn show(State(identity): State<Identity>) -> Response {
    match identity.jwks().await {
        // A gateway that meets a key it does not know asks again. One that is no longer believed must be forgotten as soon as it is here.
        Ok(keys) => ([(CACHE_CONTROL, "public, max-age=60")], Json(keys)).into_response(),
        Err(error) => {
            tracing::error!(
                event = "http.no_keys",
                detail = error.detail(),
                "the public keys could not be read"
            );
            problem(
                StatusCode::SERVICE_UNAVAILABLE,
                "UNAVAILABLE",
                "The database is busy. Try again in a moment.",
            )
        }
    }
}
