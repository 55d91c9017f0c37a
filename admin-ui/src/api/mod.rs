//! The way to the server: typed operations against `schema/schema.graphql`, errors a person can act on, and who is signed in.

mod bind;
pub mod change;
pub mod error;
pub mod fragments;
pub mod session;
mod to_the_end;
mod transport;
pub mod verify;

pub use bind::{NodeId, schema};
pub use error::{ApiError, ErrorKind};
pub use fragments::UserError;
pub use to_the_end::to_the_end;
pub use transport::{mutate, on_reached, query, set_language};
