//! Approve exactly the revision that was read, and publish it.
//!
//! If something else was published since the change began, approving would publish a mixture that nobody has read. Then the merged
//! document is submitted anew, as a revision of its own, and the reviewer is answered CONFLICT with it: read this, then approve that.

use std::collections::BTreeMap;

use serde_json::json;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Merged;
use veiviser_schema::ids::{ChangeRequestId, RevisionId};
use veiviser_schema::outcome::ErrorCode;

use super::may_approve;
use crate::authz::Permit;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::publication::{Answerable, publish};
use crate::change::request::model::{ChangeState, CommentKind};
use crate::change::request::remark::{Remarked, remark};
use crate::change::request::repo::{Decision, Draft, Step, Submission, advance};
use crate::change::request::submit::refuse_errors;
use crate::change::request::{Found, find_for_writing, say};
use crate::change::revision::model::Revision;
use crate::change::revision::repo::NewRevision;
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop, revision};
use crate::clock::date_in_norway;
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure, Refusal};

pub struct Approve {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    /// What the reviewer read.
    pub revision: RevisionId,
    pub comment: Option<String>,
}

pub async fn approve(
    changes: &Changes,
    request: &RequestContext,
    input: Approve,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.publish(move |tx| run(tx, request, input)).await
}

async fn run(tx: WriteTx, request: RequestContext, input: Approve) -> Attempt<ChangeRequestId> {
    let Approve {
        change,
        expected_version,
        revision: read,
        comment,
    } = input;
    let found = find_for_writing(&tx, &request, change).await?;
    let content = found
        .submitted
        .as_deref()
        .map_or(&found.change.content, |revision| &revision.content);
    let facts = KnownFacts::about(&tx, [content], [Keeper::from(&found.record)]).await?;
    // As of what is published at this moment, not as of the submission.
    let crisis = facts.is_crisis(&found.record.service_type);
    let risk = found.versus(content).risk(crisis);
    let permit = may_approve(request.actor(), found.resource(&request), risk)?;
    found.expect(expected_version, &[ChangeState::Submitted])?;
    let Some(submitted) = found.submitted.clone().filter(|it| it.id == read) else {
        return Err(found.refused(ErrorCode::Conflict));
    };
    let comment = comment.as_deref().unwrap_or_default();
    let comment =
        remark(comment, "comment", Remarked::May).map_err(|no| Stop::because(change, no))?;

    if found.live_moved() {
        match found.versus(content).merged(&BTreeMap::new()) {
            Merged::Conflicts(_) => return Err(found.refused(ErrorCode::MergeConflict)),
            Merged::Clean(merged) if *merged != *content => {
                return submit_anew(&tx, &request, &permit, &found, &merged, crisis).await;
            }
            Merged::Clean(_) => {}
        }
    }
    let today = date_in_norway(request.now());
    let record = &found.record;
    let municipality = Some(&record.municipality);
    let problems = facts.problems(content, &record.service_type, municipality, today);
    refuse_errors(change, &problems)?;
    decide(&tx, &request, &permit, &found, &submitted, &facts, comment).await?;
    Ok(Answer::done(change))
}

async fn decide(
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
    let answerable = Answerable::Reviewer;
    let version = publish(tx, request, permit, found, approved, facts, answerable).await?;
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
            "catalogueVersion": version,
        }),
    };
    trail::leave(tx, permit, request, event).await?;
    Ok(())
}

/// Stores the mixture for the reviewer to read. This commits: it is the one refusal that leaves something behind.
async fn submit_anew(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    found: &Found,
    merged: &ListingContent,
    crisis: bool,
) -> Attempt<ChangeRequestId> {
    let now = request.now();
    let change = &found.change;
    let new = NewRevision {
        listing: found.record.id,
        author: change.author,
        content: merged,
        reverts: None,
    };
    let revision = revision::repo::append(tx, permit, new, now).await?;
    let step = Step {
        draft: Some(Draft {
            content: merged,
            base: found.record.published,
            risk: found.versus(merged).rebased().risk(crisis),
        }),
        submission: Some(Submission {
            revision: revision.id,
            reason: None,
        }),
        ..Step::default()
    };
    if !advance(tx, permit, change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    let event = Event {
        name: "change.merged",
        subject: change.id.to_string(),
        municipality: &found.record.municipality,
        detail: json!({ "revisionId": revision.id, "number": revision.number }),
    };
    trail::leave(tx, permit, request, event).await?;
    Ok(Answer {
        value: change.id,
        refusals: vec![Refusal::new(ErrorCode::Conflict)],
    })
}
