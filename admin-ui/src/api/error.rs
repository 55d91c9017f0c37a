//! What can go wrong between the console and the server, in the few kinds that a person can act on.

use std::fmt;

use serde_json::Value;

/// What kind of failure it was; decides the words and whether trying again helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The server was not reached.
    Offline,
    /// The server failed, or answered something that could not be read.
    Server,
    /// The session is over and was not renewed.
    NotSignedIn,
    /// Not allowed, or not there: the server gives one answer for both.
    NoAccess,
    /// Nothing there.
    NotFound,
    /// The server refused the request as such.
    Invalid,
}

/// A failed call. Refused changes are not errors: they are `userErrors` in the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    /// The request's id, for those who look in the server's log.
    pub reference: Option<String>,
    /// What the server said, in the reader's language; empty where it said nothing fit to show.
    pub message: String,
}

impl ApiError {
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            reference: None,
            message: String::new(),
        }
    }

    /// For a page whose object came back as null.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ErrorKind::NotFound)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for ApiError {}

/// Reads an answer: its data, or what went wrong. `status` is HTTP's.
pub fn read_answer(status: u16, reference: Option<String>, body: &str) -> Result<Value, ApiError> {
    let fail = |kind, message: &str| {
        Err(ApiError {
            kind,
            reference: reference.clone(),
            message: message.to_owned(),
        })
    };
    let Ok(mut answer) = serde_json::from_str::<Value>(body) else {
        return match status {
            401 => fail(ErrorKind::NotSignedIn, ""),
            403 => fail(ErrorKind::NoAccess, ""),
            _ => fail(ErrorKind::Server, ""),
        };
    };
    let errors = answer["errors"].as_array();
    if let Some(error) = errors.and_then(|errors| errors.first()) {
        let message = error["message"].as_str().unwrap_or_default();
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        return match (code, status) {
            ("NOT_SIGNED_IN" | "UNAUTHENTICATED", _) | (_, 401) => {
                fail(ErrorKind::NotSignedIn, message)
            }
            ("NOT_ALLOWED" | "FORBIDDEN", _) | (_, 403) => fail(ErrorKind::NoAccess, message),
            ("NOT_FOUND", _) => fail(ErrorKind::NotFound, message),
            ("BAD_ARGUMENT", _) | (_, 400..=499) => fail(ErrorKind::Invalid, message),
            _ => fail(ErrorKind::Server, message),
        };
    }
    let data = answer["data"].take();
    if refused_for_want_of_session(&data) {
        return fail(ErrorKind::NotSignedIn, "");
    }
    if data.is_null() {
        fail(ErrorKind::Server, "")
    } else {
        Ok(data)
    }
}

/// Whether a payload says that nobody is signed in.
fn refused_for_want_of_session(data: &Value) -> bool {
    let Some(fields) = data.as_object() else {
        return false;
    };
    fields
        .values()
        .filter_map(|payload| payload.get("userErrors").and_then(Value::as_array))
        .flatten()
        .any(|error| error["code"] == "NOT_SIGNED_IN")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, body: &str) -> ErrorKind {
        read_answer(status, None, body).expect_err("a failure").kind
    }

    #[test]
    fn data_comes_through() {
        let data = read_answer(200, None, r#"{"data":{"viewer":null}}"#).expect("data");
        assert!(data["viewer"].is_null());
    }

    #[test]
    fn each_failure_has_its_kind() {
        assert_eq!(kind(502, "<html>bad gateway</html>"), ErrorKind::Server);
        assert_eq!(kind(200, r#"{"data":null}"#), ErrorKind::Server);
        assert_eq!(kind(401, ""), ErrorKind::NotSignedIn);
        let coded = |code: &str| {
            format!(
                r#"{{"data":null,"errors":[{{"message":"m","extensions":{{"code":"{code}"}}}}]}}"#
            )
        };
        assert_eq!(kind(200, &coded("NOT_SIGNED_IN")), ErrorKind::NotSignedIn);
        assert_eq!(kind(200, &coded("NOT_ALLOWED")), ErrorKind::NoAccess);
        assert_eq!(kind(400, &coded("VALIDATION")), ErrorKind::Invalid);
        assert_eq!(kind(200, &coded("BAD_ARGUMENT")), ErrorKind::Invalid);
        assert_eq!(kind(200, &coded("INTERNAL")), ErrorKind::Server);
    }

    #[test]
    fn a_payload_that_wants_a_session_is_a_session_error() {
        let body = r#"{"data":{"saveDraft":{"changeRequest":null,"userErrors":[{"code":"NOT_SIGNED_IN","message":"x"}]}}}"#;
        assert_eq!(kind(200, body), ErrorKind::NotSignedIn);
        let other = r#"{"data":{"saveDraft":{"userErrors":[{"code":"CONFLICT","message":"x"}]}}}"#;
        assert!(read_answer(200, None, other).is_ok());
    }

    #[test]
    fn the_reference_follows_the_failure() {
        let error = read_answer(500, Some("req-1".into()), "").expect_err("a failure");
        assert_eq!(error.reference.as_deref(), Some("req-1"));
    }
}
