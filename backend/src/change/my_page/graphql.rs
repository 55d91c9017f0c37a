//! The start page as the API shows it. Every list is bounded and takes a fixed number of statements.

use async_graphql::{Context, Description, Object, Result};
use sea_orm::sea_query::Condition;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{MunicipalityNumber, ServiceTypeSlug};
use veiviser_schema::text::Language;

use super::missing::missing;
use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::service_type::graphql::ServiceType;
use crate::change::Changes;
use crate::change::graphql::neighbours;
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::listing_record::model::ListingState;
use crate::change::listing_record::page::{self, due, in_state, least_recently_verified};
use crate::change::listing_record::{self, RecordBatch};
use crate::change::request::graphql::ChangeRequest;
use crate::change::request::model::ChangeState;
use crate::change::request::{self, ChangeBatch, decidable, own_published_first};
use crate::clock::date_in_norway;
use crate::graphql::connection::Page;
use crate::graphql::outcome::read;
use crate::graphql::request::Ask;

/// How long the lists of the start page are at most.
const AT_MOST: usize = 50;
/// What is due so soon is told already.
const DUE_WITHIN_DAYS: u32 = 30;
/// How many published listings are looked through for something that lacks.
const LOOKED_THROUGH: u64 = 500;

/// The start page of whoever asks.
#[derive(Debug, Clone, Copy, Default, Description)]
pub struct MyPage;

impl MyPage {
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

#[Object(use_type_description)]
impl MyPage {
    async fn returned(&self, ctx: &Context<'_>) -> Result<Vec<ChangeRequest>> {
        mine(ctx, ChangeState::Returned).await
    }

    async fn drafts(&self, ctx: &Context<'_>) -> Result<Vec<ChangeRequest>> {
        mine(ctx, ChangeState::Draft).await
    }

    /// The reader's own changes that were public before they were reviewed: those not reviewed yet, those reverted in the last 30 days,
    /// and those confirmed in the last 7, the latest touched first.
    async fn published_first(&self, ctx: &Context<'_>) -> Result<Vec<ChangeRequest>> {
        let Some(user) = ctx.actor().user_id() else {
            return Ok(Vec::new());
        };
        latest(ctx, own_published_first(user, ctx.request().now())).await
    }

    /// Changes that wait for the reader's review: those that are public already first, then oldest first.
    async fn awaiting_review(&self, ctx: &Context<'_>) -> Result<Vec<ChangeRequest>> {
        let Some(user) = ctx.actor().user_id() else {
            return Ok(Vec::new());
        };
        let page = Page::first(AT_MOST, request::QUEUE_LIST);
        let mut window = request::queue().window(&page)?;
        window.limit = AT_MOST as u64;
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let decidable = decidable(ctx.actor(), user);
        let found = request::repo::page(db.reader(), &scope, decidable, &window).await;
        Ok(ChangeBatch::new(read(ctx, found)?.0).objects())
    }

    /// Published listings whose time to be verified has come or comes within 30 days, oldest first.
    async fn due_for_verification(&self, ctx: &Context<'_>) -> Result<Vec<ListingRecord>> {
        let condition = own(ctx, Action::Verify).add(due(ctx.request().now(), DUE_WITHIN_DAYS));
        let records = records(ctx, condition, AT_MOST as u64).await?;
        Ok(RecordBatch::new(records).objects())
    }

    /// Published listings that lack something, e.g. a language.
    async fn incomplete(&self, ctx: &Context<'_>) -> Result<Vec<ListingRecord>> {
        let today = date_in_norway(ctx.request().now());
        let published = in_state(ListingState::Published, today);
        let condition = own(ctx, Action::SaveDraft).add(published);
        let records = records(ctx, condition, LOOKED_THROUGH).await?;
        let db = ctx.service::<Changes>().db();
        let batch = RecordBatch::new(records.clone());
        let said = read(ctx, batch.said(db).await)?;
        let lacking = records
            .into_iter()
            .filter(|record| {
                said.contents.get(&record.id).is_some_and(|content| {
                    let municipality = Some(&record.municipality);
                    let problems =
                        said.facts
                            .problems(content, &record.service_type, municipality, today);
                    // That it is to end is nothing that it lacks.
                    lacks_a_language(content)
                        || problems.iter().any(|problem| problem.path != "endsOn")
                })
            })
            .take(AT_MOST)
            .collect();
        Ok(RecordBatch::new(lacking).objects())
    }

    /// Crisis and statutory service types without a published listing in the municipality.
    async fn missing(&self, ctx: &Context<'_>) -> Result<Vec<MissingService>> {
        let municipalities = ctx.actor().own_municipalities(Action::SaveDraft);
        let db = ctx.service::<Changes>().db();
        let today = date_in_norway(ctx.request().now());
        let found = read(
            ctx,
            missing(db.reader(), &municipalities, today, AT_MOST).await,
        )?;
        Ok(found
            .into_iter()
            .map(|(municipality, service_type)| MissingService {
                municipality,
                service_type,
            })
            .collect())
    }
}

/// A service that the law demands or people in crisis depend on, and that nobody offers there yet.
#[derive(Description)]
pub struct MissingService {
    municipality: MunicipalityNumber,
    service_type: ServiceTypeSlug,
}

#[Object(use_type_description)]
impl MissingService {
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        neighbours::municipality(ctx, &self.municipality)
    }

    async fn service_type(&self, ctx: &Context<'_>) -> Result<ServiceType> {
        neighbours::service_type(ctx, &self.service_type)
    }
}

/// Change requests in this state in which the reader has a hand, the latest touched first.
async fn mine(ctx: &Context<'_>, state: ChangeState) -> Result<Vec<ChangeRequest>> {
    let Some(user) = ctx.actor().user_id() else {
        return Ok(Vec::new());
    };
    let filter = request::Filter {
        states: Some(vec![state]),
        contributor: Some(user),
        ..request::Filter::default()
    };
    latest(ctx, filter.condition()).await
}

/// Change requests that a condition names, the latest touched first.
async fn latest(ctx: &Context<'_>, condition: Condition) -> Result<Vec<ChangeRequest>> {
    let scope = ctx.actor().read_scope(Action::ReadUnpublished);
    let db = ctx.service::<Changes>().db();
    let found = request::repo::latest(db.reader(), &scope, condition, AT_MOST as u64).await;
    Ok(ChangeBatch::new(read(ctx, found)?).objects())
}

/// In the municipalities where the reader may do this.
fn own(ctx: &Context<'_>, action: Action) -> Condition {
    let filter = page::Filter {
        municipalities: Some(ctx.actor().own_municipalities(action)),
        ..page::Filter::default()
    };
    filter.condition(ctx.request().now())
}

async fn records(
    ctx: &Context<'_>,
    condition: Condition,
    limit: u64,
) -> Result<Vec<listing_record::model::Record>> {
    let scope = ctx.actor().read_scope(Action::ReadUnpublished);
    let db = ctx.service::<Changes>().db();
    let found = least_recently_verified(db.reader(), &scope, condition, limit).await;
    read(ctx, found)
}

fn lacks_a_language(content: &ListingContent) -> bool {
    Language::ALL.into_iter().any(|language| {
        content.name.get(language).is_none() || content.summary.get(language).is_none()
    })
}
