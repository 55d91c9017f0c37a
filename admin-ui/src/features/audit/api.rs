//! The audit trail.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use veiviser_schema::ids::AuditEntryId;

use crate::api::fragments::{MunicipalityName, PageInfo, Paging, UserName};
use crate::api::{ApiError, NodeId, query, schema};

/// By which door somebody came.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditChannel {
    Console,
    ApiClient,
    CommandLine,
}

/// From where: a door and a network, never an address.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AuditOrigin {
    pub channel: AuditChannel,
    pub network: Option<String>,
}

/// Who did what to what.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AuditEntry {
    pub id: AuditEntryId,
    pub at: DateTime<Utc>,
    pub actor: Option<UserName>,
    pub event: String,
    pub subject_id: NodeId,
    pub municipality: Option<MunicipalityName>,
    pub detail: serde_json::Value,
    pub request_id: Option<String>,
    pub origin: Option<AuditOrigin>,
}

/// One page of the trail, newest first.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AuditEntryConnection")]
pub struct AuditEntries {
    pub nodes: Vec<AuditEntry>,
    pub page_info: PageInfo,
    pub total_count: i32,
}

#[derive(cynic::InputObject, Debug, Clone, Default)]
pub struct AuditFilter {
    pub actor_id: Option<NodeId>,
    pub subject_id: Option<NodeId>,
    pub event: Option<String>,
    pub municipality_number: Option<String>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryVariables, Debug)]
struct Variables {
    filter: Option<AuditFilter>,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "Variables")]
struct AuditQuery {
    #[arguments(filter: $filter, first: $first, after: $after, last: $last, before: $before)]
    audit_entries: AuditEntries,
}

pub async fn entries(filter: AuditFilter, paging: Paging) -> Result<AuditEntries, ApiError> {
    let Paging {
        first,
        after,
        last,
        before,
    } = paging;
    let variables = Variables {
        filter: Some(filter),
        first,
        after,
        last,
        before,
    };
    Ok(query(AuditQuery::build(variables)).await?.audit_entries)
}
