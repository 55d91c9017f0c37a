//! What an installation decides about signing in.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::config::PublicUrl;
use crate::random::Randomness;

/// How many wrong passwords are borne.
#[derive(Debug, Clone, Copy)]
pub struct AttemptLimits {
    /// Wrong passwords for one account from one network (IPv4 /24, IPv6 /48) within the window.
    pub per_account_and_network: NonZeroU32,
    /// Wrong passwords for one account from everywhere within the window: so many that nobody alone closes it to its owner.
    pub per_account: NonZeroU32,
    /// Wrong passwords from one client address within the window.
    pub per_address: NonZeroU32,
    /// After so long everything is forgiven; until then one attempt at a time comes back.
    pub window: Duration,
}

impl Default for AttemptLimits {
    fn default() -> Self {
        Self {
            per_account_and_network: NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN),
            per_account: NonZeroU32::new(200).unwrap_or(NonZeroU32::MIN),
            per_address: NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN),
            window: Duration::from_secs(15 * 60),
        }
    }
}

/// Settings of the identity slice.
#[derive(Clone)]
pub struct IdentitySettings {
    /// The address the world uses: it names the issuer of tokens, and decides how the cookie is made.
    pub public_url: PublicUrl,
    /// Whether demo accounts, whose password everybody knows, may be signed in with.
    pub demo_accounts: bool,
    pub limits: AttemptLimits,
    pub random: Randomness,
}

impl IdentitySettings {
    #[must_use]
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            public_url,
            demo_accounts: false,
            limits: AttemptLimits::default(),
            random: Randomness::system(),
        }
    }
}
