//! The users somebody is shown: those with a grant within the reader's scope, and the reader.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;
use veiviser_schema::ids::UserId;

use super::super::entity::{Column, Entity};
use super::super::model::{Account, Filter, fold_email};
use super::account;
use crate::authz::ReadScope;
use crate::db::{Backend, DbError, norwegian, norwegian_key};
use crate::graphql::connection::{Cursor, Direction, List, Page};
use crate::identity::grant::entity as grant;
use crate::identity::grant::repo::Shown;

/// By name: a cursor holds the name and the id.
pub const LIST: List = List::new("users", 2);

pub fn cursor(account: &Account) -> Cursor {
    Cursor(vec![
        norwegian_key(&account.name),
        account.id.0.simple().to_string(),
    ])
}

/// One page of users by name, and how many there are in all. Two statements.
pub async fn page(
    conn: &impl ConnectionTrait,
    backend: Backend,
    scope: &ReadScope,
    filter: &Filter,
    page: &Page,
) -> Result<(Vec<Account>, u64), DbError> {
    if scope.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut wanted = matching(scope, filter);
    let total = Entity::find().filter(wanted.clone()).count(conn).await?;
    for (cursor, after) in [(&page.after, true), (&page.before, false)] {
        if let Some(cursor) = cursor {
            match beyond(cursor, backend, after) {
                Some(condition) => wanted = wanted.add(condition),
                // Not a place in this list: there is nothing beyond it.
                None => return Ok((Vec::new(), total)),
            }
        }
    }
    let order = match page.direction {
        Direction::Forward => Order::Asc,
        Direction::Backward => Order::Desc,
    };
    let rows = Entity::find()
        .filter(wanted)
        .order_by(name_key(backend), order.clone())
        .order_by(Column::Id, order)
        .limit(page.limit())
        .all(conn)
        .await?;
    Ok((rows.into_iter().map(account).collect(), total))
}

/// Those of these users that the reader is shown, in no order.
pub async fn visible(
    conn: &impl ConnectionTrait,
    shown: &Shown,
    ids: &[UserId],
) -> Result<Vec<Account>, DbError> {
    let mut reach = Condition::any().add_option(shown.own.map(|own| Column::Id.eq(own.0)));
    if !shown.scope.is_empty() {
        reach = reach.add(matching(&shown.scope, &Filter::default()));
    } else if shown.own.is_none() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(reach)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(account).collect())
}

fn matching(scope: &ReadScope, filter: &Filter) -> Condition {
    let Filter {
        text,
        role,
        municipality,
        disabled,
    } = filter;
    let granted = !scope.is_national() || role.is_some() || municipality.is_some();
    // One grant is both in scope and what is asked for: a filter tells nothing of grants elsewhere.
    let with_grant = granted.then(|| {
        Column::Id.in_subquery(
            Query::select()
                .column((grant::Entity, grant::Column::UserId))
                .from(grant::Entity)
                .cond_where(
                    Condition::all()
                        .add(scope.condition((grant::Entity, grant::Column::MunicipalityNumber)))
                        .add_option(role.map(|role| grant::Column::Role.eq(role.code())))
                        .add_option(
                            municipality.as_ref().map(|number| {
                                grant::Column::MunicipalityNumber.eq(number.as_str())
                            }),
                        ),
                )
                .to_owned(),
        )
    });
    Condition::all()
        .add_option(with_grant)
        .add_option(text.as_deref().and_then(named))
        .add_option(disabled.map(|disabled| {
            if disabled {
                Column::DisabledAt.is_not_null()
            } else {
                Column::DisabledAt.is_null()
            }
        }))
}

/// Part of the name or the address. The database lowers ASCII only where it is SQLite, so a name is tried as typed too, and with
/// the letters that begin a name large.
fn named(text: &str) -> Option<Condition> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let like = |text: &str| LikeExpr::new(format!("%{}%", escaped(text))).escape('\\');
    let lower = |column: Column| Func::lower(Expr::col((Entity, column)));
    let folded = fold_email(text);
    Some(
        Condition::any()
            .add(Expr::col((Entity, Column::EmailFolded)).like(like(&folded)))
            .add(Expr::expr(lower(Column::Name)).like(like(&folded)))
            .add(Expr::col((Entity, Column::Name)).like(like(text)))
            .add(Expr::col((Entity, Column::Name)).like(like(&titled(&folded)))),
    )
}

fn titled(text: &str) -> String {
    let mut begins = true;
    text.chars()
        .flat_map(|c| {
            let upper: Vec<char> = if begins {
                c.to_uppercase().collect()
            } else {
                vec![c]
            };
            begins = !c.is_alphanumeric();
            upper
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            matches!(c, '\\' | '%' | '_')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

fn name_key(backend: Backend) -> Expr {
    norwegian(Expr::col((Entity, Column::Name)), backend)
}

/// The rows beyond a cursor, in the list's own order or against it.
fn beyond(cursor: &Cursor, backend: Backend, after: bool) -> Option<Condition> {
    let [name, id] = cursor.0.as_slice() else {
        return None;
    };
    let id = Uuid::try_parse(id).ok()?;
    let key = name_key(backend);
    let (past, tie) = if after {
        (key.clone().gt(name), Column::Id.gt(id))
    } else {
        (key.clone().lt(name), Column::Id.lt(id))
    };
    Some(
        Condition::any()
            .add(past)
            .add(Condition::all().add(key.eq(name)).add(tie)),
    )
}
