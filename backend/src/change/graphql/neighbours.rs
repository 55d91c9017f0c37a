//! From keys to the public types that belong to other slices.

use async_graphql::{Context, Result};
use veiviser_schema::ids::{ListingId, MunicipalityNumber, ServiceTypeSlug};

use crate::catalogue::area::graphql::Municipality;
use crate::catalogue::listing::graphql::Listing;
use crate::catalogue::service_type::graphql::ServiceType;
use crate::graphql::outcome::unexpected;
use crate::outcome::Failure;

pub fn municipality(ctx: &Context<'_>, number: &MunicipalityNumber) -> Result<Municipality> {
    Municipality::find(ctx, number).ok_or_else(|| {
        unexpected(
            ctx,
            Failure::Defect("a municipality is not in the catalogue"),
        )
    })
}

pub fn service_type(ctx: &Context<'_>, slug: &ServiceTypeSlug) -> Result<ServiceType> {
    ServiceType::find(ctx, slug).ok_or_else(|| {
        unexpected(
            ctx,
            Failure::Defect("a service type is not in the catalogue"),
        )
    })
}

/// As the public sees it; nothing while it is not published.
pub fn listing(ctx: &Context<'_>, id: ListingId) -> Option<Listing> {
    Listing::find(ctx, &id)
}
