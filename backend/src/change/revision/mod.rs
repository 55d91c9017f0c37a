//! A revision: the whole content of a listing, numbered, hashed, and never changed again. Being published and being approved is all that happens to it.

mod batch;
pub(crate) mod entity;
pub mod graphql;
pub mod model;
pub mod repo;

pub use batch::{RevisionBatch, published_before};
