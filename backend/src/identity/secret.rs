//! Secrets that are carried by whoever they were given to: the value of a session cookie, a refresh token.
//!
//! 256 random bits, too many to guess; the database keeps only their SHA-256, so that a stolen copy of it signs nobody in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::random::{NoRandomness, Randomness};

/// Longer than any secret of ours; what is longer is not looked up.
const LONGEST: usize = 64;

/// A new secret: the text to hand out, and what to keep.
pub struct Secret {
    pub text: String,
    pub hash: Vec<u8>,
}

impl Secret {
    pub fn generate(random: &Randomness) -> Result<Self, NoRandomness> {
        let text = URL_SAFE_NO_PAD.encode(random.bytes::<32>()?);
        let hash = Sha256::digest(text.as_bytes()).to_vec();
        Ok(Self { text, hash })
    }
}

/// What is kept of a secret that somebody shows; `None` when it cannot be one.
#[must_use]
pub fn hash_of(text: &str) -> Option<Vec<u8>> {
    (!text.is_empty() && text.len() <= LONGEST).then(|| Sha256::digest(text.as_bytes()).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_256_bits_and_is_found_by_its_hash() {
        let secret = Secret::generate(&Randomness::system()).expect("randomness");
        assert_eq!(
            URL_SAFE_NO_PAD
                .decode(&secret.text)
                .map(|bytes| bytes.len()),
            Ok(32)
        );
        assert_eq!(hash_of(&secret.text), Some(secret.hash.clone()));
        assert_ne!(secret.hash, secret.text.as_bytes());
        let other = Secret::generate(&Randomness::system()).expect("randomness");
        assert_ne!(other.text, secret.text);
    }

    #[test]
    fn what_cannot_be_a_secret_is_not_looked_up() {
        assert_eq!(hash_of(""), None);
        assert_eq!(hash_of(&"a".repeat(65)), None);
    }
}
