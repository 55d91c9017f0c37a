//! Put back what was public before a change that nobody had reviewed: exactly the fields it changed, and nothing else.
//!
//! What others published meanwhile in other fields stays. Where one of the fields was changed again, putting the old value back would
//! undo somebody else's work unread: that is refused as a whole, naming the fields, for a person to put right with a new change.

use std::collections::BTreeMap;

use serde_json::json;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::label::path_label;
use veiviser_schema::content::merge::{Conflict, Merged};
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::problem::Problem;
use veiviser_schema::text::Language;

use super::may_review_published;
use crate::authz::Permit;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::repo::Verified;
use crate::change::publication::{Answerable, publish};
use crate::change::request::model::{ChangeState, CommentKind};
use crate::change::request::remark::{Remarked, remark};
use crate::change::request::repo::{Decision, Step, advance};
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

pub struct Revert {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    pub reason: String,
}

pub async fn revert(
    changes: &Changes,
    request: &RequestContext,
    input: Revert,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.publish(move |tx| run(tx, request, input)).await
}

async fn run(tx: WriteTx, request: RequestContext, input: Revert) -> Attempt<ChangeRequestId> {
    let Revert {
        change,
        expected_version,
        reason,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = may_review_published(request.actor(), found.resource(&request))?;
    found.expect(expected_version, &[ChangeState::PublishedUnreviewed])?;
    let reason =
        remark(&reason, "reason", Remarked::Must).map_err(|no| Stop::because(change, no))?;
    let public = found.published_first()?;
    let live = found.live_content()?;
    let content = match found.reverting()?.merged(&BTreeMap::new()) {
        Merged::Clean(content) => *content,
        Merged::Conflicts(conflicts) => {
            return Err(Stop::because(change, changed_again(&conflicts)));
        }
    };
    let facts = KnownFacts::about(&tx, [&content, live], [Keeper::from(&found.record)]).await?;
    refuse_new_errors(&request, &found, &facts, live, &content)?;

    let step = Step {
        state: Some(ChangeState::Reverted),
        decision: Some(Decision {
            by: permit.user_id(),
            reason: Some(reason.to_owned()),
        }),
        ..Step::default()
    };
    if !advance(&tx, &permit, &found.change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    // Where somebody has put it back already there is nothing to publish.
    let restored = if content == *live {
        None
    } else {
        Some(restore(&tx, &request, &permit, &found, &facts, &content).await?)
    };
    say(&tx, &permit, change, CommentKind::Reverted, reason, now).await?;
    let event = Event {
        name: "change.reverted",
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({
            "listingId": found.record.id,
            "revertedRevisionId": public.id,
            "revisionId": restored.as_ref().map(|(revision, _)| revision.id),
            "number": restored.as_ref().map(|(revision, _)| revision.number),
            "contentHash": restored.as_ref().map(|(revision, _)| &revision.content_hash),
            "catalogueVersion": restored.as_ref().map(|(_, version)| version),
        }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}

/// Publishes the old values as a revision of the reviewer's: they were reviewed when they were new.
async fn restore(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    found: &Found,
    facts: &KnownFacts,
    content: &ListingContent,
) -> Result<(Revision, i64), Stop<ChangeRequestId>> {
    let new = NewRevision {
        listing: found.record.id,
        author: permit.user_id(),
        content,
        reverts: found.change.revision,
    };
    let revision = revision::repo::append(tx, permit, new, request.now()).await?;
    let answerable = Answerable::Restorer {
        before: said_before(found)?,
    };
    let version = publish(tx, request, permit, found, &revision, facts, answerable).await?;
    Ok((revision, version))
}

/// Who last said that the listing is right, other than by the change that is put back. When somebody has said so since, it stands; else
/// it is as old as what was public before: rather asked again too soon than believed too long.
fn said_before(found: &Found) -> Result<Option<Verified>, Stop<ChangeRequestId>> {
    let said_since = found.record.verified_at != found.published_first()?.published_at;
    let before = found.base.as_deref().filter(|_| !said_since);
    Ok(before.and_then(|revision| {
        Some(Verified {
            by: revision.approved_by.unwrap_or(revision.author),
            at: revision.published_at?,
        })
    }))
}

/// Errors that reverting would bring. Those that are public already keep nobody from putting hours right.
fn refuse_new_errors(
    request: &RequestContext,
    found: &Found,
    facts: &KnownFacts,
    live: &ListingContent,
    content: &ListingContent,
) -> Result<(), Stop<ChangeRequestId>> {
    let today = date_in_norway(request.now());
    let record = &found.record;
    let municipality = Some(&record.municipality);
    let problems = |content| facts.problems(content, &record.service_type, municipality, today);
    let known: Vec<Problem> = problems(live);
    let brought: Vec<Problem> = problems(content)
        .into_iter()
        .filter(|problem| !known.contains(problem))
        .collect();
    refuse_errors(found.change.id, &brought)
}

/// Which fields, and what to do.
fn changed_again(conflicts: &[Conflict]) -> Refusal {
    let words = Language::ALL.map(|language| {
        let mut fields: Vec<String> = conflicts
            .iter()
            .map(|conflict| path_label(&conflict.path, language))
            .collect();
        fields.dedup();
        let general = ErrorCode::RevertConflict.message(language);
        if fields.is_empty() {
            general.to_owned()
        } else {
            format!("{general} ({})", fields.join("; "))
        }
    });
    Refusal::in_words(ErrorCode::RevertConflict, words)
}
