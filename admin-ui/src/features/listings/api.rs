//! Listings as their keepers see them, published or not.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::problem::Severity;
use veiviser_schema::text::Language;

pub use crate::api::change::{ChangeState, ListingState};
use crate::api::fragments::{MunicipalityName, PageInfo, Paging, UserError, UserName};
use crate::api::{ApiError, mutate, query, schema};

#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingRecordOrder {
    Name,
    RecentlyUpdated,
    LeastRecentlyVerified,
}

#[derive(cynic::InputObject, Debug, Clone, Default)]
pub struct ListingRecordFilter {
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub service_type_slug: Option<String>,
    pub state: Option<ListingState>,
    pub text: Option<String>,
    pub changing: Option<bool>,
    pub due_within_days: Option<i32>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RecordsVariables {
    filter: Option<ListingRecordFilter>,
    order_by: ListingRecordOrder,
    language: Language,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "RecordsVariables")]
pub struct ListedType {
    #[arguments(language: $language)]
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest")]
pub struct OpenChange {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub author: UserName,
    pub updated_at: DateTime<Utc>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "RecordsVariables")]
pub struct Listed {
    pub id: ListingId,
    #[arguments(language: $language)]
    pub name: String,
    pub state: ListingState,
    pub municipality: MunicipalityName,
    pub service_type: ListedType,
    pub open_change_requests: Vec<OpenChange>,
    pub updated_at: DateTime<Utc>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verify_by: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(
    graphql_type = "ListingRecordConnection",
    variables = "RecordsVariables"
)]
pub struct Records {
    pub nodes: Vec<Listed>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RecordsVariables")]
struct RecordsQuery {
    #[arguments(filter: $filter, orderBy: $order_by, language: $language, first: $first, after: $after, last: $last, before: $before)]
    listing_records: Records,
}

pub async fn records(
    filter: ListingRecordFilter,
    order_by: ListingRecordOrder,
    language: Language,
    paging: Paging,
) -> Result<Records, ApiError> {
    let Paging {
        first,
        after,
        last,
        before,
    } = paging;
    let variables = RecordsVariables {
        filter: Some(filter),
        order_by,
        language,
        first,
        after,
        last,
        before,
    };
    Ok(query(RecordsQuery::build(variables)).await?.listing_records)
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RecordVariables {
    id: ListingId,
    language: Language,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "RecordVariables")]
pub struct RecordType {
    #[arguments(language: $language)]
    pub name: String,
    pub crisis: bool,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Listing", variables = "RecordVariables")]
pub struct PublishedListing {
    #[arguments(language: $language)]
    pub summary: String,
    pub revision_number: i32,
    pub published_at: DateTime<Utc>,
    pub contact_points: Vec<PublishedContact>,
    pub places: Vec<PublishedPlace>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ContactPoint", variables = "RecordVariables")]
pub struct PublishedContact {
    #[arguments(language: $language)]
    pub label: Option<String>,
    pub formatted_value: String,
    pub uri: String,
    pub opening_hours: PublishedHours,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Place", variables = "RecordVariables")]
pub struct PublishedPlace {
    #[arguments(language: $language)]
    pub name: Option<String>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub opening_hours: PublishedHours,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "OpeningHours", variables = "RecordVariables")]
pub struct PublishedHours {
    #[arguments(language: $language)]
    pub summary: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Problem")]
pub struct RecordProblem {
    pub code: String,
    pub path: String,
    pub severity: Severity,
    pub message: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "RecordVariables")]
pub struct Record {
    pub id: ListingId,
    #[arguments(language: $language)]
    pub name: String,
    pub state: ListingState,
    pub ends_on: Option<NaiveDate>,
    pub version: i32,
    pub municipality: MunicipalityName,
    pub service_type: RecordType,
    pub published: Option<PublishedListing>,
    pub open_change_requests: Vec<OpenChange>,
    pub updated_at: DateTime<Utc>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verified_by: Option<UserName>,
    pub verify_by: Option<DateTime<Utc>>,
    #[arguments(language: $language)]
    pub problems: Vec<RecordProblem>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RecordVariables")]
struct RecordQuery {
    #[arguments(id: $id)]
    listing_record: Option<Record>,
}

pub async fn record(id: ListingId, language: Language) -> Result<Record, ApiError> {
    query(RecordQuery::build(RecordVariables { id, language }))
        .await?
        .listing_record
        .ok_or_else(ApiError::not_found)
}

#[derive(cynic::QueryVariables, Debug)]
pub struct TypesVariables {
    language: Language,
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "TypesVariables")]
pub struct TypeChoice {
    pub slug: String,
    #[arguments(language: $language)]
    pub name: String,
    #[arguments(language: $language)]
    pub summary: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ServiceTypeConnection", variables = "TypesVariables")]
struct TypePage {
    nodes: Vec<TypeChoice>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "TypesVariables")]
struct TypesQuery {
    #[arguments(language: $language, first: 100, after: $after)]
    service_types: TypePage,
}

/// All service types, by name.
pub async fn service_types(language: Language) -> Result<Vec<TypeChoice>, ApiError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = query(TypesQuery::build(TypesVariables { language, after }))
            .await?
            .service_types;
        all.extend(page.nodes);
        if !page.page_info.has_next_page {
            return Ok(all);
        }
        after = page.page_info.end_cursor;
    }
}

#[derive(cynic::InputObject, Debug)]
struct StartDraftInput {
    listing_id: Option<ListingId>,
    municipality_number: Option<String>,
    service_type_slug: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
struct StartDraftVariables {
    input: StartDraftInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequest")]
struct Started {
    id: ChangeRequestId,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ChangeRequestPayload")]
struct StartedPayload {
    change_request: Option<Started>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "StartDraftVariables")]
struct StartDraft {
    #[arguments(input: $input)]
    start_draft: StartedPayload,
}

/// The draft that was started, or why none was.
pub type Begun = Result<ChangeRequestId, Vec<UserError>>;

async fn start(input: StartDraftInput) -> Result<Begun, ApiError> {
    let StartedPayload {
        change_request,
        user_errors,
    } = mutate(StartDraft::build(StartDraftVariables { input }))
        .await?
        .start_draft;
    match change_request {
        Some(change) if user_errors.is_empty() => Ok(Ok(change.id)),
        _ => Ok(Err(user_errors)),
    }
}

/// Begins a change of a listing that exists, or goes on with the person's own.
pub async fn start_change(listing_id: ListingId) -> Result<Begun, ApiError> {
    start(StartDraftInput {
        listing_id: Some(listing_id),
        municipality_number: None,
        service_type_slug: None,
    })
    .await
}

/// Begins a new listing. The id is made here, once a page, so that a second click starts nothing twice.
pub async fn start_listing(
    id: ListingId,
    municipality: String,
    service_type: String,
) -> Result<Begun, ApiError> {
    start(StartDraftInput {
        listing_id: Some(id),
        municipality_number: Some(municipality),
        service_type_slug: Some(service_type),
    })
    .await
}
