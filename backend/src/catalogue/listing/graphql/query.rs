//! Finding listings.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};
use veiviser_schema::content::codes::{TargetGroup, Topic};
use veiviser_schema::ids::NotAnId;
use veiviser_schema::text::Language;

use super::Listing;
use crate::catalogue::listing::model::{self, Filter, Order};
use crate::graphql::connection::{Cursor, List, Listed, Page, cost};
use crate::graphql::outcome::bad_argument;
use crate::hours::graphql::instant;
use crate::snapshot;
use veiviser_schema::words::Sought;

/// Which published listings to list; all of it must hold.
#[derive(InputObject, Default)]
pub struct ListingFilter {
    /// Whose people may use it: the service area holds this municipality.
    municipality_number: Option<String>,
    county_number: Option<String>,
    service_type_slug: Option<String>,
    topic: Option<Topic>,
    /// A listing for everyone is for this group too.
    target_group: Option<TargetGroup>,
    /// An age in years that some age band (or a listing without bands) includes.
    age: Option<i32>,
    /// Every word must begin a word of the name, the summary, the type's name or its synonyms.
    text: Option<String>,
    crisis: Option<bool>,
    /// At least one place or contact point is open to anybody at this instant. By appointment is not open, and what is not known is not open.
    /// Error: `DATE_OUT_OF_RANGE` (outside the years 1900 to 2200).
    open_at: Option<DateTime<Utc>>,
}

impl TryFrom<ListingFilter> for Filter {
    type Error = NotAnId;

    fn try_from(input: ListingFilter) -> Result<Self, NotAnId> {
        let ListingFilter {
            municipality_number,
            county_number,
            service_type_slug,
            topic,
            target_group,
            age,
            text,
            crisis,
            open_at,
        } = input;
        Ok(Self {
            municipality: municipality_number
                .map(|number| number.parse())
                .transpose()?,
            county: county_number.map(|number| number.parse()).transpose()?,
            service_type: service_type_slug.map(|slug| slug.parse()).transpose()?,
            topic,
            target_group,
            age,
            text: text.as_deref().and_then(Sought::read),
            crisis,
            open_at,
        })
    }
}

/// The order of published listings. What is equal keeps a fixed order, so pages neither repeat nor skip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ListingOrder {
    Name,
    RecentlyPublished,
    LeastRecentlyVerified,
}

impl ListingOrder {
    fn in_language(self, language: Language) -> Order {
        match self {
            Self::Name => Order::Name(language),
            Self::RecentlyPublished => Order::RecentlyPublished,
            Self::LeastRecentlyVerified => Order::LeastRecentlyVerified,
        }
    }
}

/// The values a listing is sorted by, the id last.
fn cursor(order: Order, listing: &model::Listing) -> Cursor {
    let key = match order {
        Order::Name(language) => listing.sort_key(language).to_owned(),
        Order::RecentlyPublished => listing.published_at.timestamp_micros().to_string(),
        Order::LeastRecentlyVerified => listing.verified_at.timestamp_micros().to_string(),
    };
    Cursor(vec![key, listing.id.to_string()])
}

/// How a listing stands to a cursor of the same order.
fn position(order: Order, listing: &model::Listing, cursor: &Cursor) -> Ordering {
    let instant = || cursor.0[0].parse::<i64>().unwrap_or_default();
    match order {
        Order::Name(language) => listing.sort_key(language).cmp(&cursor.0[0]),
        Order::RecentlyPublished => {
            Reverse(listing.published_at.timestamp_micros()).cmp(&Reverse(instant()))
        }
        Order::LeastRecentlyVerified => listing.verified_at.timestamp_micros().cmp(&instant()),
    }
    .then_with(|| listing.id.to_string().cmp(&cursor.0[1]))
}

#[derive(Default)]
pub struct ListingQuery;

#[Object]
impl ListingQuery {
    #[graphql(complexity = "cost(first, last) * child_complexity")]
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments")]
    /// Published listings, as the public sees them.
    async fn listings(
        &self,
        ctx: &Context<'_>,
        filter: Option<ListingFilter>,
        #[graphql(default_with = "ListingOrder::Name")] order_by: ListingOrder,
        #[graphql(default)] language: Language,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Listed<Listing>> {
        let order = order_by.in_language(language);
        let list = List::ordered("listings", order, 2);
        let page = Page::parse(first, after, last, before, list)?;
        let snapshot = snapshot::of(ctx);
        let filter = filter.unwrap_or_default();
        filter.open_at.map(instant).transpose()?;
        if filter.age.is_some_and(|age| !(0..=150).contains(&age)) {
            return Err(bad_argument("Ask for an age between 0 and 150 years."));
        }
        let filter: Result<Filter, NotAnId> = filter.try_into();
        // What is not a number or a slug names no place and no type: nothing is found there.
        let rows = match &filter {
            Ok(filter) => snapshot.find(filter, order),
            Err(NotAnId) => Default::default(),
        };
        Ok(page.of_sorted(
            &rows,
            |row| cursor(order, row),
            |row, at| position(order, row, at),
            |row| Listing {
                snapshot: Arc::clone(&snapshot),
                row: Arc::clone(row),
            },
        ))
    }

    /// A published listing; null for what is not public (see `listingRecord`).
    async fn listing(&self, ctx: &Context<'_>, id: ID) -> Option<Listing> {
        Listing::find(ctx, &id.parse().ok()?)
    }
}
