//! PostgreSQL: one pool, and limits the server itself enforces.
//!
//! The limits are set when a connection starts, so that no forgotten statement can hold others up: a statement that runs too
//! long is cancelled, a wait for a lock ends, and a transaction left idle is closed by the server. Isolation is named rather
//! than inherited, so that a server configured otherwise does not change what a write means (the parent module says why
//! `READ COMMITTED`).

use std::{io, str::FromStr, time::Duration};

use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use sqlx::{
    ConnectOptions, Connection, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{ConnectError, DatabaseConfig, DbError};

/// 13: the oldest version the tests could still be run against.
const OLDEST_SUPPORTED: i32 = 130_000;
/// For the very first connection: names are looked up, TLS is agreed on.
const REACHED_WITHIN: Duration = Duration::from_secs(10);

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
    reach(config, &options).await?;
    let pool = PgPoolOptions::new()
        .max_connections(config.max_connections.max(1))
        .acquire_timeout(config.acquire_timeout)
        .connect_with(options)
        .await
        .map_err(|error| fail("it answered once and then no more", error))?;
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

/// One connection by itself, before there is a pool: a pool tries again until its time is up, and then says only that.
async fn reach(config: &DatabaseConfig, options: &PgConnectOptions) -> Result<(), ConnectError> {
    let fail = |advice: &str, cause: Option<sqlx::Error>| {
        ConnectError::new(&config.url, advice, cause.map(DbError::from))
    };
    match tokio::time::timeout(REACHED_WITHIN, options.connect()).await {
        Ok(Ok(connection)) => {
            // Said goodbye to or not: it has answered.
            let _ = connection.close().await;
            Ok(())
        }
        Ok(Err(error)) => Err(fail(advice(&error), Some(error))),
        Err(_) => Err(fail(
            "it does not answer; check the host and the port, and what lies between",
            None,
        )),
    }
}

/// What to look at. <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn advice(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            "nothing listens there; check the host and the port, and that PostgreSQL runs"
        }
        sqlx::Error::Io(_) => "it cannot be reached; check the host and the port",
        sqlx::Error::Tls(_) => "the encrypted connection failed; check sslmode and the certificate",
        sqlx::Error::Database(error) => match error.code().as_deref() {
            Some("28P01" | "28000") => {
                "it refuses the login; check the user, the password and pg_hba.conf"
            }
            Some("3D000") => "there is no such database on that server; make it with createdb",
            Some("53300") => "it has no connection left to give; see max_connections",
            Some("57P03") => "it is starting up or shutting down; try again in a moment",
            _ => "it refuses the connection",
        },
        _ => "no connection could be made",
    }
}
