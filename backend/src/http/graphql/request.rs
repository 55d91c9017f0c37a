//! Reading the parameters of a GraphQL request out of an HTTP one.
//!
//! POST carries them as one JSON object, GET in the address. They are taken apart by hand: what is wrong is then said in
//! our words, and nothing a library would be lenient about (forms, uploads, batches) comes in by the side door.

use std::time::Duration;

use async_graphql::{Extensions, Variables};
use axum::body::Body;
use axum::extract::Query;
use futures_util::StreamExt;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Map, Value};

use super::negotiate::is_json_utf8;
use super::respond::{Code, Problem};

/// The parameters of one GraphQL request.
#[derive(Debug)]
pub struct Params {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Variables,
    pub extensions: Extensions,
}

/// How much is read, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// Bytes of a POST body.
    pub body: usize,
    /// Bytes of a GET query string.
    pub query_string: usize,
    /// From the first byte of the body to its last.
    pub body_time: Duration,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            body: 256 * 1024,
            query_string: 16 * 1024,
            body_time: Duration::from_secs(20),
        }
    }
}

/// Reads the parameters of a GET or POST request.
pub async fn read(parts: &Parts, body: Body, limits: ReadLimits) -> Result<Params, Problem> {
    match parts.method {
        // The same answer; whoever sends it gets the head alone.
        Method::GET | Method::HEAD => from_query_string(parts, limits.query_string),
        Method::POST => {
            require_json(&parts.headers)?;
            let bytes = tokio::time::timeout(
                limits.body_time,
                read_body(&parts.headers, body, limits.body),
            )
            .await
            .map_err(|_| {
                Problem::new(
                    Code::RequestTimeout,
                    "The request body did not arrive in time.",
                )
            })??;
            from_json(&bytes)
        }
        _ => Err(Problem::method_not_allowed(
            "GET, HEAD, POST",
            "Only GET, HEAD and POST are served here.",
        )),
    }
}

fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if !is_json_utf8(content_type) {
        return Err(Problem::new(
            Code::UnsupportedMediaType,
            "Send the request as application/json in UTF-8.",
        ));
    }
    match headers.get(CONTENT_ENCODING) {
        Some(encoding) if !encoding.as_bytes().eq_ignore_ascii_case(b"identity") => {
            Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send the request body uncompressed.",
            ))
        }
        _ => Ok(()),
    }
}

/// Reads the body up to its limit. One that announces more is refused before a byte is read; one that does not
/// announce its length is refused at the first byte too many.
async fn read_body(headers: &HeaderMap, body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        Problem::new(
            Code::PayloadTooLarge,
            format!("The request body is larger than {} KiB.", limit / 1024),
        )
    };
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk =
            chunk.map_err(|_| Problem::new(Code::BadRequest, "The request body broke off."))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn from_json(bytes: &[u8]) -> Result<Params, Problem> {
    let parsed = serde_json::from_slice(bytes)
        .map_err(|_| Problem::new(Code::BadJson, "The request body is not valid JSON."))?;
    match parsed {
        Value::Object(mut members) => Ok(Params {
            query: take_query(members.remove("query"))?,
            operation_name: take_operation_name(members.remove("operationName"))?,
            variables: Variables::from_json(
                take_map("variables", members.remove("variables"))?.into(),
            ),
            extensions: take_extensions(members.remove("extensions"))?,
        }),
        Value::Array(_) => Err(bad_request(
            "Send one request at a time: batches are not supported.",
        )),
        _ => Err(bad_request("The request body must be a JSON object.")),
    }
}

fn from_query_string(parts: &Parts, limit: usize) -> Result<Params, Problem> {
    if parts.uri.query().is_some_and(|query| query.len() > limit) {
        return Err(Problem::new(
            Code::UriTooLong,
            "The address is too long: use POST.",
        ));
    }
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
        .map_err(|_| bad_request("The query string cannot be read."))?;
    let mut found: [Option<String>; 4] = Default::default();
    for (name, value) in pairs {
        let slot = match name.as_str() {
            "query" => 0,
            "operationName" => 1,
            "variables" => 2,
            "extensions" => 3,
            // Others may be there for caches and proxies.
            _ => continue,
        };
        if found[slot].replace(value).is_some() {
            return Err(bad_request(
                "A parameter is given twice in the query string.",
            ));
        }
    }
    let [query, operation_name, variables, extensions] = found;
    let json = |name: &str, text: Option<String>| match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str::<Value>(&text).map(Some).map_err(|_| {
            Problem::new(
                Code::BadJson,
                format!("The parameter \"{name}\" is not valid JSON."),
            )
        }),
    };
    Ok(Params {
        query: take_query(query.map(Value::String))?,
        operation_name: take_operation_name(operation_name.map(Value::String))?,
        variables: Variables::from_json(
            take_map("variables", json("variables", variables)?)?.into(),
        ),
        extensions: take_extensions(json("extensions", extensions)?)?,
    })
}

fn take_query(value: Option<Value>) -> Result<String, Problem> {
    match value {
        Some(Value::String(query)) if !query.trim().is_empty() => Ok(query),
        None | Some(Value::Null | Value::String(_)) => {
            Err(bad_request("The parameter \"query\" is missing."))
        }
        Some(_) => Err(bad_request("The parameter \"query\" must be a string.")),
    }
}

fn take_operation_name(value: Option<Value>) -> Result<Option<String>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        // Some clients send an empty name for "the only operation".
        Some(Value::String(name)) => Ok(Some(name).filter(|name| !name.is_empty())),
        Some(_) => Err(bad_request(
            "The parameter \"operationName\" must be a string.",
        )),
    }
}

fn take_map(name: &str, value: Option<Value>) -> Result<Map<String, Value>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members),
        Some(_) => Err(bad_request(format!(
            "The parameter \"{name}\" must be an object."
        ))),
    }
}

fn take_extensions(value: Option<Value>) -> Result<Extensions, Problem> {
    let members = take_map("extensions", value)?;
    serde_json::from_value(Value::Object(members))
        .map_err(|_| bad_request("The parameter \"extensions\" cannot be read."))
}

fn bad_request(message: impl Into<String>) -> Problem {
    Problem::new(Code::BadRequest, message)
}
