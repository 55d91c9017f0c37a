//! `veiviser backup FILE`

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::open;
use crate::config::{DatabaseSettings, LogSettings};
use crate::db;

/// Copy a SQLite database to a file, also while the server runs. The copy is checked; an existing file is never overwritten.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. It must not exist.
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

impl Backup {
    pub async fn run(self) -> Result<()> {
        let db = open::existing_database(&self.database).await?;
        db::backup(&db, &self.file).await?;
        open::say(format_args!(
            "{} is copied to {}.",
            db.url(),
            self.file.display()
        ));
        db.close().await;
        Ok(())
    }
}
