//! A copy of the database, taken while it is in use, and known to be whole.
//!
//! SQLite writes a compact copy with `VACUUM INTO` on a connection of its own: readers and the writer go on meanwhile. The
//! copy is made under a temporary name, flushed to the disk, opened and checked; only then does it get the name asked for.
//! A file with that name is a good backup, always; an existing file is never overwritten.
//!
//! PostgreSQL has its own tool, which does this better than we could: the error says which command to run.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Backend, Database, DbError, sqlite};

/// Why there is no backup, for whoever asked for it.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL makes its own backups.
    #[error("PostgreSQL makes its own backups; run: {command}")]
    UsePgDump {
        /// A command line without the password (`pg_dump` asks, or reads `PGPASSWORD` or `~/.pgpass`).
        command: String,
    },
    /// Backups are never overwritten.
    #[error("{} exists already; choose another name", .0.display())]
    Exists(PathBuf),
    /// The folder or the disk said no.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// The file asked for.
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    /// The database failed while being copied; `detail` is for the operator.
    #[error("the database could not be copied: {}", .0.detail())]
    Copy(#[source] DbError),
    /// The copy was made but is not sound, so it was removed: the database itself may be damaged.
    #[error("the copy did not pass its integrity check ({0}); the database itself may be damaged")]
    Damaged(String),
}

/// Copies the database to `path`, which must not exist.
pub async fn backup(db: &Database, path: &Path) -> Result<(), BackupError> {
    if db.backend() == Backend::Postgres {
        let (url, path) = (db.url().to_string(), path.display().to_string());
        let command = format!(
            "pg_dump --format=custom --file={} --dbname={}",
            quote(&path),
            quote(&url)
        );
        return Err(BackupError::UsePgDump { command });
    }
    let write_error = |cause: io::Error| BackupError::Write {
        path: path.to_owned(),
        cause,
    };
    if path.symlink_metadata().is_ok() {
        return Err(BackupError::Exists(path.to_owned()));
    }
    let name = path
        .file_name()
        .ok_or_else(|| write_error(io::ErrorKind::InvalidInput.into()))?;
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder).map_err(write_error)?;
    let mut partial_name = std::ffi::OsString::from(".");
    partial_name.push(name);
    partial_name.push(".partial");
    let partial = Partial(folder.join(partial_name));
    // Left over from a backup that was killed.
    partial.remove();

    copy(db, &partial.0).await?;
    File::open(&partial.0)
        .and_then(|file| file.sync_all())
        .map_err(write_error)?;
    check(&partial.0).await?;
    // Unlike a rename, a hard link fails when somebody made the file meanwhile.
    fs::hard_link(&partial.0, path).map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
        _ => write_error(cause),
    })?;
    partial.remove();
    File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(write_error)
}

async fn copy(db: &Database, to: &Path) -> Result<(), BackupError> {
    let failed = |error: sqlx::Error| BackupError::Copy(error.into());
    let to = to.to_str().ok_or_else(|| BackupError::Write {
        path: to.to_owned(),
        cause: io::Error::new(io::ErrorKind::InvalidInput, "the name is not valid UTF-8"),
    })?;
    let options = sqlite::connect_options(db.url())
        .map_err(|error| BackupError::Copy(DbError::Other(std::sync::Arc::new(error))))?
        .create_if_missing(false);
    let mut connection = options.connect().await.map_err(failed)?;
    sqlx::query("VACUUM INTO ?")
        .bind(to)
        .execute(&mut connection)
        .await
        .map_err(failed)?;
    connection.close().await.map_err(failed)
}

/// Reads the whole copy. `immutable`, so that looking leaves no journal files beside it.
async fn check(copy: &Path) -> Result<(), BackupError> {
    let failed = |error: sqlx::Error| BackupError::Copy(error.into());
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(failed)?;
    let verdict: String = first(&mut connection, "PRAGMA integrity_check(1)")
        .await
        .map_err(failed)?
        .unwrap_or_default();
    if verdict != "ok" {
        return Err(BackupError::Damaged(verdict));
    }
    if let Some(table) = first(&mut connection, "PRAGMA foreign_key_check")
        .await
        .map_err(failed)?
    {
        return Err(BackupError::Damaged(format!(
            "a row of {table} refers to a missing row"
        )));
    }
    connection.close().await.map_err(failed)
}

async fn first(
    connection: &mut SqliteConnection,
    sql: &'static str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query(sql)
        .fetch_optional(connection)
        .await?
        .map(|row| row.try_get(0))
        .transpose()
}

/// The unfinished copy; removed whatever happens.
struct Partial(PathBuf);

impl Partial {
    fn remove(&self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let mut file = self.0.clone().into_os_string();
            file.push(suffix);
            let _ = fs::remove_file(file);
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Quotes one word for a POSIX shell.
fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
