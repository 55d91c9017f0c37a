//! Submitted changes, and what a reviewer does with them.

use chrono::{DateTime, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId};
use veiviser_schema::problem::Severity;
use veiviser_schema::text::Language;

pub use crate::api::change::ChangeState;
use crate::api::fragments::{MunicipalityName, PageInfo, Paging, UserName};
use crate::api::{ApiError, UserError, mutate, query, schema};
use crate::features::diff::{Difference, Risk};
use crate::features::discussion::Comment;

#[derive(cynic::InputObject, Debug, Clone, Default)]
pub struct ChangeRequestFilter {
    pub states: Option<Vec<ChangeState>>,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub risk: Option<Risk>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct QueueVariables {
    filter: Option<ChangeRequestFilter>,
    language: Language,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "QueueVariables")]
pub struct QueuedType {
    #[arguments(language: $language)]
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "QueueVariables")]
pub struct QueuedListing {
    #[arguments(language: $language)]
    pub name: String,
    pub municipality: MunicipalityName,
    pub service_type: QueuedType,
}

/// A field that differs. The values are read on the change's own page.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FieldDifference")]
pub struct ChangedField {
    pub path: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Revision")]
pub struct RevisionName {
    pub id: RevisionId,
}

/// A change as it stands in the queue.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest", variables = "QueueVariables")]
pub struct Queued {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub listing: QueuedListing,
    pub author: UserName,
    pub contributors: Vec<UserName>,
    pub risk: Risk,
    pub base_revision: Option<RevisionName>,
    pub differences: Vec<ChangedField>,
    pub submitted_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequestConnection", variables = "QueueVariables")]
pub struct Queue {
    pub nodes: Vec<Queued>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "QueueVariables")]
struct QueueQuery {
    #[arguments(filter: $filter, first: $first, after: $after, last: $last, before: $before)]
    review_queue: Queue,
}

pub async fn queue(
    filter: ChangeRequestFilter,
    language: Language,
    paging: Paging,
) -> Result<Queue, ApiError> {
    let Paging {
        first,
        after,
        last,
        before,
    } = paging;
    let variables = QueueVariables {
        filter: Some(filter),
        language,
        first,
        after,
        last,
        before,
    };
    Ok(query(QueueQuery::build(variables)).await?.review_queue)
}

#[derive(cynic::QueryVariables, Debug)]
struct WaitingVariables {
    filter: Option<ChangeRequestFilter>,
}

/// A change that waits, with what decides its place in the queue.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest")]
pub struct Waiting {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub submitted_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequestConnection")]
struct WaitingPage {
    nodes: Vec<Waiting>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "WaitingVariables")]
struct WaitingQuery {
    #[arguments(filter: $filter, first: 100)]
    review_queue: WaitingPage,
}

/// The front of the queue.
pub async fn waiting(filter: ChangeRequestFilter) -> Result<Vec<Waiting>, ApiError> {
    let variables = WaitingVariables {
        filter: Some(filter),
    };
    Ok(query(WaitingQuery::build(variables))
        .await?
        .review_queue
        .nodes)
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ChangeVariables {
    id: ChangeRequestId,
    language: Language,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "ChangeVariables")]
pub struct ReviewedType {
    #[arguments(language: $language)]
    pub name: String,
    pub crisis: bool,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "ChangeVariables")]
pub struct ReviewedListing {
    pub id: ListingId,
    #[arguments(language: $language)]
    pub name: String,
    pub municipality: MunicipalityName,
    pub service_type: ReviewedType,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FieldConflict", variables = "ChangeVariables")]
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
#[cynic(graphql_type = "Problem")]
pub struct FoundProblem {
    pub path: String,
    pub severity: Severity,
    pub message: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "ChangePermissions")]
pub struct Permitted {
    pub approve: bool,
    pub decline: bool,
    pub confirm: bool,
    pub revert: bool,
    pub comment: bool,
}

/// A change with all that a reviewer needs.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest", variables = "ChangeVariables")]
pub struct Change {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub version: i32,
    pub listing: ReviewedListing,
    pub author: UserName,
    pub contributors: Vec<UserName>,
    pub reason: Option<String>,
    pub risk: Risk,
    pub base_revision: Option<RevisionName>,
    pub revision: Option<RevisionName>,
    pub document: ListingContent,
    pub differences: Vec<Difference>,
    pub conflicts: Vec<Conflict>,
    #[arguments(language: $language)]
    pub problems: Vec<FoundProblem>,
    pub comments: Vec<Comment>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<UserName>,
    pub decision_reason: Option<String>,
    pub permitted: Permitted,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ChangeVariables")]
struct ChangeQuery {
    #[arguments(id: $id)]
    change_request: Option<Change>,
}

pub async fn change(id: ChangeRequestId, language: Language) -> Result<Change, ApiError> {
    query(ChangeQuery::build(ChangeVariables { id, language }))
        .await?
        .change_request
        .ok_or_else(ApiError::not_found)
}

/// What the server answers to a decision: why it was refused, or nothing. The page reads the change again afterwards.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequestPayload")]
struct Answered {
    user_errors: Vec<UserError>,
}

/// Decided, or the first reason why not.
pub type Outcome = Result<(), UserError>;

impl Answered {
    fn outcome(self) -> Outcome {
        self.user_errors.into_iter().next().map_or(Ok(()), Err)
    }
}

#[derive(cynic::InputObject, Debug, PartialEq)]
pub struct ApproveChangeInput {
    pub change_request_id: ChangeRequestId,
    pub expected_version: i32,
    pub revision_id: RevisionId,
    pub comment: Option<String>,
}

#[derive(cynic::InputObject, Debug, PartialEq)]
pub struct DeclineChangeInput {
    pub change_request_id: ChangeRequestId,
    pub expected_version: i32,
    pub reason: String,
}

#[derive(cynic::InputObject, Debug, PartialEq)]
pub struct ConfirmChangeInput {
    pub change_request_id: ChangeRequestId,
    pub expected_version: i32,
    pub comment: Option<String>,
}

#[derive(cynic::InputObject, Debug, PartialEq)]
pub struct RevertChangeInput {
    pub change_request_id: ChangeRequestId,
    pub expected_version: i32,
    pub reason: String,
}

#[derive(cynic::QueryVariables, Debug)]
struct ApproveVariables {
    input: ApproveChangeInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ApproveVariables")]
struct Approve {
    #[arguments(input: $input)]
    approve_change: Answered,
}

#[derive(cynic::QueryVariables, Debug)]
struct ReturnVariables {
    input: DeclineChangeInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReturnVariables")]
struct Return {
    #[arguments(input: $input)]
    return_change: Answered,
}

#[derive(cynic::QueryVariables, Debug)]
struct RejectVariables {
    input: DeclineChangeInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RejectVariables")]
struct Reject {
    #[arguments(input: $input)]
    reject_change: Answered,
}

#[derive(cynic::QueryVariables, Debug)]
struct ConfirmVariables {
    input: ConfirmChangeInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVariables")]
struct Confirm {
    #[arguments(input: $input)]
    confirm_change: Answered,
}

#[derive(cynic::QueryVariables, Debug)]
struct RevertVariables {
    input: RevertChangeInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RevertVariables")]
struct Revert {
    #[arguments(input: $input)]
    revert_change: Answered,
}

pub async fn approve(input: ApproveChangeInput) -> Result<Outcome, ApiError> {
    let answered = mutate(Approve::build(ApproveVariables { input })).await?;
    Ok(answered.approve_change.outcome())
}

pub async fn return_to_author(input: DeclineChangeInput) -> Result<Outcome, ApiError> {
    let answered = mutate(Return::build(ReturnVariables { input })).await?;
    Ok(answered.return_change.outcome())
}

pub async fn reject(input: DeclineChangeInput) -> Result<Outcome, ApiError> {
    let answered = mutate(Reject::build(RejectVariables { input })).await?;
    Ok(answered.reject_change.outcome())
}

pub async fn confirm(input: ConfirmChangeInput) -> Result<Outcome, ApiError> {
    let answered = mutate(Confirm::build(ConfirmVariables { input })).await?;
    Ok(answered.confirm_change.outcome())
}

pub async fn revert(input: RevertChangeInput) -> Result<Outcome, ApiError> {
    let answered = mutate(Revert::build(RevertVariables { input })).await?;
    Ok(answered.revert_change.outcome())
}
