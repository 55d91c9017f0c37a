//! The roots: every slice's queries and mutations side by side. The one place that sees all slices.

use async_graphql::{EmptySubscription, MergedObject, Schema, SchemaBuilder};

use super::node::NodeQuery;
use crate::catalogue::area::graphql::AreaQuery;
use crate::catalogue::listing::graphql::ListingQuery;
use crate::catalogue::organisation::graphql::OrganisationQuery;
use crate::catalogue::service_type::graphql::ServiceTypeQuery;
use crate::change::graphql::{ChangeMutation, ChangeQuery};

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    AreaQuery,
    ServiceTypeQuery,
    OrganisationQuery,
    ListingQuery,
    ChangeQuery,
);

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(ChangeMutation);

pub type VeiviserSchema = Schema<Query, Mutation, EmptySubscription>;

/// The schema without the services it runs on: enough to print it. The composition root adds them with `.data(…)`.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(32)
        .limit_complexity(20_000)
}
