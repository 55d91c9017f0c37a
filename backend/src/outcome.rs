//! What a service answers when it does not do what was asked.
//!
//! A [`Refusal`] is an expected outcome: it becomes a `userErrors` entry. A [`Failure`] that is not a refusal is unexpected: the client
//! sees a fixed text and a reference, the log sees the cause.

use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use crate::authz::Denied;
use crate::db::DbError;

/// One reason why a change was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: ErrorCode,
    /// Path into the mutation's input, where one field is to blame.
    pub field: Option<String>,
    /// More exact words than the code's own, one a language: nb, nn, en.
    pub words: Option<[String; 3]>,
}

impl Refusal {
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            field: None,
            words: None,
        }
    }

    #[must_use]
    pub fn at(code: ErrorCode, field: impl Into<String>) -> Self {
        Self {
            code,
            field: Some(field.into()),
            words: None,
        }
    }

    /// With more exact words than the code's own.
    #[must_use]
    pub fn in_words(code: ErrorCode, words: [String; 3]) -> Self {
        Self {
            code,
            field: None,
            words: Some(words),
        }
    }

    /// A problem of a document, below `prefix` of the input.
    #[must_use]
    pub fn problem(prefix: &str, problem: &veiviser_schema::problem::Problem) -> Self {
        Self {
            code: ErrorCode::Invalid,
            field: Some(match problem.path.as_str() {
                "" => prefix.to_owned(),
                path => format!("{prefix}.{path}"),
            }),
            words: Some([problem.nb.clone(), problem.nn.clone(), problem.en.clone()]),
        }
    }

    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (&self.words, language) {
            (Some([nb, _, _]), Language::Nb) => nb.clone(),
            (Some([_, nn, _]), Language::Nn) => nn.clone(),
            (Some([_, _, en]), Language::En) => en.clone(),
            (None, _) => self.code.message(language).to_owned(),
        }
    }
}

/// What a service answers about a thing that two people may change at once: it as it stands, and why it was not changed if it was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    pub value: T,
    /// Empty: it was done.
    pub refusals: Vec<Refusal>,
}

impl<T> Answer<T> {
    #[must_use]
    pub fn done(value: T) -> Self {
        Self {
            value,
            refusals: Vec::new(),
        }
    }

    /// The same about something else.
    #[must_use]
    pub fn map<U>(self, value: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            value: value(self.value),
            refusals: self.refusals,
        }
    }
}

/// Why a service did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An expected no, perhaps for several reasons at once.
    #[error("refused")]
    Refused(Vec<Refusal>),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A defect: something that cannot be was.
    #[error("defect: {0}")]
    Defect(&'static str),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Refusal::new(code).into()
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        denied.code().into()
    }
}

impl From<sea_orm::DbErr> for Failure {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}
