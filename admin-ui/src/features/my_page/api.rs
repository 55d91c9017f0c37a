//! What waits for the person who is signed in.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::text::Language;

pub use crate::api::change::ChangeState;
use crate::api::fragments::{MunicipalityName, UserName};
use crate::api::{ApiError, query, schema};

#[derive(cynic::QueryVariables, Debug)]
pub struct MyPageVariables {
    language: Language,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "MyPageVariables")]
pub struct Named {
    pub id: ListingId,
    #[arguments(language: $language)]
    pub name: String,
    pub municipality: MunicipalityName,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ChangeRequest", variables = "MyPageVariables")]
pub struct Change {
    pub id: ChangeRequestId,
    pub state: ChangeState,
    pub listing: Named,
    pub author: UserName,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_by: Option<UserName>,
    pub decision_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingRecord", variables = "MyPageVariables")]
pub struct Published {
    pub id: ListingId,
    #[arguments(language: $language)]
    pub name: String,
    pub municipality: MunicipalityName,
    pub version: i32,
    pub verified_at: Option<DateTime<Utc>>,
    pub verify_by: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ServiceType", variables = "MyPageVariables")]
pub struct TypeName {
    pub slug: String,
    #[arguments(language: $language)]
    pub name: String,
    pub crisis: bool,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "MissingService", variables = "MyPageVariables")]
pub struct Missing {
    pub municipality: MunicipalityName,
    pub service_type: TypeName,
}

/// Everything that waits, as the server sorts it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "MyPage", variables = "MyPageVariables")]
pub struct Waiting {
    pub returned: Vec<Change>,
    pub drafts: Vec<Change>,
    pub published_first: Vec<Change>,
    pub awaiting_review: Vec<Change>,
    pub due_for_verification: Vec<Published>,
    pub incomplete: Vec<Named>,
    pub missing: Vec<Missing>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Viewer", variables = "MyPageVariables")]
struct ViewerPage {
    my_page: Waiting,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "MyPageVariables")]
struct MyPageQuery {
    viewer: Option<ViewerPage>,
}

pub async fn my_page(language: Language) -> Result<Waiting, ApiError> {
    query(MyPageQuery::build(MyPageVariables { language }))
        .await?
        .viewer
        .map(|viewer| viewer.my_page)
        .ok_or_else(ApiError::not_found)
}
