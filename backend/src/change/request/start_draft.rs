//! Begin a draft: of a listing that exists, or of a new one under an id that the caller made, so that a second click begins nothing
//! twice. Whoever has a draft of the listing already gets that one.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::Condition;
use serde_json::json;
use veiviser_schema::authz::Action;
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::ids::{
    ChangeRequestId, ListingId, MunicipalityNumber, RevisionId, ServiceTypeSlug,
};
use veiviser_schema::outcome::ErrorCode;

use super::entity::Column;
use super::model::ChangeState;
use super::prefill::prefilled;
use super::{note_contributor, repo};
use crate::authz::{Denied, Permit, ReadScope, Resource};
use crate::change::attempt::out_of_reach;
use crate::change::facts::{Keeper, KnownFacts};
use crate::change::listing_record::model::{Record, list_names};
use crate::change::listing_record::repo::NewRecord;
use crate::change::trail::{self, Event};
use crate::change::{Changes, listing_record, revision};
use crate::context::RequestContext;
use crate::db::WriteTx;
use crate::outcome::{Failure, Refusal};
use crate::random::ordered_id;

pub struct StartDraft {
    /// `None`: a new one, and its id is left to us.
    pub listing: Option<ListingId>,
    /// For a new listing; of one that exists it must be its own.
    pub municipality: Option<MunicipalityNumber>,
    pub service_type: Option<ServiceTypeSlug>,
}

pub async fn start_draft(
    changes: &Changes,
    request: &RequestContext,
    input: StartDraft,
) -> Result<ChangeRequestId, Failure> {
    let request = request.clone();
    changes.db().write(move |tx| run(tx, request, input)).await
}

async fn run(
    tx: WriteTx,
    request: RequestContext,
    input: StartDraft,
) -> Result<ChangeRequestId, Failure> {
    let StartDraft {
        listing,
        municipality,
        service_type,
    } = input;
    let listing = listing.unwrap_or_else(|| ListingId(ordered_id(request.now())));
    let actor = request.actor();
    let scope = actor.read_scope(Action::ReadUnpublished);
    // Two clicks at once wait for each other here, and the second finds what the first began.
    tx.lock(&format!("draft:{listing}")).await?;
    if let Some(record) = listing_record::repo::find(&tx, &scope, listing).await? {
        let place = Resource::in_municipality(&record.municipality);
        let permit = actor.authorize(Action::SaveDraft, place)?;
        let same = municipality.is_none_or(|number| number == record.municipality)
            && service_type.is_none_or(|slug| slug == record.service_type);
        if !same {
            return Err(Denied::NotAllowed.into());
        }
        return of_existing(&tx, &request, &permit, &scope, &record).await;
    }
    let (Some(municipality), Some(service_type)) = (municipality, service_type) else {
        return Err(out_of_reach(actor).into());
    };
    let permit = actor.authorize(Action::SaveDraft, Resource::in_municipality(&municipality))?;
    of_new(&tx, &request, &permit, listing, municipality, service_type).await
}

async fn of_new(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    listing: ListingId,
    municipality: MunicipalityNumber,
    service_type: ServiceTypeSlug,
) -> Result<ChangeRequestId, Failure> {
    let Some(content) = prefilled(tx, &municipality, &service_type).await? else {
        return Err(Refusal::at(ErrorCode::Invalid, "serviceTypeSlug").into());
    };
    let keeper = Keeper {
        service_type: &service_type,
        municipality: Some(&municipality),
    };
    let facts = KnownFacts::about(tx, [&content], [keeper]).await?;
    let type_name = facts.type_name(&service_type).cloned().unwrap_or_default();
    let record = NewRecord {
        id: listing,
        municipality: municipality.clone(),
        service_type,
        names: list_names(&content, &type_name),
    };
    // Taken by somebody else's listing, which this person cannot see.
    if !listing_record::repo::insert(tx, permit, record, request.now()).await? {
        return Err(Denied::NotAllowed.into());
    }
    let begun = Begun {
        listing,
        municipality: &municipality,
        base: None,
        content: &content,
        risk: Risk::High,
    };
    begin(tx, request, permit, begun).await
}

async fn of_existing(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    scope: &ReadScope,
    record: &Record,
) -> Result<ChangeRequestId, Failure> {
    let mine = Condition::all()
        .add(Column::ListingId.eq(record.id.0))
        .add(Column::AuthorId.eq(permit.user_id().0))
        .add(Column::State.is_in(ChangeState::WRITABLE.map(ChangeState::code)));
    if let Some(change) = repo::latest(tx, scope, mine, 1).await?.pop() {
        return Ok(change.id);
    }
    let (content, risk) = match record.published {
        Some(published) => {
            let revision = revision::repo::by_ids(tx, [published])
                .await?
                .remove(&published)
                .ok_or(Failure::Defect("a published revision is gone"))?;
            (revision.content.clone(), Risk::Low)
        }
        // Never published: go on from what was last written, so that a rejected or discarded attempt is not lost.
        None => match repo::newest_of(tx, &[record.id]).await?.remove(&record.id) {
            Some(change) => (change.content, Risk::High),
            None => {
                let content = prefilled(tx, &record.municipality, &record.service_type).await?;
                (content.unwrap_or_default(), Risk::High)
            }
        },
    };
    let begun = Begun {
        listing: record.id,
        municipality: &record.municipality,
        base: record.published,
        content: &content,
        risk,
    };
    begin(tx, request, permit, begun).await
}

struct Begun<'a> {
    listing: ListingId,
    municipality: &'a MunicipalityNumber,
    base: Option<RevisionId>,
    content: &'a ListingContent,
    risk: Risk,
}

async fn begin(
    tx: &WriteTx,
    request: &RequestContext,
    permit: &Permit,
    begun: Begun<'_>,
) -> Result<ChangeRequestId, Failure> {
    let Begun {
        listing,
        municipality,
        base,
        content,
        risk,
    } = begun;
    let now = request.now();
    let id = ChangeRequestId(ordered_id(now));
    let change = repo::NewChange {
        id,
        listing,
        base,
        content,
        risk,
    };
    repo::insert(tx, permit, change, now).await?;
    note_contributor(tx, permit, id, now).await?;
    let event = Event {
        name: "change.started",
        subject: id.to_string(),
        municipality,
        detail: json!({ "listingId": listing }),
    };
    trail::leave(tx, permit, request, event).await?;
    Ok(id)
}
