//! From a resolver's context to what it needs.

use async_graphql::Context;

use crate::authz::Actor;
use crate::context::RequestContext;

/// Short ways to what every resolver asks for.
pub trait Ask {
    /// The request. Present in every execution: the HTTP layer puts it there.
    fn request(&self) -> &RequestContext;

    fn actor(&self) -> &Actor {
        self.request().actor()
    }

    /// A service that the composition root registered with the schema.
    fn service<T: Send + Sync + 'static>(&self) -> &T;
}

impl Ask for Context<'_> {
    fn request(&self) -> &RequestContext {
        self.data_unchecked::<RequestContext>()
    }

    fn service<T: Send + Sync + 'static>(&self) -> &T {
        self.data_unchecked::<T>()
    }
}
