//! Revisions of a listing, what differs between two, and how an old one becomes a proposal.

use chrono::{DateTime, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId};
use veiviser_schema::text::Language;

use crate::api::fragments::{MunicipalityName, PageInfo, UserName};
use crate::api::{ApiError, UserError, mutate, query, schema};
use crate::features::diff::Difference;

#[derive(cynic::QueryVariables, Debug)]
pub struct HistoryVariables {
    id: ListingId,
    language: Language,
    after: Option<String>,
}

/// A revision without its content.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Revision")]
pub struct Revision {
    pub id: RevisionId,
    pub number: i32,
    pub author: UserName,
    pub approved_by: Option<UserName>,
    /// The revision whose fields this one put back.
    pub reverts: Option<RevisionId>,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RevisionConnection")]
struct Revisions {
    nodes: Vec<Revision>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "HistoryVariables")]
struct Record {
    #[arguments(language: $language)]
    name: String,
    municipality: MunicipalityName,
    #[arguments(first: 100, after: $after)]
    revisions: Revisions,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "HistoryVariables")]
struct HistoryQuery {
    #[arguments(id: $id)]
    listing_record: Option<Record>,
}

/// A listing with all its revisions, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    pub id: ListingId,
    pub name: String,
    pub municipality: MunicipalityName,
    pub revisions: Vec<Revision>,
}

pub async fn history(id: ListingId, language: Language) -> Result<History, ApiError> {
    let (mut revisions, mut after) = (Vec::new(), None);
    loop {
        let variables = HistoryVariables {
            id,
            language,
            after,
        };
        let record = query(HistoryQuery::build(variables))
            .await?
            .listing_record
            .ok_or_else(ApiError::not_found)?;
        revisions.extend(record.revisions.nodes);
        if !record.revisions.page_info.has_next_page {
            revisions.sort_by_key(|revision| std::cmp::Reverse(revision.number));
            return Ok(History {
                id,
                name: record.name,
                municipality: record.municipality,
                revisions,
            });
        }
        after = record.revisions.page_info.end_cursor;
    }
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ComparisonVariables {
    id: RevisionId,
    against: Option<RevisionId>,
}

/// What differs in a revision, and what it says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Revision", variables = "ComparisonVariables")]
pub struct Comparison {
    pub document: ListingContent,
    #[arguments(against: $against)]
    pub differences: Vec<Difference>,
}

#[derive(cynic::InlineFragments, Debug)]
#[cynic(graphql_type = "Node", variables = "ComparisonVariables")]
enum ComparedNode {
    Revision(Box<Comparison>),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ComparisonVariables")]
struct ComparisonQuery {
    #[arguments(id: $id)]
    node: Option<ComparedNode>,
}

/// `against` none: the one published before it.
pub async fn comparison(
    id: RevisionId,
    against: Option<RevisionId>,
) -> Result<Comparison, ApiError> {
    let variables = ComparisonVariables { id, against };
    match query(ComparisonQuery::build(variables)).await?.node {
        Some(ComparedNode::Revision(compared)) => Ok(*compared),
        Some(ComparedNode::Other) | None => Err(ApiError::not_found()),
    }
}

#[derive(cynic::QueryVariables, Debug)]
struct DocumentVariables {
    id: RevisionId,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Revision")]
struct Document {
    document: ListingContent,
}

#[derive(cynic::InlineFragments, Debug)]
#[cynic(graphql_type = "Node")]
enum DocumentNode {
    Revision(Box<Document>),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "DocumentVariables")]
struct DocumentQuery {
    #[arguments(id: $id)]
    node: Option<DocumentNode>,
}

async fn document(id: RevisionId) -> Result<ListingContent, ApiError> {
    match query(DocumentQuery::build(DocumentVariables { id }))
        .await?
        .node
    {
        Some(DocumentNode::Revision(found)) => Ok(found.document),
        Some(DocumentNode::Other) | None => Err(ApiError::not_found()),
    }
}

#[derive(cynic::InputObject, Debug)]
struct StartDraftInput {
    listing_id: Option<ListingId>,
}

#[derive(cynic::InputObject, Debug)]
struct SaveDraftInput {
    change_request_id: ChangeRequestId,
    expected_version: i32,
    content: ListingContent,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequest")]
struct Draft {
    id: ChangeRequestId,
    version: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequestPayload")]
struct DraftPayload {
    change_request: Option<Draft>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryVariables, Debug)]
struct StartVariables {
    input: StartDraftInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "StartVariables")]
struct Start {
    #[arguments(input: $input)]
    start_draft: DraftPayload,
}

#[derive(cynic::QueryVariables, Debug)]
struct SaveVariables {
    input: SaveDraftInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SaveVariables")]
struct Save {
    #[arguments(input: $input)]
    save_draft: DraftPayload,
}

/// The draft that now says what the old revision said, or why there is none.
pub type Restored = Result<ChangeRequestId, UserError>;

impl DraftPayload {
    fn draft(self) -> Result<Result<Draft, UserError>, ApiError> {
        match (self.user_errors.into_iter().next(), self.change_request) {
            (Some(refusal), _) => Ok(Err(refusal)),
            (None, Some(draft)) => Ok(Ok(draft)),
            (None, None) => Err(ApiError::not_found()),
        }
    }
}

/// Starts a draft (or takes the person's own) and puts the old revision's content into it. Nothing is lost when it stops half-way: the
/// draft is there, and a second try takes it again.
pub async fn restore(listing: ListingId, revision: RevisionId) -> Result<Restored, ApiError> {
    let content = document(revision).await?;
    let input = StartDraftInput {
        listing_id: Some(listing),
    };
    let started = mutate(Start::build(StartVariables { input }))
        .await?
        .start_draft
        .draft()?;
    let draft = match started {
        Ok(draft) => draft,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let input = SaveDraftInput {
        change_request_id: draft.id,
        expected_version: draft.version,
        content,
    };
    let saved = mutate(Save::build(SaveVariables { input }))
        .await?
        .save_draft
        .draft()?;
    Ok(saved.map(|draft| draft.id))
}
