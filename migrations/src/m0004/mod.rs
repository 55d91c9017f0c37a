//! Search and sorting as the whole product does it, and the indexes that lists need.
//!
//! The words of a name are made by `veiviser_schema::words`, which SQL cannot do. So this migration fills the new columns row by row, in
//! the same transaction as everything else.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm_migration::prelude::*;
use veiviser_schema::words::{Words, sort_key};

use crate::ddl;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_search_and_indexes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, include_str!("columns.sql")).await?;
        let connection = manager.get_connection();
        fill(connection, "listing", &LISTING).await?;
        fill(connection, "user_account", &PERSON).await?;
        // After the rows are filled: an index is quicker made once than kept through every update.
        ddl::run(manager, include_str!("indexes.sql")).await
    }
}

/// The columns that hold a name, each with the column that holds its sort key.
const LISTING: [(&str, &str); 3] = [
    ("name_nb", "sort_key_nb"),
    ("name_nn", "sort_key_nn"),
    ("name_en", "sort_key_en"),
];
const PERSON: [(&str, &str); 1] = [("name", "sort_key")];

/// Gives every row of a table its sort keys and its search text.
async fn fill(
    connection: &impl ConnectionTrait,
    table: &'static str,
    columns: &[(&'static str, &'static str)],
) -> Result<(), DbErr> {
    let select = Query::select()
        .column(Alias::new("id"))
        .columns(columns.iter().map(|(name, _)| Alias::new(*name)))
        .from(Alias::new(table))
        .to_owned();
    for row in connection.query_all(&select).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        let names = (1..=columns.len())
            .map(|index| row.try_get_by_index::<String>(index))
            .collect::<Result<Vec<_>, _>>()?;
        let words = Words::of(names.iter().map(String::as_str));
        let mut update = Query::update();
        update
            .table(Alias::new(table))
            .value(Alias::new("search_text"), words.search_text())
            .and_where(Expr::col(Alias::new("id")).eq(id));
        for ((_, key), name) in columns.iter().zip(&names) {
            update.value(Alias::new(*key), sort_key(name));
        }
        connection.execute(&update).await?;
    }
    Ok(())
}
