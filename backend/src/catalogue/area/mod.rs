//! Counties and municipalities, as SSB numbers them.

pub mod entity;
pub mod graphql;
pub mod model;
pub mod repo;
