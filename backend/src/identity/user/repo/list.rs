//! The users somebody is shown: those with a grant within the reader's scope, and the reader.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use veiviser_schema::ids::UserId;
use veiviser_schema::words::{Sought, sort_key};

use super::super::entity::{Column, Entity};
use super::super::model::{Account, Filter, fold_email};
use super::account;
use crate::authz::ReadScope;
use crate::db::{DbError, answers};
use crate::graphql::connection::{Cursor, List};
use crate::graphql::keyset::{Kind, Sorting, Window, column};
use crate::identity::grant::entity as grant;
use crate::identity::grant::repo::Shown;

/// By name: a cursor holds the name's sort key and the id.
pub const LIST: List = List::new("users", 2);

#[must_use]
pub fn by_name() -> Sorting {
    Sorting {
        keys: vec![(column("sort_key"), Kind::Text), (column("id"), Kind::Id)],
        descending: false,
    }
}

pub fn cursor(account: &Account) -> Cursor {
    Cursor(vec![
        sort_key(&account.name),
        account.id.0.simple().to_string(),
    ])
}

/// One page of users, and how many there are in all. Two statements.
pub async fn page(
    conn: &impl ConnectionTrait,
    scope: &ReadScope,
    filter: &Filter,
    window: &Window,
) -> Result<(Vec<Account>, u64), DbError> {
    if scope.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let all = Entity::find().filter(matching(scope, filter));
    let total = all.clone().count(conn).await?;
    let mut page = all.filter(window.condition.clone()).limit(window.limit);
    for (key, order) in &window.order {
        page = page.order_by(key.clone(), order.clone());
    }
    let rows = page.all(conn).await?;
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

/// Every word begins a word of the name, or the whole is part of the address.
fn named(text: &str) -> Option<Condition> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let part = LikeExpr::new(format!("%{}%", escaped(&fold_email(text)))).escape('\\');
    let of_address = Expr::col((Entity, Column::EmailFolded)).like(part);
    let of_name =
        Sought::read(text).map(|sought| answers(&Expr::col((Entity, Column::SearchText)), &sought));
    Some(Condition::any().add(of_address).add_option(of_name))
}

/// Text in which nothing is a wildcard.
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
