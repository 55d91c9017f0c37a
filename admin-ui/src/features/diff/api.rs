//! A field that differs, as the server tells it. Labels and words come from the contract, so that a change of language asks nothing.

use serde_json::Value;

use crate::api::schema;

/// What happened to a field.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Removed,
    Changed,
}

/// How much harm a wrong change could do.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Risk {
    Low,
    High,
}

/// The way of a change to the public.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    PublishFirst,
    LocalApproval,
    NationalApproval,
}

/// One field that differs.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FieldDifference")]
pub struct Difference {
    pub path: String,
    pub kind: ChangeKind,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub risk: Risk,
}
