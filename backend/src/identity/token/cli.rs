//! Signing keys at the command line: for the day one may have been seen by somebody it is not for.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::keys::{generate, signing};
use super::model::{KEY_LINGERS, KEY_SIGNS, StoredKey};
use super::repo;
use super::service::KEYS;
use crate::audit::{self, NewEntry};
use crate::authz::Permit;
use crate::identity::Identity;
use crate::outcome::Failure;

/// What becomes of what the old keys signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldKeys {
    /// Nobody knows them but us: tokens they signed last as long as they say.
    Linger,
    /// Somebody else may sign with them: they are deleted, and no token they signed is believed.
    Forgotten,
}

/// `veiviser keys list`: one line a key, oldest first.
pub async fn list_keys(identity: &Identity) -> Result<Vec<String>, Failure> {
    let now = identity.0.clock.now();
    let keys = repo::all_keys(identity.0.db.reader()).await?;
    let signs = signing(&keys, now).map(|key| key.kid.clone());
    let line = |key: &StoredKey| line(key, signs.as_deref() == Some(&key.kid), now);
    Ok(keys.iter().map(line).collect())
}

/// `veiviser keys rotate`: makes a key that signs from now on; answers its line.
pub async fn rotate_keys(identity: &Identity, old: OldKeys) -> Result<String, Failure> {
    let now = identity.0.clock.now();
    let new = generate(&identity.0.random, now)?;
    let made = new.clone();
    let work = identity.0.db.write(move |tx| async move {
        let permit = Permit::operator();
        tx.lock(KEYS).await?;
        let before = repo::keys(&tx, now).await?;
        let kid = new.kid.clone();
        repo::replace_keys(&tx, &permit, new, now).await?;
        if old == OldKeys::Forgotten {
            repo::forget_keys_but(&tx, &permit, &kid).await?;
        }
        let before: Vec<&str> = before.iter().map(|key| key.kid.as_str()).collect();
        let entry = NewEntry {
            event: "signing_key.rotated",
            subject_id: format!("signing_key_{kid}"),
            municipality: None,
            detail: json!({ "before": before, "forgotten": old == OldKeys::Forgotten }),
            request_id: None,
        };
        Ok::<_, Failure>(audit::record(&tx, &permit, entry, now).await?)
    });
    work.await?;
    Ok(line(&made, true, now))
}

/// `3fJ…  made 2026-11-22T10:00:00Z  signs until 2027-02-20T10:00:00Z`
fn line(key: &StoredKey, signs: bool, now: DateTime<Utc>) -> String {
    let written = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let state = match key.retired_at {
        _ if signs => format!("signs until {}", written(key.created_at + KEY_SIGNS)),
        None => "signs no more, is believed until another takes its place".to_owned(),
        Some(retired) if now < retired + KEY_LINGERS => {
            format!(
                "signs no more, is believed until {}",
                written(retired + KEY_LINGERS)
            )
        }
        Some(_) => "is believed no more".to_owned(),
    };
    format!("{}  made {}  {state}", key.kid, written(key.created_at))
}
