//! Make a revision what the public reads: revision, listing, change, projection, version, discussion, audit and outbox, all or none.

use serde_json::json;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use crate::authz::Permit;
use crate::catalogue::listing::projection;
use crate::change::facts::KnownFacts;
use crate::change::listing_record::model::list_names;
use crate::change::request::model::{ChangeState, CommentKind};
use crate::change::request::repo::{Decision, Step, advance};
use crate::change::request::{Found, say};
use crate::change::revision::model::Revision;
use crate::change::trail::{self, Event};
use crate::change::{Stop, listing_record, revision};
use crate::context::RequestContext;
use crate::db::WriteTx;

pub async fn publish(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    found: &Found,
    approved: &Revision,
    facts: &KnownFacts,
    comment: &str,
) -> Result<(), Stop<ChangeRequestId>> {
    let now = request.now();
    let Found { change, record, .. } = found;
    let step = Step {
        state: Some(ChangeState::Approved),
        decision: Some(Decision {
            by: permit.user_id(),
            reason: None,
        }),
        ..Step::default()
    };
    if !advance(tx, permit, change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    let type_name = facts
        .type_name(&record.service_type)
        .cloned()
        .unwrap_or_default();
    let names = list_names(&approved.content, &type_name);
    let first = revision::repo::publish(tx, permit, approved.id, now).await?;
    let current =
        listing_record::repo::publish(tx, permit, record, approved.id, names, now).await?;
    if !(first && current) {
        return Err(found.refused(ErrorCode::Conflict));
    }
    projection::rewrite(
        tx,
        permit,
        record.id,
        approved.id,
        &record.service_type,
        &record.municipality,
        &approved.content,
    )
    .await?;
    let catalogue_version = projection::bump(tx, Some(record.id), now).await?;
    say(tx, permit, change.id, CommentKind::Approved, comment, now).await?;
    let event = Event {
        name: "change.approved",
        subject: change.id.to_string(),
        municipality: &record.municipality,
        detail: json!({
            "listingId": record.id,
            "revisionId": approved.id,
            "number": approved.number,
            "contentHash": approved.content_hash,
            "catalogueVersion": catalogue_version,
        }),
    };
    trail::leave(tx, permit, request, event).await?;
    Ok(())
}
