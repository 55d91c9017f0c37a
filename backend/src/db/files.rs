//! The database's files are secrets: they hold the key that signs tokens, password hashes, and addresses that are not published.
//!
//! So a folder made by us is open to its owner alone (0700), and so is each file (0600): the database, what SQLite keeps beside it, a
//! backup. SQLite gives `-wal` and `-shm` the mode of the database. A file that somebody else made, or an earlier version, is
//! left as it is; the log says so.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// What SQLite may keep beside a database.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Makes the folder, and those above it that are missing.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes an empty file, which must not exist.
pub(super) fn create_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// The folder a file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The file with something after its name: `veiviser.db` and `-wal`.
pub(super) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

/// A file in the same folder, whose name begins with a dot and ends like this.
pub(super) fn hidden_beside(file: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name()?);
    name.push(ending);
    Some(folder_of(file).join(name))
}

/// Whether there is something in the file; what cannot be looked at is taken for nothing.
pub(super) fn has_content(file: &Path) -> bool {
    file.metadata().is_ok_and(|found| found.len() > 0)
}

/// Waits until names made or taken away in the folder are on the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Tells the log when others on this machine may open the database.
pub(super) fn warn_if_open_to_others(file: &Path) {
    let Ok(found) = file.metadata() else { return };
    let mode = found.mode() & 0o777;
    if mode & 0o077 != 0 {
        tracing::warn!(
            event = "db.open_to_others",
            file = %file.display(),
            mode = format_args!("{mode:04o}"),
            "other users of this machine may open the database, which holds secrets: run chmod 600 on it, and on what lies beside it \
             with the same name and -wal or -shm"
        );
    }
}

/// A file that is being made, and everything SQLite put beside it; removed whatever happens.
pub(super) struct Unfinished(pub PathBuf);

impl Unfinished {
    pub(super) fn remove(&self) {
        let _ = std::fs::remove_file(&self.0);
        for suffix in BESIDE {
            let _ = std::fs::remove_file(with_suffix(&self.0, suffix));
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.remove();
    }
}
