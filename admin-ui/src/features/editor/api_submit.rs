//! What a change would do, told field by field, and sending it to review.

use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::text::Language;

use super::api::{Change, Outcome};
use crate::api::fragments::UserName;
use crate::api::{ApiError, mutate, query, schema};
use crate::features::diff::{Difference, Road};

#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Live,
    Proposed,
}

#[derive(cynic::QueryVariables)]
pub struct ReviewVariables {
    id: ChangeRequestId,
    language: Language,
}

/// A field that the published listing changed too.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FieldConflict", variables = "ReviewVariables")]
pub struct Conflict {
    pub path: String,
    #[arguments(language: $language)]
    pub label: String,
    #[arguments(language: $language)]
    pub live_text: Option<String>,
    #[arguments(language: $language)]
    pub proposed_text: Option<String>,
    pub changed_by: Option<UserName>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest", variables = "ReviewVariables")]
pub struct Effects {
    pub road: Road,
    pub differences: Vec<Difference>,
    pub conflicts: Vec<Conflict>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ReviewVariables")]
struct EffectsQuery {
    #[arguments(id: $id)]
    change_request: Option<Effects>,
}

/// The change request and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub change: Change,
    pub effects: Effects,
}

pub async fn proposal(id: ChangeRequestId, language: Language) -> Result<Proposal, ApiError> {
    let change = super::api::change(id).await?;
    let effects = query(EffectsQuery::build(ReviewVariables { id, language }))
        .await?
        .change_request
        .ok_or_else(ApiError::not_found)?;
    Ok(Proposal { change, effects })
}

#[derive(cynic::InputObject)]
struct SubmitChangeInput {
    change_request_id: ChangeRequestId,
    expected_version: i32,
    reason: Option<String>,
    road: Option<Road>,
}

#[derive(cynic::QueryVariables)]
struct SubmitVariables {
    input: SubmitChangeInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SubmitVariables")]
struct SubmitMutation {
    #[arguments(input: $input)]
    submit_change: Outcome,
}

/// `road` is the one the author was told of: another is refused. Without one it takes the road it takes.
pub async fn submit(
    change_request_id: ChangeRequestId,
    expected_version: i32,
    reason: Option<String>,
    road: Option<Road>,
) -> Result<Outcome, ApiError> {
    let input = SubmitChangeInput {
        change_request_id,
        expected_version,
        reason,
        road,
    };
    Ok(mutate(SubmitMutation::build(SubmitVariables { input }))
        .await?
        .submit_change)
}

#[derive(cynic::InputObject)]
struct ConflictChoiceInput {
    path: String,
    take: Side,
}

#[derive(cynic::InputObject)]
struct ResolveConflictsInput {
    change_request_id: ChangeRequestId,
    expected_version: i32,
    choices: Vec<ConflictChoiceInput>,
}

#[derive(cynic::QueryVariables)]
struct ResolveVariables {
    input: ResolveConflictsInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ResolveVariables")]
struct ResolveMutation {
    #[arguments(input: $input)]
    resolve_conflicts: Outcome,
}

/// Settles every field in conflict at once.
pub async fn resolve(
    change_request_id: ChangeRequestId,
    expected_version: i32,
    choices: Vec<(String, Side)>,
) -> Result<Outcome, ApiError> {
    let choices = choices
        .into_iter()
        .map(|(path, take)| ConflictChoiceInput { path, take })
        .collect();
    let input = ResolveConflictsInput {
        change_request_id,
        expected_version,
        choices,
    };
    Ok(mutate(ResolveMutation::build(ResolveVariables { input }))
        .await?
        .resolve_conflicts)
}
