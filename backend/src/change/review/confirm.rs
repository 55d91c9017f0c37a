//! Say that what was public before anybody had reviewed it is right. Nothing the public reads changes.

use serde_json::json;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::may_review_published;
use crate::change::request::model::{ChangeState, CommentKind};
use crate::change::request::remark::{Remarked, remark};
use crate::change::request::repo::{Decision, Step, advance};
use crate::change::request::{find_for_writing, say};
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop, revision};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure};

pub struct Confirm {
    pub change: ChangeRequestId,
    /// Names the revision too: what is public already is never submitted anew.
    pub expected_version: i32,
    pub comment: Option<String>,
}

pub async fn confirm(
    changes: &Changes,
    request: &RequestContext,
    input: Confirm,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.attempt(move |tx| run(tx, request, input)).await
}

async fn run(tx: WriteTx, request: RequestContext, input: Confirm) -> Attempt<ChangeRequestId> {
    let Confirm {
        change,
        expected_version,
        comment,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = may_review_published(request.actor(), found.resource(&request))?;
    found.expect(expected_version, &[ChangeState::PublishedUnreviewed])?;
    let comment = comment.as_deref().unwrap_or_default();
    let comment =
        remark(comment, "comment", Remarked::May).map_err(|no| Stop::because(change, no))?;
    let public = found.published_first()?;

    let step = Step {
        state: Some(ChangeState::Confirmed),
        decision: Some(Decision {
            by: permit.user_id(),
            reason: None,
        }),
        ..Step::default()
    };
    let advanced = advance(&tx, &permit, &found.change, step, now).await?;
    if !(advanced && revision::repo::approve(&tx, &permit, public.id).await?) {
        return Err(found.refused(ErrorCode::Conflict));
    }
    say(&tx, &permit, change, CommentKind::Confirmed, comment, now).await?;
    let event = Event {
        name: "change.confirmed",
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({
            "listingId": found.record.id,
            "revisionId": public.id,
            "number": public.number,
        }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}
