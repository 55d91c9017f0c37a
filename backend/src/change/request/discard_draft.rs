//! Throw a draft away. It is not deleted: what was written and said stays in the record.

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::model::ChangeState;
use super::repo::Step;
use super::{find_for_writing, repo};
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure};

pub async fn discard_draft(
    changes: &Changes,
    request: &RequestContext,
    change: ChangeRequestId,
    expected_version: i32,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes
        .attempt(move |tx| run(tx, request, change, expected_version))
        .await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    change: ChangeRequestId,
    expected_version: i32,
) -> Attempt<ChangeRequestId> {
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = request
        .actor()
        .authorize(Action::SaveDraft, found.resource(&request))?;
    found.expect(expected_version, &ChangeState::WRITABLE)?;
    let step = Step {
        state: Some(ChangeState::Discarded),
        ..Step::default()
    };
    if !repo::advance(&tx, &permit, &found.change, step, request.now()).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    let event = Event {
        name: "change.discarded",
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({ "listingId": found.record.id }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}
