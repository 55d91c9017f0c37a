//! What anybody may ask about any schedule: for those who build an editor.
//!
//! A schedule may be any nonsense: it is answered with problems, never with an error. Only asking for too much is one.

use std::sync::Arc;

use async_graphql::{Context, Description, Json, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::hours::{Schedule, osm, parse_text, schema_org, settled_until};
use veiviser_schema::text::Language;

use super::bounds;
use super::import::OpeningHoursImport;
use super::problem::OpeningHoursProblem;
use super::{OpeningHoursDay, OpeningHoursOsm, OpeningHoursState};
use crate::graphql::request::Ask;
use crate::graphql::scalars::Date;
use crate::hours::model::Hours;

/// What a schedule would say if it were published. Where the schedule cannot be read (`readable` is false) lists are empty and the rest is null;
/// `problems` say why.
#[derive(Description)]
pub struct OpeningHoursPreview {
    hours: Arc<Hours>,
    problems: Vec<OpeningHoursProblem>,
    states: Vec<OpeningHoursState>,
    days: Vec<OpeningHoursDay>,
}

#[Object(use_type_description)]
impl OpeningHoursPreview {
    /// Whether the schedule has a meaning. One that contradicts itself (hours that overlap) has, and still cannot be submitted: see `problems`.
    async fn readable(&self) -> bool {
        self.hours.compiled.is_some()
    }

    /// Every problem as of today, errors first.
    async fn problems(&self) -> &[OpeningHoursProblem] {
        &self.problems
    }

    /// One for each instant of `at`, in that order.
    async fn states(&self) -> &[OpeningHoursState] {
        &self.states
    }

    /// One for each date from `from` to `to`.
    async fn days(&self) -> &[OpeningHoursDay] {
        &self.days
    }

    /// In words, as the public would read them today.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Result<Option<String>> {
        if self.hours.compiled.is_none() {
            return Ok(None);
        }
        bounds::text_work(ctx)?;
        Ok(Some(self.hours.summary(language, ctx.request().now())))
    }

    /// schema.org's JSON-LD: see `OpeningHours.schemaOrg`.
    #[graphql(complexity = 20)]
    async fn schema_org(&self, ctx: &Context<'_>) -> Result<Option<Json<Value>>> {
        let Some(compiled) = &self.hours.compiled else {
            return Ok(None);
        };
        bounds::export_work(ctx)?;
        let today = compiled.local_date(ctx.request().now());
        Ok(Some(Json(schema_org::json_ld(
            &self.hours.schedule,
            compiled,
            today,
        ))))
    }

    /// OpenStreetMap's notation.
    async fn osm(&self, ctx: &Context<'_>) -> Result<Option<OpeningHoursOsm>> {
        if self.hours.compiled.is_none() {
            return Ok(None);
        }
        bounds::text_work(ctx)?;
        Ok(Some(OpeningHoursOsm::of(&self.hours.schedule)))
    }

    /// SHA-256 of what the schedule says, in 64 lower-case hexadecimal digits. Equal schedules have equal hashes.
    async fn content_hash(&self) -> &str {
        &self.hours.content_hash
    }

    /// Until when the hours are settled: see `OpeningHours.validUntil`.
    async fn valid_until(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        let Some(compiled) = &self.hours.compiled else {
            return Ok(None);
        };
        bounds::search_work(ctx)?;
        let now = ctx.request().now();
        Ok(settled_until(&self.hours.schedule, compiled, now))
    }
}

#[derive(Default)]
pub struct HoursQuery;

#[Object]
impl HoursQuery {
    /// What a schedule would say if it were published. Any nonsense is answered with `problems`. Errors: `TOO_MANY_INSTANTS` (more than 100 in `at`),
    /// `RANGE_TOO_LONG` (more than 400 dates), `RANGE_REVERSED`, `DATE_OUT_OF_RANGE` (outside the years 1900 to 2200), `TOO_COMPLEX` (too much in one request).
    #[graphql(complexity = "200 + child_complexity")]
    async fn preview_opening_hours(
        &self,
        ctx: &Context<'_>,
        schedule: Schedule,
        #[graphql(desc = "Instants to tell the state at; at most 100.")] at: Vec<DateTime<Utc>>,
        #[graphql(desc = "First date to list.")] from: Date,
        #[graphql(desc = "Last date to list, included; at most 400 dates.")] to: Date,
        #[graphql(
            default,
            desc = "Whether these are the hours of a crisis line: then it is told when they are not day and night."
        )]
        crisis_line: bool,
    ) -> Result<OpeningHoursPreview> {
        bounds::instants(ctx, &at)?;
        let hours = Arc::new(Hours::new(schedule));
        let mut days = OpeningHoursDay::list(ctx, &hours, from, to)?;
        let mut states = Vec::new();
        if hours.compiled.is_some() {
            let state = |at| OpeningHoursState::of(&hours, at);
            states = at.into_iter().map(state).collect();
        } else {
            days.clear();
        }
        Ok(OpeningHoursPreview {
            problems: OpeningHoursProblem::all(&hours.schedule, ctx.request().now(), crisis_line),
            hours,
            states,
            days,
        })
    }

    /// Every problem of a schedule as of today, errors first. Empty: nothing to say.
    #[graphql(complexity = "100 + child_complexity")]
    async fn validate_opening_hours(
        &self,
        ctx: &Context<'_>,
        schedule: Schedule,
        #[graphql(
            default,
            desc = "Whether these are the hours of a crisis line: then it is told when they are not day and night."
        )]
        crisis_line: bool,
    ) -> Vec<OpeningHoursProblem> {
        OpeningHoursProblem::all(&schedule, ctx.request().now(), crisis_line)
    }

    /// Reads the value of OpenStreetMap's `opening_hours` tag. Error: `TEXT_TOO_LONG` (more than 2000 characters).
    #[graphql(complexity = "100 + child_complexity")]
    async fn import_osm_opening_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`Mo-Fr 08:00-15:30; PH off`")] value: String,
    ) -> Result<OpeningHoursImport> {
        let parsed = osm::import(bounds::text(&value)?);
        Ok(OpeningHoursImport::of(parsed, ctx.request().now()))
    }

    /// Reads opening hours as people write them, in bokmål, nynorsk or English. Error: `TEXT_TOO_LONG` (more than 2000 characters).
    #[graphql(complexity = "100 + child_complexity")]
    async fn parse_opening_hours_text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`hverdager 8–15.30, tors til 18`")] text: String,
    ) -> Result<OpeningHoursImport> {
        let parsed = parse_text(bounds::text(&text)?);
        Ok(OpeningHoursImport::of(parsed, ctx.request().now()))
    }
}
