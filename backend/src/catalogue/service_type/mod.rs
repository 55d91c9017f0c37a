//! The kinds of help there are, how they hang together, and the short numbers that work in the whole country.

pub mod entity;
pub mod graphql;
pub mod model;
pub mod repo;

pub use model::relation;
