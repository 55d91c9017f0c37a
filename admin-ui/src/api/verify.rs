//! "Still right": the one change that several pages offer.

use cynic::MutationBuilder;
use veiviser_schema::ids::ListingId;

use super::fragments::UserError;
use super::{ApiError, mutate, schema};

#[derive(cynic::InputObject, Debug)]
struct VerifyListingInput {
    listing_id: ListingId,
    expected_version: i32,
}

#[derive(cynic::QueryVariables, Debug)]
struct VerifyVariables {
    input: VerifyListingInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ListingRecordPayload")]
struct VerifyPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "VerifyVariables")]
struct Verify {
    #[arguments(input: $input)]
    verify_listing: VerifyPayload,
}

/// Says that a published listing is still right; answers why not when it was refused.
pub async fn verify(
    listing_id: ListingId,
    expected_version: i32,
) -> Result<Vec<UserError>, ApiError> {
    let input = VerifyListingInput {
        listing_id,
        expected_version,
    };
    Ok(mutate(Verify::build(VerifyVariables { input }))
        .await?
        .verify_listing
        .user_errors)
}
