//! Who people are: accounts, what they have been granted, and how they are signed in.
//!
//! One slice of four tables that belong together: a **user** has **grants**; a browser holds a **session**; a program holds
//! **tokens**. Disabling a user or changing a password ends sessions and tokens in the same transaction, which is why the four
//! share their repositories here and nobody else does. Other slices know people by id and by [`user::names`].
//!
//! [`Identity`] is the service; its methods stand in the `service` file of the folder they are about.

pub mod cli;
pub mod cookie;
pub mod demo;
pub mod grant;
mod limits;
mod password;
mod recognise;
mod secret;
pub mod session;
mod settings;
pub mod token;
pub mod user;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use cookie::SessionCookie;
pub use recognise::{Credentials, Recognised};
pub use settings::{AttemptLimits, IdentitySettings};

use crate::clock::Clock;
use crate::db::Database;
use crate::outcome::Failure;
use crate::random::Randomness;
use limits::{Limits, Told};
use password::Passwords;
use token::KeyRing;

/// Accounts, grants, sessions and tokens. Cloning is cheap; all clones share the limits on wrong passwords.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    db: Database,
    clock: Clock,
    random: Randomness,
    passwords: Passwords,
    limits: Limits,
    told: Told,
    keys: KeyRing,
    demo_accounts: bool,
    cookie: SessionCookie,
    issuer: String,
}

impl Identity {
    /// Fails only when the operating system has no randomness to give.
    pub fn new(db: Database, clock: Clock, settings: IdentitySettings) -> Result<Self, Failure> {
        let IdentitySettings {
            public_url,
            demo_accounts,
            limits,
            random,
        } = settings;
        Ok(Self(Arc::new(Inner {
            limits: Limits::new(limits, &clock),
            told: Told::default(),
            passwords: Passwords::new(random.clone())?,
            keys: KeyRing::default(),
            demo_accounts,
            cookie: SessionCookie::of(&public_url),
            issuer: public_url.origin().to_owned(),
            db,
            clock,
            random,
        })))
    }

    /// How the session cookie is read and written at this address.
    #[must_use]
    pub fn cookie(&self) -> SessionCookie {
        self.0.cookie
    }

    /// Who issues our tokens: the public address.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }
}
