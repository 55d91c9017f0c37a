//! `veiviser outbox …`: tells other systems what happened here.
//!
//! The program that is told stands at the other end of a pipe: it may post to a queue, call a web hook or write to a file, and Veiviser
//! need not know.

use std::io::Write;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use clap::{Args, Subcommand};

use super::open;
use crate::change::outbox::{self, Message};
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings};
use crate::db::Database;

#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// Print what happened since the last time, one JSON object a line, oldest first, and note it as delivered.
    ///
    /// Each line has the message's id, the instant (at), the topic (such as change.approved) and a payload. A hundred lines at a time are printed and
    /// then noted. When the output cannot be written they are not noted, and are printed again the next time: whoever reads them may meet an
    /// id twice. Run one of these at a time.
    Deliver(Common),
    /// Delete messages that were delivered long ago.
    Prune(Prune),
}

#[derive(Debug, Args)]
pub struct Common {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

#[derive(Debug, Args)]
pub struct Prune {
    /// Delete those that were delivered more than so many days ago. What is not delivered is kept, however old.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    older_than: u32,
    #[command(flatten)]
    common: Common,
}

impl Outbox {
    pub fn common(&self) -> &Common {
        match self {
            Self::Deliver(common) | Self::Prune(Prune { common, .. }) => common,
        }
    }

    pub async fn run(self) -> Result<()> {
        let db = open::migrated_database(&self.common().database).await?;
        let clock = Clock::system();
        match self {
            Self::Deliver(_) => deliver(&db, &clock).await?,
            Self::Prune(Prune { older_than, .. }) => {
                let before = clock.now() - TimeDelta::days(older_than.into());
                let count = outbox::prune(&db, before).await?;
                open::say(format_args!("Deleted: {count}"));
            }
        }
        db.close().await;
        Ok(())
    }
}

async fn deliver(db: &Database, clock: &Clock) -> Result<()> {
    loop {
        let messages = outbox::undelivered(db).await?;
        if messages.is_empty() {
            return Ok(());
        }
        print(&messages)
            .context("not all messages could be written; those will be printed again")?;
        outbox::note_delivered(db, messages, clock.now()).await?;
    }
}

/// All of it, or an error: what lies in a buffer is not delivered.
fn print(messages: &[Message]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for message in messages {
        let line = serde_json::to_string(message)?;
        writeln!(out, "{line}")?;
    }
    out.flush()
}
