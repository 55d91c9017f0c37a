//! Say something about a change. It moves nothing, so it needs no version.

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ChangeRequestId;

use super::model::CommentKind;
use super::remark::{Remarked, remark};
use super::{find_for_writing, say};
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure};

pub async fn comment(
    changes: &Changes,
    request: &RequestContext,
    change: ChangeRequestId,
    body: String,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes
        .attempt(move |tx| run(tx, request, change, body))
        .await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    change: ChangeRequestId,
    body: String,
) -> Attempt<ChangeRequestId> {
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = request
        .actor()
        .authorize(Action::Comment, found.resource(&request))?;
    let body = remark(&body, "body", Remarked::Must).map_err(|no| Stop::because(change, no))?;
    let id = say(
        &tx,
        &permit,
        change,
        CommentKind::Comment,
        body,
        request.now(),
    )
    .await?;
    let event = Event {
        name: "change.commented",
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({ "commentId": id }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}
