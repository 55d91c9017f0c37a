//! A problem of a document, in the asked language.

use async_graphql::SimpleObject;
use veiviser_schema::problem::{self, Severity};
use veiviser_schema::text::Language;

/// One problem of a listing's content: what is wrong (`message`), where (`path`, such as `contactPoints[1].value`) and a stable `code`.
#[derive(Debug, Clone, SimpleObject)]
pub struct Problem {
    pub code: String,
    pub path: String,
    pub severity: Severity,
    pub message: String,
}

impl Problem {
    #[must_use]
    pub fn all(problems: Vec<problem::Problem>, language: Language) -> Vec<Self> {
        problems
            .into_iter()
            .map(|problem| Self {
                message: problem.message(language).to_owned(),
                code: problem.code,
                path: problem.path,
                severity: problem.severity,
            })
            .collect()
    }
}
