//! A listing.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use veiviser_schema::content::codes::Answer;
use veiviser_schema::content::{
    Access, Accessibility, Announcement, Audience, Cost, Image, LegalBasis, Privacy,
};
use veiviser_schema::ids::{ListingId, MunicipalityNumber};
use veiviser_schema::text::{Language, LocalizedText};

use super::{ContactPoint, Place};
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::listing::model::{self, Filter, Order, best, organisation_id};
use crate::catalogue::organisation::graphql::Organisation;
use crate::catalogue::service_type::graphql::ServiceType;
use crate::graphql::request::Ask;
use crate::graphql::scalars::Date;
use crate::snapshot::{self, Snapshot};

/// How many places and contact points a listing usually has, for counting what a query costs before it runs. One that has more is
/// held by the work that is counted while it runs.
const SOME_PLACES: usize = 2;
const SOME_CONTACT_POINTS: usize = 3;

/// A published listing: a service of one type, offered to the people of one or more municipalities.
#[derive(Clone, Description)]
pub struct Listing {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) row: Arc<model::Listing>,
}

impl Listing {
    #[must_use]
    pub fn of(snapshot: &Arc<Snapshot>, id: ListingId) -> Option<Self> {
        let row = Arc::clone(snapshot.listing(id)?);
        Some(Self {
            snapshot: Arc::clone(snapshot),
            row,
        })
    }

    /// The listing with an id, if it is published.
    #[must_use]
    pub fn find(ctx: &Context<'_>, id: &ListingId) -> Option<Self> {
        Self::of(&snapshot::of(ctx), *id)
    }

    /// Those of a municipality that keep its default hours, by name.
    #[must_use]
    pub fn heirs_of(
        ctx: &Context<'_>,
        municipality: &MunicipalityNumber,
        language: Language,
    ) -> Vec<Self> {
        let snapshot = snapshot::of(ctx);
        let sorted = snapshot.find(&Filter::default(), Order::Name(language));
        sorted
            .iter()
            .filter(|row| row.municipality == *municipality && row.inherits_hours())
            .map(|row| Self {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            })
            .collect()
    }

    fn organisation(&self, node_id: Option<&String>) -> Option<Organisation> {
        Organisation::of(&self.snapshot, organisation_id(node_id)?)
    }
}

/// Every text in the languages there are.
#[derive(SimpleObject)]
pub struct ListingTexts {
    name: LocalizedText,
    summary: LocalizedText,
    description: LocalizedText,
    how_to_contact: LocalizedText,
    what_to_expect: LocalizedText,
    guidance_for_professionals: LocalizedText,
}

#[Object(use_type_description)]
impl Listing {
    pub async fn id(&self) -> ID {
        self.row.id.to_string().into()
    }

    async fn service_type(&self) -> Result<ServiceType> {
        ServiceType::of(&self.snapshot, &self.row.service_type)
            .ok_or_else(|| snapshot::torn("a listing without its type"))
    }

    /// The municipality that keeps it.
    async fn municipality(&self) -> Result<Municipality> {
        Municipality::of(&self.snapshot, &self.row.municipality)
            .ok_or_else(|| snapshot::torn("a listing without its municipality"))
    }

    #[graphql(complexity = "5 * child_complexity")]
    async fn service_area(&self) -> Vec<Municipality> {
        self.row
            .area
            .iter()
            .filter_map(|number| Municipality::of(&self.snapshot, number))
            .collect()
    }

    /// In the asked language, or the nearest there is; `name(language)` never answers an empty text.
    async fn name(&self, #[graphql(default)] language: Language) -> Result<&str> {
        best(&self.row.content.name, language)
            .or_else(|| {
                let kind = self.snapshot.service_type(&self.row.service_type)?;
                best(&kind.name, language)
            })
            .ok_or_else(|| snapshot::torn("a listing without a name"))
    }

    async fn summary(&self, #[graphql(default)] language: Language) -> &str {
        best(&self.row.content.summary, language).unwrap_or_default()
    }

    async fn description(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row.content.description, language)
    }

    async fn how_to_contact(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row.content.how_to_contact, language)
    }

    async fn what_to_expect(&self, #[graphql(default)] language: Language) -> Option<&str> {
        best(&self.row.content.what_to_expect, language)
    }

    async fn guidance_for_professionals(
        &self,
        #[graphql(default)] language: Language,
    ) -> Option<&str> {
        best(&self.row.content.guidance_for_professionals, language)
    }

    /// Languages in which it has a name and a summary.
    async fn translations(&self) -> Vec<Language> {
        self.row.translations().collect()
    }

    async fn texts(&self) -> ListingTexts {
        let content = &self.row.content;
        ListingTexts {
            name: content.name.clone(),
            summary: content.summary.clone(),
            description: content.description.clone(),
            how_to_contact: content.how_to_contact.clone(),
            what_to_expect: content.what_to_expect.clone(),
            guidance_for_professionals: content.guidance_for_professionals.clone(),
        }
    }

    async fn audience(&self) -> &Audience {
        &self.row.content.audience
    }

    async fn access(&self) -> &Access {
        &self.row.content.access
    }

    async fn cost(&self) -> &Cost {
        &self.row.content.cost
    }

    async fn privacy(&self) -> &Privacy {
        &self.row.content.privacy
    }

    async fn languages(&self) -> &[String] {
        &self.row.content.languages
    }

    async fn interpreter(&self) -> Answer {
        self.row.content.interpreter
    }

    async fn accessibility(&self) -> &Accessibility {
        &self.row.content.accessibility
    }

    async fn pilot_until(&self) -> Option<Date> {
        let text = self.row.content.pilot_until.as_deref()?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Date)
    }

    /// The last day on which the service is offered; null while it goes on. After it the listing is not there any more.
    async fn ends_on(&self) -> Option<Date> {
        self.row.last_day.map(Date)
    }

    async fn legal_bases(&self) -> &[LegalBasis] {
        &self.row.content.legal_bases
    }

    async fn owner(&self) -> Option<Organisation> {
        self.organisation(self.row.content.owner_id.as_ref())
    }

    async fn operator(&self) -> Option<Organisation> {
        self.organisation(self.row.content.operator_id.as_ref())
    }

    async fn funder(&self) -> Option<Organisation> {
        self.organisation(self.row.content.funder_id.as_ref())
    }

    #[graphql(complexity = "SOME_PLACES * child_complexity")]
    async fn places(&self) -> Vec<Place> {
        (0..self.row.content.places.len())
            .map(|index| Place {
                listing: self.clone(),
                index,
            })
            .collect()
    }

    #[graphql(complexity = "SOME_CONTACT_POINTS * child_complexity")]
    async fn contact_points(&self) -> Vec<ContactPoint> {
        (0..self.row.content.contact_points.len())
            .map(|index| ContactPoint {
                listing: self.clone(),
                index,
            })
            .collect()
    }

    /// Those that have begun and not ended.
    async fn announcements(&self, ctx: &Context<'_>) -> Vec<Announcement> {
        let now = ctx.request().now();
        let today = now.with_timezone(&chrono_tz::Europe::Oslo).date_naive();
        self.row.announcements_on(today).cloned().collect()
    }

    async fn image(&self) -> Option<&Image> {
        self.row.content.image.as_ref()
    }

    /// The revision that is published.
    async fn revision_number(&self) -> i32 {
        self.row.revision_number
    }

    async fn published_at(&self) -> DateTime<Utc> {
        self.row.published_at
    }

    /// When somebody last said that it is right.
    async fn verified_at(&self) -> DateTime<Utc> {
        self.row.verified_at
    }

    /// Marked so in every seed that is not real.
    async fn demo(&self) -> bool {
        self.row.demo
    }
}
