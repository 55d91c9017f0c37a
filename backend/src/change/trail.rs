//! What is left behind by a change: a line in the audit trail and a message in the outbox, in the same transaction.

use serde_json::Value;
use veiviser_schema::ids::MunicipalityNumber;

use super::outbox;
use crate::audit;
use crate::authz::Permit;
use crate::context::RequestContext;
use crate::db::{DbError, WriteTx};

/// What happened to what.
pub struct Event<'a> {
    /// `change.approved`: the audit trail's event and the outbox's topic.
    pub name: &'static str,
    /// Node id.
    pub subject: String,
    pub municipality: &'a MunicipalityNumber,
    /// Ids, codes and numbers, and what the public reads anyway.
    pub detail: Value,
}

/// Notes an event in both.
pub async fn leave(
    tx: &WriteTx,
    permit: &Permit,
    request: &RequestContext,
    event: Event<'_>,
) -> Result<(), DbError> {
    let Event {
        name,
        subject,
        municipality,
        detail,
    } = event;
    let message = serde_json::json!({
        "subjectId": subject,
        "municipalityNumber": municipality.as_str(),
        "detail": detail,
    });
    outbox::put(tx, permit, name, &message, request.now()).await?;
    let entry = audit::NewEntry {
        event: name,
        subject_id: subject,
        municipality: Some(municipality.clone()),
        detail,
        request_id: Some(request.request_id().to_owned()),
    };
    audit::record(tx, permit, entry, request.now()).await
}
