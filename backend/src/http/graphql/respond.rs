//! Turning outcomes into HTTP responses.
//!
//! Every error has a plain message and a stable `extensions.code`. What a resolver did not mean for its caller (an error
//! without a code, a panic) is logged and answered as `INTERNAL` with the id of the request, so that a report finds its log line.

use std::collections::BTreeMap;

use async_graphql::{Pos, Response as GraphqlResponse, ServerError};
use axum::body::Body;
use http::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use super::negotiate::MediaType;
use crate::graphql::guard::Refusal;

/// Errors told to a client at once.
const MAX_ERRORS: usize = 10;

const INTERNAL_TEXT: &str = "Something went wrong on the server.";

/// Why a request was not run, as far as HTTP goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    BadJson,
    BadRequest,
    Internal,
    MethodNotAllowed,
    NotAcceptable,
    OriginNotAllowed,
    PayloadTooLarge,
    RequestTimeout,
    UnsupportedMediaType,
    UriTooLong,
}

impl Code {
    fn as_str(self) -> &'static str {
        match self {
            Self::BadJson => "BAD_JSON",
            Self::BadRequest => "BAD_REQUEST",
            Self::Internal => "INTERNAL",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::OriginNotAllowed => "ORIGIN_NOT_ALLOWED",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::UriTooLong => "URI_TOO_LONG",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::BadJson | Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::OriginNotAllowed => StatusCode::FORBIDDEN,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
        }
    }
}

/// A request that HTTP alone is enough to refuse.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    message: String,
    allow: Option<&'static str>,
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            allow: None,
        }
    }

    pub fn method_not_allowed(allow: &'static str, message: &str) -> Self {
        Self {
            code: Code::MethodNotAllowed,
            message: message.into(),
            allow: Some(allow),
        }
    }

    pub fn into_response(self, media_type: MediaType) -> Response<Body> {
        let mut response = respond(
            self.code.status(),
            media_type,
            &json!({ "errors": [error_value(&self.message, self.code.as_str(), &[])] }),
        );
        if let Some(allow) = self.allow {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static(allow));
        }
        // The rest of the body is not read: nothing else can follow on this connection.
        if matches!(self.code, Code::PayloadTooLarge | Code::RequestTimeout) {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// A resolver panicked.
pub fn panicked(media_type: MediaType, request_id: &str) -> Response<Body> {
    tracing::error!(event = "graphql.panic", request_id);
    respond(
        StatusCode::INTERNAL_SERVER_ERROR,
        media_type,
        &json!({ "errors": [internal_error(request_id)] }),
    )
}

/// The guard refused the document.
pub fn refused(refusal: &Refusal, media_type: MediaType) -> Response<Body> {
    let errors = json!({ "errors": [error_value(&refusal.message, refusal.code.as_str(), &refusal.locations)] });
    respond(request_error_status(media_type), media_type, &errors)
}

/// A response as it is written: errors first, data in the order of the selection.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, async_graphql::Value>,
}

/// What the schema answered.
pub fn executed(
    response: GraphqlResponse,
    media_type: MediaType,
    request_id: &str,
) -> Response<Body> {
    let GraphqlResponse {
        data,
        extensions,
        errors,
        http_headers,
        ..
    } = response;
    // async-graphql gives a path to whatever happened while running; without data and path nothing was run.
    let not_run = data == async_graphql::Value::Null
        && !errors.is_empty()
        && errors.iter().all(|error| error.path.is_empty());
    let status = if not_run {
        request_error_status(media_type)
    } else {
        StatusCode::OK
    };

    let body = Answer {
        errors: errors
            .into_iter()
            .take(MAX_ERRORS)
            .map(|error| told(error, not_run, request_id))
            .collect(),
        data: (!not_run).then_some(&data),
        extensions: &extensions,
    };
    let mut response = respond(status, media_type, &body);
    add_headers(response.headers_mut(), http_headers);
    response
}

/// A resolver may set cookies, an ETag, or its own cache rule; the last word on the content type is ours.
fn add_headers(headers: &mut HeaderMap, from_resolvers: HeaderMap) {
    let mut current = None;
    for (name, value) in from_resolvers {
        let first = name.is_some();
        current = name.or(current);
        match &current {
            Some(name) if *name == CONTENT_TYPE => {}
            Some(name) if first && *name == CACHE_CONTROL => {
                headers.insert(name, value);
            }
            Some(name) => {
                headers.append(name, value);
            }
            None => {}
        }
    }
}

/// A well-formed request whose document or variables are not: only the newer media type says so in its status.
fn request_error_status(media_type: MediaType) -> StatusCode {
    match media_type {
        MediaType::GraphqlResponse => StatusCode::BAD_REQUEST,
        MediaType::Json => StatusCode::OK,
    }
}

/// One error of async-graphql as a client may see it.
fn told(error_found: ServerError, not_run: bool, request_id: &str) -> Value {
    let ServerError {
        message,
        source,
        locations,
        path,
        extensions,
    } = error_found;
    let coded = extensions
        .as_ref()
        .is_some_and(|extensions| extensions.get("code").is_some());
    let mut told = if coded {
        json!({ "message": message, "extensions": extensions })
    } else if let Some(type_name) = bad_input(&message).filter(|_| source.is_none()) {
        error_value(
            &format!("A value given for \"{type_name}\" is not valid."),
            "BAD_USER_INPUT",
            &[],
        )
    } else if not_run {
        error_value(&message, validation_code(&message), &[])
    } else {
        tracing::error!(event = "graphql.resolver_error", request_id, error = %message);
        internal_error(request_id)
    };
    if !locations.is_empty() {
        told["locations"] = positions(&locations);
    }
    if let Ok(path) = serde_json::to_value(&path)
        && path.as_array().is_some_and(|path| !path.is_empty())
    {
        told["path"] = path;
    }
    told
}

/// The input type that async-graphql says it could not parse a value for. The rest of its text may come from any library.
fn bad_input(message: &str) -> Option<&str> {
    let rest = message
        .strip_prefix("Failed to parse \"")
        .or_else(|| message.strip_prefix("Expected input type \""))?;
    rest.split_once('"').map(|(type_name, _)| type_name)
}

/// async-graphql's own limits have no codes: they are known by their texts, which a test holds.
fn validation_code(message: &str) -> &'static str {
    match message {
        "Query is too complex." => "TOO_COMPLEX",
        "Query is nested too deep." => "TOO_DEEP",
        _ if message.starts_with("The recursion depth of the query") => "TOO_DEEP",
        _ if message.starts_with("The number of directives on the field") => "TOO_COMPLEX",
        _ => "GRAPHQL_VALIDATION_FAILED",
    }
}

fn internal_error(request_id: &str) -> Value {
    json!({
        "message": INTERNAL_TEXT,
        "extensions": { "code": Code::Internal.as_str(), "requestId": request_id },
    })
}

fn error_value(message: &str, code: &str, locations: &[Pos]) -> Value {
    let mut error = json!({ "message": message, "extensions": { "code": code } });
    if !locations.is_empty() {
        error["locations"] = positions(locations);
    }
    error
}

fn positions(locations: &[Pos]) -> Value {
    locations
        .iter()
        .map(|at| json!({ "line": at.line, "column": at.column }))
        .collect()
}

fn respond(status: StatusCode, media_type: MediaType, body: &impl Serialize) -> Response<Body> {
    let (status, text) = match serde_json::to_string(body) {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(event = "graphql.unserializable", %error);
            let text =
                json!({ "errors": [error_value(INTERNAL_TEXT, Code::Internal.as_str(), &[])] })
                    .to_string();
            (StatusCode::INTERNAL_SERVER_ERROR, text)
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static(media_type.content_type()),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    response
}
