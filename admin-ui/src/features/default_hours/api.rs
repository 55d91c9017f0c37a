//! A municipality's default opening hours, as the people who work there see them.

use chrono::{DateTime, Utc};
use cynic::{MutationBuilder, QueryBuilder};
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::ListingId;
use veiviser_schema::text::{Language, LocalizedText};

use crate::api::fragments::{MunicipalityName, UserName};
use crate::api::{ApiError, UserError, mutate, query, schema};

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "DefaultHoursRecord")]
pub struct Record {
    pub municipality: MunicipalityName,
    /// 0 while none are stated.
    pub version: i32,
    pub document: Option<Schedule>,
    pub updated_at: Option<DateTime<Utc>>,
    pub updated_by: Option<UserName>,
    pub inheriting_listings: i32,
    pub inheriting_crisis_listings: i32,
    /// The published listings that follow these hours, by name.
    pub heirs: Vec<Heir>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Listing")]
pub struct Heir {
    pub id: ListingId,
    texts: HeirTexts,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ListingTexts")]
struct HeirTexts {
    name: LocalizedName,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "LocalizedText")]
struct LocalizedName {
    nb: Option<String>,
    nn: Option<String>,
    en: Option<String>,
}

impl Heir {
    /// Its name in this language, or in the nearest there is.
    pub fn name(&self, language: Language) -> String {
        let LocalizedName { nb, nn, en } = self.texts.name.clone();
        let name = LocalizedText { nb, nn, en };
        name.best(language)
            .map_or_else(String::new, |(_, name)| name.to_owned())
    }
}

impl Record {
    /// The stated hours. Where none are stated they are unknown.
    pub fn schedule(&self) -> Schedule {
        self.document.clone().unwrap_or_default()
    }
}

#[derive(cynic::QueryVariables)]
struct RecordVariables {
    number: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RecordVariables")]
struct RecordQuery {
    #[arguments(municipalityNumber: $number)]
    default_hours_record: Option<Record>,
}

pub async fn record(number: String) -> Result<Record, ApiError> {
    query(RecordQuery::build(RecordVariables { number }))
        .await?
        .default_hours_record
        .ok_or_else(ApiError::not_found)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "DefaultHoursRecord")]
struct Stated {
    document: Option<Schedule>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RecordVariables")]
struct StatedQuery {
    #[arguments(municipalityNumber: $number)]
    default_hours_record: Option<Stated>,
}

/// The hours a listing of this municipality would inherit; `None` while it has stated none.
pub async fn stated_hours(number: String) -> Result<Option<Schedule>, ApiError> {
    query(StatedQuery::build(RecordVariables { number }))
        .await?
        .default_hours_record
        .map(|record| record.document)
        .ok_or_else(ApiError::not_found)
}

#[derive(cynic::InputObject)]
pub struct SetDefaultOpeningHoursInput {
    pub municipality_number: String,
    pub schedule: Schedule,
    pub expected_version: i32,
}

#[derive(cynic::QueryVariables)]
struct SetVariables {
    input: SetDefaultOpeningHoursInput,
}

/// The record as it is now, and why it was not changed if it was not.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "DefaultHoursPayload")]
pub struct Outcome {
    pub default_hours_record: Option<Record>,
    pub user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetVariables")]
struct SetMutation {
    #[arguments(input: $input)]
    set_default_opening_hours: Outcome,
}

pub async fn set(input: SetDefaultOpeningHoursInput) -> Result<Outcome, ApiError> {
    Ok(mutate(SetMutation::build(SetVariables { input }))
        .await?
        .set_default_opening_hours)
}
