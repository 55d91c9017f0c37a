//! Unsaved work is kept in this browser over a crash, a closed lid or a lost network, until the server has it.
//!
//! Kept per person and piece of work, so that two people at one screen never see each other's. A copy remembers the version it
//! began from: when the server's has moved on since, the person is asked rather than overrun.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use veiviser_schema::ids::{ChangeRequestId, UserId};

use super::storage;

/// Work as it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// The version of the change request it began from.
    pub version: i32,
    /// When, in milliseconds since 1970.
    pub at: f64,
    pub work: T,
}

/// Whose work, and on what.
#[must_use]
pub fn key(user: UserId, change: ChangeRequestId) -> String {
    format!("veiviser.work.{user}.{change}")
}

/// Keeps the work; false when this browser keeps nothing.
pub fn keep<T: Serialize>(key: &str, version: i32, work: &T) -> bool {
    let kept = Kept {
        version,
        at: now(),
        work,
    };
    serde_json::to_string(&kept).is_ok_and(|text| storage::set(key, &text))
}

/// What was kept. What an older console kept and this one cannot read counts as nothing.
#[must_use]
pub fn kept<T: DeserializeOwned>(key: &str) -> Option<Kept<T>> {
    // By way of a value, as every answer of the server: reading the same types from text too would double their code.
    let value: serde_json::Value = serde_json::from_str(&storage::get(key)?).ok()?;
    serde_json::from_value(value).ok()
}

/// The server has it now.
pub fn forget(key: &str) {
    storage::remove(key);
}

fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_never_share_a_key() {
        let change = ChangeRequestId(uuid::Uuid::from_u128(1));
        let one = key(UserId(uuid::Uuid::from_u128(2)), change);
        let other = key(UserId(uuid::Uuid::from_u128(3)), change);
        assert_ne!(one, other);
        assert!(one.contains(&change.to_string()));
    }
}
