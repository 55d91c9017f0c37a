//! Writing and reading the trail. There is no statement here that changes or removes an entry.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use veiviser_schema::ids::{AuditEntryId, UserId};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::model::{Entry, Filter, NewEntry};
use crate::authz::{Permit, ReadScope};
use crate::db::{DbError, WriteTx};
use crate::graphql::connection::{Cursor, List};
use crate::graphql::keyset::{self, Kind, Sorting, Window, column};
use crate::random::ordered_id;

/// Writes an entry in the transaction that does what it tells of. The permit says who.
pub async fn record(
    tx: &WriteTx,
    permit: &Permit,
    entry: NewEntry,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let NewEntry {
        event,
        subject_id,
        municipality,
        detail,
        request_id,
    } = entry;
    Entity::insert(ActiveModel {
        id: Set(ordered_id(now)),
        at: Set(now),
        actor_id: Set(permit.person().map(|id| id.0)),
        event: Set(event.to_owned()),
        subject_id: Set(subject_id),
        municipality_number: Set(municipality.map(String::from)),
        detail: Set(detail.to_string()),
        request_id: Set(request_id),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Newest first: a cursor holds the instant and the id.
pub(super) const LIST: List = List::new("audit", 2);

pub(super) fn newest_first() -> Sorting {
    Sorting {
        keys: vec![(column("at"), Kind::Time), (column("id"), Kind::Id)],
        descending: true,
    }
}

pub(super) fn cursor(entry: &Entry) -> Cursor {
    Cursor(vec![
        keyset::time(entry.at),
        entry.id.0.simple().to_string(),
    ])
}

/// One page of the entries in scope, and how many there are in all. Two statements.
pub(super) async fn page(
    conn: &impl ConnectionTrait,
    scope: &ReadScope,
    filter: &Filter,
    window: &Window,
) -> Result<(Vec<Entry>, u64), DbError> {
    if scope.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let all = Entity::find()
        .filter(scope.condition((Entity, Column::MunicipalityNumber)))
        .filter(matching(filter));
    let total = all.clone().count(conn).await?;
    let mut page = all.filter(window.condition.clone()).limit(window.limit);
    for (key, order) in &window.order {
        page = page.order_by(key.clone(), order.clone());
    }
    let rows = page.all(conn).await?;
    Ok((rows.into_iter().map(entry).collect(), total))
}

/// Those of these entries that are in scope, in no order.
pub(super) async fn find_all(
    conn: &impl ConnectionTrait,
    scope: &ReadScope,
    ids: &[AuditEntryId],
) -> Result<Vec<Entry>, DbError> {
    if scope.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(scope.condition((Entity, Column::MunicipalityNumber)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(entry).collect())
}

/// How many entries tell of this event.
#[cfg(test)]
pub(crate) async fn count(conn: &impl ConnectionTrait, event: &str) -> Result<u64, DbError> {
    Ok(Entity::find()
        .filter(Column::Event.eq(event))
        .count(conn)
        .await?)
}

fn matching(filter: &Filter) -> Condition {
    let Filter {
        actor,
        subject_id,
        event,
        municipality,
        from,
        until,
    } = filter;
    Condition::all()
        .add_option(actor.map(|id| Column::ActorId.eq(id.0)))
        .add_option(subject_id.as_ref().map(|id| Column::SubjectId.eq(id)))
        .add_option(event.as_ref().map(|event| Column::Event.eq(event)))
        .add_option(
            municipality
                .as_ref()
                .map(|number| Column::MunicipalityNumber.eq(number.as_str())),
        )
        .add_option(from.map(|from| Column::At.gte(from)))
        .add_option(until.map(|until| Column::At.lt(until)))
}

fn entry(row: Model) -> Entry {
    let Model {
        id,
        at,
        actor_id,
        event,
        subject_id,
        municipality_number,
        detail,
        request_id,
    } = row;
    Entry {
        id: AuditEntryId(id),
        at,
        actor: actor_id.map(UserId),
        event,
        subject_id,
        municipality: municipality_number.and_then(|number| number.parse().ok()),
        detail: serde_json::from_str(&detail).unwrap_or_default(),
        request_id,
    }
}
