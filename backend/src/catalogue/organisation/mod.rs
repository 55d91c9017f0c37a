//! Who owns, operates or pays for a service.

pub mod entity;
pub mod graphql;
pub mod model;
pub mod repo;
