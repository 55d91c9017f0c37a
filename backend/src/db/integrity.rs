//! Is the file whole? SQLite can tell: it reads every page and looks whether they fit together.
//!
//! A killed server leaves its latest commits in `-wal`; the next one carries on from there, and that is as it should be. It is also
//! what ruins a database when somebody has put another file in its place meanwhile: the old log is replayed over the new file. So a
//! server that finds such a log looks through the whole database before it serves ([`left_open`], [`Database::quick_check`]).

use std::path::Path;

use sqlx::{ConnectOptions, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Backend, Database, DatabaseUrl, DbError, files, sqlite};

/// Why a file is not known to be whole.
#[derive(Debug, thiserror::Error)]
pub enum Unsound {
    /// SQLite found something, and says what.
    #[error("{0}")]
    Damaged(String),
    /// It could not be looked through.
    #[error("it could not be looked through: {}", .0.detail())]
    Failed(#[source] DbError),
}

impl From<sqlx::Error> for Unsound {
    fn from(error: sqlx::Error) -> Self {
        match DbError::from(error) {
            // CORRUPT and NOTADB among them: whatever is not a matter of locks, room or rights.
            error @ DbError::Other(_) => Self::Damaged(error.detail()),
            error => Self::Failed(error),
        }
    }
}

/// Whether a SQLite database was not closed by whoever had it last, or is open now: its log holds something.
#[must_use]
pub fn left_open(url: &DatabaseUrl) -> bool {
    url.file()
        .is_some_and(|file| files::has_content(&files::with_suffix(file, "-wal")))
}

impl Database {
    /// Looks through a whole SQLite database, without comparing indexes with their tables: some seconds for a large one. Does nothing on
    /// PostgreSQL, which looks after itself.
    pub async fn quick_check(&self) -> Result<(), Unsound> {
        if self.backend() == Backend::Postgres {
            return Ok(());
        }
        let options = sqlite::connect_options(self.url())
            .map_err(|_| Unsound::Failed(DbError::defect("an address that was read before")))?
            .create_if_missing(false);
        let mut connection = options.connect().await?;
        sound(&mut connection, "PRAGMA quick_check(1)").await?;
        Ok(connection.close().await?)
    }
}

/// Looks through a file that nobody has open, indexes and references included. `immutable`, so that looking leaves nothing beside it.
pub(super) async fn check(file: &Path) -> Result<(), Unsound> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    sound(&mut connection, "PRAGMA integrity_check(1)").await?;
    if let Some(table) = first::<String>(&mut connection, "PRAGMA foreign_key_check").await? {
        return Err(Unsound::Damaged(format!(
            "a row of {table} refers to a missing row"
        )));
    }
    Ok(connection.close().await?)
}

async fn sound(connection: &mut SqliteConnection, pragma: &'static str) -> Result<(), Unsound> {
    let verdict: String = first(connection, pragma).await?.unwrap_or_default();
    if verdict == "ok" {
        Ok(())
    } else {
        Err(Unsound::Damaged(verdict))
    }
}

/// The first value of the first row.
pub(super) async fn first<T>(
    connection: &mut SqliteConnection,
    sql: &'static str,
) -> Result<Option<T>, sqlx::Error>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    sqlx::query(sql)
        .fetch_optional(connection)
        .await?
        .map(|row| row.try_get(0))
        .transpose()
}
