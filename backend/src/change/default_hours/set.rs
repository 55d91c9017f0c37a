//! Set the default hours, and move all that inherit them: hours, version, audit and outbox, all or none.

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::content::hours_problems;
use veiviser_schema::hours::{Schedule, ValidationContext, diff};
use veiviser_schema::ids::MunicipalityNumber;
use veiviser_schema::outcome::ErrorCode;
use veiviser_schema::text::Language;

use crate::authz::Resource;
use crate::catalogue::area;
use crate::catalogue::default_hours::repo;
use crate::catalogue::listing::projection;
use crate::change::attempt::out_of_reach;
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop};
use crate::clock::date_in_norway;
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure, Refusal};

/// How many sentences of a difference the trail keeps.
const SENTENCES: usize = 40;

pub struct SetDefaultHours {
    pub municipality: MunicipalityNumber,
    pub schedule: Schedule,
    /// 0 when none were stated.
    pub expected_version: i32,
}

pub async fn set_default_hours(
    changes: &Changes,
    request: &RequestContext,
    input: SetDefaultHours,
) -> Result<Answer<MunicipalityNumber>, Failure> {
    let request = request.clone();
    changes.publish(move |tx| run(tx, request, input)).await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    input: SetDefaultHours,
) -> Attempt<MunicipalityNumber> {
    let SetDefaultHours {
        municipality,
        schedule,
        expected_version,
    } = input;
    let now = request.now();
    let actor = request.actor();
    let place = Resource::in_municipality(&municipality);
    let permit = actor.authorize(Action::SetDefaultHours, place)?;
    if !area::repo::exists(&tx, &municipality).await? {
        return Err(out_of_reach(actor).into());
    }
    let before = repo::find(&tx, &municipality).await?;
    if before.as_ref().map_or(0, |hours| hours.version) != expected_version {
        return Err(Stop::refused(municipality, ErrorCode::Conflict));
    }
    let before = before.map(|hours| hours.schedule).unwrap_or_default();
    if before == schedule {
        return Err(Stop::refused(municipality, ErrorCode::NothingChanged));
    }
    let context = ValidationContext {
        today: date_in_norway(now),
        crisis_line: false,
    };
    let refusals: Vec<Refusal> = hours_problems("", &schedule, context)
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| Refusal::problem("schedule", problem))
        .collect();
    if !refusals.is_empty() {
        return Err(Stop::Refused {
            value: municipality,
            refusals,
        });
    }
    if !repo::put(
        &tx,
        &permit,
        &municipality,
        &schedule,
        expected_version,
        now,
    )
    .await?
    {
        return Err(Stop::refused(municipality, ErrorCode::Conflict));
    }
    let heirs = repo::count_heirs(&tx, &municipality, date_in_norway(now)).await?;
    let catalogue_version = projection::bump_default_hours(&tx, &municipality, now).await?;
    let mut sentences = diff(&before, &schedule, Language::Nb);
    sentences.truncate(SENTENCES);
    let event = Event {
        name: "default_hours.set",
        subject: municipality.node_id(),
        municipality: &municipality,
        detail: json!({
            "version": expected_version + 1,
            "changes": sentences,
            "contentHash": schedule.content_hash(),
            "inheritingListings": heirs.listings,
            "catalogueVersion": catalogue_version,
        }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(municipality))
}
