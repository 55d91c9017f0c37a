//! Make a revision what the public reads: revision, listing, projection and the catalogue's version, all or none.
//!
//! Three verbs do it, each with its own step, words and trail around it: an approval, a submission on the road that is reviewed after,
//! and a reversal.

use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::facts::KnownFacts;
use super::listing_record::model::list_names;
use super::listing_record::repo::{Newest, Verified};
use super::request::Found;
use super::revision::model::Revision;
use super::{Stop, listing_record, revision};
use crate::authz::Permit;
use crate::catalogue::listing::projection;
use crate::context::RequestContext;
use crate::db::WriteTx;

/// Who answers for what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerable {
    /// The permit's holder has reviewed it, and says with it that the listing is right.
    Reviewer,
    /// The permit's holder wrote it and says that it is right; a reviewer is to come.
    Author,
    /// The permit's holder puts back what was reviewed once, and says nothing about the rest. What the author said with the change that is
    /// put back is worth nothing; before it, somebody may have said so too.
    Restorer { before: Option<Verified> },
}

/// Publishes; answers the catalogue's new version. Refuses when somebody else published or verified meanwhile.
pub async fn publish(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    found: &Found,
    revision: &Revision,
    facts: &KnownFacts,
    answerable: Answerable,
) -> Result<i64, Stop<ChangeRequestId>> {
    let now = request.now();
    let record = &found.record;
    let type_name = facts
        .type_name(&record.service_type)
        .cloned()
        .unwrap_or_default();
    let newest = Newest {
        revision: revision.id,
        names: list_names(&revision.content, &type_name),
        last_day: revision.content.last_day(),
        verified: match answerable {
            Answerable::Reviewer | Answerable::Author => Some(Verified {
                by: permit.user_id(),
                at: now,
            }),
            Answerable::Restorer { before } => before,
        },
    };
    let mut current = revision::repo::publish(tx, permit, revision.id, now).await?;
    if answerable != Answerable::Author {
        current &= revision::repo::approve(tx, permit, revision.id).await?;
    }
    current &= listing_record::repo::publish(tx, permit, record, newest, now).await?;
    if !current {
        return Err(found.refused(ErrorCode::Conflict));
    }
    projection::rewrite(
        tx,
        permit,
        record.id,
        revision.id,
        &record.service_type,
        &record.municipality,
        &revision.content,
    )
    .await?;
    Ok(projection::bump(tx, Some(record.id), now).await?)
}
