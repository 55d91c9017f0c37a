//! What other systems are to be told: written in the transaction that made it true, so that it is told if and only if it happened.
//!
//! `veiviser outbox deliver` reads it. A message counts as delivered only after whoever takes it has it, so each is delivered **at
//! least once**: a process that dies between the two delivers again what it had delivered. The message's id tells the two apart.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::authz::Permit;
use crate::db::{Database, DbError, WriteTx};
use crate::random::ordered_id;

/// How many messages are delivered and then noted as delivered, at a time.
const BATCH: u64 = 100;

/// One message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// The same when it is delivered again.
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// `change.approved`, `default_hours.set`: the name it has in the audit trail.
    pub topic: String,
    pub payload: Value,
}

impl Message {
    const COLUMNS: [&str; 4] = ["id", "at", "topic", "payload"];

    fn read(row: &QueryResult) -> Result<Self, DbError> {
        let payload: String = row.try_get("", "payload")?;
        Ok(Self {
            id: row.try_get("", "id")?,
            at: row.try_get("", "at")?,
            topic: row.try_get("", "topic")?,
            payload: serde_json::from_str(&payload)
                .map_err(|_| DbError::defect("a message in the outbox is not JSON"))?,
        })
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

/// Puts one message in the outbox.
pub async fn put(
    tx: &WriteTx,
    _permit: &Permit,
    topic: &'static str,
    payload: &Value,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let insert = Query::insert()
        .into_table(Alias::new("outbox"))
        .columns(Message::COLUMNS.map(Alias::new))
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

/// The oldest messages that are not delivered, in the order they were written. Empty when all are.
pub async fn undelivered(db: &Database) -> Result<Vec<Message>, DbError> {
    let oldest = Query::select()
        .columns(Message::COLUMNS.map(Alias::new))
        .from(Alias::new("outbox"))
        .and_where(column("delivered_at").is_null())
        .order_by(Alias::new("at"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .limit(BATCH)
        .to_owned();
    let rows = db.reader().query_all(&oldest).await?;
    rows.iter().map(Message::read).collect()
}

/// Notes that these have been delivered. For the command line.
pub async fn note_delivered(
    db: &Database,
    messages: Vec<Message>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    db.write(move |tx| async move { delivered(&tx, &Permit::operator(), &messages, now).await })
        .await
}

/// Deletes what was delivered before an instant; answers how many messages that were. What is not delivered is kept, however old. For the
/// command line.
pub async fn prune(db: &Database, before: DateTime<Utc>) -> Result<u64, DbError> {
    db.write(move |tx| async move { delete(&tx, &Permit::operator(), before).await })
        .await
}

async fn delivered(
    tx: &WriteTx,
    _permit: &Permit,
    messages: &[Message],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(Alias::new("outbox"))
        .value(Alias::new("delivered_at"), now)
        .and_where(column("id").is_in(messages.iter().map(|message| message.id)))
        .and_where(column("delivered_at").is_null())
        .to_owned();
    tx.execute(&update).await?;
    Ok(())
}

async fn delete(tx: &WriteTx, _permit: &Permit, before: DateTime<Utc>) -> Result<u64, DbError> {
    let delete = Query::delete()
        .from_table(Alias::new("outbox"))
        .and_where(column("delivered_at").lt(before))
        .to_owned();
    Ok(tx.execute(&delete).await?.rows_affected())
}
