//! What belongs to each of many listings, in one statement for all of them.

use std::collections::HashMap;

use sea_orm::sea_query::{
    Alias, Asterisk, Expr, ExprTrait, Func, IntoIden, Query, WindowStatement,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use uuid::Uuid;
use veiviser_schema::ids::ListingId;

use crate::db::DbError;
use crate::graphql::keyset::Window;

/// One page of what belongs to each of these listings, in one statement.
pub async fn page_of_each<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    listings: &[ListingId],
    window: &Window,
) -> Result<Vec<E::Model>, DbError> {
    let listing = Alias::new("listing_id").into_iden();
    let mut place = WindowStatement::partition_by(listing.clone());
    for (key, order) in &window.order {
        place.order_by_expr(key.clone(), order.clone());
    }
    let numbered = Query::select()
        .column(Asterisk)
        .expr_window_as(Expr::cust("ROW_NUMBER()"), place, Alias::new("place"))
        .from(E::default().table_ref())
        .and_where(Expr::col(listing).is_in(listings.iter().map(|id| id.0)))
        .cond_where(window.condition.clone())
        .to_owned();
    let page = Query::select()
        .column(Asterisk)
        .from_subquery(numbered, Alias::new("numbered"))
        .and_where(
            Expr::col(Alias::new("place")).lte(i64::try_from(window.limit).unwrap_or(i64::MAX)),
        )
        .order_by(Alias::new("place"), sea_orm::Order::Asc)
        .to_owned();
    let rows = connection.query_all(&page).await?;
    rows.iter()
        .map(|row| E::Model::from_query_result(row, "").map_err(DbError::from))
        .collect()
}

/// How many rows of a table belong to each of these listings.
pub async fn count_of_each(
    connection: &impl ConnectionTrait,
    table: Alias,
    listings: &[ListingId],
) -> Result<HashMap<ListingId, u64>, DbError> {
    let listing = Alias::new("listing_id").into_iden();
    let select = Query::select()
        .column(listing.clone())
        .expr(Func::count(Expr::col(Asterisk)))
        .from(table)
        .and_where(Expr::col(listing.clone()).is_in(listings.iter().map(|id| id.0)))
        .group_by_col(listing)
        .to_owned();
    let mut totals = HashMap::new();
    for row in connection.query_all(&select).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        let total: i64 = row.try_get_by_index(1)?;
        totals.insert(ListingId(id), u64::try_from(total).unwrap_or_default());
    }
    Ok(totals)
}
