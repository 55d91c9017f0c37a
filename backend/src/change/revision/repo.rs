//! Reads and writes revisions. There is no function that changes what a revision says.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::{ListingId, RevisionId, UserId};

use super::entity::{ActiveModel, Column, Entity};
use super::model::Revision;
use crate::authz::{Permit, ReadScope};
use crate::change::listing_record;
use crate::change::listing_record::repo::listings_within;
use crate::db::{DbError, WriteTx};
use crate::graphql::keyset::Window;
use crate::random::ordered_id;

pub type Revisions = HashMap<RevisionId, Arc<Revision>>;

/// One revision, if its listing is within reach.
pub async fn find(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    id: RevisionId,
) -> Result<Option<Revision>, DbError> {
    Ok(find_all(connection, scope, &[id]).await?.pop())
}

/// Those of these that are within reach, in no order.
pub async fn find_all(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    ids: &[RevisionId],
) -> Result<Vec<Revision>, DbError> {
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(Column::ListingId.in_subquery(listings_within(scope)))
        .all(connection)
        .await?
        .into_iter()
        .map(Revision::try_from)
        .collect()
}

/// Revisions of listings that were already found within reach.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = RevisionId>,
) -> Result<Revisions, DbError> {
    let mut ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Revisions::new());
    }
    Entity::find()
        .filter(Column::Id.is_in(ids))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| {
            let revision = Revision::try_from(row)?;
            Ok((revision.id, Arc::new(revision)))
        })
        .collect()
}

/// A published revision without its content.
#[derive(Debug, Clone, Copy)]
pub struct Publication {
    pub revision: RevisionId,
    pub listing: ListingId,
    pub at: DateTime<Utc>,
    pub number: i32,
}

/// When what of these listings was published, oldest first.
pub async fn publications(
    connection: &impl ConnectionTrait,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<Vec<Publication>, DbError> {
    let rows: Vec<(Uuid, Uuid, Option<DateTime<Utc>>, i32)> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ListingId,
            Column::PublishedAt,
            Column::Number,
        ])
        .filter(Column::ListingId.is_in(listings.into_iter().map(|id| id.0)))
        .filter(Column::PublishedAt.is_not_null())
        .order_by_asc(Column::PublishedAt)
        .order_by_asc(Column::Number)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, listing, at, number)| {
            Some(Publication {
                revision: RevisionId(id),
                listing: ListingId(listing),
                at: at?,
                number,
            })
        })
        .collect())
}

/// One page of each listing's revisions, and how many each has.
pub async fn pages(
    connection: &impl ConnectionTrait,
    listings: &[ListingId],
    window: &Window,
) -> Result<(Vec<Revision>, HashMap<ListingId, u64>), DbError> {
    let rows = listing_record::page_of_each::<Entity>(connection, listings, window).await?;
    let totals =
        listing_record::count_of_each(connection, Alias::new("revision"), listings).await?;
    let revisions = rows
        .into_iter()
        .map(Revision::try_from)
        .collect::<Result<_, _>>()?;
    Ok((revisions, totals))
}

/// What a new revision says, and whose it is.
pub struct NewRevision<'a> {
    pub listing: ListingId,
    pub author: UserId,
    pub content: &'a ListingContent,
    /// The revision whose fields this one puts back.
    pub reverts: Option<RevisionId>,
}

/// Appends a revision with the listing's next number.
pub async fn append(
    tx: &WriteTx,
    _permit: &Permit,
    new: NewRevision<'_>,
    now: DateTime<Utc>,
) -> Result<Revision, DbError> {
    let NewRevision {
        listing,
        author,
        content,
        reverts,
    } = new;
    // The unique (listing, number) decides between two at once; the lock spares the second one the failure.
    tx.lock(&format!("revision:{listing}")).await?;
    let last = Query::select()
        .expr(Expr::col(Alias::new("number")).max())
        .from(Alias::new("revision"))
        .and_where(Expr::col(Alias::new("listing_id")).eq(listing.0))
        .to_owned();
    let last: Option<i32> = match tx.query_one(&last).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => None,
    };
    let revision = Revision {
        id: RevisionId(ordered_id(now)),
        listing,
        number: last.unwrap_or_default() + 1,
        content: content.clone(),
        content_hash: content.content_hash(),
        author,
        created_at: now,
        published_at: None,
        approved_by: None,
        reverts,
    };
    Entity::insert(ActiveModel {
        id: Set(revision.id.0),
        listing_id: Set(listing.0),
        number: Set(revision.number),
        document: Set(content.canonical_json()),
        content_hash: Set(revision.content_hash.clone()),
        author_id: Set(author.0),
        created_at: Set(now),
        published_at: Set(None),
        approved_by: Set(None),
        reverts_revision_id: Set(reverts.map(|it| it.0)),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(revision)
}

/// Marks a revision as published, once. False: it already was.
pub async fn publish(
    tx: &WriteTx,
    _permit: &Permit,
    id: RevisionId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let done = Entity::update_many()
        .col_expr(Column::PublishedAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PublishedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes that the permit's holder answers for what it says: at its publication, or after it. False: somebody does already.
pub async fn approve(tx: &WriteTx, permit: &Permit, id: RevisionId) -> Result<bool, DbError> {
    let done = Entity::update_many()
        .col_expr(Column::ApprovedBy, Expr::value(permit.user_id().0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::ApprovedBy.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
