//! Say that a published listing is still right. Nothing it says changes; readers see the date, and nobody is reminded for a while.

use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::ids::ListingId;
use veiviser_schema::outcome::ErrorCode;

use super::model::ListingState;
use super::repo;
use crate::authz::Resource;
use crate::catalogue::listing::projection;
use crate::change::attempt::out_of_reach;
use crate::change::trail::{self, Event};
use crate::change::{Attempt, Changes, Stop};
use crate::clock::date_in_norway;
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Answer, Failure};

pub async fn verify(
    changes: &Changes,
    request: &RequestContext,
    listing: ListingId,
    expected_version: i32,
) -> Result<Answer<ListingId>, Failure> {
    let request = request.clone();
    changes
        .publish(move |tx| run(tx, request, listing, expected_version))
        .await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    listing: ListingId,
    expected_version: i32,
) -> Attempt<ListingId> {
    let now = request.now();
    let actor = request.actor();
    let scope = actor.read_scope(Action::ReadUnpublished);
    let Some(record) = repo::find(&tx, &scope, listing).await? else {
        return Err(out_of_reach(actor).into());
    };
    let place = Resource::in_municipality(&record.municipality);
    let permit = actor.authorize(Action::Verify, place)?;
    if record.version != expected_version {
        return Err(Stop::refused(listing, ErrorCode::Conflict));
    }
    if record.state(date_in_norway(now)) != ListingState::Published {
        return Err(Stop::refused(listing, ErrorCode::WrongState));
    }
    if !repo::verify(&tx, &permit, listing, expected_version, now).await? {
        return Err(Stop::refused(listing, ErrorCode::Conflict));
    }
    let catalogue_version = projection::bump(&tx, Some(listing), now).await?;
    let event = Event {
        name: "listing.verified",
        subject: listing.to_string(),
        municipality: &record.municipality,
        detail: json!({ "catalogueVersion": catalogue_version }),
    };
    trail::leave(&tx, &permit, &request, event).await?;
    Ok(Answer::done(listing))
}
