//! Passwords: which are good enough, and how they are kept.
//!
//! They are kept as argon2id hashes in the PHC form, which names its own parameters. Hashing is made to be slow and to take memory,
//! so it runs beside the async threads, as many at once as there are cores.

mod rule;

use std::sync::Arc;

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

pub use rule::{About, problem};

use crate::outcome::Failure;
use crate::random::Randomness;

/// Hashes and compares passwords. Cloning is cheap.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    random: Randomness,
    /// A hash nobody has the password to, compared with when there is no such account: that must take as long.
    nobody: Arc<str>,
}

impl Passwords {
    /// The one slow step at start: the hash that stands for nobody.
    pub fn new(random: Randomness) -> Result<Self, Failure> {
        let unknown: [u8; 32] = random.bytes().map_err(no_randomness)?;
        let nobody = hash(&unknown, &salt(&random)?)?.into();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            turns: Arc::new(Semaphore::new(cores)),
            random,
            nobody,
        })
    }

    /// What to keep of a password.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let (password, salt) = (written_one_way(password), salt(&self.random)?);
        self.aside(move || hash(password.as_bytes(), &salt)).await?
    }

    /// Whether this is the password; takes as long when there is no hash to compare with.
    pub async fn matches(&self, password: &str, kept: Option<&str>) -> Result<bool, Failure> {
        let password = written_one_way(password);
        let known = kept.is_some();
        let kept: Arc<str> = kept.map_or_else(|| Arc::clone(&self.nobody), Arc::from);
        let equal = self
            .aside(move || {
                algorithm()
                    .is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &*kept).is_ok())
            })
            .await?;
        Ok(known && equal)
    }

    /// Runs on a thread that may block, when it is its turn. A caller who goes away does not free the turn before the work ends.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| Failure::Defect("the queue for hashing was closed"))?;
        tokio::task::spawn_blocking(move || {
            let answer = work();
            drop(turn);
            answer
        })
        .await
        .map_err(|_| Failure::Defect("hashing a password failed"))
    }
}

/// The same password typed on two machines can be two sequences of code points (`å` as one or as two): it is one password.
fn written_one_way(password: &str) -> String {
    password.nfkc().collect()
}

fn algorithm() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19_456, 2, 1, None)
        .map_err(|_| Failure::Defect("the hashing parameters are out of range"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8], salt: &[u8]) -> Result<String, Failure> {
    let hash: PasswordHash = algorithm()?
        .hash_password_with_salt(password, salt)
        .map_err(|_| Failure::Defect("a password could not be hashed"))?;
    Ok(hash.to_string())
}

fn salt(random: &Randomness) -> Result<[u8; 16], Failure> {
    random.bytes().map_err(no_randomness)
}

fn no_randomness(_: crate::random::NoRandomness) -> Failure {
    Failure::Defect("the operating system gave no random bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_names_its_parameters_and_fits_its_password_only() {
        let passwords = Passwords::new(Randomness::system()).expect("made");
        let kept = passwords
            .hash("blåbærsyltetøy i mars")
            .await
            .expect("hashed");
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let again = passwords
            .hash("blåbærsyltetøy i mars")
            .await
            .expect("hashed");
        assert_ne!(kept, again, "two salts");
        let fits = |password: &'static str| passwords.matches(password, Some(&kept));
        assert!(fits("blåbærsyltetøy i mars").await.expect("compared"));
        // The same letters, taken apart: a and ring.
        assert!(
            fits("bla\u{30a}bærsyltetøy i mars")
                .await
                .expect("compared")
        );
        assert!(!fits("blåbærsyltetøy i april").await.expect("compared"));
        assert!(!passwords.matches("", None).await.expect("compared"));
        assert!(
            !passwords
                .matches("x", Some("not a hash"))
                .await
                .expect("compared")
        );
    }
}
