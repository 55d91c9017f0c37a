//! Settle the fields that both the published listing and the draft changed: all at once, so that nothing half-merged is stored.

use std::collections::BTreeMap;

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::content::merge::{Merged, Side};
use veiviser_schema::ids::ChangeRequestId;
use veiviser_schema::outcome::ErrorCode;

use super::model::ChangeState;
use super::repo::{Draft, Step};
use super::submit::refuse_errors;
use super::{find_for_writing, note_contributor, repo};
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop};
use crate::clock::date_in_norway;
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure, Refusal};

pub struct ResolveConflicts {
    pub change: ChangeRequestId,
    pub expected_version: i32,
    /// A field's path, and whose value stands.
    pub choices: Vec<(String, Side)>,
}

pub async fn resolve_conflicts(
    changes: &Changes,
    request: &RequestContext,
    input: ResolveConflicts,
) -> Result<Answer<ChangeRequestId>, Failure> {
    let request = request.clone();
    changes.attempt(move |tx| run(tx, request, input)).await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    input: ResolveConflicts,
) -> Attempt<ChangeRequestId> {
    let ResolveConflicts {
        change,
        expected_version,
        choices,
    } = input;
    let now = request.now();
    let found = find_for_writing(&tx, &request, change).await?;
    let permit = request
        .actor()
        .authorize(Action::SaveDraft, found.resource(&request))?;
    found.expect(expected_version, &ChangeState::WRITABLE)?;

    let draft = &found.change.content;
    let facts = KnownFacts::about(&tx, [draft], [Keeper::from(&found.record)]).await?;
    let service_type = &found.record.service_type;
    // Two things under one key would be merged into one.
    let municipality = Some(&found.record.municipality);
    let mut problems = facts.problems(draft, service_type, municipality, date_in_norway(now));
    problems.retain(|problem| problem.code == "KEY_INVALID");
    refuse_errors(change, &problems)?;
    let versus = found.versus(draft);
    let conflicts = versus.conflicts();
    for (index, (path, _)) in choices.iter().enumerate() {
        if !conflicts.iter().any(|conflict| conflict.path == *path) {
            let refusal = Refusal::at(ErrorCode::Invalid, format!("choices[{index}].path"));
            return Err(Stop::because(change, refusal));
        }
    }
    let settled = choices.len();
    let choices: BTreeMap<String, Side> = choices.into_iter().collect();
    let Merged::Clean(content) = versus.merged(&choices) else {
        return Err(found.refused(ErrorCode::MergeConflict));
    };
    let risk = found
        .versus(&content)
        .rebased()
        .risk(facts.is_crisis(service_type));
    let step = Step {
        draft: Some(Draft {
            content: &content,
            base: found.record.published,
            risk,
        }),
        ..Step::default()
    };
    if !repo::advance(&tx, &permit, &found.change, step, now).await? {
        return Err(found.refused(ErrorCode::Conflict));
    }
    note_contributor(&tx, &permit, change, now).await?;
    let event = Event {
        name: "change.conflicts_resolved",
        subject: change.to_string(),
        municipality: &found.record.municipality,
        detail: json!({ "settled": settled, "base": found.record.published }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(change))
}
