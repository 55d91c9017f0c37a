//! Small selections that several features share.

use veiviser_schema::{ids::UserId, outcome::ErrorCode};

use super::schema;

/// A colleague, as far as one may see them.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct UserName {
    pub id: UserId,
    pub name: String,
}

/// Why a change was refused; `field` leads into the input.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct UserError {
    pub code: ErrorCode,
    pub field: Option<String>,
    pub message: String,
}

/// Where a page of a list begins and ends.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PageInfo {
    pub has_next_page: bool,
    pub has_previous_page: bool,
    pub start_cursor: Option<String>,
    pub end_cursor: Option<String>,
}

/// A municipality by number and name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Municipality")]
pub struct MunicipalityName {
    pub number: String,
    pub name: String,
}

/// A county by number and name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "County")]
pub struct CountyName {
    pub number: String,
    pub name: String,
}

/// What one asks of a list: how many, and from where. Fits every connection's arguments.
#[derive(cynic::QueryVariables, Debug, Clone, Default)]
pub struct Paging {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}
