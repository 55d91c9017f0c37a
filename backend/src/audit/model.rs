//! What an entry says.

use chrono::{DateTime, Utc};
use serde_json::Value;
use veiviser_schema::ids::{AuditEntryId, MunicipalityNumber, UserId};

use crate::authz::Origin;

/// What is to be remembered. Who and from where come from the permit, and when from the clock.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// What happened: `change.approved`, `user.disabled`.
    pub event: &'static str,
    /// Node id of what it happened to.
    pub subject_id: String,
    /// Where that lies, if anywhere in particular.
    pub municipality: Option<MunicipalityNumber>,
    /// More about it, as a JSON object: ids, codes and numbers, and what the public reads anyway.
    pub detail: Value,
    /// Which request did it; `None` for the command line.
    pub request_id: Option<String>,
}

/// An entry as it was written.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: AuditEntryId,
    pub at: DateTime<Utc>,
    pub actor: Option<UserId>,
    pub event: String,
    pub subject_id: String,
    pub municipality: Option<MunicipalityNumber>,
    pub detail: Value,
    pub request_id: Option<String>,
    /// From where; `None` for what was done before that was written down.
    pub origin: Option<Origin>,
}

/// Which entries are asked for; all that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub actor: Option<UserId>,
    pub subject_id: Option<String>,
    pub event: Option<String>,
    pub municipality: Option<MunicipalityNumber>,
    /// From this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}
