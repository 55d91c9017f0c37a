//! Lists of records: which ones, in which order.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Alias;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use veiviser_schema::ids::{CountyNumber, MunicipalityNumber, ServiceTypeSlug};
use veiviser_schema::text::Language;
use veiviser_schema::words::{Sought, sort_key};

use super::entity::{Column, Entity};
use super::model::{ListingState, Record, due_before};
use crate::authz::ReadScope;
use crate::change::request::model::ChangeState;
use crate::db::{DbError, answers};
use crate::graphql::connection::{Cursor, List};
use crate::graphql::keyset::{self, Kind, Sorting, Window, column};

/// The order of listing records. What is equal keeps a fixed order, so pages neither repeat nor skip.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, async_graphql::Enum)]
pub enum ListingRecordOrder {
    #[default]
    Name,
    RecentlyUpdated,
    LeastRecentlyVerified,
}

/// Which records are asked for; all that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub municipalities: Option<Vec<MunicipalityNumber>>,
    pub county: Option<CountyNumber>,
    pub service_type: Option<ServiceTypeSlug>,
    pub state: Option<ListingState>,
    /// Every word must begin a word of a name.
    pub text: Option<Sought>,
    /// Whether something may still become of a change request of it.
    pub changing: Option<bool>,
    /// Due for verification within so many days.
    pub due_within_days: Option<u32>,
}

impl Filter {
    #[must_use]
    pub fn condition(self, now: DateTime<Utc>) -> Condition {
        let Self {
            municipalities,
            county,
            service_type,
            state,
            text,
            changing,
            due_within_days,
        } = self;
        Condition::all()
            .add_option(municipalities.map(|numbers| {
                Column::MunicipalityNumber.is_in(numbers.into_iter().map(String::from))
            }))
            .add_option(county.map(|county| Column::MunicipalityNumber.like(format!("{county}%"))))
            .add_option(service_type.map(|slug| Column::ServiceTypeSlug.eq(String::from(slug))))
            .add_option(state.map(|state| Column::State.eq(state.code())))
            .add_option(changing.map(|changing| {
                if changing {
                    Column::Id.in_subquery(with_open_changes())
                } else {
                    Column::Id.not_in_subquery(with_open_changes())
                }
            }))
            .add_option(due_within_days.map(|days| due(now, days)))
            .add_option(text.map(|sought| answers(&column("search_text"), &sought)))
    }
}

fn with_open_changes() -> SelectStatement {
    Query::select()
        .column(Alias::new("listing_id"))
        .from(Alias::new("change_request"))
        .and_where(column("state").is_in(ChangeState::OPEN.map(ChangeState::code)))
        .to_owned()
}

/// Published, and verified so long ago that it is due within so many days; sooner where people in crisis depend on it.
#[must_use]
pub fn due(now: DateTime<Utc>, within_days: u32) -> Condition {
    let crisis_types = Query::select()
        .column(Alias::new("slug"))
        .from(Alias::new("service_type"))
        .and_where(column("crisis").eq(true))
        .to_owned();
    let verified = |crisis| Column::VerifiedAt.lte(due_before(now, within_days, crisis));
    Condition::all()
        .add(Column::State.eq(ListingState::Published.code()))
        .add(
            Condition::any().add(verified(false)).add(
                Condition::all()
                    .add(verified(true))
                    .add(Column::ServiceTypeSlug.in_subquery(crisis_types)),
            ),
        )
}

impl ListingRecordOrder {
    /// The list in this order, as its cursors know it.
    #[must_use]
    pub fn list(self, language: Language) -> List {
        List::ordered("listingRecords", (self, language), 2)
    }

    #[must_use]
    pub fn sorting(self, language: Language) -> Sorting {
        let id = (column("id"), Kind::Id);
        match self {
            Self::Name => Sorting {
                keys: vec![(column(sort_key_column(language)), Kind::Text), id],
                descending: false,
            },
            Self::RecentlyUpdated => Sorting {
                keys: vec![(column("updated_at"), Kind::Time), id],
                descending: true,
            },
            Self::LeastRecentlyVerified => Sorting {
                keys: vec![(verified_or_begun(), Kind::Time), id],
                descending: false,
            },
        }
    }

    /// Where a record stands in this order.
    #[must_use]
    pub fn cursor(self, record: &Record, language: Language) -> Cursor {
        let key = match self {
            Self::Name => sort_key(record.name(language)),
            Self::RecentlyUpdated => keyset::time(record.updated_at),
            Self::LeastRecentlyVerified => {
                keyset::time(record.verified_at.unwrap_or(record.created_at))
            }
        };
        Cursor(vec![key, record.id.0.simple().to_string()])
    }
}

fn sort_key_column(language: Language) -> &'static str {
    match language {
        Language::Nb => "sort_key_nb",
        Language::Nn => "sort_key_nn",
        Language::En => "sort_key_en",
    }
}

/// What was never verified counts from when it was begun.
fn verified_or_begun() -> Expr {
    Func::coalesce([column("verified_at"), column("created_at")]).into()
}

/// A page of those within reach, and how many there are in all.
pub async fn page(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    condition: Condition,
    window: &Window,
) -> Result<(Vec<Record>, u64), DbError> {
    let all = within(scope).filter(condition);
    let total = all.clone().count(connection).await?;
    let mut page = all.filter(window.condition.clone()).limit(window.limit);
    for (key, order) in &window.order {
        page = page.order_by(key.clone(), order.clone());
    }
    Ok((read(page.all(connection).await?)?, total))
}

/// Those within reach, the least recently verified first.
pub async fn least_recently_verified(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    condition: Condition,
    limit: u64,
) -> Result<Vec<Record>, DbError> {
    let rows = within(scope)
        .filter(condition)
        .order_by_asc(verified_or_begun())
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    read(rows)
}

fn within(scope: &ReadScope) -> sea_orm::Select<Entity> {
    Entity::find().filter(scope.condition((Entity, Column::MunicipalityNumber)))
}

fn read(rows: Vec<super::entity::Model>) -> Result<Vec<Record>, DbError> {
    rows.into_iter().map(Record::try_from).collect()
}
