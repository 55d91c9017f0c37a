//! The roots: every slice's queries and mutations side by side. The one place that sees all slices.

use async_graphql::{EmptyMutation, EmptySubscription, MergedObject, Schema, SchemaBuilder};

use super::node::NodeQuery;
use crate::catalogue::area::graphql::AreaQuery;
use crate::catalogue::listing::graphql::ListingQuery;
use crate::catalogue::organisation::graphql::OrganisationQuery;
use crate::catalogue::service_type::graphql::ServiceTypeQuery;

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    AreaQuery,
    ServiceTypeQuery,
    OrganisationQuery,
    ListingQuery,
);

pub type VeiviserSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// The schema without the services it runs on: enough to print it. The composition root adds them with `.data(…)`.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription)
        .limit_depth(32)
        .limit_complexity(20_000)
}
