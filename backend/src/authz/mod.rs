//! Whether this person may do this, decided in one place.
//!
//! An [`Actor`] is who asks, with the grants read from the database at this request. Asking [`Actor::authorize`] for an action gives a
//! [`Permit`], and a repository that writes takes a permit: without one it does not compile. A repository that reads what is not
//! public takes a [`ReadScope`] and puts it into its SQL, so that a denied read looks like absence.

mod actor;
mod origin;
mod permit;
mod read_scope;

pub use actor::{Actor, SignedIn};
pub use origin::{Channel, Origin, network};
pub use permit::{Denied, MANAGING, PUBLISHING, Permit, Resource};
pub use read_scope::ReadScope;
