//! SQLite: one writer, several readers, and settings that hold through a power cut.
//!
//! - `journal_mode=WAL`: readers and the writer do not block each other.
//! - `synchronous=FULL`: a commit is on the disk before it is acknowledged. In WAL mode `NORMAL` is not: it loses the latest
//!   commits when the power goes.
//! - `foreign_keys=ON`: SQLite leaves them off unless each connection asks.
//! - `busy_timeout`: another process (a backup, a command line) may hold the lock for a moment.
//! - No `mmap`: with it a failing disk ends the process with a signal instead of an error.
//!
//! **The connection that lies.** When SQLite meets a full disk it rolls the transaction back by itself. The driver is not
//! told: it still counts one open transaction, and from then on begins each new one as a savepoint. After one more rollback
//! a real transaction stays open underneath, and every later "commit" on that connection is acknowledged and lost. So a
//! connection that believes itself inside a transaction when it is handed back is closed, never reused ([`keep_only_idle`]).

use std::{io, path::Path, str::FromStr, time::Duration};

use sea_orm::{DatabaseConnection, SqlxSqliteConnector};
use sqlx::{
    ConnectOptions, Connection, Sqlite,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{ConnectError, DatabaseConfig, DatabaseUrl, DbError, files};

/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// The write-ahead log is cut back to this size after a checkpoint, in bytes.
const JOURNAL_SIZE_LIMIT: &str = "67108864";

/// Opens `(reader, writer)`. The writer first: it creates the file and sets WAL.
pub(super) async fn open(
    config: &DatabaseConfig,
) -> Result<(DatabaseConnection, DatabaseConnection), ConnectError> {
    let options = connect_options(&config.url)?;
    create_file(&config.url, options.get_filename())?;
    let writer = keep_only_idle(pool_options(config))
        .max_connections(1)
        .connect_with(options.clone().optimize_on_close(true, 400))
        .await
        .map_err(|error| explain(&config.url, error))?;
    let reader = keep_only_idle(pool_options(config))
        .max_connections(config.max_connections.max(1))
        .connect_with(options.pragma("query_only", "ON"))
        .await
        .map_err(|error| explain(&config.url, error))?;
    Ok((
        SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
        SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
    ))
}

/// The settings every connection gets, the backup's own one included.
pub(super) fn connect_options(url: &DatabaseUrl) -> Result<SqliteConnectOptions, ConnectError> {
    let options = SqliteConnectOptions::from_str(url.expose()).map_err(|error| {
        ConnectError::new(
            url,
            "the address has a part that SQLite does not know",
            Some(error.into()),
        )
    })?;
    Ok(options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .pragma("journal_size_limit", JOURNAL_SIZE_LIMIT)
        .disable_statement_logging())
}

fn pool_options(config: &DatabaseConfig) -> PoolOptions<Sqlite> {
    // A file has no reason to be closed and opened again by the clock.
    PoolOptions::new()
        .acquire_timeout(config.acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Closes a connection that still counts a transaction when it is returned.
fn keep_only_idle(options: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    options.after_release(|connection, _| {
        Box::pin(async move {
            let idle = !connection.is_in_transaction();
            if !idle {
                tracing::warn!(
                    event = "db.connection_dropped",
                    "a connection came back inside a transaction and was closed"
                );
            }
            Ok(idle)
        })
    })
}

/// A file that we make is ours alone, and so is its folder.
fn create_file(url: &DatabaseUrl, file: &Path) -> Result<(), ConnectError> {
    if !file.exists() {
        files::create_folder(files::folder_of(file)).map_err(|error| {
            ConnectError::new(url, format!("its folder cannot be created ({error})"), None)
        })?;
        match files::create_file(file) {
            // Another instance was quicker.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let advice = format!("the file cannot be created ({error})");
                return Err(ConnectError::new(url, advice, None));
            }
            _ => {}
        }
    }
    files::warn_if_open_to_others(file);
    Ok(())
}

fn explain(url: &DatabaseUrl, error: sqlx::Error) -> ConnectError {
    let cause = DbError::from(error);
    let advice = match &cause {
        DbError::Full(_) => "the disk is full",
        DbError::Unavailable(_) => {
            "the file cannot be opened; check that the path is right, that the user running the server may read and write \
             both the file and its folder, and that no other program holds it locked"
        }
        _ => {
            "the file is not a SQLite database, or it is damaged; put a backup in its place with: veiviser restore FILE"
        }
    };
    ConnectError::new(url, advice, Some(cause))
}
