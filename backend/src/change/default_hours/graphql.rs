//! Default hours as those see them who keep them: with a version to answer to, and what depends on them.

use async_graphql::{Context, Description, InputObject, Json, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use veiviser_schema::authz::Action;
use veiviser_schema::hours::Schedule;
use veiviser_schema::ids::MunicipalityNumber;
use veiviser_schema::text::Language;

use super::set::{SetDefaultHours, set_default_hours};
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::default_hours::model::{DefaultHours, Heirs};
use crate::catalogue::default_hours::repo;
use crate::catalogue::listing::graphql::Listing;
use crate::change::Changes;
use crate::change::graphql::input::key;
use crate::change::graphql::neighbours;
use crate::clock::date_in_norway;
use crate::graphql::outcome::{Outcome, UserError, read, standing};
use crate::graphql::request::Ask;
use crate::identity::user::graphql::UserName;
use crate::identity::user::names;

/// As many as a municipality with much to offer has; what a query for them is reckoned to cost.
const MANY_HEIRS: usize = 50;

/// The editorial record of a municipality's default opening hours. The public reads `Municipality.defaultOpeningHours`.
#[derive(Description)]
pub struct DefaultHoursRecord {
    municipality: MunicipalityNumber,
    stated: Option<DefaultHours>,
    heirs: Heirs,
}

impl DefaultHoursRecord {
    /// The record of a municipality, if there is such a one and the person may read what is unpublished there.
    async fn find(ctx: &Context<'_>, municipality: &MunicipalityNumber) -> Result<Option<Self>> {
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        if !scope.covers(municipality) || Municipality::find(ctx, municipality).is_none() {
            return Ok(None);
        }
        let connection = ctx.service::<Changes>().db().reader();
        let today = date_in_norway(ctx.request().now());
        let heirs = repo::count_heirs(connection, municipality, today).await;
        Ok(Some(Self {
            municipality: municipality.clone(),
            stated: read(ctx, repo::find(connection, municipality).await)?,
            heirs: read(ctx, heirs)?,
        }))
    }
}

#[Object(use_type_description)]
impl DefaultHoursRecord {
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        neighbours::municipality(ctx, &self.municipality)
    }

    /// Counts the edits; `expectedVersion` of `setDefaultOpeningHours`. 0 while no hours are stated.
    async fn version(&self) -> i32 {
        self.stated.as_ref().map_or(0, |stated| stated.version)
    }

    /// The schedule as JSON. It can be handed back as `schedule` unchanged. Null while none is stated.
    async fn document(&self) -> Option<Json<&Schedule>> {
        self.stated.as_ref().map(|stated| Json(&stated.schedule))
    }

    async fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.stated.as_ref().map(|stated| stated.updated_at)
    }

    async fn updated_by(&self, ctx: &Context<'_>) -> Result<Option<UserName>> {
        let Some(id) = self.stated.as_ref().and_then(|stated| stated.updated_by) else {
            return Ok(None);
        };
        let connection = ctx.service::<Changes>().db().reader();
        let names = read(ctx, names(connection, [id]).await)?;
        Ok(UserName::among(&names, id))
    }

    /// How many published listings have a place or a contact point that inherits these hours.
    async fn inheriting_listings(&self) -> i32 {
        self.heirs.listings
    }

    /// Of those, how many people in crisis depend on.
    async fn inheriting_crisis_listings(&self) -> i32 {
        self.heirs.crisis
    }

    /// The published listings that inherit these hours, by name.
    #[graphql(complexity = "MANY_HEIRS * child_complexity")]
    async fn heirs(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Vec<Listing> {
        Listing::heirs_of(ctx, &self.municipality, language)
    }
}

#[derive(InputObject)]
pub struct SetDefaultOpeningHoursInput {
    pub municipality_number: String,
    pub schedule: Schedule,
    /// The version that was read; 0 when no hours were stated.
    pub expected_version: i32,
}

/// On CONFLICT `defaultHoursRecord` is the current one.
#[derive(SimpleObject)]
pub struct DefaultHoursPayload {
    pub default_hours_record: Option<DefaultHoursRecord>,
    pub user_errors: Vec<UserError>,
}

#[derive(Default)]
pub struct DefaultHoursQuery;

#[Object]
impl DefaultHoursQuery {
    /// A municipality's default opening hours, to edit.
    async fn default_hours_record(
        &self,
        ctx: &Context<'_>,
        municipality_number: String,
    ) -> Result<Option<DefaultHoursRecord>> {
        match municipality_number.parse() {
            Ok(number) => DefaultHoursRecord::find(ctx, &number).await,
            Err(_) => Ok(None),
        }
    }
}

#[derive(Default)]
pub struct DefaultHoursMutation;

#[Object]
impl DefaultHoursMutation {
    /// States a municipality's opening hours anew. Every listing that inherits them follows at once.
    async fn set_default_opening_hours(
        &self,
        ctx: &Context<'_>,
        input: SetDefaultOpeningHoursInput,
    ) -> Result<DefaultHoursPayload> {
        let SetDefaultOpeningHoursInput {
            municipality_number,
            schedule,
            expected_version,
        } = input;
        let answer = async {
            let input = SetDefaultHours {
                municipality: key(ctx.actor(), &municipality_number)?,
                schedule,
                expected_version,
            };
            set_default_hours(ctx.service(), ctx.request(), input).await
        };
        let Outcome { value, user_errors } = standing(ctx, answer.await)?;
        let default_hours_record = match value {
            Some(number) => DefaultHoursRecord::find(ctx, &number).await?,
            None => None,
        };
        Ok(DefaultHoursPayload {
            default_hours_record,
            user_errors,
        })
    }
}
