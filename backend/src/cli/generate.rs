//! `veiviser generate`

use std::time::Instant;

use anyhow::Result;
use clap::{Args, builder::RangedU64ValueParser};

use super::open;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings};
use crate::{generate, seed};

/// Make up a catalogue over all municipalities and service types, for demonstrations, tests and benchmarks. Every listing is marked as
/// a demonstration. The same seed gives the same listings.
#[derive(Debug, Args)]
pub struct Generate {
    /// How many listings. The whole of Norway has some 20000.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1000,
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_000_000)
    )]
    listings: usize,
    /// Which catalogue: any number.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

impl Generate {
    pub async fn run(self) -> Result<()> {
        let begun = Instant::now();
        let db = open::migrated_database(&self.database).await?;
        let now = Clock::system().now();
        seed::facts::facts(&db, now).await?;
        let published = generate::generate(&db, self.listings, self.seed, now).await?;
        open::say(format_args!(
            "Generated {} listings in {:.1} s; {published} are published in {}.",
            self.listings,
            begun.elapsed().as_secs_f32(),
            db.url()
        ));
        db.close().await;
        Ok(())
    }
}
