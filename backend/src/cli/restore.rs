//! `veiviser restore FILE`

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::open;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings};
use crate::db;

/// Put a backup in the place of a SQLite database. Stop the server first. The backup is checked; the old database is kept beside the new
/// one.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

impl Restore {
    pub async fn run(self) -> Result<()> {
        let url = &self.database.database_url;
        let db::Restored { kept, pending } =
            db::restore(url, &self.file, Clock::system().now()).await?;
        open::say(format_args!(
            "{} is restored to {url}.",
            self.file.display()
        ));
        if let Some(kept) = kept {
            open::say(format_args!(
                "What was there is kept as {}.",
                kept.display()
            ));
        }
        if pending > 0 {
            open::say("It is older than this program. Run: veiviser migrate");
        }
        Ok(())
    }
}
