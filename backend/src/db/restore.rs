//! Putting a backup in the place of the database.
//!
//! Copying a file over `veiviser.db` is not enough, and does harm: the log of the old database (`-wal`) lies beside it, and SQLite replays
//! it over the new file. So this is a command. It makes a copy of the backup beside the database and looks it through; takes a
//! lock that no server can hold at the same time; lays the old database aside **with its log**, which together are that database as it
//! was; and only then gives the copy its name. Whoever pulls the plug in the middle finds the old one, or none and both parts beside it:
//! never one database with the log of another.
//!
//! The lock is the one SQLite itself takes (a POSIX lock on the file), over the whole file: every open SQLite connection holds a part
//! of it. It is taken here, not by SQLite, because the old database may be too damaged to open: that is when backups are wanted.
//! POSIX locks belong to the process, so nothing else in this process may have the database open.

use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, fcntl_lock};
use sea_orm_migration::MigratorTrait;
use sqlx::{
    ConnectOptions, Connection, Row,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use veiviser_migrations::Migrator;

use super::{
    DatabaseUrl, DbError,
    backup::quote,
    files::{self, Unfinished},
    integrity::{self, Unsound},
};

/// How every SQLite database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Why nothing was restored. The database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// PostgreSQL restores its own backups.
    #[error("PostgreSQL restores its own backups; run: {command}")]
    UsePgRestore {
        /// A command line without the password.
        command: String,
    },
    /// The file to restore cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    /// The folder or the disk said no.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    /// The very file that would be replaced.
    #[error("{} is the database itself; name a backup", .0.display())]
    Itself(PathBuf),
    /// Something else altogether.
    #[error("{} is not a backup of Veiviser: {why}", path.display())]
    NotABackup { path: PathBuf, why: &'static str },
    /// Not whole.
    #[error("{} is damaged ({why}); nothing was changed", path.display())]
    Damaged { path: PathBuf, why: String },
    /// It could not be looked through.
    #[error("{} could not be looked through: {}", path.display(), cause.detail())]
    Unread {
        path: PathBuf,
        #[source]
        cause: DbError,
    },
    /// Made by a program that knows more.
    #[error(
        "{} was made by a newer version of Veiviser ({migration} is unknown here); restore it with that version, or a later one",
        path.display()
    )]
    Newer { path: PathBuf, migration: String },
    /// A server, or another command, has the database open.
    #[error("the database {} is in use; stop the server first", .0.display())]
    InUse(PathBuf),
}

/// What was done.
#[derive(Debug)]
pub struct Restored {
    /// Where the old database lies now, if there was one.
    pub kept: Option<PathBuf>,
    /// How many migrations this program has that the restored database has not.
    pub pending: usize,
}

/// Puts the backup `from` in the place of the database, which nobody may have open.
pub async fn restore(
    url: &DatabaseUrl,
    from: &Path,
    now: DateTime<Utc>,
) -> Result<Restored, RestoreError> {
    let Some(database) = url.file() else {
        let command = format!(
            "pg_restore --clean --if-exists --dbname={} {}",
            quote(&url.to_string()),
            quote(&from.display().to_string())
        );
        return Err(RestoreError::UsePgRestore { command });
    };
    looks_like_sqlite(from)?;
    if same_file(from, database) {
        return Err(RestoreError::Itself(from.to_owned()));
    }
    let write = |cause: io::Error| RestoreError::Write {
        path: database.to_owned(),
        cause,
    };
    let folder = files::folder_of(database);
    files::create_folder(folder).map_err(write)?;
    let fresh = files::hidden_beside(database, ".restoring")
        .map(Unfinished)
        .ok_or_else(|| write(io::ErrorKind::InvalidInput.into()))?;
    // Left over from one that was killed.
    fresh.remove();
    copy(from, &fresh.0)?;
    let pending = look_through(&fresh.0, from).await?;
    // What SQLite folded in is on the disk before the file gets its name.
    File::open(&fresh.0)
        .and_then(|file| file.sync_all())
        .map_err(write)?;

    let _lock = lock(database)?;
    let kept = lay_aside(database, now).map_err(write)?;
    fs::rename(&fresh.0, database).map_err(write)?;
    files::sync_folder(folder).map_err(write)?;
    Ok(Restored { kept, pending })
}

fn looks_like_sqlite(from: &Path) -> Result<(), RestoreError> {
    use io::Read;
    let mut magic = [0; MAGIC.len()];
    let read = File::open(from).and_then(|mut file| file.read_exact(&mut magic));
    match read {
        Ok(()) if magic == *MAGIC => Ok(()),
        Err(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => Err(RestoreError::Read {
            path: from.to_owned(),
            cause,
        }),
        _ => Err(RestoreError::NotABackup {
            path: from.to_owned(),
            why: "it is not a SQLite database",
        }),
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Copies the file, and the log beside it if it has one: a database that was laid aside is both together.
fn copy(from: &Path, to: &Path) -> Result<(), RestoreError> {
    for suffix in ["", "-wal", "-journal"] {
        let from = files::with_suffix(from, suffix);
        if !suffix.is_empty() && !files::has_content(&from) {
            continue;
        }
        let to = files::with_suffix(to, suffix);
        let mut source = File::open(&from).map_err(|cause| RestoreError::Read {
            path: from.clone(),
            cause,
        })?;
        files::create_file(&to)
            .and_then(|mut copy| {
                io::copy(&mut source, &mut copy)?;
                copy.sync_all()
            })
            .map_err(|cause| RestoreError::Write { path: to, cause })?;
    }
    Ok(())
}

/// Folds the log into the copy and looks whether it is whole, and ours. Answers how many migrations it lacks.
async fn look_through(copy: &Path, from: &Path) -> Result<usize, RestoreError> {
    let path = || from.to_owned();
    let failed = |unsound: Unsound| match unsound {
        Unsound::Damaged(why) => RestoreError::Damaged { path: path(), why },
        Unsound::Failed(cause) => RestoreError::Unread {
            path: path(),
            cause,
        },
    };
    let unread = |error: sqlx::Error| failed(error.into());
    let options = SqliteConnectOptions::new()
        .filename(copy)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(unread)?;
    let table = "select name from sqlite_master where type = 'table' and name = 'seaql_migrations'";
    let table: Option<String> = integrity::first(&mut connection, table)
        .await
        .map_err(unread)?;
    let mut ran = HashSet::new();
    if table.is_some() {
        let rows = sqlx::query("select version from seaql_migrations")
            .fetch_all(&mut connection)
            .await
            .map_err(unread)?;
        for row in rows {
            ran.insert(row.try_get::<String, _>(0).map_err(unread)?);
        }
    }
    connection.close().await.map_err(unread)?;
    integrity::check(copy).await.map_err(failed)?;
    if ran.is_empty() {
        return Err(RestoreError::NotABackup {
            path: path(),
            why: "it has none of our tables",
        });
    }
    let known: HashSet<String> = Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    if let Some(migration) = ran.difference(&known).min() {
        return Err(RestoreError::Newer {
            path: path(),
            migration: migration.clone(),
        });
    }
    Ok(known.difference(&ran).count())
}

/// Nobody opens the database while this is held; `None` when there is none to open.
fn lock(database: &Path) -> Result<Option<File>, RestoreError> {
    let write = |cause: io::Error| RestoreError::Write {
        path: database.to_owned(),
        cause,
    };
    let file = match OpenOptions::new().read(true).write(true).open(database) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(write(error)),
    };
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS) => {
            Err(RestoreError::InUse(database.to_owned()))
        }
        Err(error) => Err(write(error.into())),
    }
}

/// Gives the old database another name, and its log the same: the file first, so that it never lies there without its log. The shared
/// memory (`-shm`) is made anew by whoever opens it.
fn lay_aside(database: &Path, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let aside = (1..)
        .map(|number| match number {
            1 => format!(".before-restore-{stamp}"),
            number => format!(".before-restore-{stamp}-{number}"),
        })
        .map(|ending| files::with_suffix(database, &ending))
        .find(|aside| aside.symlink_metadata().is_err())
        .unwrap_or_default();
    let mut kept = None;
    for suffix in ["", "-wal", "-journal"] {
        let to = files::with_suffix(&aside, suffix);
        match fs::rename(files::with_suffix(database, suffix), &to) {
            Ok(()) => kept = kept.or(Some(aside.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    match fs::remove_file(files::with_suffix(database, "-shm")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => {
            files::sync_folder(files::folder_of(database))?;
            Ok(kept)
        }
    }
}
