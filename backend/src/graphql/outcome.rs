//! From a service's answer to GraphQL: refusals become `userErrors`, the unexpected becomes an error with a code and no inner text.

use async_graphql::{Context, Error, ErrorExtensions, SimpleObject};
use veiviser_schema::outcome::ErrorCode;

use super::request::Ask;
use crate::db::DbError;
use crate::outcome::{Answer, Failure};

/// Why a change was refused: `code` is stable, `field` leads into `input`, `message` is in the reader's language.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserError {
    pub code: ErrorCode,
    pub field: Option<String>,
    pub message: String,
}

/// What became of a change: the value, or the reasons why not.
pub struct Outcome<T> {
    pub value: Option<T>,
    pub user_errors: Vec<UserError>,
}

/// Sorts a service's answer into payload and error.
pub fn outcome<T>(
    ctx: &Context<'_>,
    answer: Result<T, Failure>,
) -> async_graphql::Result<Outcome<T>> {
    match answer {
        Ok(value) => Ok(Outcome {
            value: Some(value),
            user_errors: Vec::new(),
        }),
        Err(Failure::Refused(refusals)) => {
            let language = ctx.request().language();
            let user_errors = refusals
                .into_iter()
                .map(|refusal| UserError {
                    code: refusal.code,
                    message: refusal.message(language),
                    field: refusal.field,
                })
                .collect();
            Ok(Outcome {
                value: None,
                user_errors,
            })
        }
        Err(failure) => Err(unexpected(ctx, failure)),
    }
}

/// The same for a service that answers a refusal with the thing as it stands: the payload then has both.
pub fn standing<T>(
    ctx: &Context<'_>,
    answer: Result<Answer<T>, Failure>,
) -> async_graphql::Result<Outcome<T>> {
    match answer {
        Ok(Answer { value, refusals }) if !refusals.is_empty() => {
            let refused: Outcome<T> = outcome(ctx, Err(Failure::Refused(refusals)))?;
            Ok(Outcome {
                value: Some(value),
                ..refused
            })
        }
        answer => outcome(ctx, answer.map(|Answer { value, .. }| value)),
    }
}

/// For reads: a refusal there is absence already, so that only the unexpected is left.
pub fn read<T>(
    ctx: &Context<'_>,
    answer: Result<T, impl Into<Failure>>,
) -> async_graphql::Result<T> {
    answer.map_err(|failure| unexpected(ctx, failure.into()))
}

/// An error with a stable code and a fixed text; the cause goes to the log under the request's id.
pub fn unexpected(ctx: &Context<'_>, failure: Failure) -> Error {
    let request_id = ctx.request().request_id();
    let (code, text) = match &failure {
        Failure::Refused(refusals) => {
            let code = refusals
                .first()
                .map_or(ErrorCode::NotAllowed, |refusal| refusal.code);
            return coded(code.code(), code.message(ctx.request().language()));
        }
        Failure::Database(DbError::Unavailable(_)) => (
            "UNAVAILABLE",
            "The database is busy. Try again in a moment.",
        ),
        Failure::Database(DbError::Full(_)) => (
            "STORAGE_FULL",
            "There is no room left to store this. Nothing was changed.",
        ),
        Failure::Database(_) | Failure::Defect(_) => (
            "INTERNAL",
            "Something went wrong here. Nothing was changed.",
        ),
    };
    let detail = match &failure {
        Failure::Database(error) => error.detail(),
        other => other.to_string(),
    };
    tracing::error!(
        event = "graphql.failed",
        code,
        request_id,
        detail,
        "a resolver failed"
    );
    coded(code, text)
}

/// An error of our own making.
#[must_use]
pub fn coded(code: &str, text: &str) -> Error {
    let code = code.to_owned();
    Error::new(text).extend_with(|_, extensions| extensions.set("code", code.clone()))
}

/// How many characters a text to search for has at most: more than any name.
const LONGEST_SEARCH: usize = 200;

/// Reads what is searched for; refuses what is too long to be meant.
pub fn search_text(text: &str) -> async_graphql::Result<&str> {
    if text.chars().count() > LONGEST_SEARCH {
        return Err(bad_argument("A search text has at most 200 characters."));
    }
    Ok(text)
}

/// An argument that cannot be: `BAD_ARGUMENT`, said at once.
#[must_use]
pub fn bad_argument(text: &str) -> Error {
    coded("BAD_ARGUMENT", text)
}
