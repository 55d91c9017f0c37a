//! Save a draft, with or without problems in it. Whoever saves has a hand in the change from then on.

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::model::{ChangeState, MAX_DOCUMENT_BYTES};
use super::repo::{Draft, Step};
use super::{find_for_writing, note_contributor, repo};
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::model::list_names;
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop, listing_record};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure, Refusal};

pub struct SaveDraft {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    pub content: ListingContent,
}

pub async fn save_draft(
    changes: &Changes,
    request: &RequestContext,
    input: SaveDraft,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.attempt(move |tx| run(tx, request, input)).await
}

async fn run(tx: WriteTx, request: RequestContext, input: SaveDraft) -> Attempt<ChangeRequestId> {
    let SaveDraft {
        change,
        expected_version,
        content,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = request
        .actor()
        .authorize(Action::SaveDraft, found.resource(&request))?;
    found.expect(expected_version, &ChangeState::WRITABLE)?;
    if content.canonical_json().len() > MAX_DOCUMENT_BYTES {
        return Err(Stop::because(
            change,
            Refusal::at(ErrorCode::TooLong, "content"),
        ));
    }
    let facts = KnownFacts::about(&tx, [&content], [Keeper::from(&found.record)]).await?;
    let service_type = &found.record.service_type;
    let step = Step {
        draft: Some(Draft {
            content: &content,
            base: found.change.base,
            risk: found.versus(&content).risk(facts.is_crisis(service_type)),
        }),
        ..Step::default()
    };
    if !repo::advance(&tx, &permit, &found.change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    if found.record.published.is_none() {
        let type_name = facts.type_name(service_type).cloned().unwrap_or_default();
        let names = list_names(&content, &type_name);
        listing_record::repo::rename_unpublished(&tx, &permit, found.record.id, names, now).await?;
    }
    // The trail tells who joined, not every autosave.
    if note_contributor(&tx, &permit, change, now).await? {
        let event = Event {
            name: "change.joined",
            subject: change.to_string(),
            municipality: &found.record.municipality,
            detail: json!({ "version": found.change.version + 1 }),
        };
        trail::leave(&tx, &permit, &request, event).await?;
    }
    Ok(Answer::done(change))
}
