//! `veiviser migrate`

use anyhow::Result;
use clap::Args;

use super::open;
use crate::config::{DatabaseSettings, LogSettings};
use crate::db;

/// Make the tables, or bring them up to date. Safe to run again, and while several servers start at once.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

impl Migrate {
    pub async fn run(self) -> Result<()> {
        let db = open::database(&self.database).await?;
        let count = db::migrate(&db).await?;
        match count {
            0 => open::say(format_args!("{} is up to date.", db.url())),
            1 => open::say(format_args!("{} is up to date: 1 migration ran.", db.url())),
            count => open::say(format_args!(
                "{} is up to date: {count} migrations ran.",
                db.url()
            )),
        }
        db.close().await;
        Ok(())
    }
}
