//! Reading and writing sessions.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set};
use veiviser_schema::ids::UserId;

use super::entity::{ActiveModel, Column, Entity};
use super::model::{Active, IDLE, LASTS};
use crate::authz::Permit;
use crate::context::SessionKey;
use crate::db::{DbError, WriteTx};
use crate::identity::user::entity as user;
use crate::identity::user::repo::{PersonRow, person_of, person_query};

/// Who is signed in by this session, with their grants: one statement, and nothing for one that has ended or whose user is disabled.
pub async fn active(
    conn: &impl ConnectionTrait,
    key: &SessionKey,
    now: DateTime<Utc>,
) -> Result<Option<Active>, DbError> {
    let session = |column: Column| Expr::col((Entity, column));
    let query = person_query()
        .expr_as(session(Column::LastUsedAt), "last_used_at")
        .join(
            JoinType::InnerJoin,
            Entity,
            session(Column::UserId).equals((user::Entity, user::Column::Id)),
        )
        .and_where(session(Column::TokenHash).eq(key.0.clone()))
        .and_where(session(Column::ExpiresAt).gt(now))
        .and_where(session(Column::LastUsedAt).gt(now - IDLE))
        .to_owned();
    let rows = conn.query_all(&query).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let last_used_at = first.try_get("", "last_used_at")?;
    let people = rows
        .iter()
        .map(|row| PersonRow::from_query_result(row, ""))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(person_of(people).map(|person| Active {
        person,
        last_used_at,
    }))
}

pub async fn insert(
    tx: &WriteTx,
    permit: &Permit,
    key: SessionKey,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, DbError> {
    let expires_at = now + LASTS;
    Entity::insert(ActiveModel {
        token_hash: Set(key.0),
        user_id: Set(permit.user_id().0),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(expires_at),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(expires_at)
}

/// Notes that a session was used.
pub async fn touch(
    tx: &WriteTx,
    permit: &Permit,
    key: &SessionKey,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::TokenHash.eq(key.0.clone()))
        .filter(Column::UserId.eq(permit.user_id().0))
        .filter(Column::LastUsedAt.lt(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends one session of the permit's holder; `false` when it had ended.
pub async fn end(tx: &WriteTx, permit: &Permit, key: &SessionKey) -> Result<bool, DbError> {
    let ended = Entity::delete_many()
        .filter(Column::TokenHash.eq(key.0.clone()))
        .filter(Column::UserId.eq(permit.user_id().0))
        .exec(tx)
        .await?;
    Ok(ended.rows_affected > 0)
}

/// Ends every session of a user, but one perhaps.
pub async fn end_all(
    tx: &WriteTx,
    _permit: &Permit,
    user_id: UserId,
    except: Option<&SessionKey>,
) -> Result<(), DbError> {
    let mut sessions = Entity::delete_many().filter(Column::UserId.eq(user_id.0));
    if let Some(key) = except {
        sessions = sessions.filter(Column::TokenHash.ne(key.0.clone()));
    }
    sessions.exec(tx).await?;
    Ok(())
}

/// Forgets sessions that ended by themselves, whosever they were.
pub async fn forget_ended(
    tx: &WriteTx,
    _permit: &Permit,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(tx)
        .await?;
    Ok(())
}
