//! The database layer. Each file states one promise and tries to break it.

mod backup;
mod cancel;
mod crash;
mod errors;
mod migrate;
mod sqlite;

use sea_orm::{ConnectionTrait, DbErr, Statement, TryGetable};
use veiviser::db::{Database, DbError, WriteTx};

/// A table for tests of transactions, whatever the product's own tables are.
async fn create_notes(db: &Database) {
    db.write(|tx| async move {
        tx.execute_unprepared(
            "CREATE TABLE test_notes (id BIGINT PRIMARY KEY, body TEXT NOT NULL UNIQUE, parent BIGINT REFERENCES test_notes (id))",
        )
        .await?;
        Ok::<_, DbError>(())
    })
    .await
    .expect("the test table");
}

async fn insert(tx: &WriteTx, id: i64) -> Result<(), DbErr> {
    insert_body(tx, id, &format!("note {id}")).await
}

async fn insert_body(tx: &WriteTx, id: i64, body: &str) -> Result<(), DbErr> {
    let sql = "INSERT INTO test_notes (id, body) VALUES ($1, $2)";
    tx.execute_raw(Statement::from_sql_and_values(
        tx.get_database_backend(),
        sql,
        [id.into(), body.into()],
    ))
    .await?;
    Ok(())
}

async fn ids(db: &Database) -> Vec<i64> {
    let sql = "SELECT id FROM test_notes ORDER BY id";
    let rows = db
        .reader()
        .query_all_raw(Statement::from_string(
            db.reader().get_database_backend(),
            sql,
        ))
        .await
        .expect("a read");
    rows.iter()
        .map(|row| row.try_get_by(0).expect("an id"))
        .collect()
}

/// The single value a statement answers.
async fn value<T: TryGetable>(connection: &impl ConnectionTrait, sql: &str) -> T {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection
        .query_one_raw(statement)
        .await
        .expect(sql)
        .expect("one row")
        .try_get_by(0)
        .expect("a value")
}
