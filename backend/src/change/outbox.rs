//! What other systems are to be told, written in the transaction that made it true: told if and only if it happened.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Query};

use crate::authz::Permit;
use crate::db::{DbError, WriteTx};
use crate::random::ordered_id;

/// Puts one message in the outbox.
pub async fn put(
    tx: &WriteTx,
    _permit: &Permit,
    topic: &'static str,
    payload: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let insert = Query::insert()
        .into_table(Alias::new("outbox"))
        .columns(["id", "at", "topic", "payload"].map(Alias::new))
        .values_panic([
            ordered_id(now).into(),
            now.into(),
            topic.into(),
            payload.to_string().into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    Ok(())
}
