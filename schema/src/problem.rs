//! What is wrong with a document, and where: every problem at once, each with a stable code, a path and words in three languages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Whether a problem stops a change from being submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Severity {
    /// Cannot be submitted before it is mended.
    Error,
    /// Worth a look; stops nothing.
    Warning,
}

/// One problem. `path` leads from the document's root: `contactPoints[1].value`, `name.nb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: String,
    pub path: String,
    pub severity: Severity,
    /// The words, in each language.
    pub nb: String,
    pub nn: String,
    pub en: String,
}

impl Problem {
    /// An error with its words.
    #[must_use]
    pub fn error(code: &str, path: impl Into<String>, words: Words) -> Self {
        Self::new(Severity::Error, code, path.into(), words)
    }

    /// A warning with its words.
    #[must_use]
    pub fn warning(code: &str, path: impl Into<String>, words: Words) -> Self {
        Self::new(Severity::Warning, code, path.into(), words)
    }

    fn new(severity: Severity, code: &str, path: String, Words { nb, nn, en }: Words) -> Self {
        Self {
            code: code.to_owned(),
            path,
            severity,
            nb,
            nn,
            en,
        }
    }

    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Nb => &self.nb,
            Language::Nn => &self.nn,
            Language::En => &self.en,
        }
    }

    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.code, self.path, self.en)
    }
}

/// The same words in the three languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub nb: String,
    pub nn: String,
    pub en: String,
}

/// Three languages in one go: `words("…", "…", "…")`.
#[must_use]
pub fn words(nb: impl Into<String>, nn: impl Into<String>, en: impl Into<String>) -> Words {
    Words {
        nb: nb.into(),
        nn: nn.into(),
        en: en.into(),
    }
}
