//! Bringing the tables up to date.
//!
//! All pending migrations run in one write transaction: either the database is as this program expects, or it is untouched.
//! Several instances may start at once; the first takes the lock (on SQLite the writer itself, on PostgreSQL an advisory
//! lock), the others wait and then find nothing left to do.

use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use veiviser_migrations::Migrator;

use super::{Backend, Database, DbError};

const LOCK: &str = "veiviser.migrate";

/// Runs what is pending; returns how many migrations ran. Fails when the database was migrated by a newer program.
pub async fn migrate(db: &Database) -> Result<usize, DbError> {
    let backend = db.backend();
    db.write(move |tx| async move {
        if backend == Backend::Postgres {
            // Waiting for the other instance, or filling a large table, may take longer than a request ever should.
            tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                .await?;
            tx.lock(LOCK).await?;
        }
        let before = Migrator::get_pending_migrations(tx.raw()).await?.len();
        if before > 0 {
            Migrator::up(tx.raw(), None).await?;
            tracing::info!(
                event = "db.migrated",
                migrations = before,
                "database migrated"
            );
        }
        Ok(before)
    })
    .await
}

/// Names of the migrations not yet run; writes nothing.
pub async fn pending(db: &Database) -> Result<Vec<String>, DbError> {
    let pending = Migrator::get_pending_migrations_read_only(db.reader()).await?;
    Ok(pending
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect())
}
