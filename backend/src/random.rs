//! Randomness, handed in. What must not be guessed (secrets, salts, keys) comes from here, so that a test can say what it is.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use rand::{RngCore, SeedableRng, TryRngCore, rngs::OsRng, rngs::StdRng};
use uuid::{ContextV7, Timestamp, Uuid};

/// A source of random bytes. Cloning is cheap.
#[derive(Clone)]
pub struct Randomness(Source);

#[derive(Clone)]
enum Source {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

/// The operating system has no randomness to give; nothing that needs to be secret can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

impl Randomness {
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The same bytes in each run; for tests only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(
            seed,
        )))))
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => OsRng.try_fill_bytes(&mut bytes).map_err(|_| NoRandomness)?,
            Source::Seeded(rng) => rng
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .fill_bytes(&mut bytes),
        }
        Ok(bytes)
    }
}

/// An id that sorts by when it was made, also within one millisecond of one process. Unique, not secret.
#[must_use]
pub fn ordered_id(now: DateTime<Utc>) -> Uuid {
    static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(
        &ORDER,
        seconds,
        now.timestamp_subsec_nanos(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_sort_in_the_order_they_were_made() {
        let now = DateTime::from_timestamp_millis(1_790_000_000_123).expect("an instant");
        let ids: Vec<Uuid> = (0..100).map(|_| ordered_id(now)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn two_draws_differ() {
        let random = Randomness::system();
        assert_ne!(random.bytes::<32>(), random.bytes::<32>());
    }
}
