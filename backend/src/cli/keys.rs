//! `veiviser keys …`: the keys that sign access tokens, for whoever runs the machine.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::open;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings, PublicUrl};
use crate::identity::token::cli::{self, OldKeys};
use crate::identity::{Identity, IdentitySettings};

#[derive(Debug, Subcommand)]
pub enum Keys {
    /// List every key: when it was made, and whether it signs.
    List(Common),
    /// Make a new key that signs from now on. Running servers need not be restarted.
    ///
    /// Keys are replaced every 90 days without this command. Access tokens last ten minutes; those that the old key signed go on working until then.
    Rotate(Rotate),
}

#[derive(Debug, Args)]
pub struct Common {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

#[derive(Debug, Args)]
pub struct Rotate {
    /// Delete the old keys as well, when somebody may have seen one: after a minute at most, no running server believes what they signed. Programs
    /// that use the API get a new access token with their refresh token; nobody has to sign in again.
    #[arg(long)]
    retire: bool,
    #[command(flatten)]
    common: Common,
}

impl Keys {
    pub fn common(&self) -> &Common {
        match self {
            Self::List(common) | Self::Rotate(Rotate { common, .. }) => common,
        }
    }

    pub async fn run(self) -> Result<()> {
        let db = open::migrated_database(&self.common().database).await?;
        // Nobody signs in here: the address matters to nothing.
        let local: PublicUrl = "http://localhost".parse().context("a local address")?;
        let settings = IdentitySettings::new(local);
        let identity = Identity::new(db.clone(), Clock::system(), settings)?;
        match self {
            Self::List(_) => {
                let lines = cli::list_keys(&identity).await?;
                if lines.is_empty() {
                    open::say("No keys yet: a server makes the first one when it starts.");
                }
                for line in lines {
                    open::say(line);
                }
            }
            Self::Rotate(Rotate { retire, common: _ }) => {
                let old = if retire {
                    OldKeys::Forgotten
                } else {
                    OldKeys::Linger
                };
                open::say(format_args!(
                    "New: {}",
                    cli::rotate_keys(&identity, old).await?
                ));
                if retire {
                    open::say(
                        "The old keys are deleted. Running servers forget them within a minute.",
                    );
                }
            }
        }
        db.close().await;
        Ok(())
    }
}
