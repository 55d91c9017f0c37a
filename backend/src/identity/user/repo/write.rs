//! What changes an account. Each takes a permit.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use veiviser_schema::ids::UserId;
use veiviser_schema::text::Language;
use veiviser_schema::words::{Words, sort_key};

use super::super::entity::{ActiveModel, Column, Entity};
use super::super::model::{Email, language_code};
use crate::authz::Permit;
use crate::db::{DbError, WriteTx};
use crate::random::ordered_id;

/// An account to be, checked and with its password hashed.
pub struct NewAccount {
    pub name: String,
    pub email: Email,
    pub language: Language,
    pub password_hash: String,
    pub demo: bool,
}

/// Makes an account; `None` when somebody has the e-mail address.
pub async fn insert(
    tx: &WriteTx,
    _permit: &Permit,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<Option<UserId>, DbError> {
    let NewAccount {
        name,
        email,
        language,
        password_hash,
        demo,
    } = new;
    let id = ordered_id(now);
    let (sort_key, search_text) = name_keys(&name);
    let inserted = Entity::insert(ActiveModel {
        id: Set(id),
        email: Set(email.shown),
        email_folded: Set(email.folded),
        name: Set(name),
        language: Set(language_code(language).to_owned()),
        password_hash: Set(password_hash),
        disabled_at: Set(None),
        demo: Set(demo),
        created_at: Set(now),
        last_signed_in_at: Set(None),
        sort_key: Set(sort_key),
        search_text: Set(search_text),
    })
    .on_conflict(
        OnConflict::column(Column::EmailFolded)
            .do_nothing()
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;
    Ok((inserted > 0).then_some(UserId(id)))
}

/// What somebody is sorted and found by in the database.
fn name_keys(name: &str) -> (String, String) {
    (sort_key(name), Words::of([name]).search_text())
}

/// Disables at an instant, or enables; `false` when it was so already.
pub async fn set_disabled(
    tx: &WriteTx,
    _permit: &Permit,
    id: UserId,
    at: Option<DateTime<Utc>>,
) -> Result<bool, DbError> {
    let was = if at.is_some() {
        Column::DisabledAt.is_null()
    } else {
        Column::DisabledAt.is_not_null()
    };
    let changed = Entity::update_many()
        .col_expr(Column::DisabledAt, Expr::value(at))
        .filter(Column::Id.eq(id.0))
        .filter(was)
        .exec(tx)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Gives the account another password, whatever it had.
pub async fn set_password(
    tx: &WriteTx,
    _permit: &Permit,
    id: UserId,
    hash: &str,
) -> Result<bool, DbError> {
    let changed = Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Gives the account another password if it still has the one that was checked.
pub async fn replace_password(
    tx: &WriteTx,
    _permit: &Permit,
    id: UserId,
    checked: &str,
    hash: &str,
) -> Result<bool, DbError> {
    let changed = Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PasswordHash.eq(checked))
        .filter(Column::DisabledAt.is_null())
        .exec(tx)
        .await?;
    Ok(changed.rows_affected > 0)
}

pub async fn set_profile(
    tx: &WriteTx,
    _permit: &Permit,
    id: UserId,
    name: Option<String>,
    language: Option<Language>,
) -> Result<(), DbError> {
    let mut update = Entity::update_many().filter(Column::Id.eq(id.0));
    if name.is_none() && language.is_none() {
        return Ok(());
    }
    if let Some(name) = name {
        let (sort_key, search_text) = name_keys(&name);
        update = update
            .col_expr(Column::Name, Expr::value(name))
            .col_expr(Column::SortKey, Expr::value(sort_key))
            .col_expr(Column::SearchText, Expr::value(search_text));
    }
    if let Some(language) = language {
        update = update.col_expr(Column::Language, Expr::value(language_code(language)));
    }
    update.exec(tx).await?;
    Ok(())
}

/// Notes a sign-in if the account is still enabled and has the password that was checked.
pub async fn note_sign_in(
    tx: &WriteTx,
    _permit: &Permit,
    id: UserId,
    checked: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let changed = Entity::update_many()
        .col_expr(Column::LastSignedInAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::PasswordHash.eq(checked))
        .filter(Column::DisabledAt.is_null())
        .exec(tx)
        .await?;
    Ok(changed.rows_affected > 0)
}
