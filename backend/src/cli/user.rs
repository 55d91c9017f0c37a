//! `veiviser user …`: accounts, for whoever runs the machine. The first administrator is made here.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use veiviser_schema::authz::Role;

use super::open;
use crate::clock::Clock;
use crate::config::{DatabaseSettings, LogSettings, PublicUrl};
use crate::identity::grant::model::Wanted;
use crate::identity::user::model::NewUser;
use crate::identity::{Identity, IdentitySettings, cli};

#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a user with a role. Asks for the password.
    Add(Add),
    /// List every user, with roles.
    List(Common),
    /// Disable a user. Everything they are signed in with ends.
    Disable(One),
    /// Let a disabled user in again.
    Enable(One),
    /// Set a user's password. Asks for it; everything they are signed in with ends.
    Password(NewPassword),
}

#[derive(Debug, Args)]
pub struct Common {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    pub log: LogSettings,
}

#[derive(Debug, Args)]
pub struct Add {
    /// The e-mail address to sign in with.
    #[arg(long)]
    email: String,
    /// The name colleagues see.
    #[arg(long)]
    name: String,
    /// What the user may do.
    #[arg(long, value_enum)]
    role: RoleName,
    /// Where, for an editor or approver: the municipality's four digits.
    #[arg(long, value_name = "NUMBER", required_if_eq_any([("role", "editor"), ("role", "approver")]))]
    municipality: Option<String>,
    /// Where, for a county coordinator: the county's two digits.
    #[arg(
        long,
        value_name = "NUMBER",
        required_if_eq("role", "county-coordinator")
    )]
    county: Option<String>,
    #[command(flatten)]
    password: PasswordSource,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub struct One {
    /// The user's e-mail address.
    email: String,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
pub struct NewPassword {
    /// The user's e-mail address.
    email: String,
    #[command(flatten)]
    password: PasswordSource,
    #[command(flatten)]
    common: Common,
}

/// A password is never an argument: other users of the machine can read those.
#[derive(Debug, Args)]
struct PasswordSource {
    /// Read the password from standard input (its first line) instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    /// Keeps a municipality's listings.
    Editor,
    /// Also approves colleagues' low-risk changes and looks after the municipality's editors.
    Approver,
    /// Follows up a county: reads and comments, edits nothing.
    CountyCoordinator,
    /// Reviews changes from the whole country.
    NationalCoordinator,
    /// Looks after users and settings; approves no content.
    Administrator,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Editor => Self::Editor,
            RoleName::Approver => Self::Approver,
            RoleName::CountyCoordinator => Self::CountyCoordinator,
            RoleName::NationalCoordinator => Self::NationalCoordinator,
            RoleName::Administrator => Self::Administrator,
        }
    }
}

impl User {
    pub fn common(&self) -> &Common {
        match self {
            Self::Add(Add { common, .. })
            | Self::List(common)
            | Self::Disable(One { common, .. })
            | Self::Enable(One { common, .. })
            | Self::Password(NewPassword { common, .. }) => common,
        }
    }

    pub async fn run(self) -> Result<()> {
        let db = open::migrated_database(&self.common().database).await?;
        // Nobody signs in here: the address matters to nothing.
        let local: PublicUrl = "http://localhost".parse().context("a local address")?;
        let settings = IdentitySettings::new(local);
        let identity = Identity::new(db.clone(), Clock::system(), settings)?;
        match self {
            Self::Add(Add {
                email,
                name,
                role,
                municipality,
                county,
                password,
                common: _,
            }) => {
                let new = NewUser {
                    name,
                    email,
                    password: password.read().await?,
                    language: None,
                    grant: Wanted {
                        role: role.into(),
                        municipality_number: municipality,
                        county_number: county,
                    },
                };
                open::say(format_args!(
                    "Added: {}",
                    cli::add_user(&identity, new).await?
                ));
            }
            Self::List(_) => {
                for line in cli::list_users(&identity).await? {
                    open::say(line);
                }
            }
            Self::Disable(One { email, common: _ }) => {
                open::say(format_args!(
                    "Disabled: {}",
                    cli::disable_user(&identity, &email).await?
                ));
            }
            Self::Enable(One { email, common: _ }) => {
                open::say(format_args!(
                    "Enabled: {}",
                    cli::enable_user(&identity, &email).await?
                ));
            }
            Self::Password(NewPassword {
                email,
                password,
                common: _,
            }) => {
                let password = password.read().await?;
                let user = cli::set_password(&identity, &email, &password).await?;
                open::say(format_args!("The password is set: {user}"));
            }
        }
        db.close().await;
        Ok(())
    }
}

impl PasswordSource {
    async fn read(self) -> Result<String> {
        let Self { password_stdin } = self;
        tokio::task::spawn_blocking(move || {
            if password_stdin {
                first_line_of_input()
            } else {
                ask_twice()
            }
        })
        .await
        .map_err(|_| anyhow!("the password could not be read"))?
    }
}

fn first_line_of_input() -> Result<String> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("cannot read the password from standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("standard input has no password on its first line");
    }
    Ok(password.to_owned())
}

fn ask_twice() -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!(
            "there is no terminal to ask for the password; give it on standard input with --password-stdin"
        );
    }
    let first = rpassword::prompt_password("Password (at least 12 characters): ")?;
    let second = rpassword::prompt_password("The same again: ")?;
    if first != second {
        bail!("the two were not the same");
    }
    Ok(first)
}
