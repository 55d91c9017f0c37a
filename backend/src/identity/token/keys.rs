//! Signing keys: making them, and the few that are known at a time.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use serde_json::{Value, json};

use super::model::{KEY_LINGERS, KEY_SIGNS, KEYS_REREAD, StoredKey};
use crate::outcome::Failure;
use crate::random::Randomness;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What comes before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410, section 7).
const PKCS8_ED25519: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The keys this instance believes without asking the database. Another instance may have made one since, or the operator taken one
/// away: so what was read is good for a minute.
#[derive(Default)]
pub struct KeyRing(ArcSwap<Read>);

#[derive(Default)]
struct Read {
    keys: Vec<StoredKey>,
    at: DateTime<Utc>,
}

impl KeyRing {
    /// Takes the keys that were read at an instant in the place of those before.
    pub fn put(&self, keys: Vec<StoredKey>, at: DateTime<Utc>) {
        self.0.store(Arc::new(Read { keys, at }));
    }

    /// Whether the keys must be read again before one is believed. A clock that was put back makes them old too.
    pub fn is_old(&self, now: DateTime<Utc>) -> bool {
        let age = now - self.0.load().at;
        age >= KEYS_REREAD || age < TimeDelta::zero()
    }

    /// The public half of a key, while tokens it signed may still be about.
    pub fn verifying(&self, kid: &str, now: DateTime<Utc>) -> Option<DecodingKey> {
        self.0
            .load()
            .keys
            .iter()
            .find(|key| key.kid == kid && known(key, now))
            .map(|key| DecodingKey::from_ed_der(&key.public_key))
    }
}

/// The newest key that may still sign.
pub fn signing(keys: &[StoredKey], now: DateTime<Utc>) -> Option<&StoredKey> {
    keys.iter()
        .filter(|key| key.retired_at.is_none() && now < key.created_at + KEY_SIGNS)
        .max_by_key(|key| key.created_at)
}

fn known(key: &StoredKey, now: DateTime<Utc>) -> bool {
    key.retired_at
        .is_none_or(|retired| now < retired + KEY_LINGERS)
}

/// The public halves, as RFC 7517 writes them.
pub fn jwks(keys: &[StoredKey], now: DateTime<Utc>) -> Value {
    let keys: Vec<Value> = keys
        .iter()
        .filter(|key| known(key, now))
        .map(|key| {
            json!({
                "kty": "OKP",
                "crv": "Ed25519",
                "use": "sig",
                "alg": "EdDSA",
                "kid": key.kid,
                "x": URL_SAFE_NO_PAD.encode(&key.public_key),
            })
        })
        .collect();
    json!({ "keys": keys })
}

/// A new key, named by its RFC 7638 thumbprint.
pub fn generate(random: &Randomness, now: DateTime<Utc>) -> Result<StoredKey, Failure> {
    let seed: [u8; 32] = random
        .bytes()
        .map_err(|_| Failure::Defect("the operating system gave no random bytes"))?;
    let private_key = [PKCS8_ED25519.as_slice(), &seed].concat();
    let broken = || Failure::Defect("a new signing key could not be read");
    let jwk = Jwk::from_encoding_key(&EncodingKey::from_ed_der(&private_key), Algorithm::EdDSA)
        .map_err(|_| broken())?;
    let AlgorithmParameters::OctetKeyPair(pair) = &jwk.algorithm else {
        return Err(broken());
    };
    Ok(StoredKey {
        kid: jwk
            .thumbprint(ThumbprintHash::SHA256)
            .map_err(|_| broken())?,
        public_key: URL_SAFE_NO_PAD.decode(&pair.x).map_err(|_| broken())?,
        private_key,
        created_at: now,
        retired_at: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::start;

    fn key(seed: u64, created_at: DateTime<Utc>) -> StoredKey {
        generate(&Randomness::seeded(seed), created_at).expect("a key")
    }

    #[test]
    fn a_key_signs_for_ninety_days_and_is_known_for_an_hour_more() {
        let mut old = key(1, start());
        let later = start() + TimeDelta::days(90);
        assert!(signing(std::slice::from_ref(&old), later - TimeDelta::seconds(1)).is_some());
        assert!(signing(std::slice::from_ref(&old), later).is_none());
        old.retired_at = Some(later);
        let ring = KeyRing::default();
        let both = vec![old.clone(), key(2, later)];
        assert_ne!(signing(&both, later).expect("a key").kid, old.kid);
        ring.put(both, later);
        assert!(
            ring.verifying(&old.kid, later + TimeDelta::minutes(59))
                .is_some()
        );
        assert!(
            ring.verifying(&old.kid, later + TimeDelta::minutes(60))
                .is_none()
        );
        assert!(ring.verifying("unknown", later).is_none());
    }

    #[test]
    fn keys_that_were_read_a_minute_ago_are_read_again() {
        let ring = KeyRing::default();
        assert!(ring.is_old(start()), "never read");
        ring.put(vec![key(1, start())], start());
        assert!(!ring.is_old(start() + TimeDelta::seconds(59)));
        assert!(ring.is_old(start() + TimeDelta::seconds(60)));
        assert!(ring.is_old(start() - TimeDelta::seconds(1)));
    }

    #[test]
    fn only_the_public_half_is_published() {
        let key = key(1, start());
        let published = jwks(std::slice::from_ref(&key), start());
        let one = &published["keys"][0];
        assert_eq!(one["kid"], key.kid.as_str());
        assert_eq!(one["x"], URL_SAFE_NO_PAD.encode(&key.public_key));
        assert!(one.get("d").is_none());
        let secret = URL_SAFE_NO_PAD.encode(&key.private_key[16..]);
        assert!(!published.to_string().contains(&secret));
        assert_eq!(key.public_key.len(), 32);
    }
}
