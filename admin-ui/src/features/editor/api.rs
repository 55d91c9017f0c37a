//! A change request, and what one does with it.

use chrono::{DateTime, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::text::LocalizedText;

pub use crate::api::change::{ChangeState, ListingState};
use crate::api::fragments::{MunicipalityName, UserName};
use crate::api::{ApiError, UserError, mutate, query, schema};
use crate::features::diff::{Difference, Road};
use crate::features::discussion::Comment;

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "LocalizedText")]
struct Texts {
    nb: Option<String>,
    nn: Option<String>,
    en: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct ServiceTypeTexts {
    name: Texts,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ServiceType {
    texts: ServiceTypeTexts,
    pub crisis: bool,
}

impl ServiceType {
    /// Its name in each language.
    pub fn name(&self) -> LocalizedText {
        let Texts { nb, nn, en } = self.texts.name.clone();
        LocalizedText { nb, nn, en }
    }
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord")]
pub struct ListingHead {
    pub id: ListingId,
    pub state: ListingState,
    pub municipality: MunicipalityName,
    pub service_type: ServiceType,
}

#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "ChangePermissions")]
pub struct Permitted {
    pub save: bool,
    pub submit: bool,
    pub withdraw: bool,
    pub approve: bool,
    pub confirm: bool,
    pub comment: bool,
}

/// A change request with its document.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest")]
pub struct Change {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub version: i32,
    pub listing: ListingHead,
    pub author: UserName,
    pub contributors: Vec<UserName>,
    /// The one it would take now, or took.
    pub road: Road,
    pub reason: Option<String>,
    pub document: ListingContent,
    pub comments: Vec<Comment>,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<UserName>,
    pub decision_reason: Option<String>,
    pub permitted: Permitted,
}

#[derive(cynic::QueryVariables)]
struct ChangeVariables {
    id: ChangeRequestId,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangeVariables")]
struct ChangeQuery {
    #[arguments(id: $id)]
    change_request: Option<Change>,
}

pub async fn change(id: ChangeRequestId) -> Result<Change, ApiError> {
    query(ChangeQuery::build(ChangeVariables { id }))
        .await?
        .change_request
        .ok_or_else(ApiError::not_found)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ChangeRequest")]
struct Differing {
    differences: Vec<Difference>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangeVariables")]
struct DifferencesQuery {
    #[arguments(id: $id)]
    change_request: Option<Differing>,
}

/// What a change does, or did.
pub async fn differences(id: ChangeRequestId) -> Result<Vec<Difference>, ApiError> {
    query(DifferencesQuery::build(ChangeVariables { id }))
        .await?
        .change_request
        .map(|change| change.differences)
        .ok_or_else(ApiError::not_found)
}

/// What came of a step: the change request as it is now, or why not. On a conflict both.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequestPayload")]
pub struct Outcome {
    pub change_request: Option<Change>,
    pub user_errors: Vec<UserError>,
}

#[derive(cynic::InputObject)]
pub struct SaveDraftInput {
    pub change_request_id: ChangeRequestId,
    pub expected_version: i32,
    pub content: ListingContent,
}

#[derive(cynic::InputObject)]
struct ChangeInput {
    change_request_id: ChangeRequestId,
    expected_version: i32,
}

#[derive(cynic::QueryVariables)]
struct SaveVariables {
    input: SaveDraftInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(input: $input)]
    save_draft: Outcome,
}

#[derive(cynic::QueryVariables)]
struct DiscardVariables {
    input: ChangeInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DiscardVariables")]
struct DiscardMutation {
    #[arguments(input: $input)]
    discard_draft: Outcome,
}

#[derive(cynic::QueryVariables)]
struct WithdrawVariables {
    input: ChangeInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "WithdrawVariables")]
struct WithdrawMutation {
    #[arguments(input: $input)]
    withdraw_change: Outcome,
}

pub async fn save(input: SaveDraftInput) -> Result<Outcome, ApiError> {
    Ok(mutate(SaveMutation::build(SaveVariables { input }))
        .await?
        .save_draft)
}

pub async fn discard(
    change_request_id: ChangeRequestId,
    expected_version: i32,
) -> Result<Outcome, ApiError> {
    let input = ChangeInput {
        change_request_id,
        expected_version,
    };
    Ok(mutate(DiscardMutation::build(DiscardVariables { input }))
        .await?
        .discard_draft)
}

pub async fn withdraw(
    change_request_id: ChangeRequestId,
    expected_version: i32,
) -> Result<Outcome, ApiError> {
    let input = ChangeInput {
        change_request_id,
        expected_version,
    };
    Ok(mutate(WithdrawMutation::build(WithdrawVariables { input }))
        .await?
        .withdraw_change)
}
