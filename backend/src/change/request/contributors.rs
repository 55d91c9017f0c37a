//! Everybody whose hand is in a change. They may go on with it, and none of them may approve it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use uuid::Uuid;
use veiviser_schema::ids::{ChangeRequestId, UserId};

use crate::authz::Permit;
use crate::db::{DbError, WriteTx};

fn table() -> Alias {
    Alias::new("change_contributor")
}

/// Notes that the permit's holder has a hand in it. True the first time.
pub async fn note(
    tx: &WriteTx,
    permit: &Permit,
    change: ChangeRequestId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let insert = Query::insert()
        .into_table(table())
        .columns(["change_request_id", "user_id", "first_at"].map(Alias::new))
        .values_panic([change.0.into(), permit.user_id().0.into(), now.into()])
        .on_conflict(
            OnConflict::columns(["change_request_id", "user_id"].map(Alias::new))
                .do_nothing()
                .to_owned(),
        )
        .to_owned();
    Ok(tx.execute(&insert).await?.rows_affected() == 1)
}

/// Who has a hand in each of these, in the order they came.
pub async fn of(
    connection: &impl ConnectionTrait,
    changes: impl IntoIterator<Item = ChangeRequestId>,
) -> Result<HashMap<ChangeRequestId, Vec<UserId>>, DbError> {
    let select = Query::select()
        .columns(["change_request_id", "user_id"].map(Alias::new))
        .from(table())
        .and_where(
            Expr::col(Alias::new("change_request_id")).is_in(changes.into_iter().map(|id| id.0)),
        )
        .order_by(Alias::new("first_at"), Order::Asc)
        .order_by(Alias::new("user_id"), Order::Asc)
        .to_owned();
    let mut found: HashMap<ChangeRequestId, Vec<UserId>> = HashMap::new();
    for row in connection.query_all(&select).await? {
        let change: Uuid = row.try_get_by_index(0)?;
        let user: Uuid = row.try_get_by_index(1)?;
        found
            .entry(ChangeRequestId(change))
            .or_default()
            .push(UserId(user));
    }
    Ok(found)
}

/// The changes this person has a hand in, to look into from other tables.
#[must_use]
pub fn changes_of(user: UserId) -> SelectStatement {
    Query::select()
        .column(Alias::new("change_request_id"))
        .from(table())
        .and_where(Expr::col(Alias::new("user_id")).eq(user.0))
        .to_owned()
}
