//! Reads and writes listing records. Reads take a scope and put it into their SQL; writes take a permit.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany, Value};
use uuid::Uuid;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::{ListingId, MunicipalityNumber, RevisionId, ServiceTypeSlug, UserId};

use super::entity::{Column, Entity};
use super::model::{ListingState, Record, search_text, sort_keys, written};
use crate::authz::{PUBLISHING, Permit, ReadScope};
use crate::db::{DbError, WriteTx};

/// The ids of all listings within reach, to look into from other tables.
#[must_use]
pub fn listings_within(scope: &ReadScope) -> SelectStatement {
    Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .cond_where(scope.condition((Entity, Column::MunicipalityNumber)))
        .to_owned()
}

/// One record, if it is within reach.
pub async fn find(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    id: ListingId,
) -> Result<Option<Record>, DbError> {
    Ok(find_all(connection, scope, &[id]).await?.pop())
}

/// Those of these records that are within reach, in no order.
pub async fn find_all(
    connection: &impl ConnectionTrait,
    scope: &ReadScope,
    ids: &[ListingId],
) -> Result<Vec<Record>, DbError> {
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(scope.condition((Entity, Column::MunicipalityNumber)))
        .all(connection)
        .await?
        .into_iter()
        .map(Record::try_from)
        .collect()
}

/// Whether the id is taken, by anybody.
pub async fn exists(tx: &WriteTx, id: ListingId) -> Result<bool, DbError> {
    Ok(Entity::find_by_id(id.0).one(tx).await?.is_some())
}

/// Records that were already found within reach, by way of what belongs to them.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ListingId>,
) -> Result<Vec<Record>, DbError> {
    let mut ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    Entity::find()
        .filter(Column::Id.is_in(ids))
        .all(connection)
        .await?
        .into_iter()
        .map(Record::try_from)
        .collect()
}

/// What a new record begins as.
pub struct NewRecord {
    pub id: ListingId,
    pub municipality: MunicipalityNumber,
    pub service_type: ServiceTypeSlug,
    pub names: [String; 3],
}

/// Adds a record. False: the id is taken, and nothing was written.
pub async fn insert(
    tx: &WriteTx,
    permit: &Permit,
    record: NewRecord,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    permit.covers(&[Action::SaveDraft], &record.municipality)?;
    let NewRecord {
        id,
        municipality,
        service_type,
        names,
    } = record;
    let (columns, values): (Vec<Column>, Vec<Value>) = [
        (Column::Id, id.0.into()),
        (Column::MunicipalityNumber, municipality.as_str().into()),
        (Column::ServiceTypeSlug, service_type.as_str().into()),
        (Column::State, ListingState::Draft.stored().into()),
        (Column::Version, 0.into()),
        (Column::Demo, false.into()),
        (Column::CreatedAt, now.into()),
        (Column::UpdatedAt, now.into()),
    ]
    .into_iter()
    .chain(named(names))
    .unzip();
    let insert = Query::insert()
        .into_table(Entity)
        .columns(columns)
        .values_panic(values.into_iter().map(Expr::from))
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .to_owned();
    Ok(tx.execute(&insert).await?.rows_affected() == 1)
}

/// Calls a listing that was never published by the names of its newest draft.
pub async fn rename_unpublished(
    tx: &WriteTx,
    permit: &Permit,
    id: ListingId,
    names: [String; 3],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    permit.is_for(&[Action::SaveDraft])?;
    renamed(names)
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(ListingState::Draft.stored()))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a listing is to point at when something of it is published.
pub struct Newest {
    pub revision: RevisionId,
    pub names: [String; 3],
    /// The last day on which what it says is offered.
    pub last_day: Option<NaiveDate>,
    /// Who says with it that the listing is right, and since when. `None` leaves what was said.
    pub verified: Option<Verified>,
}

/// Somebody has said that a listing is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub by: UserId,
    pub at: DateTime<Utc>,
}

/// Points a record at its newly published revision. False: somebody published or verified meanwhile.
pub async fn publish(
    tx: &WriteTx,
    permit: &Permit,
    record: &Record,
    newest: Newest,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    permit.covers(PUBLISHING, &record.municipality)?;
    let Newest {
        revision,
        names,
        last_day,
        verified,
    } = newest;
    let mut update = renamed(names)
        .col_expr(Column::State, Expr::value(ListingState::Published.stored()))
        .col_expr(Column::Version, Expr::value(record.version + 1))
        .col_expr(Column::PublishedRevisionId, Expr::value(revision.0))
        .col_expr(Column::EndsOn, Expr::value(last_day.map(written)))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::PublishedAt, Expr::value(now))
        .filter(Column::Id.eq(record.id.0))
        .filter(Column::Version.eq(record.version));
    if let Some(Verified { by, at }) = verified {
        update = update
            .col_expr(Column::VerifiedAt, Expr::value(at))
            .col_expr(Column::VerifiedBy, Expr::value(by.0));
    }
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Notes that somebody says it is still right. False: it is not published, or not at this version.
pub async fn verify(
    tx: &WriteTx,
    permit: &Permit,
    id: ListingId,
    expected_version: i32,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    permit.is_for(&[Action::Verify])?;
    let done = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::VerifiedAt, Expr::value(now))
        .col_expr(Column::VerifiedBy, Expr::value(permit.user_id().0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Version.eq(expected_version))
        .filter(Column::State.eq(ListingState::Published.stored()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// An update that gives a listing these names.
fn renamed(names: [String; 3]) -> UpdateMany<Entity> {
    named(names)
        .into_iter()
        .fold(Entity::update_many(), |update, (column, value)| {
            update.col_expr(column, Expr::value(value))
        })
}

/// The columns that hold a listing's names, with those that it is found and sorted by.
fn named(names: [String; 3]) -> [(Column, Value); 7] {
    let search_text = search_text(&names);
    let [key_nb, key_nn, key_en] = sort_keys(&names);
    let [nb, nn, en] = names;
    [
        (Column::NameNb, nb.into()),
        (Column::NameNn, nn.into()),
        (Column::NameEn, en.into()),
        (Column::SearchText, search_text.into()),
        (Column::SortKeyNb, key_nb.into()),
        (Column::SortKeyNn, key_nn.into()),
        (Column::SortKeyEn, key_en.into()),
    ]
}
