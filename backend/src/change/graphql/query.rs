//! Root fields for reading what is not public. What is out of reach is not there.

use async_graphql::{Context, ID, Object, Result};
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{MunicipalityNumber, ServiceTypeSlug};
use veiviser_schema::text::Language;
use veiviser_schema::words::Sought;

use super::input::{ChangeRequestFilter, ListingRecordFilter};
use super::problem::Problem;
use crate::catalogue::area::graphql::Municipality;
use crate::change::Changes;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::graphql::ListingRecord;
use crate::change::listing_record::page::{self, ListingRecordOrder};
use crate::change::listing_record::{self, RecordBatch};
use crate::change::request::graphql::ChangeRequest;
use crate::change::request::{self, ChangeBatch, decidable};
use crate::clock::date_in_norway;
use crate::graphql::connection::{Listed, Page, cost};
use crate::graphql::outcome::{bad_argument, read, search_text};
use crate::graphql::request::Ask;

#[derive(Default)]
pub struct ChangeQuery;

#[Object]
impl ChangeQuery {
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    #[expect(
        clippy::too_many_arguments,
        reason = "Relay's four, and what the list is asked with"
    )]
    /// Listings with what is not public of them, as far as whoever asks may read it.
    async fn listing_records(
        &self,
        ctx: &Context<'_>,
        filter: Option<ListingRecordFilter>,
        #[graphql(default)] order_by: ListingRecordOrder,
        #[graphql(default)] language: Language,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<ListingRecord>> {
        let page = Page::parse(first, after, last, before, order_by.list(language))?;
        let db = ctx.service::<Changes>().db();
        let window = order_by.sorting(language).window(&page)?;
        let condition = record_filter(filter.unwrap_or_default())?.condition(ctx.request().now());
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let found = listing_record::page::page(db.reader(), &scope, condition, &window).await;
        let (records, total) = read(ctx, found)?;
        let cursor = |record: &ListingRecord| order_by.cursor(record.row(), language);
        let batch = RecordBatch::new(records).objects();
        Ok(page.of_rows(batch, total, cursor, |record| record))
    }

    /// A listing with what is not public of it; null where whoever asks may not read it.
    async fn listing_record(&self, ctx: &Context<'_>, id: ID) -> Result<Option<ListingRecord>> {
        match id.parse() {
            Ok(id) => ListingRecord::find(ctx, id).await,
            Err(_) => Ok(None),
        }
    }

    /// Changes, newest first, as far as whoever asks may read them.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn change_requests(
        &self,
        ctx: &Context<'_>,
        filter: Option<ChangeRequestFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<ChangeRequest>> {
        let page = Page::parse(first, after, last, before, request::LIST)?;
        let window = request::newest_first().window(&page)?;
        let condition = change_filter(ctx, filter.unwrap_or_default())?.condition();
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let found = request::repo::page(db.reader(), &scope, condition, &window).await;
        let (changes, total) = read(ctx, found)?;
        let batch = ChangeBatch::new(changes).objects();
        Ok(page.of_rows(batch, total, ChangeRequest::cursor, |change| change))
    }

    /// A change; null where whoever asks may not read it.
    async fn change_request(&self, ctx: &Context<'_>, id: ID) -> Result<Option<ChangeRequest>> {
        match id.parse() {
            Ok(id) => ChangeRequest::find(ctx, id).await,
            Err(_) => Ok(None),
        }
    }

    /// Changes that wait for the reader's review: those that are public already first, then oldest first.
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    async fn review_queue(
        &self,
        ctx: &Context<'_>,
        filter: Option<ChangeRequestFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<ChangeRequest>> {
        let page = Page::parse(first, after, last, before, request::QUEUE_LIST)?;
        let window = request::queue().window(&page)?;
        let mut condition = change_filter(ctx, filter.unwrap_or_default())?.condition();
        let Some(user) = ctx.actor().user_id() else {
            return Ok(page.of_rows(Vec::new(), 0, ChangeRequest::queue_cursor, |change| change));
        };
        condition = condition.add(decidable(ctx.actor(), user));
        let scope = ctx.actor().read_scope(Action::ReadUnpublished);
        let db = ctx.service::<Changes>().db();
        let found = request::repo::page(db.reader(), &scope, condition, &window).await;
        let (changes, total) = read(ctx, found)?;
        let batch = ChangeBatch::new(changes).objects();
        Ok(page.of_rows(batch, total, ChangeRequest::queue_cursor, |change| change))
    }

    /// Every problem a document would have, as the editor shows them. Say which municipality keeps it when it inherits that one's opening
    /// hours; a document of no municipality cannot.
    async fn validate_listing(
        &self,
        ctx: &Context<'_>,
        service_type_slug: String,
        content: ListingContent,
        municipality_number: Option<String>,
        #[graphql(default)] language: Language,
    ) -> Result<Vec<Problem>> {
        let unknown = || bad_argument("There is no such service type.");
        let slug: ServiceTypeSlug = service_type_slug.parse().map_err(|_| unknown())?;
        let municipality: Option<MunicipalityNumber> = municipality_number
            .as_deref()
            .map(argument)
            .transpose()?
            .filter(|number| Municipality::find(ctx, number).is_some());
        let db = ctx.service::<Changes>().db();
        let keeper = Keeper {
            service_type: &slug,
            municipality: municipality.as_ref(),
        };
        let facts = KnownFacts::about(db.reader(), [&content], [keeper]).await;
        let facts = read(ctx, facts)?;
        if facts.type_name(&slug).is_none() {
            return Err(unknown());
        }
        let today = date_in_norway(ctx.request().now());
        Ok(Problem::all(
            facts.problems(&content, &slug, municipality.as_ref(), today),
            language,
        ))
    }
}

fn record_filter(filter: ListingRecordFilter) -> Result<page::Filter> {
    let ListingRecordFilter {
        municipality_number,
        county_number,
        service_type_slug,
        state,
        text,
        changing,
        due_within_days,
    } = filter;
    let due_within_days = due_within_days
        .map(|days| {
            u32::try_from(days)
                .ok()
                .filter(|days| *days <= 3660)
                .ok_or_else(|| bad_argument("Days go from 0 to 3660."))
        })
        .transpose()?;
    Ok(page::Filter {
        municipalities: municipality_number
            .map(|number| argument(&number).map(|number| vec![number]))
            .transpose()?,
        county: county_number.as_deref().map(argument).transpose()?,
        service_type: service_type_slug.as_deref().map(argument).transpose()?,
        state,
        text: text
            .as_deref()
            .map(search_text)
            .transpose()?
            .and_then(Sought::read),
        changing,
        due_within_days,
    })
}

fn change_filter(ctx: &Context<'_>, filter: ChangeRequestFilter) -> Result<request::Filter> {
    let ChangeRequestFilter {
        states,
        municipality_number,
        county_number,
        listing_id,
        mine,
        risk,
    } = filter;
    Ok(request::Filter {
        states,
        municipality: municipality_number.as_deref().map(argument).transpose()?,
        county: county_number.as_deref().map(argument).transpose()?,
        listing: listing_id.as_deref().map(argument).transpose()?,
        contributor: ctx.actor().user_id().filter(|_| mine == Some(true)),
        risk,
    })
}

fn argument<K: std::str::FromStr>(text: impl AsRef<str>) -> Result<K> {
    text.as_ref()
        .parse()
        .map_err(|_| bad_argument("The filter has a number, name or id that is malformed."))
}
