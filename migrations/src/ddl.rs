//! SQL that both engines read. A migration is a file of plain SQL in which only the column types differ by engine, written as
//! `{uuid}`, `{timestamp}`, `{double}`, `{bytes}` and `{sort_key}`; everything else is the common subset.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Runs every statement of a file, in order.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let sql = with_types(sql, manager.get_database_backend());
    for statement in sql
        .split(";\n")
        .map(str::trim)
        .filter(|statement| !only_comments(statement))
    {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}

fn with_types(sql: &str, backend: DbBackend) -> String {
    let postgres = backend == DbBackend::Postgres;
    let pick = |on_postgres, on_sqlite| if postgres { on_postgres } else { on_sqlite };
    sql.replace("{uuid}", pick("uuid", "blob"))
        .replace("{timestamp}", pick("timestamptz", "text"))
        .replace("{double}", pick("double precision", "real"))
        .replace("{bytes}", pick("bytea", "blob"))
        // A text that is compared byte by byte, which is all that SQLite ever does.
        .replace("{sort_key}", pick("text collate \"C\"", "text"))
}

fn only_comments(statement: &str) -> bool {
    statement
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with("--"))
}
