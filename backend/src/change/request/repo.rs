//! Reads and writes change requests. Every write compares the version it was decided on; one that changes no row came too late.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Condition, Expr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{ChangeRequestId, ListingId, RevisionId, UserId};

use super::entity::{ActiveModel, Column, Entity};
use super::model::{Change, ChangeState};
use crate::authz::{Permit, ReadScope};
use crate::change::listing_record::repo::listings_within;
use crate::change::listing_record::{count_of_each, page_of_each};
use crate::db::{DbError, WriteTx};
use crate::graphql::keyset::Window;

/// One change request, if its listing is within reach.
pub async fn find(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    id: ChangeRequestId,
) -> Result<Option<Change>, DbError> {
    Ok(find_all(connection, scope, &[id]).await?.pop())
}

/// Those of these that are within reach, in no order.
pub async fn find_all(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    ids: &[ChangeRequestId],
) -> Result<Vec<Change>, DbError> {
    within(scope)
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(connection)
        .await?
        .into_iter()
        .map(Change::try_from)
        .collect()
}

/// Every change has a listing, so that who reads the whole nation is spared the look at each one's place.
fn within(scope: &ReadScope) -> Select<Entity> {
    let all = Entity::find();
    if scope.is_national() {
        return all;
    }
    all.filter(Column::ListingId.in_subquery(listings_within(scope)))
}

/// Those within reach that a condition names, a page of them, and how many there are in all.
pub async fn page(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    condition: Condition,
    window: &Window,
) -> Result<(Vec<Change>, u64), DbError> {
    let all = within(scope).filter(condition);
    let total = all.clone().count(connection).await?;
    let mut page = all.filter(window.condition.clone()).limit(window.limit);
    for (key, order) in &window.order {
        page = page.order_by(key.clone(), order.clone());
    }
    Ok((read(page.all(connection).await?)?, total))
}

/// The first of those within reach that a condition names, the latest touched first.
pub async fn latest(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    condition: Condition,
    limit: u64,
) -> Result<Vec<Change>, DbError> {
    let rows = within(scope)
        .filter(condition)
        .order_by_desc(Column::UpdatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    read(rows)
}

/// Everything of these listings that something may still become of, newest first.
pub async fn open_of(
    connection: &impl ConnectionTrait,
    listings: &[ListingId],
) -> Result<Vec<Change>, DbError> {
    let rows = Entity::find()
        .filter(Column::ListingId.is_in(listings.iter().map(|id| id.0)))
        .filter(Column::State.is_in(ChangeState::OPEN.map(ChangeState::code)))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(connection)
        .await?;
    read(rows)
}

/// The newest change of each of these listings, whatever became of it.
pub async fn newest_of(
    connection: &impl ConnectionTrait,
    listings: &[ListingId],
) -> Result<HashMap<ListingId, Change>, DbError> {
    let newest = Window {
        condition: Condition::all(),
        order: vec![
            (Expr::col(Alias::new("updated_at")), sea_orm::Order::Desc),
            (Expr::col(Alias::new("id")), sea_orm::Order::Desc),
        ],
        limit: 1,
    };
    let rows = page_of_each::<Entity>(connection, listings, &newest).await?;
    Ok(read(rows)?
        .into_iter()
        .map(|change| (change.listing, change))
        .collect())
}

/// One page of each listing's changes, and how many each has.
pub async fn pages(
    connection: &impl ConnectionTrait,
    listings: &[ListingId],
    window: &Window,
) -> Result<(Vec<Change>, HashMap<ListingId, u64>), DbError> {
    let rows = page_of_each::<Entity>(connection, listings, window).await?;
    let totals = count_of_each(connection, Alias::new("change_request"), listings).await?;
    Ok((read(rows)?, totals))
}

/// What a new draft begins as.
pub struct NewChange<'a> {
    pub id: ChangeRequestId,
    pub listing: ListingId,
    pub base: Option<RevisionId>,
    pub content: &'a ListingContent,
    pub risk: Risk,
}

/// Adds a draft by the permit's holder.
pub async fn insert(
    tx: &WriteTx,
    permit: &Permit,
    change: NewChange<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let NewChange {
        id,
        listing,
        base,
        content,
        risk,
    } = change;
    Entity::insert(ActiveModel {
        id: Set(id.0),
        listing_id: Set(listing.0),
        base_revision_id: Set(base.map(|base| base.0)),
        state: Set(ChangeState::Draft.code().to_owned()),
        version: Set(1),
        author_id: Set(permit.user_id().0),
        document: Set(content.canonical_json()),
        revision_id: Set(None),
        reason: Set(None),
        risk: Set(risk.code().to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
        submitted_at: Set(None),
        decided_at: Set(None),
        decided_by: Set(None),
        decision_reason: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// A step: what it changes, besides counting the version on.
#[derive(Default)]
pub struct Step<'a> {
    pub state: Option<ChangeState>,
    pub draft: Option<Draft<'a>>,
    pub submission: Option<Submission>,
    pub decision: Option<Decision>,
}

/// The draft as it stands now.
pub struct Draft<'a> {
    pub content: &'a ListingContent,
    pub base: Option<RevisionId>,
    pub risk: Risk,
}

/// The draft was frozen as this revision.
pub struct Submission {
    pub revision: RevisionId,
    /// `None` leaves what was said before.
    pub reason: Option<String>,
}

/// Somebody decided.
pub struct Decision {
    pub by: UserId,
    pub reason: Option<String>,
}

/// Takes a step from exactly this version and state. False: somebody else took one first.
pub async fn advance(
    tx: &WriteTx,
    _permit: &Permit,
    from: &Change,
    step: Step<'_>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let Step {
        state,
        draft,
        submission,
        decision,
    } = step;
    let mut update = Entity::update_many()
        .col_expr(Column::Version, Expr::value(from.version + 1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(from.id.0))
        .filter(Column::Version.eq(from.version))
        .filter(Column::State.eq(from.state.code()));
    if let Some(state) = state {
        update = update.col_expr(Column::State, Expr::value(state.code()));
    }
    if let Some(Draft {
        content,
        base,
        risk,
    }) = draft
    {
        update = update
            .col_expr(Column::Document, Expr::value(content.canonical_json()))
            .col_expr(Column::BaseRevisionId, Expr::value(base.map(|base| base.0)))
            .col_expr(Column::Risk, Expr::value(risk.code()));
    }
    if let Some(Submission { revision, reason }) = submission {
        update = update
            .col_expr(Column::RevisionId, Expr::value(revision.0))
            .col_expr(Column::SubmittedAt, Expr::value(now));
        if let Some(reason) = reason {
            update = update.col_expr(Column::Reason, Expr::value(reason));
        }
    }
    if let Some(Decision { by, reason }) = decision {
        update = update
            .col_expr(Column::DecidedAt, Expr::value(now))
            .col_expr(Column::DecidedBy, Expr::value(by.0))
            .col_expr(Column::DecisionReason, Expr::value(reason));
    }
    Ok(update.exec(tx).await?.rows_affected == 1)
}

fn read(rows: Vec<super::entity::Model>) -> Result<Vec<Change>, DbError> {
    rows.into_iter().map(Change::try_from).collect()
}
