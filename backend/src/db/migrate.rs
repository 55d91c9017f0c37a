//! Bringing the tables up to date.
//!
//! All pending migrations run in one write transaction: either the database is as this program expects, or it is untouched.
//! Several instances may start at once; the first takes the lock (on SQLite the writer itself, on PostgreSQL an advisory
//! lock), the others wait and then find nothing left to do.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use veiviser_migrations::Migrator;

use super::{Backend, Database, DbError};

const LOCK: &str = "veiviser.migrate";

/// Runs what is pending; returns how many migrations ran.
///
/// # Errors
/// [`DbError::Newer`] when the database was migrated by a newer program; then nothing is written.
pub async fn migrate(db: &Database) -> Result<usize, DbError> {
    let backend = db.backend();
    db.write(move |tx| async move {
        if backend == Backend::Postgres {
            // Waiting for the other instance, or filling a large table, may take longer than a request ever should.
            tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                .await?;
            tx.lock(LOCK).await?;
        }
        let before = missing(tx.raw()).await?.len();
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
///
/// # Errors
/// [`DbError::Newer`] when the database was migrated by a newer program.
pub async fn pending(db: &Database) -> Result<Vec<String>, DbError> {
    missing(db.reader()).await
}

async fn missing(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbError> {
    match Migrator::get_pending_migrations_read_only(connection).await {
        Ok(missing) => Ok(missing
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect()),
        Err(error) => Err(unknown(connection)
            .await?
            .map_or_else(|| error.into(), |migration| DbError::Newer { migration })),
    }
}

/// The first migration recorded in the database that this program does not have.
async fn unknown(connection: &impl ConnectionTrait) -> Result<Option<String>, DbError> {
    let known: HashSet<String> = Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    let recorded = Migrator::get_migration_models(connection).await?;
    Ok(recorded
        .into_iter()
        .map(|migration| migration.version)
        .filter(|version| !known.contains(version))
        .min())
}
