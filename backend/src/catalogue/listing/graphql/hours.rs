//! Opening hours: what was written, what it says in words, and whether it is open. What is not known is never shown as closed.

use std::sync::Arc;

use async_graphql::{Context, Description, Json, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::hours::{Mode, Schedule, schema_org, settled_until};
use veiviser_schema::text::Language;

use super::Listing;
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::default_hours::model::Stated;
use crate::catalogue::listing::model::Hours;
use crate::catalogue::listing::part::Part;
use crate::config::PublicUrl;
use crate::graphql::request::Ask;
use crate::graphql::scalars::Date;
use crate::hours::graphql::{
    OpenState, OpeningHoursChange, OpeningHoursDay, OpeningHoursOsm, OpeningHoursState, days_cost,
    export_work, instant, search_work, text_work,
};

/// The opening hours of a place or a contact point, or those a municipality states for all that inherit them.
#[derive(Clone, Description)]
pub struct OpeningHours(Keeper);

/// Who keeps the hours.
#[derive(Clone)]
enum Keeper {
    Part { listing: Listing, part: Part },
    Municipality(Stated),
}

impl OpeningHours {
    pub(super) fn of(listing: &Listing, part: Part) -> Self {
        Self(Keeper::Part {
            listing: listing.clone(),
            part,
        })
    }

    /// A municipality's default.
    #[must_use]
    pub fn stated(stated: &Stated) -> Self {
        Self(Keeper::Municipality(stated.clone()))
    }

    fn hours(&self) -> &Arc<Hours> {
        match &self.0 {
            Keeper::Part { listing, part } => part.hours(&listing.row),
            Keeper::Municipality(stated) => &stated.own,
        }
    }

    fn now(&self, ctx: &Context<'_>) -> OpeningHoursState {
        OpeningHoursState::of(self.hours(), ctx.request().now())
    }
}

#[Object(use_type_description)]
impl OpeningHours {
    async fn mode(&self) -> Mode {
        self.hours().schedule.mode
    }

    async fn schedule(&self) -> &Schedule {
        &self.hours().schedule
    }

    /// The municipality whose default hours these are; null when they are the listing's own.
    async fn inherited_from(&self, ctx: &Context<'_>) -> Option<Municipality> {
        Municipality::find(ctx, self.hours().inherited_from.as_ref()?)
    }

    /// In words, as the public reads them.
    #[graphql(complexity = 3)]
    async fn summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Result<String> {
        text_work(ctx)?;
        Ok(self.hours().summary(language, ctx.request().now()))
    }

    /// Now, when no instant is given. Error: `DATE_OUT_OF_RANGE` (outside the years 1900 to 2200).
    async fn state_at(
        &self,
        ctx: &Context<'_>,
        at: Option<DateTime<Utc>>,
    ) -> Result<OpeningHoursState> {
        match at {
            Some(at) => Ok(OpeningHoursState::of(self.hours(), instant(at)?)),
            None => Ok(self.now(ctx)),
        }
    }

    /// Whether anyone may come or call now. By appointment is not open. Null when the hours are not known.
    async fn open_now(&self, ctx: &Context<'_>) -> Option<bool> {
        match self.now(ctx).open_state() {
            OpenState::Open => Some(true),
            OpenState::Closed | OpenState::Appointment => Some(false),
            OpenState::Unknown => None,
        }
    }

    /// What decides the state now, in words: "Julaften: 10.00–12.00". The same as `stateAt { reason }`.
    async fn reason(&self, ctx: &Context<'_>, #[graphql(default)] language: Language) -> String {
        self.now(ctx).why(language)
    }

    /// The first change of state after an instant, or after now, within 400 days. Null when nothing changes.
    /// Error: `DATE_OUT_OF_RANGE` (outside the years 1900 to 2200).
    #[graphql(complexity = "5 + child_complexity")]
    async fn next_change(
        &self,
        ctx: &Context<'_>,
        at: Option<DateTime<Utc>>,
    ) -> Result<Option<OpeningHoursChange>> {
        let at = at.map_or(Ok(ctx.request().now()), instant)?;
        search_work(ctx)?;
        Ok(OpeningHoursChange::after(self.hours(), at))
    }

    /// The hours of each date, both ends included. Errors: `RANGE_TOO_LONG` (more than 400 dates), `RANGE_REVERSED`, `DATE_OUT_OF_RANGE`
    /// (outside the years 1900 to 2200), `TOO_COMPLEX` (more than 20,000 dates in one request).
    #[graphql(complexity = "days_cost(from, to) + child_complexity")]
    async fn days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "First date.")] from: Date,
        #[graphql(desc = "Last date, included.")] to: Date,
    ) -> Result<Vec<OpeningHoursDay>> {
        OpeningHoursDay::list(ctx, self.hours(), from, to)
    }

    /// schema.org's JSON-LD by the rules of Google's search: an object with `openingHoursSpecification`, to be merged into that of the place (a contact
    /// point has the same list as `hoursAvailable`). The ordinary week, and what differs in the year ahead with `validFrom` and `validThrough`. A night
    /// closes before it opens; a whole day is 00:00 to 23:59; a closed date is 00:00 to 00:00. Hours by appointment are left out; the list is empty
    /// when nothing else is known. Error: `TOO_COMPLEX` (more than 500 in one request).
    #[graphql(complexity = 20)]
    async fn schema_org(&self, ctx: &Context<'_>) -> Result<Json<Value>> {
        export_work(ctx)?;
        let hours = self.hours().readable();
        let value = hours.compiled.as_ref().map_or(Value::Null, |compiled| {
            let today = compiled.local_date(ctx.request().now());
            schema_org::json_ld(&hours.schedule, compiled, today)
        });
        Ok(Json(value))
    }

    /// OpenStreetMap's notation, and what is lost in it.
    #[graphql(complexity = "3 + child_complexity")]
    async fn osm(&self, ctx: &Context<'_>) -> Result<OpeningHoursOsm> {
        text_work(ctx)?;
        Ok(OpeningHoursOsm::of(&self.hours().readable().schedule))
    }

    /// SHA-256 of what the schedule says, in 64 lower-case hexadecimal digits. Equal schedules have equal hashes: keep what you worked out
    /// until this changes.
    async fn content_hash(&self) -> &str {
        &self.hours().content_hash
    }

    /// The first instant from which the hours are no longer settled: the beginning of the next holiday or eve (within 400 days) that has a choice of its own
    /// which nobody has confirmed for its year; or the end of the last date with hours, when they are told for certain dates only (it lies behind when they have run out).
    /// Null: no known end.
    #[graphql(complexity = 5)]
    async fn valid_until(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        let hours = self.hours().readable();
        let Some(compiled) = &hours.compiled else {
            return Ok(None);
        };
        search_work(ctx)?;
        let now = ctx.request().now();
        Ok(settled_until(&hours.schedule, compiled, now))
    }

    /// When somebody last said that these hours are right: by publishing the listing, or by confirming it; of a municipality's default, by
    /// setting it.
    async fn verified_at(&self) -> DateTime<Utc> {
        match &self.0 {
            Keeper::Part { listing, .. } => listing.row.verified_at,
            Keeper::Municipality(stated) => stated.updated_at,
        }
    }

    /// The address of an iCalendar feed of these hours, from a month ago to a year ahead, to be subscribed to. It tells no address.
    /// Null for a municipality's default: each place and contact point has a feed of its own.
    async fn calendar_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] language: Language,
    ) -> Option<String> {
        let Keeper::Part { listing, part } = &self.0 else {
            return None;
        };
        let origin = ctx.service::<PublicUrl>().origin();
        let id = part.id(&listing.row);
        Some(match language {
            Language::Nb => format!("{origin}/calendar/{id}.ics"),
            other => format!("{origin}/calendar/{id}.ics?language={}", other.tag()),
        })
    }
}
