//! What the editorial fields are asked with. Field names are the API's; each input is taken apart whole and read here, once, into what
//! its verb asks for.

use std::str::FromStr;

use async_graphql::{ID, InputObject};
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Side;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::content::road::Road;
use veiviser_schema::ids::{ChangeRequestId, ListingId};
use veiviser_schema::outcome::ErrorCode;

use crate::authz::Actor;
use crate::change::attempt::out_of_reach;
use crate::change::listing_record::model::ListingState;
use crate::change::request::model::ChangeState;
use crate::change::request::resolve_conflicts::ResolveConflicts;
use crate::change::request::save_draft::SaveDraft;
use crate::change::request::start_draft::StartDraft;
use crate::change::request::submit::Submit;
use crate::change::review::approve::Approve;
use crate::change::review::confirm::Confirm;
use crate::change::review::return_or_reject::{Decline, Verdict};
use crate::change::review::revert::Revert;
use crate::outcome::{Failure, Refusal};

/// For a listing that exists give `listingId`; for a new one `municipalityNumber` and `serviceTypeSlug`, and best a `listingId` of your own
/// making (`listing_` and 32 hexadecimal digits of a UUID), so that a second click starts nothing twice.
#[derive(InputObject)]
pub struct StartDraftInput {
    pub listing_id: Option<ID>,
    pub municipality_number: Option<String>,
    pub service_type_slug: Option<String>,
}

impl StartDraftInput {
    pub fn read(self, actor: &Actor) -> Result<StartDraft, Failure> {
        let Self {
            listing_id,
            municipality_number,
            service_type_slug,
        } = self;
        let municipality = optional_key(actor, municipality_number.as_deref())?;
        let service_type = optional_key(actor, service_type_slug.as_deref())?;
        let listing_id = listing_id.as_deref().map(String::as_str);
        let of_new = municipality.is_some() && service_type.is_some();
        Ok(StartDraft {
            listing: if listing_id.is_none() && of_new {
                None
            } else {
                Some(required_key(actor, listing_id, "listingId")?)
            },
            municipality,
            service_type,
        })
    }
}

#[derive(InputObject)]
pub struct SaveDraftInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub content: ListingContent,
}

impl SaveDraftInput {
    pub fn read(self, actor: &Actor) -> Result<SaveDraft, Failure> {
        let Self {
            change_request_id,
            expected_version,
            content,
        } = self;
        Ok(SaveDraft {
            change: key(actor, &change_request_id)?,
            expected_version,
            content,
        })
    }
}

#[derive(InputObject)]
pub struct ChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
}

impl ChangeInput {
    /// Which change, at which version.
    pub fn read(self, actor: &Actor) -> Result<(ChangeRequestId, i32), Failure> {
        let Self {
            change_request_id,
            expected_version,
        } = self;
        Ok((key(actor, &change_request_id)?, expected_version))
    }
}

/// `road` is the one the author was told of (`ChangeRequest.road`). Where it is given and the change would take another, nothing is done
/// and the answer is ROAD_CHANGED: so nothing gets public that its author thought would wait.
#[derive(InputObject)]
pub struct SubmitChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub reason: Option<String>,
    pub road: Option<Road>,
}

impl SubmitChangeInput {
    pub fn read(self, actor: &Actor) -> Result<Submit, Failure> {
        let Self {
            change_request_id,
            expected_version,
            reason,
            road,
        } = self;
        Ok(Submit {
            change: key(actor, &change_request_id)?,
            expected_version,
            reason,
            road,
        })
    }
}

#[derive(InputObject)]
pub struct ConflictChoiceInput {
    pub path: String,
    pub take: Side,
}

#[derive(InputObject)]
pub struct ResolveConflictsInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub choices: Vec<ConflictChoiceInput>,
}

impl ResolveConflictsInput {
    pub fn read(self, actor: &Actor) -> Result<ResolveConflicts, Failure> {
        let Self {
            change_request_id,
            expected_version,
            choices,
        } = self;
        Ok(ResolveConflicts {
            change: key(actor, &change_request_id)?,
            expected_version,
            choices: choices
                .into_iter()
                .map(|ConflictChoiceInput { path, take }| (path, take))
                .collect(),
        })
    }
}

/// `revisionId` names exactly what the reviewer read.
#[derive(InputObject)]
pub struct ApproveChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub revision_id: ID,
    pub comment: Option<String>,
}

impl ApproveChangeInput {
    pub fn read(self, actor: &Actor) -> Result<Approve, Failure> {
        let Self {
            change_request_id,
            expected_version,
            revision_id,
            comment,
        } = self;
        Ok(Approve {
            change: key(actor, &change_request_id)?,
            expected_version,
            revision: key(actor, &revision_id)?,
            comment,
        })
    }
}

#[derive(InputObject)]
pub struct DeclineChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub reason: String,
}

impl DeclineChangeInput {
    pub fn read(self, actor: &Actor, verdict: Verdict) -> Result<Decline, Failure> {
        let Self {
            change_request_id,
            expected_version,
            reason,
        } = self;
        Ok(Decline {
            change: key(actor, &change_request_id)?,
            expected_version,
            reason,
            verdict,
        })
    }
}

#[derive(InputObject)]
pub struct ConfirmChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub comment: Option<String>,
}

impl ConfirmChangeInput {
    pub fn read(self, actor: &Actor) -> Result<Confirm, Failure> {
        let Self {
            change_request_id,
            expected_version,
            comment,
        } = self;
        Ok(Confirm {
            change: key(actor, &change_request_id)?,
            expected_version,
            comment,
        })
    }
}

#[derive(InputObject)]
pub struct RevertChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub reason: String,
}

impl RevertChangeInput {
    pub fn read(self, actor: &Actor) -> Result<Revert, Failure> {
        let Self {
            change_request_id,
            expected_version,
            reason,
        } = self;
        Ok(Revert {
            change: key(actor, &change_request_id)?,
            expected_version,
            reason,
        })
    }
}

#[derive(InputObject)]
pub struct CommentOnChangeInput {
    pub change_request_id: ID,
    pub body: String,
}

impl CommentOnChangeInput {
    /// Which change, and what is said about it.
    pub fn read(self, actor: &Actor) -> Result<(ChangeRequestId, String), Failure> {
        let Self {
            change_request_id,
            body,
        } = self;
        Ok((key(actor, &change_request_id)?, body))
    }
}

#[derive(InputObject)]
pub struct VerifyListingInput {
    pub listing_id: ID,
    pub expected_version: i32,
}

impl VerifyListingInput {
    /// Which listing, at which version.
    pub fn read(self, actor: &Actor) -> Result<(ListingId, i32), Failure> {
        let Self {
            listing_id,
            expected_version,
        } = self;
        Ok((key(actor, &listing_id)?, expected_version))
    }
}

/// Which listing records to list; all of it must hold.
#[derive(Default, InputObject)]
pub struct ListingRecordFilter {
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub service_type_slug: Option<String>,
    pub state: Option<ListingState>,
    /// Every word must begin a word of a name, in whichever language.
    pub text: Option<String>,
    /// Only those with an open change request.
    pub changing: Option<bool>,
    /// Only those due for verification within so many days.
    pub due_within_days: Option<i32>,
}

/// Which changes to list; all of it must hold.
#[derive(Default, InputObject)]
pub struct ChangeRequestFilter {
    pub states: Option<Vec<ChangeState>>,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub listing_id: Option<ID>,
    pub mine: Option<bool>,
    pub risk: Option<Risk>,
}

/// The key of something to write to. A malformed key gets the same answer as a key the person may not see.
pub(in crate::change) fn key<K: FromStr>(actor: &Actor, text: &str) -> Result<K, Failure> {
    text.parse().map_err(|_| out_of_reach(actor).into())
}

/// A key that may be left out.
fn optional_key<K: FromStr>(actor: &Actor, text: Option<&str>) -> Result<Option<K>, Failure> {
    text.map(|text| key(actor, text)).transpose()
}

/// A key that has to be there.
fn required_key<K: FromStr>(actor: &Actor, text: Option<&str>, field: &str) -> Result<K, Failure> {
    match text {
        Some(text) => key(actor, text),
        None if actor.person().is_none() => Err(ErrorCode::NotSignedIn.into()),
        None => Err(Refusal::at(ErrorCode::Required, field).into()),
    }
}
