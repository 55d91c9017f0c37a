//! What tokens say and how long they last.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use veiviser_schema::ids::UserId;

/// An access token.
pub const ACCESS: TimeDelta = TimeDelta::minutes(10);
/// A refresh token that is not used.
pub const REFRESH: TimeDelta = TimeDelta::days(30);
/// How far another machine's clock may be off, in seconds.
pub const LEEWAY: i64 = 5;
/// A signing key signs for so long,
pub const KEY_SIGNS: TimeDelta = TimeDelta::days(90);
/// and is known for so long after: longer than any token it signed.
pub const KEY_LINGERS: TimeDelta = TimeDelta::hours(1);
/// An instance asks the database this often whether a key it believes is still one.
pub const KEYS_REREAD: TimeDelta = TimeDelta::minutes(1);

/// What an access token says. Every claim is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it: our public address.
    pub iss: String,
    /// For whom it is: the same, it opens nothing else.
    pub aud: String,
    /// The user's node id.
    pub sub: UserId,
    /// The family of refresh tokens it came of.
    pub sid: Uuid,
    pub jti: Uuid,
    /// Issued, valid from, valid until: seconds since 1970.
    pub iat: i64,
    pub nbf: i64,
    pub exp: i64,
}

/// What a program is given.
#[derive(Clone)]
pub struct TokenPair {
    pub access_token: String,
    /// How long the access token lasts.
    pub lasts: TimeDelta,
    pub refresh_token: String,
}

/// What is kept of a refresh token.
#[derive(Debug, Clone)]
pub struct Refresh {
    pub hash: Vec<u8>,
    pub family: Uuid,
    pub user_id: UserId,
    pub used: bool,
}

/// A key that signs or did so.
#[derive(Clone)]
pub struct StoredKey {
    pub kid: String,
    /// PKCS#8.
    pub private_key: Vec<u8>,
    pub public_key: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
}
