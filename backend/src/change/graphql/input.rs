//! What the editorial fields are asked with. Field names are the API's; keys are read here, once.

use std::str::FromStr;

use async_graphql::{ID, InputObject};
use veiviser_schema::content::ListingContent;
use veiviser_schema::content::merge::Side;
use veiviser_schema::content::risk::Risk;
use veiviser_schema::outcome::ErrorCode;

use crate::authz::Actor;
use crate::change::attempt::out_of_reach;
use crate::change::listing_record::model::ListingState;
use crate::change::request::model::ChangeState;
use crate::outcome::{Failure, Refusal};

/// For a listing that exists give `listingId`; for a new one `municipalityNumber` and `serviceTypeSlug`, and a `listingId` of your own making (`listing_` and 32 hexadecimal digits of a UUID) so that a second click starts nothing twice.
#[derive(InputObject)]
pub struct StartDraftInput {
    pub listing_id: Option<ID>,
    pub municipality_number: Option<String>,
    pub service_type_slug: Option<String>,
}

#[derive(InputObject)]
pub struct SaveDraftInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub content: ListingContent,
}

#[derive(InputObject)]
pub struct ChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
}

#[derive(InputObject)]
pub struct SubmitChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub reason: Option<String>,
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

/// `revisionId` names exactly what the reviewer read.
#[derive(InputObject)]
pub struct ApproveChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub revision_id: ID,
    pub comment: Option<String>,
}

#[derive(InputObject)]
pub struct DeclineChangeInput {
    pub change_request_id: ID,
    pub expected_version: i32,
    pub reason: String,
}

#[derive(InputObject)]
pub struct CommentOnChangeInput {
    pub change_request_id: ID,
    pub body: String,
}

#[derive(InputObject)]
pub struct VerifyListingInput {
    pub listing_id: ID,
    pub expected_version: i32,
}

#[derive(Default, InputObject)]
pub struct ListingRecordFilter {
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub service_type_slug: Option<String>,
    pub state: Option<ListingState>,
    pub text: Option<String>,
    /// Only those with an open change request.
    pub changing: Option<bool>,
    /// Only those due for verification within so many days.
    pub due_within_days: Option<i32>,
}

#[derive(Default, InputObject)]
pub struct ChangeRequestFilter {
    pub states: Option<Vec<ChangeState>>,
    pub municipality_number: Option<String>,
    pub county_number: Option<String>,
    pub listing_id: Option<ID>,
    pub mine: Option<bool>,
    pub risk: Option<Risk>,
}

/// The key of something to write to. What is no key at all is told like what is out of reach.
pub fn key<K: FromStr>(actor: &Actor, text: &str) -> Result<K, Failure> {
    text.parse().map_err(|_| out_of_reach(actor).into())
}

/// A key that may be left out.
pub fn optional_key<K: FromStr>(actor: &Actor, text: Option<&str>) -> Result<Option<K>, Failure> {
    text.map(|text| key(actor, text)).transpose()
}

/// A key that has to be there.
pub fn required_key<K: FromStr>(
    actor: &Actor,
    text: Option<&str>,
    field: &str,
) -> Result<K, Failure> {
    match text {
        Some(text) => key(actor, text),
        None if actor.person().is_none() => Err(ErrorCode::NotSignedIn.into()),
        None => Err(Refusal::at(ErrorCode::Required, field).into()),
    }
}
