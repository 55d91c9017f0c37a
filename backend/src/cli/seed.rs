//! `veiviser seed`

use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Args;

use super::open;
use crate::change::Changes;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings, PublicUrl};
use crate::identity::{Identity, IdentitySettings};
use crate::seed;
use crate::seed::demo::accounts;

/// Fill in the national facts: counties, municipalities, service types and national contact points. Safe to run again: it brings
/// them up to date.
#[derive(Debug, Args)]
pub struct Seed {
    /// Also add a demonstration: six accounts with a well-known password, and some thirty listings marked [Demo]. A server that others
    /// can reach refuses to run with demo accounts.
    #[arg(long)]
    demo: bool,
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
        open::say(format_args!("The national facts are in {}.", db.url()));
        if self.demo {
            // Seeding signs nobody in, so any address will do.
            let local: PublicUrl = "http://localhost".parse().context("a local address")?;
            let identity = Identity::new(db.clone(), clock.clone(), IdentitySettings::new(local))?;
            let changes = Changes::new(db.clone(), Arc::new(|| Box::pin(async {})));
            let seeded = seed::demo::demo(&identity, &changes, clock.now())
                .await
                .context("the demonstration could not be added")?;
            open::say(format_args!(
                "The demonstration is there: {} accounts and {} listings are new.",
                seeded.accounts, seeded.listings
            ));
            open::say(sign_in_with(accounts::ALL.map(|person| person.email)));
        }
        db.close().await;
        Ok(())
    }
}

/// How to sign in, in words.
pub fn sign_in_with(emails: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = format!(
        "Demo accounts (password {}, each of them):",
        accounts::PASSWORD
    );
    for email in emails {
        let email = email.as_ref();
        let known = accounts::ALL.iter().find(|person| person.email == email);
        text.push_str("\n  ");
        text.push_str(email);
        if let Some(person) = known {
            text.push_str("  ");
            text.push_str(person.name);
        }
    }
    text
}
