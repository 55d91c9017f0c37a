//! Send a draft on its road: check it, carry it over to what is published now, and freeze it as a revision. Then it waits for approval,
//! or is public at once and waits for a reviewer to confirm or revert it.

use std::collections::BTreeMap;

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Merged;
use veiviser_schema::content::road::Road;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::problem::Problem;

use super::model::{ChangeState, CommentKind};
use super::remark::{Remarked, remark};
use super::repo::{Draft, Step, Submission};
use super::{Found, find_for_writing, note_contributor, repo, say};
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::publication::{Answerable, publish};
use crate::change::revision::repo::NewRevision;
use crate::change::trail::{self, Event};
use crate::change::{Changes, Stop, revision};
use crate::clock::date_in_norway;
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure, Refusal};

pub struct Submit {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    pub reason: Option<String>,
    /// The road the author was told of; another one is refused, so that nothing is public that was thought to wait.
    pub road: Option<Road>,
}

pub async fn submit(
    changes: &Changes,
    request: &RequestContext,
    input: Submit,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    let change = input.change;
    let answer = changes
        .attempt(move |tx| async move {
            match run(tx, request, input).await {
                Ok(road) => Ok(Answer::done((change, Some(road)))),
                Err(stop) => Err(stop.map(|change| (change, None))),
            }
        })
        .await?;
    if answer.value.1 == Some(Road::PublishFirst) {
        changes.published().await;
    }
    Ok(answer.map(|(change, _)| change))
}

/// Answers the road it took.
async fn run(
    tx: WriteTx,
    request: RequestContext,
    input: Submit,
) -> Result<Road, Stop<ChangeRequestId>> {
    let Submit {
        change,
        expected_version,
        reason,
        road: expected_road,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = request
        .actor()
        .authorize(Action::Submit, found.resource(&request))?;
    found.expect(expected_version, &ChangeState::WRITABLE)?;
    let said = reason.as_deref().unwrap_or_default();
    let said = remark(said, "reason", Remarked::May).map_err(|no| Stop::because(change, no))?;

    let draft = &found.change.content;
    let facts = KnownFacts::about(
        &tx,
        [draft]
            .into_iter()
            .chain(found.live.as_deref().map(|live| &live.content)),
        [Keeper::from(&found.record)],
    )
    .await?;
    let check = |content: &ListingContent| {
        let service_type = &found.record.service_type;
        let municipality = Some(&found.record.municipality);
        let today = date_in_norway(now);
        let problems = facts.problems(content, service_type, municipality, today);
        refuse_errors(change, &problems)
    };
    // Before the merge: what has problems, such as a key used twice, cannot be merged without loss.
    check(draft)?;
    let content = carried_over(&found)?;
    check(&content)?;
    let versus = found.versus(&content).rebased();
    if found.live.is_some() && versus.differences().is_empty() {
        return Err(found.refused(ErrorCode::NothingChanged));
    }
    let rules = facts.rules(&found.record.service_type);
    let road = versus.road(rules);
    if expected_road.is_some_and(|expected| expected != road) {
        return Err(found.refused(ErrorCode::RoadChanged));
    }

    let new = NewRevision {
        listing: found.record.id,
        author: found.change.author,
        content: &content,
        reverts: None,
    };
    let revision = revision::repo::append(&tx, &permit, new, now).await?;
    let (state, kind, name) = match road {
        Road::PublishFirst => (
            ChangeState::PublishedUnreviewed,
            CommentKind::Published,
            "change.published",
        ),
        Road::LocalApproval | Road::NationalApproval => (
            ChangeState::Submitted,
            CommentKind::Submitted,
            "change.submitted",
        ),
    };
    let risk = versus.risk(rules.crisis);
    let step = Step {
        state: Some(state),
        draft: Some(Draft {
            content: &content,
            base: found.record.published,
            risk,
        }),
        submission: Some(Submission {
            revision: revision.id,
            reason: (!said.is_empty()).then(|| said.to_owned()),
        }),
        ..Step::default()
    };
    if !repo::advance(&tx, &permit, &found.change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    note_contributor(&tx, &permit, change, now).await?;
    let mut detail = json!({
        "listingId": found.record.id,
        "revisionId": revision.id,
        "number": revision.number,
        "risk": risk.code(),
        "road": road.code(),
    });
    if road == Road::PublishFirst {
        let permit = request
            .actor()
            .authorize(Action::PublishFirst, found.resource(&request))?;
        let author = Answerable::Author;
        let version = publish(&tx, &request, &permit, &found, &revision, &facts, author).await?;
        detail["contentHash"] = json!(revision.content_hash);
        detail["catalogueVersion"] = json!(version);
    }
    say(&tx, &permit, change, kind, said, now).await?;
    let event = Event {
        name,
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail,
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(road)
}

/// The draft with what was published since it began.
fn carried_over(found: &Found) -> Result<ListingContent, Stop<ChangeRequestId>> {
    let draft = &found.change.content;
    if !found.live_moved() {
        return Ok(draft.clone());
    }
    match found.versus(draft).merged(&BTreeMap::new()) {
        Merged::Clean(merged) => Ok(*merged),
        Merged::Conflicts(_) => Err(found.refused(ErrorCode::MergeConflict)),
    }
}

/// Every error as a refusal of its own, at its field.
pub(crate) fn refuse_errors(
    change: ChangeRequestId,
    problems: &[Problem],
) -> Result<(), Stop<ChangeRequestId>> {
    let refusals: Vec<Refusal> = problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| Refusal::problem("content", problem))
        .collect();
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(Stop::Refused {
            value: change,
            refusals,
        })
    }
}
