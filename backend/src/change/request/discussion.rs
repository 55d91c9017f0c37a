//! What was said about a change: comments, and a line for each step with the words it came with.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use uuid::Uuid;
use veiviser_schema::ids::{ChangeRequestId, CommentId, UserId};

use super::model::{CommentKind, Remark};
use crate::authz::Permit;
use crate::change::attempt::unreadable;
use crate::db::{DbError, WriteTx};
use crate::random::ordered_id;

/// Adds a line by the permit's holder.
pub async fn say(
    tx: &WriteTx,
    permit: &Permit,
    change: ChangeRequestId,
    kind: CommentKind,
    body: &str,
    now: DateTime<Utc>,
) -> Result<CommentId, DbError> {
    let id = CommentId(ordered_id(now));
    let insert = Query::insert()
        .into_table(Alias::new("change_comment"))
        .columns(
            [
                "id",
                "change_request_id",
                "kind",
                "author_id",
                "body",
                "created_at",
            ]
            .map(Alias::new),
        )
        .values_panic([
            id.0.into(),
            change.0.into(),
            kind.code().into(),
            permit.user_id().0.into(),
            body.into(),
            now.into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    Ok(id)
}

/// The discussions of these changes, oldest line first, with the names of those who spoke.
pub async fn of(
    connection: &impl ConnectionTrait,
    changes: impl IntoIterator<Item = ChangeRequestId>,
) -> Result<HashMap<ChangeRequestId, Vec<Remark>>, DbError> {
    let comment = Alias::new("change_comment");
    let user = Alias::new("user_account");
    let column = |name: &'static str| (comment.clone(), Alias::new(name));
    let select = Query::select()
        .column(column("id"))
        .column(column("change_request_id"))
        .column(column("kind"))
        .column(column("author_id"))
        .column((user.clone(), Alias::new("name")))
        .column(column("body"))
        .column(column("created_at"))
        .from(comment.clone())
        .inner_join(
            user.clone(),
            Expr::col((user.clone(), Alias::new("id"))).equals(column("author_id")),
        )
        .and_where(Expr::col(column("change_request_id")).is_in(changes.into_iter().map(|id| id.0)))
        .order_by(column("created_at"), Order::Asc)
        .order_by(column("id"), Order::Asc)
        .to_owned();
    let mut found: HashMap<ChangeRequestId, Vec<Remark>> = HashMap::new();
    for row in connection.query_all(&select).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        let change: Uuid = row.try_get_by_index(1)?;
        let kind: String = row.try_get_by_index(2)?;
        let author: Uuid = row.try_get_by_index(3)?;
        let change = ChangeRequestId(change);
        found.entry(change).or_default().push(Remark {
            id: CommentId(id),
            change,
            kind: CommentKind::from_code(&kind)
                .ok_or_else(|| unreadable("a comment has an unknown kind"))?,
            author: UserId(author),
            author_name: row.try_get_by_index(4)?,
            body: row.try_get_by_index(5)?,
            created_at: row.try_get_by_index(6)?,
        });
    }
    Ok(found)
}
