//! A copy of the database, taken while it is in use, and known to be whole.
//!
//! SQLite writes a compact copy with `VACUUM INTO` on a connection of its own: readers and the writer go on meanwhile. The
//! copy is made under a temporary name, flushed to the disk, opened and checked; only then does it get the name asked for.
//! A file with that name is a good backup, always; an existing file is never overwritten. It is a secret like the database itself.
//!
//! PostgreSQL has its own tool, which does this better than we could: the error says which command to run.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, Connection};

use super::{
    Backend, Database, DbError,
    files::{self, Unfinished},
    integrity::{self, Unsound},
    sqlite,
};

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
    /// A backup makes no folders.
    #[error("there is no folder {}; make it first, or correct the name", .0.display())]
    NoFolder(PathBuf),
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
    let folder = files::folder_of(path);
    // A folder that is not there is a slip of the finger, or a disk that is not mounted: nothing to make on the way.
    if !folder.is_dir() {
        return Err(BackupError::NoFolder(folder.to_owned()));
    }
    let partial = files::hidden_beside(path, ".partial")
        .map(Unfinished)
        .ok_or_else(|| write_error(io::ErrorKind::InvalidInput.into()))?;
    // Left over from a backup that was killed.
    partial.remove();

    // SQLite writes into an empty file: this one is ours alone from the beginning.
    files::create_file(&partial.0).map_err(write_error)?;
    copy(db, &partial.0).await?;
    File::open(&partial.0)
        .and_then(|file| file.sync_all())
        .map_err(write_error)?;
    integrity::check(&partial.0)
        .await
        .map_err(|unsound| match unsound {
            Unsound::Damaged(why) => BackupError::Damaged(why),
            Unsound::Failed(error) => BackupError::Copy(error),
        })?;
    // Unlike a rename, a hard link fails when somebody made the file meanwhile.
    fs::hard_link(&partial.0, path).map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
        _ => write_error(cause),
    })?;
    partial.remove();
    files::sync_folder(folder).map_err(write_error)
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

/// Quotes one word for a POSIX shell.
pub(super) fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
