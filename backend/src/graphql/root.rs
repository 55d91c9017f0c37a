//! The roots: every slice's queries and mutations side by side. The one place that sees all slices.

use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema, SchemaBuilder};

/// Stands until the first slice joins.
#[derive(Default)]
pub struct Query;

#[Object]
impl Query {
    /// The version of the server.
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

pub type VeiviserSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// The schema without the services it runs on: enough to print it. The composition root adds them with `.data(…)`.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription)
        .limit_depth(32)
        .limit_complexity(20_000)
}
