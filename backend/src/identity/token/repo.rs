//! Reading and writing refresh tokens and signing keys.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;
use veiviser_schema::ids::UserId;

use super::entity::refresh_token::{self, Column};
use super::entity::signing_key;
use super::model::{KEY_LINGERS, REFRESH, Refresh, StoredKey};
use crate::authz::{Permit, SignedIn};
use crate::db::{DbError, WriteTx};
use crate::identity::user::entity as user;
use crate::identity::user::repo::{person_by, person_query};

/// Who the access tokens of this family are for, with their grants: one statement, and nobody once the family is revoked or the user
/// disabled.
pub async fn holder(
    conn: &impl ConnectionTrait,
    user_id: UserId,
    family: Uuid,
) -> Result<Option<SignedIn>, DbError> {
    let token = |column: Column| Expr::col((refresh_token::Entity, column));
    let alive = Query::select()
        .expr(Expr::val(1))
        .from(refresh_token::Entity)
        .and_where(token(Column::FamilyId).eq(family))
        .and_where(token(Column::UserId).eq(user_id.0))
        .and_where(token(Column::RevokedAt).is_null())
        .to_owned();
    let query = person_query()
        .and_where(Expr::col((user::Entity, user::Column::Id)).eq(user_id.0))
        .and_where(Expr::exists(alive))
        .to_owned();
    person_by(conn, &query).await
}

pub async fn find(conn: &impl ConnectionTrait, hash: &[u8]) -> Result<Option<Refresh>, DbError> {
    let row = refresh_token::Entity::find_by_id(hash.to_vec())
        .one(conn)
        .await?;
    Ok(row.map(|row| Refresh {
        hash: row.token_hash,
        family: row.family_id,
        user_id: UserId(row.user_id),
        used: row.used_at.is_some(),
    }))
}

pub async fn insert(
    tx: &WriteTx,
    permit: &Permit,
    hash: Vec<u8>,
    family: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    refresh_token::Entity::insert(refresh_token::ActiveModel {
        token_hash: Set(hash),
        family_id: Set(family),
        user_id: Set(permit.user_id().0),
        created_at: Set(now),
        expires_at: Set(now + REFRESH),
        used_at: Set(None),
        revoked_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Uses a token up; `false` when it cannot be used: used before, revoked, expired.
pub async fn take(
    tx: &WriteTx,
    permit: &Permit,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let taken = refresh_token::Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Some(now)))
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .filter(Column::UserId.eq(permit.user_id().0))
        .filter(Column::UsedAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// Revokes a family of the permit's holder; `false` when it was revoked already.
pub async fn revoke_family(
    tx: &WriteTx,
    permit: &Permit,
    family: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let revoked = refresh_token::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(now)))
        .filter(Column::FamilyId.eq(family))
        .filter(Column::UserId.eq(permit.user_id().0))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected > 0)
}

/// Revokes every family of a user.
pub async fn revoke_all(
    tx: &WriteTx,
    _permit: &Permit,
    user_id: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    refresh_token::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(now)))
        .filter(Column::UserId.eq(user_id.0))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the holder's tokens that have expired.
pub async fn forget_expired(
    tx: &WriteTx,
    permit: &Permit,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    refresh_token::Entity::delete_many()
        .filter(Column::UserId.eq(permit.user_id().0))
        .filter(Column::ExpiresAt.lte(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// The keys that sign or whose tokens may still be about.
pub async fn keys(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<StoredKey>, DbError> {
    use signing_key::Column;
    let rows = signing_key::Entity::find()
        .filter(
            Column::RetiredAt
                .is_null()
                .or(Column::RetiredAt.gt(now - KEY_LINGERS)),
        )
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(stored).collect())
}

/// Every key there is, oldest first.
pub async fn all_keys(conn: &impl ConnectionTrait) -> Result<Vec<StoredKey>, DbError> {
    let rows = signing_key::Entity::find()
        .order_by_asc(signing_key::Column::CreatedAt)
        .order_by_asc(signing_key::Column::Kid)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(stored).collect())
}

/// Deletes every key but one: what the others signed is believed no more.
pub async fn forget_keys_but(tx: &WriteTx, _permit: &Permit, kid: &str) -> Result<(), DbError> {
    signing_key::Entity::delete_many()
        .filter(signing_key::Column::Kid.ne(kid))
        .exec(tx)
        .await?;
    Ok(())
}

fn stored(row: signing_key::Model) -> StoredKey {
    StoredKey {
        kid: row.kid,
        private_key: row.private_key,
        public_key: row.public_key,
        created_at: row.created_at,
        retired_at: row.retired_at,
    }
}

/// Puts a new key in the place of those that sign now.
pub async fn replace_keys(
    tx: &WriteTx,
    _permit: &Permit,
    new: StoredKey,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    use signing_key::Column;
    signing_key::Entity::update_many()
        .col_expr(Column::RetiredAt, Expr::value(Some(now)))
        .filter(Column::RetiredAt.is_null())
        .exec(tx)
        .await?;
    let StoredKey {
        kid,
        private_key,
        public_key,
        created_at,
        retired_at,
    } = new;
    signing_key::Entity::insert(signing_key::ActiveModel {
        kid: Set(kid),
        private_key: Set(private_key),
        public_key: Set(public_key),
        created_at: Set(created_at),
        retired_at: Set(retired_at),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}
