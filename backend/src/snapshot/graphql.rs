//! The snapshot as resolvers come to it.

use std::sync::Arc;

use async_graphql::Context;

use super::{Catalogue, Snapshot};
use crate::graphql::outcome::coded;
use crate::graphql::request::Ask;

/// The snapshot a request reads. Who answers a query puts one into the request's data, so that all of the answer is of one version (and
/// its `ETag` tells which); a mutation has none there, because it must see what it just published.
#[must_use]
pub fn of(ctx: &Context<'_>) -> Arc<Snapshot> {
    ctx.data_opt::<Arc<Snapshot>>()
        .cloned()
        .unwrap_or_else(|| ctx.service::<Catalogue>().current())
}

/// A part of the catalogue that foreign keys hold together is not there.
#[must_use]
pub fn torn(what: &'static str) -> async_graphql::Error {
    tracing::error!(
        event = "catalogue.torn",
        what,
        "the catalogue does not hold together"
    );
    coded(
        "INTERNAL",
        "Something went wrong here. Nothing was changed.",
    )
}
