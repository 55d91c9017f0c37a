//! Reading and writing accounts.

mod list;
mod write;

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;
use veiviser_schema::ids::UserId;

pub use list::{LIST, by_name, cursor, page, visible};
pub use write::{
    NewAccount, insert, note_sign_in, replace_password, set_disabled, set_password, set_profile,
};

use super::entity::{Column, Entity, Model};
use super::model::{Account, language_from_code};
use crate::authz::SignedIn;
use crate::db::{DbError, WriteTx};
use crate::identity::grant::entity as grant;
use crate::identity::grant::model::from_columns;

/// The names of these users, in one statement, or none when nobody is asked for. Ids may repeat.
pub async fn names(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, String>, DbError> {
    let mut ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (UserId(id), name))
        .collect())
}

/// What a sign-in is checked against.
pub struct Kept {
    pub id: UserId,
    pub email_folded: String,
    pub password_hash: String,
    pub disabled: bool,
    /// Everybody knows the password.
    pub demo: bool,
}

impl From<Model> for Kept {
    fn from(row: Model) -> Self {
        Self {
            id: UserId(row.id),
            email_folded: row.email_folded,
            password_hash: row.password_hash,
            disabled: row.disabled_at.is_some(),
            demo: row.demo,
        }
    }
}

/// What is kept for this folded e-mail address.
pub async fn kept_for_email(
    conn: &impl ConnectionTrait,
    email_folded: &str,
) -> Result<Option<Kept>, DbError> {
    let row = Entity::find()
        .filter(Column::EmailFolded.eq(email_folded))
        .one(conn)
        .await?;
    Ok(row.map(Kept::from))
}

/// What is kept for somebody who is signed in.
pub async fn kept_for(conn: &impl ConnectionTrait, id: UserId) -> Result<Option<Kept>, DbError> {
    let row = Entity::find_by_id(id.0).one(conn).await?;
    Ok(row.map(Kept::from))
}

/// The account, whoever asks: for what has just been written, and for somebody's own.
pub async fn find(conn: &impl ConnectionTrait, id: UserId) -> Result<Option<Account>, DbError> {
    let row = Entity::find_by_id(id.0).one(conn).await?;
    Ok(row.map(account))
}

/// The addresses of the demo accounts that can be signed in with, oldest first.
pub async fn demo_addresses(conn: &impl ConnectionTrait) -> Result<Vec<String>, DbError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Email)
        .filter(Column::Demo.eq(true))
        .filter(Column::DisabledAt.is_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?)
}

/// Holds everything that signs this user in or out still until the transaction ends: what ends all sessions misses none that
/// another transaction is about to begin.
pub async fn lock(tx: &WriteTx, id: UserId) -> Result<(), DbError> {
    Ok(tx.lock(&format!("identity.user.{}", id.0.simple())).await?)
}

/// Somebody who can sign in, with their grants: one row a grant. Callers join what they know the person by.
pub fn person_query() -> SelectStatement {
    let user = |column: Column| Expr::col((Entity, column));
    let granted = |column: grant::Column| Expr::col((grant::Entity, column));
    Query::select()
        .expr_as(user(Column::Id), "id")
        .expr_as(user(Column::Name), "name")
        .expr_as(user(Column::Language), "language")
        .expr_as(granted(grant::Column::Role), "role")
        .expr_as(
            granted(grant::Column::MunicipalityNumber),
            "municipality_number",
        )
        .expr_as(granted(grant::Column::CountyNumber), "county_number")
        .from(Entity)
        .join(
            JoinType::LeftJoin,
            grant::Entity,
            granted(grant::Column::UserId).equals((Entity, Column::Id)),
        )
        .and_where(user(Column::DisabledAt).is_null())
        .to_owned()
}

#[derive(FromQueryResult)]
pub struct PersonRow {
    id: Uuid,
    name: String,
    language: String,
    role: Option<String>,
    municipality_number: Option<String>,
    county_number: Option<String>,
}

/// The person in the rows of a [`person_query`] that finds one at most.
pub fn person_of(rows: Vec<PersonRow>) -> Option<SignedIn> {
    let first = rows.first()?;
    Some(SignedIn {
        user_id: UserId(first.id),
        name: first.name.clone(),
        language: language_from_code(&first.language),
        grants: rows
            .iter()
            .filter_map(|row| {
                from_columns(
                    row.role.as_deref()?,
                    row.municipality_number.as_deref(),
                    row.county_number.as_deref(),
                )
            })
            .collect(),
    })
}

/// Somebody who can sign in. One statement.
pub async fn person(conn: &impl ConnectionTrait, id: UserId) -> Result<Option<SignedIn>, DbError> {
    let query = person_query()
        .and_where(Expr::col((Entity, Column::Id)).eq(id.0))
        .to_owned();
    person_by(conn, &query).await
}

/// Runs a [`person_query`] that the caller has narrowed to one person.
pub async fn person_by(
    conn: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Option<SignedIn>, DbError> {
    let rows = conn.query_all(query).await?;
    let rows = rows
        .iter()
        .map(|row| PersonRow::from_query_result(row, ""))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(person_of(rows))
}

fn account(row: Model) -> Account {
    let Model {
        id,
        email,
        email_folded: _,
        name,
        language,
        password_hash: _,
        disabled_at,
        demo,
        created_at,
        last_signed_in_at,
        sort_key: _,
        search_text: _,
    } = row;
    Account {
        id: UserId(id),
        name,
        email,
        language: language_from_code(&language),
        disabled: disabled_at.is_some(),
        demo,
        created_at,
        last_signed_in_at,
    }
}
