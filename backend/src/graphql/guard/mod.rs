//! The guard: what a document must pass before async-graphql validates and runs it.
//!
//! A public API that anyone may query must not be stopped by a clever kilobyte. async-graphql 7.2 checks much, but its parser
//! can overflow the stack, its own limits can be made to run for minutes, and some faults of a document pass it unseen.
//! The guard works in four steps, each cheap enough to be run on anything:
//! 1. `lexer`: tokens and brackets are counted over the bytes, before parsing;
//! 2. the parser, on what is left;
//! 3. `expansion`: fields, depth, aliases and root fields are counted with fragments expanded, each fragment measured once;
//! 4. `merge` and `variables`: rules of the specification that async-graphql does not hold.

mod expansion;
mod lexer;
mod merge;
#[cfg(test)]
mod tests;
mod variables;

use std::sync::Arc;

use async_graphql::Pos;
use async_graphql::Variables;
use async_graphql_parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection,
};
use async_graphql_parser::{Error as ParseError, parse_query};

use super::output_types::SchemaTypes;

/// How much one document may ask for.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Lexical tokens in the whole document.
    pub tokens: usize,
    /// Opening brackets of any kind, wherever they stand.
    pub brackets: usize,
    /// Brackets open at the same time.
    pub nesting: usize,
    /// Levels of fields, fragments expanded.
    pub depth: usize,
    /// Levels of fields below `__schema` and `__type`: the usual introspection query unwraps nine types.
    pub introspection_depth: usize,
    /// Fields of one operation, fragments expanded.
    pub fields: u64,
    /// Fields at the root of one operation, fragments expanded.
    pub root_fields: u64,
    /// Aliases written in the document.
    pub aliases: usize,
    /// Directives at one place.
    pub directives: usize,
    /// Root fields of which a document may hold one in all: they cost much each time.
    pub once_only: Vec<String>,
    /// Root fields that reach no database and answer whatever they are given.
    pub any_text: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: 2_000,
            brackets: 400,
            nesting: 50,
            depth: 12,
            introspection_depth: 16,
            fields: 2_000,
            root_fields: 20,
            aliases: 30,
            directives: 8,
            once_only: Vec::new(),
            any_text: Vec::new(),
        }
    }
}

/// Why a document was refused, as a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalCode {
    Parse,
    Validation,
    Variables,
    UnknownOperation,
    TooManyTokens,
    TooDeep,
    TooComplex,
}

impl RefusalCode {
    /// The value of `extensions.code`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parse => "GRAPHQL_PARSE_FAILED",
            Self::Validation => "GRAPHQL_VALIDATION_FAILED",
            Self::Variables => "BAD_USER_INPUT",
            Self::UnknownOperation => "OPERATION_RESOLUTION_FAILURE",
            Self::TooManyTokens => "TOO_MANY_TOKENS",
            Self::TooDeep => "TOO_DEEP",
            Self::TooComplex => "TOO_COMPLEX",
        }
    }
}

/// A refused document: what its author is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: RefusalCode,
    pub message: String,
    pub locations: Vec<Pos>,
}

impl Refusal {
    fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            locations: Vec::new(),
        }
    }

    /// No text that is to be kept or looked up may hold U+0000: PostgreSQL cannot keep it.
    fn nul() -> Self {
        Self::new(
            RefusalCode::Variables,
            "A text holds the character U+0000, which no text may.",
        )
    }

    fn invalid(message: impl Into<String>) -> Self {
        Self::new(RefusalCode::Validation, message)
    }

    fn at(mut self, position: Pos) -> Self {
        self.locations.push(position);
        self
    }
}

/// A document that may be validated and run.
#[derive(Debug)]
pub struct Checked {
    pub document: ExecutableDocument,
    /// What the operation chosen by the request does.
    pub operation: OperationType,
}

/// The limits and the types they are applied to.
#[derive(Clone, Debug)]
pub struct Guard {
    limits: Limits,
    types: Arc<SchemaTypes>,
}

impl Guard {
    pub fn new(limits: Limits, types: Arc<SchemaTypes>) -> Self {
        Self { limits, types }
    }

    /// Parses a document and holds it against every limit; `variables` are those sent with it.
    pub fn check(
        &self,
        source: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Checked, Refusal> {
        let seen = lexer::check(source, &self.limits)?;
        let document = parse_query(source).map_err(parse_refusal)?;
        expansion::check(&document, &self.limits)?;
        merge::check(&document, &self.types)?;
        let operation = select_operation(&document, operation_name)?;
        variables::check(operation, variables)?;
        let nul = seen.nul || variables.values().any(variables::holds_nul);
        if nul && !self.takes_any_text(operation) {
            return Err(Refusal::nul());
        }
        let operation = operation.ty;
        Ok(Checked {
            document,
            operation,
        })
    }

    /// Whether nothing of an operation reaches a database.
    fn takes_any_text(&self, operation: &OperationDefinition) -> bool {
        let roots = &operation.selection_set.node.items;
        roots.iter().all(|root| match &root.node {
            Selection::Field(field) => {
                let name = field.node.name.node.as_str();
                self.limits.any_text.iter().any(|known| known == name)
            }
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => false,
        })
    }
}

/// The operation that runs: the named one, or the only one.
fn select_operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, Refusal> {
    let mut operations = document.operations.iter();
    let chosen = match name {
        Some(wanted) => operations.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        None if operations.len() == 1 => operations.next(),
        None => {
            return Err(Refusal::new(
                RefusalCode::UnknownOperation,
                "The document has several operations: say which one to run in operationName.",
            ));
        }
    };
    chosen.map(|(_, operation)| &operation.node).ok_or_else(|| {
        Refusal::new(
            RefusalCode::UnknownOperation,
            "The document has no operation with the given operationName.",
        )
    })
}

/// Says in our own words what the parser found: its own text shows the names of its grammar rules.
fn parse_refusal(error: ParseError) -> Refusal {
    let message = match &error {
        ParseError::Syntax { start, .. } => {
            format!(
                "Syntax error at line {}, column {}.",
                start.line, start.column
            )
        }
        ParseError::MultipleOperations { .. } => {
            "An operation without a name must be the only one in its document.".into()
        }
        ParseError::OperationDuplicated { operation, .. } => {
            format!("There are two operations named \"{operation}\".")
        }
        ParseError::FragmentDuplicated { fragment, .. } => {
            format!("There are two fragments named \"{fragment}\".")
        }
        ParseError::MissingOperation => "The document has no operation.".into(),
        ParseError::RecursionLimitExceeded => {
            return Refusal::new(
                RefusalCode::TooDeep,
                "The document's selections are nested too deep.",
            );
        }
        _ => "The document cannot be parsed.".into(),
    };
    Refusal {
        code: RefusalCode::Parse,
        message,
        locations: error.positions().take(1).collect(),
    }
}
