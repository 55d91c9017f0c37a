//! PostgreSQL: one pool, and limits the server itself enforces.
//!
//! The limits are set when a connection starts, so that no forgotten statement can hold others up: a statement that runs too
//! long is cancelled, a wait for a lock ends, and a transaction left idle is closed by the server. Isolation is named rather
//! than inherited, so that a server configured otherwise does not change what a write means (the parent module says why
//! `READ COMMITTED`).

use std::str::FromStr;

use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use sqlx::{
    ConnectOptions, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{ConnectError, DatabaseConfig, DbError};

/// 13: the oldest version the tests could still be run against.
const OLDEST_SUPPORTED: i32 = 130_000;

/// Opens `(reader, writer)`: the same pool twice.
pub(super) async fn open(
    config: &DatabaseConfig,
) -> Result<(DatabaseConnection, DatabaseConnection), ConnectError> {
    let fail = |advice: &str, error: sqlx::Error| {
        ConnectError::new(&config.url, advice, Some(DbError::from(error)))
    };
    let options = PgConnectOptions::from_str(config.url.expose())
        .map_err(|error| fail("the address cannot be read", error))?
        .application_name("veiviser")
        .options([
            (
                "statement_timeout",
                config.statement_timeout.as_millis().to_string(),
            ),
            (
                "lock_timeout",
                config.acquire_timeout.as_millis().to_string(),
            ),
            ("idle_in_transaction_session_timeout", "60000".to_owned()),
            ("default_transaction_isolation", "read committed".to_owned()),
            ("timezone", "UTC".to_owned()),
        ])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(config.max_connections.max(1))
        .acquire_timeout(config.acquire_timeout)
        .connect_with(options)
        .await
        .map_err(|error| {
            fail("it does not answer, or refuses the login; check host, port, user, password and that the database exists", error)
        })?;
    let version: i32 = sqlx::query("SELECT current_setting('server_version_num')::int4")
        .fetch_one(&pool)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(|error| fail("it does not tell its version", error))?;
    if version < OLDEST_SUPPORTED {
        return Err(ConnectError::new(
            &config.url,
            "PostgreSQL 13 or newer is needed",
            None,
        ));
    }
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok((connection.clone(), connection))
}
