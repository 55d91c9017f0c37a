//! Say no to a submitted change, with a reason: return it to be mended, or reject it for good.

use serde_json::json;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::may_decline;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::request::model::{ChangeState, CommentKind};
use crate::change::request::remark::{Remarked, remark};
use crate::change::request::repo::{Decision, Step, advance};
use crate::change::request::{find_for_writing, say};
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure};

/// Whether the author gets another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Return,
    Reject,
}

pub struct Decline {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    pub reason: String,
    pub verdict: Verdict,
}

pub async fn return_or_reject(
    changes: &Changes,
    request: &RequestContext,
    input: Decline,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.attempt(move |tx| run(tx, request, input)).await
}

async fn run(tx: WriteTx, request: RequestContext, input: Decline) -> Attempt<ChangeRequestId> {
    let Decline {
        change,
        expected_version,
        reason,
        verdict,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let content = &found.change.content;
    let facts = KnownFacts::about(&tx, [content], [Keeper::from(&found.record)]).await?;
    let risk = found
        .versus(content)
        .risk(facts.is_crisis(&found.record.service_type));
    let permit = may_decline(request.actor(), found.resource(&request), risk)?;
    found.expect(expected_version, &[ChangeState::Submitted])?;
    let reason =
        remark(&reason, "reason", Remarked::Must).map_err(|no| Stop::because(change, no))?;

    let (state, kind, name) = match verdict {
        Verdict::Return => (
            ChangeState::Returned,
            CommentKind::Returned,
            "change.returned",
        ),
        Verdict::Reject => (
            ChangeState::Rejected,
            CommentKind::Rejected,
            "change.rejected",
        ),
    };
    let step = Step {
        state: Some(state),
        decision: Some(Decision {
            by: permit.user_id(),
            reason: Some(reason.to_owned()),
        }),
        ..Step::default()
    };
    if !advance(&tx, &permit, &found.change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    say(&tx, &permit, change, kind, reason, now).await?;
    let event = Event {
        name,
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({ "listingId": found.record.id, "revisionId": found.change.revision }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}
