//! GraphQL itself: the guard every document passes before it is validated.
pub mod guard;
