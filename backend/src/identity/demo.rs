//! Accounts of a demonstration, whose password everybody may know. They are marked, so that a server that others can reach refuses to
//! run while one of them can be signed in with.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use serde_json::json;
use uuid::Uuid;
use veiviser_schema::authz::{Grant, Scope};
use veiviser_schema::ids::UserId;

use super::Identity;
use super::user::model::fold_email;
use crate::audit;
use crate::authz::Permit;
use crate::db::{Database, DbError, WriteTx};
use crate::outcome::Failure;
use crate::random::ordered_id;

/// Somebody who is not.
pub struct DemoUser {
    pub email: &'static str,
    pub name: &'static str,
    /// Not held to the rules for passwords: it is no secret.
    pub password: &'static str,
    pub grant: Grant,
}

impl Identity {
    /// Adds the account unless somebody has its e-mail address; tells whether it is new.
    pub async fn ensure_demo_user(
        &self,
        user: DemoUser,
        now: DateTime<Utc>,
    ) -> Result<(UserId, bool), Failure> {
        if let Some(id) = by_email(self.0.db.reader(), user.email).await? {
            return Ok((id, false));
        }
        let hash = self.0.passwords.hash(user.password).await?;
        self.0
            .db
            .write(move |tx| async move {
                if let Some(id) = by_email(&tx, user.email).await? {
                    return Ok((id, false));
                }
                Ok((insert(&tx, user, hash, now).await?, true))
            })
            .await
    }
}

/// The addresses of the demo accounts that can be signed in with.
pub async fn demo_accounts(db: &Database) -> Result<Vec<String>, DbError> {
    let select = Query::select()
        .column(Alias::new("email"))
        .from(Alias::new("user_account"))
        .and_where(Expr::col(Alias::new("demo")).eq(true))
        .and_where(Expr::col(Alias::new("disabled_at")).is_null())
        .order_by(Alias::new("created_at"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .to_owned();
    let mut emails = Vec::new();
    for row in db.reader().query_all(&select).await? {
        emails.push(row.try_get_by_index(0)?);
    }
    Ok(emails)
}

async fn by_email(conn: &impl ConnectionTrait, email: &str) -> Result<Option<UserId>, DbError> {
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("user_account"))
        .and_where(Expr::col(Alias::new("email_folded")).eq(fold_email(email)))
        .to_owned();
    let found = conn.query_one(&select).await?;
    let id: Option<Uuid> = found.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(id.map(UserId))
}

async fn insert(
    tx: &WriteTx,
    user: DemoUser,
    hash: String,
    now: DateTime<Utc>,
) -> Result<UserId, DbError> {
    let DemoUser {
        email,
        name,
        password: _,
        grant: Grant { role, scope },
    } = user;
    let id = UserId(ordered_id(now));
    let columns = [
        "id",
        "email",
        "email_folded",
        "name",
        "language",
        "password_hash",
        "demo",
        "created_at",
    ];
    let account = Query::insert()
        .into_table(Alias::new("user_account"))
        .columns(columns.map(Alias::new))
        .values_panic([
            id.0.into(),
            email.into(),
            fold_email(email).into(),
            name.into(),
            "NB".into(),
            hash.into(),
            true.into(),
            now.into(),
        ])
        .to_owned();
    tx.execute(&account).await?;
    let (municipality, county) = match scope {
        Scope::Municipality(number) => (Some(number.to_string()), None),
        Scope::County(number) => (None, Some(number.to_string())),
        Scope::Nation => (None, None),
    };
    let columns = [
        "id",
        "user_id",
        "role",
        "municipality_number",
        "county_number",
        "granted_at",
    ];
    let given = Query::insert()
        .into_table(Alias::new("role_grant"))
        .columns(columns.map(Alias::new))
        .values_panic([
            ordered_id(now).into(),
            id.0.into(),
            role.code().into(),
            municipality.into(),
            county.into(),
            now.into(),
        ])
        .to_owned();
    tx.execute(&given).await?;
    let entry = audit::NewEntry {
        event: "user.created",
        subject_id: id.to_string(),
        municipality: None,
        detail: json!({ "demo": true, "role": role.code() }),
        request_id: None,
    };
    audit::record(tx, &Permit::operator(), entry, now).await?;
    Ok(id)
}
