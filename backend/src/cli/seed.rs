//! `veiviser seed`

use anyhow::Result;
use clap::Args;

use super::open;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings};
use crate::seed;

/// Fill in the national facts: counties, municipalities, service types and national contact points. Safe to run again: it brings
/// them up to date.
#[derive(Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

impl Seed {
    pub async fn run(self) -> Result<()> {
        let db = open::migrated_database(&self.database).await?;
        let clock = Clock::system();
        seed::facts::facts(&db, clock.now()).await?;
        println!("The national facts are in {}.", db.url());
        db.close().await;
        Ok(())
    }
}
